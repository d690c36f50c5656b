"""The fixed texts by which the cells of a returned sheet are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.line_rows import line_rows
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import CaseLine
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.sheet_layouts import CHECK_COLUMNS, TableLayout
from xlsreport.layout.workbook_layout import Layout, layout_of
from xlsreport.messages import Messages
from xlsreport.object_cache import remembered_by_object


class Landmark(NamedTuple):
    """A cell and the words that stand in it on every workbook of the definition.

    ``is_unique``: whether the words lead to the cell wherever it is now. Others only confirm it, since cells that are
    no landmarks may hold the same words.
    """

    cell: CellRef
    text: str
    is_unique: bool = True


@remembered_by_object()
def landmarks_of(definition: Definition) -> Mapping[str, tuple[Landmark, ...]]:
    """The landmarks of every sheet that is read by position, by the sheet's name."""
    layout, messages = layout_of(definition), definition.messages
    found = {layout.cover.sheet: tuple(_cover(layout, messages))}
    for section in definition.sections:
        if section.narrative is not None:
            found[section.sheet] = tuple(_narrative(layout, section.id, messages))
            continue
        if section.fixed_tables:
            tables = (layout.tables[table.id] for table in section.fixed_tables)
            found[section.sheet] = tuple(mark for table in tables for mark in _table(definition, table, messages))
        for table in section.lists:
            laid = layout.lists[table.id]
            found[laid.sheet] = tuple(_list(definition, laid, messages))
    found[layout.checks.sheet] = tuple(_checks(layout, messages))
    return found


def _cover(layout: Layout, messages: Messages) -> Iterator[Landmark]:
    cover = layout.cover
    yield _beside(cover.agency, messages("cover.agency"))
    yield _beside(cover.year, messages(f"cover.{layout.definition.calendar.asked}"))
    # Without the lines for the reporter's own preamble, which older workbooks do not have.
    for field in layout.definition.declaration.cover:
        yield _beside(cover.fields[field.id], field.label)
    yield _beside(cover.verdict, messages("cover.verdict"))


def _beside(cell: CellRef, text: str) -> Landmark:
    return Landmark(CellRef(cell.sheet, cell.row, 0), text)


def _narrative(layout: Layout, section: str, messages: Messages) -> Iterator[Landmark]:
    for key, cell in layout.narratives[section].headings.items():
        yield Landmark(cell, messages(f"narrative.{key}"))


def _table(definition: Definition, table: TableLayout, messages: Messages) -> Iterator[Landmark]:
    statement = definition.tables[table.grid.table].nil_return
    if statement is not None and table.nil_label is not None:
        yield Landmark(table.nil_label.first, messages("table.nil", statement=statement))
    of_lines = line_rows(definition.tables[table.grid.table])
    for label in table.grid.labels:
        if (label.text or not label.further) and not (label.role == "row" and label.id in of_lines):
            yield Landmark(table.label_cell(label), label.text, is_unique=not label.further or label.role == "stub")
    comment = definition.tables[table.grid.table].comment
    if comment is not None and table.comment_label is not None:
        yield Landmark(table.comment_label.first, comment.label)
    for row, cell in table.row_marks.items():
        yield Landmark(cell, row)
    named = {place.row: definition.places[place].row_or_column_name for place in table.previous}
    for row, number in table.previous_rows.items():
        yield Landmark(
            table.below_label(number).first, messages(f"table.{definition.calendar.compared}", row=named[row])
        )


def _list(definition: Definition, laid: ListLayout, messages: Messages) -> Iterator[Landmark]:
    """The headings; lines may be moved about below them."""
    statement = definition.lists[laid.table].nil_return
    if statement is not None and laid.nil_label is not None:
        yield Landmark(laid.nil_label.first, messages("table.none", statement=statement))
    comment = definition.lists[laid.table].comment
    if comment is not None and laid.comment_label is not None:
        yield Landmark(laid.comment_label.first, comment.label)
    for label in laid.grid.labels:
        if label.role == "column":
            yield Landmark(laid.cells_of(label).first, label.text)


def _checks(layout: Layout, messages: Messages) -> Iterator[Landmark]:
    checks = layout.checks
    for number, column in enumerate(CHECK_COLUMNS):
        yield Landmark(CellRef(checks.sheet, checks.heading_row, number), messages(f"checks.{column}"))
    for line in checks.rows:
        if isinstance(line, CaseLine):
            yield Landmark(checks.cell(line, "statement"), line.case.rule.statement)
            member = layout.definition.member_name(line.case)
            row = Place(line.case.table or "", line.case.member or "", "")
            if member and layout.definition.line_of(row) is None:
                yield Landmark(checks.cell(line, "member"), member, is_unique=False)
