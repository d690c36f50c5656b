from __future__ import annotations

import pytest

from support.published_grids import rows_of, texts_of
from xlsreport import PublicationError, messages_for
from xlsreport.published.publication.plain_text.plain_text_reading import read_plain_text
from xlsreport.published.publication.publication import Paragraph, Publication


def read(text: str, encoding: str = "utf-8") -> Publication:
    return read_plain_text(text.encode(encoding), "report.txt", messages_for("en"))


def rows(text: str) -> list[list[str]]:
    (table,) = read(text).tables
    return rows_of(table)


def test_cells_that_end_in_strokes_on_lines_of_their_own_are_rows_again() -> None:
    text = """一、开头
收到申请情况
申请 |
|||
项目 |
个人 |
单位 |
合计 |
收到 |
3 |
|
3 |
其中：
来信 |
2 |
||
结转 |
0 |
二、结尾
"""
    (table,) = (found := read(text)).tables
    assert rows_of(table) == [
        ["申请"], ["项目", "个人", "单位", "合计"], ["收到", "3", "", "3"], ["其中：\n来信", "2"],
        ["结转", "0"],
    ]  # fmt: skip
    assert not table.exact_columns
    assert texts_of(found) == ["一、开头", "收到申请情况", "二、结尾"]


def test_a_cell_longer_than_what_python_reads_of_csv_is_read_whatever_other_libraries_allow() -> None:
    (table,) = read(f"No\tName\n1\t{'x' * 140_000}\n2\tB\n").tables
    assert [len(row[1]) for row in rows_of(table)] == [4, 140_000, 1]


def test_blank_cells_that_are_left_out_at_the_end_of_a_table_are_there() -> None:
    text = "全部 |\n|||\n项目 |\n个人 |\n单位 |\n合计 |\n收到 |\n3 |"
    assert rows(text) == [["全部"], ["项目", "个人", "单位", "合计"], ["收到", "3", "", ""]]


def test_where_nothing_tells_how_long_rows_are_labels_do() -> None:
    lines = ["项目", "个人", "单位", "收到", "3", "", "其中来信", "2", "5"]
    assert rows("\n".join(f"{line} |" for line in lines)) == [lines[:3], lines[3:6], lines[6:]]


def test_tables_of_markdown() -> None:
    text = """## Part *two*

| Kind | Number |
|:---|---:|
| **Permits** | 3 |
| a \\| b<br>c | - |
| - | |
after
"""
    (table,) = (found := read(text)).tables
    assert rows_of(table) == [["Kind", "Number"], ["Permits", "3"], ["a | b\nc", "-"], ["-", ""]]
    assert table.exact_columns
    assert [block for block in found.blocks if isinstance(block, Paragraph)] == [
        Paragraph("Part *two*", 2),
        Paragraph("after"),
    ]


def test_rows_filled_up_with_strokes_have_an_order_and_no_columns() -> None:
    (table,) = read("All ||||\nKind | a | b | Sum |\nPermits | 1 | | 1 |\nFines | 2 |||\n").tables
    assert rows_of(table) == [["All"], ["Kind", "a", "b", "Sum"], ["Permits", "1", "", "1"], ["Fines", "2"]]
    assert not table.exact_columns


def test_blank_cells_within_rows_keep_the_columns_of_strokes() -> None:
    text = "| Kind | All || Sum |\n|| a | b ||\n| Permits | 1 || 1 |\n| Fines | 2 | 3 | 5 |\n"
    (table,) = read(text).tables
    assert rows_of(table) == [
        ["Kind", "All", "", "Sum"],
        ["", "a", "b", ""],
        ["Permits", "1", "", "1"],
        ["Fines", "2", "3", "5"],
    ]
    assert table.exact_columns
    (filled_up,) = read(text.replace("| 1 || 1 |", "| 1 | 1 ||")).tables
    assert not filled_up.exact_columns


def test_drawn_tables_with_cells_of_several_lines() -> None:
    text = """┌──────┬─────┐
│ 受理 │ 3   │
│ 情况 │     │
├──────┼─────┤
│ 办结 │ 2   │
└──────┴─────┘"""
    assert rows(text) == [["受理\n情况", "3"], ["办结", "2"]]
    assert rows(text.translate(str.maketrans("┌┬┐├┼┤└┴┘─│", "+++++++++-|"))) == [["受理\n情况", "3"], ["办结", "2"]]


def test_tabs_part_cells_as_spreadsheets_copy_them() -> None:
    text = 'Kind\tNumber\tNotes\n"two\nlines"\t3\t\nFines\t\tnone\n'
    assert rows(text) == [["Kind", "Number", "Notes"], ["two\nlines", "3", ""], ["Fines", "", "none"]]


def test_columns_of_blanks() -> None:
    text = """
类别            收到    办结
行政许可          12       3
行政处罚       1,012
其他
行政强制                  10
"""
    (table,) = read(text).tables
    assert table.exact_columns
    assert [(cell.row, cell.column, cell.text) for cell in table.cells if cell.row > 1] == [
        (2, 0, "行政处罚"),
        (2, 1, "1,012"),
        (3, 0, "其他"),
        (4, 0, "行政强制"),
        (4, 2, "10"),
    ]


def test_columns_that_do_not_stand_below_each_other_have_an_order_only() -> None:
    (table,) = read("Kind   a    b\nPermits    1 x    2\nFines 3        4   5\n").tables
    assert not table.exact_columns


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    assert texts_of(read("　　收到申请三件，都已办结。\r\n\r\n没有收费。", encoding)) == [
        "收到申请三件，都已办结。",
        "没有收费。",
    ]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(PublicationError, match="no text"):
        read_plain_text(bytes(range(256)) * 20, "report.txt", messages_for("en"))
