"""How a round stands, told to programs, in workbooks and on pages: the same in every form, and nothing lost."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.fillings import HARBOUR
from support.round_under_way import (
    AS_OF,
    BLANK,
    CLEAN,
    DEADLINE,
    EXPLAINED,
    EXPLANATION,
    FAULTY,
    FORGOTTEN,
    LATE,
    NAMES,
    SPOILED,
    WARNED,
    rewrite_roster,
    shared_round,
)
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round, open_round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import NewReceipt
from xlsreport.round.status.overview import AgencyStatus, Overview, overview_of
from xlsreport.round.status.readable_findings import readable_explanations, readable_findings
from xlsreport.round.status.status_json import status_json
from xlsreport.round.status.status_page import status_page
from xlsreport.round.status.status_workbook import status_workbook


@pytest.fixture(scope="module")
def overview() -> Overview:
    return overview_of(shared_round(), AS_OF)


@pytest.fixture
def own_round(tmp_path: Path) -> Round:
    """A copy of the round that a test may change."""
    shutil.copytree(shared_round().folder, tmp_path / "round")
    return open_round(tmp_path / "round", shared_round().messages)


def line(overview: Overview, code: str) -> AgencyStatus:
    (found,) = (line for line in overview.lines if line.agency.code == code)
    return found


def codes(lines: Sequence[AgencyStatus]) -> list[str]:
    return [line.agency.code for line in lines]


def test_each_agency_is_in_the_state_that_its_files_put_it_in(overview: Overview) -> None:
    assert {one.agency.code: (one.state.state, one.mark) for one in overview.lines} == {
        CLEAN: ("accepted", ""),
        FAULTY: ("errors", "逾期"),
        WARNED: ("warnings", ""),
        EXPLAINED: ("accepted", ""),
        BLANK: ("missing", "逾期"),
        SPOILED: ("accepted", ""),
        LATE: ("accepted", "迟报"),
        FORGOTTEN: ("missing", "逾期"),
    }


@pytest.mark.slow
def test_before_the_deadline_nobody_is_late_who_sends_in_time(own_round: Round) -> None:
    noon = datetime(DEADLINE.year, DEADLINE.month, DEADLINE.day, 12, tzinfo=UTC)
    assert codes(overview_of(own_round, noon).chosen(["late"])) == [LATE]
    next_day = overview_of(own_round, noon + timedelta(days=1))
    assert codes(next_day.chosen(["late"])) == [FAULTY, BLANK, LATE, FORGOTTEN]
    assert codes(overview_of(replace(own_round, deadline=None), AS_OF).chosen(["late"])) == []


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (17, "截止日期 2026-01-20，还有 3 天"),
        (20, "截止日期 2026-01-20，就是今天"),
        (22, "截止日期 2026-01-20，已过 2 天"),
    ],
)
def test_the_status_says_of_when_it_is_and_how_far_the_deadline_is(day: int, sentence: str) -> None:
    moment = overview_of(shared_round(), datetime(2026, 1, day, 12, tzinfo=UTC)).moment
    assert moment.startswith(f"截至 2026-01-{day} ")
    assert moment.endswith(sentence)


def test_remarks_say_what_the_state_does_not(overview: Overview) -> None:
    assert {one.agency.code: one.remarks for one in overview.lines if one.remarks} == {
        BLANK: ("有 1 份文件不计入。",),
        SPOILED: ("后来又报一份（登记号 8），有错误，没有计入。",),
        LATE: ("有 1 份文件不计入。",),
        FORGOTTEN: ("还没有下发工作簿。",),
    }


@pytest.mark.slow
def test_what_an_agency_sent_is_not_lost_when_the_roster_loses_it(own_round: Round) -> None:
    kept = [code for code in NAMES if code != WARNED]
    changed = overview_of(rewrite_roster(own_round, kept), AS_OF)
    (gone,) = (one for one in changed.kept_out if one.receipt.code == WARNED)
    assert gone.sentence == f"名册里现在没有编号“{WARNED}”，这份填报不计入。要计入，请把它加回名册。"
    assert codes(changed.lines) == kept
    listed = {one["code"]: one["reason"] for one in status_json(changed)["kept_out"]}
    assert listed[WARNED] == "departed"
    assert f"收件箱/{WARNED}.xlsx" in status_page(changed)


def test_an_explained_warning_is_told_from_other_notes_and_from_an_explanation_without_one(overview: Overview) -> None:
    definition = overview.round_.definition
    (receipt,) = line(overview, EXPLAINED).relevant_files
    findings = readable_findings(receipt, definition)
    assert [(one.grade, one.where, one.rule) for one in findings] == [
        ("explained", "'三、申请办理'!D8", "carried_over"),
        ("explained", "'三、申请办理'!J8", "carried_over"),
    ]
    explanations = readable_explanations(receipt, definition)
    assert [(one.case, one.text, one.quoted) for one in explanations] == [
        ("carried_over.natural", EXPLANATION, True),
        ("carried_over.business", "与上年一致。", False),
        ("carried_over.all", EXPLANATION, True),
    ]


def test_json_has_everything_that_the_ledger_says(overview: Overview) -> None:
    told = json.loads(json.dumps(status_json(overview)))
    assert told["as_of"] == "2026-01-22T12:00:00Z"
    assert told["round"] == {
        "id": overview.round_.id,
        "name": "年报",
        "definition": "cn-gov-info-disclosure/2021",
        "year": 2025,
        "deadline": "2026-01-20",
    }
    assert told["totals"] == {
        "agencies": 8,
        "missing": 2,
        "errors": 1,
        "warnings": 1,
        "accepted": 4,
        "late": 4,
        "undecided": 0,
        "kept_out": 3,
    }
    agencies: dict[str, dict[str, Any]] = {agency["code"]: agency for agency in told["agencies"]}
    spoiled = agencies[SPOILED]
    assert [receipt["number"] for receipt in spoiled["receipts"]] == [spoiled["current"], spoiled["latest"]]
    assert [receipt["verdict"] for receipt in spoiled["receipts"]] == ["clean", "errors"]
    assert spoiled["receipts"][0]["origin"] == "收件箱/06.xlsx"
    assert spoiled["receipts"][0]["at"] == "2026-01-14T12:00:00Z"
    assert re.fullmatch("[0-9a-f]{64}", spoiled["receipts"][0]["sha256"])
    (faulty,) = agencies[FAULTY]["receipts"]
    (mistake,) = faulty["findings"]
    assert [(one["rule"], one["cell"], one["found"]) for one in mistake["settles"]] == [
        ("balance", "D7", 25),
        ("balance", "J7", 25),
    ]
    (explained,) = agencies[EXPLAINED]["receipts"]
    assert explained["explanations"][0] == {
        "case": "carried_over.natural",
        "statement": "自然人：本年“二、上年结转”等于上年“四、结转下年度继续办理”",
        "text": EXPLANATION,
    }
    assert agencies[FORGOTTEN]["issued"] is None
    assert [(one["code"], one["reason"]) for one in told["kept_out"]] == [
        (None, "unreadable"),
        (BLANK, "blank"),
        (LATE, "copy"),
    ]
    assert agencies[BLANK]["kept_out"] == [told["kept_out"][1]["number"]]


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """The rows below the headings, sheet by sheet."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] for sheet in book}


def test_the_workbook_lists_agencies_findings_explanations_and_what_is_kept_out(overview: Overview) -> None:
    listed = sheets(status_workbook(overview))
    assert list(listed) == ["单位", "问题清单", "说明清单", "不计入的文件", "规则"]
    states = {row[0]: (row[1], row[4], row[5], *row[7:10]) for row in listed["单位"]}
    assert states[FAULTY] == (NAMES[FAULTY], "有错误", "逾期", 1, 0, 0)
    assert states[EXPLAINED] == (NAMES[EXPLAINED], "已接受", None, 0, 0, 2)
    assert states[BLANK] == (NAMES[BLANK], "未报", "逾期", None, None, None)
    assert [(row[0], *row[3:6]) for row in listed["问题清单"]] == [
        (FAULTY, "三、申请办理", "D7", "错误"),
        (WARNED, "三、申请办理", "D8", "警告"),
        (EXPLAINED, "三、申请办理", "D8", "已说明"),
        (EXPLAINED, "三、申请办理", "J8", "已说明"),
        (SPOILED, "三、申请办理", "D7", "错误"),
    ]
    assert [row[4] for row in listed["说明清单"]] == [EXPLANATION, "与上年一致。", EXPLANATION]
    assert [row[2] for row in listed["不计入的文件"]] == ["收件箱/乱七八糟.txt", "收件箱/空白.xlsx", "收件箱/抄.xlsx"]


def test_the_states_have_the_colours_of_the_page_in_the_workbook(overview: Overview) -> None:
    sheet = openpyxl.load_workbook(BytesIO(status_workbook(overview)))["单位"]
    filled = {row[4].value: row[4].fill.fgColor.rgb for row in sheet.iter_rows(min_row=3)}
    assert filled == {"已接受": "FFDFF1E7", "有警告待说明": "FFFDEEC8", "有错误": "FFFBE0DD", "未报": "FFE6EAEF"}
    css = status_page(overview).upper()
    assert all(f"#{colour[2:]}" in css for colour in filled.values())
    late = {row[5].font.color.rgb for row in sheet.iter_rows(min_row=3) if row[5].value}
    assert late == {"FF8C1A10"}


def test_texts_that_no_cell_holds_are_cut_in_the_workbook_and_whole_in_json(own_round: Round) -> None:
    long = "长" * 40_000
    with Ledger(own_round.ledger_path, own_round.messages) as ledger:
        receipt = NewReceipt(
            "2026-01-09T12:00:00Z", "0" * 64, long, verdict="refused", reason="none", sentence="没有。"
        )
        assert ledger.record_receipt(receipt, lambda code: receipt)
    changed = overview_of(own_round, AS_OF)
    assert sheets(status_workbook(changed))["不计入的文件"][-1][2] == "长" * 5_000 + "……"
    assert status_json(changed)["kept_out"][-1]["origin"] == long


def test_a_file_with_findings_without_number_is_told_by_its_gravest_on_the_page(own_round: Round) -> None:
    def finding(severity: str, number: int) -> dict[str, Any]:
        message = f"第{number}处。"
        return {"rule": "number", "severity": severity, "place": "x", "sheet": "表", "cell": "A1", "message": message}

    findings = [finding("warning" if number < 300 else "error", number) for number in range(320)]
    with Ledger(own_round.ledger_path, own_round.messages) as ledger:
        receipt = NewReceipt("2026-01-09T12:00:00Z", "0" * 64, "x", FORGOTTEN, 1, "errors", findings=tuple(findings))
        assert ledger.record_receipt(receipt, lambda code: receipt)
    page = status_page(overview_of(own_round, AS_OF))
    told = [int(number) for number in re.findall("第([0-9]+)处。", page)]
    assert told == [*range(80), *range(300, 320)]
    assert "另有 220 处" in page


def test_the_same_round_at_the_same_moment_gives_the_same_bytes() -> None:
    first, second = (overview_of(shared_round(), AS_OF) for _ in range(2))
    assert status_page(first) == status_page(second)
    assert status_workbook(first) == status_workbook(second)
    assert status_json(first) == status_json(second)


def english_round(folder: Path) -> Round:
    roster = folder / "roster.csv"
    roster.write_text("code,name,contact,parent\nA,Alpha,a@example.org,\nB,Beta,,A\n", encoding="utf-8")
    return create_round(folder / "round", RoundOptions(str(HARBOUR), 2025, roster), messages_for("en"))


def test_an_english_round_is_told_in_english_and_one_in_which_nothing_came_is_told_too(tmp_path: Path) -> None:
    overview = overview_of(english_round(tmp_path), AS_OF)
    page = status_page(overview)
    assert '<html lang="en">' in page
    assert "No file came yet." in page
    # The style sheet names fonts by their Chinese names.
    assert not re.search("[\u3400-\u9fff]", page.replace("微软雅黑", ""))
    assert overview.summary == (
        "2 agencies: 2 not sent, 0 with errors, 0 with warnings to explain, 0 accepted; 0 late or overdue. "
        "Of those not sent, 1 stands above others, and is not needed to add up."
    )
    assert "Agencies below it report; adding up does not need its own report." in overview.lines[0].remarks
    assert [row[:2] for row in sheets(status_workbook(overview))["agencies"]] == [["A", "Alpha"], ["B", "Beta"]]
