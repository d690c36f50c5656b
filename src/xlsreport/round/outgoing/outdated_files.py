"""Finds distributed files that are out of date, since the roster or last year's figures have changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.zip_reader import ZipReader
from xlsreport.round.counting.roster_changes import RosterChanges, roster_changes
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import IssuedWorkbook
from xlsreport.round.outgoing.distribution import DistributedWorkbook

_MAX_DIRECTORY_BYTES = 10_000_000
"""Bytes of an archive's directory; one of ours with three thousand workbooks has 300,000."""


@dataclass(frozen=True, slots=True)
class OutdatedFile:
    """A distributed file that should not be sent any more, and a sentence that says why."""

    path: Path
    sentence: str


def outdated_files(
    round_: Round, done: Sequence[DistributedWorkbook], bundled: Sequence[Path] = ()
) -> Iterator[OutdatedFile]:
    """The files of earlier distributions that should not be sent any more; they are not removed.

    Args:
        round_: the round.
        done: the workbooks of the present distribution.
        bundled: its archives.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    folder, current = round_.subfolder("round.distributed"), {one.path for one in done}
    with round_.open_ledger() as ledger:
        issues = list(ledger.issues())
    changes = roster_changes(round_.roster, issues)
    for path, issue in {folder / issue.file: issue for issue in issues if issue.receipt is None}.items():
        if path not in current and path.is_file():
            yield OutdatedFile(path, _why(issue, changes, round_))
    yield from _stale_bundles(folder, {path.name: path for path in current}, set(bundled), round_.messages)


def _why(issue: IssuedWorkbook, changes: RosterChanges, round_: Round) -> str:
    agency = round_.roster.get(issue.code)
    now = next((one.now for one in changes.recoded if one.before.code == issue.code), None)
    key = "stale_renamed" if agency else "stale_recoded" if now else "stale_departed"
    values = {"before": issue.name, "code": issue.code}
    values |= {"agency": agency.name if agency else "", "now": now.code if now else ""}
    return round_.messages(f"changed.{key}", **values)


def _stale_bundles(
    folder: Path, current: Mapping[str, Path], bundled: set[Path], messages: Messages
) -> Iterator[OutdatedFile]:
    """Archives of earlier distributions with other workbooks than the present ones."""
    for path in sorted(folder.glob("*.zip")):
        if path not in bundled and any(name.endswith(".xlsx") for name in _other_members(path, current)):
            yield OutdatedFile(path, messages("changed.stale_bundle"))


def _other_members(path: Path, current: Mapping[str, Path]) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            members = ZipReader(file, _MAX_DIRECTORY_BYTES).members
    except (InvalidFileError, OSError):
        return  # none of ours
    for member in members:
        now = current.get(member.filename)
        if now is None or not now.is_file() or zlib.crc32(now.read_bytes()) != member.CRC:
            yield member.filename
