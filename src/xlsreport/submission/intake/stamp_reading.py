"""What a workbook says of itself, read without the definition that it was made from."""

from __future__ import annotations

from xlsreport.definition.loading.checks.sheet_name_check import STAMP_SHEET
from xlsreport.errors import RejectedWorkbookError
from xlsreport.messages import Messages
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.spreadsheet.reading_limits import ORDINARY_LIMITS, ReadingLimits
from xlsreport.submission.identity.stamp import Stamp, parse_stamp
from xlsreport.submission.intake.open_file import open_workbook, openable


def read_stamp(
    data: bytes, messages: Messages, limits: ReadingLimits = ORDINARY_LIMITS, cache: ReadingCache | None = None
) -> Stamp:
    """The stamp of a workbook.

    Raises:
        RejectedWorkbookError: the file cannot be opened, or has none.
    """
    workbook = open_workbook(openable(data, messages), messages, cache, limits)
    stamp = parse_stamp(workbook.pairs(STAMP_SHEET)) if STAMP_SHEET in workbook.sheets else None
    if stamp is None:
        raise RejectedWorkbookError(messages("rejected.no_stamp"))
    return stamp
