"""Tables of which each cell ends in "|" on a line of its own, as crawlers write those of web pages.

Rows are filled up by further "|" without line feeds to the number of cells that the fullest row has. So a line of
several "|" ends a row, and from the number of cells between such lines follows how many each row has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd

_PIPES = re.compile(r"(?:\|\s*)+")
_FIGURE = re.compile(r"[\s\d.,+%％/()（）—–－-]*")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell; ``filling``: that many of its "|" only fill its row up, and end it."""

    text: str
    filling: int = 0


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether no line has more than one cell, and most end in "|"."""
    piped = [line for line in lines if "|" in line]
    return len(piped) > 2 and all(_PIPES.fullmatch(line.strip()) or _is_ended(line) for line in piped)


def _is_ended(line: str) -> bool:
    return line.rstrip().endswith("|") and "|" not in line.rstrip().rstrip("|").rstrip()


def wrapped_rows(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a table; of the last one, files leave out blank cells at its end, up to the length of that before.

    Where nothing tells how many cells a row has, all of them stand in one row.
    """
    cells = list(_cells(lines))
    length = _row_length(cells)
    rows: list[list[str]] = [[]]
    count = 0
    for cell in cells:
        if length and count >= length:
            rows.append([])
            count = 0
        count += cell.filling or 1
        if not cell.filling:
            rows[-1].append(cell.text)
    if length and not cells[-1].filling and len(rows) > 1:
        rows[-1].extend([""] * (len(rows[-2]) - len(rows[-1])))
    return rows


def _cells(lines: Sequence[str]) -> Iterator[_Cell]:
    text: list[str] = []
    for line in map(str.strip, lines):
        if "|" not in line:
            text.append(line)
            continue
        words = line.rstrip("| \t").strip()
        strokes = line[len(words) :].count("|")
        if words or text:
            yield _Cell("\n".join(filter(None, (*text, words))))
            strokes -= 1
        text = []
        if strokes == 1:
            yield _Cell("")
        elif strokes > 1:
            yield _Cell("", strokes)


def _row_length(cells: Sequence[_Cell]) -> int:
    """How many cells each row has; 0 where that is not certain."""
    distances, since = [], 0
    for cell in cells:
        since += cell.filling or 1
        if cell.filling:
            distances.append(since)
            since = 0
    common = gcd(*distances)
    most = max((cell.filling for cell in cells), default=0)
    total = common or len(cells)
    possible = [length for length in range(max(2, most + 1), total + 1) if not common or common % length == 0]
    if common and len(possible) == 1:
        return possible[0]
    return next((length for length in possible if _begin_with_labels(cells, length)), 0)


def _begin_with_labels(cells: Sequence[_Cell], length: int) -> bool:
    """Whether there are several rows of that length, and each begins with words."""
    places = [0]
    for cell in cells:
        places.append(places[-1] + (cell.filling or 1))
    starts = [cell.text for place, cell in zip(places, cells, strict=False) if place % length == 0]
    return len(starts) > 1 and not any(_FIGURE.fullmatch(text) for text in starts)
