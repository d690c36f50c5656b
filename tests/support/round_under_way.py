"""A small round in which everything has happened that a status tells, with real workbooks, read and checked."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from support.files import OFFICIAL, official
from support.fillings import SAYS_ENOUGH
from xlsreport import Place, load_entries, new_submission
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import ROSTER_FILES, Round, open_round
from xlsreport.round.incoming.file_examination import CheckedFile, FileExaminer
from xlsreport.round.incoming.inbox import IncomingFile
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import IssuedWorkbook, NewReceipt, stated_figures
from xlsreport.round.outgoing.distribution import issued_submission
from xlsreport.round.processing.round_reader import RoundReader
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.values import Number
from xlsreport.workbook.workbook_file import workbook_bytes

_ENTRIES = Path(__file__).resolve().parents[2] / "samples" / "hongze-2023" / "entries.yaml"
DEADLINE = date(2026, 1, 20)
AS_OF = datetime(2026, 1, 22, 12, 0, tzinfo=UTC)
"""Two days after the deadline; noon, like all times here, so that the day is the same in every zone of the earth."""
CLEAN, FAULTY, WARNED, EXPLAINED, BLANK, SPOILED, LATE, FORGOTTEN = ["01", "02", "03", "04", "05", "06", "07", "08"]
"""The codes of the agencies, by what became of them."""
NAMES = {
    CLEAN: "示例县",
    FAULTY: "<script>alert(1)</script>",
    WARNED: "\"&'镇",
    EXPLAINED: "样例镇",
    BLANK: "空白镇",
    SPOILED: "反复镇",
    LATE: "迟到镇",
    FORGOTTEN: "后加镇",
}
_FOLDER = TemporaryDirectory(prefix="xlsreport-tests-")
EXPLANATION = "上年漏报 2 件 <b>已更正</b>。"

_WARNED = {"requests.carried_in.natural": 2, "requests.granted.natural": 2}
_EXPLAINED = {f"carried_over.{member}.explanation": EXPLANATION for member in ("natural", "all")}
_GRATUITOUS = {"carried_over.business.explanation": "与上年一致。"}
_FAULTY = {"requests.received.natural": 25}


def round_under_way(folder: Path) -> Round:
    """The round in a new folder."""
    roster = folder.with_name("roster.csv")
    _write_roster(roster, [code for code in NAMES if code != FORGOTTEN])
    round_ = create_round(folder, RoundOptions(OFFICIAL, 2025, roster, "年报", DEADLINE), messages_for("zh-CN"))
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        for agency in round_.roster:
            issued = workbook_bytes(issued_submission(round_, agency, {})) if agency.code == BLANK else b""
            digest = hashlib.sha256(issued).hexdigest()
            at, file, last_year = "2026-01-05T12:00:00Z", f"{agency.code}.xlsx", stated_figures(_last_year())
            ledger.record_issue(IssuedWorkbook(at, agency.code, agency.name, 1, file, digest, last_year))
        inbox = _Inbox(round_, ledger)
        inbox.take(8, "乱七八糟.txt", b"no workbook")
        inbox.take(9, "空白.xlsx", workbook_bytes(issued_submission(round_, round_.roster.agencies[BLANK], {})))
        inbox.take(10, "01.xlsx", inbox.filled(CLEAN, {}))
        inbox.take(11, "02.xlsx", inbox.filled(FAULTY, _FAULTY))
        inbox.take(12, "03.xlsx", inbox.filled(WARNED, _WARNED))
        inbox.take(13, "04.xlsx", inbox.filled(EXPLAINED, _WARNED | _EXPLAINED | _GRATUITOUS))
        inbox.take(14, "06.xlsx", inbox.filled(SPOILED, {}))
        inbox.take(15, "06改.xlsx", inbox.filled(SPOILED, _FAULTY))
        inbox.take(21, "07.xlsx", inbox.filled(LATE, {}))
        inbox.take(22, "抄.xlsx", inbox.filled(LATE, {}, figures_of=CLEAN))
    _write_roster(folder / ROSTER_FILES[1], list(NAMES))
    return open_round(folder, messages_for("zh-CN"))


@cache
def shared_round() -> Round:
    """One for all tests of a process, which only look at it."""
    return round_under_way(Path(_FOLDER.name, "round"))


def rewrite_roster(round_: Round, codes: list[str]) -> Round:
    """The same round with only these agencies on its list."""
    _write_roster(round_.folder / ROSTER_FILES[1], codes)
    return open_round(round_.folder, round_.messages)


def _write_roster(path: Path, codes: list[str]) -> None:
    rows = [[code, NAMES[code], "" if code == CLEAN else CLEAN, f"电话 000-{code}"] for code in codes]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["编号", "名称", "上级", "联系方式"], *rows])


class _Inbox:
    """Takes files in as ``collect`` does, at moments of the past."""

    def __init__(self, round_: Round, ledger: Ledger) -> None:
        self._round, self._ledger, self._examiner = round_, ledger, FileExaminer(RoundReader(round_, ledger))

    def take(self, day: int, name: str, data: bytes) -> None:
        """Read, check and record a file that came on a day of January."""
        (found,) = self._examiner.examine([IncomingFile(f"收件箱/{name}", data=data)])
        receipt = found.settled(self._round) if isinstance(found, CheckedFile) else found
        assert isinstance(receipt, NewReceipt)
        dated = replace(receipt, at=f"2026-01-{day:02}T12:00:00Z")
        copy = dated.refused("copy", f"与“{NAMES[CLEAN]}”报来的完全相同。")
        assert self._ledger.record_receipt(dated, lambda code: copy)

    def filled(self, code: str, changes: Mapping[str, Any], figures_of: str = "") -> bytes:
        """An agency's workbook with good figures, unlike those of others, and some changes."""
        entries = load_entries(_ENTRIES)
        own = {"overview": [SAYS_ENOUGH], "proactive.penalties.decisions": 1000 + int(figures_of or code)}
        submission = new_submission(
            official(), agency=NAMES[code], year=2025, entries={**entries, **own, **changes}, previous=_last_year()
        )
        return workbook_bytes(signed(submission, Identity(self._round.id, code), self._round.key))


def _last_year() -> dict[Place, Number]:
    """As this year, so that nothing is far from it; but that nothing was left to be carried over."""
    this_year = Values(new_submission(official(), entries=load_entries(_ENTRIES)))
    previous = {place: this_year.at(place) or 0 for place in official().previous_places}
    none_left = {place: 0 for place in previous if place.row in ("carried_out", "regulations")}
    return (
        previous
        | none_left
        | {Place.parse("proactive.normative.valid"): 10, Place.parse("proactive.penalties.decisions"): 1000}
    )
