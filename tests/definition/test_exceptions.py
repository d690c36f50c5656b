"""Single cells of a row or column that are entered although the rest is computed, or that do not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from support.office import recalculated
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.wording import Wording
from xlsreport.definition.combining import combination_by_place
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.advice import advice_on
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.proof.verification import verify
from xlsreport.layout.grid import table_grid

COLUMNS: list[dict[str, Any]] = [
    {"id": "received", "label": "Received"},
    {"id": "answered", "label": "Answered"},
    {"id": "median", "label": "Median days"},
    {"id": "open", "label": "Open", "total": "received - answered"},
]
ROWS: list[dict[str, Any]] = [
    {"id": "north", "label": "North"},
    {"id": "south", "label": "South", "except": {"median": "none"}},
    {"id": "all", "label": "OVERALL", "total": "north + south", "except": ["median"]},
]


def text_of(
    columns: list[dict[str, Any]], rows: list[dict[str, Any]], rules: list[dict[str, Any]] | None = None
) -> str:
    table = {"id": "t", "columns": columns, "rows": rows, "rules": rules or []}
    return yaml.safe_dump(
        {
            "id": "offices",
            "edition": "1",
            "language": "en",
            "name": "Offices",
            "title": "Offices of {agency}, {year}",
            "period": {"label": "Year", "text": "{year}"},
            "sections": [{"id": "s", "heading": "1. Offices", "sheet": "Offices", "tables": [table]}],
        },
        sort_keys=False,
    )


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(text_of(COLUMNS, ROWS))


@pytest.fixture(scope="module")
def submission(definition: Definition) -> Submission:
    entries = {"t.north.received": 30, "t.north.answered": 20, "t.north.median": 9}
    entries |= {"t.south.received": 5, "t.south.answered": 5, "t.all.median": 8}
    return new_submission(definition, agency="Port", year=2025, entries=entries)


def test_what_is_excepted_is_entered_or_not_there(definition: Definition) -> None:
    places = {str(place): facts.computed for place, facts in definition.places.items()}
    assert "t.south.median" not in places
    assert places["t.all.median"] is False
    assert [place for place, computed in places.items() if computed] == [
        "t.north.open",
        "t.south.open",
        "t.all.received",
        "t.all.answered",
        "t.all.open",
    ]


def test_the_rest_is_computed(submission: Submission) -> None:
    values = Values(submission)
    assert [values.at(Place.parse(f"t.all.{column}")) for column in ("received", "answered", "median", "open")] == [
        35,
        25,
        8,
        10,
    ]


def test_the_workbook_asks_for_it_and_has_no_cell_where_there_is_none(submission: Submission, tmp_path: Path) -> None:
    file = tmp_path / "offices.xlsx"
    write_workbook(submission, file)
    sheet = openpyxl.load_workbook(file)["Offices"]
    entered = sheet[submission.positions.cell(Place.parse("t.all.median")).a1]
    assert (entered.value, entered.protection.locked) == (8, False)
    south, gap = sheet["A4"], sheet["D4"]
    assert south.value == "South"
    assert (gap.value, gap.protection.locked) == (None, True)
    assert check(read_workbook(file, submission.definition)) == ()


def test_a_blank_one_is_asked_for(submission: Submission, definition: Definition) -> None:
    entries = {str(place): entry.typed for place, entry in submission.entries.items() if str(place) != "t.all.median"}
    blank = new_submission(definition, agency="Port", year=2025, entries=entries)
    [finding] = check(blank)
    assert (finding.rule, finding.place) == ("filled", "t.all.median")


@pytest.mark.parametrize("format_", FORMATS)
def test_documents_leave_the_cell_empty(submission: Submission, format_: Format) -> None:
    verify(render(build_document(submission), format_), format_, submission)
    assert "t.south.median" not in build_document(submission).figures


@pytest.mark.engine
def test_a_spreadsheet_computes_the_same(submission: Submission, tmp_path: Path) -> None:
    file = tmp_path / "offices.xlsx"
    write_workbook(submission, file)
    [opened] = recalculated([file], tmp_path / "office")
    values = Values(submission)
    shown = read_workbook(opened, submission.definition).shown
    assert {str(place): found for place, found in shown.items()} == {str(place): values.at(place) for place in shown}
    assert len(shown) == 5


@pytest.mark.parametrize(
    ("column", "row", "key"),
    [
        ({}, {"except": ["medain"]}, "unknown_name"),
        ({}, {"except": {"received": "entry"}}, "except_not_computed"),
        ({"except": {"north": "entry"}}, {}, "except_not_computed"),
        (
            {},
            {"except": {"received": "none", "answered": "none", "median": "none", "open": "none"}},
            "row_without_cells",
        ),
    ],
)
def test_mistakes_are_named(column: dict[str, Any], row: dict[str, Any], key: str) -> None:
    columns = [{**COLUMNS[0], **column}, *COLUMNS[1:]]
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text_of(columns, [{**ROWS[0], **row}]))
    assert key in [problem.problem.key for problem in caught.value.problems]


def test_a_rule_over_a_cell_that_is_not_there_is_a_mistake() -> None:
    rules = [{"id": "fast", "require": "south.median <= 20", "statement": "The south is fast"}]
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text_of(COLUMNS, ROWS, rules))
    assert [problem.problem.key for problem in caught.value.problems] == ["no_figure"]


def test_the_column_may_say_that_the_computed_row_is_entered_there(definition: Definition) -> None:
    """So that the same rows stand in many tables."""
    columns = [COLUMNS[0], COLUMNS[1], {**COLUMNS[2], "except": ["all"]}, COLUMNS[3]]
    last = {key: value for key, value in ROWS[2].items() if key != "except"}
    said = parse_definition(text_of(columns, [*ROWS[:2], last]))
    assert said.places == definition.places
    assert [total.place for total in said.totals] == [total.place for total in definition.totals]


def test_a_group_of_rows_without_words_only_names_them() -> None:
    plain = parse_definition(text_of(COLUMNS, ROWS))
    named = [{"id": "offices", "rows": ROWS[:2]}, {**ROWS[2], "total": "sum(offices)"}]
    rules = [{"id": "enough", "for": ["offices"], "require": "answered <= received", "statement": "Not more"}]
    grouped = parse_definition(text_of(COLUMNS, named, rules))
    assert table_grid(grouped, "t") == table_grid(plain, "t")
    assert [case.member for case in grouped.cases] == ["north", "south"]
    total = next(total for total in grouped.totals if str(total.place) == "t.all.received")
    assert Wording(grouped).total(total) == "OVERALL = the sum of “North … South”"
    assert {place: facts.row_labels for place, facts in grouped.places.items()} == {
        place: facts.row_labels for place, facts in plain.places.items()
    }


OFFICES: list[dict[str, Any]] = [
    {"id": "offices", "rows": [{"id": "north", "label": "North"}, {"id": "south", "label": "South"}]},
    {"id": "all", "label": "OVERALL", "total": "sum(offices)"},
]
LOWEST: dict[str, Any] = {"id": "lowest", "label": "Lowest"}
SINGLE = {"t.north.received": 4, "t.south.received": 6, "t.north.lowest": 3, "t.south.lowest": 2}


def computed_singly(expression: str, told_by: str = "column") -> Definition:
    """A form of which the last row adds up, but for its cell of the lowest."""
    column = {**LOWEST, "except": {"all": expression}} if told_by == "column" else LOWEST
    last = {**OFFICES[1], "except": {"lowest": expression}} if told_by == "row" else OFFICES[1]
    return parse_definition(text_of([COLUMNS[0], column], [OFFICES[0], last]))


@pytest.mark.parametrize("told_by", ["row", "column"])
@pytest.mark.parametrize(
    ("expression", "value", "wording"),
    [
        ("min(offices)", 2, "OVERALL = the least of (North … South)"),
        ("received / 5", 2, "Lowest = Received ÷ 5"),
        ("max(north, received)", 10, "OVERALL · Lowest = the greatest of (North · Lowest, OVERALL · Received)"),
        ("sum(offices.received)", 10, "OVERALL · Lowest = the sum of “North … South · Received”"),
    ],
)
def test_a_single_cell_has_an_expression_of_its_own(told_by: str, expression: str, value: int, wording: str) -> None:
    """It names rows of its column and columns of its row, wherever it is written."""
    definition = computed_singly(expression, told_by)
    totals = {str(total.place): total for total in definition.totals}
    assert sorted(totals) == ["t.all.lowest", "t.all.received"]
    assert Wording(definition).total(totals["t.all.lowest"]) == wording
    values = Values(new_submission(definition, agency="Port", year=2025, entries=SINGLE))
    assert (values.at(Place.parse("t.all.received")), values.at(Place.parse("t.all.lowest"))) == (10, value)


@pytest.mark.parametrize(
    ("expression", "told_by", "path", "key"),
    [
        ("min(ofices)", "column", "columns[1].except.all", "unknown_name"),
        ("entri", "row", "rows[1].except.lowest", "unknown_name"),
        ("min(offices", "column", "columns[1].except.all", "close"),
        ("all.lowest + 1", "column", "columns[1].except.all", "circle"),
        ("min(previous.offices)", "row", "rows[1].except.lowest", "total_of_previous"),
    ],
)
def test_mistakes_in_the_expression_of_a_cell_are_told_at_the_cell(
    expression: str, told_by: str, path: str, key: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        computed_singly(expression, told_by)
    [problem] = caught.value.problems
    assert (problem.path, problem.problem.key) == (f"sections[0].tables[0].{path}", key)
    if expression == "entri":
        assert problem.problem.suggestion == "entry"


@pytest.mark.parametrize("other", ["entry", "none", "max(offices)"])
def test_the_row_and_the_column_may_not_both_say_what_a_cell_is(other: str) -> None:
    column = {**LOWEST, "except": {"all": "min(offices)"}}
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text_of([COLUMNS[0], column], [OFFICES[0], {**OFFICES[1], "except": {"lowest": other}}]))
    assert "except_twice" in [problem.problem.key for problem in caught.value.problems]


def test_a_name_of_a_row_and_a_column_needs_both() -> None:
    columns = [{"id": "north", "label": "In the north"}, {**LOWEST, "except": {"all": "north + 1"}}]
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text_of(columns, OFFICES))
    assert [problem.problem.key for problem in caught.value.problems] == ["row_or_column"]
    columns[1]["except"] = {"all": "north.lowest + 1"}
    assert Place.parse("t.all.lowest") in {total.place for total in parse_definition(text_of(columns, OFFICES)).totals}


def test_a_cell_in_an_entered_row_may_be_computed() -> None:
    definition = parse_definition(text_of([COLUMNS[0], LOWEST], [{**ROWS[0], "except": {"lowest": "received / 2"}}]))
    assert [str(total.place) for total in definition.totals] == ["t.north.lowest"]


def test_advice_on_a_cell_that_is_rounded() -> None:
    [advice] = advice_on(computed_singly("received / 5"))
    assert (advice.key, advice.path[-2:]) == ("total_without_kind", ("except", "all"))


@pytest.mark.engine
@pytest.mark.parametrize("entered", ["N/A", 3])
def test_the_single_expression_is_in_the_workbook(entered: str | int, tmp_path: Path) -> None:
    """It is computed there, checked on a line of its own, and not applicable where all its figures are."""
    kind = {"name": "count", "combine": "min", "not_applicable": {"mark": "N/A"}}
    columns = [COLUMNS[0], {**LOWEST, "kind": kind, "except": {"all": "min(offices)"}}]
    definition = parse_definition(text_of(columns, OFFICES))
    entries = {**SINGLE, "t.north.lowest": entered, "t.south.lowest": "N/A"}
    submission = new_submission(definition, agency="Port", year=2025, entries=entries)
    file = tmp_path / "offices.xlsx"
    write_workbook(submission, file)
    [opened] = recalculated([file], tmp_path / "office")
    read = read_workbook(opened, definition)
    assert {str(place): found for place, found in read.shown.items()} == {"t.all.received": 10, "t.all.lowest": entered}
    assert check(read) == ()
    checks = [row[2].value for row in openpyxl.load_workbook(file)["Checks"]]
    assert "OVERALL = the least of (North … South)" in checks


def test_a_falsified_single_cell_is_found(tmp_path: Path) -> None:
    definition = computed_singly("min(offices)")
    file = tmp_path / "offices.xlsx"
    submission = new_submission(definition, agency="Port", year=2025, entries=SINGLE)
    write_workbook(submission, file)
    workbook = openpyxl.load_workbook(file)
    cell = submission.positions.cell(Place.parse("t.all.lowest"))
    workbook["Offices"][cell.a1] = 5
    workbook.save(file)
    findings = check(read_workbook(file, definition))
    assert [(finding.rule, finding.cells.first.a1) for finding in findings if finding.rule == "total"] == [
        ("total", cell.a1)
    ]


def test_consolidation_computes_the_single_cell_anew() -> None:
    """Unlike the rest of its row, it is no sum that could be compared with those of the agencies."""
    found = {str(place): how for place, how in combination_by_place(computed_singly("min(offices)")).items()}
    assert (found["t.all.received"], found["t.all.lowest"]) == ("sum", "none")
