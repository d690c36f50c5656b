"""Returns faulty workbooks: each rebuilt with the agency's entries, and with a letter that says what to correct."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from xlsreport.checking.remarks import Remarks
from xlsreport.definition.definition import Definition
from xlsreport.document.content.return_letter import ReturnLetter, build_letter
from xlsreport.document.integrity_mark import marked
from xlsreport.document.output_formats import render
from xlsreport.errors import RejectedWorkbookError, WorkbookError
from xlsreport.inspection.return_preparation import prepare_return
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import Messages, messages_for
from xlsreport.parallel.ordered_map import Worker, each
from xlsreport.round.counting.round_state import AgencyState, state_of
from xlsreport.round.files.guarded_output import OutputFile, PendingOutput, digest
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import IssuedWorkbook, Receipt, stated_figures
from xlsreport.round.ledger.timestamps import local_day, timestamp_now
from xlsreport.round.outgoing.agency_filenames import file_stem
from xlsreport.round.processing.issued_forms import keep_present_form
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.processing.round_reader import RoundReader, open_reader
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.agency_search import find_agencies
from xlsreport.round.roster.cover_columns import known_fields
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.submission import Submission
from xlsreport.workbook.workbook_file import workbook_bytes

_SHOWN_DIGEST = 12
"""Characters of a file's SHA-256 that the letter prints."""
_TYPICAL_BYTES = 200_000
"""Bytes of a workbook and a letter, as an estimate for the limit of those in flight."""


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """The workbook and letter for one agency; or a ``sentence`` why there are none."""

    agency: Agency
    revision: int = 0
    remarks: Remarks | None = None
    workbook: OutputFile | None = None
    letter: OutputFile | None = None
    sentence: str = ""


def to_return(round_: Round, codes: Collection[str] = (), *, warnings: bool = False) -> tuple[AgencyState, ...]:
    """The agencies whose newest submission has to be returned.

    Args:
        round_: the round.
        codes: only these agencies, by code or name, even if an earlier submission of theirs counts; by default all
            agencies without a submission that counts.
        warnings: also those with unexplained warnings.

    Raises:
        RoundError: one of the codes means no agency of the roster, or several.
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
    """
    named = {one.code for text in codes for one in find_agencies(text, round_.roster, round_.messages)}
    faulty = ("errors", "warnings") if warnings else ("errors",)
    return tuple(
        state
        for state in state_of(round_).agencies
        if state.latest is not None
        and state.latest.verdict in faulty
        and (state.agency.code in named if codes else state.state in faulty)
    )


class _ReturnTask(NamedTuple):
    """A submission to return: its agency and receipt, the new revision, the date, and the file's name."""

    agency: Agency
    receipt: Receipt
    revision: int
    at: str
    file: str


class _BuiltReturn(NamedTuple):
    """A workbook and letter that are neither recorded nor written yet."""

    issue: IssuedWorkbook
    remarks: Remarks
    workbook: bytes
    letter: bytes


def return_workbooks(
    round_: Round, states: Sequence[AgencyState], *, processes: int | None = None
) -> Iterator[ReturnedWorkbook]:
    """Write workbooks and letters for agencies, except those that are up to date.

    Returning the same submission again gives the same files; the revision is increased only the first time.

    Args:
        round_: the round.
        states: of the agencies, see :func:`to_return`.
        processes: how many to use; by default one for each core.

    Yields:
        The outcome for each agency, as soon as it is recorded and written.

    Raises:
        LedgerError: the ledger cannot be written.
        RoundError: a file cannot be written, or the system ended one of several processes.
    """
    with round_.open_ledger() as ledger:
        keep_present_form(round_, ledger)
        issued: dict[str, list[IssuedWorkbook]] = {}
        for issue in ledger.issues():
            issued.setdefault(issue.code, []).append(issue)
        chosen = [(state.agency, state.latest) for state in states if state.latest is not None]
        tasks = [_return_task(round_, agency, receipt, issued.get(agency.code, [])) for agency, receipt in chosen]
        made = map_in_order(_return_builder, round_, tasks, processes, weight=_weight)
        for task, one in zip(tasks, made, strict=True):
            given = issued.get(task.agency.code, [])
            yield one if isinstance(one, ReturnedWorkbook) else _handed_out(round_, ledger, task.agency, one, given)


def _return_task(round_: Round, agency: Agency, receipt: Receipt, issued: Sequence[IssuedWorkbook]) -> _ReturnTask:
    """The task for a submission; one that was returned before keeps its revision and date."""
    before = [issue for issue in issued if issue.receipt == receipt.number]
    revisions = [issue.revision for issue in issued] + [receipt.revision or 0]
    revision = before[0].revision if before else max(revisions) + 1
    stem = file_stem(round_, agency, "round.returned_workbook", revision)  # ``013-城关镇-2025年度报告-退回2``
    return _ReturnTask(agency, receipt, revision, before[0].at if before else timestamp_now(), f"{stem}.xlsx")


@contextmanager
def _return_builder(round_: Round) -> Iterator[Worker[_ReturnTask, _BuiltReturn | ReturnedWorkbook]]:
    with open_reader(round_) as reader:
        yield each(lambda task: _ReturnBuilder(reader, task).made())


def _weight(_: _ReturnTask) -> int:
    return _TYPICAL_BYTES


def _handed_out(
    round_: Round, ledger: Ledger, agency: Agency, made: _BuiltReturn, issued: Sequence[IssuedWorkbook]
) -> ReturnedWorkbook:
    folder, issue = round_.subfolder("round.returned"), made.issue
    paths = folder / issue.file, (folder / issue.file).with_suffix(".docx")
    contents, letters = {one.sha256 for one in issued}, {one.letter for one in issued}
    known = any((one.sha256, one.letter) == (issue.sha256, issue.letter) for one in issued)
    with (
        PendingOutput(paths[0], made.workbook, contents, round_.messages, ledger.expect_writable) as workbook,
        PendingOutput(paths[1], made.letter, letters, round_.messages, ledger.expect_writable) as letter,
    ):
        if not known and workbook.outcome != "in_use":
            # Recorded before the files are moved, so that they are recognised, with this date, after an interruption.
            ledger.record_issue(issue)
        return ReturnedWorkbook(agency, issue.revision, made.remarks, workbook.put(), letter.put())


class _ReturnBuilder:
    """Builds the workbook and the letter for one submission."""

    def __init__(self, reader: RoundReader, task: _ReturnTask) -> None:
        self._reader, self._round, self._order = reader, reader.round, task
        self._agency, self._receipt = task.agency, task.receipt

    def made(self) -> _BuiltReturn | ReturnedWorkbook:
        """Build both, or say why nothing is returned."""
        try:
            submission, remarks = self._prepared()
            if not remarks.groups:
                return self._refused("nothing")
            workbook = workbook_bytes(submission, remarks=remarks)
        except (RejectedWorkbookError, WorkbookError) as error:
            return self._refused("impossible", reason=error)
        issue = self._issue(submission, workbook)
        # Marked, so that a letter of another day, which is not in the ledger, is recognised as ours.
        letter = marked(render(build_letter(self._letter(issue, remarks)), "docx"))
        return _BuiltReturn(replace(issue, letter=digest(letter)), remarks, workbook, letter)

    def _refused(self, key: str, **values: object) -> ReturnedWorkbook:
        names = {"code": self._agency.code, "agency": self._agency.name, "file": self._file()}
        return ReturnedWorkbook(self._agency, sentence=self._round.messages(f"return.{key}", **names, **values))

    def _prepared(self) -> tuple[Submission, Remarks]:
        """The submission under the present name of its agency, and the remarks."""
        received = self._reader.received_submission(self._receipt)
        body = self._round.body_of(self._agency)
        form = self._round.form_for(self._agency)
        known = known_fields(self._agency, form, self._round.definition.declaration)
        revision = self._order.revision
        identity = Identity(self._round.id, self._agency.code, revision, body=body, from_roster=known.stamped)
        renamed = replace(known.put_into(received, locked_only=True), agency=self._agency.name)
        return prepare_return(renamed, identity, self._round.key, form)

    def _issue(self, submission: Submission, workbook: bytes) -> IssuedWorkbook:
        at, whose = self._order.at, (self._agency.code, self._agency.name, self._order.revision)
        figures = stated_figures(submission.previous)
        return IssuedWorkbook(at, *whose, self._order.file, digest(workbook), figures, self._receipt.number)

    def _file(self) -> str:
        """The name of the received file, without its folder or archive."""
        return Path(self._receipt.origin.rpartition("!")[2]).name

    def _letter(self, issue: IssuedWorkbook, remarks: Remarks) -> ReturnLetter:
        definition, receipt = self._round.form_for(self._agency), self._receipt
        language, messages = _spoken_in_letters(definition)
        return ReturnLetter(
            language=language,
            messages=messages,
            page_style=definition.declaration.page_style,
            office=self._round.office,
            agency=self._agency.name,
            report=definition.declaration.report_name(self._agency.name, self._round.year, self._round.part),
            written=local_day(issue.at),
            received=local_day(receipt.arrived),
            file=self._file(),
            digest=receipt.sha256[:_SHOWN_DIGEST],
            workbook=issue.file,
            checks_sheet=layout_of(definition).checks.sheet,
            ready=definition.messages("verdict.ready"),
            deadline=self._round.deadline,
            remarks=remarks,
        )


def _spoken_in_letters(definition: Definition) -> tuple[str, Messages]:
    """The language of letters about a form: its own once they are translated, until then one that the engine speaks."""
    own, engine = definition.messages, messages_for(definition.language)
    is_translated = own.texts["letter.opening"] != engine.texts["letter.opening"]
    return (definition.locale, own) if is_translated else (definition.language, engine)
