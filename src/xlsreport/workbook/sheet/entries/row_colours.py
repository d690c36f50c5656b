"""Colours of rows that stand for the lines of a list: one conditional format for a column, not one for each cell.

The conditions of such rows are the same but for their row. A form may have hundreds of these rows, and a format for
each of their cells would be most of its file and of the time that a program takes to open it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_draft import SheetDraft

_REFERENCE_OR_OTHER = re.compile(r"""("[^"]*"|'(?:[^']|'')*'!)|(\$?[A-Z]{1,3})\$?(\d+)(?![\w(])""")
"""A text or the name of a sheet, in which nothing is a reference; or a reference by its column and its row."""


class ColouredPlace(NamedTuple):
    """Cells that have a colour while a condition holds; ``place`` is the first of them."""

    place: Place
    cells: Sequence[CellRef]
    condition: Callable[[CellRef], str]
    style: CellStyle


def colour_places(definition: Definition, sheet: SheetDraft, places: Iterable[ColouredPlace]) -> None:
    """Colour cells, those of rows for the lines of a list together where they differ in their rows only.

    A cell's formats keep their order: places of other rows have no cell of it.
    """
    together: dict[object, list[_RowCondition]] = {}
    alone: dict[object, ColouredPlace] = {}
    for one in places:
        rows = {cell.row for cell in one.cells}
        if definition.line_of(one.place) is None or len(rows) > 1:
            key: object = id(one)
            alone[key], together[key] = one, []
            continue
        condition = _RowCondition.of(one)
        key = (condition.pieces, tuple(cell.column for cell in one.cells), repr(one.style))
        together.setdefault(key, []).append(condition)
    for key, conditions in together.items():
        if key in alone:
            sheet.colour_when(rectangles(alone[key].cells), alone[key].condition, alone[key].style)
        for run in _runs(conditions):
            areas = rectangles(cell for each in run for cell in each.place.cells)
            text = run[0].text(run[-1])
            sheet.colour_when(areas, lambda _, text=text: text, run[0].place.style)  # type: ignore[misc]


class _RowCondition(NamedTuple):
    """A condition of one row: ``pieces`` are what stands before, between and behind the rows of its references."""

    place: ColouredPlace
    row: int
    pieces: tuple[str, ...]
    rows: tuple[int, ...]

    @classmethod
    def of(cls, place: ColouredPlace) -> _RowCondition:
        """The condition of a place."""
        condition = place.condition(place.cells[0])
        pieces, rows, end = [""], list[int](), 0
        for found in _REFERENCE_OR_OTHER.finditer(condition):
            pieces[-1] += condition[end : found.start()] + (found[1] or found[2])
            end = found.end()
            if found[2]:
                rows.append(int(found[3]))
                pieces.append("")
        pieces[-1] += condition[end:]
        return cls(place, place.cells[0].row, tuple(pieces), tuple(rows))

    def steps(self, following: _RowCondition) -> tuple[int, ...] | None:
        """How far each reference moves on to the row below; None where that is no condition of the row below."""
        steps = tuple(below - own for own, below in zip(self.rows, following.rows, strict=True))
        return steps if following.row == self.row + 1 and set(steps) <= {0, 1} else None

    def text(self, last: _RowCondition) -> str:
        """The condition for all rows down to the last: a reference that moves with them goes without the sign."""
        moving = (own != at for own, at in zip(self.rows, last.rows, strict=True))
        signs = ("" if moves or last is self else "$" for moves in moving)
        rows = (f"{sign}{row}" for sign, row in zip(signs, self.rows, strict=True))
        return "".join(piece + row for piece, row in zip(self.pieces, (*rows, ""), strict=True))


def _runs(conditions: Sequence[_RowCondition]) -> Iterator[Sequence[_RowCondition]]:
    """Conditions of rows that follow each other, in which each reference moves with the row or stays."""
    run: list[_RowCondition] = []
    known: tuple[int, ...] | None = None
    for condition in conditions:
        steps = run[-1].steps(condition) if run else None
        if run and (steps is None or (known is not None and steps != known)):
            yield run
            run, known = [], None
        elif run:
            known = steps
        run.append(condition)
    if run:
        yield run
