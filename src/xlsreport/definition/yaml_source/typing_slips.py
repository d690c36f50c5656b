"""Slips at the colon behind a key, or a comma between braces, as Chinese input methods and haste make them.

The parser names another place, often the line below, or takes the whole for a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

Slip = Literal["wide_colon", "colon_without_blank", "wide_comma"]
"""The key of the sentence about a slip, below ``problem.``."""

_KEY = r"[ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?"
_SLIPS: Mapping[re.Pattern[str], Slip] = {
    re.compile(rf"{_KEY}[\w.]+[ \t]*："): "wide_colon",
    re.compile(rf"{_KEY}[A-Za-z_][\w.]*:[^\s:/]"): "colon_without_blank",
}

_COLON = re.compile("[:：]")
_COMMAS: Mapping[str, Slip] = {"，": "wide_comma"}

_NEXT_KEY = re.compile("，[ \\t]*[A-Za-z_$][\\w.]*[ \\t]*[:：]")
"""A comma with a key behind it, as YAML takes {least: 2，most：3} for one value."""


def colon_slip(text: str) -> Slip | None:
    """What is wrong with the colon behind the key with which a line, or what was taken for a key, begins."""
    return next((slip for pattern, slip in _SLIPS.items() if pattern.match(text)), None)


def comma_slip(word: str, *, is_item: bool) -> Slip | None:
    """Whether a value or an item between braces, without quotation marks, was meant to be several."""
    return "wide_comma" if _NEXT_KEY.search(word) or (is_item and "，" in word) else None


def slips_near(text: str, line: int) -> Iterator[tuple[Slip, int, str]]:
    """The slips for which the parser may have stopped at a line, counted from 1, there or in the line above.

    Yields:
        The slip, the line that it is in, and the text without it: text that only looks like a slip, such as 注：… in a
        note of several lines, makes no difference to the parser.
    """
    lines = text.splitlines(keepends=True)
    for number in (line - 1, line):
        if 0 < number <= len(lines):
            for slip, mended in _mended(lines[number - 1]):
                yield slip, number, "".join([*lines[: number - 1], mended, *lines[number:]])


def _mended(line: str) -> Iterator[tuple[Slip, str]]:
    if (at_colon := colon_slip(line)) is not None:
        yield at_colon, _COLON.sub(": ", line, count=1)
    for comma, slip in _COMMAS.items():
        if comma in line:
            yield slip, line.replace(comma, ",")
