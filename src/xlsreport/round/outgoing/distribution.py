"""Distributes the workbooks: one for each agency, signed, with last year's figures if they are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from xlsreport.definition.place import Place
from xlsreport.errors import RoundError
from xlsreport.parallel.ordered_map import Worker, each
from xlsreport.round.counting.roster_changes import RosterChanges, roster_changes
from xlsreport.round.files.guarded_output import PendingOutput, WriteOutcome, digest, present_bytes
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import IssuedWorkbook, parsed_figures, stated_figures
from xlsreport.round.ledger.timestamps import timestamp_now
from xlsreport.round.outgoing.agency_filenames import file_stem
from xlsreport.round.outgoing.other_programs_workbooks import says_the_same
from xlsreport.round.processing.issued_forms import keep_present_form
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.cover_columns import known_fields
from xlsreport.submission.entries_file import new_submission
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.submission.submission import PreviousValue, Submission
from xlsreport.workbook.workbook_series import WorkbookSeries

Figures = Mapping[Place, PreviousValue]

_BATCH = 16
"""Workbooks that are recorded in one transaction; each transaction waits for the disk."""
_MAX_IN_ONE_PROCESS = 120
"""Workbooks that one process writes in less time than others take to start."""
_TYPICAL_BYTES = 100_000
"""Bytes of a workbook, as an estimate for the limit of those in flight."""


@dataclass(frozen=True, slots=True)
class DistributedWorkbook:
    """The workbook of one agency and its outcome.

    ``previous`` says whether it has last year's figures, ``is_anew`` that it takes the place of another that was given
    out before.
    """

    agency: Agency
    path: Path
    outcome: WriteOutcome
    previous: bool
    is_anew: bool = False


class _WorkbookTask(NamedTuple):
    """The agency whose workbook is to be written, and last year's figures."""

    agency: Agency
    figures: Figures


def distribute(
    round_: Round, previous: Mapping[str, Figures] | None = None, *, processes: int | None = None
) -> Iterator[DistributedWorkbook]:
    """Write the workbooks of all agencies, except those that are up to date.

    Args:
        round_: the round.
        previous: last year's figures by agency's code; an agency without an entry keeps those that it was given before.
        processes: how many to use; by default one for each core. Few workbooks are written by the present process.

    Yields:
        The outcome of each workbook in the order of the roster, as soon as it is recorded and written.

    Raises:
        LedgerError: the ledger cannot be written.
        RoundError: a file cannot be written, codes of the roster have lost their zeros since the last time, or the
            system ended one of several processes.
        WorkbookError: a name or figure does not fit the limits of Excel.
    """
    with round_.open_ledger() as ledger:
        _expect_codes(round_, ledger)
        present = keep_present_form(round_, ledger)
        given = _issued_before(ledger, ledger.in_force_since(present))
        known = {code: one.figures for code, one in given.items()} | dict(previous or {})
        tasks = [_WorkbookTask(agency, known.get(agency.code, {})) for agency in round_.roster]
        processes = processes or (1 if len(tasks) <= _MAX_IN_ONE_PROCESS else None)
        workbooks = zip(tasks, map_in_order(_workbook_worker, round_, tasks, processes, weight=_weight), strict=True)
        distributor = _Distributor(round_, ledger, given)
        while batch := list(islice(workbooks, _BATCH)):
            yield from distributor.distribute(batch)


@contextmanager
def _workbook_worker(round_: Round) -> Iterator[Worker[_WorkbookTask, bytes]]:
    """A worker that writes workbooks; their common parts are written once in each process."""
    series = WorkbookSeries()
    yield each(lambda task: series.workbook_bytes(issued_submission(round_, *task)))


def _weight(_: _WorkbookTask) -> int:
    return _TYPICAL_BYTES


def _expect_codes(round_: Round, ledger: Ledger) -> None:
    """Refuse a roster whose codes have lost zeros, since agencies would get a second workbook."""
    changes = roster_changes(round_.roster, ledger.names_given())
    if changes.spoiled:
        (sentence,) = RosterChanges(spoiled=changes.spoiled).sentences(round_.messages)
        raise RoundError(round_.messages("changed.not_distributed", reason=sentence))


@dataclass(slots=True)
class _IssuedBefore:
    """What an agency was given: last year's figures, the digests of all files, that of the last revision 1, and whether
    that was made by the present definition."""

    figures: Figures = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    last: str = ""
    is_of_present_form: bool = False


def _issued_before(ledger: Ledger, since: str | None) -> dict[str, _IssuedBefore]:
    """What each agency was given; ``since`` when the present definition holds without a break, if that is known."""
    found: dict[str, _IssuedBefore] = {}
    for issue in ledger.issues():
        given = found.setdefault(issue.code, _IssuedBefore())
        given.figures = parsed_figures(issue.previous)
        given.contents.add(issue.sha256)
        if issue.revision == 1:
            given.last, given.is_of_present_form = issue.sha256, since is not None and since <= issue.at
    return found


def workbook_name(round_: Round, agency: Agency) -> str:
    """The name of an agency's workbook, unique in the round: ``013-城关镇-2025年度报告.xlsx``."""
    return f"{file_stem(round_, agency, 'round.workbook')}.xlsx"


def issued_submission(round_: Round, agency: Agency, figures: Figures) -> Submission:
    """The content of an agency's workbook when it is first distributed."""
    form = round_.form_for(agency)
    blank = new_submission(form, agency=agency.name, year=round_.year, part=round_.part, previous=figures)
    known = known_fields(agency, form, round_.definition.declaration)
    identity = Identity(round_.id, agency.code, body=round_.body_of(agency), from_roster=known.stamped)
    return signed(known.put_into(blank), identity, round_.key)


class _Distributor:
    """Records workbooks in the ledger, and moves them to their paths."""

    def __init__(self, round_: Round, ledger: Ledger, given: Mapping[str, _IssuedBefore]) -> None:
        self._round, self._ledger, self._given = round_, ledger, given
        self._folder = round_.subfolder("round.distributed")

    def distribute(self, batch: Sequence[tuple[_WorkbookTask, bytes]]) -> Iterator[DistributedWorkbook]:
        """Stage some workbooks, record them together, then move each to its path.

        A workbook that cannot be written is not recorded, and does not affect those before it. One that is open in
        another program stays as it is, and the next run moves the new one there.
        """
        with ExitStack() as stack:
            try:
                ready = [(task, stack.enter_context(self._written(task, data))) for task, data in batch]
            except RoundError:
                if len(batch) == 1:
                    raise
                ready = []
            else:
                self._record(ready)
                yield from self._put(ready)
        if not ready:
            for one in batch:
                yield from self.distribute([one])

    def _written(self, task: _WorkbookTask, data: bytes) -> PendingOutput:
        path, given = self._folder / workbook_name(self._round, task.agency), self._given_to(task.agency)
        kept = self._as_good(path, task, given) if digest(data) != given.last else None
        return PendingOutput(path, kept or data, given.contents, self._round.messages, self._ledger.expect_writable)

    def _as_good(self, path: Path, task: _WorkbookTask, given: _IssuedBefore) -> bytes | None:
        """The workbook that is there, if only another version of the program makes another one of the same content.

        Agencies have it already, and need not be sent a new one whenever the office installs a new version.
        """
        there = present_bytes(path) if given.is_of_present_form else None
        if there is None or digest(there) != given.last:
            return None
        submission = issued_submission(self._round, *task)
        return there if says_the_same(there, submission, self._round.messages) else None

    def _record(self, ready: Sequence[tuple[_WorkbookTask, PendingOutput]]) -> None:
        """Record them before they are moved, so that they are recognised even if the run is interrupted in between."""
        with self._ledger.together():
            for task, workbook in ready:
                agency, sha256 = task.agency, workbook.sha256
                if sha256 != self._given_to(agency).last and workbook.outcome != "in_use":
                    stated = stated_figures(task.figures)
                    named = (agency.code, agency.name, 1, workbook.path.name)
                    self._ledger.record_issue(IssuedWorkbook(timestamp_now(), *named, sha256, stated))

    def _put(self, ready: Sequence[tuple[_WorkbookTask, PendingOutput]]) -> Iterator[DistributedWorkbook]:
        for task, workbook in ready:
            output, last = workbook.put(), self._given_to(task.agency).last
            # A run before may have recorded this one, and not moved it: then the file that is there is an older one.
            is_other = workbook.is_there or last not in ("", workbook.sha256)
            is_anew = output.outcome == "written" and is_other
            yield DistributedWorkbook(task.agency, output.path, output.outcome, bool(task.figures), is_anew)

    def _given_to(self, agency: Agency) -> _IssuedBefore:
        return self._given.get(agency.code, _IssuedBefore())
