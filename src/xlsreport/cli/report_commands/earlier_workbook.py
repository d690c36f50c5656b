"""Reads the report with which rules or pictures compare: a workbook, or one that was published; of any edition."""

from __future__ import annotations

from pathlib import Path

from xlsreport.cli.printable import echo_line
from xlsreport.cli.round_here import definition_above
from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission


def read_earlier_workbook(file: str, definition: Definition, source: str | None, messages: Messages) -> Submission:
    """A workbook, or a published report, of a definition or of an edition that it succeeds.

    What could not be read of a published report is said.

    The definition of an edition that does not ship is looked for beside the present definition, beside the workbook,
    and in the round in whose folder the workbook lies.

    Args:
        file: the workbook, web page, Word file, PDF or the like.
        definition: of the present report.
        source: the file of that definition, where it has one.
        messages: the language of refusals.

    Raises:
        RejectedWorkbookError: the file cannot be read, or the definition that it was made from is not found.
    """
    from xlsreport.published.earlier_reports import EarlierReports  # loads what reads published reports
    from xlsreport.published.earlier_workbooks import EarlierWorkbooks  # loads what reads workbooks

    beside = [Path(source)] if source is not None and Path(source).is_file() else []
    above = definition_above(Path(file).parent)
    files = [*beside, Path(file), *([above] if above is not None else [])]
    said = messages.comparing(definition.calendar.compared)
    report = EarlierReports(EarlierWorkbooks(definition, [path.parent for path in files], said)).read(file)
    if sentence := report.sentence_on_unread(file, said):
        echo_line(sentence, err=True)
    return report.submission
