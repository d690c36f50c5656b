"""Figures that are not applicable: neither blank nor zero, in the workbook, in Python and in documents alike."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import LineState
from xlsreport.checking.remarks import remarks_on
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.proof.verification import verify
from xlsreport.layout.checklines import CaseLine
from xlsreport.round.combined_figures import Figure, Figures, combine
from xlsreport.values import Number
from xlsreport.workbook.draft.evaluated_submission import evaluate_submission
from xlsreport.workbook.workbook_file import workbook_bytes

FORM = """\
id: requests
edition: "1"
language: en
name: Requests
title: Requests of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: first
    heading: 1. Processed
    sheet: Processed
    tables:
      - id: va
        columns: [{id: processed, label: Processed}]
        rows: [{id: north, label: North}, {id: south, label: South}]
  - id: second
    heading: 2. Days
    sheet: Days
    tables:
      - id: days
        columns:
          - id: median
            label: Median
            kind: {name: amount, decimals: 1, combine: none, not_applicable: {when: va.processed == 0}}
          - id: lowest
            label: Lowest
            kind: {name: count, combine: min, not_applicable: {mark: N/A, when: va.processed == 0}}
          - {id: highest, label: Highest, kind: {name: count, combine: max, not_applicable: {when: lowest == 0}}}
          - {id: spread, label: Spread, total: highest - lowest}
          - {id: share, label: Share, total: lowest / highest, kind: {name: percent}, undefined: N/A}
          - {id: zero, label: Zero, total: lowest / highest, kind: {name: percent}, undefined: 0}
          - {id: known, label: Known, total: "count(lowest, highest)"}
        rows:
          - {id: north, label: North}
          - {id: south, label: South}
          - id: least
            label: Least
            total: min(north, south)
            except: {spread: none, share: none, zero: none, known: none}
          - id: all
            label: All
            total: sum(north, south)
            except: {spread: none, share: none, zero: none, known: none}
        rules:
          - id: in_order
            for: [north, south]
            require: lowest <= median
            statement: The lowest is at most the median
"""
N = "N/A"
ENTRIES: dict[str, object] = {
    "va.north.processed": 5,
    "va.south.processed": 0,
    "days.north.median": Decimal("3.5"),
    "days.north.lowest": 1,
    "days.north.highest": 4,
    **dict.fromkeys(("days.south.median", "days.south.lowest", "days.south.highest"), N),
}


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def filled(definition: Definition, **changed: object) -> Submission:
    """The sound report, with some entries changed; ``__`` stands for the point of a place."""
    entries = ENTRIES | {name.replace("__", "."): typed for name, typed in changed.items()}
    return new_submission(definition, agency="Port", year=2025, entries=entries)


def found(submission: Submission) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.place) for one in check(submission)]


def shown(submission: Submission, place: str) -> Number | str | None:
    return Values(submission).shown(Place.parse(place))


def test_what_is_not_applicable_is_no_finding(definition: Definition) -> None:
    assert found(filled(definition)) == []


def test_sums_and_the_least_pass_over_it_and_a_difference_is_it(definition: Definition) -> None:
    report = filled(definition)
    figures = {place: shown(report, place) for place in map(str, definition.places) if place.startswith("days.")}
    assert {place: figure for place, figure in figures.items() if ".all." in place or ".least." in place} == {
        "days.least.median": Decimal("3.5"),
        "days.least.lowest": 1,
        "days.least.highest": 4,
        "days.all.median": Decimal("3.5"),
        "days.all.lowest": 1,
        "days.all.highest": 4,
    }
    computed = ("spread", "share", "zero", "known")
    assert [figures[f"days.north.{column}"] for column in computed] == [3, Decimal("0.3"), Decimal("0.3"), 2]
    assert [figures[f"days.south.{column}"] for column in computed] == [N, N, N, 0]


def test_a_sum_of_nothing_applicable_is_not_applicable(definition: Definition) -> None:
    nothing = {name.replace(".", "__"): N for name in ENTRIES if name.startswith("days.north")}
    report = filled(definition, va__north__processed=0, **nothing)
    assert found(report) == []
    assert [shown(report, f"days.{row}.lowest") for row in ("least", "all")] == [N, N]


def test_a_division_by_zero_is_what_is_declared(definition: Definition) -> None:
    report = filled(definition, days__north__lowest=0, days__north__highest=0)
    assert [shown(report, f"days.north.{column}") for column in ("share", "zero")] == [N, 0]


def test_a_blank_is_still_asked_for(definition: Definition) -> None:
    report = filled(definition, days__south__lowest="")
    assert found(report) == [("filled", "error", "days.south.lowest")]
    assert shown(report, "days.south.spread") is None


def test_a_rule_does_not_apply(definition: Definition) -> None:
    results = evaluate_submission(filled(definition)).results
    states: list[LineState] = [results[CaseLine(case)].state for case in definition.cases]
    assert states == ["holds", "not_applicable"]


@pytest.mark.parametrize("typed", ["n/a", "NA", "Ｎ／Ａ", "not applicable", "不适用"])
def test_other_words_are_understood(definition: Definition, typed: str) -> None:
    expected = [] if typed == "n/a" else [("number", "warning", "days.south.median")]
    assert found(filled(definition, days__south__median=typed)) == expected
    assert shown(filled(definition, days__south__median=typed), "days.south.median") == N


def test_where_something_is_to_be_stated_it_is_an_error(definition: Definition) -> None:
    submission = filled(definition, days__north__median=N)
    assert found(submission) == [("not_applicable", "error", "days.north.median")]
    [finding] = check(submission)
    assert finding.message == (
        "North · Median: N/A is entered, but by the other figures there is something to be stated. Enter the figure."
    )


def test_a_figure_where_nothing_is_to_be_stated_is_a_warning(definition: Definition) -> None:
    submission = filled(definition, days__south__median=2)
    assert found(submission) == [("not_applicable", "warning", "days.south.median")]


def test_where_the_condition_is_not_known_nothing_is_said(definition: Definition) -> None:
    submission = filled(definition, va__north__processed="", days__north__median=N)
    assert found(submission) == [("filled", "error", "va.north.processed")]


def test_the_workbook_takes_the_mark(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "requests.xlsx"
    write_workbook(filled(definition), file)
    assert found(read_workbook(file, definition)) == []
    validations = openpyxl.load_workbook(file)["Days"].data_validations.dataValidation
    [median] = [one for one in validations if one.type == "custom" and "ROUND" in (one.formula1 or "")]
    assert len(median.formula1) < 256
    assert "IF(ISTEXT(" in median.formula1
    assert median.prompt.endswith(" Enter N/A where it is not applicable.")


CHANGES: list[dict[str, object]] = [
    {},
    {"days__south__median": "n/a"},
    {"days__south__median": "NA"},
    {"days__south__median": 2},
    {"days__north__median": N},
    {"days__north__lowest": N, "days__north__median": N, "days__north__highest": N, "va__north__processed": 0},
    {"days__south__lowest": ""},
    {"va__north__processed": "", "days__north__lowest": N},
    {"days__north__lowest": 0, "days__north__highest": 0},
    {"days__north__lowest": 9, "days__south__lowest": 7, "days__south__highest": "many"},
]


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(len(CHANGES))]
    for changed, file in zip(CHANGES, files, strict=True):
        write_workbook(filled(definition, **changed), file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


@pytest.mark.parametrize("typed", [N, "n/a"])
def test_documents_print_the_mark(definition: Definition, typed: str) -> None:
    submission = filled(definition, days__south__median=typed)
    page = render(build_document(submission), "html")
    verify(page, "html", submission)
    assert page.count(b">N/A<") == 6


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("{when: va.processed == 0}", "{when: va.procesed == 0}", "procesed"),
        ("{when: va.processed == 0}", "{when: previous.va.processed == 0}", "this year's figures only"),
        ("{when: va.processed == 0}", "{when: va.processed}", "comparison"),
        ("mark: N/A,", 'mark: "5*",', "mark"),
    ],
)
def test_mistakes_are_named(right: str, wrong: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        parse_definition(FORM.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("how", "figures", "expected"),
    [
        ("sum", (3, N, 4), 7),
        ("min", (3, N, 4), 3),
        ("max", (N, 4), 4),
        ("min", (N, N), N),
        ("sum", (3, None, N), None),
        ("none", (3, N), None),
        ("sum", (), None),
    ],
)
def test_a_consolidation_passes_over_it(how: Combine, figures: Figures, expected: Figure) -> None:
    assert combine(how, figures) == expected


@pytest.mark.parametrize("engine", CALCULATING)
def test_a_returned_workbook_says_when_it_is_mended(definition: Definition, engine: str, tmp_path: Path) -> None:
    submission = filled(definition, days__north__median=N, days__south__median=2)
    remarks = remarks_on(submission, check(submission), ())
    assert [(one.finding.rule, one.finding.severity) for one in (*remarks.errors, *remarks.warnings)] == [
        ("not_applicable", "error"),
        ("not_applicable", "warning"),
    ]
    file = tmp_path / "returned.xlsx"
    file.write_bytes(workbook_bytes(submission, remarks=remarks))
    (calculated,) = ENGINES[engine]([file])
    assert differences(file, calculated) == {}
