"""A file counts for whose workbook it is; if it is called by the name of another agency, the office is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.rounds import filled, small_round
from xlsreport.round.incoming.collection import CollectedFile, collect
from xlsreport.round.incoming.names_of_files import NamesOfFiles
from xlsreport.round.roster.agencies import Agency, Roster

LISTED = (
    Agency("100", "示例县人民政府"),
    Agency("101", "平湖镇", parent="100"),
    Agency("102", "平湖镇卫生院", parent="101"),
    Agency("103", "县医院", parent="100"),
    Agency("104", "北局", parent="100"),
)
NAMES = NamesOfFiles(Roster({agency.code: agency for agency in LISTED}))


@pytest.mark.parametrize(
    ("code", "file", "named"),
    [
        ("102", "in/103-县 医院-2025.xlsx", "103"),
        ("103", "平湖镇卫生院.xlsx", "102"),
        ("103", "平湖镇.zip!年报.xlsx", None),
        ("103", "平湖镇/年报.xlsx", None),
        ("101", "平湖镇（县医院代报）.xlsx", None),
        ("101", "101-县医院.xlsx", None),
        ("102", "平湖镇.xlsx", None),
        ("103", "县医院.xlsx", None),
        ("103", "平湖镇卫生院、示例县人民政府.xlsx", None),
        ("101", "北局.xlsx", None),
        ("999", "县医院.xlsx", None),
    ],
)
def test_whom_a_name_speaks_of(code: str, file: str, named: str | None) -> None:
    other = NAMES.other(file, code)
    assert (None if other is None else other.code) == named


def test_a_neighbours_workbook_is_told_each_time_it_comes(tmp_path: Path) -> None:
    made = small_round(tmp_path / "round")
    inbox = tmp_path / "in"
    inbox.mkdir()

    def sent(name: str) -> CollectedFile:
        (inbox / name).write_bytes(filled(made, "002"))
        (one,) = collect(made, [inbox / name])
        return one

    named = {"code": "002", "agency": "第002镇", "other_code": "001", "other": "第001镇"}
    told = made.messages("collect.named_otherwise", **named)
    assert [(one.outcome, one.remarks) for one in map(sent, ("a.xlsx", "第001镇.xlsx", "第002镇.xlsx"))] == [
        ("recorded", ()),
        ("known", (told,)),
        ("known", ()),
    ]
