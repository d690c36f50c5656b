"""Rules for some kinds of bodies and changes from last year: the workbook's formulas come to what Python comes to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from support.agreement import differences
from support.definitions import loaded
from support.engines import CALCULATING, ENGINES, calculates
from xlsreport import Submission, new_submission, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import evaluate_lines
from xlsreport.definition.place import Place
from xlsreport.layout.checklines import CaseLine
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.values import Number, plain_number

TOWNS = Path(__file__).parents[1] / "support" / "towns.yaml"
NAMES = (
    "Bay Town Council",
    "parish OF bay",
    "The Isles",
    "Borough of Bay upon Sea",
    "Borough ofupo sea",
    "Bay Council",
)
BODIES = ("", "town", "harbour", "no longer declared")
COUNTS = ((130, 100), (131, 100), (119, 99), (19, 0), (20, 0), (70, 100), (69, 100), (-5, 15), (-20, 0), (0, 0))
"""Of this year and of last, just within 30 % or a difference of 20, and just beyond."""
MONEY = (("50", "10"), ("50.000001", "10"), ("10", "0"), ("9.999999", "0"), ("2.5", "12.5"), ("2.5", "12.500001"))


def reported(name: str, body: str = "", number: int = 0) -> Submission:
    """What a body reports; the number chooses among figures."""
    definition = loaded(str(TOWNS))
    count, money = COUNTS[number % len(COUNTS)], MONEY[number % len(MONEY)]
    entries = {
        "given.laws.first": number % 2,
        "given.laws.second": 0,
        "given.laws.money": number % 5,
        "given.permits.first": count[0],
        "given.permits.second": count[1],
        "given.permits.money": Decimal(money[0]),
        "given.refused.first": 1,
        "given.refused.second": number % 3 - 1,
    }
    before: dict[str, Number] = {
        "given.permits.first": count[1],
        "given.permits.second": count[0],
        "given.permits.money": plain_number(Decimal(money[1])),
    }
    if number % 3:
        before["given.laws.money"] = 7
    if number % 4:
        before |= {"given.refused.first": 1, "given.refused.second": number % 2}
    previous = {Place.parse(place): figure for place, figure in before.items()}
    submission = new_submission(definition, agency=name, year=2025, entries=entries, previous=previous)
    return signed(submission, Identity("r", "1", body=body), b"key") if body else submission


def all_reported() -> Iterator[Submission]:
    for number in range(30):
        yield reported(NAMES[number % len(NAMES)], BODIES[number % len(BODIES)], number)
    yield new_submission(loaded(str(TOWNS)))


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_come_to_the_same(engine: str, tmp_path: Path) -> None:
    submissions = calculates(engine, all_reported())
    files = [tmp_path / f"{number}.xlsx" for number in range(len(submissions))]
    for submission, file in zip(submissions, files, strict=True):
        write_workbook(submission, file)
    found = {
        file.name: differences(file, calculated) for file, calculated in zip(files, ENGINES[engine](files), strict=True)
    }
    assert {name: different for name, different in found.items() if different} == {}


def states(submission: Submission) -> dict[str, str]:
    results = evaluate_lines(submission, Values(submission))
    return {result.line.case.key: result.state for result in results if isinstance(result.line, CaseLine)}


@pytest.mark.parametrize(
    ("name", "body", "laws", "few"),
    [
        ("Bay Town Council", "", "warned", "not_asked"),
        ("Bay Council", "", "not_asked", "broken"),
        ("Bay Council", "town", "warned", "not_asked"),
        ("Bay", "harbour", "warned", "not_asked"),
        ("Bay Council", "no longer declared", "not_asked", "broken"),
        ("Bay", "", "not_asked", "not_asked"),
    ],
)
def test_a_rule_for_some_bodies_is_silent_for_others_and_where_the_kind_is_not_known(
    name: str, body: str, laws: str, few: str
) -> None:
    found = states(reported(name, body, 1))
    assert (found["no_laws.laws"], found["few"]) == (laws, few)


@pytest.mark.parametrize(
    ("number", "first", "second"),
    [
        (0, "holds", "holds"),  # 130 of 100 is not more than 30 %; 100 of 130 is 23 % less
        (1, "warned", "holds"),
        (2, "holds", "holds"),  # 119 of 99 is 20.2 %
        (3, "holds", "holds"),  # less than 20
        (4, "warned", "warned"),
        (5, "holds", "warned"),  # 70 of 100 is 30 % less, 100 of 70 is 43 % more
        (6, "warned", "warned"),
        (7, "warned", "warned"),  # from 15 to -5
        (8, "warned", "warned"),
        (9, "holds", "holds"),
    ],
)
def test_a_change_is_asked_for_above_both_limits(number: int, first: str, second: str) -> None:
    found = states(reported("Bay", number=number))
    assert (found["share.first"], found["share.second"]) == (first, second)


@pytest.mark.parametrize(
    ("number", "state"), list(enumerate(["holds", "noted", "noted", "holds", "holds", "noted"])), ids=map(str, MONEY)
)
def test_a_figure_that_is_many_times_last_years_or_a_small_part_of_it_is_noted(number: int, state: str) -> None:
    assert states(reported("Bay", number=number))["times.permits"] == state


@pytest.mark.parametrize(
    ("number", "grows", "enough"),
    [(1, "warned", "not_asked"), (3, "no_previous", "holds"), (9, "no_previous", "noted")],
)
def test_a_rule_stands_in_where_last_year_is_not_known(number: int, grows: str, enough: str) -> None:
    found = states(reported("Bay", number=number))
    assert (found["grows.laws"], found["enough.laws"]) == (grows, enough)


def test_a_change_of_a_ratio_is_not_known_where_a_part_of_it_is_not() -> None:
    assert states(reported("The Isles", number=4))["ratio.refused"] == "no_previous"
    assert states(reported("The Isles", number=3))["ratio.refused"] == "open"  # last year 1 in 2, this year by nothing
    assert states(reported("The Isles", number=5))["ratio.refused"] == "holds"
    assert states(reported("The Isles", number=2))["ratio.refused"] == "warned"
