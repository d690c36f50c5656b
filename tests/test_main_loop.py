"""The main loop on real figures: filled by another program, checked, rendered, and read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import openpyxl
import pytest
from click.testing import CliRunner
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

import xlsreport
from xlsreport.cli import main

FIGURES = Path(__file__).parent / "figures"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TEXTS = {
    "一、总体情况": "主动公开、依申请公开、信息管理、平台建设和监督保障平稳。",
    "五、问题改进": "公开的主动性还不够，将加强培训。",
    "六、其他事项": "没有收取信息处理费。",
}
COVER = {"联系部门": "办公室", "联系电话": "000-1234567"}


@dataclass(frozen=True)
class Published:
    """The figures of a published report: rows of values by label, table by table."""

    two: Mapping[str, Sequence[str]]
    three: Mapping[str, Sequence[str]]
    four: Mapping[str, Sequence[str]]


def published(name: str) -> Published:
    tables: list[dict[str, list[str]]] = []
    for line in (FIGURES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            tables.append({})
        elif not line.startswith("#"):
            label, values = line.split(" | ")
            tables[-1][label] = values.split()
    return Published(*tables)


def value_of(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def cells_of_row(sheet: Worksheet, row: int) -> Iterator[openpyxl.cell.cell.Cell]:
    """The cells of a row that are no inner part of a merge, from left to right."""
    for cell in sheet[row]:
        if isinstance(cell, openpyxl.cell.cell.Cell):
            yield cell


def row_of_label(sheet: Worksheet, label: str, start: int = 1) -> int:
    """The row that begins with a label, wherever the label's column is; the label may be abridged."""
    for row in sheet.iter_rows(min_row=start):
        for cell in row[:3]:
            if isinstance(cell.value, str) and cell.value.startswith(label):
                return int(cell.row or 0)
    raise AssertionError(f"no label {label}")


def fill(path: Path, figures: Published, *, type_over_totals: bool) -> None:
    """Fill a template as a stranger's program would: by the labels that the sheets print."""
    book = openpyxl.load_workbook(path)
    fill_cover_and_texts(book)
    for label, values in figures.two.items():
        sheet = book["二、主动公开"]
        row = row_of_label(sheet, label)
        for cell, value in zip(list(cells_of_row(sheet, row))[1:], values, strict=False):
            cell.value = value_of(value)
    sheet = book["三、申请办理"]
    first = row_of_label(sheet, "一、本年新收")
    for number, values in enumerate(figures.three.values()):
        type_row(sheet, first + number, 4, values, type_over_totals=type_over_totals)
    sheet = book["四、复议诉讼"]
    row = 1 + next(int(c.row or 0) for r in sheet.iter_rows() for c in r if c.value == "结果维持" and c.column == 6)
    type_row(sheet, row, 1, [v for values in figures.four.values() for v in values], type_over_totals=type_over_totals)
    book.save(path)


def fill_cover_and_texts(book: openpyxl.Workbook) -> None:
    for label, text in COVER.items():
        cover = book["封面"]
        cover.cell(row_of_label(cover, label), 2).value = text
    for name, text in TEXTS.items():
        sheet = book[name]
        first = next(int(c.row or 0) for r in sheet.iter_rows() for c in r if c.value == "段") + 1
        sheet.cell(first, 2).value = text


def type_row(sheet: Worksheet, row: int, column: int, values: Sequence[str], *, type_over_totals: bool) -> None:
    for offset, value in enumerate(values):
        cell = sheet.cell(row, column + offset)
        if cell.data_type == "f" and not type_over_totals:
            continue
        cell.value = value_of(value)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return new_template(tmp_path)


def new_template(folder: Path) -> Path:
    path = folder / "filled.xlsx"
    definition = xlsreport.load_definition("cn-gov-info-disclosure/2021")
    xlsreport.write_workbook(xlsreport.new_submission(definition, agency="某县", year=2025), path)
    return path


def test_published_figures_that_add_up_are_clean_when_another_program_typed_them(template: Path) -> None:
    fill(template, published("shuyang-2025"), type_over_totals=False)
    submission = xlsreport.read_workbook(template)
    assert len(submission.entries) == 166
    assert xlsreport.check(submission) == ()


@pytest.mark.slow
def test_printed_totals_that_do_not_add_up_are_named_with_cell_found_and_expected(template: Path) -> None:
    fill(template, published("hongze-2023"), type_over_totals=True)
    findings = xlsreport.check(xlsreport.read_workbook(template))
    assert [(f.rule, f.severity, f.place, str(f.cells), f.found, f.expected) for f in findings] == [
        ("total", "error", "remedies.cases.review_all", "'四、复议诉讼'!E7", 0, 11),
        ("total", "error", "remedies.cases.after_all", "'四、复议诉讼'!O7", 0, 5),
    ]
    assert findings[0].message == (
        "行政复议 / 总计：表中是 0，应当等于 结果维持（10） + 结果纠正（1） + 其他结果（0） + 尚未审结（0） = 11，"
        "相差 11。公式可能被覆盖，请填入新的模板或恢复公式。"
    )


@pytest.mark.slow
def test_a_workbook_with_errors_is_rendered_only_as_a_marked_draft(template: Path, tmp_path: Path) -> None:
    fill(template, published("hongze-2023"), type_over_totals=True)
    report = tmp_path / "report.html"
    refused = CliRunner().invoke(main, ["render", str(template), "-o", str(report)])
    assert refused.exit_code == 1
    assert "'四、复议诉讼'!E7" in refused.output
    assert not report.exists()
    assert CliRunner().invoke(main, ["render", str(template), "-o", str(report), "--draft"]).exit_code == 0
    assert "草稿——尚有 2 处错误，不得发布" in report.read_text(encoding="utf-8")


# The merges of the official form, written down from the form itself: (row, column, rows, columns) of every label
# that is printed over more than one cell, counted from the table's top left corner.
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
MERGED_THREE = {
    (0, 0, 3, 3, CORNER),
    (0, 3, 1, 7, "申请人情况"),
    (1, 3, 2, 1, "自然人"),
    (1, 4, 1, 5, "法人或其他组织"),
    (1, 9, 2, 1, "总计"),
    (3, 0, 1, 3, "一、本年新收政府信息公开申请数量"),
    (4, 0, 1, 3, "二、上年结转政府信息公开申请数量"),
    (5, 0, 22, 1, "三、本年度办理结果"),
    (5, 1, 1, 2, "（一）予以公开"),
    (6, 1, 1, 2, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    (7, 1, 8, 1, "（三）不予公开"),
    (15, 1, 3, 1, "（四）无法提供"),
    (18, 1, 5, 1, "（五）不予处理"),
    (23, 1, 3, 1, "（六）其他处理"),
    (26, 1, 1, 2, "（七）总计"),
    (27, 0, 1, 3, "四、结转下年度继续办理"),
}
MERGED_TWO = {
    (0, 0, 1, 4, "第二十条第（一）项"),
    (4, 0, 1, 4, "第二十条第（五）项"),
    (5, 1, 1, 3, "本年处理决定数量"),
    (6, 1, 1, 3, "517645"),
    (7, 0, 1, 4, "第二十条第（六）项"),
    (8, 1, 1, 3, "本年处理决定数量"),
    (9, 1, 1, 3, "693957"),
    (10, 1, 1, 3, "2154"),
    (11, 0, 1, 4, "第二十条第（八）项"),
    (12, 1, 1, 3, "本年收费金额（单位：万元）"),
    (13, 1, 1, 3, "4068.208"),
}
REMEDIES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
MERGED_FOUR = {
    (0, 0, 1, 5, "行政复议"),
    (0, 5, 1, 10, "行政诉讼"),
    (1, 5, 1, 5, "未经复议直接起诉"),
    (1, 10, 1, 5, "复议后起诉"),
    *((1, column, 2, 1, label) for column, label in enumerate(REMEDIES)),
}

Cell = tuple[int, int, int, int, str]


def html_cells(page: str) -> list[list[Cell]]:
    """Every cell of every table with the place that rowspan and colspan give it."""
    tables = []
    for table in lxml.html.document_fromstring(page.encode()).iter("table"):
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for row, line in enumerate(table.iter("tr")):
            column = 0
            for cell in line:
                while (row, column) in taken:
                    column += 1
                height, width = int(cell.get("rowspan", "1")), int(cell.get("colspan", "1"))
                taken |= {(row + r, column + c) for r in range(height) for c in range(width)}
                cells.append((row, column, height, width, "".join(map(str, cell.itertext())).strip()))
        tables.append(cells)
    return tables


def docx_cells(data: bytes) -> list[list[Cell]]:
    """Every cell of every table with the place that gridSpan and vMerge give it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return [list(_docx_table(table)) for table in body.iter(f"{W}tbl")]


def _docx_table(table: etree._Element) -> Iterator[Cell]:
    open_: dict[int, tuple[int, int, int, str]] = {}
    for row, line in enumerate(table.iter(f"{W}tr")):
        column = 0
        for cell in line.iter(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            if merge is not None and merge.get(f"{W}val") == "continue":
                top, height, _, text = open_[column]
                open_[column] = (top, height + 1, width, text)
            else:
                if column in open_:
                    top, height, over, text = open_[column]
                    yield (top, column, height, over, text)
                open_[column] = (row, 1, width, "".join(str(t.text) for t in cell.iter(f"{W}t")))
            column += width
    yield from ((top, column, height, over, text) for column, (top, height, over, text) in open_.items())


def merged(cells: Sequence[Cell]) -> set[Cell]:
    return {cell for cell in cells if cell[2] > 1 or cell[3] > 1}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Cell]]]:
    template = new_template(tmp_path_factory.mktemp("rendered"))
    fill(template, published("shuyang-2025"), type_over_totals=False)
    document = xlsreport.build_document(xlsreport.read_workbook(template))
    return {
        "docx": docx_cells(xlsreport.render(document, "docx")),
        "html": html_cells(xlsreport.render(document, "html").decode()),
    }


@pytest.mark.parametrize("format_", ["docx", "html"])
def test_the_rendered_tables_are_merged_as_the_official_form_is(
    rendered: dict[str, list[list[Cell]]], format_: str
) -> None:
    two, three, four = rendered[format_]
    # A cell's column in Word is known only where cells to its left do not change their width from row to row.
    assert merged(three) == MERGED_THREE
    assert merged(four) == MERGED_FOUR
    assert {cell for cell in merged(two) if cell[3] > 1} == MERGED_TWO


@pytest.mark.parametrize("format_", ["docx", "html"])
def test_every_published_figure_stands_at_its_place_in_the_rendering(
    rendered: dict[str, list[list[Cell]]], format_: str
) -> None:
    figures = published("shuyang-2025")
    two, three, four = ({(c[0], c[1]): c[4] for c in table} for table in rendered[format_])
    rows = {"规章": 2, "行政规范性文件": 3, "行政许可": 6, "行政处罚": 9, "行政强制": 10, "行政事业性收费": 13}
    for label, row in rows.items():
        expected = list(figures.two[label])
        assert [two[row, 1 + n] for n in range(len(expected))] == expected
    for row, values in enumerate(figures.three.values()):
        assert [three[3 + row, 3 + n] for n in range(7)] == list(values)
    assert [four[3, n] for n in range(15)] == [v for values in figures.four.values() for v in values]


@pytest.mark.slow
def test_last_years_workbook_of_the_earlier_edition_gives_the_carry_over(tmp_path: Path) -> None:
    run = CliRunner()
    last, this = tmp_path / "2020.xlsx", tmp_path / "2021.xlsx"
    definition = xlsreport.load_definition("cn-gov-info-disclosure/2019")
    entries = {f"requests.carried_out.{column}": 3 if column == "natural" else 0 for column in COLUMNS}
    xlsreport.write_workbook(xlsreport.new_submission(definition, agency="某县", year=2020, entries=entries), last)
    arguments = ["new", "cn-gov-info-disclosure/2021", "--agency", "某县", "--year", "2021"]
    result = run.invoke(main, [*arguments, "--previous", str(last), "-o", str(this)])
    assert result.exit_code == 0, result.output
    shown = openpyxl.load_workbook(this)["三、申请办理"]
    row = row_of_label(shown, "上年：四、结转下年度继续办理")
    assert [cell.value for cell in shown[row][3:10]] == [3, 0, 0, 0, 0, 0, 3]
    assert all(cell.protection.locked for cell in shown[row][3:10])
    previous = xlsreport.read_workbook(this).previous
    assert {str(place): value for place, value in previous.items()} == {
        "requests.carried_out.natural": 3,
        **{f"requests.carried_out.{column}": 0 for column in COLUMNS[1:]},
        "requests.carried_out.all": 3,
    }


COLUMNS = ["natural", "business", "research", "welfare", "law_services", "others"]


def test_last_years_workbook_of_the_wrong_year_is_refused(tmp_path: Path) -> None:
    last = tmp_path / "last.xlsx"
    definition = xlsreport.load_definition("cn-gov-info-disclosure/2021")
    xlsreport.write_workbook(xlsreport.new_submission(definition, agency="某县", year=2022), last)
    arguments = ["new", "cn-gov-info-disclosure/2021", "--agency", "某县", "--year", "2025"]
    result = CliRunner().invoke(main, [*arguments, "--previous", str(last), "-o", str(tmp_path / "this.xlsx")])
    assert (result.exit_code, result.stderr.strip()) == (2, "上年的工作簿是 2022 年度的，应当是 2024 年度的。")
    assert not (tmp_path / "this.xlsx").exists()


@pytest.mark.slow
def test_a_report_without_a_contact_is_noted_and_its_preamble_does_not_speak_of_one(template: Path) -> None:
    fill(template, published("shuyang-2025"), type_over_totals=False)
    book = openpyxl.load_workbook(template)
    for label in COVER:
        book["封面"].cell(row_of_label(book["封面"], label), 2).value = None
    book.save(template)
    submission = xlsreport.read_workbook(template)
    findings = xlsreport.check(submission)
    assert [(f.severity, f.place) for f in findings] == [("note", "office"), ("note", "phone")]
    assert xlsreport.verdict_of(findings) == "clean"
    page = xlsreport.render(xlsreport.build_document(submission), "html").decode()
    assert "统计期限为2025年1月1日至2025年12月31日。" in page
    assert "请与" not in page
