"""Writes the consolidated report and its provenance, and records both in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlsreport.checking.findings import Finding
from xlsreport.errors import RoundError
from xlsreport.inspection.submission_check import check
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import Consolidation
from xlsreport.round.consolidation.handed_up import handed_up
from xlsreport.round.consolidation.lists.lists_left_out import list_files
from xlsreport.round.consolidation.provenance import provenance_bytes
from xlsreport.round.counting.outdated_sums import SUM
from xlsreport.round.files.atomic_write import write_atomically
from xlsreport.round.files.guarded_output import digest, write_outcome
from xlsreport.round.files.safe_filenames import safe_name
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.submission.workbook_reader import read_workbook_bytes
from xlsreport.workbook.workbook_file import workbook_bytes


@dataclass(frozen=True, slots=True)
class WrittenConsolidation:
    """The paths of both workbooks, and the findings of the report, blank texts included.

    ``lists`` are the files of lists for whose lines the report has no room. ``bearer`` is the agency whose signed
    identity the report bears, in this round or that of an office above; empty where it bears none or is incomplete.
    ``is_of_round`` says that it is one of this round.
    """

    report: Path
    provenance: Path
    findings: tuple[Finding, ...]
    lists: tuple[Path, ...] = ()
    bearer: str = ""
    is_of_round: bool = False


def write_consolidation(
    round_: Round, result: Consolidation, folder: Path | None = None, into: Path | None = None
) -> WrittenConsolidation:
    """Write the report, its provenance workbook and the files of lists beside them, or none of them.

    Args:
        round_: the round.
        result: what was added up.
        folder: where to write; by default a folder of the round.
        into: the workbook of an office above, whose identity the report is to have; it is only read.

    Raises:
        RejectedWorkbookError: that workbook cannot be read.
        RoundError: a file cannot be written, or somebody has typed into it since it was written; or a figure has more
            digits than a spreadsheet keeps.
        WorkbookError: something does not fit the limits of Excel.
        LedgerError: the ledger cannot be written.
    """
    target = folder or round_.subfolder("consolidate.folder")
    report, provenance = (target / _name(round_, result, kind) for kind in ("workbook", "provenance"))
    submission = consolidated_submission(round_, result)
    if into is not None:
        submission = handed_up(round_, result, submission, into)
    lists = {target / name: data for name, data in list_files(round_, result).items()}
    with round_.open_ledger() as ledger:
        as_of = ledger.last_record()
        files = {
            report: workbook_bytes(submission),
            provenance: provenance_bytes(round_, result, submission, as_of),
            **lists,
        }
        digests = {path: digest(data) for path, data in files.items()}
        own = _written_before(ledger)
        outcomes = {path: write_outcome(path, sha256, own) for path, sha256 in digests.items()}
        for path, outcome in outcomes.items():
            if outcome == "in_use":
                raise RoundError(round_.messages("consolidate.in_use", file=path))
        record = _record(result, {path.name: sha256 for path, sha256 in digests.items()}, as_of)
        if not own.issuperset(digests.values()) or _receipts_before(ledger, record["of"]) != record["receipts"]:
            # Recorded before writing, so that the files are recognised even if this run is interrupted.
            ledger.record_decision(SUM, record)
    for path, outcome in outcomes.items():
        if outcome == "written":
            write_atomically(path, files[path], round_.messages)
    read = read_workbook_bytes(files[report], str(report), round_.definition, round_.messages)
    bearer = read.agency if read.identity and not read.incomplete else ""
    is_of_round = read.identity is not None and read.identity.round == round_.id
    return WrittenConsolidation(report, provenance, check(read), tuple(lists), bearer, is_of_round)


def _name(round_: Round, result: Consolidation, kind: str) -> str:
    """``0-示例县-2025年度报告-汇总.xlsx``."""
    parent, agency = result.scope.parent, result.scope.agency
    who = f"{parent.code}-{agency}" if parent else agency
    return f"{safe_name(round_.messages(f'consolidate.{kind}', who=who, year=round_.in_names))}.xlsx"


def _written_before(ledger: Ledger) -> set[str]:
    """Digests of all files that consolidations of the round have written."""
    made = (one.details for one in ledger.decisions() if one.what == SUM)
    return {sha256 for details in made for sha256 in details["files"].values()}


def _receipts_before(ledger: Ledger, code: str | None) -> list[int] | None:
    """The receipts that were added up last for an agency."""
    made = [one.details for one in ledger.decisions() if one.what == SUM and one.details["of"] == code]
    return list(made[-1]["receipts"]) if made else None


def _record(result: Consolidation, files: Mapping[str, str], as_of: str) -> dict[str, Any]:
    options, scope = result.options, result.scope
    return {
        "of": scope.parent.code if scope.parent else None,
        "agency": scope.agency,
        "as_of": as_of,
        "count_parents": options.count_parents,
        "missing": options.missing,
        "twice": options.twice,
        "receipts": [one.receipt.number for one in result.contributions],
        "left_out": {one.agency.code: one.state for one in scope.left_out},
        "counted_twice": [one.parent.agency.code for one in result.twice],
        "files": dict(files),
    }
