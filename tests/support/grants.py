"""A form with lists (grants.yaml), and reports of it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from support.definitions import loaded
from xlsreport import Definition, Submission, new_submission

GRANTS = Path(__file__).parent / "grants.yaml"

GOOD: Sequence[Mapping[str, Any]] = (
    {"code": "A100", "purpose": "Shelves", "fund": "Building fund", "amount": 250.5, "loan": "N"},
    {"code": "A100", "purpose": "Maps", "fund": "Books, maps and music", "amount": 199.5, "loan": "Y", "owed": 120},
    {"code": "B200", "purpose": "Chairs", "fund": "OTHER", "amount": 50, "loan": "N"},
)


def grants() -> Definition:
    """The form."""
    return loaded(str(GRANTS))


def reported(lines: Sequence[Mapping[str, Any]] = GOOD, ledger: float = 500, **further: Any) -> Submission:
    """A report with some grants."""
    entries = {
        "phone": "1",
        "totals.ledger.amount": ledger,
        "visits.nil_return": True,
        "grants": list(lines),
        **further,
    }
    return new_submission(grants(), agency="Bay Library", year=2025, entries=entries)


def at_random(seed: int, most: int = 40) -> Submission:
    """A report whose lists have gaps, blanks, repetitions, and entries that are not of their kind."""
    chance = random.Random(seed)

    def one(*choices: Any) -> Any:
        return chance.choice(choices)

    def line() -> dict[str, Any]:
        if chance.random() < 0.2:
            return {}
        values = {
            "code": one("A100", "A101", "b7", "B200"),
            "purpose": one("Maps", "maps", " Chairs", "a|b", "what? * ~", "Shelves"),
            "fund": one("OTHER", "other", "Building fund", "nothing"),
            "amount": one(0, 12, 99.99, 100, -5, 250.125, "12 pounds", 3),
            "loan": one("Y", "N", "y", "perhaps"),
            "owed": one(0, 5, 12, 400.5),
        }
        return {column: value for column, value in values.items() if chance.random() < 0.85}

    visits = [
        {"day": one("2025-03-01", "2024-01-01", "soon"), "guests": one(0, 4, 2.5)} for _ in range(chance.randrange(5))
    ]
    further = {"visits.nil_return": one(True, False), "visits": visits}
    return reported([line() for _ in range(chance.randrange(most + 1))], one(0, 250.5, 1000), **further)
