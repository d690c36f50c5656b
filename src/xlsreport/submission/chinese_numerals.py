"""Reads whole numbers in Chinese numerals, as counts are written in words: 两, 二十三, 一百零五, 十二万, 二〇二五."""

from __future__ import annotations

import re

_DIGITS = {
    **{numeral: value for value, numeral in enumerate("零一二三四五六七八九")},
    **{numeral: value for value, numeral in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"亿": 10**8, "億": 10**8, "万": 10**4, "萬": 10**4}

NUMERALS = "".join((*_DIGITS, *_UNITS, *_GROUPS))
"""Every character that a numeral may have."""

_BY_DIGITS = re.compile("[〇零一二三四五六七八九]{3,}")
"""Digit by digit, as years are; two digits side by side rather mean "two or three"."""
_BELOW_TEN_THOUSAND = re.compile(
    "零?"
    "(?:(?P<n3>[一二三四五六七八九])千)?"
    "(?:(?P<z2>零?)(?P<n2>[一二三四五六七八九])百)?"
    "(?:(?P<z1>零?)(?P<n1>[一二三四五六七八九]?)十)?"
    "(?:(?P<z0>零?)(?P<n0>[一二三四五六七八九]))?"
)


def chinese_number(text: str) -> int | None:
    """The number that a numeral stands for; None for what is no numeral or not grammatical, such as 一百二 or 十几."""
    if not text or any(letter not in NUMERALS for letter in text):
        return None
    if _BY_DIGITS.fullmatch(text):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    return _number(_plain(text), 10**8) if text not in ("零", "〇") else 0


def _plain(text: str) -> str:
    """The numeral in everyday characters."""
    plain = {numeral: "零一二三四五六七八九"[value] for numeral, value in _DIGITS.items()}
    plain |= {"拾": "十", "佰": "百", "仟": "千", "億": "亿", "萬": "万"}
    return "".join(plain.get(letter, letter) for letter in text)


def _number(text: str, group: int) -> int | None:
    """A numeral of groups of four digits, from the highest group on."""
    if group == 1:
        return _below_ten_thousand(text)
    name = {10**8: "亿", 10**4: "万"}[group]
    high, found, low = text.rpartition(name)
    if not found:
        return _number(text, group // 10**4)
    above = _number(high, group // 10**4)
    rest = 0 if not low else _number(low, group // 10**4)
    if not above or rest is None or (rest and not _continues(above, low, rest, group)):
        return None
    return above * group + rest


def _continues(above: int, low: str, rest: int, group: int) -> bool:
    """Whether what follows a group says 零 where its highest digit is missing; after a round group it may be."""
    said = low.startswith("零")
    return said == (rest < group // 10) or (said and above % 10 == 0)


def _below_ten_thousand(text: str) -> int | None:
    match = _BELOW_TEN_THOUSAND.fullmatch(text)
    if match is None or not text.strip("零"):
        return None
    digits = [_digit(match, position) for position in range(4)]
    highest = max((position for position, digit in enumerate(digits) if digit), default=0)
    for position in range(highest):
        zero_said = position < 3 and bool(match[f"z{position}"])
        gap = digits[position + 1] == 0
        if digits[position] and zero_said != gap:
            return None
    if highest < 3 and match[f"z{highest}"]:
        return None  # a second 零 before the first digit
    return sum(digit * (1, 10, 100, 1000)[n] for n, digit in enumerate(digits))


def _digit(match: re.Match[str], position: int) -> int:
    numeral = match[f"n{position}"]
    if numeral:
        return _DIGITS[numeral]
    # 十二 is twelve; only in the tens may the one be left out, and only at the beginning.
    return 1 if position == 1 and numeral == "" else 0
