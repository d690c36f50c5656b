"""Lists in a round: each agency's lines are collected, and joined in the consolidation with the agency's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.grants import GOOD, GRANTS
from support.small_rounds import new_round, send
from xlsreport.errors import RoundError
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.scope import ConsolidationOptions

pytestmark = pytest.mark.slow


def test_lines_are_joined_in_a_consolidation(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, str(GRANTS), (("1", "North", ""), ("2", "South", ""), ("3", "West", "")))
    common = {"phone": "1", "visits.nil_return": True}
    sent = {
        "1": {**common, "totals.ledger.amount": 500, "grants": list(GOOD)},
        "2": {**common, "totals.ledger.amount": 0, "grants.nil_return": True},
        "3": {**common, "totals.ledger.amount": 50, "grants": [{}, {**GOOD[2], "branch": "West Quay"}]},
    }
    receipts = [one.receipt for one in send(round_, sent)]
    assert [receipt.verdict for receipt in receipts if receipt is not None] == ["clean"] * 3
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    report = consolidated_submission(round_, result)
    lines = report.lines["grants"]
    assert [line.number for line in lines] == [1, 2, 3, 4]
    branches = [entry.typed for line in lines for place, entry in line.entries.items() if place.column == "branch"]
    assert branches == ["North", "North", "North", "West Quay"]


def test_more_lines_than_there_is_room_for_are_told(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, str(GRANTS), (("1", "North", ""), ("2", "South", "")))
    many = [{**GOOD[2], "purpose": f"Chair {number}", "amount": 1} for number in range(25)]
    entries = {"phone": "1", "visits.nil_return": True, "totals.ledger.amount": 25, "grants": many}
    send(round_, {"1": entries, "2": entries})
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    with pytest.raises(RoundError, match="40"):
        consolidated_submission(round_, result)
