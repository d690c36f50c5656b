"""A round: one collection of a report from many agencies, and what an office does in it.

Its operations can be imported from here; ``docs/reference/library.md`` shows each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsreport.lazy_names import lazy_names

if TYPE_CHECKING:
    from xlsreport.round.consolidation.consolidating import Consolidation, consolidate
    from xlsreport.round.consolidation.consolidation_files import WrittenConsolidation, write_consolidation
    from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
    from xlsreport.round.counting.deciding import DecisionResult, decide
    from xlsreport.round.counting.round_state import AgencyState, RoundState, state_of
    from xlsreport.round.creating import RoundOptions, create_round
    from xlsreport.round.folder import Round, find_round, open_round
    from xlsreport.round.incoming.collection import CollectedFile, collect
    from xlsreport.round.incoming.rechecking import RecheckedFile, recheck
    from xlsreport.round.outgoing.distribution import DistributedWorkbook, distribute
    from xlsreport.round.outgoing.previous_year import read_last_year
    from xlsreport.round.outgoing.returned_workbooks import ReturnedWorkbook, return_workbooks, to_return
    from xlsreport.round.repetition.text_comparison import RoundRepetition, compare_texts
    from xlsreport.round.reports import AgencyReports, RoundReportOptions, render_all
    from xlsreport.round.roster.roster_reading import read_roster
    from xlsreport.round.status.overview import Overview, overview_of
    from xlsreport.round.status.status_json import status_json

_HOMES = {
    "AgencyReports": "reports",
    "AgencyState": "counting.round_state",
    "collect": "incoming.collection",
    "CollectedFile": "incoming.collection",
    "compare_texts": "repetition.text_comparison",
    "consolidate": "consolidation.consolidating",
    "Consolidation": "consolidation.consolidating",
    "ConsolidationOptions": "consolidation.consolidation_options",
    "create_round": "creating",
    "decide": "counting.deciding",
    "DecisionResult": "counting.deciding",
    "distribute": "outgoing.distribution",
    "DistributedWorkbook": "outgoing.distribution",
    "find_round": "folder",
    "open_round": "folder",
    "Overview": "status.overview",
    "overview_of": "status.overview",
    "read_last_year": "outgoing.previous_year",
    "read_roster": "roster.roster_reading",
    "recheck": "incoming.rechecking",
    "RecheckedFile": "incoming.rechecking",
    "render_all": "reports",
    "return_workbooks": "outgoing.returned_workbooks",
    "ReturnedWorkbook": "outgoing.returned_workbooks",
    "Round": "folder",
    "RoundOptions": "creating",
    "RoundRepetition": "repetition.text_comparison",
    "RoundReportOptions": "reports",
    "RoundState": "counting.round_state",
    "state_of": "counting.round_state",
    "status_json": "status.status_json",
    "to_return": "outgoing.returned_workbooks",
    "write_consolidation": "consolidation.consolidation_files",
    "WrittenConsolidation": "consolidation.consolidation_files",
}

__all__ = [
    "AgencyReports",
    "AgencyState",
    "CollectedFile",
    "Consolidation",
    "ConsolidationOptions",
    "DecisionResult",
    "DistributedWorkbook",
    "Overview",
    "RecheckedFile",
    "ReturnedWorkbook",
    "Round",
    "RoundOptions",
    "RoundRepetition",
    "RoundReportOptions",
    "RoundState",
    "WrittenConsolidation",
    "collect",
    "compare_texts",
    "consolidate",
    "create_round",
    "decide",
    "distribute",
    "find_round",
    "open_round",
    "overview_of",
    "read_last_year",
    "read_roster",
    "recheck",
    "render_all",
    "return_workbooks",
    "state_of",
    "status_json",
    "to_return",
    "write_consolidation",
]

__getattr__ = lazy_names(__name__, _HOMES)


def __dir__() -> list[str]:  # as of the package above
    return __all__
