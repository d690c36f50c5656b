"""Lists in a round: each agency's lines are collected, and joined in the consolidation with the agency's name."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.grants import GOOD, GRANTS
from support.small_rounds import new_round, send
from xlsreport import load_definition, load_lines, new_submission, read_workbook, write_workbook
from xlsreport.data_package.csv_tables import csv_rows
from xlsreport.errors import RoundError
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.consolidation.consolidation_sentences import consolidation_sentences
from xlsreport.round.status.overview import overview_of
from xlsreport.round.status.status_json import status_json
from xlsreport.round.status.status_page import status_page

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
    overview = overview_of(round_, datetime(2026, 1, 10, tzinfo=UTC))
    counted = [line["lines"] for line in status_json(overview)["agencies"]]
    assert counted == [{"visits": 0, "grants": 3}, {"visits": 0, "grants": 0}, {"visits": 0, "grants": 1}]
    assert overview.summary.endswith(" Lines of lists that count: Visits paid for: 0, Grants: 4.")
    assert overview.lines[2].remarks == ("Lines of lists: Visits paid for: 0, Grants: 1.",)
    assert overview.summary in status_page(overview)
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    report = consolidated_submission(round_, result)
    lines = report.lines["grants"]
    assert [line.number for line in lines] == [1, 2, 3, 4]
    branches = [entry.typed for line in lines for place, entry in line.entries.items() if place.column == "branch"]
    assert branches == ["North", "North", "North", "West Quay"]
    assert report.nil_returns == {"visits"}


def test_more_lines_than_there_is_room_for_are_in_a_file_beside_the_report(tmp_path: Path) -> None:
    """No part of them is in the report, which says so wherever it goes; the file has all, and can be read again."""
    round_ = new_round(tmp_path, str(GRANTS), (("1", "North", ""), ("2", "South", "")))
    many = [{**GOOD[2], "purpose": f"Chair {number}", "amount": 1} for number in range(25)]
    entries = {"phone": "1", "visits.nil_return": True, "totals.ledger.amount": 25, "grants": many}
    fewer = [{}, {**many[0], "purpose": "=1+1"}, *many[2:]]
    send(round_, {"1": entries, "2": {**entries, "totals.ledger.amount": 24, "grants": fewer}})
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    written = write_consolidation(round_, result, tmp_path / "sums")
    assert [path.name for path in written.lists] == ["Coast-2025-consolidated-grants.csv"]
    rows = list(csv_rows(written.lists[0].read_bytes()))
    assert len(rows) == 49
    assert list(rows[25].values()) == ["2", "South", "2", "B200", "'=1+1", "OTHER", "1", "N", "", ""]
    read = read_workbook(written.report, round_.definition)
    assert "grants" not in read.lines
    sentence = (
        "The list “grants” is not in it: all agencies together have 49 lines, and there is room for 40. All of them "
        "are in Coast-2025-consolidated-grants.csv; figures that are calculated from the list lack them."
    )
    assert read.incomplete == sentence
    assert [one.message for one in written.findings if one.rule == "consolidated.incomplete"] == [sentence]
    assert sentence in list(consolidation_sentences(round_, result))
    given = tmp_path / "given.xlsx"
    write_workbook(new_submission(round_.definition, agency="Coast", year=2025), given)
    refusal = round_.messages("consolidate.into_too_long", file=given, why=sentence)
    with pytest.raises(RoundError, match=re.escape(refusal)):
        write_consolidation(round_, result, tmp_path / "up", given)
    longer = GRANTS.read_text(encoding="utf-8").replace("most: 40", "most: 60")
    (tmp_path / "longer.yaml").write_text(longer, encoding="utf-8")
    loaded = load_lines(load_definition(str(tmp_path / "longer.yaml")), "grants", written.lists[0])
    assert [line["purpose"] for line in loaded.lines][23:27] == ["Chair 23", "Chair 24", "=1+1", "Chair 2"]
    again = write_consolidation(round_, result, tmp_path / "sums")
    assert again.lists == written.lists
