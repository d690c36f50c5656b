"""Single cells of a row or column that are entered although the rest is computed, or that do not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from support.office import recalculated
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render, write_workbook
from xlsreport.checking.figures.evaluation import Values
from xlsreport.checking.wording import Wording
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.output_formats import FORMATS, Format
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
