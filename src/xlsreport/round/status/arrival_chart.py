"""The figures behind the charts: how many agencies are in each state, and what came on which day.

Positions are shares of the width, so that a chart is as wide as the page and its letters stay as large as the text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xlsreport.round.counting.round_state import STATES, AgencyState, State
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.ledger.timestamps import local_day
from xlsreport.round.status.overview import Overview

_MAX_BARS = 100
"""With more, a bar on a telephone is narrower than three points; then one bar is for several days."""
_MIN_BARS = 10
"""With fewer, a bar is as wide as a field."""
_ALWAYS_SHOWN_DAYS = 60
"""Days that a chart shows in any case; in a longer time the weeks that matter would be a few dots."""
_MAIN_SHARE = 0.9
"""Those weeks hold so many of the files."""
_PAUSE = 14
"""Days without a file; what came with a shorter pause belongs to the same weeks."""
_AFTERWARDS = 7
"""Days that are shown after the last file or the deadline."""
_TICKS = 4
"""So many dates below a chart find room on a telephone."""
_ROUND_STEPS = (1, 2, 5)
"""Of these and their tenfold people make the steps of a scale."""


@dataclass(frozen=True, slots=True)
class StateShare:
    """The agencies in one state: how many, and their part of the bar, from where to how wide, in per cent."""

    state: State
    label: str
    count: int
    left: float
    width: float


def shares(overview: Overview) -> tuple[StateShare, ...]:
    """The states from the best to the worst, as they lie in the bar from left to right."""
    total, left, found = len(overview.lines), 0.0, []
    for state in reversed(STATES):
        count = overview.count(state)
        width = 100 * count / total if total else 0.0
        found.append(StateShare(state, overview.messages(f"status.{state}"), count, left, width))
        left += width
    return tuple(found)


@dataclass(frozen=True, slots=True)
class DaySpan:
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
    """What came over time, from the day on which the first file came, to the deadline or today; or in the weeks of it
    that matter, with ``before`` and ``after`` files outside of them, ``whole`` telling the one from the other.

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
        """The span that this day is in, by whose end everything has come."""
        return [span for span in self.spans if span.past][-1]

    @property
    def busiest(self) -> DaySpan:
        """The first of those in which most files came."""
        return max(self.spans, key=lambda span: span.files)


def arrivals(overview: Overview) -> Arrivals | None:
    """What came over time; None where nothing came."""
    agencies = overview.state.agencies
    receipts = [receipt for agency in agencies for receipt in agency.receipts]
    if not receipts:
        return None
    days = sorted(local_day(receipt.arrived) for receipt in receipts)
    deadline = overview.round_.deadline
    # By a clock that was wrong, something may have come after today.
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
    """The first and last day of a chart: of a long time the weeks in which things happened, and the deadline."""
    ends = [until, deadline] if deadline else [until]
    if (max(ends) - days[0]).days <= _ALWAYS_SHOWN_DAYS:
        return days[0], max(ends)
    first, last = _densest(days)
    marked = [deadline] if deadline else []
    return min(first, *marked, first), min(max(last, *marked, last) + timedelta(_AFTERWARDS), max(ends))


def _densest(days: Sequence[date]) -> tuple[date, date]:
    """The shortest time in which most files came, and what came before and after it without a long pause."""
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
    """How much happened on each day."""

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
    """Where a day ends, in per cent of all days."""
    whole = (spans[-1].last - spans[0].first).days + 1
    return 100 * min(max((day - spans[0].first).days + 1, 0), whole) / whole


def _ticks(spans: Sequence[DaySpan]) -> tuple[DaySpan, ...]:
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
