"""Which lines of a publication may be the heading of a section, and how much speaks for it.

A heading is recognised by its words; its number makes that more certain. What is certain is decided by all headings of
the publication together, in ``report_outline.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from xlsreport.definition.definition import Definition
from xlsreport.messages import separates_words
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.narrative.section_headings import (
    CONTENTS,
    LEAD,
    MIN_SIMILARITY,
    REMARK,
    folded,
    is_telling,
    number_of,
    spelled,
)

_EXACT, _RUN_IN, _GLUED, _UNNUMBERED, _RENUMBERED, _WEAK = 10.0, 9.0, 7.0, 8.0, 6.0, 5.0
"""What speaks for a heading with the very words: with its number; followed by text; without a sign between; without
its number; with another one, or one of a lower kind; with few words and no number."""
_NEAR, _NEAR_UNNUMBERED, _NEAR_RENUMBERED = 5.0, 4.0, 3.0
"""The same with other words, to which their similarity is added."""
_MIN_UNNUMBERED, _MIN_MARKED, _MARGIN = 0.85, 0.75, 0.1
"""Least similarity without the right number; where the markup makes it a heading; and to the next best heading."""
_MIN_GLUED = 10
"""Letters behind a heading of many letters that are a text of its own, although no sign parts them."""
_MAX_HEADING = 60
_SENTENCE = re.compile(r"[。；;！!？?]|[.](?:\s|$)")
_RUNS_IN = re.compile(r"\s*[。．.：:，,；;—–-]+\s*|\t\s*|\s{2,}|\s*(?=(?:19|20)[0-9]{2}\s*年)")
"""What parts a heading from text on its line."""
_QUOTED = re.compile(r"\s*[”’\"》〉」』）)]")
_BEFORE_QUOTED = frozenset('“‘"《〈「『（(第、')
_ROMAN = {"I": 1, "V": 5, "X": 10}
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九十", start=1)}


@dataclass(frozen=True, slots=True)
class HeadingCandidate:
    """A line that may be, or begin with, a section's heading.

    Attributes:
        section: which section of the definition, from 0.
        weight: how much speaks for it; exact headings with their number have 10.
        heading: as it was written.
        rest: what stands behind it on its line.
    """

    section: int
    weight: float
    heading: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Wording:
    """One wording of a heading; ``number`` is 0 where it has none."""

    section: int
    words: str
    number: int
    bracketed: bool


class PublishedHeadings:
    """The headings of one definition, as publications write them."""

    def __init__(self, definition: Definition) -> None:
        self._wordings = [
            _wording(number, text)
            for number, section in enumerate(definition.sections)
            for text in (section.heading, *section.former_headings)
        ]
        self._language = definition.language
        longest_first = sorted(self._wordings, key=lambda wording: len(wording.words), reverse=True)
        self._by_words = {folded(wording.words): wording for wording in reversed(self._wordings)}
        patterns = "|".join(filter(None, (spelled(wording.words) for wording in longest_first))) or "(?!)"
        self._line = re.compile(rf"{LEAD.pattern}(?P<words>{patterns})", re.IGNORECASE)
        numbered = [wording for wording in longest_first if wording.number and not separates_words(self._language)]
        inside = "|".join(spelled(wording.words) for wording in numbered) or "(?!)"
        self._inside = re.compile(
            rf"(?P<number>[一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}})\s*[、.．]\s*(?P<words>{inside})"
        )

    def candidate(self, text: str, level: int | None = None) -> HeadingCandidate | None:
        """What a line may be; ``level`` is that of a heading by its markup."""
        found = self._line.match(text)
        exact = None if found is None else self._exact(text, found, level)
        if exact is not None:
            return exact
        is_short = len(text) <= _MAX_HEADING and (_SENTENCE.search(text) is None or level is not None)
        return self._near(text, level) if is_short else None

    def number_of_line(self, text: str) -> int:
        """The number of a line that is numbered as the headings of the report are; 0 for any other."""
        lead = LEAD.match(text)
        return 0 if lead is None or lead["bracketed"] or lead["half"] else _value(number_of(lead)[1])

    def section_with_number(self, number: int) -> int | None:
        """The section whose heading has a number."""
        return next((one.section for one in self._wordings if number and one.number == number), None)

    def inside(self, text: str) -> Iterator[int]:
        """Where headings with their numbers and very words begin within a paragraph, in which line ends were lost."""
        for found in self._inside.finditer(text):
            wording = self._by_words.get(folded(found["words"]))
            begins = found.start()
            is_quoted = text[begins - 1 : begins] in _BEFORE_QUOTED or _QUOTED.match(text, found.end()) is not None
            if begins and not is_quoted and wording is not None and wording.number == _value(found["number"]):
                yield begins

    def _exact(self, text: str, found: re.Match[str], level: int | None) -> HeadingCandidate | None:
        wording = self._by_words.get(folded(found["words"]))
        rest = text[found.end() :]
        if wording is None or CONTENTS.fullmatch(rest):
            return None
        number, heading = _value(number_of(found)[1] or found["glued"] or ""), text[: found.end()]
        is_same = bool(number) and number == wording.number
        is_lower = bool(found["bracketed"] or found["half"]) and not wording.bracketed
        if number and wording.number and not is_same and is_lower:
            return None
        if REMARK.fullmatch(rest):
            weight = self._weight(wording, number, level)
            return HeadingCandidate(wording.section, min(weight, _RENUMBERED) if is_lower else weight, text)
        runs_in = _RUNS_IN.match(rest)
        if is_lower or not (is_same or (not number and level is not None)):
            return None
        if runs_in is None:
            is_glued = is_same and is_telling(wording.words, self._language) and len(rest) >= _MIN_GLUED
            return HeadingCandidate(wording.section, _GLUED, heading, rest.strip()) if is_glued else None
        weight = _RUN_IN if runs_in[0] else _GLUED
        return HeadingCandidate(wording.section, weight, heading, rest[runs_in.end() :].strip())

    def _weight(self, wording: _Wording, number: int, level: int | None) -> float:
        if number and number == wording.number:
            return _EXACT
        if number and wording.number:
            return _RENUMBERED
        return _UNNUMBERED if level is not None or is_telling(wording.words, self._language) else _WEAK

    def _near(self, text: str, level: int | None) -> HeadingCandidate | None:
        lead = LEAD.match(text)
        words = folded(text[lead.end() :] if lead else text)
        number = 0 if lead is None else _value(number_of(lead)[1])
        if words.isdecimal() or not words or (lead is not None and (lead["bracketed"] or lead["half"])):
            return None
        best: dict[int, tuple[float, _Wording]] = {}
        for wording in self._wordings:
            alike = _similarity(words, folded(wording.words))
            if alike > best.get(wording.section, (0.0, wording))[0]:
                best[wording.section] = alike, wording
        ranked = sorted(best.values(), key=lambda one: one[0], reverse=True)
        same = next((one for one in ranked if number and one[1].number == number), None)
        if same is not None and same[0] >= MIN_SIMILARITY and same[0] >= ranked[0][0] - _MARGIN:
            return HeadingCandidate(same[1].section, _NEAR + same[0], text)
        if not ranked:
            return None
        alike, wording = ranked[0]
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        least = _MIN_MARKED if level is not None else _MIN_UNNUMBERED
        if alike < least or alike - second < _MARGIN or not is_telling(wording.words, self._language):
            return None
        return HeadingCandidate(wording.section, (_NEAR_RENUMBERED if number else _NEAR_UNNUMBERED) + alike, text)


@remembered_by_object()
def published_headings_of(definition: Definition) -> PublishedHeadings:
    """The headings of a definition, computed once."""
    return PublishedHeadings(definition)


def _wording(section: int, text: str) -> _Wording:
    lead = LEAD.match(text)
    if lead is None:
        return _Wording(section, text, 0, bracketed=False)
    bracketed = bool(lead["bracketed"] or lead["half"])
    return _Wording(section, text[lead.end() :], _value(number_of(lead)[1]), bracketed)


def _value(numeral: str) -> int:
    """What a numeral from 1 to 39 counts, in Chinese, Arabic or Roman letters; 0 for any other text."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral and all(letter in _DIGITS for letter in numeral):
        tens, mark, ones = numeral.rpartition("十")
        return (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)
    values = [_ROMAN.get(letter, 0) for letter in numeral.upper()]
    if not values or not all(values):
        return 0
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _similarity(words: str, others: str) -> float:
    """From 0 to 1: how many letters of both stand in the same order."""
    return fuzz.ratio(words, others) / 100
