"""Gives cells other formats: a style of their own that is like theirs but for what is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from abuse.package import Package
from support.parts import MAIN
from xlsreport.layout.cells import CellRef

STYLES = "xl/styles.xml"
Change = Mapping[str, Mapping[str, str]]
"""Elements of a font, each with its attributes, such as ``{"color": {"rgb": "FFFFFFFF"}}``."""

_FIRST_OWN = 200
"""Numbers of formats that no program has used before; those below 164 are built in."""


def restyled(
    cells: Iterable[CellRef],
    *,
    code: str | None = None,
    number: int | None = None,
    font: Change | None = None,
    fill: str | None = None,
    alignment: Mapping[str, str] | None = None,
) -> Callable[[Package], None]:
    """Cells get a number format by its code or its built-in number, a font, a fill, an alignment."""
    chosen = tuple(cells)

    def change(file: Package) -> None:
        styles = etree.fromstring(file.parts[STYLES])
        id_ = str(number if number is not None else 0) if code is None else _number_format(styles, code)
        for cell in chosen:
            element = file.element(cell)
            own = _copy(_group(styles, "cellXfs"), int(element.get("s", "0")))
            if code is not None or number is not None:
                own.attrib.update({"numFmtId": id_, "applyNumberFormat": "1"})
            if font is not None:
                own.attrib.update({"fontId": _font(styles, int(own.get("fontId", "0")), font), "applyFont": "1"})
            if fill is not None:
                own.attrib.update({"fillId": _fill(styles, fill), "applyFill": "1"})
            if alignment is not None:
                for old in own.findall(MAIN + "alignment"):
                    own.remove(old)
                own.insert(0, etree.Element(MAIN + "alignment", dict(alignment)))
                own.set("applyAlignment", "1")
            element.set("s", str(len(_group(styles, "cellXfs")) - 1))
        file.parts[STYLES] = etree.tostring(styles, encoding="UTF-8", xml_declaration=True)

    return change


def add_conditional(file: Package, cells: CellRef, dxf: str, rule: str = 'type="expression"') -> None:
    """A conditional format that always holds, with what it makes of a cell (the content of a ``dxf``)."""
    number = add_dxf(file, dxf)
    body = f'<cfRule {rule} dxfId="{number}" priority="1"><formula>TRUE</formula></cfRule>'
    add_before_validations(
        file, cells.sheet, f'<conditionalFormatting sqref="{cells.a1}">{body}</conditionalFormatting>'
    )


def add_dxf(file: Package, dxf: str) -> int:
    """What a conditional format or a table style makes of a cell, by its number."""
    styles = etree.fromstring(file.parts[STYLES])
    group = _group(styles, "dxfs")
    group.append(file.parsed(f"<dxf>{dxf}</dxf>"))
    group.set("count", str(len(group)))
    file.parts[STYLES] = etree.tostring(styles, encoding="UTF-8", xml_declaration=True)
    return len(group) - 1


def add_table_styles(file: Package, xml: str) -> None:
    """Styles of tables, in place of those that the file has."""
    styles = etree.fromstring(file.parts[STYLES])
    for old in styles.findall(f"{MAIN}tableStyles"):
        styles.remove(old)
    styles.append(file.parsed(xml))
    file.parts[STYLES] = etree.tostring(styles, encoding="UTF-8", xml_declaration=True)


def add_before_validations(file: Package, sheet: str, xml: str) -> None:
    """An element where conditional formats stand: before the entry checks, which every sheet of figures has."""
    before = next(file.root(sheet).iter(MAIN + "dataValidations"))
    before.addprevious(file.parsed(xml))


def add_extension(file: Package, sheet: str, xml: str) -> None:
    """An extension at the end of a sheet."""
    add_before_validations(file, sheet, f"<extLst>{xml}</extLst>")
    listed = file.elements(sheet, "extLst")[0]
    file.root(sheet).append(listed)


def _group(styles: etree._Element, name: str) -> etree._Element:
    return next(styles.iter(MAIN + name))


def _copy(group: etree._Element, number: int) -> etree._Element:
    copy = etree.fromstring(etree.tostring(group[number], with_tail=False))
    group.append(copy)
    group.set("count", str(len(group)))
    return copy


def _number_format(styles: etree._Element, code: str) -> str:
    group = _group(styles, "numFmts")
    id_ = str(_FIRST_OWN + len(group))
    etree.SubElement(group, MAIN + "numFmt", numFmtId=id_, formatCode=code)
    group.set("count", str(len(group)))
    return id_


def _font(styles: etree._Element, number: int, change: Change) -> str:
    own = _copy(_group(styles, "fonts"), number)
    for name, attributes in change.items():
        for old in own.findall(MAIN + name):
            own.remove(old)
        own.insert(0, etree.Element(MAIN + name, dict(attributes)))
    return str(len(_group(styles, "fonts")) - 1)


def _fill(styles: etree._Element, rgb: str) -> str:
    group = _group(styles, "fills")
    fill = etree.SubElement(group, MAIN + "fill")
    pattern = etree.SubElement(fill, MAIN + "patternFill", patternType="solid")
    etree.SubElement(pattern, MAIN + "fgColor", rgb=rgb)
    group.set("count", str(len(group)))
    return str(len(group) - 1)
