"""Finds a conflicting copy of the ledger in a round's folder: one with files that the ledger does not have.

Programs that synchronise folders let two computers write independently, and store the second version under another
name. Neither is complete then. A backup copy without files of its own does no harm.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.ledger_database import sqlite_uri
from xlsreport.round.ledger.ledger_schema import APPLICATION


def conflicting_copy(path: Path, ledger: Ledger) -> tuple[Path, int] | None:
    """A conflicting copy of the ledger, and how many files only the copy has; None if there is none.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    for other in sorted(path.parent.glob(f"*{path.stem}*{path.suffix}")):
        if other.name != path.name:
            count = sum(not ledger.seen(sha256).received for sha256 in _received(other))
            if count:
                return other, count
    return None


def _received(path: Path) -> Iterator[str]:
    """The digests of the accepted files in a copy; none if it is not a readable ledger."""
    try:
        with closing(sqlite3.connect(f"{sqlite_uri(path, 'ro')}&immutable=1", uri=True)) as copy:
            if copy.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
                found = copy.execute("SELECT sha256 FROM receipt WHERE verdict <> 'refused'").fetchall()
                yield from (sha256 for (sha256,) in found)
    except sqlite3.Error:
        return
