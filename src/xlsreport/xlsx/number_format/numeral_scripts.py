"""Figures in Chinese numerals and full-width digits, as the formats [DBNum1] to [DBNum3] show them.

They are the same numbers in another script, and readers of Chinese understand them, so the figure counts as shown.
Programs in another language show plain digits instead, which is the same figure.
"""

from __future__ import annotations

from collections.abc import Mapping

_DIGITS: Mapping[int, str] = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_PLACES: Mapping[int, str] = {1: "十百千", 2: "拾佰仟", 3: "十百千"}
_GROUPS = ("", "万", "亿", "万亿")


def digit_by_digit(digits: str, script: int) -> str:
    """A row of digits in another script (1 to 3), as a format of zeros shows it: 一二〇三."""
    return digits.translate(str.maketrans("0123456789", _DIGITS[script]))


def as_spoken(number: int, script: int) -> str:
    """A whole number below 10 to the 16th in another script, as the format General shows it: 一千二百〇三."""
    if number == 0:
        return _DIGITS[script][0]
    groups = []
    for at, name in enumerate(_GROUPS):
        group = number // 10 ** (4 * at) % 10_000
        if group:
            bare_zero = group < 1000 and number >= 10 ** (4 * at + 4)
            groups.append((_DIGITS[script][0] if bare_zero else "") + _group(group, script) + name)
    return "".join(reversed(groups))


def _group(number: int, script: int) -> str:
    """A number from 1 to 9999, with one zero for each gap between its digits."""
    digits, places = _DIGITS[script], ("", *_PLACES[script])
    spoken = ""
    for digit, place in zip(f"{number}", reversed(places[: len(f"{number}")]), strict=True):
        spoken += digits[0] if digit == "0" else digits[int(digit)] + place
    while digits[0] * 2 in spoken:
        spoken = spoken.replace(digits[0] * 2, digits[0])
    return spoken.removesuffix(digits[0])
