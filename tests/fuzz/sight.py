"""Whether a figure can be seen as it is, without the code under test, and only where that is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from support.parts import MAIN
from xlsreport.layout.cells import CellRef

MISLEADING = (
    "0!.0000",
    "0\\.0000",
    '0"."00',
    "[$万]0",
    "0[$9]",
    '0"k"',
    '0"000"',
    '"1"0',
    "\\10",
    ";;;",
    "0,",
    "0%",
    "0.0,",
    '"三"',
    '[>1]"5";0',
    "0E+0",
    "yyyy",
    "[h]",
    "0/8",
    '"-"0',
    "0\\万",
    "#\\,0",
)
"""Show any figure from 10 on as another one, or not at all."""
HARMLESS = ("0", "#,##0", "General", "@", '0"件"', "[$¥-804]#,##0", "#,##0_);(#,##0)", "0;-0;-", "[Red]0", "0_ ")
"""Show whole numbers from 0 on as they are."""
_LEAST_HEIGHT, _LEAST_WIDTH = 1.5, 0.2
_YES = ("1", "true")
_KEPT = 300


@lru_cache(_KEPT)
def _parsed(part: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return None


def out_of_sight(parts: Mapping[str, bytes], part: str, cell: CellRef) -> str:
    """Why a figure of a sheet cannot be seen as it is; empty where it can, or where nobody can tell."""
    sheet, styles = _parsed(parts.get(part, b"")), _parsed(parts.get("xl/styles.xml", b""))
    if sheet is None:
        return ""
    number = str(cell.row + 1)
    rows = [row for row in sheet.iter(MAIN + "row") if row.get("r") == number]
    found = [one for row in rows for one in row if one.get("r") == cell.a1]
    if len(rows) != 1 or len(found) != 1:
        return ""
    reasons = [*_of_row(rows[0]), *_of_columns(sheet, cell.column + 1)]
    reasons += [] if styles is None else _of_style(styles, found[0].get("s", "0"))
    return "; ".join(reasons)


def _of_row(row: etree._Element) -> Iterator[str]:
    if row.get("hidden") in _YES:
        yield "its row is hidden"
    height = _number(row.get("ht"))
    if row.get("customHeight") in _YES and height is not None and height < _LEAST_HEIGHT:
        yield "its row has no height"


def _of_columns(sheet: etree._Element, column: int) -> Iterator[str]:
    for one in sheet.iter(MAIN + "col"):
        first, last = one.get("min", ""), one.get("max", "")
        if first.isdecimal() and last.isdecimal() and int(first) <= column <= int(last):
            width = _number(one.get("width"))
            if one.get("hidden") in _YES:
                yield "its column is hidden"
            elif one.get("customWidth") in _YES and width is not None and width < _LEAST_WIDTH:
                yield "its column has no width"


def _of_style(styles: etree._Element, number: str) -> Iterator[str]:
    own = _nth(styles, "cellXfs", number)
    if own is None:
        return
    codes = [
        item.get("formatCode") for item in styles.iter(MAIN + "numFmt") if item.get("numFmtId") == own.get("numFmtId")
    ]
    if len(codes) == 1 and codes[0] in MISLEADING:
        yield f"its format is {codes[0]}"
    font, fill = _nth(styles, "fonts", own.get("fontId", "0")), _nth(styles, "fills", own.get("fillId", "0"))
    if font is None or fill is None:
        return
    struck = [mark.get("val", "1") for mark in font.findall(MAIN + "strike")]
    if struck and struck[0] in _YES:
        yield "it is struck out"
    sizes = [_number(size.get("val")) for size in font.findall(MAIN + "sz")]
    if sizes and sizes[0] is not None and sizes[0] <= 1:
        yield "its letters have no size"
    front, back = (_colour(item, name) for item, name in ((font, "color"), (fill, "fgColor")))
    solid = [pattern.get("patternType") == "solid" for pattern in fill.iter(MAIN + "patternFill")]
    if front and front == back and solid == [True]:
        yield "it has the colour of its cell"


def _nth(styles: etree._Element, name: str, number: str) -> etree._Element | None:
    groups = list(styles.iter(MAIN + name))
    if len(groups) != 1 or not re.fullmatch(r"\d{1,5}", number) or int(number) >= len(groups[0]):
        return None
    return groups[0][int(number)]


def _colour(item: etree._Element, name: str) -> str | None:
    colours = [one.get("rgb", "") for one in item.iter(MAIN + name)]
    return colours[0][2:].upper() if len(colours) == 1 and len(colours[0]) == 8 else None


def _number(text: str | None) -> float | None:
    return float(text) if text is not None and re.fullmatch(r"\d+(\.\d+)?", text) else None
