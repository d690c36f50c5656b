"""Writes the locked workbook of a definition, blank or prefilled."""

from __future__ import annotations

from pathlib import Path

from xlsreport.checking.remarks import Remarks
from xlsreport.errors import WorkbookError
from xlsreport.submission.submission import Submission
from xlsreport.workbook.composition import compose_workbook, refusals_as_workbook_errors
from xlsreport.workbook.xlsxwriter_backend.backend import xlsx_bytes

__all__ = ["WorkbookError", "workbook_bytes", "write_workbook"]


def workbook_bytes(submission: Submission, *, password: str | None = None, remarks: Remarks | None = None) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same submission always gives the same bytes.

    Args:
        submission: at least the definition; agency, year, entries and last year's figures are filled in where it has
            them.
        password: for the protection of the sheets, where an office wants one.
        remarks: makes it a returned workbook: they stand on a first sheet and in comments, and their cells are framed.
            The submission's identity must contain their digests, see
            :func:`xlsreport.workbook.sheet.returned_sheet.issued_text_digests`.

    Raises:
        WorkbookError: something does not fit the limits of Excel.
    """
    with refusals_as_workbook_errors(submission.definition):
        return xlsx_bytes(compose_workbook(submission, password, remarks))


def write_workbook(submission: Submission, target: str | Path, *, password: str | None = None) -> None:
    """Write the workbook to a file; arguments and errors as for :func:`workbook_bytes`.

    Raises:
        OSError: the file cannot be written.
    """
    Path(target).write_bytes(workbook_bytes(submission, password=password))
