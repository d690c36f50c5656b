"""Recognises headings of sections that were pasted with their texts.

The report prints the heading of each section itself, so one among the paragraphs would appear twice. Headings are
recognised by their words, whatever their number, punctuation, width and blanks. The number decides how certain it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from xlsreport.definition.definition import Definition
from xlsreport.letter_case import caseless
from xlsreport.messages import Language, separates_words
from xlsreport.object_cache import remembered_by_object

Numbering = Literal["first", "lower", "none"]
"""How a line is numbered: like the headings of the report, like headings below them, or not at all."""

_CHINESE, _ARABIC, _ROMAN = "[一二三四五六七八九十]{1,3}", "[0-9０-９]{1,2}", "[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}(?![A-Za-z])"
_NUMERAL = f"(?:{_CHINESE}|{_ARABIC}|{_ROMAN})"
LEAD = re.compile(
    rf"[^\w（(]*+(?:[（(]\s*(?P<bracketed>{_NUMERAL})\s*[）)]"
    rf"|(?:第\s*(?P<part>{_NUMERAL})\s*(?:部分|章|节|编)|(?:Section|Part|Chapter)\s+(?P<section>{_NUMERAL}))(?!\w)"
    rf"|(?P<half>{_NUMERAL})\s*[）)]"
    rf"|(?P<plain>{_NUMERAL})(?=[^\w（(])|(?P<glued>{_CHINESE}(?!\b)))?[\W_]*+",
    re.IGNORECASE,
)
"""What may precede the words of a heading: signs, and a number in one of the usual styles."""
_STYLES = ((_CHINESE, "chinese"), (_ARABIC, "arabic"), (_ROMAN, "roman"))
_NEXT = {"一": "二", "1": "2", "１": "２", "I": "II", "Ⅰ": "Ⅱ"}
REMARK = re.compile(r"\s*[（(\[【][^（）()\[\]【】]{0,20}[）)\]】][\W_]*|[\W_]*")
"""What may follow the words of a heading on its line: nothing, or a remark such as （2025年）."""
CONTENTS = re.compile(r"(?=\s*(?:[.．。·]{2}|[…⋯])|\s)[\s.．。…·⋯]*+[0-9０-９]{1,3}\s*")
"""What follows a heading in a table of contents."""
_RUNS_IN = {
    "zh-CN": {True: re.compile(r"\s*[。．.：:，,；;！!—–-]+\s*|\s+"), False: re.compile(r"\s*[。：:]\s*|\t\s*|\s{2,}")},
    "en": dict.fromkeys((True, False), re.compile(r"\s*[.:;–—-]+\s+|\t\s*|\s{2,}")),
}
"""Separators between a heading and text on the same line; True: the heading has its number, False: it has none."""
MIN_SIMILARITY = 0.6
"""Similarity ratio of two headings with the same number from which on they are wordings of the same heading."""
_MAX_HEADING = 60
_MIN_LETTERS, _MIN_WORDS = 8, 3
"""A heading of so many Chinese characters, or English words, is known without its number."""
_SENTENCE = re.compile(r"[。；;！!？?]|[.](?:\s|$)")


class HeadingMatch(NamedTuple):
    """A line that is, or begins with, the heading of a section.

    Attributes:
        section: whose heading it is.
        numbering: how it is numbered.
        text: the heading as it was written.
        rest: the line without the heading; the whole line where it may be the author's own heading.
        is_contents: whether it is a line of a table of contents.
    """

    section: str
    numbering: Numbering
    text: str
    rest: str
    is_contents: bool = False


class _Heading(NamedTuple):
    """One wording of a section's heading: its words, and the style and value of its number, empty where it has none."""

    section: str
    words: str
    style: str
    number: str


class SectionHeadings:
    """The headings of one definition."""

    def __init__(self, definition: Definition) -> None:
        wordings = [
            (section.id, wording)
            for section in definition.sections
            for wording in (section.heading, *section.former_headings)
        ]
        self._known = [_heading(*both) for both in wordings]
        self._by_words = {folded(heading.words): heading for heading in reversed(self._known)}
        self._styles = {heading.style for heading in self._known} - {""}
        self._tables = {section.id for section in definition.sections if section.narrative is None}
        self._language = definition.language
        longest_first = sorted((heading.words for heading in self._known), key=len, reverse=True)
        any_words = "|".join(filter(None, map(spelled, longest_first))) or "(?!)"
        self._line = re.compile(rf"{LEAD.pattern}(?P<words>{any_words})", re.IGNORECASE)

    def recognise(self, section: str, lines: Sequence[str], number: int, *, at_top: bool) -> HeadingMatch | None:
        """The heading that a line is or begins with.

        Args:
            section: the one that the lines stand in.
            lines: all of them, without blanks at their ends.
            number: which of them, from 0.
            at_top: whether only omitted lines stand above it.
        """
        line = lines[number]
        found = self._line.match(line)
        if found is not None:
            exact = self._exact(line, section, found, at_top, islice(lines, number + 1, None))
            if exact is not None:
                return exact
        is_short = len(line) <= _MAX_HEADING and _SENTENCE.search(line) is None
        return self._reworded(line, section, at_top, islice(lines, number + 1, None)) if is_short else None

    def _exact(
        self, line: str, section: str, found: re.Match[str], at_top: bool, below: Iterable[str]
    ) -> HeadingMatch | None:
        heading = self._by_words.get(folded(found["words"]))
        style, number = number_of(found)
        numbering: Numbering = "lower" if number else "none"
        if self._is_first(found, style) or found["glued"]:
            numbering = "first"
        if heading is None:
            return None
        is_own = heading.section == section
        rest = line[found.end() :]
        if CONTENTS.fullmatch(rest):
            return HeadingMatch(heading.section, numbering, line, "", is_contents=True)
        if not REMARK.fullmatch(rest):
            runs_in = _RUNS_IN[self._language][numbering == "first"].match(rest)
            if runs_in is None or (numbering != "first" and not (is_own and at_top)):
                return None
            end = found.end() + runs_in.end()
            recognised = HeadingMatch(heading.section, numbering, line[: found.end()], line[end:])
        else:
            recognised = HeadingMatch(heading.section, numbering, line, "")
        if numbering == "first" or (is_own and at_top and not _goes_on(number, found, below)):
            return recognised
        is_sure = (
            numbering == "none" and heading.section not in self._tables and is_telling(heading.words, self._language)
        )
        return recognised if is_sure and not recognised.rest else None

    def _reworded(self, line: str, section: str, at_top: bool, below: Iterable[str]) -> HeadingMatch | None:
        """A heading in other words, such as an earlier year's, recognised by its number and most of its letters.

        The section's own heading counts only at the top, and only if the author's own headings do not continue its
        numbering. Another section's heading may be the author's own, so it stays in the text.
        """
        lead = LEAD.match(line)
        style, number = ("", "") if lead is None else number_of(lead)
        if lead is None or not number or not self._is_first(lead, style):
            return None
        words = folded(line[lead.end() :])
        same = (each for each in self._known if (each.style, each.number) == (style, number))
        heading = next((each for each in same if _alike(words, folded(each.words))), None)
        if heading is None:
            return None
        if heading.section == section:
            is_own = at_top and not self._is_first_of_several(lead, number, below)
            return HeadingMatch(section, "first", line, "") if is_own else None
        is_list = style == "arabic" and lead["plain"]  # could number anything
        return None if is_list else HeadingMatch(heading.section, "first", line, line)

    def _is_first_of_several(self, lead: re.Match[str], number: str, below: Iterable[str]) -> bool:
        """Whether a heading of the author's own with the next number follows below."""
        others = (text for text in below if self._line.match(text) is None)
        return _goes_on(number, lead, others)

    def _is_first(self, found: re.Match[str], style: str) -> bool:
        if found["part"] or found["section"]:
            return True
        return found["plain"] is not None and style in self._styles


@remembered_by_object()
def headings_of(definition: Definition) -> SectionHeadings:
    """The headings of a definition, computed once."""
    return SectionHeadings(definition)


def folded(text: str) -> str:
    """The letters and digits of a text, in one width and case."""
    return "".join(letter for letter in caseless(text) if letter.isalnum())


def is_telling(words: str, language: Language) -> bool:
    """Whether a heading has so many words, or Chinese characters, that it is known without its number."""
    return len(words.split()) >= _MIN_WORDS if separates_words(language) else len(folded(words)) >= _MIN_LETTERS


def _heading(section: str, wording: str) -> _Heading:
    lead = LEAD.match(wording)
    style, number = ("", "") if lead is None else number_of(lead)
    return _Heading(section, wording[lead.end() :] if lead else wording, style, number)


def spelled(words: str) -> str:
    """A pattern for words in any width, with any punctuation and blanks between their letters."""
    letters = folded(words)
    wide = {letter: chr(ord(letter) + 0xFEE0) for letter in letters if letter.isascii()}
    classes = (f"[{letter}{letter.upper()}{wide[letter]}]" if letter in wide else letter for letter in letters)
    return r"[\W_]*+".join(classes) + (r"(?![a-z])" if letters[-1:].isascii() else "")


def number_of(found: re.Match[str]) -> tuple[str, str]:
    """The style of numerals and the number of a line; both empty where it is not numbered."""
    ways = ("bracketed", "part", "section", "half", "plain")
    number = next((found[way] for way in ways if found[way]), "")
    style = next((name for pattern, name in _STYLES if number and re.fullmatch(pattern, number)), "")
    return style, unicodedata.normalize("NFKC", number)


def _goes_on(number: str, found: re.Match[str], below: Iterable[str]) -> bool:
    """Whether a line below has the next number in the same way of numbering, before one that begins anew."""
    expected = _NEXT.get(number)
    for line in below:
        lead = LEAD.match(line)
        if lead is not None and (also := number_of(lead)[1]):
            same_way = all(bool(lead[way]) == bool(found[way]) for way in ("bracketed", "half", "plain"))
            if same_way and also in (number, expected):
                return also == expected
    return False


def _alike(words: str, others: str) -> bool:
    from difflib import SequenceMatcher  # most texts have no heading of another section

    return bool(words) and SequenceMatcher(None, words, others, autojunk=False).ratio() >= MIN_SIMILARITY
