"""What comes of reading and checking a workbook, in a form that can be compared; and ways to read without memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from support.files import content
from xlsreport import Definition, RejectedWorkbookError, check
from xlsreport.submission import looking
from xlsreport.submission.memory import memories
from xlsreport.submission.reading import read_workbook_bytes

Outcome = dict[str, object]


def outcome(data: bytes, definition: Definition | None = None) -> Outcome:
    """Everything that reading says about a file, and every finding; or the sentence by which it is refused."""
    try:
        submission = read_workbook_bytes(data, "file", definition)
    except RejectedWorkbookError as error:
        return {"rejected": str(error)}
    source = submission.source
    assert source is not None
    return {
        **content(submission),
        "shown": dict(submission.shown),
        "unclear": submission.unclear,
        "stamp": source.stamp,
        "elements": dict(source.elements),
        "moved": (source.positions.moved, source.positions.lost),
        "alterations": source.alterations,
        "findings": check(submission),
    }


def forget() -> None:
    """Let the process be as it was before the first workbook."""
    for memory in memories():
        memory.forget()


@contextmanager
def thoroughly() -> Iterator[None]:
    """Every part is looked at thoroughly and read by the library, as if nothing was ever ordinary or known."""
    before = looking._LARGEST
    looking._LARGEST = -1
    forget()
    try:
        yield
    finally:
        looking._LARGEST = before
        forget()
