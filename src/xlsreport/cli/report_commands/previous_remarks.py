"""Remarks about last year's workbook where a command takes one beside this year's."""

from __future__ import annotations

from xlsreport.cli.printable import echo_line
from xlsreport.inspection.submission_check import check
from xlsreport.messages import messages_for
from xlsreport.submission.submission import Submission


def print_previous_remarks(previous: Submission, current: Submission) -> None:
    """Print what is odd about last year's workbook; it does not prevent this year's."""
    messages = messages_for(current.definition.language)
    if current.agency and previous.agency != current.agency:
        echo_line(messages("previous.agency", found=previous.agency, expected=current.agency), err=True)
    errors = sum(finding.severity == "error" for finding in check(previous))
    if errors:
        echo_line(messages("previous.errors", count=errors), err=True)
