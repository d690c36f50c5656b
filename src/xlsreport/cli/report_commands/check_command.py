"""``xlsreport check``: read filled workbooks back and say what is wrong, and where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from xlsreport.cli.common_options import definition_option, echo_json, format_option, user_messages
from xlsreport.cli.group import FOUND_ERRORS, OK, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.cli.round_here import definition_or_here
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.checking.findings import Finding
    from xlsreport.inspection.check_outcome import CheckOutcome
    from xlsreport.submission.submission import Submission


@command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE.xlsx...")
@definition_option
@click.option(
    "--previous",
    type=FILE,
    metavar="LAST",
)
@click.option(
    "--forensic",
    is_flag=True,
)
@format_option
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    definition: str | None,
    previous: str | None,
    forensic: bool,
    format_: str,
) -> None:
    """Check filled workbooks against every rule."""
    from xlsreport.checking.across_years import with_previous_year
    from xlsreport.cli.report_commands.earlier_workbook import print_lacking, read_earlier_workbook
    from xlsreport.cli.round_access.workbook_in_round import read_workbook_here
    from xlsreport.definition.loading.definition_loading import load_definition
    from xlsreport.inspection.check_outcome import outcome_of

    messages = user_messages()
    if previous and len(files) > 1:
        raise click.UsageError(messages("command.one_previous"))
    source = definition_or_here(definition)
    loaded = load_definition(source, messages) if source else None
    listed: list[dict[str, Any]] = []
    exit_code = OK

    def with_previous(submission: Submission) -> Submission:
        if previous is None:
            return submission
        before = read_earlier_workbook(previous, submission.definition, source, messages)
        submission = with_previous_year(submission, before)
        print_lacking(before, submission)
        return submission

    for file in files:
        outcome = outcome_of(file, loaded, messages, forensic=forensic, read=read_workbook_here, compared=with_previous)
        exit_code = max(exit_code, exit_code_of(outcome))
        if format_ == "json":
            listed.append(outcome.to_json())
        elif not print_outcome(outcome, messages):
            break
        del outcome  # frees the submission, which may be large, before the next file is read
    if format_ == "json":
        echo_json(listed)
    ctx.exit(exit_code)


def exit_code_of(outcome: CheckOutcome) -> int:
    """The command's exit code for one file."""
    match outcome.verdict:
        case "rejected":
            return UNUSABLE
        case "errors":
            return FOUND_ERRORS
        case "clean" | "warnings":
            return OK


def print_outcome(outcome: CheckOutcome, messages: Messages) -> bool:
    """Print a line about the file, and one for each finding in the language of its report; whether somebody reads."""
    is_read = echo_line(summary_of(outcome, messages))
    if outcome.submission is None:
        return is_read
    return is_read and print_findings(outcome.findings, outcome.submission.definition.messages)


def summary_of(outcome: CheckOutcome, messages: Messages) -> str:
    """A line about the file: how much was found in it, or why it cannot be read."""
    if outcome.submission is None:
        return messages("command.rejected", file=outcome.file, reason=outcome.refusal)
    own = outcome.submission.definition.messages
    counts = Counter(finding.severity for finding in outcome.findings)
    summary = own("command.counts", errors=counts["error"], warnings=counts["warning"], notes=counts["note"])
    return own(
        "command.checked",
        file=outcome.file,
        agency=outcome.submission.agency,
        year=outcome.submission.period_code,
        verdict=summary if outcome.findings else own("command.clean"),
    )


def print_findings(findings: tuple[Finding, ...], messages: Messages) -> bool:
    """Print a line for each finding: its place, severity, message and rule; whether somebody reads."""
    for finding in findings:
        line = messages(
            "command.line",
            place=finding.cells,
            severity=messages(f"severity.{finding.severity}"),
            message=finding.message,
            rule=finding.rule,
        )
        if not echo_line(line):
            return False
    return True
