"""A round that nobody held: made-up agencies, what each of them sent and when, the same every time for the same seed.

What is wrong with the files was found by the checks themselves; the files were not written, since only what the ledger
says of them is looked at.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from support.files import OFFICIAL, official
from xlsreport import Place, check, load_entries, new_submission
from xlsreport.checking.findings import verdict_of
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import IssuedWorkbook, NewReceipt

_ENTRIES = Path(__file__).resolve().parents[2] / "samples" / "hongze-2023" / "entries.yaml"
_REGIONS = ("示例县", "样例县", "范例区", "样板区", "模拟县", "虚拟区", "假想县", "试点区")
_OFFICES = (
    *("", "教育局", "财政局", "民政局", "司法局", "卫生健康委员会", "交通运输局", "农业农村局", "自然资源和规划局"),
    *("人力资源和社会保障局", "市场监督管理局", "文化广电和旅游局", "生态环境分局", "应急管理局", "水务局", "统计局"),
)
_FAMILIES = "王李张刘陈杨赵黄周吴"
DEADLINE = date(2026, 1, 20)
AS_OF = datetime(2026, 1, 22, 10, 30, tzinfo=UTC)
"""Some days after the deadline, so that all that can be late is."""
_OPENED = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def made_up_round(folder: Path, agencies: int, seed: int = 1) -> Round:
    """A round in a new folder in which most have sent something, some more than once, and some files are kept out."""
    draw = Random(seed)
    roster = folder.with_name(f"{folder.name}.csv")
    names = _write_roster(roster, agencies, draw)
    plan = RoundOptions(OFFICIAL, 2025, roster, "2025 年度政府信息公开工作年度报告", DEADLINE)
    round_ = create_round(folder, plan, messages_for("zh-CN"))
    with Ledger(round_.ledger_path, round_.messages) as ledger, ledger.together():
        for code, name in names.items():
            at, file = _written(_OPENED), f"{code}-{name}-2025年度报告.xlsx"
            ledger.record_issue(IssuedWorkbook(at, code, name, 1, file, _digest(f"issue {code}")))
        for receipt in sorted(_receipts(names, draw), key=lambda receipt: receipt.at):
            ledger.record_receipt(receipt, _no_copy)
    return round_


def _no_copy(code: str) -> NewReceipt:
    raise AssertionError(f"a file that nobody read is no copy of that of {code}")


def _write_roster(path: Path, count: int, draw: Random) -> dict[str, str]:
    rows = [["1000", "示例市", "市", "", "陈某 000-80001000"]]
    for number in range(count - 1):
        region, office = divmod(number, len(_OFFICES))
        name = f"{_REGIONS[region % len(_REGIONS)]}{'' if region < len(_REGIONS) else region // len(_REGIONS) + 1}"
        code = f"{1001 + region}{office:02}" if office else f"{1001 + region}"
        contact = f"{draw.choice(_FAMILIES)}某 000-8{draw.randrange(10**7):07}"
        kind, above = ("部门", f"{1001 + region}") if office else ("县区", "1000")
        rows.append([code, name + _OFFICES[office], kind, above, contact])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["编号", "名称", "类别", "上级", "联系方式"], *rows])
    return {row[0]: row[1] for row in rows}


def _receipts(names: Mapping[str, str], draw: Random) -> Iterator[NewReceipt]:
    fates = ["clean"] * 12 + ["explained"] * 3 + ["warned"] * 3 + ["faulty"] * 3 + ["mended"] * 3 + ["nothing"] * 4
    fates += ["spoiled"]
    for code, name in names.items():
        fate, came = draw.choice(fates), _moment(draw)
        origin = f"收件箱/{name}年报.xlsx"
        if fate == "nothing":
            if draw.random() < 0.3:
                yield _made(code, came, origin, "blank").refused("blank", messages_for("zh-CN")("identity.blank"))
        elif fate == "mended":
            yield _made(code, came, origin, draw.choice(("faulty", "gaps")))
            yield _made(code, came + timedelta(hours=30), f"收件箱/{name}年报（改）.xlsx", "clean")
        elif fate == "spoiled":
            yield _made(code, came, origin, "clean")
            yield _made(code, came + timedelta(hours=5), f"收件箱/{name}年报（新）.xlsx", "faulty")
        else:
            yield _made(code, came, origin, draw.choice(("faulty", "gaps")) if fate == "faulty" else fate)


def _moment(draw: Random) -> datetime:
    """More and more towards the deadline, and some after it; in working hours."""
    day = min(int(draw.betavariate(4, 2) * 18), 16)
    return _OPENED + timedelta(days=day, minutes=draw.randrange(9 * 60))


def _made(code: str, at: datetime, origin: str, fate: str) -> NewReceipt:
    findings, explanations, verdict = _outcome(fate)
    return NewReceipt(
        at=_written(at),
        sha256=_digest(f"issue {code}" if fate == "blank" else f"{code} {at} {fate}"),
        origin=origin,
        code=None if fate == "blank" else code,
        revision=1,
        verdict=verdict,
        findings=findings,
        explanations=explanations,
    )


_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "blank": {},
    "clean": {},
    "warned": {"requests.carried_in.natural": 2, "requests.granted.natural": 2},
    "explained": {
        "requests.carried_in.natural": 2,
        "requests.granted.natural": 2,
        "carried_over.natural.explanation": "上年结转 2 件，上年报告漏计，已说明并更正。",
        "carried_over.all.explanation": "同上，漏计 2 件。",
    },
    "faulty": {
        "requests.received.natural": 25,
        "requests.received.business": "3件",
        "remedies.cases.review_upheld": "无",
    },
    "gaps": {"proactive.licensing.decisions": None, "requests.carried_out.natural": None, "overview": None},
}
"""What each kind of filling has otherwise than a good one."""


@cache
def _outcome(fate: str) -> tuple[Any, Any, Any]:
    """The findings, explanations and verdict of a kind of filling, as the checks give them."""
    entries = load_entries(_ENTRIES)
    known = {name: value for name, value in {**entries, **_CHANGES[fate]}.items() if value is not None}
    previous = dict.fromkeys(official().previous_places, 0) | {Place.parse("proactive.normative.valid"): 10}
    filled = new_submission(official(), agency="示例县", year=2025, entries=known, previous=previous)
    findings = check(filled)
    return tuple(finding.to_json() for finding in findings), dict(filled.explanations), verdict_of(findings)


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
