"""Cells with contents that are not read, and cells that show another figure than the one that is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlsreport.definition.declaration import Section
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import MAX_COLUMNS, CellRange, CellRef, parse_range, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.spreadsheet.opened_spreadsheet import CellBlock, CellQuery, OpenedSheet, RowColumn
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.alterations.hidden_entries import hidden_queries
from xlsreport.submission.cell_plan import cell_plan_of
from xlsreport.submission.filled_workbook import FilledWorkbook, lines_of, text_of
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.split_paragraphs import split_cells
from xlsreport.submission.submission import Entry, Submission, shortened
from xlsreport.values import Number, decimals_of, exact, is_number, number_text


def strays(workbook: FilledWorkbook, positions: Positions) -> Iterator[Alteration]:
    """Figures and texts outside the cells of the form: they were not asked for and are not read."""
    layout, known = positions.layout, cell_plan_of(positions).known
    for section in layout.definition.sections:
        sheet = positions.sheet(section.sheet)
        if section.narrative is not None:
            yield from _stray(sheet, list(_beside_lines(workbook.cells(sheet), positions, section)))
            continue
        # Results of formulas do not count: nobody typed them.
        if section.fixed_tables:
            cells = workbook.cells(sheet)
            found = cells.typed - known[section.sheet]
            yield from _stray(sheet, [at for at in sorted(found) if cells.value(*at) != ""])
        for table in section.lists:
            own, area = positions.sheet(section.sheet_of(table)), _lines_area(positions, table.id)
            cells, before = workbook.cells(own), _previous_area(positions, table.id)
            rows, columns = (range(area.first.row, area.last.row + 1), range(area.first.column, area.last.column + 1))
            beside = set(cells.typed_outside(rows, columns))
            beside |= {at for at in _to_the_right(cells, area) if not is_blank(text_of(cells.value(*at)))}
            beside = {at for at in beside if before is None or CellRef(own, *at) not in before}
            yield from _stray(own, sorted(beside - cells.formulas) if beside else ())


def _stray(sheet: str, found: Sequence[RowColumn]) -> Iterator[Alteration]:
    if found:
        first = rectangles(CellRef(sheet, *at) for at in found)[0]
        yield Alteration(AlterationKind.STRAY, first, {"count": len(found)})


def _lines_area(positions: Positions, name: str) -> CellRange:
    """The numbers of a list's lines and all cells beside them, with those below for which a finding of its own asks."""
    laid = positions.layout.lists[name]
    last = laid.below.last.row - laid.first_line_row + 1
    return positions.in_line(name, 1, 0).to(positions.in_line(name, last, laid.hidden_columns[-1]))


def _to_the_right(cells: OpenedSheet, area: CellRange) -> Iterator[RowColumn]:
    """The filled cells to the right of a list's own columns, where somebody may have kept remarks."""
    return iter(cells.within(0, range(area.last.column + 1, MAX_COLUMNS)))


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
    numbers = [column for column in range(first.column) if cells.are_numbers(column, first.row)]
    for row, column in cells.filled_but(first.row, frozenset((*numbers, *range(first.column, beyond + 1)))):
        value = cells.value(row, column)
        if column > beyond:
            if value != "" and (own is None or (row, column) != (own.row, own.column)):
                yield row, column
        elif isinstance(value, str) and not is_blank(value):
            over_numbers = row >= first.row
            is_over_guidance = row < first.row - 1 and (row, column) != (summary.row, summary.column)
            if over_numbers or (is_over_guidance and not _is_printed(value, section)):
                yield row, column


def _is_printed(text: str, section: Section) -> bool:
    """Whether a text is the heading of a section or part of its guidance, whatever its punctuation."""
    printed = (section.heading, *section.guidance)
    return text in printed or normalise_label(text) in map(normalise_label, printed)


def covered_cells(workbook: FilledWorkbook, positions: Positions) -> Iterator[Alteration]:
    """What is filled in and hidden, since its cell was merged with others before it."""
    for sheet, query in hidden_queries(positions).items():
        cells = workbook.cells(sheet)
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


def misleading_formats(workbook: FilledWorkbook, submission: Submission) -> Iterator[Alteration]:
    """Number formats by which a cell shows another figure than the one that was read.

    Numbers with too many digits or decimals are left out: they have an error of their own, which quotes them.
    """
    # Where every format shows whole numbers as they are, these need not be looked up.
    sure = (int,) if workbook.opened.shows_integers else ()
    numbers = dict(_shown_numbers(workbook, submission, sure))
    misleading: dict[tuple[str, str], list[CellRef]] = {}
    for cell, (number, suffix) in numbers.items():
        code = workbook.cells(cell.sheet).misleading_format(cell.row, cell.column, number, suffix)
        if code is not None:
            misleading.setdefault((cell.sheet, code), []).append(cell)
    for (_, code), cells in misleading.items():
        area = rectangles(cells)[0]
        words = {"format": code, "value": number_text(numbers[area.first][0]), "count": len(cells)}
        yield Alteration(AlterationKind.FORMAT, area, words)


def _shown_numbers(
    workbook: FilledWorkbook, submission: Submission, sure: tuple[type, ...]
) -> Iterator[tuple[CellRef, tuple[Number, str]]]:
    """The numbers that are read, with their cells, but for types that are certain to be shown as they are.

    Each with what its kind puts behind it.
    """
    positions = submission.positions
    for kind, entry, cell in _entered(workbook, submission, sure):
        number = entry.typed
        if not is_number(number) or entry.mended:
            continue
        traits = kind.traits
        if not isinstance(traits, NumberTraits) or "too_great" in traits.faults(number):
            continue
        if decimals_of(number) <= traits.decimals:
            if traits.is_share and number == 0 and workbook.cells(cell.sheet).shows_percent(cell.row, cell.column):
                continue  # 0% is 0 %
            yield cell, (number, traits.suffix)
    for cell, value in _where_texts_are_asked_for(workbook, positions):
        typed = exact(value)
        if is_number(typed) and not isinstance(typed, sure):
            yield cell, (typed, "")
    for place, number in submission.previous.items():
        if not isinstance(number, str) and not isinstance(number, sure):
            yield positions.previous_cell(place), (number, "")


def _entered(
    workbook: FilledWorkbook, submission: Submission, sure: tuple[type, ...]
) -> Iterator[tuple[AnyKind, Entry, CellRef]]:
    """Entries with what is asked for and where they stand, but for types that are certain to be shown as they are, and
    for columns of lists that certainly show all digits."""
    definition, positions = submission.definition, submission.positions
    for name, entry in submission.field_entries.items():
        if not isinstance(entry.typed, sure):
            yield definition.field_kinds[name], entry, positions.cover_field(name)
    for place, entry in submission.entries.items():
        if not isinstance(entry.typed, sure):
            yield definition.places[place].kind, entry, positions.cell(place)
    for name, lines in submission.lines.items():
        places = definition.lines[name].places
        doubted = {place for place, facts in places.items() if not _shows_digits(workbook, positions, facts)}
        for line in lines if doubted else ():
            for place, entry in line.entries.items():
                if place in doubted and not isinstance(entry.typed, sure):
                    yield places[place].kind, entry, positions.line_cell(place, line.number)


def _shows_digits(workbook: FilledWorkbook, positions: Positions, facts: PlaceFacts) -> bool:
    """Whether no number of a column of a list can be shown otherwise than it is."""
    traits, first = facts.kind.traits, positions.line_cell(facts.place, 1)
    if facts.computed or not isinstance(traits, NumberTraits):
        return True
    return workbook.cells(first.sheet).shows_digits(first.column, first.row, traits.suffix)


def _where_texts_are_asked_for(workbook: FilledWorkbook, positions: Positions) -> Iterator[tuple[CellRef, object]]:
    """The cells of the cover's fields and of comments, and those of paragraphs without text, and what they hold."""
    kinds = positions.layout.definition.field_kinds
    for name in ("year", *(name for name in positions.layout.fields if name not in kinds)):
        cell = positions.cover_field(name)
        yield cell, workbook.cells(cell.sheet).value(cell.row, cell.column)
    for section in positions.layout.narratives:
        first = positions.first_line(section)
        lines = lines_of(workbook, first)
        if set(map(type, lines)) - {str}:
            for row, value in enumerate(lines, start=first.row):
                if not isinstance(value, str):
                    yield CellRef(first.sheet, row, first.column), value
        yield from split_cells(workbook, positions, section)
