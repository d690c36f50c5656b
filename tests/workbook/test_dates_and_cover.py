"""Dates and fields of the cover in expressions: formulas, Python and the words of findings say the same of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.agreement import differences
from support.definitions import loaded
from support.depth import cases
from support.engines import CALCULATING, ENGINES, calculates
from support.fillings import fillings
from xlsreport import Submission, check, new_submission, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError

DEADLINES = Path(__file__).parents[1] / "support" / "deadlines.yaml"
DEFINITION = loaded(DEADLINES)

ENTRIES: dict[str, Any] = {
    "staff": Decimal("2.5"),
    "opened": "2025-01-02",
    "members": 3,
    "has": "Yes",
    "branch_staff": 3,
    "oldest.first.received": "2025-03-01",
    "oldest.first.closed": "2025-03-10",
    "oldest.first.cost": 50,
    "oldest.second.received": "2025-02-01",
    "oldest.second.closed": "N/A",
    "oldest.second.cost": 5,
    "grants": [{"name": "a", "begun": "2025-02-01", "ended": "2025-03-01"}, {"name": "b", "begun": "2025-02-02"}],
}


def filled(**changed: Any) -> Submission:
    """The form filled without a mistake, but for some entries; dots in their names are written as ``__``."""
    entries = ENTRIES | {name.replace("__", "."): value for name, value in changed.items()}
    entries = {name: value for name, value in entries.items() if value is not None}
    return new_submission(DEFINITION, agency="Town", year=2025, entries=entries)


def value(submission: Submission, place: str) -> object:
    return Values(submission).shown(Place.parse(place))


@pytest.mark.parametrize(
    ("changed", "place", "expected"),
    [
        ({}, "oldest.first.days", 9),
        ({}, "oldest.second.days", "N/A"),
        ({"oldest__first__closed": "2024-02-28"}, "oldest.first.days", -367),
        ({}, "oldest.first.each", 20),
        ({"staff": 0}, "oldest.first.each", None),
        ({"staff": None}, "oldest.first.each", None),
        ({"members": None}, "oldest.first.per_member", "–"),
        ({"has": "No", "branch_staff": None}, "oldest.first.with_all", "2.5"),
        ({"branch_staff": None}, "oldest.first.with_all", None),
        ({}, "grants.1.took", 28),
        ({}, "grants.2.took", "–"),
    ],
)
def test_days_between_dates_and_numbers_of_the_cover_are_calculated(
    changed: dict[str, Any], place: str, expected: object
) -> None:
    found = value(filled(**changed), place)
    assert found == expected or str(found) == expected


@pytest.mark.parametrize(
    ("changed", "rule", "place", "cells", "words"),
    [
        (
            {"oldest__first__closed": "2025-02-10"},
            "in_order",
            "oldest.first.received",
            ("B4", ["C4"]),
            "Received (1 March 2025), which must be at most Closed (10 February 2025)",
        ),
        (
            {"oldest__first__closed": "2025-04-10"},
            "quick",
            "oldest.first.closed",
            ("C4", ["B4"]),
            "Closed (10 April 2025) - Received (1 March 2025) = 40, which must be at most 20",
        ),
        (
            {"oldest__first__cost": 500},
            "many",
            "oldest.first.cost",
            ("E4", ["E5", "B7"]),
            "which must be at most 100 × Staff (2.5) = 250",
        ),
        (
            {"opened": "2025-02-02", "staff": 9, "members": 12},
            "since",
            "grants.1.begun",
            ("C4", ["B8"]),
            "Begun (1 February 2025), which must be at least Opened on (2 February 2025)",
        ),
        (
            {"staff": 9, "members": 6},
            "sizes",
            "cover.staff",
            ("B7", ["B9"]),
            "Staff (9), which must be at most Members (6)",
        ),
        (
            {"grants": [{"name": "a", "begun": "2026-02-01"}]},
            "newest",
            "cover.opened",
            ("B8", []),
            "= 1 February 2026, which must be at most Opened on (2 January 2025) + 365 = 2 January 2026",
        ),
    ],
)
def test_a_finding_names_dates_and_fields_of_the_cover(
    changed: dict[str, Any], rule: str, place: str, cells: tuple[str, list[str]], words: str
) -> None:
    [finding] = [one for one in check(filled(**changed)) if one.severity != "note" or one.rule == "many"]
    assert (finding.rule, finding.place) == (rule, place)
    assert (finding.cell, [area.a1 for area in finding.also]) == cells
    assert words in finding.message


def test_a_date_that_is_found_or_expected_is_written_in_iso_8601() -> None:
    [finding] = check(filled(oldest__first__closed="2025-02-10"))
    assert (finding.found, finding.expected) == ("2025-03-01", "2025-02-10")


def test_what_the_cover_need_not_state_is_no_mistake_and_compares_with_nothing() -> None:
    assert check(filled(members=None)) == ()


def random_entries(count: int) -> Iterator[Submission]:
    """Fillings in which dates are near to each other, missing, not applicable or no dates, and numbers beside them."""
    draw = Random(3)
    days = ["2025-01-03", "2025-02-10", "2025-03-01", "2024-12-30", None, "soon", "2025/3/4", 45000]
    for _ in range(count):
        entries: dict[str, Any] = {
            "staff": draw.choice(["2.5", 0, 4, "many", None]),
            "opened": draw.choice(["2025-01-02", "2024-12-31", None]),
            "members": draw.choice([3, 10, 0, None]),
            "has": draw.choice(["Yes", "No", None]),
            "branch_staff": draw.choice([3, None]),
            "oldest.nil_return": draw.random() < 0.3,
            "grants": [
                {"name": f"n{line}"} | {name: day for name in ("begun", "ended") if (day := draw.choice(days))}
                for line in range(draw.choice([0, 1, 4]))
            ],
        }
        for row in ("first", "second"):
            entries[f"oldest.{row}.received"] = draw.choice(days)
            entries[f"oldest.{row}.closed"] = draw.choice([*days, "N/A", "N/A"])
            entries[f"oldest.{row}.cost"] = draw.choice([5, 500, None])
        entries = {name: entry for name, entry in entries.items() if entry is not None}
        yield new_submission(DEFINITION, agency="Town", year=2025, entries=entries)


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree_on_dates_and_the_cover(engine: str, tmp_path: Path) -> None:
    submissions = [*fillings(DEFINITION, cases(6, 8)), *calculates(engine, random_entries(16))]
    files = [tmp_path / f"{number:02}.xlsx" for number in range(len(submissions))]
    for submission, file in zip(submissions, files, strict=True):
        write_workbook(submission, file)
    found = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in found if one] == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("received <= closed,", "received <= 20,", "A date is compared with dates only"),
        ("closed - received <= 20", "closed + received <= 20", "This is not calculated with dates"),
        ("closed - received <= 20", "20 - received <= closed", "This is not calculated with dates"),
        ("closed - received <= 20", "closed * 2 <= 20", "This is not calculated with dates"),
        ("closed - received <= 20", "-closed <= 20", "This is not calculated with dates"),
        ("min(received, closed)", "min(received, cost)", "A date is compared with dates only"),
        ("total: closed - received", "total: closed + 3", "This is a date, and a number is needed here"),
        ("label: Closed, kind:", "label: Closed, total: received, kind:", "A date is entered and not calculated"),
        ("cost / cover.staff", "cost / cover.has", "field of the cover that takes a text or an answer"),
        (
            "require: received <= closed",
            "require: received >= previous.received",
            "dates, and fields of the cover, are not",
        ),
        (
            "{id: many, require: first.cost + second.cost <= 100 * cover.staff,",
            "{id: many, figure: first.cost / cover.staff, explain_change: {more_than: 30%, at_least: 1},",
            "dates, and fields of the cover, are not kept",
        ),
    ],
)
def test_what_has_no_meaning_is_told(right: str, wrong: str, said: str) -> None:
    text = DEADLINES.read_text(encoding="utf-8")
    assert right in text
    with pytest.raises(DefinitionError, match=said):
        parse_definition(text.replace(right, wrong))
