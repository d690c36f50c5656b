"""One figure's phrases, words that lead elsewhere, and words for bodies, as regular expressions.

Each is compiled when it is first needed: the words of one report concern a tenth of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from xlsreport.checking.claims.names.form_labels import Line, lines_named_in
from xlsreport.definition.claim_declaration import Elsewhere, OwnNames
from xlsreport.definition.phrase_language.phrase_parser import RequiredWords
from xlsreport.definition.resolving.claim_resolution import BoundClaim, BoundFigure

_CLAUSE_ENDS = "，。；"
_CACHE_SIZE = 64
"""Kinds of agencies whose words for bodies are kept."""


@dataclass(frozen=True)
class ElsewherePattern:
    """Words that take a sentence elsewhere, and for whom; the sources are expressions that are not compiled yet."""

    declared: Elsewhere
    words_source: str
    unless_source: str

    @cached_property
    def words(self) -> re.Pattern[str]:
        """The words themselves."""
        return compiled(self.words_source)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """Phrases that make them mean the whole after all; None where there are none."""
        return any_pattern(self.unless_source)

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
        return compiled(self.source)

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
        return any_pattern(self.within_source)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What must not be in the number's stretch of text."""
        return any_pattern(self.unless_source)

    @cached_property
    def unless_before(self) -> re.Pattern[str] | None:
        """What must not be in the sentence up to the end of that stretch."""
        return any_pattern(self.unless_before_source)

    @cached_property
    def unless_sentence(self) -> re.Pattern[str] | None:
        """What must not be in the sentence."""
        return any_pattern(self.unless_sentence_source)

    @cached_property
    def lines(self) -> frozenset[Line]:
        """The rows and columns of all that the number may equal."""
        return lines_named_in(self.figure.equals)

    @cached_property
    def own_lines(self) -> frozenset[Line]:
        """Those of the figure itself."""
        return lines_named_in(self.figure.equals[:1])


@dataclass(frozen=True, eq=False, slots=True)
class PhrasingOfBodies:
    """Words for the reporting agency itself, and for other bodies, each with whom they count for."""

    own: tuple[tuple[OwnNames, str], ...]
    others: tuple[tuple[Elsewhere, str], ...]

    def patterns_for(self, agency: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """The patterns of one agency: of words for itself, and of those for others."""
        own = tuple(source for declared, source in self.own if _counts_for(declared, agency))
        others = tuple(source for declared, source in self.others if _counts_for(declared, agency))
        return _any_of_sources(own), _any_of_sources(others)


def _counts_for(declared: Elsewhere | OwnNames, agency: str) -> bool:
    if declared.agencies and not agency.endswith(declared.agencies):
        return False
    return not (declared.other_agencies and agency.endswith(declared.other_agencies))


@lru_cache(maxsize=_CACHE_SIZE)
def _any_of_sources(sources: tuple[str, ...]) -> re.Pattern[str] | None:
    """Cached: there are few kinds of agencies, and each has the same words."""
    return any_pattern("|".join(sources))


def any_pattern(source: str) -> re.Pattern[str] | None:
    """The compiled pattern; None where there is none."""
    return compiled(source) if source else None


def compiled(pattern: str) -> re.Pattern[str]:
    """A compiled pattern; letters match in either case where there are words of an alphabet."""
    return re.compile(pattern, re.IGNORECASE if re.search(r"[a-zA-Z]{2}", pattern.replace("P<", "")) else 0)
