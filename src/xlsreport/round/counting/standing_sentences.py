"""Sentences about which file of an agency counts, where the office should know or decide."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.messages import Messages
from xlsreport.round.counting.standing import Rival, Standing
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.ledger.rulings import Ruling
from xlsreport.round.ledger.timestamps import local_day, local_text


def standing_sentences(standing: Standing, messages: Messages) -> Iterator[str]:
    """Everything that the office should know about the files of an agency."""
    if standing.named is not None:
        yield _ruling_sentence("counting.named", standing.named, messages)
    yield from (rival_sentence(rival, standing, messages) for rival in standing.rivals)
    latest = standing.latest
    if standing.current is not None and latest is not None and not latest.acceptable:
        yield messages("status.newer_with_errors", number=latest.number)
    yield from (set_aside_sentence(one, messages) for one in standing.set_aside.values())


def arrival_sentences(receipt: Receipt, standing: Standing, messages: Messages) -> Iterator[str]:
    """What the office should know about a file that has just arrived."""
    current = standing.current
    if current is None:
        return
    rivals = standing.rivals_of(receipt)
    yield from (rival_sentence(rival, standing, messages) for rival in rivals)
    if current.number != receipt.number and not rivals:
        key = "still_counts" if receipt.acceptable else "still_counts_faulty"
        yield messages(f"counting.{key}", **_named(receipt, current))


def rival_sentence(rival: Rival, standing: Standing, messages: Messages) -> str:
    """A sentence that another file might count as well as the current one."""
    if standing.current is None:
        raise ValueError("where nothing counts, nothing else might")
    return messages(f"counting.{rival.why}", **_named(rival.receipt, standing.current))


def _named(receipt: Receipt, current: Receipt) -> dict[str, object]:
    """A file and the one that counts, as sentences name them."""
    return {
        "number": receipt.number,
        "revision": receipt.revision,
        "received": local_text(receipt.arrived),
        "current": current.number,
        "current_revision": current.revision,
        "current_received": local_text(current.arrived),
    }


def set_aside_sentence(ruling: Ruling, messages: Messages) -> str:
    """A sentence that a file does not count since the office decided so."""
    return _ruling_sentence("counting.set_aside", ruling, messages)


def _ruling_sentence(key: str, ruling: Ruling, messages: Messages) -> str:
    return messages(key, number=ruling.receipt, day=local_day(ruling.at), reason=ruling.reason)
