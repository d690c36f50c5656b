"""The result of checking one file, as the commands and pages that show it take it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsreport.checking.findings import Finding, Verdict, verdict_of
from xlsreport.definition.definition import Definition
from xlsreport.errors import RejectedWorkbookError
from xlsreport.inspection.submission_check import check
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook


@dataclass(frozen=True)
class CheckOutcome:
    """The result of checking one file: a submission with findings, or a refusal.

    ``file`` is what the file is called. Where it cannot be read, ``refusal`` says why, and ``definition`` is the name
    of the report definition that it states, where it states one.
    """

    file: str
    submission: Submission | None
    findings: tuple[Finding, ...]
    refusal: str = ""
    definition: str | None = None

    @classmethod
    def checked(cls, file: str, submission: Submission, findings: Sequence[Finding]) -> CheckOutcome:
        """Of a file that was read, with what :func:`xlsreport.check` found in it."""
        return cls(file, submission, tuple(findings), definition=submission.definition.name)

    @classmethod
    def refused(cls, file: str, error: RejectedWorkbookError) -> CheckOutcome:
        """Of a file that cannot be read."""
        return cls(file, None, (), str(error), error.definition)

    @property
    def verdict(self) -> Verdict:
        """The overall verdict."""
        return "rejected" if self.submission is None else verdict_of(self.findings)

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


def outcome_of(
    file: str,
    definition: Definition | None,
    messages: Messages,
    *,
    forensic: bool = False,
    read: Callable[[str, Definition | None, Messages], Submission] = read_workbook,
    compared: Callable[[Submission], Submission] | None = None,
) -> CheckOutcome:
    """Read and check one file; a file that cannot be read is an outcome, too.

    Args:
        file: the workbook.
        definition: of the report; None if the workbook names it.
        messages: the language of refusals.
        forensic: compare the file with the workbook that was given out in any case.
        read: reads it.
        compared: gives a submission last year's figures, with which it is compared.
    """
    try:
        submission = read(file, definition, messages)
    except RejectedWorkbookError as error:
        return CheckOutcome.refused(file, error)
    if compared is not None:
        submission = compared(submission)
    return CheckOutcome.checked(file, submission, check(submission, forensic=forensic))
