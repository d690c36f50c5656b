"""Finds reports that were rendered and are no longer those of the round, so that nobody publishes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlsreport.document.format_names import FORMATS
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.distribution import workbook_name


def outdated_reports(round_: Round, folder: Path) -> Iterator[Path]:
    """The reports of agencies that have left the roster, have another name or code, or whose files no longer count.

    They are not removed: they may have been published, so that somebody has to decide.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    current = {Path(workbook_name(round_, one.agency)).stem for one in state_of(round_).agencies if one.current}
    with round_.open_ledger() as ledger:
        given_out = dict.fromkeys(Path(issue.file).stem for issue in ledger.issues() if issue.receipt is None)
    for stem in given_out:
        if stem not in current:
            paths = (folder / f"{stem}.{format_}" for format_ in FORMATS)
            yield from (path for path in paths if path.is_file())
