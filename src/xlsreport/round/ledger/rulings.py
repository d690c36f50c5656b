"""What the office decided about single files, as the ledger records it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from xlsreport.round.ledger.records import Decision

DECISION = "file"
"""What the ledger calls the record of a ruling."""
RulingKind = Literal["counts", "set_aside", "arrived", "taken_back"]
"""The file counts; it does not count; it arrived on another day than recorded; earlier rulings are withdrawn."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision of the office about one file.

    ``receipt`` is the file's number in the ledger, ``known`` the number of the last file recorded by then; ``day`` is
    when the file arrived, for a ruling of the kind ``arrived``.
    """

    at: str
    kind: RulingKind
    receipt: int
    reason: str
    known: int = 0
    day: str = ""

    @classmethod
    def from_decision(cls, decision: Decision) -> Ruling:
        """The ruling that a record of the ledger states; the record's key for the kind is ``deed``."""
        details = dict(decision.details)
        return cls(decision.at, kind=details.pop("deed"), **details)

    def details(self) -> dict[str, Any]:
        """The details of the ledger's record."""
        kept = {"receipt": self.receipt, "deed": self.kind, "reason": self.reason, "known": self.known}
        return {**kept, "day": self.day} if self.day else kept


def rulings(decisions: Iterable[Decision]) -> Iterator[Ruling]:
    """The rulings among the office's decisions, oldest first."""
    for one in decisions:
        if one.what == DECISION:
            yield Ruling.from_decision(one)


def in_force(made: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """The rulings in force: the last about a file's standing and the last about its arrival, unless withdrawn."""
    held: dict[tuple[int, bool], Ruling] = {}
    for one in made:
        if one.kind == "taken_back":
            held = {key: ruling for key, ruling in held.items() if ruling.receipt != one.receipt}
        else:
            about_arrival = one.kind == "arrived"
            held.pop((one.receipt, about_arrival), None)  # so that the newest is last
            held[one.receipt, about_arrival] = one
    return tuple(held.values())
