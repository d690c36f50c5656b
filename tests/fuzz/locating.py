"""Where a figure truly stands in a mutant: in the cell that carries the labels of its row and of its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import product

from fuzz.bases import Base
from fuzz.truth import UNCLEAR, At, Cells
from xlsreport.layout.cells import CellRef

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_Lines = Mapping[int, tuple[str, ...]]


def _by_row(at: At) -> At:
    return at


def _by_column(at: At) -> At:
    return at[1], at[0]


class Telling:
    """What the file of a mutant says at the places of the workbook that it was made of."""

    def __init__(self, base: Base, told: Mapping[str, Cells | None]) -> None:
        self._base = base
        self._told = told
        self._sheets: dict[str, tuple[_Sheet, ...]] = {}

    def at(self, cell: CellRef) -> list[object]:
        """All that could be the value of this cell; UNCLEAR among them where that cannot be told."""
        if cell.sheet not in self._sheets:
            self._sheets[cell.sheet] = tuple(self._candidates(cell.sheet))
        sheets = self._sheets[cell.sheet]
        return [value for sheet in sheets for value in sheet.at((cell.row, cell.column))] or [UNCLEAR]

    def _candidates(self, sheet: str) -> Iterator[_Sheet]:
        """The sheet of that name; without it, those with names that were not given out."""
        labels = self._base.labels[sheet]
        if sheet in self._told:
            yield _Sheet(labels, self._told[sheet])
        else:
            yield from (_Sheet(labels, cells) for name, cells in self._told.items() if name not in self._base.labels)


class _Sheet:
    """One sheet as it came back, beside its labels as they were given out."""

    def __init__(self, labels: Mapping[At, str], cells: Cells | None) -> None:
        self._unclear = cells is None
        self._cells = cells = cells or {}
        before = {at: folded(text) for at, text in labels.items() if folded(text)}
        words = set(before.values())
        texts = ((at, folded(value)) for at, value in cells.items() if isinstance(value, str))
        now = {at: text for at, text in texts if text in words}
        differing = {at for at in before.keys() | now.keys() if before.get(at) != now.get(at)}
        self._moved = any(cells.get(at) is not UNCLEAR for at in differing)
        self._rows = _Axis(before, now, _by_row)
        self._columns = _Axis(before, now, _by_column)

    def at(self, at: At) -> list[object]:
        """What this sheet holds where a cell may stand now."""
        if self._unclear:
            return [UNCLEAR]
        if not self._moved:
            return [self._cells.get(at)]
        # What has lost its labels is looked for where it was; rows may have moved although columns lost theirs.
        rows, columns = self._rows.now(at[0]) or {at[0]}, self._columns.now(at[1]) or {at[1]}
        return [self._cells.get(where) for where in product(rows, columns)]


class _Axis:
    """Rows, or columns, known by their labels."""

    def __init__(self, before: Mapping[At, str], now: Mapping[At, str], turned: Callable[[At], At]) -> None:
        self._before, self._now = _by_line(before, turned), _by_line(now, turned)

    def now(self, line: int) -> set[int]:
        """Where a line may be; one without labels is as far as ever from the one before it or after it."""
        if line in self._before:
            return self._places(line)
        above = max((known for known in self._before if known < line), default=None)
        below = min((known for known in self._before if known > line), default=None)
        near = [known for known in (above, below) if known is not None]
        return {place + line - known for known in near for place in self._places(known)}

    def _places(self, line: int) -> set[int]:
        """The lines with the same labels; by their order where there are as many as before."""
        labels = self._before[line]
        before = [known for known, texts in self._before.items() if texts == labels]
        now = [known for known, texts in self._now.items() if texts == labels]
        return {now[before.index(line)]} if len(now) == len(before) else set(now)


def _by_line(texts: Mapping[At, str], turned: Callable[[At], At]) -> _Lines:
    lines: dict[int, tuple[str, ...]] = {}
    for (line, _), text in sorted((turned(at), text) for at, text in texts.items()):
        lines[line] = (*lines.get(line, ()), text)
    return lines


def folded(text: str) -> str:
    """A label without what programs and people change in it: width, punctuation, blanks."""
    letters = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] not in "PZC")


def same(read: object, told: object) -> bool:
    """Whether what was read is what the file says; a text of blanks says nothing."""
    read, told = (None if isinstance(value, str) and not value.strip() else value for value in (read, told))
    if isinstance(read, str) and isinstance(told, bool):
        return read == str(told).upper()
    if isinstance(read, bool) or isinstance(told, bool):
        return read is told
    if isinstance(read, str) and isinstance(told, str):
        return _plain(read) == _plain(told)
    if isinstance(read, str) and isinstance(told, Decimal):
        return read == str(int(told)) if told == told.to_integral_value() else read == str(told)
    return read == told


def _plain(text: str) -> str:
    decoded = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return "".join(decoded.split())


def as_nil(value: object, yes: str) -> object:
    """What a cell says about its table: a fixed mark where it is declared to be all zero."""
    if value is UNCLEAR:
        return UNCLEAR
    return "nil" if isinstance(value, str) and value.strip() == yes else None
