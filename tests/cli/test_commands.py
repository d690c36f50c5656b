"""The commands as integrators and offices call them: output, files and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from xlsreport.cli import main

DEFINITION = "cn-gov-info-disclosure/2021"
SMALL = Path(__file__).parents[1] / "support" / "ledger_of_all.yaml"
SHIPPED = Path(__file__).parents[2] / "templates" / f"{DEFINITION}.yaml"
ALL_ZERO = {
    "office": "办公室",
    "phone": "000-1234567",
    "overview": ["主动公开、依申请公开、信息管理、平台建设和监督保障平稳。"],
    "problems": ["公开的主动性还不够，将加强培训和检查考核。"],
    "other_matters": ["没有收取信息处理费。"],
    "requests.nil_return": True,
    "remedies.nil_return": True,
    **{
        f"proactive.{place}": 0
        for place in (
            "regulations.issued",
            "regulations.abolished",
            "regulations.valid",
            "normative.issued",
            "normative.abolished",
            "normative.valid",
            "licensing.decisions",
            "penalties.decisions",
            "coercion.decisions",
            "fees.charged",
        )
    },
}


def run(*arguments: str | Path, language: str = "zh-CN") -> Result:
    return CliRunner(env={"XLSREPORT_LANG": language}).invoke(main, [str(argument) for argument in arguments])


def new_workbook(folder: Path, entries: dict[str, Any], name: str = "filled.xlsx") -> Path:
    source, path = folder / "entries.json", folder / name
    source.write_text(json.dumps(entries), encoding="utf-8")
    result = run("new", DEFINITION, "--agency", "某镇", "--year", "2025", "--entries", source, "-o", path, "--force")
    assert result.exit_code == 0, result.output
    return path


@pytest.mark.slow
def test_a_small_town_reports_nothing_in_a_few_clicks(tmp_path: Path) -> None:
    path = new_workbook(tmp_path, ALL_ZERO)
    result = run("check", path)
    assert (result.exit_code, result.output) == (0, f"{path}（某镇 2025）：没有发现问题\n")
    assert run("render", path, "-o", tmp_path / "r.docx").exit_code == 0
    assert (tmp_path / "r.docx").read_bytes().startswith(b"PK")
    assert run("render", path, "-o", tmp_path / "r.PDF").exit_code == 0
    assert (tmp_path / "r.PDF").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_json_output_has_one_object_for_each_file_and_the_gravest_exit_code(tmp_path: Path) -> None:
    clean = new_workbook(tmp_path, ALL_ZERO, "clean.xlsx")
    wrong = new_workbook(tmp_path, {**ALL_ZERO, "proactive.fees.charged": "251000元"}, "typed.xlsx")
    negative = new_workbook(tmp_path, {**ALL_ZERO, "proactive.fees.charged": -1}, "negative.xlsx")
    picture = tmp_path / "picture.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("check", clean, wrong, negative, picture, "--format", "json")
    files = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [file["verdict"] for file in files] == ["clean", "warnings", "errors", "rejected"]
    assert files[0] == {
        "file": str(clean),
        "verdict": "clean",
        "definition": DEFINITION,
        "agency": "某镇",
        "year": 2025,
        "findings": [],
    }
    assert files[1]["findings"] == [
        {
            "rule": "number",
            "severity": "warning",
            "place": "proactive.fees.charged",
            "sheet": "二、主动公开",
            "cell": "B16",
            "message": "行政事业性收费 · 本年收费金额（单位：万元）：填的是“251000元”，按 25.1 计。请改成纯数字。",
            "found": "251000元",
            "expected": None,
            "also": [],
            "suspects": [],
            "certainty": None,
            "settles": [],
        }
    ]
    assert [(f["rule"], f["cell"], f["found"]) for f in files[2]["findings"]] == [("sign", "B16", -1)]
    assert (files[3]["agency"], files[3]["findings"][0]["rule"]) == (None, "readable")
    assert run("check", clean, wrong).exit_code == 0
    assert run("check", clean, negative).exit_code == 1


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "不认识输出格式"),
        ({"LANG": "C.UTF-8"}, "不认识输出格式"),
        ({"LANG": ""}, "不认识输出格式"),
        ({"LANG": "de_DE.UTF-8"}, "There is no output format"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "There is no output format"),
        ({"LANG": "zh_CN.UTF-8", "XLSREPORT_LANG": "en"}, "There is no output format"),
    ],
)
def test_what_is_said_before_a_report_is_known_is_in_the_users_language(
    environment: dict[str, str], sentence: str
) -> None:
    clean: dict[str, str | None] = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG", "XLSREPORT_LANG"))
    result = CliRunner(env={**clean, **environment}).invoke(main, ["render", "x.xlsx", "-o", "x.rtf"])
    assert result.stderr.startswith(sentence)


@pytest.mark.slow
def test_a_filled_workbook_is_not_overwritten_by_a_blank_one(tmp_path: Path) -> None:
    path = new_workbook(tmp_path, ALL_ZERO)
    before = path.read_bytes()
    result = run("new", DEFINITION, "-o", path)
    assert (result.exit_code, path.read_bytes()) == (2, before)
    assert "已经存在" in result.stderr
    assert run("new", DEFINITION, "-o", path, "--force").exit_code == 0


def test_wrong_names_in_an_entries_file_are_reported_all_at_once_with_what_was_meant(tmp_path: Path) -> None:
    source = tmp_path / "entries.yaml"
    source.write_text("requests.recieved.natural: 1\nrequests.received.all: 2\noverview: 5\n", encoding="utf-8")
    result = run("new", DEFINITION, "--entries", source, "-o", tmp_path / "x.xlsx")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        (
            "没有“requests.recieved.natural”这个名称；全部名称见 xlsreport describe。"
            "是不是想写 requests.received.natural？"
        ),
        "“requests.received.all”由公式计算，不能预填。",
        "“overview”应当是段落的列表。",
    ]
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("command", [("new", DEFINITION, "-o", "x.xlsx"), ("lint", DEFINITION, "--try", "收到3件")])
def test_what_is_wrong_with_entries_is_said_in_the_users_language_whatever_the_forms(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("entries.yaml").write_text("overvew: 5\n", encoding="utf-8")
    result = run(*command, "--entries", "entries.yaml", language="en")
    assert result.exit_code == 2
    assert result.stderr == "There is no “overvew”; xlsreport describe lists all names. Did you mean overview?\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "no/such", "-o", "x.xlsx"), "no/such:1:1: There is no such report definition"),
        (("render", "no.xlsx", "-o", "r.docx"), "There is no such file"),
        (("render", "no.xlsx", "-o", "r.rtf"), "There is no output format “.rtf”. Use .docx, .html or .pdf."),
        (("new", DEFINITION, "--entries", "no.json", "-o", "x.xlsx"), "There is no entries file no.json"),
        (("new", DEFINITION, "-o", "no/such/folder/x.xlsx"), "no/such/folder/x.xlsx cannot be written"),
    ],
)
def test_what_cannot_be_used_ends_in_one_sentence_and_exit_code_2(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, language="en")
    assert result.exit_code == 2
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_describe_lists_every_place_text_and_rule_with_its_cells() -> None:
    description = json.loads(run("describe", DEFINITION, "--format", "json").stdout)
    assert len(description["places"]) == 200
    assert description["places"][0] == {
        "place": "proactive.regulations.issued",
        "row_labels": ["规章"],
        "column_labels": ["本年制发件数"],
        "labels": {},
        "kind": "count",
        "decimals": 0,
        "minimum": "0",
        "computed": False,
        "required": [],
        "bodies": [],
        "sheet": "二、主动公开",
        "cell": "B5",
    }
    computed = {place["place"] for place in description["places"] if place["computed"]}
    assert len(computed) == 25 + 7 - 1 + 3
    assert description["texts"][0] == {
        "section": "overview",
        "sheet": "一、总体情况",
        "cells": "B6:B155",
        "bodies": [],
    }
    rules = {rule["id"]: rule for rule in description["rules"]}
    assert (rules["balance"]["severity"], len(rules["balance"]["places"])) == ("error", 28)
    assert set(rules["total"]["places"]) == computed
    assert set(rules["balance"]) == {
        "id",
        "severity",
        "statement",
        "places",
        "bodies",
        "if",
        "stands_in_for",
        "explain_change",
    }


@pytest.mark.parametrize("form", [DEFINITION, "cn-school-statistics/2025", str(SMALL)])
def test_a_heading_of_what_is_described_has_something_below_it(form: str) -> None:
    lines = run("describe", form).stdout.splitlines()
    headings = [number for number, line in enumerate(lines) if not line.startswith("  ")]
    assert [lines[number] for number in headings if not lines[number + 1 : number + 2] or number + 1 in headings] == []


def test_describe_prints_every_name_that_an_entries_file_may_use() -> None:
    output = run("describe", DEFINITION).stdout
    names = ("requests.nil_return", "overview", "office", "requests.received.natural", "carried_over")
    assert all(f"  {name}  " in output for name in names)


@pytest.mark.slow
def test_lint_says_what_a_definition_has_or_what_is_wrong_with_it(tmp_path: Path) -> None:
    good = SHIPPED
    result = run("lint", good)
    assert (result.exit_code, result.output) == (
        0,
        f"{good}：没有问题。200 个数据格，35 个合计，9 条规则，{_told()} 种文字中的数。\n",
    )
    bad = tmp_path / "bad.yaml"
    bad.write_text(good.read_text(encoding="utf-8").replace("severity: warning", "severty: warning"), encoding="utf-8")
    result = run("lint", bad, "--format", "json")
    assert result.exit_code == 1
    assert [problem["path"] for problem in json.loads(result.stdout)] == [
        *(f"sections[1].tables[0].rules[{number}].severty" for number in range(3)),
        "sections[2].tables[0].rules[1].severty",
    ]
    assert run("lint", tmp_path / "none.yaml").exit_code == 2


def _told() -> int:
    """How many numbers of texts the form's phrases know, by what another command says of each claim."""
    described = json.loads(run("describe", DEFINITION, "--format", "json").stdout)
    return sum(claim["figures"] for claim in described["claims"])


@pytest.mark.slow
def test_help_is_quick_because_it_imports_no_heavy_library() -> None:
    script = "import sys; sys.argv=['xlsreport','--help']; from xlsreport.cli import main; main(standalone_mode=False)"
    heavy = ("openpyxl", "xlsxwriter", "pydantic", "docx", "jinja2", "python_calamine")
    program = f"{script}; print([m for m in {heavy} if m in sys.modules])"
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert finished.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
@pytest.mark.parametrize("agency", ["甲\x01镇", "甲\ufffe镇", "甲\x1b[2J镇", "甲\ud800镇"])
def test_an_agency_with_characters_that_no_file_can_hold_gives_a_workbook_that_can_be_read(
    agency: str, tmp_path: Path
) -> None:
    file = tmp_path / "new.xlsx"
    assert run("new", DEFINITION, "--agency", agency, "--year", "2025", "-o", file).exit_code == 0
    assert run("check", file).exit_code == 1, "it is read, and its blanks are found"


@pytest.mark.parametrize("number", ["1e99999", "1" + "0" * 2000])
def test_a_number_beyond_all_spreadsheets_is_refused_in_a_sentence(number: str, tmp_path: Path) -> None:
    source = tmp_path / "entries.json"
    source.write_text(f'{{"proactive.fees.charged": {number}}}', encoding="utf-8")
    result = run("new", DEFINITION, "--entries", source, "-o", tmp_path / "new.xlsx")
    assert (result.exit_code, result.exception.__class__) == (2, SystemExit)
    assert "太大" in result.stderr


@pytest.mark.slow
def test_lint_says_what_is_read_but_written_otherwise_by_now(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", SHIPPED.read_text(encoding="utf-8")
    old.write_text(new.replace("\npage_style:", "\nlayout:"), encoding="utf-8")
    result = run("lint", old)
    assert result.exit_code == 0
    hint, counts = result.output.splitlines()
    assert hint == f"{old}:7:1: “layout”现在叫“page_style”。旧名称仍可读取，请改用新名称。"
    assert counts == f"{old}：没有问题。200 个数据格，35 个合计，9 条规则，{_told()} 种文字中的数。"
    (said,) = json.loads(run("lint", old, "--format", "json").stdout)
    assert (said["severity"], said["file"], said["line"], said["column"]) == ("note", str(old), 7, 1)


def test_lint_names_the_file_in_which_a_mistake_stands(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(SHIPPED.read_text(encoding="utf-8") + "nme: x\n", encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text("extends: base.yaml\nedition: other\n", encoding="utf-8")
    result = run("lint", own, "--format", "json")
    (said,) = json.loads(result.stdout)
    assert (result.exit_code, said["file"], said["severity"]) == (1, str(tmp_path / "base.yaml"), "error")


@pytest.mark.slow
def test_what_a_file_says_of_itself_does_not_steer_the_terminal(tmp_path: Path) -> None:
    file, hostile = new_workbook(tmp_path, {}), tmp_path / "hostile.xlsx"
    book = openpyxl.load_workbook(file)
    book["_xlsreport"]["B3"] = "x_x001B_]0;owned_x0007_\u202e"
    book.save(hostile)
    result = run("render", hostile, "-o", tmp_path / "r.docx")
    assert result.exit_code == 2
    assert not set(result.stderr) & {"\x1b", "\x07", "\u202e"}
