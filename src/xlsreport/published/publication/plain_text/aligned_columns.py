"""Tables whose columns are kept apart by blanks, so that they stand below each other in a font of fixed width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlsreport.published.publication.publication import PublishedCell

_FIELD = re.compile(r"\S+(?:[ \u3000]\S+)*")
"""Words, with single blanks within."""
_LINES = 3
"""From so many lines with several fields on they are a table."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a line: its words, where it begins and where it ends, in columns of half width."""

    text: str
    start: int
    end: int


def has_fields(line: str) -> bool:
    """Whether several fields stand in a line, parted by several blanks."""
    return len(_fields(line)) > 1


def aligned_cells(lines: Sequence[str]) -> tuple[list[PublishedCell], bool] | None:
    """The cells of a table, and whether their columns are certain; None for lines that are no table.

    Columns are certain where the fields of each have the same left or the same right edge in all rows that have as
    many fields as any, and every other field stands over some of these.
    """
    rows = [fields for line in lines if (fields := _fields(line))]
    most = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == most]
    if len(rows) < _LINES or most < 2 or len(full) < 2:
        return None
    columns = [
        (min(each.start for each in column), max(each.end for each in column)) for column in zip(*full, strict=True)
    ]
    are_apart = all(left[1] < right[0] for left, right in pairwise(columns))
    is_straight = all(
        len({each.start for each in column}) == 1 or len({each.end for each in column}) == 1
        for column in zip(*full, strict=True)
    )
    if are_apart and is_straight and (cells := _placed(rows, columns)) is not None:
        return cells, True
    ordered = [PublishedCell(each.text, r, c) for r, row in enumerate(rows) for c, each in enumerate(row)]
    return ordered, False


def _placed(rows: Sequence[Sequence[_Field]], columns: Sequence[tuple[int, int]]) -> list[PublishedCell] | None:
    """The cells over the columns that they reach; None where one reaches none, or two the same."""
    cells: list[PublishedCell] = []
    for number, row in enumerate(rows):
        free = 0
        for each in row:
            reached = [c for c, (start, end) in enumerate(columns) if each.start < end and start < each.end]
            if not reached or reached[0] < free:
                return None
            free = reached[-1] + 1
            cells.append(PublishedCell(each.text, number, reached[0], 1, len(reached)))
    return cells


def _fields(line: str) -> list[_Field]:
    return [
        _Field(found[0], _width(line[: found.start()]), _width(line[: found.end()])) for found in _FIELD.finditer(line)
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
