"""Finds cells that do not clearly state what they are asked for; the rules make findings of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import assert_never

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind, is_numeric
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.submission.entries_file import NIL_RETURN
from xlsreport.submission.filled_workbook import FilledWorkbook, ListColumn, joined_line, text_of
from xlsreport.submission.identity.stamp import Stamp
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.lists.list_reader import values_in_column
from xlsreport.submission.typed_values.entry_parsing import is_error
from xlsreport.submission.typed_values.period_parsing import parse_period
from xlsreport.submission.unclear_reasons import UnclearCell
from xlsreport.values import Typed, exact, typed_text

_PICTURE = re.compile(r"\s*(?:=\s*)?(?:_xlfn\.)*DISPIMG\s*\(|\s*=\s*(?:_xlfn\.)*IMAGE\s*\(", re.IGNORECASE)
"""WPS's function for a picture in a cell, and Excel's for one of the web, as what was typed has them."""
_OBJECT = re.compile(r"\[object [A-Z]\w*\]")
"""What programs in JavaScript write for a value that is more than a text or a number, such as one with its format."""
_BEGINS = ("=", "_", "D", "d", " ")
_LETTERS = "DdEe"
"""With which a picture or an error may begin."""


class UnclearCellFinder:
    """Finds the unclear cells of a workbook, which has a stamp."""

    def __init__(self, workbook: FilledWorkbook, stamp: Stamp) -> None:
        self._workbook, self._stamp = workbook, stamp
        self._positions, self._layout, self._definition = workbook.positions, workbook.layout, workbook.definition
        self._columns = [column for columns in workbook.columns.values() for column in columns]
        self._messages = workbook.definition.messages

    def all(self) -> Iterator[UnclearCell]:
        """All unclear cells: of the cover, figures, answers and texts; last those with letters struck out or raised."""
        yield from self._cover()
        yield from self._figures()
        yield from self._answers()
        yield from self._texts()
        yield from self._odd_letters()

    def _cover(self) -> Iterator[UnclearCell]:
        cell = self._positions.cover_field("year")
        typed, held = self._workbook.text(cell), exact(self._workbook.held(cell))
        if typed and self._stamp.year is None:
            yield from self._period(cell, typed, held)
        for name in self._fields_to_enter():
            cell, kind = self._positions.cover_field(name), self._definition.field_kinds.get(name)
            if kind is None:
                yield from self._text(name, cell, is_paragraph=name in self._definition.comments)
            else:
                yield from self._entered(name, kind, cell, self._workbook.held(cell))

    def _period(self, cell: CellRef, typed: str, held: Typed) -> Iterator[UnclearCell]:
        """The cell of the year or period that the reporter enters."""
        calendar = self._definition.calendar
        read = parse_period(held, calendar)
        if read is None:
            yield UnclearCell("period" if calendar.has_parts else "year", "year", cell, typed)
        elif calendar.has_parts and typed != calendar.code(*read):
            yield UnclearCell("period_mended", "year", cell, typed)
        elif not calendar.has_parts and not isinstance(held, int):
            yield UnclearCell("year_mended", "year", cell, typed)

    def _fields_to_enter(self) -> tuple[str, ...]:
        """The texts of the cover and below tables; without the agency where the office has stated it."""
        return (*([] if self._stamp.agency else ["agency"]), *self._layout.fields)

    def _figures(self) -> Iterator[UnclearCell]:
        """Unclear cells of figures: formulas without a saved result, and pictures."""
        for facts, value in self._workbook.items(self._workbook.plan.entries):
            if not (isinstance(value, float) and is_numeric(facts.kind)):
                yield from self._entered(str(facts.place), facts.kind, self._positions.cell(facts.place), value)
        calculated: dict[str, set[int]] = {}
        for column in self._columns:
            sheet, at = column.first.sheet, column.first.column
            if sheet not in calculated:  # rows of one form share the columns of their formulas
                shared = {id(columns): columns for _, columns in self._workbook.sheet(column.first).formula_columns}
                calculated[sheet] = set(chain.from_iterable(shared.values()))
            if at in calculated[sheet] or _may_have_unclear(column):
                yield from self._in_column(column)

    def _in_column(self, column: ListColumn) -> Iterator[UnclearCell]:
        for facts, number, value in values_in_column(self._workbook, column):
            if _may_be_unclear(value, facts.kind):
                cell = self._positions.line_cell(facts.place, number)
                yield from self._entered(_name_in_line(facts, number), facts.kind, cell, value)

    def _entered(self, name: str, kind: AnyKind, cell: CellRef, value: object) -> Iterator[UnclearCell]:
        """An unclear cell of a kind."""
        match kind.traits:
            case TextTraits():
                yield from self._text(name, cell, is_paragraph=False)
            case NumberTraits() | DateTraits() | OptionTraits():
                yield from self._figure(name, cell, value)
            case other:
                assert_never(other)

    def _figure(self, name: str, cell: CellRef, value: object) -> Iterator[UnclearCell]:
        if isinstance(value, str) and _is_object(value):
            yield UnclearCell("object", name, cell, value)
        elif self._shows_picture(cell, value):
            yield UnclearCell("picture", name, cell, text_of(value))
        elif value == "" and self._has_formula(cell):
            yield UnclearCell("formula", name, cell, "")

    def _shows_picture(self, cell: CellRef, value: object) -> bool:
        """Whether a cell shows a picture, of which only a formula or an error can be read."""
        if isinstance(value, str) and _is_picture(value):
            return True
        may_show = (value == "" and self._has_formula(cell)) or (isinstance(value, str) and is_error(value))
        return may_show and self._workbook.opened.shows_picture(cell.sheet, cell.row, cell.column)

    def _has_formula(self, cell: CellRef) -> bool:
        return (cell.row, cell.column) in self._workbook.sheet(cell).formula_texts

    def _answers(self) -> Iterator[UnclearCell]:
        answers = ("", self._messages("table.yes").casefold(), self._messages("table.no").casefold())
        for table in (*self._layout.tables, *self._layout.lists):
            cell = self._positions.nil(table)
            if cell is not None and (answer := self._workbook.nil_answer(table)).casefold() not in answers:
                yield UnclearCell("nil", f"{table}.{NIL_RETURN}", cell, answer)

    def _texts(self) -> Iterator[UnclearCell]:
        for section in self._definition.narratives:
            first = self._positions.first_line(section)
            filled, cells = self._workbook.filled_lines[section], self._workbook.sheet(first)
            rows = {first.row + n for n, value in filled.items() if not isinstance(value, str) or is_no_text(value)}
            rows |= {row for row, columns in cells.formula_columns if first.column in columns and row >= first.row}
            for row in sorted(rows):
                yield from self._text(section, CellRef(first.sheet, row, first.column))
            yield from self._parted(section, first)

    def _parted(self, section: str, first: CellRef) -> Iterator[UnclearCell]:
        """Paragraphs that a paste has split, and what is unclear about their pieces."""
        for number, rest in self._workbook.split_lines(section):
            for cell, _ in rest:
                yield from self._text(section, cell)
            line = CellRef(first.sheet, first.row + number, first.column)
            yield UnclearCell("text_parted", section, line, joined_line(text_of(self._workbook.held(line)), rest))

    def _text(self, name: str, cell: CellRef, *, is_paragraph: bool = True) -> Iterator[UnclearCell]:
        """Pictures, errors, dates, truth values and numbers where a text is asked for.

        A number has lost leading zeros, which matters in a telephone number and not in a paragraph.
        """
        held = self._workbook.held(cell)
        typed = text_of(held).strip()
        if _is_object(typed):
            yield UnclearCell("object", name, cell, typed)
        elif self._shows_picture(cell, held):
            yield UnclearCell("picture", name, cell, typed)
        elif is_error(typed):
            yield UnclearCell("text_error", name, cell, typed)
        elif held == "" and self._has_formula(cell):
            yield UnclearCell("formula", name, cell, "")
        elif typed and not isinstance(held, str) and isinstance(value := exact(held), str | bool):
            yield UnclearCell("text_value", name, cell, typed_text(value))
        elif typed and not isinstance(held, str) and not is_paragraph:
            yield UnclearCell("text_number", name, cell, typed)

    def _odd_letters(self) -> Iterator[UnclearCell]:
        """Letters that are struck out or raised in cells that are read."""
        odd = self._workbook.opened.odd_sheets
        for name, cell in self._text_cells() if odd else ():
            found = odd[cell.sheet].oddities(cell.row, cell.column) if cell.sheet in odd else ()
            for reason, letters in islice((one for one in found if one[0] != "struck" or not is_blank(one[1])), 1):
                yield UnclearCell(reason, name, cell, letters)

    def _text_cells(self) -> Iterator[tuple[str, CellRef]]:
        """All cells that are read, with the names of what they hold; without totals, which are recomputed."""
        for name, cell in self._workbook.plan.single_cells.items():
            if name != "agency" or not self._stamp.agency:
                yield name, cell
        for column in self._columns:
            for facts, number, _ in values_in_column(self._workbook, column):
                yield _name_in_line(facts, number), self._positions.line_cell(facts.place, number)
        for section, filled in self._workbook.filled_lines.items():
            first = self._positions.first_line(section)
            yield from ((section, CellRef(first.sheet, first.row + line, first.column)) for line in filled)
            yield from ((section, cell) for cell, _ in self._workbook.split_cells(section))


def _may_be_unclear(value: object, kind: AnyKind) -> bool:
    """Whether what a cell of a list holds is no text as people type it, or something else where a text is asked for."""
    if isinstance(value, str):
        return value == "" or is_no_text(value)
    return isinstance(kind.traits, TextTraits)


def _may_have_unclear(column: ListColumn) -> bool:
    """Whether something in a column may be unclear; hardly any text begins as an error or a picture does."""
    kind = column.facts.kind
    if isinstance(kind.traits, TextTraits) and not all(isinstance(value, str) for value in column.distinct):
        return True
    texts = [value for value in column.distinct if isinstance(value, str) and value]
    odd = [text for text in texts if not text[0].isalnum() or text[0] in _LETTERS]
    return any(_may_be_unclear(text, kind) for text in odd)


def _name_in_line(facts: PlaceFacts, number: int) -> str:
    """The name of a figure of a line."""
    return str(facts.place._replace(row=str(number)))


def is_no_text(value: str) -> bool:
    """Whether a text is only an error, the formula of a picture, or what a program wrote in place of a value."""
    return is_error(value) or _is_picture(value) or _is_object(value)


def _is_object(text: str) -> bool:
    return _OBJECT.fullmatch(text.strip()) is not None


def _is_picture(text: str) -> bool:
    """Whether a text is a formula that shows a picture."""
    return text[:1] in _BEGINS and _PICTURE.match(text) is not None
