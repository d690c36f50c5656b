"""Tables whose columns are kept apart by blanks, so that they stand below each other in a font of fixed width."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from xlsreport.published.publication.publication import PublishedCell

_FIELD = re.compile(r"\S+(?:[ \u3000]\S+)*")
"""Words, with single blanks within."""
_LINES = 3
"""From so many lines with several fields on they are a table."""
_LONGEST = 100
"""Characters of a field; what is longer is a sentence."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a line: its words, where it begins and where it ends, in columns of half width."""

    text: str
    start: int
    end: int


def has_fields(line: str) -> bool:
    """Whether several short fields stand in a line, parted by several blanks."""
    fields = _FIELD.findall(line)
    return len(fields) > 1 and max(map(len, fields)) <= _LONGEST


def aligned_cells(lines: Sequence[str]) -> tuple[list[PublishedCell], bool] | None:
    """The cells of a table, and whether their columns are certain; None for lines that are no table.

    Columns are where fields of different rows stand over each other. They are certain where the fields of each have
    the same left or the same right edge, and no row has two in one; rows with few fields may reach over several.
    """
    rows = [fields for line in lines if (fields := _fields(line))]
    most = max(map(len, rows), default=0)
    if most < 2 or sum(len(row) > 1 for row in rows) < _LINES:
        return None
    columns = _columns([row for row in rows if 2 * len(row) > most])
    if all(map(_is_straight, columns)):
        reach = [(min(each.start for each in column), max(each.end for each in column)) for column in columns]
        if (cells := _placed(rows, reach)) is not None:
            return cells, True
    ordered = [PublishedCell(each.text, r, c) for r, row in enumerate(rows) for c, each in enumerate(row)]
    return ordered, False


def _columns(rows: Sequence[Sequence[_Field]]) -> list[list[_Field]]:
    """Fields that stand over each other, from left to right."""
    columns: list[list[_Field]] = []
    end = -1
    for each in sorted((each for row in rows for each in row), key=lambda each: each.start):
        if each.start >= end:
            columns.append([])
        columns[-1].append(each)
        end = max(end, each.end)
    return columns


def _is_straight(column: Sequence[_Field]) -> bool:
    return len({each.start for each in column}) == 1 or len({each.end for each in column}) == 1


def _placed(rows: Sequence[Sequence[_Field]], columns: Sequence[tuple[int, int]]) -> list[PublishedCell] | None:
    """The cells over the columns that they reach; None where one reaches none, or two the same.

    Columns do not overlap, so that both their starts and their ends ascend.
    """
    cells: list[PublishedCell] = []
    starts, ends = [start for start, _ in columns], [end for _, end in columns]
    for number, row in enumerate(rows):
        free = 0
        for each in row:
            first, beyond = bisect_right(ends, each.start), bisect_left(starts, each.end)
            if first >= beyond or first < free:
                return None
            free = beyond
            cells.append(PublishedCell(each.text, number, first, 1, beyond - first))
    return cells


def _fields(line: str) -> list[_Field]:
    widths = (2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)
    at = list(accumulate(widths, initial=0))
    return [_Field(found[0], at[found.start()], at[found.end()]) for found in _FIELD.finditer(line)]
