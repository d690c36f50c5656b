"""What is computed once something needs it is what is computed at once, in whatever order it is asked for."""

from __future__ import annotations

from random import Random

import pytest

from support.definitions import loaded
from support.fillings import HARBOUR, fillings
from support.offices import NORTH, SOUTH, reported
from xlsreport import Place, Submission, new_submission
from xlsreport.checking.evaluation.submission_values import Values, longest_chain
from xlsreport.definition.loading.definition_loading import parse_definition

FORMS = (str(HARBOUR), "uk-style-quarterly/2025", "us-fac-sefa/2024", "cn-school-statistics/2025")
RUNNING = """
id: running
name: Running
title: "Running of {agency} for {year}"
edition: "1"
language: en
period: {label: Period, text: "The year {year}"}
sections:
  - id: s
    heading: S
    sheet: S
    tables:
      - id: t
        columns: [{id: a, label: A}]
        rows:
          - {id: r0, label: R0}
"""


def asked(values: Values, seed: int) -> list[object]:
    """What every place shows, and both sides of every rule, asked for in some order, in the form's order."""
    definition, draw = values.submission.definition, Random(seed)
    places = [place for place in definition.places if place.table not in definition.lists]
    sides = [side for case in definition.cases for side in (case.comparison.left, case.comparison.right)]
    questions = [*((values.shown, place) for place in places), *((values.of, side) for side in sides)]
    found: dict[int, object] = {}
    for number in draw.sample(range(len(questions)), len(questions)):
        ask, what = questions[number]
        found[number] = ask(what)  # type: ignore[operator]  # each function with its own argument
    return [found[number] for number in range(len(questions))]


def expect_the_same(submission: Submission, seed: int) -> None:
    assert asked(Values(submission, as_needed=True), seed) == asked(Values(submission), seed)


@pytest.mark.parametrize("name", FORMS, ids=lambda name: name.rpartition("/")[2])
def test_of_any_filling_everything_is_the_same(name: str) -> None:
    for seed, submission in enumerate(fillings(loaded(name), 12)):
        expect_the_same(submission, seed)


def test_of_rows_for_lines_of_a_list_everything_is_the_same() -> None:
    figures = {"requests.offices_1.open": 1, "requests.offices_1.received": 5, "requests.offices_2.processed": 2}
    for seed, entries in enumerate(({}, figures, {**figures, "requests.offices_2.open": 2})):
        expect_the_same(reported([NORTH, SOUTH], entries), seed)


@pytest.mark.parametrize("rows", [5, 400])
def test_a_total_over_many_others_is_computed_within_none(rows: int) -> None:
    """Five totals within each other are nothing; four hundred would be more calls than Python allows."""
    lines = [f"          - {{id: r{n}, label: R{n}, total: r{n - 1} + 1}}\n" for n in range(1, rows + 1)]
    definition = parse_definition(RUNNING + "".join(lines))
    assert longest_chain(definition) == rows
    values = Values(new_submission(definition, entries={"t.r0.a": 7}), as_needed=True)
    assert values.at(Place("t", f"r{rows}", "a")) == 7 + rows


def test_a_sum_of_what_is_not_applicable_is_not_zero() -> None:
    """Also where nothing of the kind has been seen before."""
    rows = """          - {id: r1, label: R1}
          - {id: share, label: Share, kind: amount, total: r1 / r0, undefined: "n/a"}
          - {id: other, label: Other, kind: amount, total: r0 / r0, undefined: "n/a"}
          - {id: both, label: Both, kind: amount, total: "sum(share, other)"}
"""
    submission = new_submission(parse_definition(RUNNING + rows), entries={"t.r0.a": 0, "t.r1.a": 1})
    values = Values(submission, as_needed=True)
    assert (values.at(Place("t", "both", "a")), values.shown(Place("t", "both", "a"))) == (None, "n/a")
