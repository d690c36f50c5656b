"""Sets the workbook's Normal style, which pasted cells get, and locks everything that does not say otherwise.

Text pasted from a word processor brings no cell format, so spreadsheet programs apply the style Normal. Normal is
therefore that of a paragraph: unlocked, wrapped, aligned to the top. A format that says nothing about protection would
inherit "unlocked" from Normal, so every other format states that it is locked, and so does every column for cells that
have no format of their own. XlsxWriter has no option for this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_STYLES, _SHEETS = "xl/styles.xml", "xl/worksheets/sheet"

FONT = {"font_name": "Arial", "font_size": 11, "font_scheme": "none"}
"""Column widths are measured in digits of this font. Arial or a metric-compatible font is available everywhere; Calibri
and 宋体 are replaced by fonts of other widths, which made columns a quarter wider. No scheme: a font of the theme's
scheme would be replaced by the font that the theme names."""

_NORMAL = re.compile(r"(<cellStyleXfs [^>]*>)<xf ([^>]*?)/?>(?:(?<!/>).*?</xf>)?", re.DOTALL)
_NORMAL_XF = (
    r'\1<xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyAlignment="1" applyProtection="1">'
    r'<alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>'
)
_CELL_FORMATS = re.compile(r"<cellXfs .*?</cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(r"<xf (?P<attributes>[^>]*?)(?:/>|>(?P<children>.*?)</xf>)", re.DOTALL)
_UNWRAPPED = '<alignment vertical="bottom" wrapText="0"/>'
"""The alignment of unformatted cells."""

_COLUMN = re.compile(r'<col min="(?P<first>\d+)" max="(?P<last>\d+)"[^>]*/>')
_LAST_COLUMN = 1_024
"""Not the last column of Excel: a program that writes each column out (SheetJS) would make nine million bytes of them.
In Excel the cells beyond are locked too, by the default cell format."""
_WIDTH = "9.140625"
"""Width of a column without a set width, in characters."""
_DEFAULT = 0
"""The default cell format: the first one, which is locked like the others."""


def with_normal_style(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """A workbook's parts with Normal as the style of a paragraph and every other format locked."""
    changed = {
        name: _locked_columns(part.decode()).encode() for name, part in parts.items() if name.startswith(_SHEETS)
    }
    return {**parts, _STYLES: _styles(parts[_STYLES].decode()).encode(), **changed}


def _styles(part: str) -> str:
    part = _NORMAL.sub(_NORMAL_XF, part, count=1)
    return _CELL_FORMATS.sub(lambda formats: _CELL_FORMAT.sub(_locked_unless_open, formats[0]), part, count=1)


def _locked_unless_open(found: re.Match[str]) -> str:
    attributes, children = found["attributes"].strip(), found["children"] or ""
    if "<protection " in children:
        return found[0]
    alignment = "" if children else _UNWRAPPED
    aligned = "" if "applyAlignment=" in attributes else ' applyAlignment="1"'
    return f'<xf {attributes}{aligned} applyProtection="1">{alignment}{children}<protection locked="1"/></xf>'


def _locked_columns(part: str) -> str:
    """A sheet's part in which every column has a format."""
    before, found, after = _columns_of(part)
    columns, free = [], 1
    for column in _COLUMN.finditer(found):
        columns += [_free_columns(free, int(column["first"]) - 1), _with_format(column[0])]
        free = int(column["last"]) + 1
    columns.append(_free_columns(free, _LAST_COLUMN))
    return f"{before}<cols>{''.join(columns)}</cols>{after}"


def _columns_of(part: str) -> tuple[str, str, str]:
    """A sheet's part before its columns, the columns, and what follows."""
    begin, data = part.find("<cols>"), part.index("<sheetData")
    if begin < 0:
        return part[:data], "", part[data:]
    end = part.index("</cols>", begin)
    return part[:begin], part[begin + len("<cols>") : end], part[end + len("</cols>") :]


def _free_columns(first: int, last: int) -> str:
    return f'<col min="{first}" max="{last}" width="{_WIDTH}" style="{_DEFAULT}"/>' if first <= last else ""


def _with_format(column: str) -> str:
    return column if " style=" in column else column.replace("/>", f' style="{_DEFAULT}"/>')
