"""A form whose tables have a row for each line of a list (offices.yaml), and reports of it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsreport import Definition, Submission, load_definition, new_submission

OFFICES = Path(__file__).parent / "offices.yaml"

NORTH: Mapping[str, Any] = {"code": "N1", "office": "North", "staff": 3, "shared": 1, "hears": "Y"}
SOUTH: Mapping[str, Any] = {"code": "S2", "office": "South", "staff": 2, "hears": "N"}
GOOD: Mapping[str, Any] = {
    "requests.offices_1.open": 1,
    "requests.offices_1.received": 5,
    "requests.offices_1.processed": 4,
    "requests.offices_3.open": 0,
    "requests.offices_3.received": 2,
    "requests.offices_3.processed": 2,
    "appeals.offices_1.made": 1,
    "appeals.offices_1.days": 3.5,
    "appeals.offices_3.days": 2,
    "appeals.overall.days": 3.5,
}


def offices() -> Definition:
    """The form."""
    return load_definition(str(OFFICES))


def reported(
    lines: Sequence[Mapping[str, Any]] = (NORTH, {}, SOUTH), figures: Mapping[str, Any] = GOOD, **further: Any
) -> Submission:
    """A report of some offices, by default of two with a gap between them."""
    entries = {"phone": "1", "offices": list(lines), **figures, **further}
    return new_submission(offices(), agency="Bay Council", year=2025, entries=entries)


def at_random(seed: int) -> Submission:
    """A report with gaps in the list, and figures missing, unfit, and beside lines that nobody listed."""
    chance = random.Random(seed)

    def line() -> dict[str, Any]:
        if chance.random() < 0.3:
            return {}
        values = {
            "code": chance.choice(("N1", "S2", 7, " x  y ")),
            "office": chance.choice(("North", "South / East", "“West”", "North")),
            "staff": chance.choice((0, 1, 3, 12, "four", 2.5)),
            "shared": chance.choice((0, 1, 5)),
            "hears": chance.choice(("Y", "N", "y", "perhaps")),
        }
        return {column: value for column, value in values.items() if chance.random() < 0.85}

    lines = [line() for _ in range(chance.randrange(9))]
    figures: dict[str, Any] = {}
    for place, facts in offices().places.items():
        begun = place.row == "overall" or any(
            place.row == f"offices_{number}" and one for number, one in enumerate(lines, 1)
        )
        if not facts.computed and chance.random() < (0.9 if begun else 0.05):
            usual = (0, 1, 4, 250, 2.5, "N/A", "5 cases") if place.column == "days" else (0, 1, 4, 250, "about 3")
            figures[str(place)] = "seen" if place.column == "note" else chance.choice(usual)
    return reported(lines, figures, **{"appeals.nil_return": chance.random() < 0.2})
