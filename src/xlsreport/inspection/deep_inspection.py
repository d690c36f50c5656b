"""Compares a submission's file cell by cell with the one that was given out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.inspection.deleted_lines import DeletedLines, deleted_lines
from xlsreport.inspection.list_comparison import KEPT_LINES, LongListComparison
from xlsreport.inspection.snapshot import Snapshot, SnapshotError, snapshot_of
from xlsreport.inspection.workbook_comparison import WorkbookComparison
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.object_cache import remembered_by_object
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.spreadsheet.reading_limits import limits_of
from xlsreport.submission.identity.source_file import SourceFile
from xlsreport.submission.identity.stamp import WRITER
from xlsreport.submission.submission import Submission
from xlsreport.submission.unclear_reasons import UNREADABLE_REASONS
from xlsreport.workbook.workbook_file import workbook_bytes
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.package.workbook_package import unpack
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells

__all__ = ["SnapshotError", "compare_with_issued"]

_CACHE = ReadingCache(max_bytes=16_000_000)
"""What is known of workbooks that were given out, which those that come back resemble."""


def compare_with_issued(
    submission: Submission, source: SourceFile, wrong: Set[Place], blank: Submission
) -> WorkbookComparison:
    """Compare the file of a submission with the one that was given out.

    Args:
        submission: what was reported.
        source: the file that it came in.
        wrong: the totals that the file shows wrong.
        blank: what the workbook that was given out stated.

    Raises:
        SnapshotError: comparing the file would take too long, or it is no .xlsx file.
    """
    is_long = any(laid.most > KEPT_LINES for laid in submission.positions.layout.lists.values())
    issued = _issued(blank.definition, blank.agency, blank.year, blank.part, is_long)
    last_rows = tuple(_last_rows(source.positions).items()) if is_long else ()
    own = frozenset(map(submission.positions.sheet, issued.sheets))
    opened, returned = _returned(source.data, submission.definition, own, last_rows)
    cell = submission.positions.cell
    right = frozenset(cell(place) for place in submission.shown if place not in wrong)
    unreadable_cells = frozenset(_unreadable_cells(submission))
    issued_digests = frozenset(source.stamp.issued_digests)
    earlier = source.stamp.writer != WRITER
    shown_wrong = frozenset(map(cell, wrong))
    positions = submission.positions
    whole = _whole_sheets(positions, opened) if is_long else {}
    deleted = deleted_lines(positions, returned, whole)
    return WorkbookComparison(
        issued,
        returned,
        submission.positions,
        right,
        shown_wrong,
        unreadable_cells,
        issued_digests,
        earlier,
        frozenset(_filled_in(submission)),
        tuple(_long_lists(positions, issued, returned, whole, deleted, earlier=earlier)),
        deleted,
    )


def _last_rows(positions: Positions) -> Mapping[str, int]:
    """By the names of sheets in the file the last row of the lines that snapshots have, counted from 1."""
    firsts = (positions.where(laid.entries.first) for laid in positions.layout.lists.values())
    return {first.sheet: first.row + KEPT_LINES for first in firsts}


def _whole_sheets(positions: Positions, opened: OpenedWorkbook) -> Mapping[str, SheetCells]:
    """The sheets of lists with all of their lines, by their names in a file."""
    names = {positions.sheet(laid.sheet): laid.sheet for laid in positions.layout.lists.values()}
    return {
        name: opened.sheets[name]
        for name, sheet in names.items()
        if name in opened.sheets and sheet not in positions.lost
    }


def _long_lists(
    positions: Positions,
    issued: Snapshot,
    returned: Snapshot,
    whole: Mapping[str, SheetCells],
    deleted: DeletedLines,
    *,
    earlier: bool,
) -> Iterator[LongListComparison]:
    """The long lists of a file with all of their lines."""
    for laid in positions.layout.lists.values():
        name = positions.sheet(laid.sheet)
        if laid.most > KEPT_LINES and name in whole:
            sheets = issued.sheets[laid.sheet], whole[name]
            yield LongListComparison(laid, positions, *sheets, returned.sheets[name].limited, deleted, earlier)


def _filled_in(submission: Submission) -> Iterator[CellRef]:
    """The field of the kind of body, where the round knows it, and those that the roster has filled in."""
    field, cells = submission.definition.body_field, submission.positions.layout.cover.fields
    if field is not None and submission.known_body is not None:
        yield cells[field]
    identity = submission.identity
    yield from (cells[one.name] for one in (identity.from_roster if identity else ()) if one.name in cells)


def _unreadable_cells(submission: Submission) -> Iterator[CellRef]:
    """Cells of entries that cannot be read, which have a finding of their own already."""
    yield from (one.cell for one in submission.unclear if one.reason in UNREADABLE_REASONS)
    for facts, entry, cell in submission.entries_with_cells():
        if entry.number is None and not entry.not_applicable and is_numeric(facts.kind):
            yield cell


def _opened(data: bytes, definition: Definition) -> OpenedWorkbook:
    limits = limits_of(definition)
    try:
        return OpenedWorkbook(unpack(data, limits=limits), _CACHE, limits)
    except InvalidFileError as error:  # a file of another format, which was read by another room than xlsx/
        raise SnapshotError(str(error)) from None


@lru_cache(maxsize=1)  # a file is often asked about again at once: checked, then prepared for being returned
def _returned(
    data: bytes, definition: Definition, own: frozenset[str], last_rows: tuple[tuple[str, int], ...]
) -> tuple[OpenedWorkbook, Snapshot]:
    """The workbook and its snapshot: of the sheets of long lists up to their last rows, of added sheets no rows."""
    opened = _opened(data, definition)
    added = {name: 0 for name in opened.sheets if name not in own}
    return opened, snapshot_of(opened, {**added, **dict(last_rows)})


@remembered_by_object(most=32)
def _issued(definition: Definition, agency: str, year: int | None, part: int | None, is_long: bool) -> Snapshot:
    data = workbook_bytes(Submission(definition, agency=agency, year=year, part=part))
    return snapshot_of(_opened(data, definition), _last_rows(Positions(layout_of(definition))) if is_long else {})
