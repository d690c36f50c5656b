"""Exports what counts in a round as a Data Package: the figures of every agency, and where each of them comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from xlsreport.data_package.csv_tables import Row
from xlsreport.data_package.definition_text import definition_text
from xlsreport.data_package.packaging import PackagedReport, package_files, packaged
from xlsreport.errors import RejectedWorkbookError, RoundError
from xlsreport.parallel.ordered_map import Worker, each
from xlsreport.round.counting.round_state import AgencyState, state_of
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.processing.round_reader import RoundReader, open_reader

Watch = Callable[[Iterator[PackagedReport], int], Iterator[PackagedReport]]
"""Passes reports on while somebody is told how far it has come; it is given their number, too."""


def round_package(round_: Round, *, processes: int | None = None, watch: Watch | None = None) -> Mapping[str, bytes]:
    """The files of the package of a round, by their names; the same records always give the same bytes.

    It has the submission that counts of each agency, in the order of the roster, which is a table, too.

    Args:
        round_: the round.
        processes: how many read at the same time.
        watch: told of each report.

    Raises:
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
        RoundError: a received file cannot be read any more.
    """
    states = state_of(round_).agencies
    counted = [(state, state.current) for state in states if state.current is not None]
    found = map_in_order(_packing, round_, [receipt for _, receipt in counted], processes)
    watched = found if watch is None else watch(found, len(counted))
    reports = [
        replace(one, agency=state.agency.name, facts={**one.facts, "code": state.agency.code})
        for (state, _), one in zip(counted, watched, strict=True)
    ]
    numbers = {state.agency.code: number for number, (state, _) in enumerate(counted, start=1)}
    with round_.open_ledger() as ledger:
        as_of = ledger.last_record()
    return package_files(
        round_.definition,
        definition_text(round_.definition_path),
        reports,
        title=round_.title,
        facts={"period": round_.period_code, "as_of": as_of},
        agencies=[_agency_row(state, numbers.get(state.agency.code)) for state in states],
    )


def _agency_row(state: AgencyState, report: int | None) -> Row:
    agency = state.agency
    late = "true" if state.late else "false"
    return agency.code, agency.name, agency.kind, agency.parent, state.state, late, report


@contextmanager
def _packing(round_: Round) -> Iterator[Worker[Receipt, PackagedReport]]:
    with open_reader(round_) as reader:
        yield each(partial(_packed, reader))


def _packed(reader: RoundReader, receipt: Receipt) -> PackagedReport:
    try:
        submission = reader.received_submission(receipt)
    except RejectedWorkbookError as error:
        values = {"number": receipt.number, "code": receipt.code, "reason": error}
        raise RoundError(reader.round.messages("consolidate.unreadable", **values)) from None
    return packaged(
        submission,
        receipt.findings,
        file=receipt.origin,
        sha256=receipt.sha256,
        receipt=receipt.number,
        received=receipt.arrived,
        revision=receipt.revision,
        verdict=receipt.verdict,
    )
