"""Finds a second ledger in the folder of a round, in which files were recorded that the first has not.

Programs that synchronise folders let two computers write apart from each other, and afterwards put what one of them
wrote beside what the other did, under another name. Nothing made from either would be whole. A copy that somebody has
made, and in which nothing came since, is no harm.
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
    """A second ledger beside the first, and how many files it has that the first has not; None where there is none.

    Raises:
        LedgerError: the first cannot be read.
    """
    for other in sorted(path.parent.glob(f"*{path.stem}*{path.suffix}")):
        if other.name != path.name:
            count = sum(not ledger.seen(sha256).received for sha256 in _received(other))
            if count:
                return other, count
    return None


def _received(path: Path) -> Iterator[str]:
    """The digests of the files that a copy has received from agencies; none where it is no ledger that can be read."""
    try:
        with closing(sqlite3.connect(f"{sqlite_uri(path, 'ro')}&immutable=1", uri=True)) as copy:
            if copy.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
                found = copy.execute("SELECT sha256 FROM receipt WHERE verdict <> 'refused'").fetchall()
                yield from (sha256 for (sha256,) in found)
    except sqlite3.Error:
        return
