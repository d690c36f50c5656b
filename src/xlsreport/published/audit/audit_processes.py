"""Reads and judges many published reports in several processes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeVar

from xlsreport.definition.definition import Definition
from xlsreport.errors import OutputError, PublicationError
from xlsreport.messages import Messages, messages_for
from xlsreport.messages.system_errors import system_reason
from xlsreport.parallel.ordered_map import OpenWorker, Worker, each, map_in_order
from xlsreport.parallel.process_ended import ProcessEndedError
from xlsreport.published.audit.audited_definition import audited_definition
from xlsreport.published.audit.inputs.audit_inputs import AuditedFile
from xlsreport.published.audit.plain_printing import printed_plainly, with_plain_fields
from xlsreport.published.audit.report_judging import Judged, judge
from xlsreport.published.imported_report import ImportedReport, MatchedFigures, MatchedTexts, Unread
from xlsreport.published.imported_submission import submission_of
from xlsreport.published.publication.publication import PublishedFormat
from xlsreport.published.report_import import import_report
from xlsreport.repetition.compared_texts import SectionText, section_texts
from xlsreport.submission.submission import Submission

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class AuditSettings:
    """What a process needs to know.

    Attributes:
        definitions: those that reports may follow.
        language: the user's.
    """

    definitions: tuple[Definition, ...]
    language: str

    @cached_property
    def audited(self) -> tuple[Definition, ...]:
        """The definitions, whose findings speak of published pages."""
        return tuple(map(audited_definition, self.definitions))

    @property
    def messages(self) -> Messages:
        """The catalogue of the user's language."""
        return messages_for(self.language)


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A published report as it was read, by the number of its definition, since a definition is large."""

    file: AuditedFile
    format: PublishedFormat
    definition: int
    figures: MatchedFigures
    texts: MatchedTexts
    notes: tuple[str, ...]

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Everything that could not be read."""
        return self.figures.unread + self.texts.unread

    @property
    def year(self) -> int | None:
        """The year that the page states, else the list, else the only one in the name of the file."""
        if self.texts.year is not None:
            return self.texts.year
        if self.file.listed is not None and self.file.listed.year is not None:
            return self.file.listed.year
        named = set(_YEAR.findall(self.file.stem))
        return int(named.pop()) if len(named) == 1 else None

    @property
    def all_notes(self) -> tuple[str, ...]:
        """What is said about how it was read."""
        return (*self.notes, *self.figures.notes, *self.texts.notes)

    def report(self, settings: AuditSettings) -> ImportedReport:
        """The whole report."""
        definition = settings.audited[self.definition]
        return ImportedReport(self.file.name, self.format, definition, self.figures, self.texts, self.notes)


@dataclass(frozen=True, slots=True)
class UnreadableReport:
    """A file that cannot be read as a published report, and why."""

    file: AuditedFile
    because: str


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """What was found in a report, and its texts by section, as they are compared with those of others."""

    judged: Judged
    texts: Mapping[str, SectionText]


def read_reports(
    files: Sequence[AuditedFile], settings: AuditSettings, processes: int | None = None
) -> Iterator[ReadReport | UnreadableReport]:
    """Read published reports, in their order.

    Args:
        files: the reports.
        settings: by which definitions.
        processes: how many to use; by default one for each core.

    Raises:
        OutputError: the system ended one of the processes.
    """
    yield from _mapped(_reader, settings, files, processes)


def judge_reports(
    reports: Iterable[tuple[ReadReport, ReadReport | None]], settings: AuditSettings, processes: int | None = None
) -> Iterator[JudgedReport]:
    """Judge reports, each with the same agency's of the year before where there is one, in their order.

    Raises:
        OutputError: the system ended one of the processes.
    """
    yield from _mapped(_judge, settings, reports, processes)


def _mapped(
    make: OpenWorker[AuditSettings, Item, Result],
    settings: AuditSettings,
    items: Iterable[Item],
    processes: int | None,
) -> Iterator[Result]:
    try:
        yield from map_in_order(make, settings, items, processes)
    except ProcessEndedError:
        raise OutputError(settings.messages("round.process_ended")) from None


@contextmanager
def _reader(settings: AuditSettings) -> Iterator[Worker[AuditedFile, ReadReport | UnreadableReport]]:
    yield each(lambda file: _read(file, settings))


def _read(file: AuditedFile, settings: AuditSettings) -> ReadReport | UnreadableReport:
    messages = settings.messages
    if file.unfit:
        return UnreadableReport(file, file.unfit)
    try:
        report = import_report(file.path, settings.audited, messages)
    except PublicationError as error:
        return UnreadableReport(file, _without_name(str(error), file))
    except (OSError, ValueError) as error:
        return UnreadableReport(file, messages("audit.unreadable", reason=system_reason(error, messages)))
    except Exception as error:  # a thousand pages are not given up for one that nobody foresaw
        return UnreadableReport(file, messages("audit.failed", error=f"{type(error).__name__}: {error}"))
    number = settings.audited.index(report.definition)
    figures = printed_plainly(report.figures, report.definition)
    return ReadReport(file, report.format, number, figures, report.texts, report.notes)


def _without_name(sentence: str, file: AuditedFile) -> str:
    """A sentence on a file without its path, which stands beside it: left out in front, else as its name."""
    path = str(file.path)
    for colon in (":", "："):
        if sentence.startswith(path + colon):
            return sentence.removeprefix(path + colon).strip()
    return sentence.replace(path, PurePosixPath(file.name).name)


@contextmanager
def _judge(settings: AuditSettings) -> Iterator[Worker[tuple[ReadReport, ReadReport | None], JudgedReport]]:
    yield each(lambda both: _judged(*both, settings))


def _judged(read: ReadReport, before: ReadReport | None, settings: AuditSettings) -> JudgedReport:
    report = read.report(settings)
    submission = _submission(read, settings)
    judged = judge(report, submission, None if before is None else _submission(before, settings))
    return JudgedReport(judged, section_texts(submission))


def _submission(read: ReadReport, settings: AuditSettings) -> Submission:
    """What a report says; the list tells whose it is where the page does not."""
    agency = read.texts.agency or (read.file.listed.name if read.file.listed else "")
    return with_plain_fields(submission_of(read.report(settings), agency=agency, year=read.year))
