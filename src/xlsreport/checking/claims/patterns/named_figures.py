"""Figures that are known by the words near a number, in any order, where no phrase says how they are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.checking.claims.patterns.figure_patterns import AnyPhrase, FigurePattern, compiled
from xlsreport.definition.phrase_language.phrase_parser import Vocabulary, pattern_of
from xlsreport.object_cache import remembered_by_object

CLAUSE = re.compile(r"[^，。；、：()0-9]{3,40}(?=[，。；、)]|$)(?<![0-9].)")
"""A clause without a number."""
_LEAD = "[也亦并且而均都所以今年本]{0,3}"
"""What may stand before words for none."""
_NOTHING = re.compile("[，、：；() ]+")
"""Marks between words that mean nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Named:
    """What some words name: which of the declared names, and the words besides that say something else."""

    names: frozenset[str]
    besides: str


@dataclass(frozen=True, eq=False)
class NamedFigures:
    """The figures that declare by which words they are named.

    Attributes:
        figures: all of them, in the order of their declaration.
        fillers: words that may stand near a number and say nothing.
        none: words for no number: 无, 未发生.
    """

    figures: Sequence[FigurePattern]
    fillers: AnyPhrase
    none: AnyPhrase
    vocabulary: Vocabulary

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number with its unit, and what stands behind it as a gap."""
        units = dict.fromkeys(unit for each in self.figures for unit in (each.worth or self.vocabulary.units))
        own = Vocabulary(self.vocabulary.words, tuple(units), self.vocabulary.year)
        return re.compile(own.number("number") + "(.*)")

    @cached_property
    def denied(self) -> Sequence[re.Pattern[str]]:
        """Clauses that say that there was none: with the words for that before what there was none of, or behind it."""
        words = self.none.pattern.pattern if self.none.pattern else "(?!)"
        return [re.compile(f"{_LEAD}(?P<number>{words})([^0-9]+)"), re.compile(f"[^0-9]+?(?P<number>{words})")]

    @cached_property
    def names(self) -> Sequence[tuple[str, re.Pattern[str]]]:
        """Each declared name with its pattern."""
        declared = (each.figure.declared for each in self.figures)
        phrases = dict.fromkeys(phrase for each in declared for phrase in (*each.named, *each.beside))
        return [(phrase, compiled(pattern_of(phrase, self.vocabulary))) for phrase in phrases]

    @cached_property
    def any_name(self) -> re.Pattern[str]:
        """Any of these names."""
        return compiled("|".join(pattern.pattern for _, pattern in self.names) or "(?!)")

    @cached_property
    def foreign(self) -> re.Pattern[str]:
        """A letter that stands in no name and no filler: words with one say something besides.

        Most numbers of a text are of something else, and known for that by one such letter at once.
        """
        patterns = [self.any_name.pattern, self.fillers.pattern.pattern if self.fillers.pattern else ""]
        if any(sign in pattern for pattern in patterns for sign in (".", "[^")):  # a gap, in which anything may stand
            return re.compile("(?!)")
        return compiled(f"[^0-9{re.escape(''.join(sorted({*''.join(patterns)})))}]")

    def figures_named(self, names: Iterable[str]) -> Sequence[FigurePattern]:
        """The figures that names may mean: all that each needs are there, and no others but those that may be beside.

        Of these the ones that need most.
        """
        told = frozenset(names)
        found = [
            each
            for each in self.figures
            if told.issuperset(each.figure.declared.named)
            and told.issubset((*each.figure.declared.named, *each.figure.declared.beside))
        ]
        most = max((len(each.figure.declared.named) for each in found), default=0)
        return [each for each in found if len(each.figure.declared.named) == most]


@remembered_by_object(most=5_000)
def named_in(figures: NamedFigures, words: str) -> Named:
    """The names in some words; at each place the longest counts, and where two are as long both do.

    Cached: many reports have the same words.
    """
    names: set[str] = set()
    besides, at = "", 0
    while found := figures.any_name.search(words, at):
        begin = found.start()
        here = [(match.end(), name) for name, each in figures.names if (match := each.match(words, begin))]
        end = max(last for last, _ in here)
        names |= {name for last, name in here if last == end}
        besides, at = besides + words[at:begin] + "，", end
    besides += words[at:]
    without = figures.fillers.pattern.sub("", besides) if figures.fillers.pattern else besides
    return Named(frozenset(names), _NOTHING.sub("", without))
