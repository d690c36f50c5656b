"""Puts lines of a list into what a workbook holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from xlsreport.submission.entries_file import new_submission
from xlsreport.submission.rebuilding import rebuilt
from xlsreport.submission.submission import Submission


def with_lines(submission: Submission, lines: Mapping[str, Sequence[Mapping[str, Any]]]) -> Submission:
    """A submission with other lines of some lists, to be written into a new workbook; all else stays as it is.

    Args:
        submission: such as :func:`xlsreport.read_workbook` gives it.
        lines: by the id of the list, as in an entries file; without lines it is emptied.

    Raises:
        EntriesError: as of :func:`xlsreport.new_submission`.
    """
    given = new_submission(submission.definition, entries=lines)
    kept = {name: found for name, found in submission.lines.items() if name not in lines}
    whole = replace(
        submission,
        lines={**kept, **given.lines},
        overflow={name: count for name, count in submission.overflow.items() if name not in lines},
        unclear=tuple(one for one in submission.unclear if one.name.partition(".")[0] not in lines),
    )
    return rebuilt(whole)
