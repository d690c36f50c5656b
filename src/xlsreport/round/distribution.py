"""Gives out the workbooks: one for each agency, signed, with last year's figures where they are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlsreport.definition.place import Place
from xlsreport.round.folder import Round
from xlsreport.round.handing_out import Deed, deed_for, digest, hand_out
from xlsreport.round.ledger import Ledger
from xlsreport.round.moments import now
from xlsreport.round.naming import file_stem
from xlsreport.round.records import Issue, parsed_figures, stated_figures
from xlsreport.round.refusal import RoundError
from xlsreport.round.roster import Agency
from xlsreport.round.roster_changes import RosterChanges, roster_changes
from xlsreport.submission.prefill import new_submission
from xlsreport.submission.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.submission.submission import Number, Submission
from xlsreport.workbook.series import WorkbookSeries

Figures = Mapping[Place, Number]


@dataclass(frozen=True, slots=True)
class Distributed:
    """The workbook of one agency; ``previous`` says whether last year's figures are in it."""

    agency: Agency
    path: Path
    deed: Deed
    previous: bool


def distribute(round_: Round, previous: Mapping[str, Figures] | None = None) -> Iterator[Distributed]:
    """Write the workbooks of all agencies, as far as they are not there as they should be.

    Args:
        round_: the round.
        previous: last year's figures by agency's code; where an agency is left out, those that it was given before.

    Yields:
        What became of each workbook, as soon as it is written and recorded.

    Raises:
        LedgerError: the ledger cannot be written.
        RoundError: a file cannot be written, or codes of the roster have lost their zeros since the last time.
    """
    folder = round_.subfolder("round.distributed")
    with round_.open_ledger() as ledger:
        _expect_codes(round_, ledger)
        distributor = _Distributor(round_, ledger)
        for agency in round_.roster:
            path = folder / workbook_name(round_, agency)
            yield distributor.distribute(agency, (previous or {}).get(agency.code), path)


def _expect_codes(round_: Round, ledger: Ledger) -> None:
    """Where the roster has lost zeros of codes, an agency would get a second workbook, of which neither counts."""
    changes = roster_changes(round_.roster, ledger.issues())
    if changes.spoiled:
        (sentence,) = RosterChanges(spoiled=changes.spoiled).sentences(round_.messages)
        raise RoundError(round_.messages("changed.not_distributed", reason=sentence))


@dataclass(slots=True)
class _Given:
    """What an agency was given so far: last year's figures, the contents of its files, and of the last first one."""

    figures: Figures = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    last: str = ""


def _given(ledger: Ledger) -> dict[str, _Given]:
    found: dict[str, _Given] = {}
    for issue in ledger.issues():
        given = found.setdefault(issue.code, _Given())
        given.figures = parsed_figures(issue.previous)
        given.contents.add(issue.sha256)
        given.last = issue.sha256 if issue.revision == 1 else given.last
    return found


def workbook_name(round_: Round, agency: Agency) -> str:
    """The file's name, which no other agency's has: ``013-城关镇-2025年度报告.xlsx``."""
    return f"{file_stem(round_, agency, 'round.workbook')}.xlsx"


def issued_submission(round_: Round, agency: Agency, figures: Figures) -> Submission:
    """What an agency's workbook knows when it is given out for the first time."""
    blank = new_submission(round_.definition, agency=agency.name, year=round_.year, previous=figures)
    return signed(blank, Identity(round_.id, agency.code), round_.key)


class _Distributor:
    """Gives out one workbook after the other; what they share is written once."""

    def __init__(self, round_: Round, ledger: Ledger) -> None:
        self._round, self._ledger = round_, ledger
        self._series = WorkbookSeries()
        self._given = _given(ledger)

    def distribute(self, agency: Agency, known: Figures | None, path: Path) -> Distributed:
        """Write an agency's workbook, with last year's figures if they are known now or were before."""
        given = self._given.get(agency.code, _Given())
        figures = given.figures if known is None else known
        data = self._series.workbook_bytes(issued_submission(self._round, agency, figures))
        sha256 = digest(data)
        if sha256 != given.last and deed_for(path, sha256, given.contents) != "in_use":
            # Before it is written, so that it is known as given out whatever ends this run in between.
            stated = stated_figures(figures)
            self._ledger.record_issue(Issue(now(), agency.code, agency.name, 1, path.name, sha256, stated))
        deed = hand_out(path, data, given.contents, self._round.messages)
        return Distributed(agency, path, deed, bool(figures))
