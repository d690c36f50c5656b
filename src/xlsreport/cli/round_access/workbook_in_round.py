"""Reads a workbook in the folder of a round, also one that was given out before the definition was changed."""

from __future__ import annotations

from pathlib import Path

from xlsreport.cli.round_here import definition_here
from xlsreport.definition.definition import Definition
from xlsreport.errors import RejectedWorkbookError, XlsreportError
from xlsreport.messages import Messages
from xlsreport.submission.intake.open_file import read_bytes
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook


def read_workbook_here(file: str, definition: Definition | None, messages: Messages) -> Submission:
    """A workbook by the definition of the round in whose folder a command runs, or by the form it was given out in.

    Outside of a round, and with the definition of another report, it is :func:`read_workbook`.

    Raises:
        RejectedWorkbookError: it cannot be read.
    """
    try:
        submission = read_workbook(file, definition, messages)
    except RejectedWorkbookError:
        earlier = _in_earlier_form(file, definition, messages)
        if earlier is None:
            raise
        return earlier
    source = submission.source
    if definition is None or source is None or source.stamp.fingerprint == definition.fingerprint:
        return submission
    return _in_earlier_form(file, definition, messages) or submission


def _in_earlier_form(file: str, definition: Definition | None, messages: Messages) -> Submission | None:
    """The workbook as the round here reads it; None where there is no round, or it keeps no form that fits."""
    path = definition_here()
    if definition is None or path is None:
        return None
    from xlsreport.round.folder import open_round  # seldom needed: a definition is seldom changed
    from xlsreport.round.processing.round_reader import open_reader  # likewise

    try:
        round_ = open_round(path.parent, messages)
        if round_.definition.fingerprint != definition.fingerprint:
            return None
        with open_reader(round_) as reader:
            found = reader.read(read_bytes(Path(file), messages), file)
    except XlsreportError:  # what keeps it from being read by the present form is said instead
        return None
    return found if found.source is not None and found.source.is_examined else None
