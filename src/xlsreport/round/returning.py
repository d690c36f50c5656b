"""Gives faulty workbooks back: each rebuilt with what its agency had entered, and a letter that says what to mend."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlsreport.checking.remarks import Remarks
from xlsreport.document.letter import ReturnLetter, build_letter
from xlsreport.document.marking import marked
from xlsreport.document.rendering import render
from xlsreport.inspection.returning import prepare_return
from xlsreport.layout.sheets import layout_of
from xlsreport.round.folder import Round
from xlsreport.round.handing_out import Output, deed_for, digest, hand_out
from xlsreport.round.ledger import Ledger
from xlsreport.round.moments import day_of, now
from xlsreport.round.naming import file_stem
from xlsreport.round.records import Issue, Receipt, stated_figures
from xlsreport.round.roster import Agency
from xlsreport.round.state import AgencyState, state_of
from xlsreport.round.stored import stored_submission
from xlsreport.round.whose import agencies_named
from xlsreport.submission.stamp import Identity
from xlsreport.submission.submission import RejectedWorkbookError, Submission
from xlsreport.workbook.writing import WorkbookError, workbook_bytes

_DIGEST_SHOWN = 12
"""Characters of a file's SHA-256 by which people compare it."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What goes back to one agency, or why nothing does: then ``sentence`` says so, and there are no files."""

    agency: Agency
    revision: int = 0
    remarks: Remarks | None = None
    workbook: Output | None = None
    letter: Output | None = None
    sentence: str = ""


def to_return(round_: Round, codes: Collection[str] = (), *, warnings: bool = False) -> tuple[AgencyState, ...]:
    """The agencies whose newest submission is to go back.

    Args:
        round_: the round.
        codes: only these agencies, by code or name, even where an earlier submission of theirs counts; by default all
            that have none.
        warnings: those with warnings that are not explained, too.

    Raises:
        RoundError: no agency of the roster is meant by one of them, or several are.
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
    """
    named = {one.code for text in codes for one in agencies_named(text, round_.roster, round_.messages)}
    faulty = ("errors", "warnings") if warnings else ("errors",)
    return tuple(
        state
        for state in state_of(round_).agencies
        if state.latest is not None
        and state.latest.verdict in faulty
        and (state.agency.code in named if codes else state.state in faulty)
    )


def return_workbooks(round_: Round, states: Sequence[AgencyState]) -> Iterator[Returned]:
    """Write what goes back to agencies, as far as it is not there as it should be.

    For the same submission it is the same however often it is written: one more revision is counted when a submission
    is returned first.

    Args:
        round_: the round.
        states: of the agencies, see :func:`to_return`.

    Yields:
        What became of each, as soon as it is recorded and written.

    Raises:
        LedgerError: the ledger cannot be written.
        RoundError: a file cannot be written.
    """
    with round_.open_ledger() as ledger:
        issued: dict[str, list[Issue]] = {}
        for issue in ledger.issues():
            issued.setdefault(issue.code, []).append(issue)
        for state in states:
            if state.latest is not None:
                given = issued.get(state.agency.code, [])
                yield _Returning(round_, ledger, state.agency, state.latest, given).returned()


class _Returning:
    """Returns one submission of one agency."""

    def __init__(
        self, round_: Round, ledger: Ledger, agency: Agency, receipt: Receipt, issued: Sequence[Issue]
    ) -> None:
        self._round, self._ledger, self._agency, self._receipt, self._issued = round_, ledger, agency, receipt, issued
        before = [issue for issue in issued if issue.receipt == receipt.number]
        revisions = [issue.revision for issue in issued] + [receipt.revision or 0]
        self._revision = before[0].revision if before else max(revisions) + 1
        self._at = before[0].at if before else now()

    def returned(self) -> Returned:
        try:
            submission, remarks = self._prepared()
            if not remarks.groups:
                return self._refused("nothing")
            workbook = workbook_bytes(submission, remarks=remarks)
        except (RejectedWorkbookError, WorkbookError) as error:
            return self._refused("impossible", reason=error)
        return self._handed_out(submission, remarks, workbook)

    def _refused(self, key: str, **values: object) -> Returned:
        names = {"code": self._agency.code, "agency": self._agency.name, "file": self._file()}
        return Returned(self._agency, sentence=self._round.messages(f"return.{key}", **names, **values))

    def _prepared(self) -> tuple[Submission, Remarks]:
        """The submission under the name that its agency has now."""
        stored = stored_submission(self._round, self._ledger, self._receipt)
        identity = Identity(self._round.id, self._agency.code, self._revision)
        return prepare_return(replace(stored, agency=self._agency.name), identity, self._round.key)

    def _handed_out(self, submission: Submission, remarks: Remarks, workbook: bytes) -> Returned:
        folder, stem, messages = self._round.subfolder("round.returned"), self._stem(), self._round.messages
        paths = folder / f"{stem}.xlsx", folder / f"{stem}.docx"
        issue = Issue(
            self._at,
            self._agency.code,
            self._agency.name,
            self._revision,
            paths[0].name,
            digest(workbook),
            stated_figures(submission.previous),
            self._receipt.number,
        )
        # With a mark, since one that was written on another day, and is not in the ledger, is ours all the same.
        letter = marked(render(build_letter(self._letter(issue, remarks)), "docx"))
        issue = replace(issue, letter=digest(letter))
        contents, letters = {one.sha256 for one in self._issued}, {one.letter for one in self._issued}
        known = any((one.sha256, one.letter) == (issue.sha256, issue.letter) for one in self._issued)
        if not known and deed_for(paths[0], issue.sha256, contents) != "in_use":
            # Before the files are written, so that they are known as given out, and have this date, whatever happens.
            self._ledger.record_issue(issue)
        outputs = (
            Output(paths[0], hand_out(paths[0], workbook, contents, messages)),
            Output(paths[1], hand_out(paths[1], letter, letters, messages)),
        )
        return Returned(self._agency, self._revision, remarks, *outputs)

    def _stem(self) -> str:
        """The files' name: ``013-城关镇-2025年度报告-退回2``."""
        return file_stem(self._round, self._agency, "round.returned_workbook", self._revision)

    def _file(self) -> str:
        """What the file that came was called, without the folder or archive that it was found in."""
        return Path(self._receipt.origin.rpartition("!")[2]).name

    def _letter(self, issue: Issue, remarks: Remarks) -> ReturnLetter:
        definition, receipt = self._round.definition, self._receipt
        return ReturnLetter(
            language=definition.language,
            layout=definition.declaration.layout,
            office=self._round.office,
            agency=self._agency.name,
            report=definition.declaration.title.format(agency="", year=self._round.year).strip(),
            written=day_of(issue.at),
            received=day_of(receipt.arrived),
            file=self._file(),
            digest=receipt.sha256[:_DIGEST_SHOWN],
            workbook=issue.file,
            checks_sheet=layout_of(definition).checks.sheet,
            deadline=self._round.deadline,
            remarks=remarks,
        )
