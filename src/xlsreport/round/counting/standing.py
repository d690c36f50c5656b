"""Determines which file of an agency counts: by revision and arrival, unless the office decided otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from xlsreport.round.ledger.records import Receipt
from xlsreport.round.ledger.rulings import Ruling
from xlsreport.round.ledger.timestamps import local_time


@dataclass(frozen=True, slots=True)
class Rival:
    """A file without errors and with other content that might count as well, and on which the office has not decided.

    It has the same revision, or an earlier revision but a later arrival, or it arrived after the office's decision.
    """

    receipt: Receipt
    why: Literal["same_revision", "earlier_revision", "after_decision"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Which of an agency's files counts.

    ``current`` is the submission whose figures count: the one that the office named, else the newest without errors.
    ``latest`` is the newest of all that was not decided against. ``named`` is the ruling by which the current one
    counts; ``set_aside`` are those about files that do not, by their numbers.
    """

    current: Receipt | None
    latest: Receipt | None
    rivals: tuple[Rival, ...]
    named: Ruling | None
    set_aside: Mapping[int, Ruling]

    def rivals_of(self, receipt: Receipt) -> tuple[Rival, ...]:
        """The rivals of the current file if the given file is that one; else the given file itself if it is a rival."""
        counts = self.current is not None and self.current.number == receipt.number
        return tuple(one for one in self.rivals if counts or one.receipt.number == receipt.number)


def with_arrivals(receipts: Iterable[Receipt], held: Iterable[Ruling]) -> list[Receipt]:
    """The receipts, with the days of arrival that the office has corrected."""
    days = {one.receipt: one.day for one in held if one.kind == "arrived"}
    return [replace(one, arrived=days[one.number]) if one.number in days else one for one in receipts]


def standing_of(receipts: Sequence[Receipt], held: Iterable[Ruling]) -> Standing:
    """Determine which of an agency's files counts, given those that were not refused in the order of recording."""
    numbers = {one.number for one in receipts}
    about = [one for one in held if one.receipt in numbers]
    aside = {one.receipt: one for one in about if one.kind == "set_aside"}
    named = next((one for one in reversed(about) if one.kind == "counts"), None)
    order = _order(receipts)
    left = sorted((one for one in receipts if one.number not in aside), key=lambda one: order[one.number])
    if named is not None:
        left = [one for one in left if one.number == named.receipt or one.number > named.known]
    good = [one for one in left if one.acceptable]
    chosen = [one for one in good if named is None or one.number == named.receipt]
    current = chosen[-1] if chosen else None
    rivals = () if current is None else tuple(_rivals(current, good, named, order))
    return Standing(current, left[-1] if left else None, rivals, named, aside)


_FileOrder = Mapping[int, tuple[int, datetime, int]]


def _order(receipts: Sequence[Receipt]) -> _FileOrder:
    """By revision, by arrival, and by the order of recording.

    A file whose arrival is only known as its time of recording never sorts before an earlier record, so that a clock
    that was turned back does not change the order.
    """
    order, recorded = {}, ""
    for one in receipts:
        recorded = max(recorded, one.at)
        arrived = recorded if one.arrived == one.at else one.arrived
        order[one.number] = one.revision or 0, local_time(arrived), one.number
    return order


def _rivals(current: Receipt, good: Iterable[Receipt], named: Ruling | None, order: _FileOrder) -> Iterator[Rival]:
    revision, *came = order[current.number]
    for one in good:
        if one.number == current.number or one.stated == current.stated:
            continue
        if named is not None:
            yield Rival(one, "after_decision")
        elif order[one.number][0] == revision:
            yield Rival(one, "same_revision")
        elif list(order[one.number][1:]) > came:
            yield Rival(one, "earlier_revision")
