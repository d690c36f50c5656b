"""Findings about changes from last year and about what a kind of body cannot report: the rule, the cell, the words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support.definitions import loaded
from xlsreport import Finding, Submission, check, new_submission, verdict_of
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.layout.checklines import CaseLine
from xlsreport.values import plain_number
from xlsreport.workbook.draft.evaluated_submission import evaluate_submission

TOWNS = Path(__file__).parents[1] / "support" / "towns.yaml"


def reported(agency: str, previous: dict[str, str], **entries: Any) -> Submission:
    """All zero but for some figures, each named ``row_column``."""
    definition = loaded(str(TOWNS))
    figures = dict.fromkeys(map(str, definition.entry_places("given")), 0)
    figures |= {f"given.{name.replace('_', '.')}": value for name, value in entries.items() if "__" not in name}
    explained = {name.replace("__", "."): value for name, value in entries.items() if "__" in name}
    before = {Place.parse(f"given.{name}"): plain_number(Decimal(number)) for name, number in previous.items()}
    return new_submission(definition, agency=agency, year=2025, entries=figures | explained, previous=before)


def declared(submission: Submission) -> list[Finding]:
    rules = {case.rule.id for case in submission.definition.cases}
    return [finding for finding in check(submission) if finding.rule in rules]


def test_a_change_says_both_figures_and_where_to_explain_it() -> None:
    (found,) = declared(reported("Bay", {"permits.first": "100"}, permits_first=136))
    assert (found.rule, found.severity, found.cell, found.found, found.expected) == (
        "share",
        "warning",
        "B4",
        136,
        None,
    )
    assert found.message == (
        "First: Permits are as many as last year. Permits: 136 this year, 100 last year, 36 more (36%). Please check"
        " B4, B7. If it is right as it is, state the reason in I10 of the sheet “Checks”."
    )


@pytest.mark.parametrize(
    ("before", "now", "distance"),
    [("100", 69, "31 less (31%)"), ("0", 20, "20 more"), ("60", 100, "40 more (66.7%)"), ("-30", 10, "40 more")],
)
def test_how_far_the_figures_are_apart(before: str, now: int, distance: str) -> None:
    (found,) = declared(reported("Bay", {"permits.first": before}, permits_first=now))
    assert f"last year, {distance}." in found.message


def test_an_explained_change_is_a_note() -> None:
    submission = reported("Bay", {"permits.first": "100"}, permits_first=136, share__first__explanation="A new office.")
    (found,) = declared(submission)
    assert found.severity == "note"
    assert found.message.endswith("A new office.")
    assert verdict_of([found]) == "clean"


@pytest.mark.parametrize(
    ("before", "now", "hint"),
    [
        ("4068.208", "40682080", ""),
        ("4068.208", "4068208", " That looks like a figure in EUR; in kEUR it would be 4068.208."),
        ("4000", "19000000", " That looks like a figure in EUR; in kEUR it would be 19000."),
        ("4000", "21000000", ""),
        ("4000", "810000", " That looks like a figure in EUR; in kEUR it would be 810."),
        ("4000", "4", " That looks like a figure in mEUR; in kEUR it would be 4000."),
        ("0", "4000000", ""),
    ],
)
def test_a_figure_in_another_unit_is_recognised_by_last_years(before: str, now: str, hint: str) -> None:
    (found,) = declared(reported("Bay", {"permits.money": before}, permits_money=Decimal(now)))
    assert (found.rule, found.severity, found.cell) == ("times", "note", "D4")
    assert found.message.partition(".")[2] == hint or hint in found.message
    assert ("looks like" in found.message) == bool(hint)


def test_what_a_town_does_not_report_is_a_warning_to_it_alone() -> None:
    (found,) = declared(reported("Bay Town Council", {}, laws_first=2))
    assert (found.rule, found.severity, found.cell, found.found, found.expected) == ("no_laws", "warning", "B3", 2, 0)
    assert "state the reason in I8" in found.message
    assert declared(reported("Bay Council", {}, laws_first=2)) == []
    assert declared(reported("Bay", {}, laws_first=2)) == []


@pytest.mark.parametrize(("before", "now"), [("0", "4000000"), ("0", "0"), ("4", "12")])
def test_so_many_times_as_much_as_nothing_is_no_change_unless_declared(before: str, now: str) -> None:
    text = TOWNS.read_text(encoding="utf-8").replace(", from_zero: true", "")
    definition = parse_definition(text)
    submission = reported("Bay", {"permits.money": before}, permits_money=Decimal(now))
    silent = replace(submission, definition=definition)
    assert [found.rule for found in declared(silent)] == []
    results = evaluate_submission(silent).results
    states = {line.case.key: one.state for line, one in results.items() if isinstance(line, CaseLine)}
    assert states["times.permits"] == ("not_asked" if before == "0" else "holds")
