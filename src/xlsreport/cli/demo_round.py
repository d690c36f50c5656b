"""A made-up round, step by step: what the office does, and what its agencies send."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from xlsreport.cli.demo_reports import DemoAgency, DemoReports
from xlsreport.cli.options import put_output, write_output
from xlsreport.definition.loading import load_definition
from xlsreport.document.rendering import FORMATS, hindrance
from xlsreport.messages import Messages, messages_for
from xlsreport.round.collection import collect
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.scope import Wish
from xlsreport.round.consolidation.writing import write_consolidation
from xlsreport.round.covering_list import write_covering_list
from xlsreport.round.creating import Plan, create_round
from xlsreport.round.distribution import distribute
from xlsreport.round.folder import Round, new_key
from xlsreport.round.handing_out import Output
from xlsreport.round.last_year import last_year, remember_texts
from xlsreport.round.repetition.comparing import compare_texts
from xlsreport.round.repetition.sheets import repetition_workbook
from xlsreport.round.reports import render_all
from xlsreport.round.returning import return_workbooks, to_return
from xlsreport.round.rosters.roster_template import filled_roster
from xlsreport.round.state import STATES, state_of
from xlsreport.round.status.overview import overview_of
from xlsreport.round.status.page import status_page
from xlsreport.submission.prefill import new_submission
from xlsreport.submission.reading import read_workbook
from xlsreport.submission.stamping import signed
from xlsreport.workbook.writing import workbook_bytes

_DEFINITION, _YEAR = "cn-gov-info-disclosure/2021", 2025
_OFFICE = "示例县政府办公室"
_DEADLINE = date(2026, 1, 20)
_AS_OF = datetime(2026, 1, 23, 9, 0, tzinfo=UTC)
_ALONE = 1
"""Processes: a dozen files are read sooner than another process is started."""

_OFF_BY_ONE: Mapping[str, Any] = {"requests.carried_out.natural": 9}
_BLANK: Mapping[str, Any] = {"proactive.fees.charged": None}
_UNLIKE_LAST_YEAR: Mapping[str, Any] = {"requests.carried_in.natural": 7, "requests.received.natural": 103}
_EXPLAINED: Mapping[str, Any] = {
    "requests.carried_in.natural": 5,
    "requests.received.natural": 65,
    "carried_over.natural.explanation": "上年有 1 件重复登记，今年核减后结转数相应调整，已报县政府办公室备案。",
    "carried_over.all.explanation": "同自然人一列。",
}
_COUNTY, _OFF, _BLANK_CELL, _WARNED, _WITH_REASON, _FORGED, _LATE = "00", "03", "12", "04", "05", "13", "14"
"""Agencies by what becomes of them; 15 sends nothing."""
_MISTAKES = {_OFF: _OFF_BY_ONE, _BLANK_CELL: _BLANK, _WARNED: _UNLIKE_LAST_YEAR, _WITH_REASON: _EXPLAINED}
_FIRST_MAIL, _SECOND_MAIL = ("01", "02", "11"), (_OFF, _WARNED, _WITH_REASON, "06", _BLANK_CELL)


class DemoRound:
    """The round in a folder that is there and empty, told in the words of ``messages``."""

    def __init__(self, folder: Path, messages: Messages) -> None:
        self._folder = folder
        self._messages = messages
        self._definition = load_definition(_DEFINITION)
        self._reports = DemoReports(self._definition)
        self._agencies = {agency.code: agency for agency in self._reports.agencies}

    def run(self) -> Iterator[str]:
        """Do everything; gives a line for each step when it is done."""
        say, folder = self._messages, self._folder
        roster, lines = folder / "名册.xlsx", [agency.line for agency in self._reports.agencies]
        write_output(str(roster), filled_roster(lines, messages_for(self._definition.language)))
        yield say("demo.roster", file=roster, count=len(self._agencies))
        round_ = self._begun(roster)
        yield say("demo.distributed", folder=round_.subfolder("round.distributed"), year=_YEAR - 1)
        yield from self._collected(round_)
        page = folder / "进度.html"
        put_output(str(page), status_page(overview_of(round_, _AS_OF)).encode(), force=False)
        yield say("demo.status", file=page, states=self._states(round_))
        yield self._compared(round_)
        for returned in return_workbooks(round_, to_return(round_)):
            if returned.workbook is not None:
                yield say("demo.returned", agency=returned.agency.name, file=returned.workbook.path)
                if returned.agency.code == _OFF:
                    yield from self._mended(round_, returned.workbook)
        yield from self._added_up(round_)
        formats = [format_ for format_ in FORMATS if hindrance(format_, self._definition.language) is None]
        reports = sum(bool(one.paths) for one in render_all(round_, formats, processes=_ALONE))
        named = say("wording.comma").join(formats)
        yield say("demo.reports", folder=round_.subfolder("round.reports"), count=reports, formats=named)
        names = {"page": page.name, "returned": round_.subfolder("round.returned").relative_to(folder)}
        yield say("demo.open", folder=folder.resolve(), **names)

    def _begun(self, roster: Path) -> Round:
        """A round whose workbooks are given out, with the figures of last year's."""
        before = self._folder / "上年工作簿"
        before.mkdir()
        for agency in filter(_sends, self._agencies.values()):
            submission = self._reports.last_year(agency, _YEAR - 1)
            write_output(str(before / f"{agency.name}{_YEAR - 1}.xlsx"), workbook_bytes(submission))
        plan = Plan(_DEFINITION, _YEAR, roster, "示例县年度报告", _DEADLINE, _OFFICE)
        round_ = create_round(self._folder / f"{_YEAR}年报", plan, self._messages)
        known = last_year(before, round_)
        remember_texts(round_, known.texts)
        write_covering_list(round_, list(distribute(round_, known.figures)))
        return round_

    def _collected(self, round_: Round) -> Iterator[str]:
        """Three days on which something came."""
        inbox = self._folder / "收件箱"
        first = {f"{code} 年报（定稿）.xlsx": self._filled(round_, code) for code in _FIRST_MAIL}
        second = {f"各单位/{self._agencies[code].name}.xlsx": self._filled(round_, code) for code in _SECOND_MAIL}
        mails = (
            ("2026-01-08", "邮件附件.zip", _zipped({"第一批.zip": _zipped(first)})),
            ("2026-01-15", "部门和乡镇.zip", _zipped(second)),
            ("2026-01-16", "河口镇年报.xlsx", self._filled(round_, _FORGED, key=new_key())),
            ("2026-01-22", "补报.xlsx", self._filled(round_, _LATE)),
        )
        inbox.mkdir()
        for day, name, data in mails:
            write_output(str(inbox / name), data)
            verdicts = self._collect(round_, inbox / name, day)
            counts = {key: verdicts[key] for key in ("clean", "warnings", "errors", "refused")}
            yield self._messages("demo.collected", day=day, file=inbox / name, **counts)

    def _collect(self, round_: Round, path: Path, day: str) -> Counter[str]:
        done = collect(round_, [path], processes=_ALONE, clock=_at(day))
        return Counter(one.receipt.verdict for one in done if one.receipt is not None)

    def _filled(self, round_: Round, code: str, key: bytes | None = None) -> bytes:
        """The workbook that was given out, as the agency fills it; with a key, as somebody signs it who has another."""
        path = next(round_.subfolder("round.distributed").glob(f"{code}-*.xlsx"))
        issued = read_workbook(path, self._definition)
        agency: DemoAgency = self._agencies[code]
        mistakes = _MISTAKES.get(code, {})
        # Whoever mistyped a figure had the right one in the text.
        entries = {**self._reports.this_year(agency, {} if code == _OFF else mistakes), **mistakes}
        stated = new_submission(self._definition, agency=issued.agency, year=_YEAR, entries=entries)
        filled = replace(stated, identity=issued.identity, previous=issued.previous)
        if key is not None and issued.identity is not None:
            filled = signed(filled, issued.identity, key)
        return workbook_bytes(filled)

    def _compared(self, round_: Round) -> str:
        """A list of those whose texts repeat each other or last year's."""
        found = compare_texts(round_, processes=_ALONE)
        file = self._folder / "查重.xlsx"
        put_output(str(file), repetition_workbook(found, round_.title, round_.messages), force=False)
        alike = sum(len(group.agencies) for group in found.groups)
        return self._messages("demo.compared", file=file, alike=alike, last_year=len(found.last_year))

    def _mended(self, round_: Round, returned: Output) -> Iterator[str]:
        """One agency corrects what was returned, and sends it again."""
        submission = read_workbook(returned.path, self._definition)
        right = new_submission(self._definition, entries=self._reports.this_year(self._agencies[_OFF])).entries
        mended = replace(submission, entries=right, source=None)
        path = self._folder / "收件箱" / "改好了.xlsx"
        write_output(str(path), workbook_bytes(mended))
        self._collect(round_, path, "2026-01-23")
        yield self._messages("demo.mended", agency=submission.agency, file=path)

    def _added_up(self, round_: Round) -> Iterator[str]:
        result = consolidate(round_, Wish(of=_COUNTY, missing="allow"), processes=_ALONE)
        written = write_consolidation(round_, result)
        left_out = len(result.scope.left_out)
        yield self._messages("demo.added_up", report=written.report, sources=written.provenance, left_out=left_out)

    def _states(self, round_: Round) -> str:
        state = state_of(round_, _AS_OF.date())
        counts = (f"{self._messages(f'status.{name}')} {len(state.of(name))}" for name in STATES)
        return self._messages("status.and").join(counts)


def _sends(agency: DemoAgency) -> bool:
    return agency.size > 0


def _at(day: str) -> Callable[[], str]:
    return lambda: f"{day}T02:00:00Z"


def _zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()
