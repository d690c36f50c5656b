"""``xlsreport status``: lists that an office reads and passes on, and files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.made_up_round import made_up_round
from support.round_under_way import (
    BLANK,
    CLEAN,
    EXPLAINED,
    FAULTY,
    FORGOTTEN,
    LATE,
    NAMES,
    SPOILED,
    WARNED,
    shared_round,
)
from xlsreport.cli import main
from xlsreport.cli.text_columns import aligned_table, display_width


def run(*arguments: str | Path, columns: int = 1000, folder: Path | None = None) -> Result:
    """On a terminal that is so broad."""
    command = ["status", "--round", str(folder or shared_round().folder), *map(str, arguments)]
    return CliRunner(env={"XLSREPORT_LANG": "zh-CN", "COLUMNS": str(columns)}).invoke(main, command)


def lines(*arguments: str, columns: int = 1000) -> list[str]:
    result = run(*arguments, columns=columns)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


@pytest.mark.slow
def test_the_table_has_a_line_for_each_agency_the_totals_and_the_files_that_are_kept_out() -> None:
    told = lines()
    assert told[0].startswith("年报  截至 ")
    assert [line.split()[0] for line in told[2:10]] == list(NAMES)
    assert told[10].startswith("共 8 个单位：未报 2，有错误 1，有警告待说明 1，已接受 4；")
    assert told[11] == "不计入的文件 3 份："
    assert "收件箱/乱七八糟.txt" in told[12]
    assert "这是文本文件" in told[12]
    assert "空白镇  这是下发的空白模板" in told[13]
    assert len(told) == 15


@pytest.mark.slow
def test_every_column_begins_at_the_same_place_on_the_screen() -> None:
    heading, *rows = lines()[1:10]
    for name, values in {"状态": ("未报", "有错误", "有警告待说明", "已接受"), "联系方式": ("电话",)}.items():
        place = display_width(heading[: heading.index(name)])
        for row in rows:
            found = next(value for value in values if f"  {value}" in row)
            assert display_width(row[: row.index(f"  {found}") + 2]) == place


@pytest.mark.slow
def test_some_states_only_make_a_list_to_be_passed_on_with_contacts() -> None:
    told = lines("--only", "missing", "--only", "errors")
    assert [line.split()[0] for line in told[2:5]] == [FAULTY, BLANK, FORGOTTEN]
    assert all("电话 000-" in line for line in told[2:5])
    assert told[-1] == "列出 3 个单位，共 8 个。"
    assert [line.split()[0] for line in lines("--only", "accepted", "--only", "late")[2:-2]] == [LATE]


@pytest.mark.slow
def test_an_agency_by_code_or_name_is_told_with_its_files_and_findings() -> None:
    told = lines(SPOILED, NAMES[EXPLAINED])
    assert told[0].split() == [SPOILED, "反复镇", "已接受"]
    assert "  上级：示例县" in told
    assert "  联系方式：电话 000-06" in told
    assert any("登记号 7 " in line and "以这份为准  收件箱/06.xlsx" in line for line in told)
    assert any(line.startswith("    '三、申请办理'!D7  错误  自然人：第一项加第二项之和") for line in told)
    assert any(
        line.startswith("    '三、申请办理'!D8  已说明  ") and "填报说明：上年漏报 2 件" in line for line in told
    )
    assert any(line.startswith("    规则成立，仍有说明——商业企业：") and "与上年一致。" in line for line in told)


def test_an_agency_that_sent_nothing_usable_is_told_with_the_reason() -> None:
    told = lines(BLANK)
    assert told[-1] == "    这是下发的空白模板，没有填写。请发回填好的那一份。"


@pytest.mark.slow
def test_json_lists_the_same_agencies() -> None:
    told = json.loads(run("--only", "warnings", "--format", "json").stdout)
    assert [agency["code"] for agency in told["agencies"]] == [WARNED]
    assert told["totals"]["agencies"] == 8
    told = json.loads(run(CLEAN, "--format", "json").stdout)
    assert [agency["code"] for agency in told["agencies"]] == [CLEAN]


@pytest.mark.slow
@pytest.mark.parametrize(("ending", "begins"), [("html", b"<!DOCTYPE html>"), ("XLSX", b"PK"), ("json", b"{")])
def test_the_ending_chooses_the_form(ending: str, begins: bytes, tmp_path: Path) -> None:
    target = tmp_path / "新文件夹" / f"进度.{ending}"
    target.parent.mkdir()
    for _ in range(2):  # the second time it is there already
        result = run("-o", target)
        assert (result.exit_code, result.output) == (0, f"已生成 {target}\n")
        assert target.read_bytes().startswith(begins)
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-o", "status.pdf"], "不认识输出格式“.pdf”。请用 .html、.xlsx 或 .json。"),
        (["-o", "status"], "status：文件名没有扩展名，看不出要写成什么格式。请在后面加上 .html、.xlsx 或 .json。"),
        (["没有"], "名册里没有编号或名称是“没有”的单位。"),
        (["-o", "x.html", "--only", "late"], "-o 写出的是全部单位"),
        (["-o", "x.html", CLEAN], "-o 写出的是全部单位"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr


@pytest.mark.slow
def test_what_is_to_be_thrown_away_needs_no_ending() -> None:
    result = run("-o", os.devnull)
    assert (result.exit_code, result.output) == (0, f"已生成 {os.devnull}\n")


def test_nothing_is_written_over_a_folder_or_under_an_impossible_name(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    for name, sentence in {"a.html": "不是普通文件", f"{'长' * 200}.html": "不能写入"}.items():
        result = run("-o", tmp_path / name)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert sentence in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_columns_are_as_wide_as_a_terminal_shows_them_and_those_without_content_are_left_out() -> None:
    assert list(aligned_table(["名", "x", "数"], [["e\u0301", "", 5], ["ｱ漢", "", 12], ["\x1b", "", ""]])) == [
        "名    数",
        "e\u0301      5",
        "ｱ漢   12",
        "\\x1b",
    ]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up_round(tmp_path_factory.mktemp("large") / "round", 300).folder


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 60, 80, 100, 132])
def test_nothing_is_broader_than_the_terminal(columns: int, large: Path) -> None:
    for arguments, folder in (((), None), ((), large), (("--only", "errors"), large), ((FAULTY, SPOILED), None)):
        result = run(*arguments, columns=columns, folder=folder)
        assert result.exit_code == 0
        assert [line for line in result.stdout.splitlines() if display_width(line) > columns] == []


@pytest.mark.slow
def test_without_a_terminal_eighty_columns_are_taken() -> None:
    command = [sys.executable, "-m", "xlsreport", "status", "--round", str(shared_round().folder)]
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    told = subprocess.run(command, env=environment, capture_output=True, check=True).stdout.decode()
    assert 70 < max(display_width(line) for line in told.splitlines()) <= 80


def test_at_eighty_columns_contact_and_remarks_stand_below_the_agency() -> None:
    told = lines(columns=80)
    assert told[1].split() == ["编号", "名称", "状态", "时限", "收到时间", "错误", "警告", "已说明"]
    [late] = [number for number, line in enumerate(told) if line.startswith(LATE)]
    assert told[late].split() == [LATE, "迟到镇", "已接受", "迟报", "01-21", "0", "0", "0"]
    assert told[late + 1] == "    电话 000-07  有 1 份文件不计入。"


@pytest.mark.slow
def test_a_long_name_goes_on_below_itself_and_loses_nothing(large: Path) -> None:
    shown = run(columns=80, folder=large).stdout
    told = shown.splitlines()
    [first] = [number for number, line in enumerate(told) if "示例县人力资源和社会保  " in line]
    assert told[first + 1] == "        障局"
    assert "障局" not in told[first]


def test_on_a_narrow_terminal_each_agency_has_lines_of_its_own() -> None:
    told = lines(columns=40)
    [faulty] = [number for number, line in enumerate(told) if line.startswith(FAULTY)]
    assert told[faulty : faulty + 3] == [
        f"{FAULTY}  {NAMES[FAULTY]}",
        "    有错误  逾期  2026-01-11 12:00  错误",
        "    1",
    ]


@pytest.mark.slow
def test_an_agency_is_found_by_a_part_of_its_name() -> None:
    assert lines("反复")[0].split() == [SPOILED, "反复镇", "已接受"]
    several = run("镇")
    assert (several.exit_code, several.stdout) == (2, "")
    assert several.stderr.startswith("“镇”说的可能是 6 个单位：")
    assert "反复镇（06）" in several.stderr
