"""What runs in the page: the files that were dropped on it, each with its findings and its report.

It knows nothing of browsers, so that the same code gives the same findings where it is tested. The page's worker calls
:class:`CheckerSession` with texts and bytes and gets texts and bytes back.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition, parse_definition
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.format_names import Format
from xlsreport.document.output_formats import render
from xlsreport.document.proof.verification import verify
from xlsreport.errors import XlsreportError
from xlsreport.findings_page.web_page import findings_fragment, findings_page
from xlsreport.inspection.check_outcome import CheckOutcome, outcome_of
from xlsreport.inspection.issuing_round import IssuingRound, contradicting_covers, source_of
from xlsreport.messages import Language, Messages, messages_for
from xlsreport.offline.checker_settings import CheckerSettings
from xlsreport.submission.submission import Submission


class CheckerSession:
    """The checked files of one page.

    Args:
        settings: the text of :class:`~xlsreport.offline.checker_settings.CheckerSettings`.
        folder: an empty folder, in which files lie while they are read.
    """

    def __init__(self, settings: str, folder: str) -> None:
        self._settings = CheckerSettings.from_json(settings)
        self._folder = Path(folder)
        self._messages = messages_for(self._settings.language)
        self._definition = _definition_of(self._settings, self._messages)
        self._issuing = _issuing_round(self._settings, self._definition)
        self._files: dict[int, tuple[str, bytes]] = {}
        self._latest: tuple[int, CheckOutcome] | None = None

    def check(self, number: int, name: str, data: bytes) -> str:
        """Check a file.

        Args:
            number: by which the page calls the file.
            name: of the file, without folders.
            data: its bytes.

        Returns:
            JSON with the outcome as ``xlsreport check --format json`` has it, the findings as HTML, and what the page
            shows and lists beside them.
        """
        self._files[number] = name, bytes(data)
        outcome = self._outcome(number)
        counts = Counter(finding.severity for finding in outcome.findings)
        shown: dict[str, Any] = {
            "outcome": outcome.to_json(),
            "fragment": findings_fragment(outcome, self._settings.language, number + 1),
            "errors": counts["error"] if outcome.submission else 1,
            "warnings": counts["warning"],
            "notes": counts["note"],
            "round": self._remarks(outcome),
            "reports": outcome.submission is not None,
        }
        return json.dumps(shown, ensure_ascii=False)

    def findings(self, number: int) -> bytes:
        """The findings of a file as a page of its own."""
        outcome = self._outcome(number)
        return findings_page([outcome], self._language_of(outcome)).encode()

    def report(self, number: int, format_: Format) -> bytes:
        """The report of a file, as a draft where it has errors; proved to say what the file says.

        Raises:
            XlsreportError: it cannot be made, or does not say what the file says.
        """
        outcome = self._outcome(number)
        if outcome.submission is None:
            raise XlsreportError(outcome.refusal)
        draft = outcome.verdict == "errors"
        document = build_document(outcome.submission, draft=draft, findings=outcome.findings)
        content = render(document, format_)
        verify(content, format_, outcome.submission, document.page_style)
        return content

    def _outcome(self, number: int) -> CheckOutcome:
        """Of one file at a time: what was read of a workbook takes twenty times the memory of its file."""
        if self._latest is None or self._latest[0] != number:
            self._latest = number, self._checked(*self._files[number])
        return self._latest[1]

    def _checked(self, name: str, data: bytes) -> CheckOutcome:
        """Read by its plain name from the folder, so that sentences name the file as the clerk does."""
        file = Path(name.replace("/", "_").replace("\\", "_") or "_").name
        os.chdir(self._folder)
        Path(file).write_bytes(data)
        try:
            return outcome_of(file, self._definition, self._messages)
        finally:
            Path(file).unlink()

    def _remarks(self, outcome: CheckOutcome) -> dict[str, str] | None:
        """What the office's round would say: that the file is not its own, or whether it would take it."""
        if self._issuing is None or outcome.submission is None:
            return None
        messages = outcome.submission.definition.messages
        refusal = _refusal(outcome.submission, self._issuing, messages)
        if refusal:
            return {"state": "other", "sentence": refusal}
        key = "returned" if outcome.verdict == "errors" else "accepted"
        return {"state": key, "sentence": messages(f"offline.office_{key}", agency=outcome.submission.agency)}

    def _language_of(self, outcome: CheckOutcome) -> Language:
        return self._settings.language if outcome.submission is None else outcome.submission.definition.language


def _definition_of(settings: CheckerSettings, messages: Messages) -> Definition | None:
    if settings.definition is not None:
        return parse_definition(settings.definition, messages=messages)
    return None if settings.name is None else load_definition(settings.name, messages)


def _issuing_round(settings: CheckerSettings, definition: Definition | None) -> IssuingRound | None:
    if settings.round is None or definition is None:
        return None
    return IssuingRound(settings.round.id, definition, settings.round.year, settings.round.part)


def _refusal(submission: Submission, issuing: IssuingRound, messages: Messages) -> str | None:
    """Why the round cannot take a file for the agency that its cover names; None if it may."""
    found = issuing.other_origin(submission)
    if found is None and submission.identity is not None:
        found = next(contradicting_covers(source_of(submission), submission.identity.code), None)
    return None if found is None else found.sentence(messages)
