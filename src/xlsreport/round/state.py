"""How a round stands: for each agency what came, what counts, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from typing import Literal

from xlsreport.round.folder import Round
from xlsreport.round.ledger import Ledger
from xlsreport.round.records import Issue, Receipt
from xlsreport.round.roster import Agency
from xlsreport.round.roster_changes import RosterChanges, roster_changes

State = Literal["missing", "errors", "warnings", "accepted"]
STATES: tuple[State, ...] = ("missing", "errors", "warnings", "accepted")
"""Nothing came; only files with errors came; the current one has warnings that are not explained; it has none."""


@dataclass(frozen=True, slots=True)
class AgencyState:
    """How one agency stands.

    ``current`` is the submission whose figures count: the newest without errors. ``latest`` is the newest of all that
    came from the agency and was not refused; where it is not the current one, it has errors. ``receipts`` are all that
    the agency sent, ``kept_out`` the refused files that were given to it or name it, ``issued`` is the workbook that it
    was given last.
    """

    agency: Agency
    state: State
    late: bool
    current: Receipt | None
    latest: Receipt | None
    receipts: tuple[Receipt, ...]
    kept_out: tuple[Receipt, ...]
    issued: Issue | None

    @property
    def telling(self) -> Receipt | None:
        """The receipt whose findings say what is wrong: the current one, or where none counts, the latest."""
        return self.current or self.latest

    @property
    def newer_with_errors(self) -> Receipt | None:
        """What came after the current submission and does not count."""
        return self.latest if self.current is not None and self.latest is not self.current else None


@dataclass(frozen=True, slots=True)
class RoundState:
    """How all agencies stand, in the roster's order.

    ``refused`` are the files that are kept out of the figures; ``departed`` are those that were accepted from agencies
    which the roster has no longer, and do not count either. ``changes`` are what became of agencies since their
    workbooks were given out.
    """

    agencies: tuple[AgencyState, ...]
    refused: tuple[Receipt, ...]
    departed: tuple[Receipt, ...]
    changes: RosterChanges = field(default_factory=RosterChanges)

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
        issues = list(ledger.issues())
    judged_last = {receipt.sha256: receipt for receipt in receipts}  # a file may have been refused before
    refused = tuple(receipt for receipt in judged_last.values() if receipt.verdict == "refused")
    records = _Records(
        sent=_by_agency(receipt for receipt in receipts if receipt.verdict != "refused"),
        kept_out=_by_agency(refused, {issue.sha256: issue.code for issue in issues}),
        issued={issue.code: issue for issue in issues},
    )
    day = today or datetime.now().astimezone().date()
    agencies = tuple(_agency_state(agency, records, round_.deadline, day) for agency in round_.roster)
    gone = (sent for code, sent in records.sent.items() if round_.roster.get(code) is None)
    departed = sorted(chain.from_iterable(gone), key=lambda receipt: receipt.number)
    return RoundState(agencies, refused, tuple(departed), roster_changes(round_.roster, issues))


@dataclass(frozen=True, slots=True)
class _Records:
    """What the ledger has, by agency's code."""

    sent: Mapping[str, Sequence[Receipt]]
    kept_out: Mapping[str, Sequence[Receipt]]
    issued: Mapping[str, Issue]


def _by_agency(receipts: Iterable[Receipt], issued: Mapping[str, str] | None = None) -> dict[str, list[Receipt]]:
    """Receipts by the agency's code; that of a workbook which came back as it was given out is known by its content."""
    found: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        code = receipt.code or (issued or {}).get(receipt.sha256)
        if code is not None:
            found.setdefault(code, []).append(receipt)
    return found


def _agency_state(agency: Agency, records: _Records, deadline: date | None, today: date) -> AgencyState:
    receipts = tuple(records.sent.get(agency.code, ()))
    current = _newest(receipt for receipt in receipts if receipt.acceptable)
    latest = _newest(receipts)
    if current is not None:
        state: State = "accepted" if current.verdict == "clean" else "warnings"
    else:
        state = "missing" if latest is None else "errors"
    first = next((day_of(receipt) for receipt in receipts if receipt.acceptable), today)
    late = deadline is not None and first > deadline
    return AgencyState(
        agency=agency,
        state=state,
        late=late,
        current=current,
        latest=latest,
        receipts=receipts,
        kept_out=tuple(records.kept_out.get(agency.code, ())),
        issued=records.issued.get(agency.code),
    )


def _newest(receipts: Iterable[Receipt]) -> Receipt | None:
    """The newest by its revision, then by the order of recording, which no clock can turn around."""
    return max(receipts, key=lambda receipt: (receipt.revision or 0, receipt.number), default=None)


def day_of(record: Receipt | Issue) -> date:
    """The day on which something was recorded, where the office is."""
    return local_time(record.at).date()


def local_time(at: str) -> datetime:
    """A moment as the ledger writes it, where the office is."""
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone()
