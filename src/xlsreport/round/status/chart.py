"""The figures behind the charts: how many agencies are in each state, and what came on which day.

Positions are shares of the width, so that a chart is as wide as the page and its letters stay as large as the text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xlsreport.round.records import Receipt
from xlsreport.round.state import STATES, AgencyState, State, day_of
from xlsreport.round.status.overview import Overview

_MOST_BARS = 100
"""With more, a bar on a telephone is narrower than three points; then one bar is for several days."""
_FEWEST_BARS = 10
"""With fewer, a bar is as wide as a field."""
_TICKS = 4
"""So many dates below a chart find room on a telephone."""
_ROUND_STEPS = (1, 2, 5)
"""Of these and their tenfold people make the steps of a scale."""


@dataclass(frozen=True, slots=True)
class Share:
    """The agencies in one state: how many, and their part of the bar, from where to how wide, in per cent."""

    state: State
    label: str
    count: int
    left: float
    width: float


def shares(overview: Overview) -> tuple[Share, ...]:
    """The states from the best to the worst, as they lie in the bar from left to right."""
    total, left, found = len(overview.lines), 0.0, []
    for state in reversed(STATES):
        count = overview.count(state)
        width = 100 * count / total if total else 0.0
        found.append(Share(state, overview.messages(f"status.{state}"), count, left, width))
        left += width
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or several that share a bar.

    ``good`` and ``faulty`` are the files that came in it, without and with errors; ``sent`` and ``accepted`` are the
    agencies that by its end had sent something, and something without errors. Of days to come nothing is known.
    """

    first: date
    last: date
    left: float
    width: float
    past: bool
    good: int
    faulty: int
    sent: int
    accepted: int

    @property
    def files(self) -> int:
        """All files that came in it."""
        return self.good + self.faulty


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came over time, from the day on which the first file came, to the deadline or today.

    ``deadline`` is where the last day ends, in per cent, and None where there is no deadline; ``ticks`` are the spans
    that carry a date; ``top`` is the upper end of the scale of files.
    """

    spans: tuple[Span, ...]
    ticks: tuple[Span, ...]
    deadline: float | None
    top: int
    step: int

    @property
    def now(self) -> Span:
        """The span that this day is in, by whose end everything has come."""
        return [span for span in self.spans if span.past][-1]

    @property
    def busiest(self) -> Span:
        """The first of those in which most files came."""
        return max(self.spans, key=lambda span: span.files)


def arrivals(overview: Overview) -> Arrivals | None:
    """What came over time; None where nothing came."""
    agencies = overview.state.agencies
    receipts = [receipt for agency in agencies for receipt in agency.receipts]
    if not receipts:
        return None
    days = [day_of(receipt) for receipt in receipts]
    deadline = overview.round_.deadline
    # By a clock that was wrong, something may have come after today.
    until = max(overview.today, *days)
    last = max(until, deadline) if deadline else until
    first = min(min(days), last - timedelta(_FEWEST_BARS - 1))
    step = math.ceil(((last - first).days + 1) / _MOST_BARS)
    spans = tuple(_spans(_beginnings(first, last, step), step, agencies, until))
    end = _share_until(deadline, spans) if deadline else None
    return Arrivals(spans, _ticks(spans), end, _top(max(span.files for span in spans)), step)


def _beginnings(first: date, last: date, step: int) -> list[date]:
    return [first + timedelta(days=days) for days in range(0, (last - first).days + 1, step)]


def _spans(beginnings: Sequence[date], step: int, agencies: Iterable[AgencyState], until: date) -> Iterator[Span]:
    width = 100 / len(beginnings)
    counted = _Counted(agencies)
    sent = accepted = 0
    for number, first in enumerate(beginnings):
        days = [first + timedelta(days=day) for day in range(step)]
        sent += sum(counted.sent[day] for day in days)
        accepted += sum(counted.accepted[day] for day in days)
        yield Span(
            first=first,
            last=days[-1],
            left=number * width,
            width=width,
            past=first <= until,
            good=sum(counted.good[day] for day in days),
            faulty=sum(counted.faulty[day] for day in days),
            sent=sent if first <= until else 0,
            accepted=accepted if first <= until else 0,
        )


class _Counted:
    """How much happened on each day."""

    def __init__(self, agencies: Iterable[AgencyState]) -> None:
        self.good, self.faulty = Counter[date](), Counter[date]()
        self.sent, self.accepted = Counter[date](), Counter[date]()
        for agency in agencies:
            self._add(agency.receipts)

    def _add(self, receipts: Sequence[Receipt]) -> None:
        good = [day_of(receipt) for receipt in receipts if receipt.acceptable]
        faulty = [day_of(receipt) for receipt in receipts if not receipt.acceptable]
        self.good.update(good)
        self.faulty.update(faulty)
        self.sent.update(sorted(good + faulty)[:1])
        self.accepted.update(sorted(good)[:1])


def _share_until(day: date, spans: Sequence[Span]) -> float:
    """Where a day ends, in per cent of all days."""
    whole = (spans[-1].last - spans[0].first).days + 1
    return 100 * min(max((day - spans[0].first).days + 1, 0), whole) / whole


def _ticks(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans at equal distances, the first among them."""
    return tuple(spans[:: max(1, math.ceil(len(spans) / _TICKS))])


def _top(highest: int) -> int:
    """The round number that is next to the highest from above."""
    power = 1
    while True:
        for step in _ROUND_STEPS:
            if step * power >= highest:
                return step * power
        power *= 10
