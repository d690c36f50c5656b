"""Normalises lines of text for the matching of phrases: width, punctuation, quotation marks, brackets, headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xlsreport.checking.claims.patterns.abbreviations import stops_within
from xlsreport.definition.phrase_language.phrase_parser import QUOTATION_MARKS
from xlsreport.messages.number_marks import NumberMarks
from xlsreport.submission.label_normalising import normalise_label

_BULLETS = "■◆●▪•◇◎★☆▲►▶➢‣√✓✔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""What stands before the items of a list; ○ is also a zero."""
_WIDE = [*"（）％．－", *map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))]
_IN_ONE_WAY = (
    {wide: unicodedata.normalize("NFKC", wide) for wide in _WIDE}
    | dict(zip("〔〕【】［］[]｛｝{}〖〗", "()" * 7, strict=True))
    | dict.fromkeys(QUOTATION_MARKS, "")
    | dict.fromkeys(_BULLETS, "；")
)
"""Characters that are written in several ways, and those that mean nothing."""
_VARIED = re.compile(f"[{re.escape(''.join(_IN_ONE_WAY))}]")
_MARKS_IN_ONE_WAY = tuple(zip(",;:!?！？،؛؟۔।", "，；：。。。。，；。。。", strict=True))
"""Those of other scripts among them: of Arabic, of Urdu and of the scripts of India."""
_THOUSANDS = re.compile(r"[,，](?<=[0-9].)(?=[0-9]{3}(?![0-9]))")
_PARTED_BY_BLANKS = re.compile(r"(?<![0-9])(?<![0-9][.,])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])")
_PERCENT = re.compile(
    r"(?<![0-9.])(?P<behind>[0-9]+(?:\.[0-9]+)?)[ \xa0\u202f]%"
    r"|(?<![0-9%])%[ \xa0]?(?P<before>[0-9]+(?:\.[0-9]+)?)(?![0-9])"
)
"""A percentage with a blank before its sign, as in German, or with its sign in front, as in Turkish."""
_STOP = {True: re.compile(r"[.](?=\s|$)"), False: re.compile(r"[.](?:(?<![0-9A-Za-z].)(?![0-9A-Za-z])|$)")}
"""Where a full stop ends a sentence, in languages with and without blanks between words. Both expressions begin with
the mark itself, since what stands before it would be looked for at every letter.
"""
_SLASH = re.compile("([0-9]万?[\u4e00-\u9fff%])/(?=[^0-9/次])")
"""A slash that parts one number with its unit from what is told next: 收到28件/办结27件."""
_DASH = re.compile("(?<![0-9年月日号])—{2}(?![0-9])")
"""A dash before what is said of the words before it, and none between two days."""
_TITLE = re.compile(r"《[^《》。]{0,80}》")
_BRACKETED = re.compile(r"\(([^()。]{0,200})\)")
_NUMERALS = "0-9零〇一二两三四五六七八九十百"
_NUMERIC = re.compile(f"[{_NUMERALS}]")
_YEAR = re.compile("[0-9]{4}年度?")
"""What a bracket before a colon says of all that follows: 申请情况（2019年）：收到12件."""
_NUMBER_OF_ITEM = re.compile(f"[{_NUMERALS}]{{1,4}}年?")
_MAX_BEFORE = 4
"""Characters before a bracket by which it is seen what the bracket adds to."""
_MARKS = "，。；：、"
_MAX_DEPTH = 3
"""Brackets within brackets that are taken apart."""
_CHINESE, _DIGITS = "[一二三四五六七八九十]{1,3}", "[0-9]{1,3}"
_LEVELS = (
    *(f"{_CHINESE}、", "【[^【】]{1,20}】", f"[（(]{_CHINESE}[)）]"),
    f"{_DIGITS}(?:[.、．](?!{_DIGITS}[^0-9])|(?=[^0-9，。：；、]{{2,20}}$))",
    *(f"{_DIGITS}[.．]{_DIGITS}(?=[^0-9])", f"[（(]{_DIGITS}[)）]", f"{_CHINESE}是", f"[{_BULLETS}]"),
)
"""How headings are numbered, the highest first: 一、 【…】 （一） 1. or 1 in a line of its own, 1.1 （1） 一是 ■."""
_BRACKETED_LEVEL = 2
"""That of headings which end with their bracket."""
_NUMBERED = re.compile("|".join(f"({level})" for level in _LEVELS))
_LEAD = re.compile("[^。：，:,]{0,40}")


def without_blanks(text: str, *, spaced: bool) -> str:
    """A line without the blanks that mean nothing.

    Args:
        text: as it was typed.
        spaced: whether blanks part words, as they do in English; in Chinese there are none that mean anything.
    """
    return (" " if spaced else "").join(text.split())


def normalised(text: str, *, spaced: bool, marks: NumberMarks, abbreviations: re.Pattern[str] | None = None) -> str:
    """A line without needless blanks as phrases are looked for in it.

    Args:
        text: the line.
        spaced: as of :func:`without_blanks`.
        marks: the signs in the numbers of its language.
        abbreviations: words with a full stop that ends no sentence.
    """
    text = marks.plain(_VARIED.sub(_in_one_way, text))
    text = _THOUSANDS.sub("", text)
    if spaced:
        text = _PARTED_BY_BLANKS.sub(_joined, text)
    if "%" in text:
        text = _PERCENT.sub(r"\g<behind>\g<before>%", text)
    if "." in text:
        kept = stops_within(text, abbreviations)
        text = _STOP[spaced].sub(lambda found: found[0] if found.start() in kept else "。", text)
    for other, mark in _MARKS_IN_ONE_WAY:
        text = text.replace(other, mark)
    if "/" in text:
        text = _SLASH.sub(r"\1，", text)
    if "——" in text:
        text = _DASH.sub("，", text)
    return _TITLE.sub("《》", text) if "《" in text else text


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def _in_one_way(match: re.Match[str]) -> str:
    return _IN_ONE_WAY[match[0]]


class CountsInBrackets(NamedTuple):
    """What is found of numbers beside brackets.

    Attributes:
        behind: what stands behind a bracket that says what is counted, as in （属于国家秘密）1件.
        inside: a number behind what is counted: 予以公开（3件）.
        ends_before: the end of what a bracket with a number adds a second number to: 3件（2件）.
    """

    behind: re.Pattern[str]
    inside: re.Pattern[str]
    ends_before: re.Pattern[str]


def counts_in_brackets(before: str, units: Iterable[str]) -> CountsInBrackets:
    """What is found by the pattern of what may stand before a number, and the units behind it."""
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True))) or "(?!)"
    lead = f"(?:{before}){{0,3}}" if before else ""
    return CountsInBrackets(
        re.compile(f"{lead}[{_NUMERALS}]"),
        re.compile(f"{lead}[0-9]{{1,7}}(?:{unit})"),
        re.compile(f"[{_NUMERALS}](?:{unit}|%)?$"),
    )


@dataclass(frozen=True)
class Asides:
    """Brackets that say nothing of what is counted, so that they are left out even before a number.

    Attributes:
        words: with which such a bracket begins: （含上年结转）; None where there are none.
        of_labels: what the labels of the form have in brackets, normalised.
        counts: what is found of numbers beside brackets.
    """

    words: re.Pattern[str] | None
    of_labels: frozenset[str]
    counts: CountsInBrackets

    def is_one(self, inside: str) -> bool:
        """Whether what is in a bracket is an aside."""
        begins = self.words is not None and self.words.match(inside) is not None
        return begins or normalise_label(inside) in self.of_labels


@dataclass(frozen=True)
class ProseLine:
    """One line: with remarks in brackets left out, and with the brackets turned to commas.

    ``heading`` are the words above it, or with which it begins, that say what it is about.
    """

    text: str
    heading: str
    asides: Asides

    @cached_property
    def bare(self) -> str:
        """The text without remarks in brackets."""
        return self._without_remarks(self._opened)

    def _without_remarks(self, text: str) -> str:
        for _ in range(_MAX_DEPTH):
            if "(" not in text:
                break
            text = _BRACKETED.sub(self._left_out, text)
        return text

    def in_bare(self, position: int) -> int:
        """Where a number at a position of the flat text stands in the bare one; one in brackets stands only there."""
        if position < 0 or self.is_inside(position):
            return position
        return len(self.bare) - len(self._without_remarks(self._opened[position:]))

    @cached_property
    def inside(self) -> str:
        """What is in brackets, by itself."""
        return "，".join(_BRACKETED.findall(self._opened)) if "(" in self._opened else ""

    @cached_property
    def has_number_inside(self) -> bool:
        """Whether something in brackets may be a number."""
        return _NUMERIC.search(self.inside) is not None

    @cached_property
    def flat(self) -> str:
        """The text with what is in brackets as clauses of its own."""
        return self._flattened[0]

    @property
    def insides(self) -> Sequence[tuple[int, int]]:
        """From where to where the flat text has what is in brackets."""
        return self._flattened[1]

    def is_inside(self, position: int) -> bool:
        """Whether a position of the flat text is in brackets."""
        return any(begin <= position < end for begin, end in self.insides)

    @cached_property
    def _flattened(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        text, done, spans = "", 0, []
        for match in _BRACKETED.finditer(self._opened):
            text += self._opened[done : match.start()] + "，"
            spans.append((len(text), len(text) + len(match[1])))
            text, done = f"{text}{match[1]}，", match.end()
        return text + self._opened[done:], tuple(spans)

    @cached_property
    def _opened(self) -> str:
        """The text without brackets around what is no remark, such as a label."""
        return _BRACKETED.sub(self._opened_bracket, self.text) if "(" in self.text else self.text

    def _left_out(self, match: re.Match[str]) -> str:
        """Nothing in place of a remark; the number of an item stays before a number: （一）3件."""
        is_item = _NUMBER_OF_ITEM.fullmatch(match[1]) and self.asides.counts.behind.match(match.string, match.end())
        return match[0] if is_item else ""

    def _opened_bracket(self, match: re.Match[str]) -> str:
        inside, begin = match[1], match.start()
        before = self.text[max(0, begin - _MAX_BEFORE) : begin]
        if _YEAR.fullmatch(inside) and self.text.startswith("：", match.end()):
            return inside
        if _NUMBER_OF_ITEM.fullmatch(inside):
            return match[0]
        counts = self.asides.counts
        if counts.behind.match(self.text, match.end()):
            return match[0] if self.asides.is_one(inside) else inside
        says_how_many = counts.inside.fullmatch(inside) and not counts.ends_before.search(before)
        return inside if not before or before[-1] in _MARKS or says_how_many else match[0]


def masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text of the same length that cannot be read in some places."""
    letters = list(text)
    for begin, end in spans:
        letters[begin:end] = "□" * (end - begin)
    return "".join(letters)


class Outline:
    """The numbered headings above a line: 二、 with （一） below it, until the next 二、 or 三、."""

    def __init__(self) -> None:
        self._headings: dict[int, str] = {}

    def enter(self, line: str) -> bool:
        """Whether a line is, or begins with, numbered words such as （二）依申请公开情况; they then are a heading."""
        numbered = _NUMBERED.match(line)
        lead = _LEAD.match(line, numbered.end()) if numbered else None
        if numbered is None or lead is None:
            return False
        level, end = numbered.lastindex or 0, lead.end()
        self._headings = {above: text for above, text in self._headings.items() if above < level}
        self._headings[level] = line[: numbered.end() if level == _BRACKETED_LEVEL else end]
        return True

    def __str__(self) -> str:
        return "，".join(self._headings.values())
