"""Writes a submission to a file and reads files back, as tests need it in a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from support.definitions import loaded
from support.fillings import HARBOUR
from xlsreport import Definition, Submission, read_workbook, write_workbook
from xlsreport.submission.submission import Entry

OFFICIAL = "cn-gov-info-disclosure/2021"


def harbour() -> Definition:
    """The small English definition."""
    return loaded(HARBOUR)


def official() -> Definition:
    """The official form."""
    return loaded(OFFICIAL)


def saved(submission: Submission, folder: Path, name: str = "filled.xlsx") -> Path:
    """The submission's workbook in a folder."""
    write_workbook(submission, folder / name)
    return folder / name


def reread(submission: Submission) -> Submission:
    """What comes back of a submission that goes out as a workbook."""
    with TemporaryDirectory() as folder:
        return read_workbook(saved(submission, Path(folder)), submission.definition)


def _in_lines(submission: Submission) -> Iterator[tuple[str, Entry]]:
    """The entries of lists, by their places with the numbers of their lines."""
    for lines in submission.lines.values():
        for line in lines:
            yield from ((str(place._replace(row=str(line.number))), entry) for place, entry in line.entries.items())


def content(submission: Submission) -> dict[str, object]:
    """Everything that a reporter stated, without the file and what its totals displayed."""
    return {
        "agency": submission.agency,
        "year": submission.year,
        "entries": dict(submission.entries),
        "lines": dict(_in_lines(submission)),
        "texts": {name: lines for name, lines in submission.texts.items() if lines},
        "fields": dict(submission.fields),
        "nil_returns": submission.nil_returns,
        "previous": dict(submission.previous),
        "explanations": dict(submission.explanations),
    }
