"""Small documents for every renderer, and parts to make them of."""

from __future__ import annotations

from xlsreport.document.content.model import Document, DrawnPicture, Part, PrintedTable, TableBlock, TableCell
from xlsreport.values import Number

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80" viewBox="0 0 200 80">'
    '<rect x="5" y="5" width="60" height="70" fill="#c00"/><text x="80" y="40" font-size="14">12 件</text></svg>'
)
PICTURE = DrawnPicture("图1 申请数量", "一根柱子，高 12 件", SVG, b"", 200, 80)
LINE = "一行文字"
"""Fills one line of a page."""


def report(
    *parts: Part,
    draft: str | None = None,
    language: str = "zh-CN",
    figures: dict[str, Number | str | None] | None = None,
) -> Document:
    """A report of an agency in Chinese letters, in the layout of its language."""
    return Document(
        language,
        "gb-t-9704" if language == "zh-CN" else "plain",
        "清河县人民政府",
        "清河县人民政府2024年度报告",
        ("清河县人民政府", "2024年度报告"),
        parts,
        figures or {},
        draft,
    )


def rows(count: int) -> PrintedTable:
    """A table of so many rows of figures below its heading."""
    found = [TableCell("项目", 0, 0, 1, 1, "column"), TableCell("数量", 0, 1, 1, 1, "column")]
    for row in range(1, count + 1):
        found.append(TableCell(f"第{row}行", row, 0, 1, 1, "row"))
        found.append(TableCell(str(row), row, 1, 1, 1, "figure", (1, 2 * row)))
    return PrintedTable(tuple(found), (1, 1), count + 1, (TableBlock(0, count + 1, 1),), 10, "长表")
