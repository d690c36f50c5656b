"""The demonstration: a round in which one of everything happens."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

import xlsreport
from support.demonstration import IN_THE_WAY, demonstration
from xlsreport.cli import main
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import AgencyState, RoundState, state_of
from xlsreport.round.folder import Round, open_round
from xlsreport.round.repetition.text_comparison import compare_texts

pytestmark = pytest.mark.slow

ZH = messages_for("zh-CN")


MADE = {"名册.xlsx", "上年工作簿", "2025年报", "收件箱", "进度.html", "查重.xlsx"}
RUN = CliRunner(env={"XLSREPORT_LANG": "zh-CN"})


@pytest.fixture(scope="module")
def told(run_folder: Path) -> tuple[Path, str]:
    """The folder, and what was said."""
    return demonstration("zh-CN", run_folder)


@pytest.fixture(scope="module")
def folder(told: tuple[Path, str]) -> Path:
    return told[0]


@pytest.fixture(scope="module")
def round_(folder: Path) -> Round:
    return open_round(folder / "2025年报", ZH)


@pytest.fixture(scope="module")
def state(round_: Round) -> RoundState:
    return state_of(round_)


@pytest.fixture(scope="module")
def agencies(state: RoundState) -> Mapping[str, AgencyState]:
    return {one.agency.code: one for one in state.agencies}


def test_it_leaves_everything_in_its_folder_and_nothing_beside_it(folder: Path) -> None:
    assert [path.name for path in folder.parent.iterdir()] == ["xlsreport-demo"]
    assert {path.name for path in folder.iterdir()} == MADE


def test_it_overwrites_nothing(run_folder: Path) -> None:
    folder, _ = demonstration("en", run_folder)
    before, made = sorted(folder.parent.iterdir())
    assert (before.name, list(before.iterdir())) == (IN_THE_WAY, [])
    assert (made.name, made) == ("xlsreport-demo-2", folder)
    assert {path.name for path in folder.iterdir()} == MADE


def test_a_dozen_agencies_are_in_every_state(agencies: Mapping[str, AgencyState]) -> None:
    states = {code: one.state for code, one in agencies.items()}
    assert states == {
        **dict.fromkeys(("00", "13", "15"), "missing"),
        **dict.fromkeys(("01", "02", "03", "05", "06", "11", "14"), "accepted"),
        "04": "warnings",
        "12": "errors",
    }
    assert [code for code, one in agencies.items() if one.current and one.late] == ["03", "14"]


def test_one_workbook_is_forged(state: RoundState) -> None:
    assert [receipt.reason for receipt in state.refused] == ["forged"]


def test_the_one_that_was_returned_comes_back_right(agencies: Mapping[str, AgencyState]) -> None:
    mended = agencies["03"]
    assert [(receipt.revision, receipt.verdict) for receipt in mended.receipts] == [(1, "errors"), (2, "clean")]
    found = mended.receipts[0].findings
    rules = {one["rule"] for finding in found for one in (finding, *finding.get("settles", ()))}
    assert rules == {"balance", "requests_in_text"}


def test_last_years_figures_are_in_every_workbook_that_came(agencies: Mapping[str, AgencyState]) -> None:
    warned, explained = agencies["04"].current, agencies["05"].current
    assert warned is not None
    assert explained is not None
    assert {finding["rule"] for finding in warned.findings} == {"carried_over"}
    assert len(explained.explanations) == 2
    assert {finding["severity"] for finding in explained.findings} == {"note"}


def test_two_copied_from_one_and_one_from_last_year(round_: Round, folder: Path) -> None:
    found = compare_texts(round_, processes=1)
    assert [[agency.code for agency in group.agencies] for group in found.groups] == [["11", "12", "14"]]
    assert [one.agency.code for one in found.last_year] == ["06"]
    assert (folder / "查重.xlsx").exists()


def test_everything_that_an_office_makes_is_there(folder: Path, round_: Round) -> None:
    assert "城东镇人民政府" in (folder / "进度.html").read_text(encoding="utf-8")
    returned = sorted(path.name for path in (round_.folder / "退回").iterdir())
    assert [name[:2] for name in returned] == ["03", "03", "12", "12"]
    reports = {path.name[:2] for path in (round_.folder / "报告").glob("*.docx")}
    assert reports == {"01", "02", "03", "04", "05", "06", "11", "14"}


def test_what_was_added_up_goes_through_check_like_any_other(round_: Round) -> None:
    [report] = [path for path in (round_.folder / "汇总").iterdir() if path.name.endswith("-汇总.xlsx")]
    submission = xlsreport.read_workbook(report)
    assert submission.agency == "示例县人民政府"
    findings = xlsreport.check(submission)
    assert {finding.rule for finding in findings if finding.severity == "error"} == {"filled"}  # the texts
    assert submission.incomplete


def test_the_command_of_each_step_is_told_and_can_be_typed_in_the_folder(
    told: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, output = told
    commands = re.findall("^   命令：xlsreport (.*)$", output, flags=re.MULTILINE)
    steps = ["roster", "init", "distribute", *["collect"] * 4, "status", "compare", "return", "collect", "consolidate"]
    assert [command.split()[0] for command in commands] == [*steps, "render", "offline"]
    shutil.copytree(folder, tmp_path / "again")
    monkeypatch.chdir(tmp_path / "again")
    for command in commands[:-2]:  # the reports and the checker have tests of their own
        result = RUN.invoke(main, command.replace("init 2025年报", "init 再来一轮").split())
        assert result.exit_code == 0, f"{command}: {result.output}"


def test_its_agencies_reply_to_a_round_that_one_has_begun_oneself(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    definition = ["--definition", "cn-gov-info-disclosure/2021", "--year", "2025"]
    begin = ["init", "自己的", *definition, "--roster", str(folder / "名册.xlsx")]
    assert RUN.invoke(main, begin).exit_code == 0
    monkeypatch.chdir(tmp_path / "自己的")
    too_early = RUN.invoke(main, ["demo", "--replies", "收件箱"])
    assert (too_early.exit_code, too_early.stderr.splitlines()) == (
        2,
        [ZH("demo.other_round", agency="示例县教育局", code="01")],
    )
    assert RUN.invoke(main, ["distribute"]).exit_code == 0
    assert RUN.invoke(main, ["demo", "--replies", "收件箱"]).exit_code == 0
    collected = RUN.invoke(main, ["collect", "收件箱"])
    assert "不计入 1 份" in collected.output.splitlines()[-1]
    state = state_of(open_round(tmp_path / "自己的", ZH))
    assert {receipt.reason for receipt in state.refused} == {"forged"}
    assert sum(one.current is not None for one in state.agencies) >= 6
