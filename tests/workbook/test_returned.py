"""A workbook that is returned holds what was entered, says what to mend, and comes back as one that nobody altered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook

from abuse.package import Package
from support.agreement import differences
from support.definitions import loaded
from support.depth import cases
from support.files import OFFICIAL, official, saved
from support.fillings import DEFINITIONS, HARBOUR, fillings
from support.office import recalculated
from support.parts import cached_values
from support.returning import IDENTITY, KEY, everything, received, returned
from xlsreport import Submission, check, new_submission, read_workbook
from xlsreport.checking.remarks import Remarks
from xlsreport.inspection.return_preparation import prepare_return
from xlsreport.inspection.submission_check import Examination, examine
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for
from xlsreport.submission.submission import Entry
from xlsreport.workbook.workbook_file import workbook_bytes

COUNT = cases(7, 12)
"""Fillings of each definition; the first are blank, all zero and the like."""
UNTOUCHED = Examination(())

BLANK = ("requests.granted.natural", "requests.granted.business", "proactive.fees.charged")
FAULTY: dict[str, Any] = {
    "requests.received.natural": 3,
    "requests.received.business": "12件",
    "proactive.regulations.issued": -3,
    "overview": ["第一段。", "", "第三段。"],
    "problems": ["有问题。"],
}


def faulty() -> Submission:
    """A report with errors of several kinds, and warnings."""
    zeros = {str(place): 0 for table in official().tables for place in official().entry_places(table)}
    entries = {name: value for name, value in (zeros | FAULTY).items() if name not in BLANK}
    previous = dict.fromkeys(official().previous_places, 7)
    return new_submission(official(), agency="城关镇", year=2025, entries=entries, previous=previous)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Remarks]:
    """A returned workbook, and what it says."""
    folder = tmp_path_factory.mktemp("returned")
    return folder / "returned.xlsx", returned(received(faulty(), folder), folder / "returned.xlsx")


@pytest.mark.slow
@pytest.mark.parametrize("name", DEFINITIONS)
def test_what_was_received_is_read_back_and_nothing_looks_altered(name: str, tmp_path: Path) -> None:
    definition = loaded(name)
    for submission in fillings(definition, COUNT, seed=5):
        came = received(submission, tmp_path)
        returned(came, tmp_path / "returned.xlsx")
        again = read_workbook(tmp_path / "returned.xlsx", definition)
        assert everything(again) == everything(came)
        assert again.alterations == ()
        assert again.source is not None
        assert again.source.stamp.is_signed(KEY)
        assert examine(again) == UNTOUCHED


@pytest.mark.engine
@pytest.mark.parametrize("name", [OFFICIAL, str(HARBOUR)])
def test_another_program_keeps_it_and_calculates_what_it_says(name: str, tmp_path: Path) -> None:
    definition = loaded(name)
    files = [tmp_path / f"{number}.xlsx" for number in range(cases(5, 6))]
    came = [received(submission, tmp_path) for submission in fillings(definition, len(files), seed=6)]
    for one, file in zip(came, files, strict=True):
        returned(one, file)
    for one, file, again in zip(came, files, recalculated(files, tmp_path / "saved"), strict=True):
        submission = read_workbook(again, definition)
        assert everything(submission) == everything(one)
        assert submission.source is not None
        assert submission.source.stamp.is_signed(KEY)
        assert examine(submission) == UNTOUCHED
        assert examine(submission, forensic=True).alterations == ()
        assert differences(file, cached_values(again)) == {}


@pytest.mark.slow
def test_every_error_and_warning_is_listed_with_a_link_to_its_cell(workbook: tuple[Path, Remarks]) -> None:
    file, remarks = workbook
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    assert sheet.title == book.active.title == layout_of(official()).returned_sheet  # type: ignore[union-attr]
    own, _ = prepared(file)
    expected = [f for f in check(own) if f.severity != "note"]
    assert len(remarks.errors) == sum(f.severity == "error" for f in expected) > 2
    assert len(remarks.warnings) == sum(f.severity == "warning" for f in expected) > 2
    listed = {row[3].value: row for row in sheet.iter_rows(max_col=6) if isinstance(row[0].value, int)}
    for finding in expected:
        row = listed[finding.message]
        link = row[1].hyperlink
        assert link is not None
        assert link.location == str(finding.cells.first)
        comment = book[finding.sheet][finding.cells.first.a1].comment
        assert comment is not None
        assert finding.message in comment.text
        assert f"{row[0].value}" in comment.text


def test_the_list_of_what_is_to_be_mended_fits_a_window_of_1366_pixels(workbook: tuple[Path, Remarks]) -> None:
    sheet = openpyxl.load_workbook(workbook[0]).worksheets[0]
    assert sheet.title == "退回说明"
    pixels = sum(sheet.column_dimensions[letter].width * 8.7 for letter in "ABCDEF")  # as LibreOffice shows Arial
    assert 1000 < pixels <= 1366 - 100, "beside the numbers of rows, a bar to scroll and LibreOffice's bar of tools"


def prepared(file: Path) -> tuple[Submission, Remarks]:
    return prepare_return(read_workbook(file), IDENTITY, KEY)


def test_a_warning_that_may_be_explained_leads_to_the_cell_for_the_explanation(workbook: tuple[Path, Remarks]) -> None:
    file, remarks = workbook
    sheet = openpyxl.load_workbook(file).worksheets[0]
    links = {str(row[0].value): row[4].hyperlink for row in sheet.iter_rows(max_col=6) if isinstance(row[0].value, int)}
    asked = [remark for remark in remarks.warnings if remark.explanation is not None]
    assert asked
    for remark in asked:
        link = links[str(remark.number)]
        assert link is not None
        assert link.location == str(remark.explanation)


@pytest.mark.slow
def test_all_sheets_are_locked_and_what_is_to_be_mended_is_not(workbook: tuple[Path, Remarks]) -> None:
    file, remarks = workbook
    book = openpyxl.load_workbook(file)
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert all(cell.protection.locked for row in book.worksheets[0].iter_rows() for cell in row)
    entries = {layout_of(official()).cell(place) for place, facts in official().places.items() if not facts.computed}
    framed = {cell for remark in remarks.about_cells for cell in remark.finding.cells.cells()}
    for cell in framed:
        style = book[cell.sheet][cell.a1]
        assert style.border.left.style == style.border.bottom.style == "medium", cell
        assert not style.protection.locked or cell not in entries
    others = next(cell for cell in sorted(entries) if cell not in framed)
    assert book[others.sheet][others.a1].border.left.style == "thin"


def test_what_was_returned_first_leaves_an_ordinary_workbook_as_it_was() -> None:
    plain = new_submission(official(), agency="城关镇", year=2025)
    assert workbook_bytes(plain) == workbook_bytes(plain, remarks=None)


def edited(file: Path, folder: Path, change: Callable[[Workbook], object]) -> Submission:
    """The file as a program that uses openpyxl saves it after a change."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(folder / "edited.xlsx")
    return read_workbook(folder / "edited.xlsx")


def told(submission: Submission) -> list[str]:
    return [f.message for f in check(submission) if f.rule in ("altered.comment", "altered.sheet", "altered.stray")]


def reply(book: Workbook) -> None:
    cell = next(cell for row in book["三、申请办理"].iter_rows() for cell in row if cell.comment)
    assert cell.comment is not None
    cell.comment = Comment(cell.comment.text + "\n经核实无误", "clerk")


def own_comment(book: Workbook) -> None:
    book["封面"]["A1"].comment = Comment("请看这里", "clerk")


def own_comment_on_the_list(book: Workbook) -> None:
    book.worksheets[0]["A1"].comment = Comment("都改了", "clerk")


def written_into_the_list(book: Workbook) -> None:
    book.worksheets[0]["H9"] = "此处属实"


def own_sheet(book: Workbook) -> None:
    book.create_sheet("底稿", 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (reply, "经核实无误"),
        (own_comment, "请看这里"),
        (own_comment_on_the_list, "都改了"),
        (written_into_the_list, "此处属实"),
        (own_sheet, "底稿"),
    ],
)
def test_what_somebody_else_wrote_is_told_and_nothing_of_ours(
    change: Callable[[Workbook], object], said: str, workbook: tuple[Path, Remarks], tmp_path: Path
) -> None:
    (message,) = told(edited(workbook[0], tmp_path, change))
    assert said in message
    assert "退回意见" not in message


@pytest.mark.slow
def test_the_list_may_be_moved_or_deleted(workbook: tuple[Path, Remarks], tmp_path: Path) -> None:
    name = layout_of(official()).returned_sheet
    assert told(edited(workbook[0], tmp_path, lambda book: book.move_sheet(name, 5))) == []
    assert told(edited(workbook[0], tmp_path, lambda book: book.remove(book[name]))) == []


@pytest.mark.slow
def test_a_sheet_of_that_name_in_a_workbook_that_was_not_returned_is_told(tmp_path: Path) -> None:
    file = saved(new_submission(official(), agency="城关镇", year=2025), tmp_path)
    name = layout_of(official()).returned_sheet
    (message,) = told(edited(file, tmp_path, lambda book: book.create_sheet(name, 0)))
    assert name in message


@pytest.mark.slow
def test_what_is_not_carried_over_is_listed_and_what_is_restored_says_so(tmp_path: Path) -> None:
    file = saved(replace(faulty(), identity=replace(IDENTITY, revision=1)), tmp_path)
    layout = layout_of(official())

    def change(book: Workbook) -> None:
        own_comment(book)
        own_sheet(book)
        cell = layout.tables["requests"].row_checks["received"]
        book[cell.sheet][cell.a1] = "✓"

    _, remarks = prepare_return(edited(file, tmp_path, change), IDENTITY, KEY)
    messages = messages_for("zh-CN")
    advice = {remark.finding.rule: remark.advice for remark in remarks.altered}
    assert advice["altered.comment"] == advice["altered.sheet"] == messages("returned.advice_lost")
    assert advice["altered.formula"] == messages("returned.advice_restored")
    assert all(remark.label == "" for remark in remarks.altered)


@pytest.mark.engine
def test_a_remark_is_shown_as_mended_once_it_is(workbook: tuple[Path, Remarks], tmp_path: Path) -> None:
    file, remarks = workbook
    layout, messages = layout_of(official()), messages_for("zh-CN")
    package = Package(file)
    for place, facts in official().places.items():
        if not facts.computed:
            package.put(layout.cell(place), 0)
    for remark in remarks.warnings:
        if remark.explanation is not None:
            package.put(remark.explanation, "属实")
    for section in official().narratives:
        package.put(layout.narratives[section].lines.first, "有内容。")
    package.save(tmp_path / "mended.xlsx")
    (mended,) = recalculated([tmp_path / "mended.xlsx"], tmp_path / "saved")
    values = cached_values(mended)
    listed = [value for (sheet, cell), value in values.items() if sheet == layout.returned_sheet and cell[0] == "F"]
    assert len(listed) == len(remarks.about_cells)
    assert set(listed) == {messages("returned.done")}
    # The contact is blank, which is no more than a note.
    assert values[layout.cover.sheet, layout.cover.verdict.a1] == messages("verdict.ready_noted", noted=2)


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["√", "否", "是", ""])
def test_an_answer_about_a_nil_return_is_kept_whatever_it_is(answer: str, tmp_path: Path) -> None:
    nil = layout_of(official()).tables["requests"].nil
    assert nil is not None
    file = saved(replace(faulty(), identity=replace(IDENTITY, revision=1)), tmp_path)
    package = Package(file)
    package.put(nil, answer or None)
    package.save(file)
    returned(read_workbook(file), tmp_path / "returned.xlsx")
    assert Package(tmp_path / "returned.xlsx").value(nil) == (answer or None)


@pytest.mark.slow
def test_a_truth_value_and_a_date_are_kept_as_they_were_read(tmp_path: Path) -> None:
    file = saved(replace(faulty(), identity=replace(IDENTITY, revision=1)), tmp_path)
    places = [place for place in official().entry_places("requests") if place.row == "granted"]
    package = Package(file)
    package.put(layout_of(official()).cell(places[0]), "1", kind="b")
    package.put(layout_of(official()).cell(places[1]), "2025-01-02", kind="d")
    package.save(file)
    came = read_workbook(file)
    assert came.entries[places[0]] == Entry(True)
    returned(came, tmp_path / "returned.xlsx")
    again = read_workbook(tmp_path / "returned.xlsx")
    assert {place: again.entries[place] for place in places[:2]} == {place: came.entries[place] for place in places[:2]}


@pytest.mark.slow
def test_more_paragraphs_than_there_is_room_for_move_up_and_together(tmp_path: Path) -> None:
    room = layout_of(official()).narratives["overview"].size
    lines = tuple(text for number in range(room + 2) for text in (f"第{number}段。", ""))
    came = replace(received(faulty(), tmp_path), texts={"overview": lines})
    returned(came, tmp_path / "returned.xlsx")
    again = read_workbook(tmp_path / "returned.xlsx").texts["overview"]
    assert len(again) == room
    assert "\n".join(again).split("\n") == [line for line in lines if line]


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["\x07三件", "a\nb", "_x0041_", "<b>&amp;", "𠮷", "\ufffe", "三" * 5000])
def test_a_remark_may_quote_whatever_was_typed(typed: str, tmp_path: Path) -> None:
    place = official().entry_places("requests")[0]
    came = received(replace(faulty(), entries={**faulty().entries, place: Entry(typed)}), tmp_path)
    remarks = returned(came, tmp_path / "returned.xlsx")
    again = read_workbook(tmp_path / "returned.xlsx")
    assert everything(again) == everything(came)
    assert examine(again, forensic=True) == UNTOUCHED
    assert any(remark.finding.cells.first == layout_of(official()).cell(place) for remark in remarks.errors)


@pytest.mark.slow
def test_a_long_remark_is_one_comment_and_no_row_is_too_high(tmp_path: Path) -> None:
    long = "很" * 3000
    came = received(replace(faulty(), texts={"overview": (long,)}), tmp_path)
    returned(came, tmp_path / "returned.xlsx")
    heights = [
        float(height)
        for part, data in Package(tmp_path / "returned.xlsx").parts.items()
        if part.startswith("xl/worksheets/")
        for height in re.findall(rb' ht="([\d.]+)"', data)
    ]
    assert max(heights) <= 409
