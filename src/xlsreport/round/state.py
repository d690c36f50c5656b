"""How a round stands: for each agency what came, what counts, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from xlsreport.round.folder import Round
from xlsreport.round.ledger import Ledger
from xlsreport.round.records import Issue, Receipt
from xlsreport.round.roster import Agency

State = Literal["missing", "errors", "warnings", "accepted"]
STATES: tuple[State, ...] = ("missing", "errors", "warnings", "accepted")
"""Nothing came; only files with errors came; the current one has warnings that are not explained; it has none."""


@dataclass(frozen=True, slots=True)
class AgencyState:
    """How one agency stands.

    ``current`` is the submission whose figures count: the newest without errors. ``latest`` is the newest of all that
    came from the agency and was not refused; where it is not the current one, it has errors. ``receipts`` are all that
    the agency sent, ``issued`` the workbook that it was given last.
    """

    agency: Agency
    state: State
    late: bool
    current: Receipt | None
    latest: Receipt | None
    receipts: tuple[Receipt, ...]
    issued: Issue | None


@dataclass(frozen=True, slots=True)
class RoundState:
    """How all agencies stand, in the roster's order; ``refused`` are the files that are kept out of the figures."""

    agencies: tuple[AgencyState, ...]
    refused: tuple[Receipt, ...]

    def of(self, state: State) -> tuple[AgencyState, ...]:
        """The agencies in one state."""
        return tuple(agency for agency in self.agencies if agency.state == state)


def state_of(round_: Round, today: date | None = None) -> RoundState:
    """How a round stands, from its roster and ledger.

    Args:
        round_: the round.
        today: for what is late; by default the machine's own date.

    Raises:
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
    """
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        receipts = list(ledger.receipts())
        issued = {issue.code: issue for issue in ledger.issues()}
    sent: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        if receipt.code is not None and receipt.verdict != "refused":
            sent.setdefault(receipt.code, []).append(receipt)
    day = today or datetime.now().astimezone().date()
    return RoundState(
        tuple(
            _agency_state(agency, sent.get(agency.code, []), issued.get(agency.code), round_.deadline, day)
            for agency in round_.roster
        ),
        tuple(receipt for receipt in receipts if receipt.verdict == "refused"),
    )


def _agency_state(
    agency: Agency, receipts: Sequence[Receipt], issued: Issue | None, deadline: date | None, today: date
) -> AgencyState:
    current = _newest(receipt for receipt in receipts if receipt.acceptable)
    latest = _newest(receipts)
    if current is not None:
        state: State = "accepted" if current.verdict == "clean" else "warnings"
    else:
        state = "missing" if latest is None else "errors"
    first = next((day_of(receipt) for receipt in receipts if receipt.acceptable), today)
    late = deadline is not None and first > deadline
    return AgencyState(agency, state, late, current, latest, tuple(receipts), issued)


def _newest(receipts: Iterable[Receipt]) -> Receipt | None:
    """The newest by its revision, then by the order of recording, which no clock can turn around."""
    return max(receipts, key=lambda receipt: (receipt.revision or 0, receipt.number), default=None)


def day_of(receipt: Receipt) -> date:
    """The day on which something was recorded, where the office is."""
    return datetime.strptime(receipt.at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone().date()
