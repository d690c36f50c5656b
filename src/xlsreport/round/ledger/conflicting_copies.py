"""Finds a conflicting copy of the ledger in a round's folder: one with files or decisions that the ledger lacks.

Programs that synchronise folders let two computers write independently, and store the second version under another
name. Neither is complete then. A backup copy without files of its own does no harm.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.ledger_database import sqlite_uri
from xlsreport.round.ledger.ledger_schema import APPLICATION
from xlsreport.round.ledger.rulings import DECISION

_FILES = "SELECT sha256 FROM receipt WHERE verdict <> 'refused'"
_DECISIONS = f"SELECT at FROM decision WHERE what = '{DECISION}'"
"""By their time alone: two computers number their receipts each for itself, and a decision names a number."""


class ConflictingCopy(NamedTuple):
    """A copy of the ledger, and how many files and decisions of the office only the copy has."""

    path: Path
    files: int
    decisions: int


def conflicting_copy(path: Path, ledger: Ledger) -> ConflictingCopy | None:
    """A conflicting copy of the ledger; None if there is none.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    for other in sorted(path.parent.glob(f"*{path.stem}*{path.suffix}")):
        if other.name != path.name:
            files = sum(not ledger.seen(sha256).received for (sha256,) in _records(other, _FILES))
            decided = {one.at for one in ledger.decisions() if one.what == DECISION}
            decisions = sum(at not in decided for (at,) in _records(other, _DECISIONS))
            if files or decisions:
                return ConflictingCopy(other, files, decisions)
    return None


def _records(path: Path, question: str) -> Iterator[tuple[str, ...]]:
    """Records of a copy; none if it is not a readable ledger."""
    try:
        with closing(sqlite3.connect(f"{sqlite_uri(path, 'ro')}&immutable=1", uri=True)) as copy:
            if copy.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
                yield from copy.execute(question).fetchall()
    except sqlite3.Error:
        return
