"""Reads the workbook with which rules or pictures compare, also one of an earlier edition of the form."""

from __future__ import annotations

from pathlib import Path

from xlsreport.checking.earlier_workbooks import EarlierWorkbooks
from xlsreport.cli.round_here import definition_above
from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission


def read_earlier_workbook(file: str, definition: Definition, source: str | None, messages: Messages) -> Submission:
    """A workbook of a definition or of an edition that it succeeds.

    The definition of an edition that does not ship is looked for beside the present definition, beside the workbook,
    and in the round in whose folder the workbook lies.

    Args:
        file: the workbook.
        definition: of the present report.
        source: the file of that definition, where it has one.
        messages: the language of refusals.

    Raises:
        RejectedWorkbookError: the file cannot be read, or the definition that it was made from is not found.
    """
    beside = [Path(source)] if source is not None and Path(source).is_file() else []
    above = definition_above(Path(file).parent)
    files = [*beside, Path(file), *([above] if above is not None else [])]
    said = messages.comparing(definition.calendar.compared)
    return EarlierWorkbooks(definition, [path.parent for path in files], said).read(file)
