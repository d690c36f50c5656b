"""Figures of one agency's report by which every rule holds, drawn as unevenly as those of real agencies."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from xlsreport import Definition, Place

APPLICANTS = {"natural": 85, "business": 8, "research": 1, "welfare": 1, "law_services": 4, "others": 1}
"""The columns of table three, and how many of a hundred requests come from each."""
RESULTS = {"granted": 38, "partly_granted": 12, "not_held": 22, "other": 8, "petitions": 4, "to_be_made": 3}
"""Rows of table three that most requests end in; all others are drawn seldom."""
_SELDOM = 0.6
_MOST_OPEN = 12
"""Requests of one kind of applicant that are open at the turn of a year."""


@dataclass(frozen=True)
class Figures:
    """What was entered and last year's figures, by place; what is not named is zero."""

    entries: Mapping[str, int | Decimal]
    previous: Mapping[Place, int]

    def of(self, place: str) -> int | Decimal:
        """A figure, which is zero where none was entered."""
        return self.entries.get(place, 0)

    def row(self, row: str) -> int:
        """The sum of a row of table three."""
        return sum(int(self.of(f"requests.{row}.{column}")) for column in APPLICANTS)


def figures(definition: Definition, draw: Random) -> Figures:
    """Draw an agency's figures; most agencies are small, and some have a thousand times as much to report."""
    size = min(draw.paretovariate(0.9), 1000.0)
    entries: dict[str, int | Decimal] = {}
    previous: dict[Place, int] = {}
    _proactive(entries, previous, size, draw)
    _requests(definition, entries, previous, size, draw)
    _remedies(entries, size, draw)
    return Figures(entries, previous)


def _proactive(entries: dict[str, int | Decimal], previous: dict[Place, int], size: float, draw: Random) -> None:
    for row, often in (("regulations", 0.02), ("normative", 1.0)):
        before = _about(often * size * 4, draw)
        issued, abolished = _about(often * size, draw), min(before, _about(often * size / 2, draw))
        entries |= {f"proactive.{row}.issued": issued, f"proactive.{row}.abolished": abolished}
        entries[f"proactive.{row}.valid"] = before + issued - abolished
        previous[Place("proactive", row, "valid")] = before
    for row, often in (("licensing", 900.0), ("penalties", 120.0), ("coercion", 6.0)):
        entries[f"proactive.{row}.decisions"] = _about(often * size, draw)
    entries["proactive.fees.charged"] = Decimal(_about(size * 3_000_000, draw)).scaleb(-4)


def _requests(
    definition: Definition, entries: dict[str, int | Decimal], previous: dict[Place, int], size: float, draw: Random
) -> None:
    """Table three, in balance with itself and with last year's."""
    rows = {place.row for place in definition.entry_places("requests")} - {"received", "carried_in", "carried_out"}
    ends = sorted(rows)
    weights = [RESULTS.get(row, _SELDOM) for row in ends]
    total = _about(size * 9, draw) if draw.random() < 0.8 else 0
    for column, share in APPLICANTS.items():
        received = _about(total * share / 100, draw)
        before = min(_MOST_OPEN, _about(received / 12, draw))
        open_ = min(_MOST_OPEN, _about(received / 10, draw), received + before)
        ended = Counter(draw.choices(ends, weights, k=received + before - open_))
        entries |= {f"requests.{row}.{column}": ended[row] for row in ends}
        entries[f"requests.received.{column}"] = received
        entries[f"requests.carried_in.{column}"] = before
        entries[f"requests.carried_out.{column}"] = open_
        previous[Place("requests", "carried_out", column)] = before
    before_all = (previous[Place("requests", "carried_out", column)] for column in APPLICANTS)
    previous[Place("requests", "carried_out", "all")] = sum(before_all)


def _remedies(entries: dict[str, int | Decimal], size: float, draw: Random) -> None:
    for kind in ("review", "direct", "after"):
        for end, often in _ENDS.items():
            entries[f"remedies.cases.{kind}_{end}"] = _about(size * often, draw)


_ENDS = {"upheld": 0.5, "corrected": 0.2, "other": 0.1, "pending": 0.1}
"""How cases end, and how often they do for an agency of the smallest size."""


def _about(mean: float, draw: Random) -> int:
    """A count of so many on average, drawn as rare events are where they are few."""
    if mean > 50:
        return max(0, round(draw.gauss(mean, math.sqrt(mean) * 3)))
    limit, count, product = math.exp(-mean), 0, draw.random()
    while product > limit:
        product *= draw.random()
        count += 1
    return count
