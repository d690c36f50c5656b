"""Compares what a workbook says of itself with what an engine makes of it, formula by formula."""

from __future__ import annotations

import math
import re
from pathlib import Path

from support.engines import Values
from support.parts import Cell, cached_values, formulas

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def differences(file: Path, calculated: Values) -> dict[Cell, tuple[object, object, str]]:
    """The formulas whose value in the file is not what the engine makes of them, with both and the formula's text."""
    said, text = cached_values(file), formulas(file)
    assert said.keys() == calculated.keys()
    return {
        cell: (value, calculated[cell], text[cell]) for cell, value in said.items() if not same(value, calculated[cell])
    }


def same(left: str | float, right: str | float) -> bool:
    """Equal up to what is beyond the digits that a spreadsheet keeps, in a text such as “off by 0.3” too."""
    if isinstance(left, str) and isinstance(right, str):
        return _NUMBER.split(left) == _NUMBER.split(right) and all(
            map(same, map(float, _NUMBER.findall(left)), map(float, _NUMBER.findall(right)))
        )
    if isinstance(left, str) or isinstance(right, str):
        return False
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
