"""What the fast reader notices about a file besides what was entered: its sheets, its parts, its stamp, stray figures.

Anything here is a reason to look deeper.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeGuard

from xlsreport.definition.kinds import decimals_allowed
from xlsreport.definition.soundness import STAMP_SHEET
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration, AlterationKind, altered_sheet
from xlsreport.submission.container import Workbook
from xlsreport.submission.number_formats import NumberFormats
from xlsreport.submission.stamp import Stamp, digest_of
from xlsreport.submission.submission import Number, Submission, Typed, decimals_of, number_text, typed_text

_FOREIGN: tuple[tuple[str, AlterationKind, str], ...] = (
    ("xl/vbaproject.bin", "macro", "macro"),
    ("xl/externallinks/", "link", "link"),
    ("xl/embeddings/", "object", "object"),
    ("xl/activex/", "object", "object"),
    ("xl/ctrlprops/", "object", "object"),
    ("xl/connections.xml", "link", "connection"),
    ("xl/media/", "picture", "picture"),
    ("xl/charts/", "picture", "picture"),
)
"""Parts that no workbook of ours has, by the beginning of their names in lower case ([ECMA-376] part 1, 12.3)."""


def visible_alterations(workbook: Workbook, stamp: Stamp, submission: Submission) -> Iterator[Alteration]:
    """Everything that can be seen without looking at formulas and formats."""
    positions = submission.positions
    yield from _moved(positions)
    yield from _sheets(workbook, positions)
    yield from _foreign_parts(workbook, positions.sheet(positions.layout.cover.sheet))
    yield from _stamp(workbook, stamp, submission)
    yield from _strays(workbook, positions)
    yield from _formats(workbook, submission)


def _moved(positions: Positions) -> Iterator[Alteration]:
    for name, moved in positions.moved.items():
        if moved.sheet != name:
            yield altered_sheet("sheet", moved.sheet, "renamed", first=name)
        if moved.rows or moved.columns:
            yield altered_sheet("moved", moved.sheet, "moved")
    for name in positions.lost:
        yield altered_sheet("explanation", name, "checks_lost")


def _sheets(workbook: Workbook, positions: Positions) -> Iterator[Alteration]:
    expected = positions.sheets
    for sheet in workbook.sheets:
        if sheet not in expected:
            yield altered_sheet("sheet", sheet, "added")
    present = [sheet for sheet in workbook.sheets if sheet in expected]
    if present != [sheet for sheet in expected if sheet in present]:
        yield altered_sheet("sheet", present[0], "reordered")
    for sheet in present:
        visibility = workbook.visibility.get(sheet, "visible")
        if sheet == STAMP_SHEET:
            if visibility == "visible":
                yield altered_sheet("sheet", sheet, "stamp_shown")
        elif visibility != "visible":
            yield altered_sheet("sheet", sheet, "hidden_sheet")


def _foreign_parts(workbook: Workbook, cover: str) -> Iterator[Alteration]:
    names = [name.lower() for name in workbook.archive.names]
    found = {(kind, key) for begin, kind, key in _FOREIGN if any(name.startswith(begin) for name in names)}
    for kind, key in sorted(found):
        yield altered_sheet(kind, cover, key)


def _stamp(workbook: Workbook, stamp: Stamp, submission: Submission) -> Iterator[Alteration]:
    positions, definition = submission.positions, submission.definition
    cover = positions.sheet(positions.layout.cover.sheet)
    if dict(stamp.rows()) != {name: value for name, value in workbook.pairs(STAMP_SHEET) if name or value}:
        yield altered_sheet("stamp", cover, "stamp_edited")
    elif stamp.fingerprint != definition.fingerprint:
        yield altered_sheet("stamp", cover, "fingerprint")
    agency, year = positions.cover_field("agency"), positions.cover_field("year")
    shown = workbook.text(agency.sheet, agency.row, agency.column).strip()
    if stamp.agency and shown != stamp.agency:
        yield _contradiction(agency, shown, stamp.agency)
    typed = workbook.value(year.sheet, year.row, year.column)
    if stamp.year is not None and year_in(typed) != stamp.year:
        yield _contradiction(year, typed_text(typed), str(stamp.year))
    if stamp.previous and stamp.previous != digest_of(submission.previous):
        first = next(map(positions.previous_cell, definition.previous_places), None)
        if first is not None:
            yield Alteration("previous", first.to(first), "previous")


def _contradiction(cell: CellRef, shown: str, stamped: str) -> Alteration:
    return Alteration("stamp", cell.to(cell), "stamp", {"shown": shown, "stamped": stamped})


def year_in(typed: Typed | None) -> int | None:
    """The year that a cell states, as a number or a text of digits; None where it states none."""
    if isinstance(typed, str) and typed.strip().isdecimal():
        return int(typed)
    return typed if isinstance(typed, int) and not isinstance(typed, bool) else None


def _strays(workbook: Workbook, positions: Positions) -> Iterator[Alteration]:
    """Figures beside and below the tables, and texts beside the lines: nobody asked for them, and they are not read."""
    layout = positions.layout
    for section in layout.definition.sections:
        sheet = positions.sheet(section.sheet)
        if section.narrative is not None:
            beyond = positions.where(layout.narratives[section.id].lengths.first).column
            cells = [cell for cell, _ in _filled(workbook, sheet) if cell.column > beyond]
        else:
            known = _known_cells(positions, section.sheet)
            cells = [
                cell for cell, value in _filled(workbook, sheet) if cell not in known and not isinstance(value, str)
            ]
        if cells:
            yield Alteration("stray", rectangles(cells)[0], "stray", {"count": len(cells)})


def _formats(workbook: Workbook, submission: Submission) -> Iterator[Alteration]:
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


def _is_number(typed: Typed) -> TypeGuard[Number]:
    return isinstance(typed, int | Decimal) and not isinstance(typed, bool)


def _filled(workbook: Workbook, sheet: str) -> Iterator[tuple[CellRef, object]]:
    for row, values in enumerate(workbook.rows(sheet)):
        for column, value in enumerate(values):
            if value != "" and value is not None:
                yield CellRef(sheet, row, column), value


def _known_cells(positions: Positions, sheet: str) -> frozenset[CellRef]:
    tables = [table for table in positions.layout.tables.values() if table.sheet == sheet]
    cells = [table.cell(place) for table in tables for place in table.figures]
    cells += [cell for table in tables for cell in (*table.previous.values(), *table.row_faults.values())]
    return frozenset(map(positions.where, cells))
