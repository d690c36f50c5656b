"""A round: one collection of a report from many agencies, and what an office does in it.

Its operations can be imported from here; ``docs/reference/library.md`` shows each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsreport.lazy_names import lazy_names

if TYPE_CHECKING:
    from xlsreport.round.consolidation.consolidating import Consolidation as Consolidation
    from xlsreport.round.consolidation.consolidating import consolidate as consolidate
    from xlsreport.round.consolidation.consolidation_files import WrittenConsolidation as WrittenConsolidation
    from xlsreport.round.consolidation.consolidation_files import write_consolidation as write_consolidation
    from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions as ConsolidationOptions
    from xlsreport.round.counting.deciding import DecisionResult as DecisionResult
    from xlsreport.round.counting.deciding import decide as decide
    from xlsreport.round.counting.round_state import AgencyState as AgencyState
    from xlsreport.round.counting.round_state import RoundState as RoundState
    from xlsreport.round.counting.round_state import state_of as state_of
    from xlsreport.round.creating import RoundOptions as RoundOptions
    from xlsreport.round.creating import create_round as create_round
    from xlsreport.round.folder import Round as Round
    from xlsreport.round.folder import find_round as find_round
    from xlsreport.round.folder import open_round as open_round
    from xlsreport.round.incoming.collection import CollectedFile as CollectedFile
    from xlsreport.round.incoming.collection import collect as collect
    from xlsreport.round.incoming.rechecking import RecheckedFile as RecheckedFile
    from xlsreport.round.incoming.rechecking import recheck as recheck
    from xlsreport.round.outgoing.distribution import DistributedWorkbook as DistributedWorkbook
    from xlsreport.round.outgoing.distribution import distribute as distribute
    from xlsreport.round.outgoing.previous_year import read_last_year as read_last_year
    from xlsreport.round.outgoing.returned_workbooks import ReturnedWorkbook as ReturnedWorkbook
    from xlsreport.round.outgoing.returned_workbooks import return_workbooks as return_workbooks
    from xlsreport.round.outgoing.returned_workbooks import to_return as to_return
    from xlsreport.round.repetition.text_comparison import RoundRepetition as RoundRepetition
    from xlsreport.round.repetition.text_comparison import compare_texts as compare_texts
    from xlsreport.round.reports import AgencyReports as AgencyReports
    from xlsreport.round.reports import RoundReportOptions as RoundReportOptions
    from xlsreport.round.reports import render_all as render_all
    from xlsreport.round.roster.roster_reading import read_roster as read_roster
    from xlsreport.round.status.overview import Overview as Overview
    from xlsreport.round.status.overview import overview_of as overview_of
    from xlsreport.round.status.status_json import status_json as status_json


_HOMES = {
    "consolidation.consolidating": "Consolidation consolidate",
    "consolidation.consolidation_files": "WrittenConsolidation write_consolidation",
    "consolidation.consolidation_options": "ConsolidationOptions",
    "counting.deciding": "DecisionResult decide",
    "counting.round_state": "AgencyState RoundState state_of",
    "creating": "RoundOptions create_round",
    "folder": "Round find_round open_round",
    "incoming.collection": "CollectedFile collect",
    "incoming.rechecking": "RecheckedFile recheck",
    "outgoing.distribution": "DistributedWorkbook distribute",
    "outgoing.previous_year": "read_last_year",
    "outgoing.returned_workbooks": "ReturnedWorkbook return_workbooks to_return",
    "repetition.text_comparison": "RoundRepetition compare_texts",
    "reports": "AgencyReports RoundReportOptions render_all",
    "roster.roster_reading": "read_roster",
    "status.overview": "Overview overview_of",
    "status.status_json": "status_json",
}
"""The public names of each module."""

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
