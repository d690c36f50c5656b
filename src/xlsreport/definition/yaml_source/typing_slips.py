"""Slips at the colon behind a key, as Chinese input methods and haste make them; the parser names the line below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Slip = Literal["wide_colon", "colon_without_blank"]
"""The key of the sentence about a slip, below ``problem.``."""

_KEY = r"[ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?"
_SLIPS: Mapping[re.Pattern[str], Slip] = {
    re.compile(rf"{_KEY}[\w.]+[ \t]*："): "wide_colon",
    re.compile(rf"{_KEY}[A-Za-z_][\w.]*:[^\s:/]"): "colon_without_blank",
}


def slip_in(line: str) -> Slip | None:
    """What is wrong with the colon behind the key with which a line begins; None where nothing is."""
    return next((slip for pattern, slip in _SLIPS.items() if pattern.match(line)), None)


def slip_near(text: str, line: int) -> tuple[Slip, int] | None:
    """The slip for which the parser stopped at a line, counted from 1, and where it is: there or in the line above."""
    lines = text.splitlines()
    near = [number for number in (line - 1, line) if 0 < number <= len(lines)]
    return next(((slip, number) for number in near if (slip := slip_in(lines[number - 1])) is not None), None)
