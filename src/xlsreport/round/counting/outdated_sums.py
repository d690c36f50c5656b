"""Tells which consolidations no longer are what the agencies below have sent, since something came or was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xlsreport.messages import Messages
from xlsreport.round.counting.round_state import AgencyState, RoundState
from xlsreport.round.folder import Round
from xlsreport.round.ledger.timestamps import local_text
from xlsreport.round.roster.agencies import Roster
from xlsreport.round.roster.shortlist import shortlist

SUM = "consolidate"
"""What the ledger calls the record of a consolidation."""


def added_up(agencies: Iterable[AgencyState], roster: Roster, *, with_parents: bool) -> list[AgencyState]:
    """Those of some agencies whose figures a consolidation adds: the ends of the tree, or parents, too."""
    return [one for one in agencies if with_parents or not roster.children(one.agency.code)]


def outdated_sums(round_: Round, state: RoundState) -> Mapping[str, str]:
    """For each agency whose report was last added up from other files than those that count now: a sentence.

    Under no code is the sum of the whole roster, whose agency it does not have.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    with round_.open_ledger() as ledger:
        sums = [(one.at, one.details) for one in ledger.decisions() if one.what == SUM]
    latest = {details["of"] or "": (at, details) for at, details in sums}
    found = {code: list(_changed(round_, state, code, details)) for code, (_, details) in latest.items()}
    messages = round_.messages
    return {code: _sentence(*latest[code], names, messages) for code, names in found.items() if names}


def _sentence(at: str, details: Mapping[str, Any], names: list[str], messages: Messages) -> str:
    key = "outdated_sum" if details["of"] else "outdated_total"
    what = {"moment": local_text(at), "count": len(names), "agencies": shortlist(names, str, messages)}
    return messages(f"status.{key}", **what, agency=details["agency"])


def _changed(round_: Round, state: RoundState, code: str, details: Mapping[str, Any]) -> Iterator[str]:
    """The names of agencies of which another file counts now than was added up, or none."""
    within = {code, *(agency.code for agency in round_.roster.below(code))}
    below = [one for one in state.agencies if one.agency.code in within]
    counted = added_up(below, round_.roster, with_parents=details["count_parents"])
    now = {one.current.number: one.agency.name for one in counted if one.current is not None}
    then = frozenset(details["receipts"])
    sender = {receipt.number: receipt.code or "" for receipt in state.departed}
    sender |= {receipt.number: one.agency.name for one in state.agencies for receipt in one.receipts}
    changed = [name for number, name in now.items() if number not in then]
    gone = [sender.get(number, "") for number in sorted(then.difference(now))]
    yield from filter(None, dict.fromkeys((*changed, *gone)))
