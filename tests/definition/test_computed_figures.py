"""Computed figures beyond sums: rounded once to their kind's decimals, sizes, counts of what is filled."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.definitions import loaded
from support.office import recalculated
from xlsreport import Submission, build_document, new_submission, read_workbook, render, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_with_hints, parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.proof.verification import verify

AMOUNT = {"name": "amount", "decimals": 2}
PERCENT = {"name": "amount", "unit": "%", "decimals": 1, "combine": "none"}
COLUMNS: tuple[dict[str, Any], ...] = (
    {"id": "full", "label": "Full-time staff"},
    {"id": "part", "label": "Part-time, in equivalents", "kind": AMOUNT},
    {"id": "staff", "label": "Staff", "total": "full + part", "kind": AMOUNT},
    {"id": "share", "label": "Share of part-time staff", "total": "100 * part / staff", "kind": PERCENT},
    {"id": "gap", "label": "Difference", "total": "abs(full - part)", "kind": AMOUNT},
    {"id": "halves", "label": "In halves", "total": "round(part * 2) / 2", "kind": {"name": "amount", "decimals": 1}},
    {"id": "stated", "label": "Stated", "total": "count(full, part)"},
)


def text_of(columns: tuple[dict[str, Any], ...]) -> str:
    table = {
        "id": "t",
        "columns": list(columns),
        "rows": [{"id": "r", "label": "Office"}, {"id": "s", "label": "Fleet"}],
    }
    return yaml.safe_dump(
        {
            "id": "staff",
            "edition": "1",
            "language": "en",
            "name": "Staff",
            "title": "Staff of {agency}, {year}",
            "period": {"label": "Year", "text": "{year}"},
            "sections": [{"id": "s", "heading": "1. Staff", "sheet": "Staff", "tables": [table]}],
        },
        sort_keys=False,
    )


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(text_of(COLUMNS))


def figures(submission: Submission, row: str = "r") -> Mapping[str, object]:
    values = Values(submission)
    return {column: values.at(Place("t", row, column)) for column in ("staff", "share", "gap", "halves", "stated")}


def filled(definition: Definition, **entries: object) -> Submission:
    return new_submission(
        definition, agency="Port", year=2025, entries={f"t.r.{name}": n for name, n in entries.items()}
    )


def test_a_computed_figure_is_rounded_half_up_to_the_decimals_of_its_kind(definition: Definition) -> None:
    assert figures(filled(definition, full=3, part=Decimal("1.25"))) == {
        "staff": Decimal("4.25"),
        "share": Decimal("29.4"),
        "gap": Decimal("1.75"),
        "halves": Decimal("1.5"),
        "stated": 2,
    }


@pytest.mark.parametrize(
    ("full", "part", "share"), [(7, 1, Decimal("12.5")), (39, 1, Decimal("2.5")), (1, 1999, Decimal("100"))]
)
def test_halves_are_rounded_away_from_zero(definition: Definition, full: int, part: int, share: Decimal) -> None:
    assert figures(filled(definition, full=full, part=part))["share"] == share


def test_what_is_blank_is_counted_as_that_and_leaves_the_rest_unknown(definition: Definition) -> None:
    found = figures(filled(definition, full=3))
    assert (found["stated"], found["staff"], found["share"]) == (1, None, None)
    assert figures(filled(definition))["stated"] == 0


def test_a_share_of_nothing_has_no_value(definition: Definition) -> None:
    assert figures(filled(definition, full=0, part=0))["share"] is None


@pytest.mark.engine
def test_the_workbook_shows_the_same_figures(definition: Definition, tmp_path: Path) -> None:
    entries = {"t.r.full": 3, "t.r.part": Decimal("1.25"), "t.s.full": 7, "t.s.part": 1}
    submission = new_submission(definition, agency="Port", year=2025, entries=entries)
    file = tmp_path / "staff.xlsx"
    write_workbook(submission, file)
    [opened] = recalculated([file], tmp_path / "office")
    shown = read_workbook(opened, definition).shown
    values = Values(submission)
    computed = [place for place, facts in definition.places.items() if facts.computed]
    assert {str(place): shown[place] for place in computed} == {str(place): values.at(place) for place in computed}
    assert read_workbook(file, definition).shown == shown, "the values that were stored with the formulas"


def test_documents_print_what_the_sheet_shows(definition: Definition) -> None:
    submission = filled(definition, full=3, part=Decimal("1.25"))
    document = build_document(submission)
    assert document.figures["t.r.share"] == Decimal("29.4")
    page = render(document, "html")
    verify(page, "html", submission)
    assert b">29.4<" in page


def test_without_a_kind_a_total_is_whole_everywhere_and_lint_asks_for_one(tmp_path: Path) -> None:
    columns = (
        {"id": "full", "label": "Full-time"},
        {"id": "part", "label": "Part-time", "kind": AMOUNT},
        {"id": "all", "label": "Staff", "total": "full + part"},
        {"id": "both", "label": "Both", "total": "full + full"},
    )
    file = tmp_path / "staff.yaml"
    file.write_text(text_of(columns), encoding="utf-8")
    definition, hints = load_with_hints(file)
    assert [(hint.path, hint.problem.key) for hint in hints] == [
        ("sections[0].tables[0].columns[2].total", "total_without_kind")
    ]
    submission = filled(definition, full=3, part=Decimal("1.25"))
    assert Values(submission).at(Place("t", "r", "all")) == 4
    assert build_document(submission).figures["t.r.all"] == 4


def test_a_kind_of_the_whole_table_says_how_many_decimals_a_ratio_has(tmp_path: Path) -> None:
    columns = (*({"id": one, "label": one, "kind": "count"} for one in ("full", "part")),)
    form = yaml.safe_load(text_of((*columns, {"id": "share", "label": "Share", "total": "part / full"})))
    form["sections"][0]["tables"][0]["kind"] = {"name": "amount", "decimals": 3}
    file = tmp_path / "staff.yaml"
    file.write_text(yaml.safe_dump(form), encoding="utf-8")
    definition, hints = load_with_hints(file)
    assert list(hints) == []
    assert Values(filled(definition, full=3, part=1)).at(Place("t", "r", "share")) == Decimal("0.333")


def test_lint_asks_what_becomes_of_shares_when_they_are_consolidated(tmp_path: Path) -> None:
    columns = ({"id": "rate", "label": "Rate", "kind": {"name": "amount", "unit": "%", "decimals": 1}},)
    file = tmp_path / "staff.yaml"
    file.write_text(text_of(columns), encoding="utf-8")
    assert [(hint.path, hint.problem.key) for hint in load_with_hints(file)[1]] == [
        ("sections[0].tables[0].columns[0].kind", "percent_combine")
    ]


@pytest.mark.parametrize(
    ("total", "key"),
    [
        ("abs(full, part)", "one_argument"),
        ("round(full, part)", "round_arguments"),
        ("round(full, 7)", "round_arguments"),
        ("round(full, 1, 2)", "round_arguments"),
        ("median(full)", "function"),
    ],
)
def test_mistakes_in_functions_are_named(total: str, key: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text_of((*COLUMNS[:2], {"id": "x", "label": "X", "total": total, "kind": AMOUNT})))
    assert [problem.problem.key for problem in caught.value.problems] == [key]


def test_a_column_may_still_be_called_count() -> None:
    columns = ({"id": "count", "label": "Count"}, {"id": "abs", "label": "Abs", "total": "count + count(count)"})
    definition = parse_definition(text_of(columns))
    assert Values(filled(definition, count=4)).at(Place("t", "r", "abs")) == 5


def test_a_shipped_definition_needs_no_advice() -> None:
    assert load_with_hints("cn-gov-info-disclosure/2021")[1] == ()
    assert loaded("cn-gov-info-disclosure/2021").totals
