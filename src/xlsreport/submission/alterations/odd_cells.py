"""Cells with contents that are not read or not seen, and cells of paragraphs that became locked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlsreport.definition.declaration import Section
from xlsreport.layout.cells import MAX_COLUMNS, CellRange, CellRef, parse_range, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.spreadsheet.opened_spreadsheet import CellBlock, CellQuery, OpenedSheet, RowColumn
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.alterations.hidden_entries import hidden_queries
from xlsreport.submission.filled_workbook import FilledWorkbook, text_of
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.submission import shortened


def strays(workbook: FilledWorkbook) -> Iterator[Alteration]:
    """Figures and texts outside the cells of the workbook: they were not asked for and are not read."""
    positions, known = workbook.positions, workbook.plan.known
    for section in workbook.definition.sections:
        sheet = positions.sheet(section.sheet)
        if section.narrative is not None:
            yield from _stray(sheet, list(_beside_lines(workbook.opened.sheets[sheet], positions, section)))
            continue
        # Results of formulas do not count: nobody typed them.
        if section.fixed_tables:
            cells = workbook.opened.sheets[sheet]
            found = cells.typed - known[section.sheet]
            yield from _stray(sheet, [at for at in sorted(found) if cells.value(*at) != ""])
        for table in section.lists:
            own, area = positions.sheet(section.sheet_of(table)), _lines_area(positions, table.id)
            cells, before = workbook.opened.sheets[own], _previous_area(positions, table.id)
            rows, columns = (range(area.first.row, area.last.row + 1), range(area.first.column, area.last.column + 1))
            beside = set(cells.typed_outside(rows, columns))
            to_the_right = cells.within(0, range(area.last.column + 1, MAX_COLUMNS))  # somebody may keep remarks there
            beside |= {at for at in to_the_right if not is_blank(text_of(cells.value(*at)))}
            beside = {at for at in beside if before is None or CellRef(own, *at) not in before}
            yield from _stray(own, sorted(beside - cells.formula_texts.keys()) if beside else ())


def _stray(sheet: str, found: Sequence[RowColumn]) -> Iterator[Alteration]:
    if found:
        first = rectangles(CellRef(sheet, *at) for at in found)[0]
        yield Alteration(AlterationKind.STRAY, first, {"count": len(found)})


def _lines_area(positions: Positions, name: str) -> CellRange:
    """The numbers of a list's lines and all cells beside them, with those below for which a finding of its own asks."""
    laid = positions.layout.lists[name]
    last = laid.below.last.row - laid.first_line_row + 1
    return positions.in_line(name, 1, 0).to(positions.in_line(name, last, laid.hidden_columns[-1]))


def _previous_area(positions: Positions, name: str) -> CellRange | None:
    """The cells of last year's lines of a list with their headings, wherever rows were inserted."""
    laid = positions.layout.lists[name]
    if laid.before is None:
        return None
    columns = list(laid.before.shown.values())
    last = laid.below.last.row - laid.first_line_row + 1
    return positions.in_line(name, 0, columns[0]).to(positions.in_line(name, last, columns[-1]))


def _beside_lines(cells: OpenedSheet, positions: Positions, section: Section) -> Iterator[RowColumn]:
    """Cells where somebody may have typed a paragraph: right of the lines, over their numbers, over the guidance."""
    laid = positions.layout.narratives[section.id]
    beyond, first = positions.where(laid.headings["length"]).column, positions.first_line(section.id)
    summary, asked = positions.where(laid.summary), positions.layout.asked_texts.get(section.id)
    own = None if asked is None else positions.where(asked)
    for row, column in cells.beside(first.row, range(first.column, beyond + 1)):
        value = cells.value(row, column)
        if column > beyond:
            if value != "" and (own is None or (row, column) != (own.row, own.column)):
                yield row, column
        elif isinstance(value, str) and not is_blank(value):
            own_number = str(row - first.row + 1)  # which some programs copy as a text
            over_numbers = row >= first.row and value.strip() != own_number
            is_over_guidance = row < first.row - 1 and (row, column) != (summary.row, summary.column)
            if over_numbers or (is_over_guidance and not _is_printed(value, section)):
                yield row, column


def _is_printed(text: str, section: Section) -> bool:
    """Whether a text is the heading of a section or part of its guidance, whatever its punctuation."""
    printed = (section.heading, *section.guidance)
    return text in printed or normalise_label(text) in map(normalise_label, printed)


def covered_cells(workbook: FilledWorkbook) -> Iterator[Alteration]:
    """What is filled in and hidden, since its cell was merged with others before it."""
    for sheet, query in hidden_queries(workbook.positions).items():
        cells = workbook.opened.sheets[sheet]
        merged = tuple(cells.merged)
        if not merged or not _may_cover(merged, query):
            continue
        asked = {CellRef(sheet, *at): True for at in query.every}
        for area in (area for text in merged if (area := parse_range(text, sheet)) is not None):
            for cell in _cells_in(area, asked):
                if cell != area.first and (text := text_of(cells.value(cell.row, cell.column))):
                    words = {"area": area.a1, "value": shortened(text)}
                    yield Alteration(AlterationKind.COVERED, CellRange(cell, cell), words)


@lru_cache(maxsize=256)
def _may_cover(merged: tuple[str, ...], query: CellQuery) -> bool:
    """Whether one of the cells lies within a merged area and is not its first."""
    cells = {CellRef("", *at): True for at in query.cells}
    areas = [area for text in merged if (area := parse_range(text, "")) is not None]
    if any(area.sheet or any(cell != area.first for cell in _cells_in(area, cells)) for area in areas):
        return True
    return any(_touches(area, block) for area in areas for block in query.blocks)


def _touches(area: CellRange, block: CellBlock) -> bool:
    """Whether an area lies over a cell of a list, as those of the headings above it do not."""
    rows, columns = block.rows, range(area.first.column, area.last.column + 1)
    return area.last.row >= rows.start and area.first.row < rows.stop and any(c in columns for c in block.columns)


def _cells_in(area: CellRange, cells: Mapping[CellRef, object]) -> list[CellRef]:
    """Those of some cells that lie in an area; iterates over whichever has fewer."""
    if area.size > len(cells):
        return [cell for cell in cells if cell in area]
    return [cell for cell in area.cells() if cell in cells]


def locked_lines(workbook: FilledWorkbook) -> Iterator[Alteration]:
    """For each protected sheet of paragraphs, the filled lines of the form that can no longer be changed.

    Usually a paste brought its own cell format.
    """
    for section, lines in workbook.filled_lines.items():
        first = workbook.positions.first_line(section)
        sheet = workbook.sheet(first)
        if not sheet.is_protected:
            continue
        filled = [((first.row + number, first.column), value) for number, value in lines.items()]
        filled += [((cell.row, cell.column), value) for cell, value in workbook.split_cells(section)]
        rows = workbook.plan.line_rows[section]
        locked = [at for at, value in filled if at[0] in rows and sheet.is_locked(*at) and text_of(value)]
        if locked:
            cell = CellRef(first.sheet, *locked[0])
            yield Alteration(AlterationKind.LOCKED_LINES, cell.to(cell), {"count": len(locked)})
