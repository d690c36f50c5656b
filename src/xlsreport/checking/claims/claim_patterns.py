"""The phrases of a definition as regular expressions, compiled once for each year.

Each is compiled when it is first needed: the words of one report concern a tenth of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from xlsreport.checking.claims.bodies import NamedBodies
from xlsreport.checking.claims.form_labels import FiguresLines, FormLabels, Line, labels_of, remarks_of
from xlsreport.checking.claims.prose import Asides
from xlsreport.definition.claim_declaration import Elsewhere, OwnWords, Phrasing
from xlsreport.definition.definition import Definition
from xlsreport.definition.phrase_language.phrase_parser import (
    NUMERALS,
    RequiredWords,
    Vocabulary,
    longest_words,
    pattern_of,
    required_words,
    vocabulary_of,
)
from xlsreport.definition.resolving.claim_resolution import BoundClaim, BoundFigure
from xlsreport.messages import separates_words
from xlsreport.submission.label_normalising import normalise_label

_CLAUSE_ENDS = "，。；"
_CACHE_SIZE = 32
"""Definitions and years whose patterns are kept; a round has one."""


@dataclass(frozen=True)
class ElsewherePattern:
    """Words that take a sentence elsewhere, and for whom; the sources are expressions that are not compiled yet."""

    declared: Elsewhere
    words_source: str
    unless_source: str

    @cached_property
    def words(self) -> re.Pattern[str]:
        """The words themselves."""
        return _compiled(self.words_source)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """Phrases that make them mean the whole after all; None where there are none."""
        return _any(self.unless_source)

    def counts_for(self, agency: str) -> bool:
        """Whether the words mean something else in this agency's report."""
        return _counts_for(self.declared, agency)

    def found_in(self, text: str) -> str:
        """The words by which a stretch of text speaks of something else; empty where it does not.

        For ``lasting`` words, ``unless`` counts only in their own clause: 全区受理 80 件，区政府本级受理 20 件.
        """
        last = deque(self.words.finditer(text), maxlen=1)
        if not last:
            return ""
        begin = max(text.rfind(mark, 0, last[0].start()) for mark in _CLAUSE_ENDS) + 1
        if self.unless and self.unless.search(text, begin if self.declared.lasting else 0):
            return ""
        return last[0][0]


@dataclass(frozen=True)
class SearchPhrase:
    """A phrase, and the words that a text with it must have."""

    source: str
    keys: RequiredWords

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return _compiled(self.source)

    def may_be_where(self, present: Set[str]) -> bool:
        """Whether the phrase can match a text, by the required words that the text contains."""
        return not any(words.isdisjoint(present) for words in self.keys)

    def may_be_in(self, text: str) -> bool:
        """Whether the phrase can match a text, which is given in lower case."""
        return all(any(word in text for word in words) for words in self.keys)


@dataclass(frozen=True)
class FigurePattern:
    """A figure with its phrases; the sources are expressions that are not compiled yet."""

    claim: BoundClaim
    figure: BoundFigure
    phrases: tuple[SearchPhrase, ...]
    none: tuple[SearchPhrase, ...]
    within_source: str
    unless_source: str
    unless_before_source: str
    unless_sentence_source: str
    worth: Mapping[str, Decimal]

    @cached_property
    def within(self) -> re.Pattern[str] | None:
        """What must be in the sentence; None where nothing must."""
        return _any(self.within_source)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What must not be in the number's stretch of text."""
        return _any(self.unless_source)

    @cached_property
    def unless_before(self) -> re.Pattern[str] | None:
        """What must not be in the sentence up to the end of that stretch."""
        return _any(self.unless_before_source)

    @cached_property
    def unless_sentence(self) -> re.Pattern[str] | None:
        """What must not be in the sentence."""
        return _any(self.unless_sentence_source)

    @cached_property
    def lines(self) -> frozenset[Line]:
        """The rows and columns that the figure is of."""
        return FiguresLines(self.figure.equals).lines


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure with those of its phrases that may be in a text."""

    figure: FigurePattern
    phrases: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What is looked for in the lines of one section: the names of subjects that it has, and phrases of periods."""

    names: Sequence[tuple[str, str]]
    periods: Sequence[tuple[BoundClaim, SearchPhrase]]

    def spoken_of(self, text: str) -> frozenset[str]:
        """The subjects with figures that a text may speak of."""
        small = text.lower()
        return frozenset([subject for name, subject in self.names if name in small])


@dataclass(frozen=True, eq=False, slots=True)
class PhrasingOfBodies:
    """Words for the reporting agency itself, and for other bodies, each with whom they count for."""

    own: tuple[tuple[OwnWords, str], ...]
    others: tuple[tuple[Elsewhere, str], ...]

    def patterns_for(self, agency: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """The patterns of one agency: of words for itself, and of those for others."""
        own = tuple(source for declared, source in self.own if _counts_for(declared, agency))
        others = tuple(source for declared, source in self.others if _counts_for(declared, agency))
        return _any_of_sources(own), _any_of_sources(others)


@dataclass(frozen=True, eq=False, slots=True)
class ClaimPatterns:
    """All that is looked for in the texts of one definition and year.

    ``any_elsewhere`` finds any word that may take a sentence elsewhere; most sentences have none.
    ``subjects`` finds every subject, ``names`` are the words by which those with figures are named, each with its
    subject; ``figures`` are those of each subject, in the order of their declaration, and ``keys`` those of their
    phrases. ``breaks`` are the marks that part what is said of one number from what is said of another.
    """

    subjects: re.Pattern[str]
    names: tuple[tuple[str, str], ...]
    keys: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, tuple[FigurePattern, ...]]
    elsewhere: tuple[ElsewherePattern, ...]
    any_elsewhere: re.Pattern[str]
    periods: tuple[tuple[BoundClaim, SearchPhrase], ...]
    breaks: re.Pattern[str]
    incidental_years: re.Pattern[str] | None
    this_year: re.Pattern[str] | None
    asides: Asides
    phrasing: PhrasingOfBodies
    labels: FormLabels
    spaced: bool

    def bodies_for(self, agency: str) -> NamedBodies:
        """The bodies that the texts of an agency may name."""
        return NamedBodies(agency, *self.phrasing.patterns_for(agency))

    def sought_in(self, text: str) -> SearchTerms:
        """What is worth looking for in a section, by its whole text."""
        small = text.lower()
        return SearchTerms(
            [(name, subject) for name, subject in self.names if name in small],
            [(claim, phrase) for claim, phrase in self.periods if phrase.may_be_in(small)],
        )

    def candidates(self, text: str, subjects: frozenset[str]) -> tuple[Candidate, ...]:
        """What is worth looking for in a text about some subjects, in the order of declaration."""
        small = text.lower()
        present = frozenset([key for subject in subjects for key in self.keys[subject] if key in small])
        return _candidates(self, subjects, present)


@lru_cache(maxsize=_CACHE_SIZE)
def patterns_for(definition: Definition, year: int) -> ClaimPatterns:
    """The patterns of a definition in a report about a year."""
    phrasing = definition.declaration.phrasing or Phrasing()
    making = _PatternBuilder(phrasing, vocabulary_of(phrasing.words, phrasing.units, year))
    subjects = (f"(?P<{name}>{making.joined(phrases)})" for name, phrases in phrasing.subjects.items())
    figures: dict[str, list[FigurePattern]] = {}
    for claim in definition.claims:
        for figure in claim.figures:
            figures.setdefault(figure.declared.about, []).append(making.figure(claim, figure))
    periods = [(claim, phrase) for claim in definition.claims for phrase in making.phrases(claim.declared.period)]
    return ClaimPatterns(
        subjects=_compiled("|".join(subjects) or "(?!)"),
        names=tuple(
            (name, subject)
            for subject, phrases in phrasing.subjects.items()
            if subject in figures
            for name in sorted(making.names(phrases))
        ),
        keys={about: _required_words_in(patterns) for about, patterns in figures.items()},
        figures={about: tuple(patterns) for about, patterns in figures.items()},
        elsewhere=tuple(making.elsewhere(each) for each in phrasing.elsewhere if not each.body),
        any_elsewhere=_compiled(making.joined(words for each in phrasing.elsewhere for words in each.words) or "(?!)"),
        periods=tuple(periods),
        breaks=_breaks({*phrasing.units, *(unit for found in figures.values() for each in found for unit in each.worth)}),
        incidental_years=_any(making.joined(phrasing.incidental_years)),
        this_year=_any(making.joined(phrasing.this_year)),
        asides=Asides(_any(making.joined(phrasing.asides)), frozenset(map(normalise_label, remarks_of(definition)))),
        phrasing=making.bodies(),
        labels=labels_of(definition),
        spaced=separates_words(definition.language),
    )


@lru_cache(maxsize=5_000)
def _candidates(patterns: ClaimPatterns, subjects: frozenset[str], present: frozenset[str]) -> tuple[Candidate, ...]:
    """Cached: the same sets of words come up in many texts."""
    figures = [figure for about, found in patterns.figures.items() if about in subjects for figure in found]
    every = (
        Candidate(
            figure,
            tuple(phrase.pattern for phrase in figure.phrases if phrase.may_be_where(present)),
            tuple(phrase.pattern for phrase in figure.none if phrase.may_be_where(present)),
        )
        for figure in figures
    )
    return tuple(candidate for candidate in every if candidate.phrases or candidate.none)


def any_of(phrases: Iterable[str], vocabulary: Vocabulary) -> re.Pattern[str] | None:
    """One pattern that finds any of some phrases; None where there are none."""
    return _any("|".join(pattern_of(phrase, vocabulary) for phrase in phrases))


def _counts_for(declared: Elsewhere | OwnWords, agency: str) -> bool:
    if declared.agencies and not agency.endswith(declared.agencies):
        return False
    return not (declared.other_agencies and agency.endswith(declared.other_agencies))


@lru_cache(maxsize=_CACHE_SIZE)
def _any_of_sources(sources: tuple[str, ...]) -> re.Pattern[str] | None:
    """Cached: there are few kinds of agencies, and each has the same words."""
    return _any("|".join(sources))


def _breaks(units: Iterable[str]) -> re.Pattern[str]:
    """Marks between what is said of one number and of another; a comma of a list only behind a number."""
    behind = "|".join(f"(?<=[0-9{NUMERALS}]{re.escape(unit)})" for unit in sorted(units))
    return re.compile(f"[，；：]|(?:(?<=[0-9%)]){'|' if behind else ''}{behind})、")


def _any(source: str) -> re.Pattern[str] | None:
    return _compiled(source) if source else None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE if re.search(r"[a-zA-Z]{2}", pattern.replace("P<", "")) else 0)


def _required_words_in(figures: Iterable[FigurePattern]) -> tuple[str, ...]:
    phrases = [phrase for figure in figures for phrase in (*figure.phrases, *figure.none)]
    return tuple(sorted(frozenset[str]().union(*(words for phrase in phrases for words in phrase.keys))))


class _PatternBuilder:
    """Makes patterns with one vocabulary."""

    def __init__(self, phrasing: Phrasing, vocabulary: Vocabulary) -> None:
        self._phrasing = phrasing
        self._vocabulary = vocabulary

    def joined(self, phrases: Iterable[str]) -> str:
        """Any of some phrases, uncompiled."""
        return "|".join(pattern_of(phrase, self._vocabulary) for phrase in phrases)

    def names(self, phrases: Iterable[str]) -> frozenset[str]:
        """Words of which a text must have one for any of the phrases; an empty one where it need not."""
        found = [longest_words(required_words(phrase, self._phrasing.words)) for phrase in phrases]
        return frozenset[str]().union(*found) if all(found) else frozenset([""])

    def phrases(self, phrases: Iterable[str], vocabulary: Vocabulary | None = None) -> tuple[SearchPhrase, ...]:
        """Each of some phrases by itself."""
        own = vocabulary or self._vocabulary
        return tuple(
            SearchPhrase(pattern_of(phrase, own), required_words(phrase, self._phrasing.words)) for phrase in phrases
        )

    def elsewhere(self, declared: Elsewhere) -> ElsewherePattern:
        """What takes a sentence elsewhere."""
        return ElsewherePattern(declared, self.joined(declared.words), self.joined(declared.unless))

    def bodies(self) -> PhrasingOfBodies:
        """Words for bodies, uncompiled."""
        return PhrasingOfBodies(
            tuple((each, self.joined(each.words)) for each in self._phrasing.own),
            tuple((each, self.joined(each.words)) for each in self._phrasing.elsewhere if each.body),
        )

    def figure(self, claim: BoundClaim, figure: BoundFigure) -> FigurePattern:
        """A figure with its own units."""
        declared, vocabulary = figure.declared, self._vocabulary
        units: Sequence[str] = tuple(declared.units) or vocabulary.units
        own = Vocabulary(vocabulary.words, units, vocabulary.year)
        return FigurePattern(
            claim,
            figure,
            phrases=self.phrases(declared.phrases, own),
            none=self.phrases(declared.none, own),
            within_source=self.joined(declared.within),
            unless_source=self.joined(declared.unless),
            unless_before_source=self.joined(declared.unless_before),
            unless_sentence_source=self.joined(declared.unless_sentence),
            worth={unit: Decimal(str(worth)) for unit, worth in declared.units.items()},
        )
