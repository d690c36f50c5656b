"""Types plain numbers over a workbook's formulas, as a clerk does who has taken the protection off."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsreport.layout.cells import CellRef

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DOCUMENT = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_BOOK = "xl/workbook.xml"
_BOOK_LINKS = "xl/_rels/workbook.xml.rels"
_NO_CLOCK = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can state."""

_CELL = r'<c\b(?=[^>]*\sr="{a1}")(?P<attributes>[^>]*?)(?:/>|>.*?</c>)'
_RESULT = re.compile(r"(</f>|<f\b[^>]*/>)<v(?:\s*/>|>[^<]*</v>)")


def type_over(workbook: bytes, numbers: Mapping[CellRef, int | Decimal]) -> bytes:
    """The workbook with a plain number in each of the cells; the cells keep their styles.

    What formulas gave before is forgotten throughout, since some of it follows from the cells that were typed over:
    Excel, WPS and LibreOffice calculate it again when they open the file. The same arguments give the same bytes.

    Raises:
        KeyError: the workbook has no such sheet, or the sheet no such cell.
    """
    parts = _unzipped(workbook)
    sheets = _sheet_parts(parts)
    for part in sheets.values():
        parts[part] = _RESULT.sub(r"\1", parts[part].decode()).encode()
    for cell, number in numbers.items():
        part = sheets[cell.sheet]
        parts[part] = _typed(parts[part].decode(), cell, number).encode()
    return _zipped(parts)


def _typed(xml: str, cell: CellRef, number: int | Decimal) -> str:
    """The sheet with one cell replaced; everything else stays as it is written, namespaces included."""

    def plain(match: re.Match[str]) -> str:
        attributes = re.sub(r'\s+t="[^"]*"', "", match["attributes"])
        return f"<c{attributes}><v>{number}</v></c>"

    typed, count = re.subn(_CELL.format(a1=cell.a1), plain, xml, flags=re.DOTALL)
    if not count:
        raise KeyError(str(cell))
    return typed


def _sheet_parts(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """Which part of the package holds each sheet."""
    links = {
        link.attrib["Id"]: posixpath.normpath(posixpath.join("xl", link.attrib["Target"]))
        for link in ElementTree.fromstring(parts[_BOOK_LINKS]).iter(f"{_PACKAGE}Relationship")
    }
    sheets = ElementTree.fromstring(parts[_BOOK]).iter(f"{_MAIN}sheet")
    return {sheet.attrib["name"]: links[sheet.attrib[f"{_DOCUMENT}id"]] for sheet in sheets}


def _unzipped(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = ZipInfo(name, _NO_CLOCK)
            info.compress_type = ZIP_DEFLATED
            file.writestr(info, content)
    return stream.getvalue()
