"""The phrases of a definition as regular expressions, compiled once for each year.

Each is compiled when it is first needed: the words of one report concern a tenth of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.checking.claims.alike_sentences.digit_masking import DigitMask
from xlsreport.checking.claims.names.bodies import NamedBodies
from xlsreport.checking.claims.names.form_labels import FormLabels, labels_of
from xlsreport.checking.claims.names.reporting_body import ReportingBody
from xlsreport.checking.claims.patterns.abbreviations import abbreviations_of
from xlsreport.checking.claims.patterns.figure_patterns import (
    AnyPhrase,
    ElsewherePattern,
    FigurePattern,
    PeriodPattern,
    PhrasingOfBodies,
    SearchPhrase,
)
from xlsreport.checking.claims.prose import Asides, ProseLine, normalised
from xlsreport.checking.claims.quantities import Exactness
from xlsreport.checking.claims.respective_lists import RespectiveLists
from xlsreport.checking.claims.shared_numbers import SharedNumbers
from xlsreport.definition.claim_declaration import ClaimedFigure
from xlsreport.definition.definition import Definition
from xlsreport.definition.phrase_language.phrase_search import PhraseSearch
from xlsreport.definition.phrase_language.word_search import WordSearch
from xlsreport.definition.resolving.claim_resolution import BoundClaim
from xlsreport.letter_case import lowered
from xlsreport.messages.locales import number_marks, words_of_multiples
from xlsreport.object_cache import remembered_by_object

_WITHOUT_BLANKS = re.compile("[\u3040-\u9fff\uac00-\ud7a3]$")
"""The end of a word in a script in which the next one stands right behind it: 1만명."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure with those of its phrases that may be in a text."""

    figure: FigurePattern
    phrases: tuple[SearchPhrase, ...]
    none: tuple[SearchPhrase, ...]


@dataclass(frozen=True, eq=False)
class ClaimPatterns:
    """All that is looked for in the texts of one definition and year.

    ``any_elsewhere`` finds any word that may take a sentence elsewhere; most sentences have none. ``subjects``
    finds every subject, ``names`` are the words by which those with figures are known, each with its subjects;
    ``mask`` makes lines alike that they cannot tell apart;
    ``figures`` are those of each subject, in the order of their declaration.
    ``breaks`` are the marks that part what is said of one number from what is said of another, ``numbers`` what
    must be found where a number may stand, ``counts`` those that count something and are no dates, ``wholes`` what
    tells a number before its parts, ``for_each`` what a number begins that is no count, and what is one nevertheless.
    ``negations`` are words that make another of the phrase behind them: 不 in 不同意公开, 部分 in 部分同意公开.
    ``joint`` is found between the labels of a list, ``and_such`` behind those that are only instances.
    ``years`` finds a year that a text is about, not one that it compares with, ``until`` what is found behind one that
    holds for one number, ``of_one`` behind one of which one number is told, ``spans`` before the last one of several.
    ``names_of_lines`` are what texts call rows and columns, ``years_with`` what lines have that may speak of others.
    """

    subjects: re.Pattern[str]
    names: Mapping[str, frozenset[str]]
    figures: Mapping[str, tuple[FigurePattern, ...]]
    elsewhere: tuple[ElsewherePattern, ...]
    any_elsewhere: AnyPhrase
    periods: tuple[PeriodPattern, ...]
    years_with: tuple[tuple[BoundClaim, AnyPhrase], ...]
    mask: DigitMask
    breaks: re.Pattern[str]
    numbers: re.Pattern[str]
    counts: re.Pattern[str]
    wholes: tuple[SearchPhrase, ...]
    for_each: tuple[AnyPhrase, AnyPhrase]
    names_of_lines: AnyPhrase
    incidental_years: AnyPhrase
    other_years: AnyPhrase
    unrelated: AnyPhrase
    this_year: AnyPhrase
    years: re.Pattern[str]
    until: re.Pattern[str]
    of_one: re.Pattern[str]
    spans: re.Pattern[str]
    year: int
    respective: RespectiveLists
    shared: SharedNumbers
    exactness: Exactness
    negations: tuple[str, ...]
    joint: re.Pattern[str]
    and_such: AnyPhrase
    asides: Asides
    phrasing: PhrasingOfBodies
    definition: Definition
    spaced: bool

    @cached_property
    def labels(self) -> FormLabels:
        """The labels of the form."""
        return labels_of(self.definition)

    @cached_property
    def before_parts(self) -> Sequence[re.Pattern[str]]:
        """Words such as 其中."""
        of_part = (each.words.pattern for each in self.elsewhere if each.declared.but_parts)
        return [pattern for pattern in of_part if pattern]

    def readable(self, text: str) -> str:
        """A line without needless blanks in the form in which phrases are looked for in it."""
        marks, kept = number_marks(self.definition.locale), abbreviations_of(self.definition)
        plain = normalised(text, spaced=self.spaced, marks=marks, abbreviations=kept)
        return self.shared.given_out(self.respective.given_out(plain))

    def is_multiplied(self, text: str, position: int) -> bool:
        """Whether a number that ends at a position has a word such as million behind it that is no unit of its."""
        return self._multiples is not None and self._multiples.match(text, position) is not None

    @cached_property
    def _multiples(self) -> re.Pattern[str] | None:
        words = words_of_multiples(self.definition.locale)
        ends = (re.escape(word) + ("" if _WITHOUT_BLANKS.search(word) else r"(?!\w)") for word in words)
        return re.compile(f" ?(?:{'|'.join(ends)})", re.IGNORECASE) if words else None

    def is_for_each(self, text: str, position: int) -> bool:
        """Whether the number at a position is no count, since every one of them gets something."""
        words, unless = (each.pattern for each in self.for_each)
        return bool(words and words.match(text, position) and not (unless and unless.match(text, position)))

    def tells_of_bodies(self, declared: ClaimedFigure) -> bool:
        """Whether a figure is what several bodies have together, so that it may be told of any of them."""
        phrasing = self.definition.declaration.phrasing
        return any(each.body and each.id in declared.despite for each in (phrasing.elsewhere if phrasing else ()))

    def bodies_for(self, body: ReportingBody) -> NamedBodies:
        """The bodies that the texts of one may name."""
        return NamedBodies(body.name, self.phrasing.patterns_for(body))

    def periods_in(self, text: str) -> Sequence[PeriodPattern]:
        """The phrases that are worth looking for in a text for the periods that it states."""
        small = lowered(text)
        return [each for each in self.periods if each.phrase.required.are_somewhere_in(small)]

    def spoken_of(self, text: str) -> frozenset[str]:
        """The subjects with figures that a text may speak of, whose digits are masked."""
        return _spoken_of(self, text)

    def names_in(self, text: str) -> frozenset[str]:
        """The names of subjects with figures that a text has."""
        return self._name_search.found_in(lowered(text))

    @cached_property
    def _name_search(self) -> WordSearch:
        return WordSearch(self.names)

    def candidates(self, text: str, counting: str, subjects: frozenset[str]) -> tuple[Candidate, ...]:
        """What is worth looking for in a text about some subjects, in the order of declaration.

        Args:
            text: what says, maybe, that there was none.
            counting: the sentences of it that have a number.
            subjects: those that it may speak of.
        """
        search, none_search = _phrase_searches(self, subjects)
        found: dict[int, tuple[list[SearchPhrase], list[SearchPhrase]]] = {}
        for number, phrase in search.found_in(lowered(counting)):
            found.setdefault(number, ([], []))[0].append(phrase)
        for number, phrase in none_search.found_in(lowered(text)):
            found.setdefault(number, ([], []))[1].append(phrase)
        figures = _figures_about(self, subjects)
        return tuple(Candidate(figures[number], *map(tuple, found[number])) for number in sorted(found))

    def heading(self, text: str) -> tuple[str, frozenset[str]]:
        """A heading in that form, without what is in its brackets, and the subjects that it may speak of."""
        return _heading(self, text)


@remembered_by_object(most=2_000)
def _spoken_of(patterns: ClaimPatterns, masked: str) -> frozenset[str]:
    """Once for all lines that differ in digits only."""
    return frozenset().union(*map(patterns.names.__getitem__, patterns.names_in(masked)))


_PhraseSearch = PhraseSearch[tuple[int, SearchPhrase]]


@remembered_by_object(most=1_000)
def _figures_about(patterns: ClaimPatterns, subjects: frozenset[str]) -> Sequence[FigurePattern]:
    """The figures of some subjects, in the order of their declaration."""
    return [figure for about, found in patterns.figures.items() if about in subjects for figure in found]


@remembered_by_object(most=1_000)
def _phrase_searches(patterns: ClaimPatterns, subjects: frozenset[str]) -> tuple[_PhraseSearch, _PhraseSearch]:
    """The searches for phrases about some subjects, with a number and that there was none; each with its figure."""
    figures = list(enumerate(_figures_about(patterns, subjects)))
    return (
        PhraseSearch(((number, each), each.required) for number, figure in figures for each in figure.phrases),
        PhraseSearch(((number, each), each.required) for number, figure in figures for each in figure.none),
    )


@remembered_by_object(most=1_000)
def _heading(patterns: ClaimPatterns, text: str) -> tuple[str, frozenset[str]]:
    """Cached: most reports have the same headings."""
    masked = patterns.mask.masked(text)
    return ProseLine(patterns.readable(text), "", patterns.asides).bare, patterns.spoken_of(masked)
