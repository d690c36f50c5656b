"""Looks into the parts of an .xlsx file without any spreadsheet library, and makes changed copies of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import IO

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_KEPT = 16
"""Files whose formulas are kept: as many as a test hands to an engine at a time."""

Cell = tuple[str, str]
"""The name of a sheet and an address such as ``D7``."""


def parts(file: Path | IO[bytes]) -> dict[str, bytes]:
    """The parts of the package by name."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_parts(package: Mapping[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name, in the order of the tabs."""
    relations = etree.fromstring(package["xl/_rels/workbook.xml.rels"])
    targets = {item.get("Id"): str(item.get("Target")) for item in relations}
    sheets = etree.fromstring(package["xl/workbook.xml"]).iter(MAIN + "sheet")
    found = {str(sheet.get("name")): targets[sheet.get(_RELATION)] for sheet in sheets}
    return {name: target.removeprefix("/") if "xl/" in target else f"xl/{target}" for name, target in found.items()}


def sheet_roots(file: Path | IO[bytes]) -> dict[str, etree._Element]:
    """The parsed sheets by name."""
    package = parts(file)
    return {name: etree.fromstring(package[part]) for name, part in sheet_parts(package).items()}


def formulas(file: Path) -> dict[Cell, str]:
    """The text of every formula, without its equals sign."""
    return {cell: text for cell, (text, _) in _formula_cells(file.read_bytes()).items()}


def cached_values(file: Path) -> dict[Cell, str | float]:
    """What the file itself says is the result of each formula; an empty text where it shows nothing."""
    return {cell: value for cell, (_, value) in _formula_cells(file.read_bytes()).items()}


@lru_cache(_KEPT)
def _formula_cells(package: bytes) -> Mapping[Cell, tuple[str, str | float]]:
    """Text and result of each formula: a file whose engines are compared is asked for them half a dozen times."""
    return {
        (sheet, str(element.get("r"))): (element.findtext(MAIN + "f") or "", _value(element))
        for sheet, root in sheet_roots(io.BytesIO(package)).items()
        for element in root.iter(MAIN + "c")
        if element.find(MAIN + "f") is not None
    }


def _value(element: etree._Element) -> str | float:
    text = element.findtext(MAIN + "v") or ""
    return float(text) if text and element.get("t", "n") == "n" else text


def rewritten(file: Path, target: Path, change: Callable[[str, str], str]) -> Path:
    """A copy of which every part of text went through ``change(part name, text)``."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, change(name, source.read(name).decode()))
    return target


def with_cell(file: Path, target: Path, cell: Cell, content: str, kind: str = "") -> Path:
    """A copy in which a cell holds other elements, such as ``<v>3</v>``, as after typing; ``kind`` is its t=."""
    said = f' t="{kind}"' if kind else ""
    part = sheet_parts(parts(file))[cell[0]]
    pattern = re.compile(rf'<c r="{cell[1]}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)')

    def change(name: str, text: str) -> str:
        if name != part:
            return text
        changed, count = pattern.subn(lambda m: f'<c r="{cell[1]}"{m[1] or ""}{said}>{content}</c>', text)
        assert count == 1, f"{cell} is not in the sheet"
        return changed

    return rewritten(file, target, change)
