"""Reads what serves as last year's report: a filled workbook, or the report as it was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from xlsreport.definition.definition import Definition
from xlsreport.errors import PublicationError, RejectedWorkbookError
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.published.candidate_definitions import with_earlier_editions
from xlsreport.published.earlier_workbooks import EarlierWorkbooks
from xlsreport.published.imported_report import Unread
from xlsreport.published.imported_submission import submission_of
from xlsreport.published.report_import import import_report_bytes
from xlsreport.submission.intake.open_file import read_bytes
from xlsreport.submission.submission import Submission

_PUBLISHED = frozenset(
    (".html", ".htm", ".mht", ".mhtml", ".shtml", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd")
)
"""Endings of files that are no workbooks, so that a refusal says why they could not be read as published reports."""
_NAMED = 3
"""Places that a sentence about what could not be read names."""


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """An earlier report, and what could not be read of one that was published; nothing of a workbook is unread."""

    submission: Submission
    unread: tuple[Unread, ...] = ()

    def sentence_on_unread(self, name: str, messages: Messages) -> str | None:
        """A sentence about what could not be read; None where everything could. ``name`` is what to call the file."""
        if not self.unread:
            return None
        wanted = set(map(str, self.submission.definition.previous_places))
        names = sorted((one.name for one in self.unread), key=lambda one: one not in wanted)
        listed = messages("command.comma").join(names[:_NAMED])
        return messages("last_year.published", file=name, count=len(names), names=listed)


@dataclass(frozen=True)
class EarlierReports:
    """Reads filled workbooks and published reports of a definition or of its earlier editions."""

    workbooks: EarlierWorkbooks

    def read(self, path: str | Path) -> EarlierReport:
        """One file by its path.

        Raises:
            RejectedWorkbookError: it can be read neither as a workbook nor as a published report of the definition.
        """
        return self.read_bytes(read_bytes(Path(path), self.workbooks.messages), str(path))

    def read_bytes(self, data: bytes, name: str) -> EarlierReport:
        """One file by its bytes; ``name`` is what to call it.

        Raises:
            RejectedWorkbookError: as :meth:`read`.
            InvalidFileError: it is a damaged workbook or the like.
        """
        try:
            return EarlierReport(self.workbooks.read_bytes(data, name))
        except RejectedWorkbookError as error:
            if error.definition is not None:  # it is a workbook of ours, of which the reason speaks
                raise
            return self._published(data, name, error)
        except InvalidFileError as error:
            return self._published(data, name, error)

    def _published(self, data: bytes, name: str, refused: RejectedWorkbookError | InvalidFileError) -> EarlierReport:
        try:
            report = import_report_bytes(data, name, self._candidates, self.workbooks.messages)
        except PublicationError as error:
            if PurePath(name).suffix.lower() in _PUBLISHED:
                raise RejectedWorkbookError(str(error)) from None
            raise refused from None
        return EarlierReport(submission_of(report), report.unread)

    @cached_property
    def _candidates(self) -> Sequence[Definition]:
        return with_earlier_editions(self.workbooks.definition, self.workbooks.folders, self.workbooks.messages)
