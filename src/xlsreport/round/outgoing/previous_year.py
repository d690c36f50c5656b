"""Reads last year's figures and texts of each agency, from last year's round or a folder of its reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import NamedTuple

from xlsreport.checking.across_years import places_lacking, previous_figures, previous_texts, previous_values
from xlsreport.definition.place import Place
from xlsreport.errors import PreviousError, RejectedWorkbookError, RoundError
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.round.counting.roster_changes import changes_in
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.counting.state_names import State
from xlsreport.round.folder import Round, definition_path_at, is_round, open_round
from xlsreport.round.incoming.inbox import incoming_files
from xlsreport.round.ledger.records import packed_texts
from xlsreport.round.outgoing.earlier_bodies import EarlierBodies
from xlsreport.round.outgoing.merged_figures import merged_figures, merged_texts
from xlsreport.round.processing.round_reader import open_reader
from xlsreport.round.roster.agencies import Agency
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.submission import PreviousTexts, PreviousValue, Submission


@dataclass(slots=True)
class LastYearEntries:
    """Last year's figures and texts by agency's code, and a sentence for each workbook that could not be used.

    ``lacking`` has the places whose figures are wanted, and that last year's form did not have, by its name;
    ``unaccepted`` how it stands, in last year's round, with agencies of which nothing counts there, by their codes.
    """

    figures: dict[str, Mapping[Place, PreviousValue]] = field(default_factory=dict)
    texts: dict[str, PreviousTexts] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    lacking: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    unaccepted: dict[str, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _PreviousWorkbook:
    """One of last year's reports: where it was found, its agency's code if certain, and its content."""

    origin: str
    code: str
    submission: Submission


@dataclass(frozen=True, slots=True)
class _Source:
    """Where an agency's report of last year was found, and whom it names.

    ``remark`` is what was said where nothing but the code speaks for that agency: one that bears its name goes before
    it, since codes are given to others when a roster is numbered anew.
    """

    origin: str
    name: str
    remark: str

    def is_nobodys(self, say: Messages) -> str:
        """That the agency that it names is none of the roster."""
        return say("last_year.no_agency", file=self.origin, agency=self.name)


class _Owner(NamedTuple):
    """Whose a report of last year is: an agency's, by its code, and of which predecessor; empty for its own."""

    code: str
    predecessor: str


class _Taken(NamedTuple):
    """What this year's form takes of a report of last year."""

    figures: Mapping[Place, PreviousValue]
    texts: PreviousTexts


def read_last_year(path: Path, round_: Round, places: Iterable[Place] | None = None) -> LastYearEntries:
    """Find last year's figures and texts.

    Args:
        path: the folder of last year's round, or files and folders of its filled workbooks or published reports.
        round_: this year's round.
        places: whose figures are read; by default those that rules compare across years.

    Raises:
        RoundError: there is nothing at the path, or a device or the like, or last year's round cannot be opened.
        LedgerError: its ledger cannot be read.
    """
    # An error, since a misspelt path would otherwise give workbooks without last year's figures.
    if not os.path.exists(path):  # noqa: PTH110 - no error for a name that no file can have
        key = "unread.dangling_link" if os.path.lexists(path) else "last_year.missing"
        raise RoundError(round_.messages(key, path=path, file=path))
    if not (path.is_dir() or path.is_file()):
        raise RoundError(round_.messages("last_year.not_a_file", path=path))
    found = LastYearEntries()
    wanted = None if places is None else tuple(places)
    bodies = EarlierBodies(round_.roster, round_.messages, changes_in(round_).renamed)
    workbooks = _of_round(path, round_, found) if is_round(path) else _of_folder(path, round_, bodies, found)
    reports = _Reports(round_, bodies, wanted, found)
    for workbook in workbooks:
        reports.add(workbook)
    for agency in round_.roster:
        reports.give(agency)
    return found


def remember_texts(round_: Round, texts: Mapping[str, PreviousTexts]) -> None:
    """Record last year's texts in the ledger, so that received texts can be compared with them.

    They are not put into workbooks, where they would only be copied.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    with round_.open_ledger() as ledger:
        ledger.keep_last_year_texts({code: packed_texts(one) for code, one in texts.items()})


@dataclass(frozen=True, slots=True)
class _Reports:
    """Last year's reports by whose they are: what this year's form takes of each; None where nobody can be given it."""

    round_: Round
    bodies: EarlierBodies
    places: Iterable[Place] | None
    found: LastYearEntries
    sources: dict[_Owner, _Source] = field(default_factory=dict)
    taken: dict[_Owner, _Taken | None] = field(default_factory=dict)

    def add(self, workbook: _PreviousWorkbook) -> None:
        """Take a report, unless it is nobody's; of two reports of one body neither is taken."""
        say, remarks, name = self.round_.messages, self.found.remarks, workbook.submission.agency
        recipient = self.bodies.recipient(workbook.origin, workbook.code, name)
        source = _Source(workbook.origin, name, recipient.remark if recipient.by_code else "")
        owner = None if recipient.agency is None else _Owner(recipient.agency.code, recipient.predecessor)
        other = None if owner is None else self.sources.get(owner)
        if other is not None and source.remark and not other.remark:
            remarks.append(source.is_nobodys(say))
            return
        remarks += [recipient.remark] if recipient.remark else []
        if owner is None or recipient.agency is None:
            return
        if other is not None and (source.remark or not other.remark):
            called = recipient.predecessor or recipient.agency.name
            remarks.append(say("last_year.twice", agency=called, file=source.origin, other=other.origin))
            self.taken[owner] = None
            return
        if other is not None:
            remarks[remarks.index(other.remark)] = other.is_nobodys(say)
        self.sources[owner] = source
        self.taken[owner] = self._taken(workbook)

    def _taken(self, workbook: _PreviousWorkbook) -> _Taken | None:
        """What this year's form takes of a report; None, with a remark, if it is of another form or year."""
        definition, earlier, round_ = self.round_.definition, workbook.submission, self.round_
        figures: Mapping[Place, PreviousValue]
        try:
            if self.places is None:
                figures = previous_values(definition, round_.year, earlier, part=round_.part)
            else:
                figures = previous_figures(definition, round_.year, earlier, self.places, part=round_.part)
        except PreviousError as error:
            remark = round_.messages("last_year.unfit", file=workbook.origin, reason=error)
            self.found.remarks.append(remark)
            return None
        form = earlier.definition
        if form.name not in self.found.lacking:
            self.found.lacking[form.name] = places_lacking(definition, form, self.places)
        return _Taken(figures, previous_texts(definition, earlier))

    def give(self, agency: Agency) -> None:
        """Give an agency what is its own; one that took over others the sums of all of them, or no figures."""
        predecessors = self.bodies.predecessors(agency)
        of_each = {name: one for name in ("", *predecessors) if (one := self.taken.get(_Owner(agency.code, name)))}
        missing = [name for name in predecessors if name not in of_each]
        if predecessors and "" not in of_each and self._had_own(agency):
            missing.append(agency.name)
        if of_each:
            self.found.texts[agency.code] = merged_texts([one.texts for one in of_each.values()])
        if of_each and not missing:
            figures = [one.figures for one in of_each.values()]
            self.found.figures[agency.code] = merged_figures(self.round_.definition, figures)
        if (of_each and missing) or len(of_each) > 1:
            self.found.remarks.append(self._merger(agency, list(of_each), missing))

    def _had_own(self, agency: Agency) -> bool:
        """Whether an agency that has taken over others is known to have had a report of its own to give."""
        return agency.code in self.found.unaccepted or _Owner(agency.code, "") in self.taken

    def _merger(self, agency: Agency, names: Iterable[str], missing: Iterable[str]) -> str:
        """Whose figures an agency was given together, or which of them are missing so that it was given none."""
        say = self.round_.messages
        listed = say("wording.comma").join(name or agency.name for name in names)
        lacking = say("wording.comma").join(missing)
        if lacking:
            return say("last_year.merged_missing", agency=agency.name, found=listed, missing=lacking)
        return say("last_year.merged", agency=agency.name, names=listed)


def _named(submission: Submission, origin: str, bodies: EarlierBodies) -> Submission:
    """A published report that does not say whose it is is that of the agency whose name the file bears, if any."""
    name = PurePath(origin).stem
    is_known = not submission.agency.strip() and bodies.may_be_called(name)
    return replace(submission, agency=name) if is_known else submission


def _of_round(path: Path, round_: Round, found: LastYearEntries) -> Iterator[_PreviousWorkbook]:
    """The submissions that counted last year."""
    before = open_round(path, round_.messages)
    with open_reader(before) as reader:
        for state in state_of(before).agencies:
            if state.current is not None:
                submission = reader.received_submission(state.current)
                yield _PreviousWorkbook(state.current.origin, state.agency.code, submission)
            else:
                found.unaccepted[state.agency.code] = state.state


def _of_folder(path: Path, round_: Round, bodies: EarlierBodies, found: LastYearEntries) -> Iterator[_PreviousWorkbook]:
    from xlsreport.published.earlier_reports import EarlierReports  # loads what reads published reports
    from xlsreport.published.earlier_workbooks import EarlierWorkbooks  # loads what reads workbooks

    above = definition_path_at(path)
    folders = [round_.folder, path if path.is_dir() else path.parent, *([] if above is None else [above.parent])]
    reports = EarlierReports(EarlierWorkbooks(round_.definition, folders, round_.messages, ReadingCache()))
    for file in incoming_files([path], round_.folder):
        try:
            report = reports.read_bytes(file.read(), file.origin)
        except RejectedWorkbookError as error:
            found.remarks.append(round_.messages("last_year.unfit", file=file.origin, reason=error))
        except InvalidFileError as error:
            reason = round_.messages(f"rejected.{error.key}", **error.values)
            found.remarks.append(round_.messages("last_year.unfit", file=file.origin, reason=reason))
        else:
            if sentence := report.sentence_on_unread(file.origin, round_.messages):
                found.remarks.append(sentence)
            submission = _named(report.submission, file.origin, bodies)
            identity = submission.identity
            yield _PreviousWorkbook(file.origin, "" if identity is None else identity.code, submission)
