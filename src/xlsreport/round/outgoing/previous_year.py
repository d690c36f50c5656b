"""Reads last year's figures and texts of each agency, from last year's round or a folder of its reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from xlsreport.checking.across_years import places_lacking, previous_figures, previous_texts, previous_values
from xlsreport.definition.place import Place
from xlsreport.errors import PreviousError, RejectedWorkbookError, RoundError
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.counting.state_names import State
from xlsreport.round.folder import Round, definition_path_at, is_round, open_round
from xlsreport.round.incoming.inbox import incoming_files
from xlsreport.round.ledger.records import packed_texts
from xlsreport.round.processing.round_reader import open_reader
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.shortlist import shortlist
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.submission import PreviousTexts, PreviousValue, Submission
from xlsreport.tabular.body_matching import BodyNames
from xlsreport.tabular.body_names import normalise_name


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
        raise RoundError(round_.messages("last_year.missing", path=path))
    if not (path.is_dir() or path.is_file()):
        raise RoundError(round_.messages("last_year.not_a_file", path=path))
    found = LastYearEntries()
    wanted = None if places is None else tuple(places)
    bodies = BodyNames(agency.name for agency in round_.roster)
    workbooks = _of_round(path, round_, found) if is_round(path) else _of_folder(path, round_, bodies, found)
    sources: dict[str, _Source] = {}
    for workbook in workbooks:
        agency, remark, by_code = _agency_of(workbook, round_, bodies)
        source = _Source(workbook.origin, workbook.submission.agency, remark if by_code else "")
        other = None if agency is None else sources.get(agency.code)
        if agency is not None and other is not None and source.remark and not other.remark:
            agency, remark = None, source.is_nobodys(round_.messages)
        found.remarks += [remark] if remark else []
        if agency is None:
            continue
        if other is not None:
            found.figures.pop(agency.code, None)
            found.texts.pop(agency.code, None)
        if other is not None and other.remark and not source.remark:
            found.remarks[found.remarks.index(other.remark)] = other.is_nobodys(round_.messages)
            other = None
        if other is not None:
            names = {"agency": agency.name, "file": workbook.origin, "other": other.origin}
            found.remarks.append(round_.messages("last_year.twice", **names))
            continue
        sources[agency.code] = source
        _take(workbook, agency, round_, wanted, found)
    return found


def remember_texts(round_: Round, texts: Mapping[str, PreviousTexts]) -> None:
    """Record last year's texts in the ledger, so that received texts can be compared with them.

    They are not put into workbooks, where they would only be copied.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    with round_.open_ledger() as ledger:
        ledger.keep_last_year_texts({code: packed_texts(one) for code, one in texts.items()})


def _take(
    workbook: _PreviousWorkbook,
    agency: Agency,
    round_: Round,
    places: Iterable[Place] | None,
    found: LastYearEntries,
) -> None:
    definition, earlier = round_.definition, workbook.submission
    figures: Mapping[Place, PreviousValue]
    try:
        if places is None:
            figures = previous_values(definition, round_.year, earlier, part=round_.part)
        else:
            figures = previous_figures(definition, round_.year, earlier, places, part=round_.part)
    except PreviousError as error:
        found.remarks.append(round_.messages("last_year.unfit", file=workbook.origin, reason=error))
        return
    found.figures[agency.code] = figures
    form = earlier.definition
    if form.name not in found.lacking:
        found.lacking[form.name] = places_lacking(definition, form, places)
    found.texts[agency.code] = previous_texts(definition, earlier)


def _agency_of(workbook: _PreviousWorkbook, round_: Round, bodies: BodyNames) -> tuple[Agency | None, str, bool]:
    """The agency of a workbook: by code and name together, else by a name that only one can mean, else by code.

    With a remark where it is doubtful, and whether nothing but the code speaks for the agency.
    """
    name, say = workbook.submission.agency.strip(), round_.messages
    by_code = round_.roster.get(workbook.code) if workbook.code else None
    listed = tuple(round_.roster)
    meant = [listed[number] for number in bodies.meant_by(name)]
    same = [agency for agency in meant if normalise_name(agency.name) == normalise_name(name)]
    if by_code is not None and by_code in same:
        return by_code, "", False
    if len(same) == 1:
        values = {"agency": name, "before": workbook.code, "code": same[0].code}
        if by_code is not None:  # rosters are often renumbered, while names stay
            return same[0], say("last_year.renumbered", **values, other=by_code.name), False
        return same[0], say("last_year.recoded", **values) if workbook.code else "", False
    if not same and len(meant) == 1 and meant[0] != by_code:
        values = {"agency": name, "listed": meant[0].name, "code": meant[0].code}
        return meant[0], say("last_year.called_otherwise", file=workbook.origin, **values), False
    if by_code is not None:
        return by_code, say("last_year.renamed", agency=by_code.name, found=name, code=by_code.code), not meant
    return None, _nobody(workbook, name, same, meant, say), False


def _nobody(
    workbook: _PreviousWorkbook, name: str, same: Sequence[Agency], meant: Sequence[Agency], say: Messages
) -> str:
    """That a workbook belongs to no agency, or that nothing says to which of several."""
    if same:
        codes = say("wording.comma").join(agency.code for agency in same)
        return say("last_year.two_of_name", file=workbook.origin, agency=name, count=len(same), codes=codes)
    if meant:
        called = shortlist(meant, lambda one: f"{one.code} {one.name}", say)
        return say("last_year.may_be_several", file=workbook.origin, agency=name, agencies=called)
    return say("last_year.no_agency", file=workbook.origin, agency=workbook.submission.agency)


def _named(submission: Submission, origin: str, bodies: BodyNames) -> Submission:
    """A published report that does not say whose it is is that of the agency whose name the file bears, if any."""
    name = PurePath(origin).stem
    is_known = not submission.agency.strip() and bodies.meant_by(name)
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


def _of_folder(path: Path, round_: Round, bodies: BodyNames, found: LastYearEntries) -> Iterator[_PreviousWorkbook]:
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
