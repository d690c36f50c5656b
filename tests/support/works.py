"""A form whose lists refer to each other (works.yaml), and reports of it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from support.definitions import loaded
from xlsreport import Definition, Submission, new_submission
from xlsreport.checking.across_years import previous_values

WORKS = Path(__file__).parent / "works.yaml"

Lines = Sequence[Mapping[str, Any]]

DIVISIONS: Lines = ({"name": "Dams"}, {"name": "Mains, west", "parent": "Dams"}, {"name": "Leak* patrol?"})
CONTRACTS: Lines = (
    {"number": "C-1", "division": "Dams", "ceiling": 1000},
    {"number": "C-2", "division": "Mains, west", "ceiling": 250.5},
)
PAYMENTS: Lines = (
    {"contract": "C-1", "day": "2025-02-01", "amount": 400},
    {"contract": "C-1", "day": "2025-03-01", "amount": 100.25},
    {"contract": "C-2", "day": "2025-04-01", "amount": 250.5},
)


def works() -> Definition:
    """The form."""
    return loaded(str(WORKS))


def entries(
    divisions: Lines = DIVISIONS, contracts: Lines = CONTRACTS, payments: Lines = PAYMENTS, **further: Any
) -> dict[str, Any]:
    """All that is typed into a report, with sums that agree with the contracts."""
    rows = {"Dams": "dams", "Mains, west": "west", "Leak* patrol?": "patrol"}
    sums: dict[str, float] = {}
    for line in contracts:
        if (row := rows.get(line.get("division", ""))) and isinstance(line.get("ceiling"), int | float):
            sums[row] = sums.get(row, 0) + line["ceiling"]
    return {
        "lead": "Dams",
        **{f"by_division.{row}.agreed": sums.get(row, 0) for row in ("dams", "west", "patrol")},
        "offices.head.division": "Dams",
        "offices.head.staff": 4,
        "offices.yard.division": "Leak* patrol?",
        "offices.yard.staff": 11,
        "divisions": list(divisions),
        "contracts": list(contracts),
        "payments": list(payments),
        **further,
    }


def reported(
    divisions: Lines = DIVISIONS,
    contracts: Lines = CONTRACTS,
    payments: Lines = PAYMENTS,
    *,
    year: int = 2025,
    previous: Submission | None = None,
    **further: Any,
) -> Submission:
    """A report of some works, with last year's report where that is known."""
    typed = entries(divisions, contracts, payments, **further)
    form = works()
    values = {} if previous is None else previous_values(form, year, previous)
    return new_submission(form, agency="Bay Water", year=year, entries=typed, previous=values)


def at_random(seed: int, most: int = 20) -> Submission:
    """A report whose answers stand in their lists, do so in other letters, or do not, and whose lists have gaps."""
    chance = random.Random(seed)
    names = ["Dams", "dams", " Mains", "Mains  west", "Leak*", "?", "~a|b", "No one", "12"]
    numbers = ["C-1", "c-1", "C-2", "C*", "007", "7", ""]

    def line(**values: Sequence[Any]) -> dict[str, Any]:
        if chance.random() < 0.2:
            return {}
        return {name: chance.choice(of) for name, of in values.items() if chance.random() < 0.9}

    def lines(**values: Sequence[Any]) -> Lines:
        return [line(**values) for _ in range(chance.randrange(most))]

    offices: dict[str, Any] = {f"offices.{row}.division": chance.choice(names) for row in ("head", "yard")}
    return reported(
        lines(name=names, parent=names),
        lines(number=numbers, division=names, ceiling=[0, 10, 99.5, 1000, "much"]),
        lines(contract=numbers, day=["2025-01-02", "2025-03-04", "soon"], amount=[0, 10, 99.5, 500, "none"]),
        previous=reported(contracts=lines(number=numbers, division=names, ceiling=[0, 10, 99.5, 500]), year=2024),
        lead=chance.choice(names),
        **offices,
    )
