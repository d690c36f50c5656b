"""What comes of reading and checking a workbook, in a form that can be compared."""

from __future__ import annotations

from support.files import content
from xlsreport import Definition, RejectedWorkbookError, check
from xlsreport.spreadsheet.reading_cache import NOTHING_KNOWN, ReadingCache
from xlsreport.submission.workbook_reader import read_workbook_bytes

Outcome = dict[str, object]


def outcome(data: bytes, definition: Definition | None = None, cache: ReadingCache = NOTHING_KNOWN) -> Outcome:
    """Everything that reading says about a file, and every finding; or the sentence by which it is refused.

    Without a cache every part is parsed whole.
    """
    try:
        submission = read_workbook_bytes(data, "file", definition, cache=cache)
    except RejectedWorkbookError as error:
        return {"rejected": str(error)}
    source = submission.source
    assert source is not None
    return {
        **content(submission),
        "shown": dict(submission.shown),
        "unclear": submission.unclear,
        "stamp": source.stamp,
        "facts": dict(source.facts),
        "moved": (source.positions.moved, source.positions.lost),
        "alterations": source.alterations,
        "findings": check(submission),
    }
