"""The numbers of lists, which Word writes in front of paragraphs without their standing in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from xlsreport.published.publication.word.word_names import W, number_of, value_of

_DIGITS = "〇一二三四五六七八九"
_COUNTING = (
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "koreanDigital",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
)
"""Formats that count 一, 二, 三 (17.18.59); they differ only far beyond ten."""
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CIRCLED = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle")
_UNSEEN = ("none", "bullet")
_PLACEHOLDER = re.compile(r"%([1-9])")
_MAX_LEVEL = 8
_LEVELS = tuple(map(str, range(_MAX_LEVEL + 1)))


@dataclass(slots=True)
class _Level:
    """A level of a list: how it is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restarts_after: int | None = None
    is_legal: bool = False


@dataclass(slots=True)
class _List:
    """A list that is counted by itself."""

    levels: dict[int, _Level]
    by_style: dict[str, int]
    counters: dict[int, int] = field(default_factory=dict)


class ListNumbers:
    """Counts the paragraphs of the lists of a file; ``root`` is that of numbering.xml, None where there is none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._kinds: dict[str, etree._Element] = {}
        self._lists: dict[int, tuple[_List, dict[int, _Level]]] = {}
        self._counted: dict[str, _List] = {}
        self._restarted: set[tuple[int, int]] = set()
        if root is None:
            return
        self._kinds = {str(kind.get(f"{W}abstractNumId")): kind for kind in root.iterfind(f"{W}abstractNum")}
        for number in root.iterfind(f"{W}num"):
            self._add(number)

    def _add(self, number: etree._Element) -> None:
        kind = value_of(number, f"{W}abstractNumId") or ""
        name = str(number.get(f"{W}numId", ""))
        if kind not in self._kinds or not name.isdecimal() or len(name) > 9:
            return
        if kind not in self._counted:
            levels = {_level_of(one): one for one in self._kinds[kind].iterfind(f"{W}lvl")}
            styles = {value_of(one, f"{W}pStyle"): level for level, one in levels.items()}
            self._counted[kind] = _List(
                {level: _level(one) for level, one in levels.items()},
                {style: level for style, level in styles.items() if style is not None},
            )
        own: dict[int, _Level] = {}
        for override in number.iterfind(f"{W}lvlOverride"):
            level = _level_of(override)
            changed = override.find(f"{W}lvl")
            first = number_of(override, f"{W}startOverride")
            base = _level(changed) if changed is not None else self._counted[kind].levels.get(level, _Level())
            own[level] = _Level(
                base.start if first is None else first, base.format, base.text, base.restarts_after, base.is_legal
            )
            if first is not None:
                self._restarted.add((int(name), level))
        self._lists[int(name)] = self._counted[kind], own

    def next_number(self, number: int | None, level: int | None, style: str | None) -> str:
        """What stands in front of the next paragraph of a list; empty where nothing does."""
        if number is None or number not in self._lists:
            return ""
        counted, own = self._lists[number]
        if level is None:
            level = counted.by_style.get(style or "", 0)
        level = min(level, _MAX_LEVEL)
        levels = {**counted.levels, **own}
        if (number, level) in self._restarted:  # counts from its start where it first occurs
            self._restarted.remove((number, level))
            counted.counters.pop(level, None)
        here = levels.get(level, _Level())
        counted.counters[level] = counted.counters[level] + 1 if level in counted.counters else here.start
        for deeper in [one for one in counted.counters if one > level]:
            after = levels.get(deeper, _Level()).restarts_after
            if after is None or (after > 0 and level < after):
                del counted.counters[deeper]
        return _written(level, levels, counted.counters)


def _level_of(element: etree._Element) -> int:
    """The level that an element is about, from 0."""
    text = str(element.get(f"{W}ilvl", "0"))
    return int(text) if text in _LEVELS else 0


def _level(element: etree._Element) -> _Level:
    start = number_of(element, f"{W}start")
    legal = element.find(f"{W}isLgl")
    return _Level(
        1 if start is None else start,
        value_of(element, f"{W}numFmt") or "decimal",
        value_of(element, f"{W}lvlText") or "",
        number_of(element, f"{W}lvlRestart"),
        legal is not None,
    )


def _written(level: int, levels: dict[int, _Level], counters: dict[int, int]) -> str:
    here = levels.get(level, _Level())
    if here.format in _UNSEEN:
        return "" if here.format == "bullet" else _PLACEHOLDER.sub("", here.text)

    def counter(found: re.Match[str]) -> str:
        which = int(found[1]) - 1
        one = levels.get(which, _Level())
        return numeral(counters.get(which, one.start), "decimal" if here.is_legal else one.format)

    return _PLACEHOLDER.sub(counter, here.text)


def numeral(number: int, form: str) -> str:
    """A number as a format of Word writes it (17.18.59); in digits where the format is not known."""
    if form in _COUNTING and 0 < number < 100:
        return _counted_in_chinese(number)
    if form in _STEMS and number > 0:
        return _STEMS[form][(number - 1) % len(_STEMS[form])]
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman") and 0 < number < 400:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form in _CIRCLED and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalZero":
        return f"{number:02}"
    if form == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(abs(number)))
    return "" if form in _UNSEEN else str(number)


def _counted_in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        while number >= size:
            written, number = written + letters, number - size
    return written
