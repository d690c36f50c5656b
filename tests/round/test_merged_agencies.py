"""Agencies that took over others, or have another name: the roster says so, and last year's figures are added up."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from support.fillings import HARBOUR
from support.rounds import sound_entries
from support.works import reported, works
from xlsreport import Place, Submission, load_definition, new_submission, workbook_bytes
from xlsreport.checking.across_years import previous_values
from xlsreport.cli import main
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import open_round
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.round.outgoing.merged_figures import merged_figures
from xlsreport.round.outgoing.previous_year import LastYearEntries, read_last_year

EN = messages_for("en")
HARBOURS = load_definition(str(HARBOUR))
LEFT = Place.parse("calls.left.cargo")
NAMES = {"Port": 1, "Tugs": 20, "Pilots": 300}
"""Last year's bodies, and how many ships left of each."""


def last_year(agency: str, left: int) -> Submission:
    figures = {**sound_entries(HARBOURS), "calls.arrived.cargo": left, str(LEFT): left}
    return new_submission(HARBOURS, agency=agency, year=2024, entries=figures)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("last year")
    for name, left in NAMES.items():
        (folder / f"{name}.xlsx").write_bytes(workbook_bytes(last_year(name, left)))
    return folder


def read(folder: Path, roster: str, reports: Path) -> LastYearEntries:
    listed = folder / "roster.csv"
    listed.write_text(roster, encoding="utf-8")
    return read_last_year(reports, create_round(folder / "round", RoundOptions(str(HARBOUR), 2025, listed), EN))


def left(found: LastYearEntries) -> dict[str, object]:
    return {code: figures[LEFT] for code, figures in found.figures.items()}


@pytest.mark.parametrize("separator", ["、", "; ", " / ", "\n"])
def test_what_was_taken_over_is_added_to_its_own(separator: str, tmp_path: Path, reports: Path) -> None:
    roster = f'编号,名称,并入单位\n1,Port,"Tugs{separator}Pilots"\n2,Locks,—\n3,Quays,无\n'
    found = read(tmp_path, roster, reports)
    assert left(found) == {"1": 321}
    assert found.remarks == [EN("last_year.merged", agency="Port", names="Port, Tugs, Pilots")]


def test_a_new_agency_has_what_those_had_that_it_was_made_of(tmp_path: Path, reports: Path) -> None:
    found = read(tmp_path, "code,name,formed from\n1,Port,\n2,Sea,tugs;Pilots\n", reports)
    assert left(found) == {"1": 1, "2": 320}
    assert found.remarks == [EN("last_year.merged", agency="Sea", names="tugs, Pilots")]
    paragraphs = {name: 2 * lines for name, lines in found.texts["1"].sections.items()}
    assert dict(found.texts["2"].sections) == paragraphs  # all of them report the same words


def test_another_name_is_found_without_a_word(tmp_path: Path, reports: Path) -> None:
    found = read(tmp_path, "code,name,name last year\n1,Port,Port\n2,Towage,Tugs\n3,Pilots,\n", reports)
    assert (left(found), found.remarks) == ({"1": 1, "2": 20, "3": 300}, [])


@pytest.mark.parametrize(("taken_over", "figure"), [("", 1), ("Tugs", 21)])
def test_a_name_that_the_round_gave_out_before_is_its_own(
    taken_over: str, figure: int, tmp_path: Path, reports: Path
) -> None:
    """It is not a part alone of what it has, as it would be without its own."""
    before = "code,name,formed from\n1,Port,\n2,Tugs,\n3,Pilots,\n"
    listed = tmp_path / "roster.csv"
    listed.write_text(before, encoding="utf-8")
    round_ = create_round(tmp_path / "round", RoundOptions(str(HARBOUR), 2025, listed), EN)
    list(distribute(round_))
    later = f"code,name,formed from\n1,Harbour,{taken_over}\n3,Pilots,\n"
    (round_.folder / "roster.csv").write_text(later, encoding="utf-8")
    found = read_last_year(reports, open_round(round_.folder, EN))
    assert left(found) == {"1": figure, "3": 300}
    assert EN("last_year.renamed", agency="Harbour", found="Port", code="1") in found.remarks


def test_names_of_long_ago_are_no_predecessors(tmp_path: Path, reports: Path) -> None:
    found = read(tmp_path, "编号,名称,曾用名\n1,Port,Landing\n2,Tugs,\n3,Pilots,\n", reports)
    assert (left(found), found.remarks) == ({"1": 1, "2": 20, "3": 300}, [])


def test_what_two_took_over_is_given_to_neither(tmp_path: Path, reports: Path) -> None:
    found = read(tmp_path, "编号,名称,并入单位\n1,Port,Tugs\n2,Sea,Tugs\n3,Pilots,\n", reports)
    assert left(found) == {"3": 300}
    names = {"file": reports / "Tugs.xlsx", "agency": "Tugs", "agencies": "1 Port, 2 Sea"}
    assert EN("last_year.taken_over_twice", **names) in found.remarks


def test_where_one_is_missing_there_is_no_sum(tmp_path: Path, reports: Path) -> None:
    found = read(tmp_path, "编号,名称,并入单位\n1,Port,Tugs、Locks\n3,Pilots,\n", reports)
    assert left(found) == {"3": 300}
    assert found.remarks == [EN("last_year.merged_missing", agency="Port", found="Port, Tugs", missing="Locks")]
    assert "1" in found.texts


def test_two_reports_of_one_that_was_taken_over_are_none(tmp_path: Path, reports: Path) -> None:
    twice = tmp_path / "tugs again.xlsx"
    twice.write_bytes((reports / "Tugs.xlsx").read_bytes())
    listed = tmp_path / "roster.csv"
    listed.write_text("编号,名称,并入单位\n1,Port,Tugs\n3,Pilots,\n", encoding="utf-8")
    round_ = create_round(tmp_path / "round", RoundOptions(str(HARBOUR), 2025, listed), EN)
    (tmp_path / "both").mkdir()
    for file in (*reports.iterdir(), twice):
        (tmp_path / "both" / file.name).write_bytes(file.read_bytes())
    found = read_last_year(tmp_path / "both", round_)
    assert left(found) == {"3": 300}
    assert EN("last_year.merged_missing", agency="Port", found="Port", missing="Tugs") in found.remarks
    assert any("Tugs" in one and "tugs again" in one for one in found.remarks)


def test_who_is_in_the_roster_keeps_its_own(tmp_path: Path, reports: Path) -> None:
    found = read(tmp_path, "编号,名称,并入单位\n1,Port,Tugs\n2,Tugs,\n3,Pilots,\n", reports)
    assert left(found) == {"2": 20, "3": 300}
    assert found.remarks == [EN("last_year.merged_missing", agency="Port", found="Port", missing="Tugs")]


def test_the_roster_says_who_is_gone_and_still_there(tmp_path: Path) -> None:
    listed = tmp_path / "roster.csv"
    listed.write_text("编号,名称,并入单位\n1,Port,tugs、Locks\n2,Tugs,\n3,Pilots,Pilots\n", encoding="utf-8")
    said = CliRunner().invoke(main, ["roster", str(listed)]).stdout
    doubts = [line for line in said.splitlines() if "并入单位" in line and "请看" in line]
    assert [("2 Tugs" in one, "Pilots" in one, "1 个单位" in one) for one in doubts] == [(True, False, True)]


def test_the_command_says_whom_it_added_up(tmp_path: Path, reports: Path) -> None:
    listed = tmp_path / "roster.csv"
    listed.write_text("编号,名称,并入单位\n1,Port,Tugs、Pilots\n", encoding="utf-8")
    run = CliRunner()
    summary = run.invoke(main, ["roster", str(listed)])
    assert "并入单位" in summary.stdout
    assert summary.exit_code == 0
    create_round(tmp_path / "round", RoundOptions(str(HARBOUR), 2025, listed), EN)
    done = run.invoke(main, ["distribute", "--round", str(tmp_path / "round"), "--previous", str(reports)])
    assert EN("last_year.merged", agency="Port", names="Port, Tugs, Pilots") in done.stderr.replace("\n", "")
    assert done.exit_code == 0


def test_lines_stand_one_after_the_other_if_there_is_room() -> None:
    form = works()
    known = previous_values(form, 2025, reported(year=2024))
    number = Place.parse("contracts.*.number")
    both = merged_figures(form, [known, known])
    assert [both[number._replace(row=str(line))] for line in range(1, 5)] == ["C-1", "C-2", "C-1", "C-2"]
    assert len(both) == 2 * len(known)
    assert merged_figures(form, [known] * 16) == {}  # 32 lines, of which the list holds 30
