"""A market's return, whose totals are typed: 75 stalls in a week, 146 due and 120 paid."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from support.definitions import loaded
from xlsreport import Definition, Submission, new_submission

MARKET = Path(__file__).with_name("printed_totals.yaml")
DAYS = {"monday": (12, 7, 5), "friday": (20, 9, 14), "sunday": (3, 4, 1)}
GOODS = ("fish", "bread", "cloth")
PERMANENT = (30, 15, 11)
FEES = {"rent": (100, 80), "light": (46, 40)}


@cache
def market() -> Definition:
    """A report with typed totals."""
    return loaded(str(MARKET))


@cache
def right() -> Mapping[str, Any]:
    """A return in which everything holds: 75 stalls in a week, 146 due and 120 paid."""
    week = tuple(map(sum, zip(*DAYS.values(), strict=True)))
    hired = tuple(all_ - permanent for all_, permanent in zip(week, PERMANENT, strict=True))
    rows = {**DAYS, "week": week, "permanent": PERMANENT, "hired": hired}
    both = tuple(map(sum, zip(*FEES.values(), strict=True)))
    fees = {row: {"due": due, "paid": paid, "open": due - paid} for row, (due, paid) in {**FEES, "both": both}.items()}
    return {
        "summary": ["In the year 75 stalls were let."],
        **{f"stalls.{row}.{good}": n for row, numbers in rows.items() for good, n in zip(GOODS, numbers, strict=True)},
        **{f"stalls.{row}.all": sum(numbers) for row, numbers in rows.items()},
        **{f"fees.{row}.{column}": n for row, numbers in fees.items() for column, n in numbers.items()},
    }


def return_of_market(**changes: Any) -> Submission:
    """The return with changes by name."""
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return new_submission(market(), agency="Harwich", year=2025, entries={**right(), **named})
