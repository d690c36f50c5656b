"""Further columns of labels: codes and units of measure beside the rows, on the sheet, read back and printed."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from support.definitions import loaded
from support.files import content, saved
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render
from xlsreport.cli.group import main
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.content.model import PrintedTable
from xlsreport.document.proof.verification import verify

SCHOOLS = Path(__file__).parents[1] / "support" / "schools.yaml"


@pytest.fixture(scope="module")
def definition() -> Definition:
    return loaded(SCHOOLS)


def filled(definition: Definition) -> Submission:
    entries = {str(place): 7 for place in definition.places}
    return new_submission(definition, agency="某校", year=2025, entries=entries)


def test_they_stand_on_both_sides_of_the_row_labels_and_are_locked(definition: Definition, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(saved(filled(definition), tmp_path))["基本情况"]
    rows = [[cell.value for cell in row] for row in sheet["A2:G5"]]
    assert rows == [
        ["序号", "指标名称", None, "计量单位", "代码", "合计", "其中：乡镇"],
        ["1", "人员", "在校学生", "人", "101", 7, 7],
        ["2", None, "教职工", "人", "102", 7, 7],
        [None, "校舍建筑面积", None, "平方米", "0201", 7, 7],
    ]
    assert all(cell.protection.locked for row in sheet["A2:E5"] for cell in row)


def test_what_is_entered_is_read_back_also_where_rows_and_columns_were_inserted(
    definition: Definition, tmp_path: Path
) -> None:
    submission = filled(definition)
    file = saved(submission, tmp_path)
    assert content(read_workbook(file, definition)) == content(submission)
    assert check(read_workbook(file, definition)) == ()
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["基本情况"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(2)
    sheet.insert_cols(1)
    workbook.save(tmp_path / "moved.xlsx")
    assert read_workbook(tmp_path / "moved.xlsx", definition).entries == submission.entries


@pytest.mark.parametrize("format_", ["docx", "html", "pdf"])
def test_documents_print_and_prove_them(definition: Definition, format_: str) -> None:
    submission = filled(definition)
    document = build_document(submission)
    verify(render(document, format_), format_, submission)  # type: ignore[arg-type]
    table = next(part for part in document.parts if isinstance(part, PrintedTable))
    figure = next(cell for cell in table.cells if cell.place == "basics.area.total")
    assert [table.cells[number].text for number in figure.headers] == ["合计", "校舍建筑面积", "平方米", "0201"]


def test_describe_has_them_with_each_figure() -> None:
    shown = json.loads(CliRunner().invoke(main, ["describe", str(SCHOOLS), "--format", "json"]).output)
    labels = {one["place"]: one["labels"] for one in shown["places"]}
    assert labels["basics.pupils.total"] == {"unit": "人", "code": "101", "number": "1"}
    assert labels["basics.area.town"] == {"unit": "平方米", "code": "0201"}


def test_a_word_for_a_column_that_is_not_there_is_a_mistake_with_a_suggestion() -> None:
    text = SCHOOLS.read_text(encoding="utf-8").replace("labels: {code: 102", "labels: {cod: 102")
    with pytest.raises(DefinitionError) as error:
        parse_definition(text)
    (problem,) = error.value.problems
    assert (problem.problem.key, problem.problem.suggestion) == ("unknown_name", "code")


def test_a_misspelt_key_of_such_a_column_or_of_a_comment_is_told() -> None:
    form = SCHOOLS.read_text(encoding="utf-8")
    text = form.replace("side: left", "sied: left")
    with pytest.raises(DefinitionError, match="side"):
        parse_definition(text)
    text = SCHOOLS.read_text(encoding="utf-8").replace(
        "        remark:", "        comment: {labl: 说明}\n        remark:"
    )
    with pytest.raises(DefinitionError, match="label"):
        parse_definition(text)


def test_forms_with_and_without_such_columns_differ_in_their_fingerprints(definition: Definition) -> None:
    text = SCHOOLS.read_text(encoding="utf-8").replace('code: "0201"', 'code: "0202"')
    assert parse_definition(text).fingerprint != definition.fingerprint
