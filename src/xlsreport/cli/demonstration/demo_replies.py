"""What the made-up agencies of the demonstration send back to a round: right, wrong, late and forged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from xlsreport.cli.demonstration.demo_reports import DemoReports
from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.folder import Round
from xlsreport.round.round_key import new_key
from xlsreport.submission.entries_file import new_submission
from xlsreport.submission.stamping import signed
from xlsreport.submission.workbook_reader import read_workbook
from xlsreport.workbook.workbook_file import workbook_bytes

_OFF_BY_ONE: Mapping[str, Any] = {"requests.carried_out.natural": 9}
_BLANK: Mapping[str, Any] = {"proactive.fees.charged": None}
_UNLIKE_LAST_YEAR: Mapping[str, Any] = {"requests.carried_in.natural": 7, "requests.received.natural": 103}
_EXPLAINED: Mapping[str, Any] = {
    "requests.carried_in.natural": 5,
    "requests.received.natural": 65,
    "carried_over.natural.explanation": "上年有 1 件重复登记，今年核减后结转数相应调整，已报县政府办公室备案。",
    "carried_over.all.explanation": "同自然人一列。",
}
DEMO_COUNTY, DEMO_OFF = "00", "03"
_BLANK_CELL, _WARNED, _WITH_REASON, _FORGED, _LATE = "12", "04", "05", "13", "14"
"""Codes of agencies by what happens to their files; 15 sends nothing."""
_MISTAKES = {DEMO_OFF: _OFF_BY_ONE, _BLANK_CELL: _BLANK, _WARNED: _UNLIKE_LAST_YEAR, _WITH_REASON: _EXPLAINED}
_FIRST_MAIL, _SECOND_MAIL = ("01", "02", "11"), (DEMO_OFF, _WARNED, _WITH_REASON, "06", _BLANK_CELL)


@dataclass(frozen=True, slots=True)
class Reply:
    """A file that arrives on a given day."""

    day: str
    name: str
    data: bytes


def replies_of(round_: Round, reports: DemoReports, messages: Messages) -> Iterator[Reply]:
    """The files that arrive, in the order of the days.

    Raises:
        RoundError: the workbooks of the demonstration's agencies were not given out in this round.
    """

    def filled(code: str, key: bytes | None = None) -> bytes:
        return _filled(round_, code, reports, messages, key)

    first = {f"{code} 年报（定稿）.xlsx": filled(code) for code in _FIRST_MAIL}
    yield Reply("2026-01-08", "邮件附件.zip", _zipped({"第一批.zip": _zipped(first)}))
    second = {f"各单位/{reports.agency(code).name}.xlsx": filled(code) for code in _SECOND_MAIL}
    yield Reply("2026-01-15", "部门和乡镇.zip", _zipped(second))
    yield Reply("2026-01-16", "河口镇年报.xlsx", filled(_FORGED, new_key()))
    yield Reply("2026-01-22", "补报.xlsx", filled(_LATE))


def _filled(round_: Round, code: str, reports: DemoReports, messages: Messages, key: bytes | None) -> bytes:
    """An issued workbook as the agency fills it; with a key, it is signed with that key and so forged."""
    path = next(round_.subfolder("round.distributed").glob(f"{code}-*.xlsx"), None)
    agency = reports.agency(code)
    given = round_.roster.get(code)
    if path is None or given is None or given.name != agency.name:
        raise RoundError(messages("demo.other_round", code=code, agency=agency.name))
    issued = read_workbook(path, round_.definition)
    mistakes = _MISTAKES.get(code, {})
    # The agency that mistyped a figure states the right one in its text.
    entries = {**reports.this_year(agency, {} if code == DEMO_OFF else mistakes), **mistakes}
    stated = new_submission(round_.definition, agency=issued.agency, year=round_.year, entries=entries)
    filled = replace(stated, identity=issued.identity, previous=issued.previous)
    if key is not None and issued.identity is not None:
        filled = signed(filled, issued.identity, key)
    return workbook_bytes(filled)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()
