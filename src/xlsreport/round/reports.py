"""Renders the final reports of all agencies whose submissions count, and finds those that are out of date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.definition.place import Place
from xlsreport.document.content.model import Document
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.content.translated_submission import submission_in
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.document.docx.style_loading import read_style_document
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.integrity_mark import is_as_written
from xlsreport.document.output_formats import render, says_the_same
from xlsreport.document.proof.verification import UnfaithfulRenderingError, verify
from xlsreport.document.site_metadata import checked_site
from xlsreport.errors import OpenFileError, RenderingError
from xlsreport.parallel.ordered_map import Worker, each
from xlsreport.round.counting.round_state import AgencyState, state_of
from xlsreport.round.files.guarded_output import WriteOutcome, present_bytes, write_unless_changed
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.distribution import workbook_name
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.processing.round_reader import RoundReader, open_reader
from xlsreport.submission.submission import Submission
from xlsreport.values import Number


@dataclass(frozen=True, slots=True)
class AgencyReports:
    """The reports of one agency; none if no submission of it counts.

    ``paths`` are those that were written or are up to date, ``replaced`` those of them that said something else before;
    ``in_use`` are those that somebody has changed since they were written, which are kept; ``failures`` are sentences
    about formats in which the report could not be made.
    """

    state: AgencyState
    paths: tuple[Path, ...]
    failures: tuple[str, ...] = ()
    in_use: tuple[Path, ...] = ()
    replaced: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundReportOptions:
    """How the reports of a round are made, besides their formats.

    Attributes:
        page_style: the standard by which they are set on paper; by default the one that the definition names.
        style: a Word document whose styles and page setup the Word reports take over; by default ``style.docx`` in the
            round's folder, if it is there.
        site: what the web pages state about the site that publishes them, by name; it takes precedence over the
            round's settings.
        pictures: whether the pictures that the definition declares are in the reports.
        last_year: last year's figures by the agency's code, with which the pictures compare.
        verified: whether every report is read back and compared with the submission before it is written.
        force: whether a report is replaced although somebody has changed it since it was written.
        language: of the reports, one that the definition is translated into; by default that of each workbook.
    """

    page_style: PageStyleName | None = None
    style: Path | None = None
    site: Mapping[str, object] | None = None
    pictures: bool = False
    last_year: Mapping[str, Mapping[Place, Number]] | None = None
    verified: bool = True
    force: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _ReportTask:
    """What is to be made of each submission, and where to; everything is checked and loaded already."""

    formats: tuple[Format, ...]
    folder: Path
    options: RoundReportOptions
    style: StyleDocument | None
    meta: Mapping[str, str]


def render_all(
    round_: Round,
    formats: Sequence[Format],
    folder: Path | None = None,
    *,
    options: RoundReportOptions | None = None,
    processes: int | None = None,
) -> Iterator[AgencyReports]:
    """Render the submission that counts of each agency.

    Args:
        round_: the round.
        formats: in which formats.
        folder: where to; by default a folder within the round.
        options: everything else; by default as :class:`RoundReportOptions` has it.
        processes: how many to use; by default one for each core.

    Yields:
        The reports of each agency in the order of the roster.

    Raises:
        LedgerError: the ledger cannot be read.
        PicturesError: what draws pictures is not installed.
        RoundError: a report cannot be written.
        SiteError: what is stated about the site does not fit.
        StyleError: the styles cannot be taken from the document.
    """
    task = _report_task(round_, formats, folder, options or RoundReportOptions())
    named = ((state, Path(workbook_name(round_, state.agency))) for state in state_of(round_).agencies)
    yield from map_in_order(partial(_report_worker, task=task), round_, named, processes)


def round_style_document(
    round_: Round, formats: Sequence[Format], explicit: Path | None
) -> tuple[StyleDocument, Path] | None:
    """The document whose styles the Word reports of a round have, and where it is; None where they have our own.

    Raises:
        StyleError: the styles cannot be taken from the document.
    """
    path = explicit or round_.style_path
    if path is None or "docx" not in formats:
        return None
    return read_style_document(path, round_.messages), path


def _report_task(
    round_: Round, formats: Sequence[Format], folder: Path | None, options: RoundReportOptions
) -> _ReportTask:
    page_style = options.page_style or round_.definition.declaration.page_style
    given = round_style_document(round_, formats, options.style)
    return _ReportTask(
        formats=tuple(formats),
        folder=folder or round_.subfolder("round.reports"),
        options=options,
        style=None if given is None else given[0],
        meta=checked_site(dict(round_.site) | dict(options.site or {}), page_style, round_.messages),
    )


@contextmanager
def _report_worker(round_: Round, task: _ReportTask) -> Iterator[Worker[tuple[AgencyState, Path], AgencyReports]]:
    with open_reader(round_) as reader:
        yield each(lambda named: _report(reader, *named, task))


def _report(reader: RoundReader, state: AgencyState, name: Path, task: _ReportTask) -> AgencyReports:
    if state.current is None:
        return AgencyReports(state, ())
    options = task.options
    # The report bears the agency's present name in the roster, like its file and the letter.
    submission = replace(reader.received_submission(state.current), agency=state.agency.name)
    if options.language is not None:
        submission = submission_in(submission, options.language)
    before = (options.last_year or {}).get(state.agency.code)
    document = build_document(submission, page_style=options.page_style, pictures=options.pictures, previous=before)
    paths: dict[WriteOutcome, list[Path]] = {"written": [], "unchanged": [], "in_use": []}
    failures, replaced = [], []
    for format_ in task.formats:
        path = task.folder / name.with_suffix(f".{format_}")
        old = present_bytes(path)
        try:
            content = _render_verified(document, format_, submission, task)
            outcome = write_unless_changed(path, content, reader.round.messages, force=options.force)
        except (RenderingError, UnfaithfulRenderingError, OpenFileError) as error:
            failures.append(str(error))
            continue
        paths[outcome].append(path)
        if outcome == "written" and old is not None and not _is_in_other_dress(old, content, format_, reader.round):
            replaced.append(path)
    made = (*paths["written"], *paths["unchanged"])
    return AgencyReports(state, made, tuple(failures), tuple(paths["in_use"]), tuple(replaced))


def _is_in_other_dress(old: bytes, new: bytes, format_: Format, round_: Round) -> bool:
    """Whether a report of ours says what it said, and only its styles or the version of the program are others."""
    return is_as_written(old) and says_the_same(old, new, format_, round_.messages)


def _render_verified(document: Document, format_: Format, submission: Submission, task: _ReportTask) -> bytes:
    content = render(document, format_, style=task.style, meta=task.meta)
    if task.options.verified:
        verify(content, format_, submission, document.page_style)
    return content


def outdated_reports(round_: Round, folder: Path) -> Iterator[Path]:
    """The reports in a folder of agencies that have left the roster, have another name or code, or no file that counts.

    They are not removed: they may have been published, so that somebody has to decide.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    current = {Path(workbook_name(round_, one.agency)).stem for one in state_of(round_).agencies if one.current}
    with round_.open_ledger() as ledger:
        given_out = dict.fromkeys(Path(issue.file).stem for issue in ledger.issues() if issue.receipt is None)
    for stem in given_out:
        if stem not in current:
            paths = (folder / f"{stem}.{format_}" for format_ in FORMATS)
            yield from (path for path in paths if path.is_file())
