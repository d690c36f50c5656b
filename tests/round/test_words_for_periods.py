"""Whatever is said of a round about a quarter, half year or month speaks of the period with which it is compared."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from support.definitions import loaded
from support.quarterly import form_text
from xlsreport import new_submission, read_workbook, write_workbook
from xlsreport.cli.group import main

EARLIER_BY_YEARS = r"[Ll]ast year|上年|去年"
RULE = """\
  - id: growth
    figure: repairs.homes.done
    explain_change: {more_than: 40%, at_least: 20}
    statement: About as many
"""
CASES = [
    ('every: quarter, starts: "04-01"', "2025-Q1", "2024-Q4", "the previous period's Homes", "上期报告的"),
    ("every: half_year", "2025-H1", "2024-H2", "the previous period's Homes", "上期报告的"),
    ("every: month", "2025-01", "2024-12", "the previous period's Homes", "上期报告的"),
    ("every: quarter, compare: year_before", "2025-Q2", "2024-Q2", "last year's same-period Homes", "上年同期报告的"),
    ("every: month, compare: year_before", "2025-03", "2024-03", "last year's same-period Homes", "上年同期报告的"),
]
CHANGE = {
    ("en", False): "90 in this period, 30 in the period before, 60 more",
    ("en", True): "90 in this period, 30 in the same period of last year, 60 more",
    ("zh-CN", False): "本期是 90，上期是 30",
    ("zh-CN", True): "本期是 90，上年同期是 30",
}


def texts_of(path: Path) -> str:
    """All texts of a workbook or a letter."""
    with ZipFile(path) as file:
        parts = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
    return re.sub(r"<[^>]*>", " ", " ".join(parts))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize(("period", "now", "before", "english", "chinese"), CASES)
def test_a_round_from_beginning_to_end(
    period: str, now: str, before: str, english: str, chinese: str, language: str, tmp_path: Path
) -> None:
    said: list[str] = []

    def run(*arguments: object) -> str:
        runner = CliRunner(env={"XLSREPORT_LANG": language})
        said.append(runner.invoke(main, list(map(str, arguments)), catch_exceptions=False).output)
        return said[-1]

    form = tmp_path / "repairs.yaml"
    form.write_text(form_text(period, language) + RULE, encoding="utf-8")
    definition = loaded(form)
    (tmp_path / "roster.csv").write_text("code,name\n01,Oldham\n02,Bury\n", encoding="utf-8")

    def begin(code: str) -> Path:
        run("init", tmp_path / code, "--definition", form, "--period", code, "--roster", tmp_path / "roster.csv")
        return tmp_path / code

    def send(folder: Path, done: int, open_: int) -> None:
        (given,) = folder.glob("*/01-*.xlsx")
        figures = {"repairs.homes.done": done, "repairs.homes.open": open_}
        entries = new_submission(definition, entries=figures).entries
        write_workbook(replace(read_workbook(given, definition), entries=entries), tmp_path / f"{folder.name}.xlsx")
        run("collect", tmp_path / f"{folder.name}.xlsx", "--round", folder)

    earlier, present = begin(before), begin(now)
    run("distribute", "--round", earlier)
    send(earlier, 30, 99)
    run("distribute", "--round", present, "--previous", earlier)
    send(present, 90, 2)
    run("return", "--round", present)
    run("compare", "--round", present)
    run("status", "--round", present)
    run("status", "--round", present, "-o", tmp_path / "status.html")
    same = "year_before" in period
    checked = run("check", tmp_path / f"{now}.xlsx", "--definition", form)
    assert (english if language == "en" else chinese) in checked
    assert CHANGE[language, same] in checked
    everything = [*said, *map(texts_of, present.glob("*/*.xlsx")), *map(texts_of, present.glob("*/*.docx"))]
    everything.append((tmp_path / "status.html").read_text(encoding="utf-8"))
    same_period = re.compile("same period of last year|last year's same-period|上年同期", re.IGNORECASE)
    kept = [same_period.sub("", unescape(text)) for text in everything]
    assert [re.findall(f".{{0,40}}(?:{EARLIER_BY_YEARS}).{{0,20}}", text) for text in kept] == [[] for _ in kept]
