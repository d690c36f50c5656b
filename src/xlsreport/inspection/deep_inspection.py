"""Compares a submission's file cell by cell with the one that was given out, by openpyxl."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.inspection.snapshot import Snapshot, SnapshotError, snapshot_of
from xlsreport.inspection.workbook_comparison import WorkbookComparison
from xlsreport.layout.cells import CellRef
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.reading_limits import limits_of
from xlsreport.submission.identity.stamp import WRITER
from xlsreport.submission.source_file import SourceFile
from xlsreport.submission.submission import UNREADABLE_REASONS, Submission
from xlsreport.workbook.workbook_file import workbook_bytes
from xlsreport.xlsx.package.workbook_package import unpack

__all__ = ["SnapshotError", "compare_with_issued"]


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
        SnapshotError: openpyxl cannot read the file, or it is no .xlsx file.
    """
    issued, returned = (
        _issued(blank.definition, blank.agency, blank.year, blank.part),
        _returned(source, submission.definition),
    )
    cell = submission.positions.cell
    right = frozenset(cell(place) for place in submission.shown if place not in wrong)
    unreadable_cells = frozenset(_unreadable_cells(submission))
    issued_digests = frozenset(source.stamp.issued_digests)
    earlier = source.stamp.writer != WRITER
    shown_wrong = frozenset(map(cell, wrong))
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
    )


def _filled_in(submission: Submission) -> Iterator[CellRef]:
    """The field of the kind of body, where the round knows it."""
    field = submission.definition.body_field
    if field is not None and submission.known_body is not None:
        yield submission.positions.layout.cover.fields[field]


def _unreadable_cells(submission: Submission) -> Iterator[CellRef]:
    """Cells of entries that cannot be read, which have a finding of their own already."""
    yield from (one.cell for one in submission.unclear if one.reason in UNREADABLE_REASONS)
    for facts, entry, cell in submission.entries_with_cells():
        if entry.number is None and not entry.not_applicable and is_numeric(facts.kind):
            yield cell


def _returned(source: SourceFile, definition: Definition) -> Snapshot:
    try:
        package = unpack(source.data, limits=limits_of(definition))
    except InvalidFileError as error:  # a file of another format, which was read by another room than xlsx/
        raise SnapshotError(str(error)) from None
    return snapshot_of(package)


@lru_cache(maxsize=32)
def _issued(definition: Definition, agency: str, year: int | None, part: int | None) -> Snapshot:
    data = workbook_bytes(Submission(definition, agency=agency, year=year, part=part))
    return snapshot_of(unpack(data, limits=limits_of(definition)))
