"""What the long run found, each as the smallest change that shows it."""

from __future__ import annotations

import io
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fuzz.archive import DEFLATED, Member, packed
from fuzz.bases import Base, base_named
from fuzz.listing import listed_in
from fuzz.locating import Telling
from fuzz.sheet import sheet_of
from fuzz.trial import Outcome, silent, tried
from fuzz.truth import sheets_in
from xlsreport import check, read_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRef

pytestmark = pytest.mark.slow

REQUESTS = "三、申请办理"
MUCH = 100_000_000
D7 = CellRef(REQUESTS, 6, 3)


def tried_with(base: Base, members: list[Member], folder: Path) -> Outcome:
    return tried(base, packed(members), folder / "mutant.xlsx", forensic=True)


def with_text(base: Base, part: str, old: bytes, new: bytes) -> list[Member]:
    """The parts, with a text of one replaced where it stands first."""
    members = base.members()
    member = next(member for member in members if member.name == part)
    assert old in member.content
    member.content = member.content.replace(old, new, 1)
    return members


def test_the_judge_takes_a_relationship_that_says_it_is_internal_as_one_that_does_not() -> None:
    base = base_named("2021-distinct")
    plain = {member.name: member.content for member in base.members()}
    relations = plain["xl/_rels/workbook.xml.rels"]
    stated = relations.replace(b"/>", b' TargetMode="Internal"/>', 1)
    assert stated != relations
    assert listed_in(plain | {"xl/_rels/workbook.xml.rels": stated}) == listed_in(plain) is not None


def test_the_judge_finds_a_row_that_moved_although_a_column_lost_its_label() -> None:
    base, sheet, below = base_named("harbour-typed"), "2 Traffic & dues", 8
    told = sheets_in(base.archive) or {}
    cells = dict(told[sheet] or {})
    other = next(at for at, text in base.labels[sheet].items() if (at[0], text) == (6, "Other"))
    figures = {at: value for at, value in cells.items() if at[1] == other[1] and at[0] >= below and value}
    moved = {(at[0] + (at[0] >= below), at[1]): value for at, value in cells.items() if at != other}
    telling = Telling(base, {**told, sheet: moved})
    assert figures
    assert {at: telling.at(CellRef(sheet, *at)) for at in figures} == {at: [value] for at, value in figures.items()}


def test_the_judge_misses_no_entry_that_nobody_need_make(tmp_path: Path) -> None:
    base, note = base_named("harbour-typed"), Place("works", "lock", "note")
    book = openpyxl.load_workbook(io.BytesIO(base.archive))
    cell = base.layout.cell(note)
    book[cell.sheet].cell(cell.row + 1, cell.column + 1).value = None
    book.save(tmp_path / "cleared.xlsx")
    submission = read_workbook(tmp_path / "cleared.xlsx", base.definition)
    assert note in base.submission.entries.keys() - submission.entries.keys()
    assert list(silent(base, submission, (), sheets_in((tmp_path / "cleared.xlsx").read_bytes()))) == []


def test_the_judge_tells_relations_apart_whose_ids_differ_in_capitals() -> None:
    base = base_named("2021-distinct")
    plain = {member.name: member.content for member in base.members()}
    relations = plain["xl/_rels/workbook.xml.rels"]
    one = re.search(rb"<Relationship [^<>]*/>", relations)
    assert one is not None
    for id_, is_clear in ((b"rid1", True), (b"rId1", False)):
        extra = re.sub(rb'Id="[^"]*"', b'Id="%b"' % id_, one[0])
        more = relations.replace(one[0], one[0] + extra, 1)
        assert (listed_in(plain | {"xl/_rels/workbook.xml.rels": more}) == listed_in(plain)) is is_clear


def test_the_judge_counts_what_is_told_as_not_asked(tmp_path: Path) -> None:
    base, cost = base_named("harbour-distinct"), Place("works", "lock", "cost")
    book = openpyxl.load_workbook(io.BytesIO(base.archive))
    cell = base.layout.cell(cost)
    book[cell.sheet].cell(cell.row + 1, cell.column + 1).number_format = "mmm-yy"
    book.save(tmp_path / "dated.xlsx")
    submission = read_workbook(tmp_path / "dated.xlsx", base.definition)
    assert submission.entries[cost] != base.submission.entries[cost]
    told = sheets_in((tmp_path / "dated.xlsx").read_bytes())
    assert list(silent(base, submission, check(submission), told)) == []
    assert [wrong.split()[0] for wrong in silent(base, submission, (), told)] == [str(cost)]


def test_the_judge_asks_for_no_answer_where_nobody_knows_whether_it_is_asked(tmp_path: Path) -> None:
    base, why = base_named("harbour-typed"), Place("works", "lock", "why")
    book = openpyxl.load_workbook(io.BytesIO(base.archive))
    cell = base.layout.cell(why)
    book[cell.sheet].cell(cell.row + 1, cell.column + 1).value = None
    book.save(tmp_path / "cleared.xlsx")
    submission = read_workbook(tmp_path / "cleared.xlsx", base.definition)
    assert why in base.submission.entries.keys() - submission.entries.keys()
    assert Values(submission).asked(why) == "open"
    assert list(silent(base, submission, (), sheets_in((tmp_path / "cleared.xlsx").read_bytes()))) == []


@pytest.mark.parametrize(
    "part", ["xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet4.xml"]
)
@pytest.mark.parametrize("broken", [b'x="<"', b"x", b'x="1" x="1"', b"/><"])
def test_a_part_whose_xml_is_broken_ends_in_no_other_error(part: str, broken: bytes, tmp_path: Path) -> None:
    base = base_named("2021-distinct")
    members = base.members()
    member = next(member for member in members if member.name == part)
    member.content = member.content.replace(b"xmlns=", broken + b" xmlns=", 1)
    assert tried_with(base, members, tmp_path).result != "failed"


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"")</f>', b'"</f>'), (b")</f>", b"))</f>"), (b"<f>IF(", '<f>IF(１"x"'.encode()), (b"<f>IF(", b"<f>IF}(")],
)
def test_a_total_whose_formula_cannot_be_taken_apart_ends_in_no_error(old: bytes, new: bytes, tmp_path: Path) -> None:
    base = base_named("2021-distinct")
    members = with_text(base, base.parts[REQUESTS], old, new)
    assert tried_with(base, members, tmp_path).result in ("findings", "identical")


@pytest.mark.parametrize("part", ["docProps/core.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet4.xml"])
@pytest.mark.parametrize(
    "wrong", [{"crc": 1}, {"size": 1}, {"size": -1}, {"method": 99}, {"flags": 1}, {"flags": 0x20}]
)
def test_a_member_that_is_wrongly_described_ends_in_no_other_error(
    part: str, wrong: dict[str, Any], tmp_path: Path
) -> None:
    base = base_named("2021-distinct")
    members = [m if m.name != part else Member(m.name, m.content, **wrong) for m in base.members()]
    assert tried_with(base, members, tmp_path).result != "failed"


@pytest.mark.parametrize(
    "value",
    [
        b"<v>1<!-- -->077</v>",
        b"<v>1<?x y?>077</v>",
        b"<v>1&#48;77</v>",
        b"<v>&#49;077</v>",
        b"<v>10<![CDATA[7]]>7</v>",
        b"<v><![CDATA[1077]]></v>",
        b"<v>1077</v><v>5</v>",
        b"<v>5</v><v>1077</v>",
        b"<v> 1077 </v>",
    ],
)
def test_a_number_that_is_written_in_an_unusual_way_is_not_read_as_another(value: bytes, tmp_path: Path) -> None:
    base = base_named("2021-distinct")
    members = with_text(base, base.parts[REQUESTS], b"<v>1077</v>", value)
    outcome = tried_with(base, members, tmp_path)
    assert outcome.result != "failed", outcome.why


def test_a_cell_far_away_that_has_only_a_format_takes_no_memory(tmp_path: Path) -> None:
    base, file = base_named("2021-distinct"), tmp_path / "far.xlsx"
    members = with_text(
        base, base.parts[REQUESTS], b"</sheetData>", b'<row r="90"><c r="XFD90" s="1"/></row></sheetData>'
    )
    file.write_bytes(packed(members))
    submission = read_workbook(file)
    tracemalloc.start()
    try:
        check(submission, forensic=True)
        assert tracemalloc.get_traced_memory()[1] < MUCH
    finally:
        tracemalloc.stop()


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    base = base_named("2021-distinct")
    members = base.members()
    sheet = next(member for member in members if member.name == base.parts[REQUESTS])
    members.append(Member(sheet.name, sheet.content.replace(b"<v>1", b"<v>2"), DEFLATED))
    assert tried_with(base, members, tmp_path).result == "rejected"


def _second_value(base: Base, members: list[Member]) -> None:
    sheet = sheet_of(base, members, REQUESTS)
    assert sheet is not None
    sheet.cells["E7"].set("r", "D7")
    sheet.save()


def _cell_of_another_row(base: Base, members: list[Member]) -> None:
    sheet = sheet_of(base, members, REQUESTS)
    assert sheet is not None
    sheet.cells["D7"].set("r", "D8")
    sheet.cells["D8"].set("r", "D7")
    sheet.save()


def _row_of_another_number(base: Base, members: list[Member]) -> None:
    sheet = sheet_of(base, members, REQUESTS)
    assert sheet is not None
    sheet.rows[6].set("r", "8")
    sheet.save()


@pytest.mark.parametrize("change", [_second_value, _cell_of_another_row, _row_of_another_number])
def test_a_sheet_whose_cells_contradict_each_other_is_not_read_by_guessing(
    change: Callable[[Base, list[Member]], None], tmp_path: Path
) -> None:
    base = base_named("2021-distinct")
    members = base.members()
    change(base, members)
    outcome = tried_with(base, members, tmp_path)
    assert outcome.result != "failed", outcome.why


@pytest.mark.parametrize("name", ["2021-nil", "2021-distinct"])
def test_an_error_value_is_a_finding_even_where_the_table_is_declared_to_be_zero(name: str, tmp_path: Path) -> None:
    base = base_named(name)
    members = base.members()
    sheet = sheet_of(base, members, REQUESTS)
    assert sheet is not None
    sheet.put(D7, "e", "#REF!")
    sheet.save()
    outcome = tried_with(base, members, tmp_path)
    assert outcome.result == "findings", outcome.why


def test_a_part_that_claims_strong_encryption_is_refused(tmp_path: Path) -> None:
    base = base_named("2021-distinct")
    for part in ("xl/worksheets/sheet4.xml", base.parts[STAMP_SHEET]):
        members = [Member(m.name, m.content, flags=0x40) if m.name == part else m for m in base.members()]
        assert tried_with(base, members, tmp_path).result == "rejected"


def test_a_truth_value_where_a_text_is_asked_for_is_read_as_programs_show_it(tmp_path: Path) -> None:
    base = base_named("harbour-distinct")
    book = openpyxl.load_workbook(io.BytesIO(packed(base.members())))
    book["2 Traffic & dues"]["D22"].value = False
    book.save(tmp_path / "typed.xlsx")
    submission = read_workbook(tmp_path / "typed.xlsx", base.definition)
    assert submission.entries[Place("fleet", "pilots", "notes")].typed == "FALSE"


def test_a_merged_area_of_a_whole_sheet_by_another_name_takes_no_time(tmp_path: Path) -> None:
    base = base_named("2021-distinct")
    old, new = b"<ignoredError sqref", b'<mergeCell ref="A1:B2" sqref'
    outcome = tried_with(base, with_text(base, base.parts[REQUESTS], old, new), tmp_path)
    assert outcome.result in ("findings", "identical", "rejected")
