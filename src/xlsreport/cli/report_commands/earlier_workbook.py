"""Reads the report with which rules or pictures compare, of any edition, and says what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlsreport.checking.across_years import places_lacking, sentence_on_lacking
from xlsreport.cli.common_options import naming_refused_file
from xlsreport.cli.printable import echo_line
from xlsreport.cli.round_here import definition_above
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
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
    with naming_refused_file(file, messages):
        report = EarlierReports(EarlierWorkbooks(definition, [path.parent for path in files], said)).read(file)
    if sentence := report.sentence_on_unread(file, said):
        echo_line(sentence, err=True)
    return report.submission


def print_previous_remarks(previous: Submission, current: Submission, places: Iterable[Place] | None = None) -> None:
    """Print what is odd about the earlier workbook, out of which the figures of some places are taken.

    It does not prevent the present one.
    """
    from xlsreport.inspection.submission_check import check  # loads all checks

    messages = current.definition.messages
    if current.agency and previous.agency != current.agency:
        echo_line(messages("previous.agency", found=previous.agency, expected=current.agency), err=True)
    print_lacking(previous, current, places)
    errors = sum(finding.severity == "error" for finding in check(previous))
    if errors:
        echo_line(messages("previous.errors", count=errors), err=True)


def print_lacking(previous: Submission, current: Submission, places: Iterable[Place] | None = None) -> None:
    """Print which of the figures that are wanted the form of the earlier workbook does not have."""
    lacking = places_lacking(current.definition, previous.definition, places)
    if lacking:
        echo_line(sentence_on_lacking(current.definition, previous.definition.name, lacking), err=True)
