"""``xlsreport check``: read filled workbooks back and say what is wrong, and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import click

from xlsreport.checking.across_years import with_previous_year
from xlsreport.checking.findings import Finding, Verdict, verdict_of
from xlsreport.cli.common_options import definition_option, echo_json, format_option, user_messages
from xlsreport.cli.group import FOUND_ERRORS, OK, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.cli.report_commands.earlier_workbook import read_earlier_workbook
from xlsreport.cli.report_commands.previous_remarks import print_lacking
from xlsreport.cli.round_here import definition_or_here
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.errors import RejectedWorkbookError
from xlsreport.inspection.submission_check import check as check_submission
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook


@dataclass(frozen=True)
class CheckOutcome:
    """The result of checking one file: a submission with findings, or a refusal."""

    file: str
    submission: Submission | None
    findings: tuple[Finding, ...]
    refusal: str = ""
    definition: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The overall verdict."""
        return "rejected" if self.submission is None else verdict_of(self.findings)

    @property
    def exit_code(self) -> int:
        """The command's exit code for this file."""
        match self.verdict:
            case "rejected":
                return UNUSABLE
            case "errors":
                return FOUND_ERRORS
            case "clean" | "warnings":
                return OK

    def _part(self) -> dict[str, str]:
        """The code of the period, where it is no whole year."""
        has_part = self.submission is not None and self.submission.part is not None
        return {"period": self.submission.period_code} if self.submission and has_part else {}

    def _form(self) -> dict[str, list[str]]:
        """Whose form it is, and what these are not asked for, where it is not the whole form."""
        if self.submission is None or not self.submission.definition.variant:
            return {}
        form = self.submission.definition
        return {"kinds": list(form.variant), "not_asked": list(map(str, form.not_asked))}

    def to_json(self) -> dict[str, Any]:
        """The file's part of the JSON output; a file that cannot be read has its refusal as the only finding."""
        findings: list[dict[str, Any]] = [finding.to_json() for finding in self.findings]
        if self.submission is None:
            blank = dict.fromkeys(("place", "sheet", "cell", "found", "expected", "certainty"))
            none: dict[str, list[Any]] = {"also": [], "suspects": [], "settles": []}
            findings = [{"rule": "readable", "severity": "error", **blank, "message": self.refusal, **none}]
        return {
            "file": self.file,
            "verdict": self.verdict,
            "definition": self.definition,
            "agency": self.submission.agency if self.submission else None,
            "year": self.submission.year if self.submission else None,
            **self._part(),
            **self._form(),
            "findings": findings,
        }


@command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE.xlsx...")
@definition_option
@click.option(
    "--previous",
    type=FILE,
    metavar="LAST.xlsx",
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
    messages = user_messages()
    if previous and len(files) > 1:
        raise click.UsageError(messages("command.one_previous"))
    source = definition_or_here(definition)
    loaded = load_definition(source, messages) if source else None
    listed: list[dict[str, Any]] = []
    exit_code = OK
    for file in files:
        outcome = outcome_of(file, loaded, messages, forensic=forensic, previous=previous, source=source)
        exit_code = max(exit_code, outcome.exit_code)
        if format_ == "json":
            listed.append(outcome.to_json())
        else:
            print_outcome(outcome, messages)
        del outcome  # frees the submission, which may be large, before the next file is read
    if format_ == "json":
        echo_json(listed)
    ctx.exit(exit_code)


def outcome_of(
    file: str,
    definition: Definition | None,
    messages: Messages,
    *,
    forensic: bool = False,
    previous: str | None = None,
    source: str | None = None,
) -> CheckOutcome:
    """Read and check one file; with ``previous``, compare it with last year's workbook.

    Definitions of earlier editions are looked for beside ``source``, the file of the definition.
    """
    try:
        submission = read_workbook(file, definition, messages)
    except RejectedWorkbookError as error:
        return CheckOutcome(file, None, (), str(error), error.definition)
    if previous:
        before = read_earlier_workbook(previous, submission.definition, source, messages)
        submission = with_previous_year(submission, before)
        print_lacking(before, submission)
    findings = check_submission(submission, forensic=forensic)
    return CheckOutcome(file, submission, findings, "", submission.definition.name)


def print_outcome(outcome: CheckOutcome, messages: Messages) -> None:
    """Print a line about the file, and one for each finding in the language of its report."""
    if outcome.submission is None:
        echo_line(messages("command.rejected", file=outcome.file, reason=outcome.refusal))
        return
    own = outcome.submission.definition.messages
    counts = Counter(finding.severity for finding in outcome.findings)
    summary = own("command.counts", errors=counts["error"], warnings=counts["warning"], notes=counts["note"])
    line = own(
        "command.checked",
        file=outcome.file,
        agency=outcome.submission.agency,
        year=outcome.submission.period_code,
        verdict=summary if outcome.findings else own("command.clean"),
    )
    echo_line(line)
    print_findings(outcome.findings, own)


def print_findings(findings: tuple[Finding, ...], messages: Messages) -> None:
    """Print a line for each finding: its place, severity and message, and the rule's id last."""
    for finding in findings:
        line = messages(
            "command.line",
            place=finding.cells,
            severity=messages(f"severity.{finding.severity}"),
            message=finding.message,
            rule=finding.rule,
        )
        echo_line(line)
