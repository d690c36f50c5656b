"""Alterations that show while a file is read: of its sheets, its parts, its stamp, and of cells beside the form.

Each of them is a reason to inspect the file more deeply (:mod:`xlsreport.inspection`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.layout.cells import CellRef
from xlsreport.layout.landmarks import landmarks_of
from xlsreport.layout.positions import Positions, moved_in_format_1
from xlsreport.spreadsheet.opened_spreadsheet import Content, OpenedSheet
from xlsreport.submission.alteration import Alteration, AlterationKind, altered_sheet
from xlsreport.submission.alterations.hidden_entries import hidden_alterations
from xlsreport.submission.alterations.misleading_formats import misleading_formats
from xlsreport.submission.alterations.odd_cells import covered_cells, locked_lines, strays
from xlsreport.submission.alterations.renamed_rows import renamed_rows
from xlsreport.submission.filled_workbook import FilledWorkbook, pairs_in
from xlsreport.submission.identity.issued_text import lines_not_issued
from xlsreport.submission.identity.stamp import FORMAT_VERSION, RosterField, Stamp
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.relocation import similar_sheets
from xlsreport.submission.stamping import digest_of
from xlsreport.submission.submission import Submission, shortened
from xlsreport.submission.typed_values.period_parsing import parse_period
from xlsreport.values import exact, typed_text

CONTENTS: Mapping[Content, AlterationKind] = {
    "macro": AlterationKind.MACRO,
    "link": AlterationKind.LINK,
    "connection": AlterationKind.CONNECTION,
    "hyperlink": AlterationKind.HYPERLINK,
    "object": AlterationKind.OBJECT,
    "picture": AlterationKind.PICTURE,
}
"""What is told of a file with something besides cells; no workbook of ours has any of it."""


def file_alterations(workbook: FilledWorkbook, stamp: Stamp, submission: Submission) -> Iterator[Alteration]:
    """All alterations that show without comparing the file with the one that was given out."""
    yield from _moved(workbook.positions, stamp)
    yield from _sheets(workbook, stamp)
    yield from _returned(workbook, stamp)
    yield from _foreign_parts(workbook)
    yield from _stamp(workbook, stamp, submission)
    yield from _cover_fields(stamp, submission)
    yield from strays(workbook)
    yield from misleading_formats(workbook, submission)
    yield from covered_cells(workbook)
    yield from hidden_alterations(workbook)
    yield from locked_lines(workbook)
    yield from renamed_rows(workbook, stamp, submission)


def _moved(positions: Positions, stamp: Stamp) -> Iterator[Alteration]:
    arranged = moved_in_format_1(positions.layout) if stamp.version < FORMAT_VERSION else {}
    for name, moved in positions.moved.items():
        if moved.sheet != name:
            yield altered_sheet(AlterationKind.RENAMED, moved.sheet, first=name)
        if (moved.rows or moved.columns) and replace(moved, sheet=name) != arranged.get(name):
            yield altered_sheet(AlterationKind.MOVED, moved.sheet)
    for name in positions.lost:
        yield altered_sheet(AlterationKind.CHECKS_LOST, name)


def _sheets(workbook: FilledWorkbook, stamp: Stamp) -> Iterator[Alteration]:
    expected, opened = workbook.positions.sheets, workbook.opened
    known = {*expected, *([workbook.layout.returned_sheet] if stamp.issued_digests else [])}
    added = [tab.name for tab in opened.tabs if tab.name not in known or tab.name not in opened.sheets]
    copies = dict(_copies_with_other_entries(workbook)) if added else {}
    for name in added:
        if name in copies:
            yield altered_sheet(AlterationKind.ADDED_COPY, name, original=copies[name])
        else:
            yield altered_sheet(AlterationKind.ADDED, name)
    present = [sheet for sheet in opened.sheets if sheet in expected]
    if present != [sheet for sheet in expected if sheet in present]:
        yield altered_sheet(AlterationKind.REORDERED, present[0])
    seen = {tab.name for tab in opened.tabs if tab.visibility == "visible"}
    for sheet in present:
        if sheet == STAMP_SHEET:
            if sheet in seen:
                yield altered_sheet(AlterationKind.STAMP_SHOWN, sheet)
        elif sheet not in seen:
            copy = _copy_in_sight(workbook, sheet)
            if copy is None:
                yield altered_sheet(AlterationKind.HIDDEN_SHEET, sheet)
            else:
                yield altered_sheet(AlterationKind.HIDDEN_ORIGINAL, sheet, copy=copy)


def _copies_with_other_entries(workbook: FilledWorkbook) -> Iterator[tuple[str, str]]:
    """Sheets that look like one of the form and say something that it does not say, each with that one's name.

    Somebody worked in a copy, or another body reports in it.
    """
    sheets, seen = workbook.opened.sheets, {tab.name for tab in workbook.opened.tabs if tab.visibility == "visible"}
    for name in landmarks_of(workbook.layout.definition):
        if name in workbook.positions.moved or name not in seen:
            continue
        for copy in similar_sheets(workbook.opened, workbook.layout, name):
            if copy in seen and _says_more(sheets[copy], sheets[name]):
                yield copy, name


def _says_more(copy: OpenedSheet, original: OpenedSheet) -> bool:
    """Whether a cell of a copy, but for formulas, holds what the cell of the original does not."""
    typed = (at for at in copy.filled if at not in copy.formula_texts)
    return any(copy.value(*at) not in (None, "", original.value(*at)) for at in typed)


def _copy_in_sight(workbook: FilledWorkbook, sheet: str) -> str | None:
    """The name of a visible sheet that looks like a hidden one, whose figures are read."""
    layout = workbook.layout
    original = next((name for name in layout.sheets if workbook.positions.sheet(name) == sheet), sheet)
    copies = {name for name in similar_sheets(workbook.opened, layout, original) if name != sheet}
    named_alike = (
        tab for tab in workbook.opened.tabs if normalise_label(tab.name) == normalise_label(sheet) and tab.name != sheet
    )
    copies |= {tab.name for tab in named_alike if not tab.has_cells}  # e.g. a chart sheet with other figures
    seen = (tab.name for tab in workbook.opened.tabs if tab.visibility == "visible")
    return next((name for name in seen if name in copies), None)


def _returned(workbook: FilledWorkbook, stamp: Stamp) -> Iterator[Alteration]:
    """What was typed into the sheet that says why the workbook was returned; deleting that sheet is allowed."""
    sheet = workbook.layout.returned_sheet
    if not stamp.issued_digests or sheet not in workbook.opened.sheets:
        return
    issued_digests, written = frozenset(stamp.issued_digests), {}
    cells = workbook.opened.sheets[sheet]
    for row, column in cells.filled:
        value = cells.value(row, column)
        text = lines_not_issued(value, issued_digests) if isinstance(value, str) else ""
        if text and (row, column) not in cells.formula_texts:
            written[CellRef(sheet, row, column)] = text
    if written:
        first, text = next(iter(written.items()))
        words = {"text": shortened(" ".join(text.split())), "count": len(written)}
        yield Alteration(AlterationKind.RETURNED_WRITTEN, first.to(first), words)


def _foreign_parts(workbook: FilledWorkbook) -> Iterator[Alteration]:
    cover = workbook.positions.sheet(workbook.layout.cover.sheet)
    kinds = {CONTENTS[content] for content in workbook.opened.contents}
    for kind in sorted(kinds, key=lambda kind: (kind.rule, kind.key)):
        yield altered_sheet(kind, cover)
    if workbook.opened.has_drawn_words:
        yield altered_sheet(AlterationKind.DRAWN_WORDS, cover)


def _stamp(workbook: FilledWorkbook, stamp: Stamp, submission: Submission) -> Iterator[Alteration]:
    positions, definition = workbook.positions, workbook.definition
    cover = positions.sheet(positions.layout.cover.sheet)
    written = pairs_in(workbook.opened.sheets[STAMP_SHEET])
    if dict(stamp.rows()) != {name: value for name, value in written if name or value}:
        yield altered_sheet(AlterationKind.STAMP_EDITED, cover)
    elif stamp.fingerprint != definition.fingerprint:
        yield altered_sheet(AlterationKind.FINGERPRINT, cover)
    agency, year = positions.cover_field("agency"), positions.cover_field("year")
    shown = workbook.text(agency)
    if stamp.agency and shown != stamp.agency:
        yield _contradiction(agency, shown, stamp.agency)
    typed = exact(workbook.held(year))
    calendar = definition.calendar
    if stamp.year is not None and parse_period(typed, calendar) != (stamp.year, stamp.part):
        yield _contradiction(year, typed_text(typed), calendar.code(stamp.year, stamp.part))
    if stamp.previous and stamp.previous != digest_of(submission.previous):
        of_lines = (columns[0]._replace(row="1") for columns in definition.carried.values())
        first = next(map(positions.previous_cell, (*definition.previous_places, *of_lines)), None)
        if first is not None:
            yield Alteration(AlterationKind.PREVIOUS, first.to(first))


def _contradiction(cell: CellRef, shown: str, stamped: str) -> Alteration:
    return Alteration(AlterationKind.STAMP, cell.to(cell), {"shown": shortened(shown), "stamped": shortened(stamped)})


def _cover_fields(stamp: Stamp, submission: Submission) -> Iterator[Alteration]:
    """Fields of the cover that the round had filled in and locked, and that say something else now."""
    fields = submission.definition.cover_fields
    for given in () if stamp.identity is None else stamp.identity.from_roster:
        text = submission.fields.get(given.name, "")
        if given.name in fields and RosterField.of(given.name, text) != given:
            cell = submission.positions.cover_field(given.name)
            words = {"field": fields[given.name].label, "text": shortened(text)}
            yield Alteration(AlterationKind.COVER, cell.to(cell), words)
