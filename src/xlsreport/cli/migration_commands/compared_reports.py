"""Reads two reports that are compared: filled workbooks of any edition, or published reports."""

from __future__ import annotations

from pathlib import Path

from xlsreport.cli.common_options import naming_refused_file, suffix_of
from xlsreport.cli.round_here import definition_or_here
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.messages import Messages
from xlsreport.migration.earlier_versions import EarlierVersions
from xlsreport.submission.intake.open_file import read_bytes
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook

_WORKBOOKS = (".xlsx", ".xlsm")


def is_workbook(file: str) -> bool:
    """Whether a file is read as a filled workbook, and not as a published report."""
    return suffix_of(file).lower() in _WORKBOOKS


def read_both(before: str, after: str, source: str | None, messages: Messages) -> tuple[Submission, Submission]:
    """Two reports.

    Args:
        before: the first file.
        after: the second file, by whose form they are compared.
        source: the definition of the second, where it does not ship; by default that of the round here.
        messages: the language of refusals.

    Raises:
        RejectedWorkbookError: a workbook cannot be read.
        PublicationError: a published report cannot be read.
    """
    found = definition_or_here(source)
    present = None if found is None else load_definition(found, messages)
    folders = [Path(name).parent for name in (found, after, before) if name is not None]
    second = _read(after, present, folders, messages)
    whole = second.definition.whole or second.definition
    return _read(before, present or whole.original or whole, folders, messages), second


def _read(file: str, present: Definition | None, folders: list[Path], messages: Messages) -> Submission:
    """A report of a form or of one that it succeeds."""
    if not is_workbook(file):
        return _published(file, present, folders, messages)
    with naming_refused_file(file, messages):
        if present is None:
            return read_workbook(file, None, messages)
        return EarlierVersions(present, (), folders, messages).read(read_bytes(Path(file), messages), file).submission


def _published(file: str, present: Definition | None, folders: list[Path], messages: Messages) -> Submission:
    from xlsreport.published.candidate_definitions import with_earlier_editions  # they load what reads published
    from xlsreport.published.imported_submission import submission_of  # reports, and workbooks
    from xlsreport.published.report_import import import_report  # are compared more often

    candidates = None if present is None else with_earlier_editions(present, folders, messages)
    return submission_of(import_report(file, candidates, messages))
