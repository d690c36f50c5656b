"""One figure's phrases, words that lead elsewhere, and words for bodies, as regular expressions.

Each is compiled when it is first needed: the words of one report concern a tenth of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlsreport.checking.claims.names.form_labels import Line, lines_named_in
from xlsreport.checking.claims.names.reporting_body import ReportingBody
from xlsreport.definition.claim_declaration import Elsewhere, Phrasing, ShortenedNames
from xlsreport.definition.phrase_language.phrase_parser import Vocabulary, pattern_of
from xlsreport.definition.phrase_language.required_words import RequiredWords
from xlsreport.definition.resolving.claim_resolution import BoundClaim, BoundFigure

_CLAUSE_ENDS = "，。；"
_MISSED_BEFORE_COMPILING = 50
_NO_WORDS = re.compile(r"\(\?P<\w+>|\\.")
"""Letters of an expression that are not looked for: names of groups, and what follows a backslash."""


@dataclass(frozen=True)
class AnyPhrase:
    """Any of some phrases."""

    phrases: tuple[str, ...]
    vocabulary: Vocabulary

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """The pattern that finds any of them; None where there are none."""
        sources = (pattern_of(phrase, self.vocabulary) for phrase in self.phrases)
        return compiled("|".join(sources)) if self.phrases else None

    def found_in(self, text: str, begin: int, end: int) -> str:
        """The words by which one of them is found between two positions; empty where none is."""
        found = self.pattern.search(text, begin, end) if self.pattern else None
        return found[0] if found else ""


def any_of(phrases: Iterable[str], vocabulary: Vocabulary) -> re.Pattern[str] | None:
    """One pattern that finds any of some phrases; None where there are none."""
    return AnyPhrase(tuple(phrases), vocabulary).pattern


@dataclass(frozen=True)
class ElsewherePattern:
    """Words that take a sentence elsewhere, and for whom.

    Attributes:
        words: the words themselves.
        unless: phrases that make them mean the whole after all.
    """

    declared: Elsewhere
    words: AnyPhrase
    unless: AnyPhrase

    def counts_for(self, body: ReportingBody) -> bool:
        """Whether the words mean something else in this body's report."""
        return body.is_meant_by(self.declared)

    def found_in(self, text: str, behind: str = "", unmasked: str = "") -> str:
        """The words by which a stretch of text speaks of something else; empty where it does not.

        What stands ``behind`` it may only say that they do not: 书面 in 进行书面答复. So may the agency's own name in
        the ``unmasked`` text: 涉及 in 涉及我局.
        For words that are ``lasting`` or read ``through``, ``unless`` counts only from their own clause on:
        全区受理 80 件，区政府本级受理 20 件.
        """
        last = deque(self.words.pattern.finditer(text) if self.words.pattern else (), maxlen=1)
        if not last:
            return ""
        begin = max(text.rfind(mark, 0, last[0].start()) for mark in _CLAUSE_ENDS) + 1
        whole = (unmasked or text) + behind
        if self.unless.found_in(whole, begin if self.declared.lasting or self.declared.through else 0, len(whole)):
            return ""
        return last[0][0]


class SearchPhrase:
    """A phrase, and the words that a text with it must have.

    Compiling a phrase takes as long as looking a hundred times whether its words are in a text, and a compiled one
    searches faster than that: so of one report only the phrases are compiled that it may have, and of many reports all.
    """

    def __init__(self, phrase: str, vocabulary: Vocabulary, required: RequiredWords) -> None:
        self.phrase = phrase
        self.required = required
        self._vocabulary = vocabulary
        self._missed = 0

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        self._missed = _MISSED_BEFORE_COMPILING
        return compiled(pattern_of(self.phrase, self._vocabulary))

    def pattern_for(self, text: str) -> re.Pattern[str] | None:
        """The compiled pattern; None where it can find nothing in a text."""
        if self._missed < _MISSED_BEFORE_COMPILING and not self.required.are_in(text):
            self._missed += 1
            return None
        return self.pattern

    def is_in(self, text: str) -> bool:
        """Whether it stands in a text."""
        pattern = self.pattern_for(text)
        return pattern is not None and pattern.search(text) is not None


@dataclass(frozen=True)
class PeriodPattern:
    """A phrase after which a text states a period, and what before it in its sentence makes that one of another."""

    claim: BoundClaim
    phrase: SearchPhrase
    of_another: AnyPhrase


@dataclass(frozen=True)
class FigurePattern:
    """A figure with its phrases.

    Attributes:
        within: what must be in the sentence, if anything must.
        topic: what must be in it unless its numbers say what it is about.
        unless: what must not be in the number's stretch of text.
        unless_before: what must not be in the sentence up to the end of that stretch.
        unless_sentence: what must not be in the sentence.
        worth: what one of each unit is worth.
    """

    claim: BoundClaim
    figure: BoundFigure
    phrases: tuple[SearchPhrase, ...]
    none: tuple[SearchPhrase, ...]
    within: AnyPhrase
    topic: AnyPhrase
    unless: AnyPhrase
    unless_before: AnyPhrase
    unless_sentence: AnyPhrase
    worth: Mapping[str, Decimal]

    @cached_property
    def lines(self) -> frozenset[Line]:
        """The rows and columns of all that the number may equal."""
        return lines_named_in(self.figure.equals)

    @cached_property
    def own_lines(self) -> frozenset[Line]:
        """Those of the figure itself."""
        return lines_named_in(self.figure.equals[:1])


@dataclass(frozen=True, slots=True)
class BodyPatterns:
    """Words for the agency itself, those for other bodies, and what makes these a thing of a body: 市政府门户网站.

    ``shortened`` says how texts shorten its name; ``each`` are the words for other bodies entry by entry, of which the
    longest that fit at a place count.
    """

    shortened: ShortenedNames
    own: re.Pattern[str] | None = None
    others: re.Pattern[str] | None = None
    each: tuple[re.Pattern[str], ...] = ()
    things: re.Pattern[str] | None = None


class PhrasingOfBodies:
    """Words for the reporting agency itself, and for other bodies, each with whom they count for."""

    def __init__(self, phrasing: Phrasing, vocabulary: Vocabulary) -> None:
        self._shortened = phrasing.shortened_names or ShortenedNames()
        self._own = phrasing.own
        self._others = tuple(each for each in phrasing.elsewhere if each.body)
        self._vocabulary = vocabulary
        self._made: dict[tuple[str, ...], re.Pattern[str] | None] = {}

    def patterns_for(self, body: ReportingBody) -> BodyPatterns:
        """The patterns of one body."""
        own = [each for each in self._own if body.is_meant_by(each)]
        others = [each for each in self._others if body.is_meant_by(each)]
        return BodyPatterns(
            self._shortened,
            self._pattern(tuple(phrase for each in own for phrase in each.words)),
            self._pattern(tuple(phrase for each in others for phrase in each.words)),
            tuple(pattern for each in others if (pattern := self._pattern(each.words))),
            self._pattern(tuple(phrase for each in others for phrase in each.unless)),
        )

    def _pattern(self, phrases: tuple[str, ...]) -> re.Pattern[str] | None:
        """Made once, since there are few kinds of agencies, and each has the same words."""
        if phrases not in self._made:
            self._made[phrases] = AnyPhrase(phrases, self._vocabulary).pattern
        return self._made[phrases]


def compiled(pattern: str) -> re.Pattern[str]:
    """A compiled pattern; letters match in either case, which takes longer, so only where there are any."""
    searched = _NO_WORDS.sub("", pattern)
    return re.compile(pattern, re.IGNORECASE if searched.lower() != searched.upper() else 0)
