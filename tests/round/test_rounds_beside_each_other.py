"""Several rounds of an office in one folder, with one place where everything that is sent lies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.quarterly import UK_QUARTERS, form_text
from xlsreport import new_submission, read_workbook, write_workbook
from xlsreport.cli.group import main
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round, open_round


def command(*arguments: object) -> Result:
    runner = CliRunner(env={"XLSREPORT_LANG": "en"})
    return runner.invoke(main, list(map(str, arguments)), catch_exceptions=False)


def begun(folder: Path, period: str, form: str = "repairs.yaml") -> Round:
    said = command(
        *("init", folder / period, "--definition", folder / form),
        *("--period", period.rpartition(" ")[2], "--roster", folder / "roster.csv"),
    )
    assert said.exit_code == 0, said.output
    return open_round(folder / period, messages_for("en"))


def send(round_: Round, code: str, name: str, **figures: int) -> None:
    """Put a filled workbook of an agency into the place of all rounds."""
    (given,) = round_.subfolder("round.distributed").glob(f"{code}-*.xlsx")
    issued = read_workbook(given, round_.definition)
    entries = {f"repairs.homes.{name}": number for name, number in figures.items()}
    filled = replace(issued, entries=new_submission(round_.definition, entries=entries).entries)
    write_workbook(filled, round_.folder.parent / "inbox" / name)


def states(round_: Round) -> dict[str, str]:
    status = json.loads(command("status", "--round", round_.folder, "--format", "json").stdout)
    return {agency["code"]: agency["state"] for agency in status["agencies"]}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "repairs.yaml").write_text(form_text(UK_QUARTERS), encoding="utf-8")
    visits = form_text(UK_QUARTERS).replace("id: repairs-return", "id: visits-return")
    (tmp_path / "visits.yaml").write_text(visits, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("code,name\n01,Oldham\n02,Bury\n", encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.mark.slow
def test_a_quarter_is_begun_while_the_last_is_not_closed(office: Path) -> None:
    first = begun(office, "2025-Q1")
    assert command("distribute", "--round", first.folder).exit_code == 0
    send(first, "01", "a.xlsx", done=2, open=5)
    command("collect", office / "inbox", "--round", first.folder)

    second = begun(office, "2025-Q2")
    said = command("distribute", "--round", second.folder, "--previous", first.folder).output
    assert "1 of them have the previous period's figures" in said
    assert "The previous period's figures: nothing was found of 1 agency: 02 Bury (not sent)." in said
    send(second, "01", "b.xlsx", done=1, open=4)
    send(first, "02", "c.xlsx", done=3, open=7)

    collected = command("collect", office / "inbox", "--round", second.folder).output
    assert (
        f"c.xlsx: kept out. This workbook is for Q1 2025/26, and this round collects Q2 2025/26. It was given out in "
        f"the round in {first.folder}: collect it there."
    ) in collected
    command("collect", office / "inbox", "--round", first.folder)
    assert states(first) == {"01": "accepted", "02": "accepted"}
    assert states(second) == {"01": "accepted", "02": "missing"}

    said = command("distribute", "--round", second.folder, "--previous", first.folder).output
    assert "1 written, 1 unchanged, 0 left alone; 2 of them have the previous period's figures." in said
    send(second, "02", "d.xlsx", done=1, open=5)
    said = command("collect", office / "inbox", "--round", second.folder).output
    assert "d.xlsx: 02 Bury, 1 error" in said, "7 were open before, 6 are accounted for"
    assert states(second) == {"01": "accepted", "02": "errors"}


@pytest.mark.slow
def test_two_reports_are_collected_at_once(office: Path) -> None:
    repairs, visits = begun(office, "2025-Q1"), begun(office, "visits 2025-Q1", "visits.yaml")
    for round_ in (repairs, visits):
        assert command("distribute", "--round", round_.folder).exit_code == 0
    send(repairs, "01", "a.xlsx", done=2, open=5)
    send(visits, "01", "b.xlsx", done=4, open=6)
    said = command("collect", office / "inbox", "--round", repairs.folder).output
    assert (
        "b.xlsx: kept out. This workbook is of “visits-return/1”, and this round collects “repairs-return/1”. It was "
        f"given out in the round in {visits.folder}: collect it there."
    ) in said
    command("collect", office / "inbox", "--round", visits.folder)
    assert states(repairs)["01"] == states(visits)["01"] == "accepted"


def test_a_workbook_of_a_round_elsewhere_is_asked_to_be_filled_anew(office: Path, tmp_path: Path) -> None:
    first, second = begun(office, "2025-Q1"), begun(office, "2025-Q2")
    assert command("distribute", "--round", first.folder).exit_code == 0
    send(first, "01", "a.xlsx", done=2, open=5)
    first.folder.rename(tmp_path / "inbox" / "put away")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "round.yaml").write_text("round: [", encoding="utf-8")
    said = command("collect", office / "inbox" / "a.xlsx", "--round", second.folder).output
    assert "Fill the workbook that was given out in this round." in said
