"""What stands on the sheets of a file: tables, lists, paragraphs and the cover, each box at its cells in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from xlsreport.checking.line_names import named_rows
from xlsreport.definition.declaration import Section
from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.place import Place
from xlsreport.definition.tables.line_rows import line_rows
from xlsreport.definition.tables.table_declaration import Table
from xlsreport.findings_page.cell_marks import Marks
from xlsreport.findings_page.cell_texts import CellTexts
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.sheet_layouts import TableLayout
from xlsreport.submission.invisible_characters import visible_text
from xlsreport.submission.submission import Submission

_MOST_ROWS = 40
"""Rows of a table up to which it is drawn whole. A page of paper holds about as many."""
_MOST_MARKED_ROWS = 60
"""Rows that are drawn of a longer one, so that thousands of faulty lines stay readable."""

BoxRole = Literal["over", "beside", "line", "value", "before", "text"]
"""A heading over columns, a label beside values, the number of a line of a list, a value, one of last year, or a
paragraph."""


@dataclass(frozen=True, slots=True)
class SheetBox:
    """Something that stands in one cell, or in several that are merged; ``area`` is where, in the file."""

    area: CellRange
    text: str
    role: BoxRole


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A table or the like on its sheet.

    Attributes:
        title: what it is called.
        boxes: all that is drawn of it.
        rows: the rows of the file that hold values, of those that are drawn.
        rows_in_all: how many of them there are.
    """

    title: str
    boxes: Sequence[SheetBox]
    rows: Sequence[int]
    rows_in_all: int


class SheetParts:
    """The parts of the sheets of one submission that have something to correct."""

    def __init__(self, submission: Submission, texts: CellTexts) -> None:
        self._submission, self._texts = submission, texts
        self._definition = submission.definition
        self._messages = submission.definition.messages
        self._positions = submission.positions
        self._layout = submission.positions.layout

    def on(self, sheet: str, marks: Marks) -> Iterator[SheetPart]:
        """The parts of a sheet, by its name in the file, in which a cell is marked to be corrected."""
        parts = chain(
            self._cover(sheet), *(self._section(section, sheet, marks) for section in self._definition.sections)
        )
        return (part for part in parts if any(_is_cause(box.area.first, marks) for box in part.boxes))

    def _section(self, section: Section, sheet: str, marks: Marks) -> Iterator[SheetPart]:
        if section.narrative is not None and self._is_on(self._layout.narratives[section.id].sheet, sheet):
            yield self._paragraphs(section, marks)
        for table in section.tables:
            title = table.title or section.heading
            if table.id in self._layout.lists:
                laid = self._layout.lists[table.id]
                if self._is_on(laid.sheet, sheet):
                    yield self._list(table, laid, title, marks)
            elif self._is_on(self._layout.tables[table.id].sheet, sheet):
                yield self._table(table, self._layout.tables[table.id], title, marks)

    def _is_on(self, laid: str, sheet: str) -> bool:
        return laid not in self._positions.lost and self._positions.sheet(laid) == sheet

    def _cover(self, sheet: str) -> Iterator[SheetPart]:
        cover = self._layout.cover
        if not self._is_on(cover.sheet, sheet):
            return
        values = {
            "agency": (self._messages("cover.agency"), self._submission.agency),
            "year": (self._messages(f"cover.{self._definition.calendar.asked}"), self._submission.period_code),
        }
        for name, field in self._definition.cover_fields.items():
            values[name] = (field.label, self._submission.fields.get(name, ""))
        boxes = []
        for name, (label, value) in values.items():
            cell = self._positions.cover_field(name)
            boxes.append(SheetBox(_only(CellRef(cell.sheet, cell.row, cell.column - 1)), label, "beside"))
            boxes.append(SheetBox(_only(cell), visible_text(value) or self._texts.unclear(cell), "text"))
        yield _whole(sheet, boxes)

    def _paragraphs(self, section: Section, marks: Marks) -> SheetPart:
        first = self._positions.first_line(section.id)
        lines = self._submission.texts.get(section.id, ())
        room = self._layout.narratives[section.id].size
        cells = [CellRef(first.sheet, first.row + number, first.column) for number in range(max(room, len(lines)))]
        filled = [cell for number, cell in enumerate(cells) if number < len(lines) and lines[number]]
        shown = [cell for cell in cells if cell in filled or _is_cause(cell, marks)]
        kept = chosen_rows([cell.row for cell in shown], marks)
        boxes = [
            SheetBox(_only(cell), visible_text(lines[n]) if (n := cell.row - first.row) < len(lines) else "", "text")
            for cell in shown
            if cell.row in kept
        ]
        return SheetPart(section.heading, boxes, sorted(kept), len(shown))

    def _table(self, table: Table, laid: TableLayout, title: str, marks: Marks) -> SheetPart:
        boxes = list(self._labels(table, laid))
        boxes += self._nil_return(table, laid.nil_label, laid.nil)
        boxes += self._comment(table, laid)
        boxes += self._previous(laid)
        figures = dict(self._figures(table, laid, marks))
        rows = sorted(
            {area.first.row for area in figures.values()}
            | {box.area.first.row for box in boxes if box.role in ("text", "before")}
        )
        kept = chosen_rows(rows, marks)
        for place, area in figures.items():
            if area.first.row in kept:
                boxes.append(SheetBox(area, self._texts.figure(place, area.first), "value"))
        return SheetPart(title, boxes, sorted(kept), len(rows))

    def _labels(self, table: Table, laid: TableLayout) -> Iterator[SheetBox]:
        """The headings and row labels; a row that stands for a line of a list has the line's name."""
        names = named_rows(self._submission, table.id)
        for label in laid.grid.labels:
            text = names.get(label.id or "", label.text) if label.role == "row" else label.text
            role: BoxRole = "beside" if label.role == "row" else "over"
            yield SheetBox(self._moved(laid.cells_of(label.box)), visible_text(text), role)

    def _figures(self, table: Table, laid: TableLayout, marks: Marks) -> Iterator[tuple[Place, CellRange]]:
        """Where the figures are, without the rows of lines that nobody has listed, unless something is wrong there."""
        unlisted = line_rows(self._definition.tables[table.id]).keys() - named_rows(self._submission, table.id).keys()
        for place, figure in laid.figures.items():
            area = self._moved(laid.cells_of(figure.box))
            if place.row not in unlisted or marks.has_cause_in(area.first.row):
                yield place, area

    def _previous(self, laid: TableLayout) -> Iterator[SheetBox]:
        """The figures of last year below a table, with which its own are compared."""
        for place, cell in laid.previous.items():
            figure = self._submission.previous.get(place) if self._submission.shows_previous(place) else None
            yield SheetBox(_only(self._positions.where(cell)), self._texts.value(figure, place), "before")
        names = {place.row: self._definition.places[place].row_or_column_name for place in laid.previous}
        for row, number in laid.previous_rows.items():
            words = self._messages(f"table.{self._definition.calendar.compared}", row=names[row])
            yield SheetBox(self._moved(laid.below_label(number)), words, "beside")

    def _comment(self, table: Table, laid: TableLayout | ListLayout) -> Iterator[SheetBox]:
        """The reporter's comment below a table, where the form asks for one."""
        if table.comment is None or laid.comment_label is None or laid.comment is None:
            return
        yield SheetBox(self._moved(laid.comment_label), table.comment.label, "over")
        comment = self._submission.fields.get(comment_name(table.id), "")
        yield SheetBox(self._moved(laid.comment), visible_text(comment), "text")

    def _list(self, table: Table, laid: ListLayout, title: str, marks: Marks) -> SheetPart:
        boxes = [
            SheetBox(self._moved(laid.cells_of(label)), label.text, "over")
            for label in laid.grid.labels
            if label.role != "row"
        ]
        boxes += self._nil_return(table, laid.nil_label, laid.nil)
        boxes += self._comment(table, laid)
        filled = {line.number for line in self._submission.lines.get(table.id, ())}
        lines = {self._positions.where(laid.number_cell(n)).row: n for n in range(1, laid.most + 1)}
        rows = sorted({row for row, n in lines.items() if n in filled or marks.has_cause_in(row)})
        kept = chosen_rows(rows, marks)
        for row in sorted(kept & lines.keys()):
            number = lines[row]
            boxes.append(SheetBox(self._moved(_only(laid.number_cell(number))), str(number), "line"))
            for figure in laid.grid.figures:
                cell = self._positions.line_cell(figure.place, number)
                text = self._texts.figure(figure.place._replace(row=str(number)), cell)
                boxes.append(SheetBox(_only(cell), text, "value"))
        return SheetPart(title, boxes, sorted(kept), len(rows))

    def _nil_return(self, table: Table, label: CellRange | None, nil: CellRef | None) -> Iterator[SheetBox]:
        """Whether a table is declared to be all zero, where that is asked."""
        if label is None or nil is None or table.nil_return is None:
            return
        cell = self._positions.where(nil)
        answer = self._texts.unclear(cell)
        if table.id in self._submission.nil_returns:
            answer = self._messages("table.yes")
        elif table.id in self._submission.declined:
            answer = self._messages("table.no")
        yield SheetBox(self._moved(label), table.nil_return, "over")
        yield SheetBox(_only(cell), answer, "value")

    def _moved(self, area: CellRange) -> CellRange:
        """Where an area of the layout is now; what was taken apart is only where it begins."""
        first, last = self._positions.where(area.first), self._positions.where(area.last)
        return first.to(last) if first.row <= last.row and first.column <= last.column else _only(first)


def chosen_rows(rows: Sequence[int], marks: Marks) -> set[int]:
    """All rows where they are few; else those with something to correct, and their neighbours; one at least."""
    if len(rows) <= _MOST_ROWS:
        return set(rows)
    marked = [number for number, row in enumerate(rows) if marks.has_cause_in(row)] or [0]
    marked.sort(key=lambda number: not marks.begins_in(rows[number]))  # so that every finding leads to a cell
    return {
        rows[near]
        for number in marked[:_MOST_MARKED_ROWS]
        for near in (number - 1, number, number + 1)
        if 0 <= near < len(rows)
    }


def _whole(title: str, boxes: Sequence[SheetBox]) -> SheetPart:
    rows = sorted({box.area.first.row for box in boxes})
    return SheetPart(title, boxes, rows, len(rows))


def _only(cell: CellRef) -> CellRange:
    return CellRange(cell, cell)


def _is_cause(cell: CellRef, marks: Marks) -> bool:
    return any(mark.is_cause for mark in marks.at(cell))
