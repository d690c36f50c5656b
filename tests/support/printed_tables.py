"""Two small tables for every renderer: one with nested headings, one of stacked blocks."""

from __future__ import annotations

from xlsreport.document.content.model import PrintedTable, TableBlock, TableCell

#   | 说明 | 情况      | 总计 |
#   |      | 甲  | 乙  |      |
#   | 结果 | 一  | 1   | 2  | 3 |
#   |      | 二  | 40  | 50 | 90 |
NESTED = PrintedTable(
    cells=(
        TableCell("说明", 0, 0, 2, 2, "stub"),
        TableCell("情况", 0, 2, 1, 2, "column"),
        TableCell("总计", 0, 4, 2, 1, "column"),
        TableCell("甲", 1, 2, 1, 1, "column"),
        TableCell("乙", 1, 3, 1, 1, "column"),
        TableCell("结果", 2, 0, 2, 1, "row"),
        TableCell("一", 2, 1, 1, 1, "row"),
        TableCell("1", 2, 2, 1, 1, "figure", (1, 3, 5, 6), "t.one.a"),
        TableCell("2", 2, 3, 1, 1, "figure", (1, 4, 5, 6), "t.one.b"),
        TableCell("3", 2, 4, 1, 1, "figure", (2, 5, 6), "t.one.all"),
        TableCell("二", 3, 1, 1, 1, "row"),
        TableCell("40", 3, 2, 1, 1, "figure", (1, 3, 5, 10), "t.two.a"),
        TableCell("50", 3, 3, 1, 1, "figure", (1, 4, 5, 10), "t.two.b"),
        TableCell("90", 3, 4, 1, 1, "figure", (2, 5, 10), "t.two.all"),
    ),
    columns=(1, 2, 1, 1, 1),
    height=4,
    blocks=(TableBlock(0, 4, 2),),
    font_size=10,
    label="嵌套表",
)

STACKED = PrintedTable(
    cells=(
        TableCell("第（一）项", 0, 0, 1, 3, "caption"),
        TableCell("规章", 1, 0, 1, 1, "row"),
        TableCell("7", 1, 1, 1, 1, "figure", (0, 1)),
        TableCell("8", 1, 2, 1, 1, "figure", (0, 1)),
        TableCell("第（八）项", 2, 0, 1, 3, "caption"),
        TableCell("收费", 3, 0, 1, 1, "row"),
        TableCell("59237.2449", 3, 1, 1, 2, "figure", (4, 5)),
    ),
    columns=(1, 1, 1),
    height=4,
    blocks=(TableBlock(0, 2, 1), TableBlock(2, 4, 1)),
    font_size=12,
    label="分块表",
    title="表一",
)
