"""Words below a table: the remark of the form and the reporter's comment, on the sheet, read back, checked, printed."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import html

from support.definitions import loaded
from support.files import content, saved
from support.office import recalculated
from support.returning import everything, received, returned
from xlsreport import Submission, check, new_submission, read_workbook, render
from xlsreport.cli.group import main
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.document.content.model import TableNote
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.proof.verification import UnfaithfulRenderingError, verify
from xlsreport.layout.workbook_layout import layout_of

POSTS = Path(__file__).parents[1] / "support" / "posts.yaml"
COMMENT = "Two seniors are on leave until June.\nOne of them will not return; the post was advertised in March."
FIGURES = {
    "staff.senior.full": 1,
    "staff.senior.part": 2,
    "staff.other.full": 3,
    "staff.other.part": 4,
    "leave.sick.days": 9,
}


@pytest.fixture(scope="module")
def definition() -> Definition:
    return loaded(POSTS)


def filled(definition: Definition, **texts: str) -> Submission:
    comments = {f"{table}.comment": text for table, text in texts.items()}
    return new_submission(definition, agency="Port", year=2025, entries={**FIGURES, **comments})


def found(submission: Submission) -> list[tuple[str, str, str, str]]:
    return [(one.rule, one.severity, one.place, one.cells.first.a1) for one in check(submission)]


def test_such_words_are_part_of_the_form(definition: Definition) -> None:
    text = POSTS.read_text(encoding="utf-8")
    for key in ("remark: ", "comment: "):
        without = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(key))
        assert parse_definition(without).fingerprint != definition.fingerprint


def test_the_words_stand_below_their_table_and_what_comes_after_moves_down(definition: Definition) -> None:
    staff, leave = layout_of(definition).tables.values()
    assert [area.a1 for area in staff.remark] == ["A6:D6"]
    assert (staff.comment_label.a1, staff.comment.a1) == ("A7:D7", "A8:D8")  # type: ignore[union-attr]
    assert (staff.case_rows, leave.top) == ({"some": 8}, 10)
    assert [area.a1 for area in leave.remark] == ["A13:D13", "A14:D14"]
    assert leave.comment.a1 == "A16:D16"  # type: ignore[union-attr]


def test_the_room_is_open_as_high_as_declared_and_printed_with_the_sheet(
    definition: Definition, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(saved(filled(definition), tmp_path))["Staff"]
    assert sheet["A6"].value == "Count each person once, in the grade held on 31 March."
    assert (sheet["A7"].value, sheet["A7"].protection.locked) == ("Comments", True)
    assert (sheet["A8"].value, sheet["A8"].protection.locked, sheet["A8"].alignment.wrap_text) == (None, False, True)
    assert (sheet.row_dimensions[8].height, sheet.row_dimensions[16].height) == (66, 50.25)  # 4 and 3 lines
    assert "A8:D8" in map(str, sheet.merged_cells.ranges)
    assert sheet.print_area == "'Staff'!$A$1:$D$16"
    prompts = {str(one.sqref): one.prompt for one in sheet.data_validations.dataValidation}
    assert prompts["A8:D8"] == "Say what is new."


def test_a_long_comment_that_is_written_again_is_seen_in_full(definition: Definition, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(saved(filled(definition, staff="A long word. " * 80), tmp_path))["Staff"]
    assert sheet.row_dimensions[8].height == pytest.approx(15.5 * 19 + 4, abs=80)


def test_what_is_typed_is_read_back_with_its_lines(definition: Definition, tmp_path: Path) -> None:
    submission = filled(definition, staff=COMMENT, leave="=None, \u2026 12")
    came = read_workbook(saved(submission, tmp_path), definition)
    assert came.fields == {"staff.comment": COMMENT, "leave.comment": "=None, \u2026 12"}
    assert content(came) == content(submission)


@pytest.mark.slow
def test_a_number_alone_is_a_comment_and_a_date_or_an_error_is_doubtful(definition: Definition, tmp_path: Path) -> None:
    file = saved(filled(definition), tmp_path)
    for value, doubts in ((12, []), (True, ["text_value"]), ("#REF!", ["text_error"])):
        workbook = openpyxl.load_workbook(file)
        workbook["Staff"]["A8"] = value
        workbook.save(tmp_path / "typed.xlsx")
        came = read_workbook(tmp_path / "typed.xlsx", definition)
        assert [(one.reason, one.name, one.cell.a1) for one in came.unclear] == [
            (doubt, "staff.comment", "A8") for doubt in doubts
        ]


def test_rows_inserted_above_and_below_lose_no_comment(definition: Definition, tmp_path: Path) -> None:
    file = saved(filled(definition, staff=COMMENT, leave="None."), tmp_path)
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["Staff"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(10, 2)
    sheet.insert_rows(6)
    workbook.save(tmp_path / "moved.xlsx")
    came = read_workbook(tmp_path / "moved.xlsx", definition)
    assert came.fields == {"staff.comment": COMMENT, "leave.comment": "None."}
    assert came.positions.cover_field("leave.comment").a1 == "A19"


def test_a_blank_comment_is_what_the_form_says(definition: Definition) -> None:
    assert found(filled(definition)) == [
        ("filled", "warning", "staff.comment", "A8"),
        ("filled", "error", "leave.comment", "A16"),
    ]
    assert found(filled(definition, staff=COMMENT, leave="None.")) == []
    assert found(filled(definition, staff=" \u200b\n", leave="None.")) == [("filled", "warning", "staff.comment", "A8")]
    messages = [one.message for one in check(filled(definition))]
    assert messages[0].startswith("“Staff in post · Comments” is empty. Write what belongs there;")
    assert messages[1] == "“1. Staff · Notes” is empty. Write the comment."


def test_a_reason_on_the_checks_sheet_stands_for_the_comment(definition: Definition) -> None:
    entries = {**FIGURES, "leave.comment": "None.", "filled.staff.comment.explanation": "Nothing has changed."}
    submission = new_submission(definition, agency="Port", year=2025, entries=entries)
    assert found(submission) == [("filled", "note", "staff.comment", "A8")]
    notes = [part.text for part in build_document(submission).parts if isinstance(part, TableNote)]
    assert "Comments: Nothing has changed." in notes


@pytest.mark.engine
def test_the_workbook_sees_blank_comments_as_the_check_does(definition: Definition, tmp_path: Path) -> None:
    given = {"blank": filled(definition), "filled": filled(definition, staff=COMMENT, leave="\u3000None.")}
    files = [saved(submission, tmp_path, f"{name}.xlsx") for name, submission in given.items()]
    for file, calculated in zip(files, recalculated(files, tmp_path / "calculated"), strict=True):
        assert states(calculated) == states(file)
    assert states(files[0])["Comment without text"] == ["! explain", "… blank"]
    assert states(files[1])["Comment without text"] == ["✓ holds", "✓ holds"]


def states(file: Path) -> Mapping[str, list[object]]:
    found: dict[str, list[object]] = {}
    for row in openpyxl.load_workbook(file, data_only=True)["Checks"].iter_rows(min_row=5, values_only=True):
        found.setdefault(str(row[2]), []).append(row[0])
    return found


@pytest.mark.parametrize("format_", ["docx", "html", "pdf"])
def test_every_document_has_the_words_in_their_order_and_the_proof_misses_them(
    definition: Definition, format_: str
) -> None:
    submission = filled(definition, staff=COMMENT, leave="None.")
    document = build_document(submission)
    assert [part.text for part in document.parts if isinstance(part, TableNote)] == [
        "Count each person once, in the grade held on 31 March.",
        "Comments: Two seniors are on leave until June.",
        "One of them will not return; the post was advertised in March.",
        "a. Calendar days.",
        "b. Without weekends.",
        "Notes: None.",
    ]
    rendered = render(document, format_)  # type: ignore[arg-type]
    verify(rendered, format_, submission)  # type: ignore[arg-type]
    with pytest.raises(UnfaithfulRenderingError, match="hired"):
        verify(rendered, format_, filled(definition, staff="Two were hired.", leave="None."))  # type: ignore[arg-type]


def test_the_page_has_comments_among_its_figures_for_machines(definition: Definition) -> None:
    page = html.parse(io.BytesIO(render(build_document(filled(definition, staff=COMMENT)), "html")))
    figures = json.loads(str(page.xpath("string(//script[@id='figures'])")))["figures"]
    assert (figures["staff.comment"], figures["leave.comment"]) == (COMMENT, "")


@pytest.mark.slow
def test_the_workbook_that_goes_back_has_them_and_says_what_is_missing(definition: Definition, tmp_path: Path) -> None:
    came = received(filled(definition, leave=" "), tmp_path)
    remarks = returned(came, tmp_path / "back.xlsx")
    assert [(one.label, one.finding.cells.first.a1) for one in remarks.about_cells] == [
        ("1. Staff · Notes", "A16"),
        ("Staff in post · Comments", "A8"),
    ]
    assert everything(read_workbook(tmp_path / "back.xlsx", definition)) == everything(came)


def test_describe_says_where_they_stand() -> None:
    shown = json.loads(CliRunner().invoke(main, ["describe", str(POSTS), "--format", "json"]).output)
    assert shown["comments"] == [
        {"comment": "staff.comment", "label": "Comments", "sheet": "Staff", "cell": "A8"},
        {"comment": "leave.comment", "label": "Notes", "sheet": "Staff", "cell": "A16"},
    ]
