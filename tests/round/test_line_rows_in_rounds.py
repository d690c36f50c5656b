"""A round with tables of a row for each line of a list: figures stay with the office that they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.offices import GOOD, NORTH, OFFICES, SOUTH
from support.small_rounds import new_round, send
from xlsreport import check
from xlsreport.definition.place import Place
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.scope import ConsolidationOptions

pytestmark = pytest.mark.slow


def test_each_office_keeps_its_figures_in_a_consolidation(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, str(OFFICES), (("1", "North", ""), ("2", "West", "")))
    sent = {
        "1": {"phone": "1", "offices": [NORTH, {}, SOUTH], **GOOD},
        "2": {
            "phone": "1",
            "offices": [{"code": "W1", "office": "West", "staff": 4, "hears": "N"}],
            "requests.offices_1.open": 7,
            "requests.offices_1.received": 8,
            "requests.offices_1.processed": 9,
            "appeals.offices_1.days": 6,
            "appeals.offices_1.note": "Moved in May",
            "appeals.overall.days": 6,
        },
    }
    assert [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None] == ["clean"] * 2
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    report = consolidated_submission(round_, result)
    assert [line.number for line in report.lines["offices"]] == [1, 2, 3]
    stated = {str(place): entry.typed for place, entry in report.entries.items()}
    assert {name: stated.get(name) for name in stated if name.startswith("requests.")} == {
        **{f"requests.offices_1.{name}": number for name, number in (("open", 1), ("received", 5), ("processed", 4))},
        **{f"requests.offices_2.{name}": number for name, number in (("open", 0), ("received", 2), ("processed", 2))},
        **{f"requests.offices_3.{name}": number for name, number in (("open", 7), ("received", 8), ("processed", 9))},
    }
    assert stated["appeals.offices_3.days"] == 6
    assert stated["appeals.offices_3.note"] == "Moved in May"
    assert "appeals.overall.days" not in stated
    assert {(one.rule, one.place) for one in check(report) if one.severity == "error"} == {
        ("filled", "appeals.overall.days"),
        ("filled", "phone"),
    }
    moved = {(one.place, str(one.cell)) for read in result.contributions for one in read.read.oddities}
    assert (Place("requests", "offices_3", "open"), "'Work'!B5") in moved
