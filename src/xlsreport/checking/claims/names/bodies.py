"""Whose figures a text tells: the bodies that it names, and which of them is the reporting agency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlsreport.checking.claims.names.own_name import OwnName
from xlsreport.checking.claims.patterns.figure_patterns import BodyPatterns


@dataclass(frozen=True, slots=True)
class BodyMention:
    """Words of a text that name a body, from where to where they stand, and whether it is the reporting one."""

    begin: int
    end: int
    words: str
    is_own: bool


class NamedBodies:
    """The bodies that the texts of one agency may name.

    Args:
        agency: its name.
        patterns: words by which it names itself, such as 我县, and those that name a body. Where several fit, the
            longest of those that begin first count.
    """

    def __init__(self, agency: str, patterns: BodyPatterns) -> None:
        self._name = OwnName(agency, patterns.shortened)
        self._patterns = patterns

    def mentions(self, text: str) -> tuple[BodyMention, ...]:
        """Every body that a text names, in the order in which they stand."""
        found = sorted(self._found_in(text), key=lambda each: (each.begin, not each.is_own, -each.end))
        kept: list[BodyMention] = []
        for each in found:
            if not kept or each.begin >= kept[-1].end:
                kept.append(each)
        return tuple(kept)

    def _found_in(self, text: str) -> Iterator[BodyMention]:
        for begin, end in self._name.spans(text):
            yield BodyMention(begin, end, text[begin:end], is_own=True)
        for match in _all(self._patterns.own, text):
            yield BodyMention(*match.span(), match[0], is_own=True)
        things = self._patterns.things
        for match in _all(self._patterns.others, text):
            begin, end = match.start(), self._longest_end(text, match)
            if things is None or things.match(text, end) is None:
                words = text[begin:end]
                yield BodyMention(begin, end, words, is_own=self._name.is_shortened_to(words))

    def _longest_end(self, text: str, match: re.Match[str]) -> int:
        """Behind the longest words for a body that begin at a place: 县政府办公室 is not 县政府."""
        found = (pattern.match(text, match.start()) for pattern in self._patterns.each)
        return max(each.end() for each in found if each)


def _all(pattern: re.Pattern[str] | None, text: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(text) if pattern else iter(())
