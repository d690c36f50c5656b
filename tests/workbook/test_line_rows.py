"""Tables with a row for each line of a list: what is written is read back, and every engine comes to the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.agreement import differences
from support.engines import CALCULATING, ENGINES, calculates
from support.offices import GOOD, NORTH, OFFICES, SOUTH, at_random, offices, offices_of_hearing, reported
from xlsreport import (
    EntriesError,
    RejectedWorkbookError,
    Submission,
    check,
    new_submission,
    read_workbook,
    write_workbook,
)
from xlsreport.checking.replaced_entries import with_entries
from xlsreport.definition.loading.definition_loading import parse_definition

SEEDS = range(14)


def errors(submission: Submission) -> list[tuple[str, str, str]]:
    """The errors that a check finds."""
    return [(one.rule, one.place, one.message) for one in check(submission) if one.severity == "error"]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_written_is_read_back(seed: int, tmp_path: Path) -> None:
    given = at_random(seed)
    write_workbook(given, tmp_path / "offices.xlsx")
    found = read_workbook(tmp_path / "offices.xlsx", given.definition)
    assert found.previous == given.previous
    assert {p: e.held for p, e in found.entries.items()} == {p: e.held for p, e in given.entries.items()}
    assert errors(found) == errors(given)


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_come_to_what_python_comes_to(engine: str, tmp_path: Path) -> None:
    seeds = calculates(engine, SEEDS)
    files = [tmp_path / f"{seed}.xlsx" for seed in seeds]
    for seed, file in zip(seeds, files, strict=True):
        write_workbook(at_random(seed), file)
    found = {
        file.name: differences(file, calculated) for file, calculated in zip(files, ENGINES[engine](files), strict=True)
    }
    assert {name: different for name, different in found.items() if different} == {}


def test_lines_cannot_be_sorted_or_filtered(tmp_path: Path) -> None:
    write_workbook(reported(), tmp_path / "offices.xlsx")
    sheet = load_workbook(tmp_path / "offices.xlsx")["Offices"]
    assert sheet.protection.sheet
    assert sheet.protection.sort
    assert sheet.auto_filter.ref is None


@pytest.mark.parametrize("deed", ["sorted", "deleted", "inserted"])
def test_a_file_whose_lines_were_moved_is_refused(deed: str, tmp_path: Path) -> None:
    """Figures would else be another office's."""
    write_workbook(reported(), tmp_path / "offices.xlsx")
    book = load_workbook(tmp_path / "offices.xlsx")
    sheet = book["Offices"]
    if deed == "sorted":
        for cell, other in zip(sheet[5], sheet[7], strict=True):
            cell.value, other.value = other.value, cell.value
    elif deed == "deleted":
        sheet.delete_rows(6)
    else:
        sheet.insert_rows(6)
    book.save(tmp_path / "moved.xlsx")
    with pytest.raises(RejectedWorkbookError):
        read_workbook(tmp_path / "moved.xlsx", offices())


def test_figures_of_a_line_that_was_cleared_are_told() -> None:
    found = errors(reported([NORTH], GOOD))
    assert [(rule, place) for rule, place, _ in found] == [
        ("not_asked", "requests.offices_3.open:requests.offices_3.processed"),
        ("not_asked", "appeals.offices_3.days"),
    ]
    assert "line 3 of “Offices”" in found[0][2]


def test_figures_of_a_line_that_has_no_row_in_a_table_are_told_with_the_reason() -> None:
    form = offices_of_hearing()
    ((rule, place, message),) = errors(reported(form=form))
    assert (rule, place) == ("not_asked", "appeals.offices_3.days")
    assert "Hears appeals" in message
    answered = reported([NORTH, {}, {**SOUTH, "hears": "Y"}], form=form)
    assert [(rule, place) for rule, place, _ in errors(answered)] == [("filled", "appeals.offices_3.made")]


def test_lines_are_looked_up_by_what_the_line_of_a_row_has() -> None:
    figures = {name: figure for name, figure in GOOD.items() if name != "appeals.offices_3.days"}
    form = offices_of_hearing()
    assert errors(reported(figures=figures, form=form)) == []
    same = reported([NORTH, {}, {**SOUTH, "code": "n1 "}], figures, form=form)
    assert {rule for rule, _, _ in errors(same)} == {"once"}


def test_findings_name_the_office() -> None:
    ((rule, place, message),) = errors(reported([NORTH, {}, SOUTH], {**GOOD, "requests.offices_3.processed": 3}))
    assert (rule, place) == ("not_more", "requests.offices_3.processed")
    assert message.startswith("S2 South: ")


def test_a_figure_is_compared_with_that_of_its_own_line() -> None:
    many = {**GOOD, "requests.offices_3.received": 300, "requests.offices_3.processed": 201}
    warned = [one for one in check(reported([NORTH, {}, SOUTH], many)) if one.severity == "warning"]
    assert warned == []  # the office has two, so that the rule does not ask
    more = {**many, "requests.offices_3.processed": 301, "requests.offices_3.open": 9}
    found = check(reported([NORTH, {}, {**SOUTH, "staff": 3}], more))
    assert [(one.rule, one.place) for one in found] == [("per_head", "requests.offices_3.processed")]


def test_figures_follow_their_line_into_another_list() -> None:
    new = [{**SOUTH, "staff": 9}, {"code": "Z", "office": "Zoo", "staff": 1, "hears": "N"}, NORTH]
    moved = with_entries(reported(), {"offices": new})
    received = {p.row: entry.typed for p, entry in moved.entries.items() if p.column == "received"}
    assert received == {"offices_3": 5, "offices_1": 2}
    with pytest.raises(EntriesError, match="figures of S2 South"):
        with_entries(reported(), {"offices": [NORTH]})


def test_the_number_of_lines_is_put_into_words() -> None:
    none = {**GOOD, "requests.offices_1.received": 0, "requests.offices_3.received": 0}
    (found,) = [one for one in check(reported(figures=none)) if one.rule == "all_offices"]
    assert "at least the number of lines of Offices = 2" in found.message


@pytest.mark.slow
def test_a_longer_list_has_no_more_conditional_formats(tmp_path: Path) -> None:
    counts = []
    for most in (8, 20):
        form = parse_definition(OFFICES.read_text(encoding="utf-8").replace("most: 8", f"most: {most}"))
        write_workbook(new_submission(form), tmp_path / "offices.xlsx")
        sheet = load_workbook(tmp_path / "offices.xlsx")["Work"]
        counts.append(sum(len(formats.rules) for formats in sheet.conditional_formatting))
    assert counts[0] == counts[1] > 20
