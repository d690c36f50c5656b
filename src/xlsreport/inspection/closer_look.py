"""Looks at a submission's file cell by cell, beside the one that was given out; imported where there is a reason to."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache

from xlsreport.definition.definition import Definition
from xlsreport.definition.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.inspection.comparison import Comparison
from xlsreport.inspection.snapshot import Snapshot, UnreadableError, snapshot_of
from xlsreport.layout.cells import CellRef
from xlsreport.submission.source import Source
from xlsreport.submission.stamp import WRITER
from xlsreport.submission.submission import UNREADABLE, Submission
from xlsreport.workbook.writing import workbook_bytes
from xlsreport.xlsx.workbook_parts import unpack

__all__ = ["UnreadableError", "comparison_of"]


def comparison_of(submission: Submission, source: Source, wrong: Set[Place], blank: Submission) -> Comparison:
    """The file of a submission beside the one that was given out.

    Args:
        submission: what was reported.
        source: the file that it came in.
        wrong: the totals that the file shows wrong.
        blank: what the workbook that was given out stated.

    Raises:
        UnreadableError: the file cannot be looked at more closely.
    """
    issued, returned = _issued(blank.definition, blank.agency, blank.year), snapshot_of(unpack(source.data))
    cell = submission.positions.cell
    right = frozenset(cell(place) for place in submission.shown if place not in wrong)
    unfit = frozenset(_unfit_cells(submission))
    told = frozenset(source.stamp.told)
    earlier = source.stamp.writer != WRITER
    return Comparison(issued, returned, submission.positions, right, frozenset(map(cell, wrong)), unfit, told, earlier)


def _unfit_cells(submission: Submission) -> Iterator[CellRef]:
    """Cells of entries of which a finding of their own says that they cannot be read: no more is to be said of them."""
    yield from (one.cell for one in submission.unclear if one.doubt in UNREADABLE)
    for place, entry in submission.entries.items():
        if entry.number is None and is_numeric(submission.definition.places[place].kind):
            yield submission.positions.cell(place)


@lru_cache(maxsize=32)
def _issued(definition: Definition, agency: str, year: int | None) -> Snapshot:
    return snapshot_of(unpack(workbook_bytes(Submission(definition, agency=agency, year=year))))
