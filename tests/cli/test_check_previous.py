"""``xlsreport check --previous``: one workbook beside that of the year before, without a round."""

from __future__ import annotations

from pathlib import Path
from random import Random

from click.testing import CliRunner, Result

import xlsreport
from support.written import edited, honest_text
from xlsreport.cli import main
from xlsreport.messages import messages_for

ZH = messages_for("zh-CN")
VILLAGE = Path(__file__).parents[1] / "support" / "village.yaml"
DEFINITION = xlsreport.load_definition(str(VILLAGE))


def workbook(folder: Path, year: int, paragraphs: list[str]) -> str:
    entries = {"overview": paragraphs, "problems": ["没有。"]}
    submission = xlsreport.new_submission(DEFINITION, agency="示例村", year=year, entries=entries)
    file = folder / f"{year}.xlsx"
    xlsreport.write_workbook(submission, file)
    return str(file)


def check(*arguments: str) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, ["check", "--definition", str(VILLAGE), *arguments])


def test_text_that_repeats_last_years_is_a_note_and_no_error(tmp_path: Path) -> None:
    text = honest_text(Random(1), 400)
    last, this = workbook(tmp_path, 2024, text), workbook(tmp_path, 2025, edited(text, Random(2), 0.05))
    result = check(this, "--previous", last)
    assert result.exit_code == 0
    assert "[repeated.last_year]" in result.output
    assert "“一、总体情况”有 9" in result.output
    assert "上年第 1 段" in result.output
    assert "[repeated.last_year]" not in check(this).output


def test_a_new_text_is_clean(tmp_path: Path) -> None:
    last, this = (workbook(tmp_path, year, honest_text(Random(year), 400)) for year in (2024, 2025))
    assert ZH("command.clean") in check(this, "--previous", last).output


def test_a_workbook_of_another_year_is_refused_in_a_sentence(tmp_path: Path) -> None:
    last, this = (workbook(tmp_path, year, ["一切如常。"]) for year in (2022, 2025))
    result = check(this, "--previous", last)
    assert result.exit_code == 2
    assert ZH("previous.year", found=2022, expected=2024) in result.output


def test_one_of_last_year_is_not_compared_with_many(tmp_path: Path) -> None:
    last, this = (workbook(tmp_path, year, ["一切如常。"]) for year in (2024, 2025))
    result = check(this, this, "--previous", last)
    assert result.exit_code == 2
    assert ZH("command.one_previous") in result.output


def test_the_file_that_cannot_be_read_is_named_wherever_there_are_several(tmp_path: Path) -> None:
    good, bad, new = workbook(tmp_path, 2025, ["甲。"]), str(tmp_path / "坏.xlsx"), str(tmp_path / "新.xlsx")
    Path(bad).write_text("x", encoding="utf-8")
    said = ZH("command.rejected", file=bad, reason=ZH("rejected.text"))
    form = str(VILLAGE)
    for arguments in (
        ["check", good, "--definition", form, "--previous", bad],
        ["new", form, "-o", new, "--previous", bad],
        ["new", form, "-o", new, "--from", bad],
        ["lint", form, "--try", "甲3件", "--entries", bad],
        ["diff", good, bad, "--definition", form],
        ["diff", bad, good, "--definition", form],
    ):
        result = CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, arguments, catch_exceptions=False)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n"), arguments
