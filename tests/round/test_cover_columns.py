"""The cover is filled in from columns of the roster: locked or not, in its kind, again when a workbook is returned."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell

from xlsreport import check, load_definition, read_workbook
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.incoming.inbox import incoming_files
from xlsreport.round.outgoing.distribution import distribute, workbook_name
from xlsreport.round.outgoing.migrated_workbooks import MigrationOrder, migrate_workbooks
from xlsreport.round.outgoing.returned_workbooks import return_workbooks, to_return
from xlsreport.round.roster.cover_columns import cover_headings, lacking_columns, unfit_values
from xlsreport.round.roster.reading_summary import reading_summary
from xlsreport.round.roster.roster_reading import read_roster

FORM = """\
id: regional
edition: "1"
language: en
name: Regional
title: "{agency}: {year}"
period: {label: Period, text: "{year}"}
cover:
  - {id: region, label: Region, from_roster: true}
  - {id: body_code, label: Code of the body, from_roster: code}
  - {id: phone, label: Telephone, from_roster: {column: contact, editable: true}}
  - {id: size, label: Size class, kind: {name: choice, options: [Small, Large]}, from_roster: true}
  - {id: founded, label: Founded, kind: date, from_roster: true}
  - {id: people, label: People, kind: count, from_roster: Inhabitants}
  - {id: motto, label: Motto, from_roster: true, when_blank: nothing}
sections:
  - id: s
    heading: 1. S
    sheet: S
    tables:
      - {id: t, columns: [{id: n, label: N}], rows: [{id: r, label: R}]}
"""
LIST = """\
code,name,phone,region,Size class,Founded,Inhabitants,colour
A1,Town A,123,North,small,1900-05-01,"1,200",red
B1,Town B,,South,Tiny,,,blue
"""
LABELS = ["Region", "Code of the body", "Telephone", "Size class", "Founded", "People", "Motto"]


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    options = RoundOptions(str(tmp_path / "form.yaml"), 2025, tmp_path / "list.csv", "")
    made = create_round(tmp_path / "round", options, messages_for("en"))
    list(distribute(made))
    return made


def given(round_: Round, code: str) -> Path:
    agency = round_.roster.get(code)
    assert agency is not None
    return round_.subfolder("round.distributed") / workbook_name(round_, agency)


def cover(file: Path) -> dict[str, Cell | MergedCell]:
    sheet = openpyxl.load_workbook(file)["Cover"]
    return {str(row[0].value): row[1] for row in sheet.iter_rows(max_col=2) if row[0].value in LABELS}


def test_fields_are_filled_in_and_locked_unless_the_definition_says_otherwise(round_: Round) -> None:
    cells = cover(given(round_, "A1"))
    locked = {label: bool(cell.protection.locked) for label, cell in cells.items()}
    assert locked == dict.fromkeys(LABELS, True) | {"Telephone": False, "Motto": False}
    entries = read_workbook(given(round_, "A1"), round_.definition)
    assert dict(entries.fields) == {
        "region": "North",
        "body_code": "A1",
        "phone": "123",
        "size": "Small",
        "founded": "1 May 1900",
        "people": "1200",
    }
    assert (cells["People"].value, cells["Size class"].value) == (1200, "Small")


def test_what_is_not_of_its_kind_or_blank_is_left_to_the_agency(round_: Round) -> None:
    locked = {label: bool(cell.protection.locked) for label, cell in cover(given(round_, "B1")).items()}
    assert [label for label, is_locked in locked.items() if is_locked] == ["Region", "Code of the body"]


def test_a_returned_workbook_has_what_the_roster_says_and_leaves_open_what_the_agency_wrote(
    round_: Round, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(given(round_, "B1"))
    for row in book["Cover"].iter_rows(max_col=2):
        if row[0].value in ("Size class", "Telephone"):
            row[1].value = {"Size class": "Large", "Telephone": "77"}[str(row[0].value)]
    book.save(tmp_path / "sent.xlsx")
    roster = round_.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8-sig").replace("South", "West"), encoding="utf-8-sig")
    opened = open_round(round_.folder, messages_for("en"))
    [collected] = collect(opened, [tmp_path / "sent.xlsx"])
    assert collected.receipt is not None
    [returned] = return_workbooks(opened, to_return(opened))
    assert returned.workbook is not None, returned.sentence
    cells = cover(next(round_.subfolder("round.returned").glob("*.xlsx")))
    assert (cells["Region"].value, cells["Size class"].value, cells["Telephone"].value) == ("West", "Large", "77")
    locked = [label for label, cell in cells.items() if cell.protection.locked]
    assert locked == ["Region", "Code of the body"]


@pytest.mark.slow
def test_a_locked_field_that_somebody_has_changed_is_told_and_goes_back_as_the_roster_has_it(
    round_: Round, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(given(round_, "A1"))
    for row in book["Cover"].iter_rows(max_col=2):
        if row[0].value == "Region":
            row[1].value = "East"
        elif row[0].value == "People":
            row[1].value = 1200.0
    book.save(tmp_path / "sent.xlsx")
    submission = read_workbook(tmp_path / "sent.xlsx", round_.definition)
    [told] = [finding for finding in check(submission) if finding.rule == "altered.cover"]
    cell = next(cell for label, cell in cover(tmp_path / "sent.xlsx").items() if label == "Region")
    assert (told.severity, str(told.cells)) == ("warning", f"'Cover'!{cell.coordinate}")
    assert "“Region”" in told.message
    assert "“East”" in told.message
    list(collect(round_, [tmp_path / "sent.xlsx"]))
    [returned] = return_workbooks(round_, to_return(round_))
    assert returned.workbook is not None, returned.sentence
    assert cover(next(round_.subfolder("round.returned").glob("*.xlsx")))["Region"].value == "North"


def test_what_columns_are_for_is_told_and_which_are_lacking(round_: Round, tmp_path: Path) -> None:
    declaration, english = round_.definition.declaration, messages_for("en")
    reading = read_roster(tmp_path / "list.csv", english)
    said = list(reading_summary(reading, english, cover_headings(declaration)))
    assert any("For the cover of the workbooks: “region” (column D), “Size class” (column E)" in line for line in said)
    assert any("Columns that are not used: “colour” (column H)" in line for line in said)
    headings = [column.heading for one in reading.taken for column in one.headings.all_columns]
    assert [field.id for field in lacking_columns(headings, declaration)] == ["motto"]


def test_a_locked_cell_needs_no_restriction_on_what_may_be_entered(round_: Round) -> None:
    file = given(round_, "A1")
    assert [
        one.rule for one in check(read_workbook(file, round_.definition), forensic=True) if "altered" in one.rule
    ] == []


def test_what_is_not_of_its_kind_is_told_to_the_office_first(round_: Round) -> None:
    found = unfit_values(round_.roster, round_.definition)
    assert [(field.id, [agency.code for agency in unfit]) for field, unfit in found] == [("size", ["B1"])]


def test_a_workbook_that_is_moved_to_another_version_has_what_the_roster_says(round_: Round, tmp_path: Path) -> None:
    changed = tmp_path / "changed.yaml"
    changed.write_text(FORM.replace("label: N}", "label: Number}"), encoding="utf-8")
    round_.folder.joinpath("definition.yaml").write_bytes(changed.read_bytes())
    opened = open_round(round_.folder, messages_for("en"))
    earlier = load_definition(tmp_path / "form.yaml")
    order = MigrationOrder(opened.definition, (earlier,), (), "en", opened)
    [moved] = migrate_workbooks(order, incoming_files([given(round_, "A1")], tmp_path / "out"), processes=1)
    assert moved.workbook is not None, moved.refusal
    (tmp_path / "moved.xlsx").write_bytes(moved.workbook)
    locked = [label for label, cell in cover(tmp_path / "moved.xlsx").items() if cell.protection.locked]
    assert locked == ["Region", "Code of the body", "Size class", "Founded", "People"]
    assert [
        f.rule for f in check(read_workbook(tmp_path / "moved.xlsx", opened.definition)) if f.rule.startswith("altered")
    ] == []
