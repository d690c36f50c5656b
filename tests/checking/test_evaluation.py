"""Figures as Python computes them: exact, and unknown where something is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from support.files import harbour, official
from xlsreport import Place, check, new_submission
from xlsreport.checking.evaluation.comparing import difference, holds
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import evaluate_lines
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.rule_language.expression import Arithmetic, Comparator, Figure


def value(place: str, **entries: Any) -> object:
    """The value of a place of the small definition."""
    named = {name.replace("__", "."): entry for name, entry in entries.items()}
    return Values(new_submission(harbour(), entries=named)).at(Place.parse(place))


def test_a_total_over_a_blank_is_blank() -> None:
    assert value("calls.arrived.all", calls__arrived__cargo=1, calls__arrived__ferry=2) is None
    assert value("calls.arrived.all", calls__arrived__cargo=1, calls__arrived__ferry=2, calls__arrived__other=0) == 3


def test_a_total_of_a_blank_total_is_blank() -> None:
    filled = {f"calls__{row}__cargo": 1 for row in ("arrived", "left")}
    assert value("calls.handled.cargo", **filled) is None
    assert value("calls.handled.cargo", **filled, calls__inspected__cargo=1) == 3


def test_under_a_nil_return_a_blank_is_zero_and_an_entry_keeps_its_value() -> None:
    assert value("cases.year.ended", cases__nil_return=True) == 0
    assert value("cases.year.ended", cases__nil_return=True, cases__year__lost=2) == 2


def test_division_by_zero_has_no_value() -> None:
    assert value("prices.water.mean", prices__water__times=0, prices__water__paid=5) is None
    assert value("prices.water.mean", prices__water__times=0, prices__water__paid=0) is None
    assert value("cases.year.share", cases__nil_return=True) is None


def test_a_quotient_is_rounded_once_to_the_decimals_of_its_kind() -> None:
    assert value("prices.water.mean", prices__water__times=3, prices__water__paid=1) == Decimal("0.333333")
    assert value("prices.water.mean", prices__water__times=3, prices__water__paid=2) == Decimal("0.666667")


def test_a_quotient_within_an_expression_is_exact_to_far_more_digits_than_are_compared() -> None:
    values = Values(new_submission(harbour(), entries={"prices.water.times": 3, "prices.water.paid": 1}))
    times, paid = (Figure(Place("prices", "water", column)) for column in ("times", "paid"))
    third = values.of(Arithmetic("/", paid, times))
    assert isinstance(third, Decimal)
    assert abs(third * 3 - 1) < Decimal("1e-40")


def test_the_least_and_the_greatest() -> None:
    assert value("prices.berth.span", prices__berth__least=Decimal("2.5")) == Decimal("7.5")
    assert value("prices.berth.span", prices__berth__least=30) == 20


def test_decimals_add_up_exactly() -> None:
    dues = {"calls__arrived__dues": Decimal("0.1"), "calls__left__dues": Decimal("0.2")}
    total = value("calls.handled.dues", **dues, calls__inspected__dues=Decimal("999999999.000001"))
    assert total == Decimal("999999999.300001")


def test_fifteen_digits_add_up_exactly() -> None:
    assert value("calls.gap.cargo", calls__arrived__cargo=10**15 - 1, calls__left__cargo=1) == 10**15 - 2


@pytest.mark.parametrize(
    ("typed", "number"), [("12件", 12), ("many", None), (Decimal("1.5"), Decimal("1.5")), (-2, -2)]
)
def test_a_number_taken_from_a_text_counts_in_the_check_but_not_in_the_workbook(typed: Any, number: object) -> None:
    submission = new_submission(harbour(), entries={"fleet.tugs.number": typed})
    place = Place.parse("fleet.tugs.number")
    assert Values(submission).at(place) == number
    assert Values(submission, reading="plain").at(place) == (None if isinstance(typed, str) else number)


def test_last_years_figures_stand_beside_this_years() -> None:
    place = Place.parse("requests.carried_out.natural")
    values = Values(new_submission(official(), entries={str(place): 2}, previous={place: 5}))
    assert (values.at(place), values.at(place, previous=True)) == (2, 5)


@pytest.mark.parametrize(
    ("left", "comparator", "right", "expected"),
    [
        (1, "==", 1, True),
        (Decimal("0.3"), "==", Decimal("0.3000004"), True),
        (Decimal("0.3"), "==", Decimal("0.3000005"), False),
        (Decimal("0.3"), "<", Decimal("0.3000004"), False),
        (1, "!=", 1, False),
        (2, ">", 1, True),
        (1, ">=", 1, True),
        (2, "<=", 1, False),
        (10**308, "<", 10**308 + 1, True),
    ],
)
def test_two_sides_are_compared_to_six_decimals(
    left: Decimal | int, comparator: Comparator, right: Decimal | int, expected: bool
) -> None:
    assert holds(comparator, left, right) is expected


def test_a_difference_has_no_zeros_at_its_end() -> None:
    assert str(difference(Decimal("2.5"), 2)) == "0.5"
    assert str(difference(Decimal("2.5"), Decimal("0.5"))) == "2"


def test_figures_as_large_as_a_spreadsheet_holds_are_judged() -> None:
    huge = {"prices.water.times": 1, "prices.water.paid": 10**308, "calls.open.cargo": 10**308}
    rules = {finding.rule for finding in check(new_submission(harbour(), entries=huge))}
    assert "mean_bound" in rules


def test_where_a_summed_row_meets_a_column_of_ratios_the_ratio_counts_and_is_checked_alone() -> None:
    definition = parse_definition(
        """
id: r
edition: "1"
language: en
name: R
title: R
period: {label: P, text: P}
sections:
  - id: s
    heading: S
    sheet: S
    tables:
      - id: t
        kind: {name: amount, decimals: 2}
        columns: [{id: a, label: A}, {id: b, label: B}, {id: share, label: Share, total: a / b}]
        rows: [{id: x, label: X}, {id: y, label: Y}, {id: both, label: Both, total: x + y}]
"""
    )
    entries = {"t.x.a": 1, "t.x.b": 1, "t.y.a": 1, "t.y.b": 1}
    submission = new_submission(definition, entries=entries)
    states = [result.state for result in evaluate_lines(submission, Values(submission))]
    assert "broken" not in states
    assert Values(submission).at(Place("t", "both", "share")) == 1
    assert sum(total.place == Place("t", "both", "share") for total in definition.totals) == 1
    assert sum(total.place == Place("t", "both", "a") for total in definition.totals) == 1
