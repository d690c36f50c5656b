"""Mutations of what is seen of figures: number formats, fonts and fills, rows and columns out of sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from lxml import etree

from fuzz.archive import Member
from fuzz.bases import Base
from fuzz.by_members import Change
from fuzz.sheet import Sheet, sheet_of
from fuzz.sight import HARMLESS, MISLEADING
from support.parts import MAIN
from xlsreport.layout.cells import CellRef

_STYLES = "xl/styles.xml"
_YES = ("1", "true")
_SMALL = ("0", "0.1", "1")
_FIRST_OWN = 300

Style = Callable[[etree._Element, etree._Element, Random], None]
"""Changes a format of cells, given all styles."""


def _group(styles: etree._Element, name: str) -> etree._Element:
    return next(styles.iter(MAIN + name))


def number_format(styles: etree._Element, own: etree._Element, draw: Random) -> None:
    """A number format that shows a figure as another one, or as it is."""
    group = _group(styles, "numFmts")
    id_ = str(_FIRST_OWN + len(group))
    code = draw.choice(MISLEADING if draw.random() < 0.7 else HARMLESS)
    etree.SubElement(group, MAIN + "numFmt", numFmtId=id_, formatCode=code)
    own.set("numFmtId", id_)


def built_in_format(styles: etree._Element, own: etree._Element, draw: Random) -> None:
    """A number format that is known by its number only."""
    own.set("numFmtId", str(draw.randrange(60)))


def font(styles: etree._Element, own: etree._Element, draw: Random) -> None:
    """A font that cannot be seen, or is struck out; and maybe a fill of its colour."""
    fonts, fills = _group(styles, "fonts"), _group(styles, "fills")
    new = etree.SubElement(fonts, MAIN + "font")
    if draw.random() < 0.3:
        etree.SubElement(new, MAIN + "strike", draw.choice(({}, {"val": "1"}, {"val": "true"})))
    etree.SubElement(new, MAIN + "sz", val=draw.choice(("11", "11", "1", "0.5")))
    etree.SubElement(new, MAIN + "color", rgb=draw.choice(("FFFFFFFF", "00FFFFFF", "FF000000")))
    own.set("fontId", str(len(fonts) - 1))
    fill = etree.SubElement(fills, MAIN + "fill")
    pattern = etree.SubElement(fill, MAIN + "patternFill", patternType="solid")
    etree.SubElement(pattern, MAIN + "fgColor", rgb=draw.choice(("FFFFFFFF", "FF000000")))
    own.set("fillId", str(len(fills) - 1))


def _styled(change: Style) -> Change:
    def changed(base: Base, members: list[Member], draw: Random) -> None:
        cell = draw.choice(base.entry_cells)
        sheet = sheet_of(base, members, cell.sheet)
        part = next((member for member in members if member.name == _STYLES), None)
        try:
            styles = etree.fromstring(part.content) if part is not None else None
        except etree.XMLSyntaxError:
            return  # an earlier mutation broke it
        element = sheet.cells.get(cell.a1) if sheet is not None else None
        number = "" if element is None else element.get("s", "0")
        if sheet is None or part is None or styles is None or element is None or not number.isdecimal():
            return
        if any(next(styles.iter(MAIN + name), None) is None for name in ("cellXfs", "fonts", "fills", "numFmts")):
            return  # likewise
        formats = _group(styles, "cellXfs")
        if int(number) >= len(formats):
            return
        own = etree.fromstring(etree.tostring(formats[int(number)], with_tail=False))
        formats.append(own)
        change(styles, own, draw)
        element.set("s", str(len(formats) - 1))
        part.content = etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)
        sheet.save()

    return changed


def _row(sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """The row of a figure is hidden, or hardly has a height."""
    row = next((row for row in sheet.rows if row.get("r") == str(cell.row + 1)), None)
    if row is None:
        return
    if draw.random() < 0.5:
        row.set("hidden", draw.choice(_YES))
    else:
        row.set("ht", draw.choice(_SMALL))
        row.set("customHeight", draw.choice(_YES))


def _column(sheet: Sheet, cell: CellRef, draw: Random) -> None:
    """The columns around a figure are hidden, or hardly have a width."""
    for column in sheet.root.iter(MAIN + "col"):
        first, last = column.get("min", ""), column.get("max", "")
        if first.isdecimal() and last.isdecimal() and int(first) <= cell.column + 1 <= int(last):
            if draw.random() < 0.5:
                column.set("hidden", draw.choice(_YES))
            else:
                column.set("width", draw.choice(_SMALL))
                column.set("customWidth", "1")


def _on_sheet(change: Callable[[Sheet, CellRef, Random], None]) -> Change:
    def changed(base: Base, members: list[Member], draw: Random) -> None:
        cell = draw.choice(base.entry_cells)
        sheet = sheet_of(base, members, cell.sheet)
        if sheet is not None:
            change(sheet, cell, draw)
            sheet.save()

    return changed


SIGHT: Mapping[str, Change] = {
    "sight-number-format": _styled(number_format),
    "sight-built-in-format": _styled(built_in_format),
    "sight-font": _styled(font),
    "sight-row": _on_sheet(_row),
    "sight-column": _on_sheet(_column),
}
