"""Mutations of what cells hold and of where they are: what people do, and programs that go wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from random import Random

from lxml import etree

from fuzz.archive import Member
from fuzz.bases import Base
from fuzz.by_members import Change
from fuzz.sheet import Sheet, sheet_of
from support.fillings import ODD_TYPING
from support.parts import MAIN
from xlsreport.layout.cells import CellRef

_NUMBERS = ("0", "7", "12.5", "-3", "-0", "1E+3", "9.6321100000000008", "1e15", "1e300", "123456789012345678", "0.1")
_TEXTS = (*ODD_TYPING, "12,34", "7\u00a0", "−5", "1e5", "七", "3 (注)", "0012", "是", "x" * 300, "\u200b8", "_x0037_")

OnSheet = Callable[[Base, Sheet, CellRef, Random], None]


def _typing(sheet: Sheet, cell: CellRef, draw: Random) -> None:
    kind = draw.choice(("n", "n", "str", "inlineStr", "b", "e"))
    odd = {"n": _NUMBERS, "b": ("0", "1"), "e": ("#REF!", "#N/A")}.get(kind, _TEXTS)
    sheet.put(cell, kind, draw.choice(odd))


def _retype(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    _typing(sheet, cell, draw)


def _clear(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    sheet.clear(cell)


def _exchange(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """As after sorting: another figure of the same sheet stands here, and this one there."""
    sheet.exchange(cell, draw.choice([other for other in base.entry_cells if other.sheet == cell.sheet]))


def _relabel(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """Two labels have changed places, or one is like another."""
    other = draw.choice([label for label in base.label_cells if label.sheet == cell.sheet])
    if draw.random() < 0.5:
        sheet.exchange(cell, other)
    else:
        sheet.put(cell, "inlineStr", base.labels[other.sheet][other.row, other.column])


def _restyle(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """Another number format, such as a date's."""
    element = sheet.cells.get(cell.a1)
    if element is not None:
        element.set("s", str(draw.choice((*range(40), 9999))))


def _shift(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """Rows or columns were inserted or deleted, here or above."""
    row, column = draw.randrange(cell.row + 2), draw.randrange(cell.column + 2)
    far = draw.choice((1, 1, 2, -1))
    if far < 0:
        _remove(sheet, row if draw.random() < 0.5 else -1, column)
    if draw.random() < 0.6:
        sheet.shift(row, 10**6, far, 0)
    else:
        sheet.shift(10**7, column, 0, far)


def _remove(sheet: Sheet, row: int, column: int) -> None:
    for cell in list(sheet.root.iter(MAIN + "c")):
        address = cell.get("r", "")
        digits = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        parent = cell.getparent()
        if parent is not None and (
            digits == str(row + 1) or (row < 0 and len(address) - len(digits) == 1 and ord(address[0]) - 65 == column)
        ):
            parent.remove(cell)


def _slide(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """Cells were inserted: the figures of a row or column are one cell further, the labels stay."""
    down = draw.random() < 0.5
    line = [
        c
        for c in base.entry_cells
        if c.sheet == cell.sheet and (c.column == cell.column if down else c.row == cell.row)
    ]
    for one, other in reversed(list(pairwise(line))):
        sheet.exchange(one, other)


def _no_addresses(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """Cells, or rows, do not say where they are, as some programs write them."""
    what = draw.choice(("row", "cells", "rows", "all"))
    row = next((line for line in sheet.rows if line.get("r") == str(cell.row + 1)), sheet.rows[0])
    cells = list(row) if what in ("row", "cells") else [c for line in sheet.rows for c in line]
    if what != "rows":
        for one in cells:
            one.attrib.pop("r", None)
    for line in [row] if what == "row" else [] if what == "cells" else sheet.rows:
        line.attrib.pop("r", None)


def _wrong_address(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """A cell, or a row, says that it is elsewhere."""
    element = sheet.cells.get(cell.a1)
    if element is not None and draw.random() < 0.7:
        element.set("r", draw.choice(list(sheet.cells)))
        return
    row = draw.choice(sheet.rows)
    row.set("r", str(int(draw.choice(sheet.rows).get("r", "1")) + draw.choice((0, 1))))


def _again(base: Base, sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """A cell is there twice, with two values."""
    element = sheet.cells.get(cell.a1)
    if element is not None:
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        home = draw.choice(sheet.rows) if draw.random() < 0.3 else element.getparent()
        if home is not None:
            home.insert(draw.choice((0, len(home))), copy)
        _typing(sheet, cell, draw)


def _on_sheet(change: OnSheet, cells: Callable[[Base], Sequence[CellRef]]) -> Change:
    def changed(base: Base, members: list[Member], draw: Random) -> None:
        cell = draw.choice(cells(base))
        sheet = sheet_of(base, members, cell.sheet)
        if sheet is not None:
            change(base, sheet, cell, draw)
            sheet.save()

    return changed


def _entries(base: Base) -> Sequence[CellRef]:
    return base.entry_cells


def _labels(base: Base) -> Sequence[CellRef]:
    return base.label_cells


CELLS: Mapping[str, Change] = {
    "retype-entry": _on_sheet(_retype, _entries),
    "clear-entry": _on_sheet(_clear, _entries),
    "exchange-entries": _on_sheet(_exchange, _entries),
    "slide-entries": _on_sheet(_slide, _entries),
    "retype-label": _on_sheet(_retype, _labels),
    "clear-label": _on_sheet(_clear, _labels),
    "exchange-labels": _on_sheet(_relabel, _labels),
    "retype-total": _on_sheet(_retype, lambda base: base.total_cells),
    "retype-stamp": _on_sheet(_retype, lambda base: base.stamp_cells),
    "declare-nil": _on_sheet(_retype, lambda base: base.nil_cells),
    "restyle": _on_sheet(_restyle, _entries),
    "shift": _on_sheet(_shift, _entries),
    "no-addresses": _on_sheet(_no_addresses, _entries),
    "wrong-address": _on_sheet(_wrong_address, _entries),
    "cell-again": _on_sheet(_again, _entries),
}
