"""Remarks about last year's workbook where a command takes one beside this year's."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.across_years import places_lacking, sentence_on_lacking
from xlsreport.cli.printable import echo_line
from xlsreport.definition.place import Place
from xlsreport.inspection.submission_check import check
from xlsreport.submission.submission import Submission


def print_previous_remarks(previous: Submission, current: Submission, places: Iterable[Place] | None = None) -> None:
    """Print what is odd about the earlier workbook, out of which the figures of some places are taken.

    It does not prevent the present one.
    """
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
