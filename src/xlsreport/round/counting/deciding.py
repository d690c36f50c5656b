"""Records the office's decision about which file of an agency counts, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.errors import RoundError
from xlsreport.round.counting.round_state import AgencyState, state_of
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.ledger.rulings import DECISION, Ruling, RulingKind, in_force, rulings


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What was decided about which file, and the state of its agency afterwards."""

    kind: RulingKind
    receipt: Receipt
    state: AgencyState


def decide(round_: Round, number: int, kind: RulingKind, reason: str, day: str = "") -> DecisionResult:
    """Record a decision about a file, which is in force until another one is made about it.

    Args:
        round_: the round.
        number: the file's, in the ledger.
        kind: what is decided.
        reason: why, in the office's own words.
        day: when the file came, as the ledger writes it, where that is what is decided.

    Raises:
        RoundError: there is no such file, it is no agency's, or it cannot count.
        LedgerError: the ledger cannot be written.
        RosterError: the roster has mistakes.
    """
    with round_.open_ledger() as ledger, ledger.together():
        receipts = {one.number: one for one in ledger.receipts()}
        receipt = receipts.get(number)
        if receipt is None:
            raise RoundError(round_.messages("decide.unknown", number=number))
        _expect_decidable(round_, ledger, receipt, kind)
        ruling = Ruling("", kind, number, reason, max(receipts), day)
        ledger.record_decision(DECISION, ruling.details())
    states = (one for one in state_of(round_).agencies if any(came.number == number for came in one.receipts))
    return DecisionResult(kind, receipt, next(states))


def _expect_decidable(round_: Round, ledger: Ledger, receipt: Receipt, kind: RulingKind) -> None:
    messages, number = round_.messages, receipt.number
    if receipt.verdict == "refused":
        raise RoundError(messages("decide.kept_out", number=number, sentence=receipt.sentence))
    if round_.roster.get(receipt.code or "") is None:
        raise RoundError(messages("decide.departed", number=number, code=receipt.code))
    if kind == "counts" and not receipt.acceptable:
        raise RoundError(messages("decide.faulty", number=number, code=receipt.code))
    held = any(one.receipt == number for one in in_force(rulings(ledger.decisions())))
    if kind == "taken_back" and not held:
        raise RoundError(messages("decide.nothing_to_take_back", number=number))
