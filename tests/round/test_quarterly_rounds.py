"""Rounds about a quarter: their settings, files, last period's figures, and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.quarterly import UK_QUARTERS, form, form_text
from xlsreport import Submission, new_submission, read_workbook, write_workbook
from xlsreport.cli.group import main
from xlsreport.definition.place import Place
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import collect

EN = messages_for("en")
OPEN = Place.parse("repairs.homes.open")


def command(*arguments: object) -> Result:
    runner = CliRunner(env={"XLSREPORT_LANG": "en"})
    return runner.invoke(main, list(map(str, arguments)), catch_exceptions=False)


def begun(folder: Path, period: str, language: str = "en") -> Round:
    definition, roster = folder / "repairs.yaml", folder / "roster.csv"
    definition.write_text(form_text(UK_QUARTERS, language), encoding="utf-8")
    roster.write_text("code,name\n01,Oldham\n", encoding="utf-8")
    said = command("init", folder / period, "--definition", definition, "--period", period, "--roster", roster)
    assert said.exit_code == 0, said.output
    return open_round(folder / period, EN)


def reported(round_: Round, **entries: int) -> Submission:
    figures = {f"repairs.homes.{name}": number for name, number in entries.items()}
    (given,) = round_.subfolder("round.distributed").glob("01-*.xlsx")
    blank = read_workbook(given, round_.definition)
    return replace(blank, entries=new_submission(round_.definition, entries=figures).entries)


@pytest.mark.parametrize(
    ("language", "title", "file"),
    [
        ("en", "Repairs return, Q1 2025/26", "01-Oldham-2025-Q1 report.xlsx"),
        ("zh-CN", "2025/26年度第一季度 Repairs return", "01-Oldham-2025-Q1报告.xlsx"),
    ],
)
def test_a_round_collects_a_quarter(language: str, title: str, file: str, tmp_path: Path) -> None:
    round_ = begun(tmp_path, "2025-Q1", language)
    assert (round_.year, round_.part, round_.title) == (2025, 1, title)
    assert command("distribute", "--round", round_.folder).exit_code == 0
    (given,) = round_.subfolder("round.distributed").glob("01-*.xlsx")
    assert given.name == file
    read = read_workbook(given, round_.definition)
    assert (read.year, read.part) == (2025, 1)


def test_the_quarter_before_is_last_periods_round(tmp_path: Path) -> None:
    before, now = begun(tmp_path, "2024-Q4"), begun(tmp_path, "2025-Q1")
    assert command("distribute", "--round", before.folder).exit_code == 0
    write_workbook(reported(before, done=2, open=5), tmp_path / "sent.xlsx")
    list(collect(before, [tmp_path / "sent.xlsx"], processes=1))
    assert command("distribute", "--round", now.folder, "--previous", before.folder).exit_code == 0
    assert reported(now).previous == {OPEN: 5}


def test_a_workbook_of_another_quarter_is_kept_out(tmp_path: Path) -> None:
    before, now = begun(tmp_path, "2024-Q4"), begun(tmp_path, "2025-Q1")
    for round_ in (before, now):
        assert command("distribute", "--round", round_.folder).exit_code == 0
    write_workbook(reported(before, done=2, open=5), tmp_path / "sent.xlsx")
    (kept,) = collect(now, [tmp_path / "sent.xlsx"], processes=1)
    assert "This workbook is for Q4 2024/25, and this round collects Q1 2025/26." in str(kept)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--year", "2025"), "say --period 2025-Q1 instead of --year"),
        (("--period", "2025-Q5"), "“2025-Q5” is no period of this report; write it as 2025-Q1."),
        (("--period", "2025-Q1", "--year", "2025"), "Give either --year or --period."),
    ],
)
def test_a_period_that_does_not_fit_is_refused_in_a_sentence(
    options: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    definition = tmp_path / "repairs.yaml"
    definition.write_text(form_text(UK_QUARTERS), encoding="utf-8")
    said = command("new", definition, "-o", tmp_path / "new.xlsx", *options)
    assert said.exit_code == 2
    assert sentence in " ".join(said.output.split())


def test_a_new_workbook_has_its_period_and_that_before(tmp_path: Path) -> None:
    definition, last, new = tmp_path / "repairs.yaml", tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    definition.write_text(form_text(UK_QUARTERS), encoding="utf-8")
    figures = {"repairs.homes.done": 1, "repairs.homes.open": 4}
    quarter = form(UK_QUARTERS)
    write_workbook(new_submission(quarter, agency="Oldham", year=2024, part=4, entries=figures), last)
    said = command("new", definition, "-o", new, "--agency", "Oldham", "--period", "2025-Q1", "--previous", last)
    assert said.exit_code == 0, said.output
    read = read_workbook(new, quarter)
    assert (read.year, read.part, read.previous) == (2025, 1, {OPEN: 4})


def test_inside_a_round_check_and_render_need_no_definition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = begun(tmp_path, "2025-Q1")
    assert command("distribute", "--round", round_.folder).exit_code == 0
    sent = tmp_path / "sent.xlsx"
    write_workbook(reported(round_, done=2, open=5), sent)
    monkeypatch.chdir(tmp_path)
    assert command("check", sent).exit_code == 2
    monkeypatch.chdir(round_.subfolder("round.distributed"))
    said = command("check", sent)
    assert (said.exit_code, said.output) == (0, f"{sent} (Oldham 2025-Q1): nothing to complain about\n")
    assert command("render", sent, "-o", tmp_path / "report.html").exit_code == 0
    assert "Oldham: repairs, Q1 2025/26" in (tmp_path / "report.html").read_text(encoding="utf-8")
