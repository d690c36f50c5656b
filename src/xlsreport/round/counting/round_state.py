"""The state of a round: for each agency what arrived, what counts, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain

from xlsreport.round.counting.roster_changes import RosterChanges, roster_changes
from xlsreport.round.counting.standing import Rival, Standing, standing_of, with_arrivals
from xlsreport.round.counting.state_names import State
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import IssuedWorkbook, Receipt
from xlsreport.round.ledger.rulings import Ruling, in_force, rulings
from xlsreport.round.ledger.timestamps import local_day
from xlsreport.round.roster.agencies import Agency


@dataclass(frozen=True, slots=True)
class AgencyState:
    """The state of one agency.

    ``standing`` says which of its files counts. ``receipts`` are all that the agency sent, ``kept_out`` the refused
    files that were given to it or name it, ``issued`` is the workbook that it was given last.
    """

    agency: Agency
    state: State
    late: bool
    standing: Standing
    receipts: tuple[Receipt, ...]
    kept_out: tuple[Receipt, ...]
    issued: IssuedWorkbook | None

    @property
    def current(self) -> Receipt | None:
        """The submission whose figures count: the one that the office named, else the newest without errors."""
        return self.standing.current

    @property
    def latest(self) -> Receipt | None:
        """The newest file that was neither refused nor set aside."""
        return self.standing.latest

    @property
    def undecided(self) -> tuple[Rival, ...]:
        """Other files that might count as well as the current one, between which the office should decide."""
        return self.standing.rivals

    @property
    def telling(self) -> Receipt | None:
        """The receipt whose findings say what is wrong: the current one, or where none counts, the latest."""
        return self.current or self.latest

    @property
    def newer_with_errors(self) -> Receipt | None:
        """The newest file, if it has errors and so does not replace the current submission."""
        latest = self.latest
        return latest if self.current is not None and latest is not None and not latest.acceptable else None


@dataclass(frozen=True, slots=True)
class RoundState:
    """The states of all agencies, in the roster's order.

    ``refused`` are the files that are kept out of the figures; ``departed`` are those that were accepted from agencies
    which the roster has no longer, and do not count either. ``changes`` are what became of agencies since their
    workbooks were given out, ``rulings`` is what the office decided about files.
    """

    agencies: tuple[AgencyState, ...]
    refused: tuple[Receipt, ...]
    departed: tuple[Receipt, ...]
    changes: RosterChanges = field(default_factory=RosterChanges)
    rulings: tuple[Ruling, ...] = ()

    def of(self, state: State) -> tuple[AgencyState, ...]:
        """The agencies in one state."""
        return tuple(agency for agency in self.agencies if agency.state == state)


def state_of(round_: Round, today: date | None = None) -> RoundState:
    """The state of a round, from its roster and ledger.

    Args:
        round_: the round.
        today: for what is late; by default the machine's own date.

    Raises:
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
    """
    with round_.open_ledger() as ledger:
        ruled = tuple(rulings(ledger.decisions()))
        held = in_force(ruled)
        receipts = with_arrivals(ledger.receipts(), held)
        issues = list(ledger.issues())
    judged_last = {receipt.sha256: receipt for receipt in receipts}  # refused, perhaps accepted later
    refused = tuple(receipt for receipt in judged_last.values() if receipt.verdict == "refused")
    records = _Records(
        sent=_by_agency(receipt for receipt in receipts if receipt.verdict != "refused"),
        kept_out=_by_agency(refused, {issue.sha256: issue.code for issue in issues}),
        issued={issue.code: issue for issue in issues},
        rulings=held,
    )
    day = today or datetime.now().astimezone().date()
    agencies = tuple(_agency_state(agency, records, round_.deadline, day) for agency in round_.roster)
    gone = (sent for code, sent in records.sent.items() if round_.roster.get(code) is None)
    departed = sorted(chain.from_iterable(gone), key=lambda receipt: receipt.number)
    return RoundState(agencies, refused, tuple(departed), roster_changes(round_.roster, issues), ruled)


@dataclass(frozen=True, slots=True)
class _Records:
    """The ledger's records by the agency's code."""

    sent: Mapping[str, Sequence[Receipt]]
    kept_out: Mapping[str, Sequence[Receipt]]
    issued: Mapping[str, IssuedWorkbook]
    rulings: tuple[Ruling, ...]


def _by_agency(receipts: Iterable[Receipt], issued: Mapping[str, str] | None = None) -> dict[str, list[Receipt]]:
    """Receipts by the agency's code; a workbook that came back unchanged is recognised by its digest."""
    found: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        code = receipt.code or (issued or {}).get(receipt.sha256)
        if code is not None:
            found.setdefault(code, []).append(receipt)
    return found


def _agency_state(agency: Agency, records: _Records, deadline: date | None, today: date) -> AgencyState:
    receipts = tuple(records.sent.get(agency.code, ()))
    standing = standing_of(receipts, records.rulings)
    current = standing.current
    if current is not None:
        state: State = "accepted" if current.verdict == "clean" else "warnings"
    else:
        state = "missing" if standing.latest is None else "errors"
    good = (one for one in receipts if one.acceptable and one.number not in standing.set_aside)
    first = min((local_day(receipt.arrived) for receipt in good), default=today)
    late = deadline is not None and first > deadline
    return AgencyState(
        agency=agency,
        state=state,
        late=late,
        standing=standing,
        receipts=receipts,
        kept_out=tuple(records.kept_out.get(agency.code, ())),
        issued=records.issued.get(agency.code),
    )
