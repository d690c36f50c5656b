"""The command over workbooks, published reports and definitions, and the files that it writes."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.cell.rich_text import CellRichText, TextBlock

from support.definitions import loaded
from support.files import official, saved
from support.fillings import fillings
from xlsreport import build_document, diff_submissions, migrate, new_submission, render
from xlsreport.cli.group import main
from xlsreport.comparison.comparison_report import lines_on_submissions
from xlsreport.definition.place import Place
from xlsreport.document.output_formats import read_back
from xlsreport.messages import messages_for

OLD, NEW = "cn-gov-info-disclosure/2019", "cn-gov-info-disclosure/2021"


def command(*arguments: object) -> Result:
    runner = CliRunner(env={"XLSREPORT_LANG": "zh-CN"})
    return runner.invoke(main, ["diff", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A workbook and what became of it two days later."""
    entries = {"requests.received.natural": 12, "overview": ["收到申请12件。"], "phone": "0123"}
    before = new_submission(official(), agency="示例县", year=2025, entries=entries)
    entries |= {"requests.received.natural": 15, "overview": ["收到申请15件。"]}
    after = new_submission(official(), agency="示例县", year=2025, entries=entries)
    return saved(before, tmp_path, "before.xlsx"), saved(after, tmp_path, "after.xlsx")


LINES = [
    "三、申请办理：一、本年新收政府信息公开申请数量 · 自然人：12 → 15（+3）",
    "一、总体情况：收到申请〔删：12〕〔增：15〕件。",
]


@pytest.mark.slow
def test_two_workbooks_on_the_terminal_and_in_files(tmp_path: Path, two: tuple[Path, Path]) -> None:
    said = command(*two)
    assert (said.exit_code, said.output.splitlines()[1:]) == (1, [*LINES, "2 处不同，3 处相同。"])
    for ending in ("xlsx", "docx", "txt"):
        assert command(*two, "-o", tmp_path / f"sides.{ending}").exit_code == 1
    text = (tmp_path / "sides.txt").read_text(encoding="utf-8-sig")
    assert text.splitlines()[2:] == LINES
    sheets = openpyxl.load_workbook(tmp_path / "sides.xlsx")
    rows = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] for sheet in sheets}
    where = "三、申请办理：一、本年新收政府信息公开申请数量 · 自然人"
    assert rows == {
        "数据": [[where, 12, 15, "+3"]],
        "文字": [["一、总体情况", "收到申请12件。", "收到申请15件。", "收到申请1215件。"]],
    }
    rich = openpyxl.load_workbook(tmp_path / "sides.xlsx", rich_text=True)["文字"]["D3"].value
    assert isinstance(rich, CellRichText)
    looks = [(part.text, bool(part.font.strike), bool(part.font.b)) for part in rich if isinstance(part, TextBlock)]
    struck, bold = ("12", True, False), ("15", False, True)
    assert looks == [("收到申请", False, False), struck, bold, ("件。", False, False)]
    printed = (tmp_path / "sides.docx").read_bytes()
    assert "收到申请1215件。" in str(read_back(printed, "docx", messages_for("zh-CN")))
    tables = docx.Document(str(tmp_path / "sides.docx")).tables
    runs = [run for table in tables for row in table.rows for run in row.cells[-1].paragraphs[0].runs]
    assert {(run.text, bool(run.font.strike), bool(run.font.bold)) for run in runs} >= {struck, bold}
    same = command(two[0], two[0], "--format", "json")
    assert (same.exit_code, json.loads(same.output)) == (0, {"same": 5, "differences": []})


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_workbook_does_not_differ_from_what_was_published_of_it(number: int, tmp_path: Path) -> None:
    """Zeros, a nil return, and zeros beside last year's figures; reasons for warnings are printed nowhere."""
    filled = list(fillings(official(), 4))[number]
    reasons = {"carried_over.natural": "核减后调整。"}
    workbook = saved(replace(filled, explanations=reasons), tmp_path)
    page = tmp_path / "published.html"
    page.write_bytes(render(build_document(filled), "html"))
    said = command(workbook, page, "--format", "json")
    assert json.loads(said.output)["differences"] == []
    assert json.loads(said.output)["same"] > 150


def test_a_figure_of_last_year_is_called_that() -> None:
    form, valid = official(), Place("proactive", "normative", "valid")
    first, second = (new_submission(form, year=2025, previous={valid: Decimal(number)}) for number in (80, 90))
    line = "二、主动公开：行政规范性文件 · 现行有效件数（上年）：80 → 90"
    assert list(lines_on_submissions(diff_submissions(first, second))) == [line]


@pytest.mark.slow
def test_workbooks_of_two_editions(tmp_path: Path) -> None:
    entries = {"requests.received.natural": 7, "proactive.procurement.projects": 2}
    earlier = new_submission(loaded(OLD), agency="示例县", year=2020, entries=entries)
    moved = migrate(earlier, official()).after
    said = command(saved(earlier, tmp_path, "old.xlsx"), saved(moved, tmp_path, "new.xlsx"))
    assert said.output.splitlines()[1:-1] == ["二、主动公开：政府集中采购 · 采购项目数量：2 → （不填）"]


@pytest.mark.slow
def test_definitions_and_what_becomes_of_workbooks() -> None:
    said = command(OLD, NEW)
    assert said.exit_code == 1
    assert "删去行“二、主动公开政府信息情况 › 政府集中采购”" in said.output.splitlines()
    assert said.output.splitlines()[-1].startswith("这是两个版本：cn-gov-info-disclosure/2019 的工作簿不会当作")
    same = command(NEW, NEW)
    assert (same.exit_code, same.output.splitlines()[-1][:12]) == (0, "已经发出的工作簿照样有效")
    told = json.loads(command(OLD, NEW, "--format", "json").output)
    assert told["workbooks"] == "other_edition"
    assert {"sort": "removed", "part": "row", "name": "proactive.procurement"}.items() <= {
        key: value for one in told["changes"] if one["name"] == "proactive.procurement" for key, value in one.items()
    }.items()


def test_one_of_each_cannot_be_compared(two: tuple[Path, Path]) -> None:
    said = command(NEW, two[0])
    assert (said.exit_code, "一样一个不能比较" in said.output) == (2, True)
