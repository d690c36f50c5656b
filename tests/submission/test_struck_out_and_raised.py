"""What a cell shows and what is read of it differ: letters struck out or raised, pictures, numbers for texts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from abuse.package import Package
from support.files import harbour, official, saved
from support.fillings import SAYS_ENOUGH
from support.office import recalculated
from support.returning import received, returned
from xlsreport import Submission, build_document, check, new_submission, read_workbook, workbook_bytes
from xlsreport.checking.remarks import remarks_on
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import CaseLine
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.package.workbook_package import unpack

COVER, TEXT, TABLE = "封面", "一、总体情况", "三、申请办理"
ZEROS = {str(place): 0 for place, facts in official().places.items() if not facts.computed}
TEXTS = {"overview": [SAYS_ENOUGH, "第二段。"], "problems": [SAYS_ENOUGH], "other_matters": [SAYS_ENOUGH]}
STRUCK, RAISED = InlineFont(strike=True), InlineFont(vertAlign="superscript")
Change = Callable[[openpyxl.Workbook], None]


def filled(year: int | None = 2025) -> Submission:
    entries = {"office": "办公室", "phone": "0571-1234", **TEXTS, **ZEROS}
    return new_submission(official(), agency="某镇", year=year, entries=entries)


def changed(change: Change, folder: Path) -> Path:
    """A complete report of zeros, changed by somebody who uses openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(filled())))
    change(book)
    book.save(folder / "changed.xlsx")
    return folder / "changed.xlsx"


def in_parts(change: Callable[[Package], None], folder: Path) -> Path:
    """The same, changed in its parts."""
    package = Package(saved(filled(), folder))
    change(package)
    package.save(folder / "changed.xlsx")
    return folder / "changed.xlsx"


def told(submission: Submission, *rules: str) -> list[tuple[str, str, str]]:
    wanted = rules or ("kind", "appearance")
    return [(f.rule, f.severity, str(f.cells)) for f in check(submission) if f.rule in wanted]


def put(sheet: str, cell: str, value: Any) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return change


def struck_out(sheet: str, cell: str, value: Any) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value
        book[sheet][cell].font = Font(strike=True)

    return change


def both(*changes: Change) -> Change:
    """Several changes to one workbook."""

    def change(book: openpyxl.Workbook) -> None:
        for each in changes:
            each(book)

    return change


@pytest.mark.slow
def test_letters_that_are_struck_out_are_read_and_told(tmp_path: Path) -> None:
    struck = {
        (TEXT, "B6"): (CellRichText(TextBlock(STRUCK, "旧的一段。"), SAYS_ENOUGH), "旧的一段。"),
        (TEXT, "B7"): (CellRichText("收到", TextBlock(STRUCK, "120"), "94件。"), "120"),
        (COVER, "B7"): (CellRichText("办公室", TextBlock(STRUCK, "（原秘书科）")), "（原秘书科）"),
        (TABLE, "D7"): (CellRichText(TextBlock(STRUCK, "12"), "0"), "12"),
    }
    changes = (put(sheet, cell, value) for (sheet, cell), (value, _) in struck.items())
    submission = read_workbook(changed(both(*changes), tmp_path))
    found = {(f.sheet, f.cell): (f.severity, f.found) for f in check(submission) if f.rule == "appearance"}
    assert found == {where: ("warning", text) for where, (_, text) in struck.items()}
    assert submission.texts["overview"][1] == "收到12094件。"


@pytest.mark.slow
def test_cells_that_are_struck_out_as_a_whole_are_read_and_told(tmp_path: Path) -> None:
    struck = {(TEXT, "B7"): "一段。", (COVER, "B8"): "0571-1", (TABLE, "D7"): 12, (TABLE, "E8"): CellRichText("1", "2")}
    changes = (struck_out(sheet, cell, value) for (sheet, cell), value in struck.items())
    submission = read_workbook(changed(both(*changes), tmp_path))
    found = {(f.sheet, f.cell): (f.severity, f.found) for f in check(submission) if f.rule == "appearance"}
    assert found == {where: ("warning", str(value)) for where, value in struck.items()}


@pytest.mark.slow
def test_an_answer_that_is_struck_out_counts_and_is_told(tmp_path: Path) -> None:
    came = read_workbook(changed(struck_out(TABLE, "J3", "是"), tmp_path))
    assert came.nil_returns == {"requests"}
    assert told(came, "appearance") == [("appearance", "warning", f"'{TABLE}'!J3")]
    remarks = returned(came, tmp_path / "returned.xlsx")
    assert [remark.finding.cell for remark in remarks.warnings if remark.finding.rule == "appearance"] == ["J3"]


def test_a_picture_is_no_explanation(tmp_path: Path) -> None:
    submission = filled()
    layout = submission.positions.layout
    line = next(
        line for line in layout.checks.rows if isinstance(line, CaseLine) and line.case.key.startswith("carried")
    )
    cell = layout.checks.cell(line, "explanation")
    file = in_parts(lambda package: package.put(cell, f"={PICTURE}"), tmp_path)
    assert read_workbook(file).explanations == {}


@pytest.mark.engine
def test_they_are_told_of_a_file_with_shared_strings_too(tmp_path: Path) -> None:
    rich = CellRichText("收到", TextBlock(STRUCK, "120"), "94件。")
    file = changed(put(TEXT, "B7", rich), tmp_path)
    assert b"<strike" in Package(file).parts["xl/worksheets/sheet2.xml"]
    (again,) = recalculated([file], tmp_path / "calc")
    assert b"<strike" in Package(again).parts["xl/sharedStrings.xml"]
    assert told(read_workbook(again), "appearance") == [("appearance", "warning", f"'{TEXT}'!B7")]


@pytest.mark.slow
def test_blank_cells_labels_units_and_words_are_no_odd_looks(tmp_path: Path) -> None:
    changes = (
        struck_out(TEXT, "B40", None),
        struck_out(TEXT, "A2", "一、总体情况"),
        struck_out(TEXT, "B6", CellRichText(TextBlock(InlineFont(b=True), SAYS_ENOUGH))),
        put(TEXT, "B7", CellRichText("面积100m", TextBlock(RAISED, "2"), "。")),
        put(TEXT, "B8", CellRichText("甲", TextBlock(RAISED, "乙"), "。")),
        put(TEXT, "B9", CellRichText("甲", TextBlock(STRUCK, "　 "), "乙。")),
        put(TEXT, "B10", CellRichText("甲", TextBlock(InlineFont(strike=False), "12"), "乙。")),
    )
    assert told(read_workbook(changed(both(*changes), tmp_path)), "appearance") == []


@pytest.mark.slow
def test_a_raised_digit_that_reads_as_one_more_is_told(tmp_path: Path) -> None:
    changes = (
        put(TEXT, f"B{row}", CellRichText(before, TextBlock(RAISED, "1"), "件。"))
        for row, before in enumerate(("共97", "办结。"), start=7)
    )
    submission = read_workbook(changed(both(*changes), tmp_path))
    assert told(submission, "appearance") == [("appearance", "warning", f"'{TEXT}'!B{row}") for row in (7, 8)]
    assert submission.texts["overview"][1] == "共971件。"


def test_an_ordinary_workbook_is_not_looked_into_further(tmp_path: Path) -> None:
    package = unpack(saved(filled(), tmp_path).read_bytes())
    assert all(b"strike" not in part and b"vertAlign" not in part for part in package.parts.values())
    assert not OpenedWorkbook(package).odd_sheets


PICTURE = '_xlfn.DISPIMG("ID_0123456789ABCDEF0123456789ABCDEF",1)'
IN_CELLS = {
    "as WPS saves it": (f"={PICTURE.removeprefix('_xlfn.')}", PICTURE, "str"),
    "as a text": (f"={PICTURE}", None, "str"),
    "as other programs show it": ("#NAME?", PICTURE, "e"),
    "of the web": ("#VALUE!", '_xlfn.IMAGE("https://example.org/1.png")', "e"),
    "without a value": (None, PICTURE, None),
}


@pytest.mark.slow
@pytest.mark.parametrize("how", IN_CELLS)
def test_a_picture_in_a_cell_is_an_error(how: str, tmp_path: Path) -> None:
    cells = [(COVER, "B8"), (TEXT, "B7"), (TABLE, "D7"), ("五、问题改进", "B6")]

    def place(file: Package) -> None:
        for sheet, cell in cells:
            file.put(CellRef(sheet, int(cell[1:]) - 1, "ABCD".index(cell[0])), *IN_CELLS[how])

    submission = read_workbook(in_parts(place, tmp_path))
    assert told(submission, "kind", "filled") == [("kind", "error", f"'{sheet}'!{cell}") for sheet, cell in cells]
    assert {f.message for f in check(submission) if f.rule == "kind"} == {submission_says("unclear_picture")}


def submission_says(key: str) -> str:
    return messages_for("zh-CN")(f"finding.{key}")


@pytest.mark.slow
def test_a_picture_that_excel_placed_in_a_cell_is_an_error(tmp_path: Path) -> None:
    where = CellRef(TEXT, 6, 1)

    def place(file: Package) -> None:
        file.put(where, "#VALUE!", kind="e")
        (cell,) = (cell for cell in file.elements(TEXT, "c") if cell.get("r") == "B7")
        cell.set("vm", "1")
        file.parts["xl/richData/rdrichvalue.xml"] = b"<rvData/>"
        file.parts["xl/media/image1.png"] = b"\x89PNG"

    submission = read_workbook(in_parts(place, tmp_path))
    assert told(submission) == [("kind", "error", f"'{TEXT}'!B7")]
    assert submission_says("unclear_picture") in [f.message for f in check(submission)]


@pytest.mark.slow
def test_what_a_program_wrote_in_place_of_a_value_is_an_error(tmp_path: Path) -> None:
    cells = [(COVER, "B8"), (TEXT, "B7"), (TABLE, "D7"), ("五、问题改进", "B6")]
    submission = read_workbook(changed(both(*(put(sheet, cell, "[object Object]") for sheet, cell in cells)), tmp_path))
    assert told(submission, "kind", "filled") == [("kind", "error", f"'{sheet}'!{cell}") for sheet, cell in cells]
    (said,) = {f.message for f in check(submission) if f.rule == "kind"}
    assert said == messages_for("zh-CN")("finding.unclear_object", found="[object Object]")
    kept = read_workbook(changed(put(TEXT, "B7", "网页上显示 [object Object] 的问题已修复。"), tmp_path))
    assert told(kept) == []


@pytest.mark.slow
def test_words_about_a_picture_are_a_text(tmp_path: Path) -> None:
    submission = read_workbook(changed(put(TEXT, "B7", "图片（image）见网站；DISPIMG 是函数名。"), tmp_path))
    assert told(submission) == []


@pytest.mark.slow
def test_numbers_where_texts_are_asked_for_are_told(tmp_path: Path) -> None:
    numbers = {"B7": 310000, "B8": 57112345678, "B9": 110101199001011234}
    submission = read_workbook(changed(both(*(put(COVER, *one) for one in numbers.items())), tmp_path))
    assert told(submission) == [("kind", "warning", f"'{COVER}'!{cell}") for cell in numbers]
    assert [*submission.fields.values()] == ["310000", "57112345678", "110101199001011000"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "severity"), [(7, "warning"), ("7", None), (True, "warning"), ("#REF!", "error"), ("=1+1", "error")]
)
def test_a_text_in_a_table_is_as_much_a_text_as_one_of_the_cover(
    value: object, severity: str | None, tmp_path: Path
) -> None:
    place = next(p for p in harbour().places if p.column == "notes")
    submission = new_submission(harbour(), agency="Sandby", year=2025, entries={str(place): "good"})
    cell = submission.positions.cell(place)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(submission)))
    put(cell.sheet, cell.a1, value)(book)
    book.save(tmp_path / "changed.xlsx")
    findings = check(read_workbook(tmp_path / "changed.xlsx", harbour()))
    found = [(f.severity, f.cells.first) for f in findings if f.rule == "kind"]
    assert found == ([] if severity is None else [(severity, cell)])


@pytest.mark.slow
def test_an_agency_that_names_itself_by_a_number_is_told(tmp_path: Path) -> None:
    blank = new_submission(official(), entries={**ZEROS, **TEXTS})
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(blank)))
    put(COVER, "B4", 13)(book)
    book.save(tmp_path / "changed.xlsx")
    submission = read_workbook(tmp_path / "changed.xlsx")
    assert told(submission) == [("kind", "warning", f"'{COVER}'!B4")]
    remarks = returned(received(submission, tmp_path), tmp_path / "returned.xlsx")
    assert [r.finding.cell for r in remarks.warnings] == []  # it is a text from now on


@pytest.mark.slow
def test_a_returned_workbook_says_where_something_was_struck_out(tmp_path: Path) -> None:
    rich = CellRichText("收到", TextBlock(STRUCK, "12"), "0件申请。")
    came = read_workbook(changed(put(TEXT, "B7", rich), tmp_path))
    remarks = returned(came, tmp_path / "returned.xlsx")
    (remark,) = (remark for remark in remarks.warnings if remark.finding.rule == "appearance")
    assert (remark.finding.sheet, remark.finding.cell) == (TEXT, "B7")
    again = read_workbook(tmp_path / "returned.xlsx")
    assert again.texts["overview"][1] == "收到120件申请。"
    assert "收到120件申请。" in [getattr(part, "text", "") for part in build_document(again).parts]


@pytest.mark.slow
def test_a_reason_that_is_struck_out_is_asked_about(tmp_path: Path) -> None:
    checks = layout_of(official()).checks
    cell = checks.claim_cell("requests_in_text", "explanation")
    submission = read_workbook(changed(struck_out(checks.sheet, cell.a1, "含转交的一件"), tmp_path))
    (finding,) = [f for f in check(submission) if f.rule == "appearance"]
    assert (str(finding.cells), finding.place) == (str(cell), "requests_in_text.explanation")
    assert "“含转交的一件”带有删除线" in finding.message
    (remark,) = remarks_on(submission, [finding], []).warnings
    assert remark.label == messages_for("zh-CN")("status.explanation")
