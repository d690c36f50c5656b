"""The finding that a consolidation lacks agencies."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.checking.findings import Finding
from xlsreport.layout.cells import CellRange
from xlsreport.layout.positions import Positions
from xlsreport.submission.submission import Submission

INCOMPLETE_RULE = "consolidated.incomplete"
"""No declared rule has this id, since ids have no dots."""


def incomplete_finding(submission: Submission, positions: Positions) -> Iterator[Finding]:
    """A warning at the cover, in the words that the workbook was written with."""
    if submission.incomplete:
        cell = positions.where(positions.layout.cover.identity)
        yield Finding(INCOMPLETE_RULE, "warning", "", CellRange(cell, cell), submission.incomplete)
