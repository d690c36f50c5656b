"""The parts of a workbook file, looked at and changed without any spreadsheet library, as an attacker would."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from support.parts import MAIN, sheet_parts
from xlsreport.layout.cells import CellRef, column_number

Value = int | float | str | bool


class Package:
    """One file; ``parts`` are its members, to be added to and taken from at will."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self._homes = sheet_parts(self.parts)
        self._roots: dict[str, etree._Element] = {}
        self._strings = self._shared_strings()

    def put_back(self, sheet: str) -> None:
        """Write a sheet's elements into its part, whose bytes are what counts from now on."""
        self.parts[self._homes[sheet]] = etree.tostring(self._roots.pop(sheet), encoding="UTF-8", xml_declaration=True)

    def save(self, target: Path) -> None:
        """Write everything, with the sheets as they are now."""
        for sheet in list(self._roots):
            self.put_back(sheet)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)

    def _shared_strings(self) -> list[str]:
        part = self.parts.get("xl/sharedStrings.xml")
        items = [] if part is None else etree.fromstring(part).iter(MAIN + "si")
        return [_text(item) for item in items]

    @property
    def sheets(self) -> dict[str, str]:
        """How visible each sheet is, by name, in the order of the tabs."""
        book = etree.fromstring(self.parts["xl/workbook.xml"])
        return {str(sheet.get("name")): sheet.get("state", "visible") for sheet in book.iter(MAIN + "sheet")}

    def root(self, sheet: str) -> etree._Element:
        """A sheet's elements."""
        if sheet not in self._roots:
            self._roots[sheet] = etree.fromstring(self.parts[self._homes[sheet]])
        return self._roots[sheet]

    @staticmethod
    def parsed(xml: str) -> etree._Element:
        """An element of the format's own vocabulary."""
        return etree.fromstring(f'<x xmlns="{MAIN[1:-1]}">{xml}</x>')[0]

    def elements(self, sheet: str, name: str) -> list[etree._Element]:
        """All elements of a sheet with a name."""
        return list(self.root(sheet).iter(MAIN + name))

    def part(self, sheet: str) -> str:
        """The name of a sheet's part."""
        return self._homes[sheet]

    def element(self, cell: CellRef) -> etree._Element:
        """The element of a cell, which must be there."""
        element = self._cell(cell)
        assert element is not None, f"{cell} is not in the sheet"
        return element

    def _made(self, cell: CellRef) -> etree._Element:
        """The element of a cell that has none yet, as programs make it: of its column's style, in its place."""
        row = next(row for row in self.elements(cell.sheet, "row") if row.get("r") == str(cell.row + 1))
        columns = self.elements(cell.sheet, "col")
        covers = (c for c in columns if int(str(c.get("min"))) <= cell.column + 1 <= int(str(c.get("max"))))
        column = next(covers, None)
        style = "0" if column is None else column.get("style", "0")
        made = self.parsed(f'<c r="{cell.a1}" s="{style}"/>')
        before = sum(column_number(str(c.get("r")).rstrip("0123456789")) < cell.column for c in row)
        row.insert(before, made)
        return self.element(cell)

    def value(self, cell: CellRef) -> Value | None:
        """What a cell displays."""
        element = self._cell(cell)
        if element is None:
            return None
        if element.get("t") == "inlineStr":
            return _text(element)
        text = element.findtext(MAIN + "v")
        if not text or element.get("t") in ("str", "e"):
            return text if element.get("t") else None
        return self._strings[int(text)] if element.get("t") == "s" else float(text)

    def formula(self, cell: CellRef) -> str | None:
        """A cell's formula."""
        element = self._cell(cell)
        return None if element is None else element.findtext(MAIN + "f")

    def merged(self, sheet: str) -> set[str]:
        """The merged areas of a sheet."""
        return {str(element.get("ref")) for element in self.elements(sheet, "mergeCell")}

    def hidden_rows(self, sheet: str) -> set[int]:
        """Rows out of sight, counted from 0."""
        rows = self.elements(sheet, "row")
        return {int(str(row.get("r"))) - 1 for row in rows if row.get("hidden") in ("1", "true")}

    def is_protected(self, sheet: str) -> bool:
        """Whether a sheet is locked."""
        return any(element.get("sheet") in ("1", "true") for element in self.elements(sheet, "sheetProtection"))

    def put(self, cell: CellRef, value: Value | None, formula: str | None = None, kind: str | None = None) -> None:
        """Set a cell as after typing into it, or with a formula and its result; ``kind`` is the type of a text."""
        element = self._made(cell) if self._cell(cell) is None else self.element(cell)
        element.attrib.pop("t", "")
        for child in list(element):
            element.remove(child)
        if formula is not None:
            etree.SubElement(element, MAIN + "f").text = formula
        if isinstance(value, str):
            element.set("t", kind or "str")
        if value is not None:
            etree.SubElement(element, MAIN + "v").text = str(value)

    def replace(self, part: str, old: str, new: str) -> None:
        """Change a text in a part, which must have it."""
        assert old.encode() in self.parts[part], f"{part} has no {old}"
        self.parts[part] = self.parts[part].replace(old.encode(), new.encode())

    def _cell(self, cell: CellRef) -> etree._Element | None:
        found = self.root(cell.sheet).xpath(f'.//*[local-name()="c"][@r="{cell.a1}"]')
        assert isinstance(found, list)
        return found[0] if found and isinstance(found[0], etree._Element) else None


def _text(item: etree._Element) -> str:
    return "".join(run.text or "" for run in item.iter(MAIN + "t"))
