"""One sheet of a package, whose cells can be changed by their addresses."""

from __future__ import annotations

import re

from lxml import etree

from fuzz.archive import Member
from fuzz.bases import Base
from support.parts import MAIN
from xlsreport.layout.cells import CellRef, column_letters

_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)


class Sheet:
    """The parsed part of a sheet; ``save`` puts it back."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self.root = etree.fromstring(member.content, _PARSER)
        self.rows = list(self.root.iter(MAIN + "row"))
        self.cells = {cell.get("r", ""): cell for cell in self.root.iter(MAIN + "c")}

    def save(self) -> None:
        """Write what was changed into the package."""
        self._member.content = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def clear(self, cell: CellRef) -> None:
        """Take the value, and the formula, out of a cell."""
        element = self.cells.get(cell.a1)
        if element is not None:
            element.attrib.pop("t", "")
            del element[:]

    def put(self, cell: CellRef, kind: str, text: str) -> None:
        """Let a cell hold a text as the value of a type."""
        element = self.cells.get(cell.a1)
        if element is None:
            return
        self.clear(cell)
        if kind != "n":
            element.set("t", kind)
        home = etree.SubElement(element, MAIN + "is") if kind == "inlineStr" else element
        etree.SubElement(home, MAIN + ("t" if kind == "inlineStr" else "v")).text = text

    def exchange(self, one: CellRef, other: CellRef) -> None:
        """Let two cells have each other's content."""
        first, second = self.cells.get(one.a1), self.cells.get(other.a1)
        if first is None or second is None:
            return
        types = first.get("t"), second.get("t")
        first[:], second[:] = list(second), list(first)
        for element, kind in ((first, types[1]), (second, types[0])):
            element.attrib.pop("t", "")
            if kind is not None:
                element.set("t", kind)

    def shift(self, row: int, column: int, rows: int, columns: int) -> None:
        """Give everything from a row and a column on addresses that are so much further, as inserting does."""
        for line in self.rows:
            number = line.get("r", "0")  # which an earlier mutation may have made anything
            if number.isdecimal() and int(number) > row:
                line.set("r", str(int(number) + rows))
        for cell in self.cells.values():
            match = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", ""))
            if match is None:
                continue
            at = CellRef("", int(match[2]) - 1, _number(match[1]))
            down, right = rows if at.row >= row else 0, columns if at.column >= column else 0
            cell.set("r", f"{column_letters(at.column + right)}{at.row + down + 1}")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def sheet_of(base: Base, members: list[Member], name: str) -> Sheet | None:
    """A sheet of the package by its name; None where an earlier mutation took it away or broke it."""
    member = next((member for member in members if member.name == base.parts[name]), None)
    try:
        sheet = Sheet(member) if member is not None else None
    except etree.XMLSyntaxError:
        return None
    return sheet if sheet is not None and sheet.rows and sheet.cells else None
