"""The data of the page's charts: how many agencies are in each state, and what arrived on which day.

Positions are in per cent of the width, so that a chart scales with the page while its text does not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xlsreport.round.counting.round_state import AgencyState
from xlsreport.round.counting.state_names import STATES, State
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.ledger.timestamps import local_day
from xlsreport.round.status.overview import Overview

_MAX_BARS = 100
"""With more bars, one would be narrower than three points on a telephone, so a bar covers several days."""
_MIN_BARS = 10
"""With fewer bars, they would be too wide."""
_ALWAYS_SHOWN_DAYS = 60
"""Periods up to so many days are shown whole; of longer ones only the weeks with most files are shown."""
_MAIN_SHARE = 0.9
"""The share of files in those weeks."""
_PAUSE = 14
"""Days without a file that end those weeks."""
_AFTERWARDS = 7
"""Days shown after the last file or the deadline."""
_TICKS = 4
"""Dates below a chart, as many as fit on a telephone."""
_ROUND_STEPS = (1, 2, 5)
"""Steps of a scale are these times a power of ten."""


@dataclass(frozen=True, slots=True)
class StateShare:
    """The agencies in one state: their number, and the start and width of their part of the bar, in per cent."""

    state: State
    label: str
    count: int
    left: float
    width: float


def shares(overview: Overview) -> tuple[StateShare, ...]:
    """The states from the best to the worst, which is the order in the bar."""
    total, left, found = len(overview.lines), 0.0, []
    for state in reversed(STATES):
        count = overview.count(state)
        width = 100 * count / total if total else 0.0
        found.append(StateShare(state, overview.messages(f"status.{state}"), count, left, width))
        left += width
    return tuple(found)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days of one bar.

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
    """The arrivals from the first file to the deadline or today; or in the main weeks, if ``whole`` is false, with
    ``before`` and ``after`` counting the files outside.

    ``sent`` and ``accepted`` are the agencies that have sent something until now, and something without errors;
    ``deadline`` is where the last day ends, in per cent, and None where there is no deadline; ``ticks`` are the spans
    that carry a date; ``top`` is the upper end of the scale of files.
    """

    spans: tuple[DaySpan, ...]
    ticks: tuple[DaySpan, ...]
    deadline: float | None
    top: int
    step: int
    sent: int
    accepted: int
    before: int
    after: int
    whole: bool

    @property
    def now(self) -> DaySpan:
        """The span of the present day."""
        return [span for span in self.spans if span.past][-1]

    @property
    def busiest(self) -> DaySpan:
        """The first of the spans with most files."""
        return max(self.spans, key=lambda span: span.files)


def arrivals(overview: Overview) -> Arrivals | None:
    """The arrivals over time; None if nothing arrived."""
    agencies = overview.state.agencies
    receipts = [receipt for agency in agencies for receipt in agency.receipts]
    if not receipts:
        return None
    days = sorted(local_day(receipt.arrived) for receipt in receipts)
    deadline = overview.round_.deadline
    # With a wrong clock, files may have arrived after today.
    until = max(overview.today, *days)
    begin, last = _shown(days, deadline, until)
    first = min(begin, last - timedelta(_MIN_BARS - 1))
    step = math.ceil(((last - first).days + 1) / _MAX_BARS)
    counted = _DailyCounts(agencies)
    spans = tuple(_spans(_beginnings(first, last, step), step, counted, until))
    end = _share_until(deadline, spans) if deadline else None
    before, after = sum(day < first for day in days), sum(day > spans[-1].last for day in days)
    return Arrivals(
        spans=spans,
        ticks=_ticks(spans),
        deadline=end,
        top=_top(max(span.files for span in spans)),
        step=step,
        sent=counted.sent.total(),
        accepted=counted.accepted.total(),
        before=before,
        after=after,
        whole=not before and spans[-1].last >= until,
    )


def _shown(days: Sequence[date], deadline: date | None, until: date) -> tuple[date, date]:
    """The first and last day of a chart: the whole period, or its main weeks and the deadline."""
    ends = [until, deadline] if deadline else [until]
    if (max(ends) - days[0]).days <= _ALWAYS_SHOWN_DAYS:
        return days[0], max(ends)
    first, last = _densest(days)
    marked = [deadline] if deadline else []
    return min(first, *marked, first), min(max(last, *marked, last) + timedelta(_AFTERWARDS), max(ends))


def _densest(days: Sequence[date]) -> tuple[date, date]:
    """The shortest period with most files, extended by what arrived before and after it without a long pause."""
    many = math.ceil(_MAIN_SHARE * len(days))
    first = min(range(len(days) - many + 1), key=lambda start: days[start + many - 1] - days[start])
    last = first + many - 1
    while first > 0 and (days[first] - days[first - 1]).days <= _PAUSE:
        first -= 1
    while last < len(days) - 1 and (days[last + 1] - days[last]).days <= _PAUSE:
        last += 1
    return days[first], days[last]


def _beginnings(first: date, last: date, step: int) -> list[date]:
    return [first + timedelta(days=days) for days in range(0, (last - first).days + 1, step)]


def _spans(beginnings: Sequence[date], step: int, counted: _DailyCounts, until: date) -> Iterator[DaySpan]:
    width = 100 / len(beginnings)
    sent = sum(number for day, number in counted.sent.items() if day < beginnings[0])
    accepted = sum(number for day, number in counted.accepted.items() if day < beginnings[0])
    for number, first in enumerate(beginnings):
        days = [first + timedelta(days=day) for day in range(step)]
        sent += sum(counted.sent[day] for day in days)
        accepted += sum(counted.accepted[day] for day in days)
        yield DaySpan(
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


class _DailyCounts:
    """Counts of files and agencies by day."""

    def __init__(self, agencies: Iterable[AgencyState]) -> None:
        self.good, self.faulty = Counter[date](), Counter[date]()
        self.sent, self.accepted = Counter[date](), Counter[date]()
        for agency in agencies:
            self._add(agency.receipts)

    def _add(self, receipts: Sequence[Receipt]) -> None:
        good = [local_day(receipt.arrived) for receipt in receipts if receipt.acceptable]
        faulty = [local_day(receipt.arrived) for receipt in receipts if not receipt.acceptable]
        self.good.update(good)
        self.faulty.update(faulty)
        self.sent.update(sorted(good + faulty)[:1])
        self.accepted.update(sorted(good)[:1])


def _share_until(day: date, spans: Sequence[DaySpan]) -> float:
    """The position of a day's end, in per cent of all days."""
    whole = (spans[-1].last - spans[0].first).days + 1
    return 100 * min(max((day - spans[0].first).days + 1, 0), whole) / whole


def _ticks(spans: Sequence[DaySpan]) -> tuple[DaySpan, ...]:
    """Spans at equal distances, the first among them."""
    return tuple(spans[:: max(1, math.ceil(len(spans) / _TICKS))])


def _top(highest: int) -> int:
    """The least round number that is not below the highest."""
    power = 1
    while True:
        for step in _ROUND_STEPS:
            if step * power >= highest:
                return step * power
        power *= 10
