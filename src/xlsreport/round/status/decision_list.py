"""Lists the office's decisions about files, and those that are still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsreport.round.counting.standing_sentences import rival_sentence
from xlsreport.round.ledger.rulings import Ruling
from xlsreport.round.ledger.timestamps import local_day, local_text
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.status.overview import Overview


@dataclass(frozen=True, slots=True)
class ReadableRuling:
    """A ruling for people to read; ``agency`` is None if the roster no longer has it."""

    ruling: Ruling
    agency: Agency | None
    decision: str

    @property
    def day(self) -> str:
        """When it was made."""
        return local_text(self.ruling.at)


def readable_rulings(overview: Overview) -> Iterator[ReadableRuling]:
    """All rulings about files, oldest first, including withdrawn ones."""
    whose = {receipt.number: one.agency for one in overview.state.agencies for receipt in one.receipts}
    for ruling in overview.state.rulings:
        day = local_text(ruling.day) if ruling.day else ""
        decision = overview.messages(f"decide.deed_{ruling.kind}", day=day)
        yield ReadableRuling(ruling, whose.get(ruling.receipt), decision)


def decision_lines(overview: Overview) -> Iterator[str]:
    """The open decisions, agency by agency, then the rulings made."""
    messages = overview.messages
    undecided = [one for one in overview.state.agencies if one.undecided]
    for one in undecided:
        yield messages("decide.open", code=one.agency.code, agency=one.agency.name)
        yield from (f"  {rival_sentence(rival, one.standing, messages)}" for rival in one.undecided)
    if not undecided:
        yield messages("decide.none_open")
    rulings = list(readable_rulings(overview))
    if rulings:
        yield messages("decide.made")
    for ruling in rulings:
        agency = ruling.agency
        names = {"code": agency.code if agency else "", "agency": agency.name if agency else ""}
        about = {"number": ruling.ruling.receipt, "reason": ruling.ruling.reason, "deed": ruling.decision}
        yield messages("decide.line", day=local_day(ruling.ruling.at), **about, **names)
