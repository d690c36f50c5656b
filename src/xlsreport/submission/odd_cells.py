"""Cells that hold or show something other than what was read of them: strays beside the form, misleading formats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeGuard

from xlsreport.definition.declaration import Section
from xlsreport.definition.kinds import decimals_allowed
from xlsreport.layout.cells import CellRange, CellRef, parse_range, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration, altered_sheet
from xlsreport.submission.anchors import comparable
from xlsreport.submission.container import Workbook
from xlsreport.submission.number_formats import NumberFormats
from xlsreport.submission.submission import Number, Submission, Typed, decimals_of, is_blank, number_text, typed_text

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell(?:\s[^<>]*)?\sref\s*=\s*["']([^"']{1,40})["']""")


def strays(workbook: Workbook, positions: Positions) -> Iterator[Alteration]:
    """Figures beside and below the tables, and texts beside the lines: nobody asked for them, and they are not read."""
    layout = positions.layout
    for section in layout.definition.sections:
        sheet = positions.sheet(section.sheet)
        if section.narrative is not None:
            cells = list(_beside_lines(workbook, positions, section))
        else:
            known = _known_cells(positions, section.sheet)
            numbers = (cell for cell, value in _filled(workbook, sheet) if not isinstance(value, str))
            # A number that is a formula's result, such as that of a mark where nobody calculated it, nobody typed.
            cells = [cell for cell in numbers if cell not in known and not workbook.has_formula(cell.sheet, cell.a1)]
        if cells:
            yield Alteration("stray", rectangles(cells)[0], "stray", {"count": len(cells)})


def _beside_lines(workbook: Workbook, positions: Positions, section: Section) -> Iterator[CellRef]:
    """Where somebody typed who meant to type a paragraph: right of the lines, over their numbers, over the guidance."""
    laid = positions.layout.narratives[section.id]
    beyond, first = positions.where(laid.lengths.first).column, positions.first_line(section.id)
    fixed = {comparable(text) for text in (section.heading, *section.guidance)}
    summary = positions.where(laid.summary)
    for cell, value in _filled(workbook, first.sheet):
        if cell.column > beyond:
            yield cell
        elif isinstance(value, str) and not is_blank(value):
            over_numbers = cell.row >= first.row and cell.column < first.column
            over_guidance = cell.row < first.row - 1 and cell != summary and comparable(value) not in fixed
            if over_numbers or over_guidance:
                yield cell


def covered_numbers(workbook: Workbook, submission: Submission) -> Iterator[Alteration]:
    """Figures that are read and cannot be seen, since their cells were merged with others."""
    numbers = {submission.positions.cell(place): entry.typed for place, entry in submission.entries.items()}
    for sheet in dict.fromkeys(cell.sheet for cell in numbers):
        part = workbook.archive.parts.get(workbook.archive.sheets.get(sheet, ""), b"")
        for text in set(_MERGED.findall(part)):
            area = parse_range(text.decode("ascii", "replace"), sheet)
            if area is not None:
                hidden = (cell for cell in _cells_in(area, numbers) if cell != area.first)
                yield from (_covered(cell, area, numbers[cell]) for cell in hidden)


def _cells_in(area: CellRange, numbers: Mapping[CellRef, Typed]) -> list[CellRef]:
    """The cells of an area that hold something, looked for from the side that has fewer."""
    if area.size > len(numbers):
        return [cell for cell in numbers if cell in area]
    return [cell for cell in area.cells() if cell in numbers]


def _covered(cell: CellRef, area: CellRange, typed: Typed) -> Alteration:
    return Alteration("hidden", CellRange(cell, cell), "covered", {"area": area.a1, "value": typed_text(typed)})


def misleading_formats(workbook: Workbook, submission: Submission) -> Iterator[Alteration]:
    """Formats by which a cell that is read shows another figure than the one that was read.

    A number with too many decimals is an error by itself, and quoted there.
    """
    positions, formats = submission.positions, NumberFormats(workbook.archive)
    places = submission.definition.places
    numbers: dict[CellRef, Number] = {
        positions.cell(place): entry.typed
        for place, entry in submission.entries.items()
        if _is_number(entry.typed) and decimals_of(entry.typed) <= decimals_allowed(places[place].kind)
    }
    numbers.update(_numbers_in_texts(workbook, positions))
    numbers |= {positions.previous_cell(place): number for place, number in submission.previous.items()}
    misleading: dict[tuple[str, str], list[CellRef]] = {}
    for cell, number in numbers.items():
        if (code := formats.misleading(cell, number)) is not None:
            misleading.setdefault((cell.sheet, code), []).append(cell)
    for (_, code), cells in misleading.items():
        area = rectangles(cells)[0]
        words = {"format": code, "value": number_text(numbers[area.first]), "count": len(cells)}
        yield Alteration("format", area, "format", words)
    conditional = formats.conditional()
    if conditional is not None:
        cover = positions.sheet(positions.layout.cover.sheet)
        yield altered_sheet("format", cover, "format_conditional", format=conditional)


def _numbers_in_texts(workbook: Workbook, positions: Positions) -> Iterator[tuple[CellRef, Number]]:
    """Numbers that stand where paragraphs and the cover's texts are asked for."""
    layout = positions.layout
    cells = [positions.cover_field(name) for name in layout.cover.fields]
    for section in layout.narratives:
        first = positions.first_line(section)
        cells += [CellRef(first.sheet, row, first.column) for row in range(first.row, len(workbook.rows(first.sheet)))]
    for cell in cells:
        value = workbook.value(cell.sheet, cell.row, cell.column)
        if _is_number(value):
            yield cell, value


def _is_number(typed: Typed | None) -> TypeGuard[Number]:
    return isinstance(typed, int | Decimal) and not isinstance(typed, bool)


def _filled(workbook: Workbook, sheet: str) -> Iterator[tuple[CellRef, object]]:
    for row, values in enumerate(workbook.rows(sheet)):
        for column, value in enumerate(values):
            if value != "" and value is not None:
                yield CellRef(sheet, row, column), value


def _known_cells(positions: Positions, sheet: str) -> frozenset[CellRef]:
    tables = [table for table in positions.layout.tables.values() if table.sheet == sheet]
    cells = [table.cell(place) for table in tables for place in table.figures]
    for table in tables:
        cells += table.previous.values()
        cells += table.row_faults.values()
    return frozenset(map(positions.where, cells))
