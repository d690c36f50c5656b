"""Ledgers of tests, which no power failure has to spare."""

from __future__ import annotations

from xlsreport.round.ledger import ledger_database

OF_THE_PACKAGE: str = vars(ledger_database)["_SYNCHRONOUS"]
"""How a commit is flushed outside of tests."""


def wait_for_no_disk() -> None:
    """Do not wait at each commit until the disk has written it: tests commit some thousand times."""
    vars(ledger_database).update(_SYNCHRONOUS="OFF")
