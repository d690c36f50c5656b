"""The rows of a sheet without the values of their cells, so that many files can share them.

They are made of the elements within ``sheetData``; only elements and attributes of the grammar are accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.etree import ElementTree

from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS, column_number
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Element, attributes_of
from xlsreport.xlsx.markup.attribute_values import flag, length, outline_level
from xlsreport.xlsx.markup.grammar import ATTRIBUTES, expect_known
from xlsreport.xlsx.worksheet.rich_text import CellText, text_of

NUMBER, SHARED, RESULT, TRUTH, ERROR, DATE, INLINE = "nstbedi"
KINDS: Mapping[str, str] = {
    "n": NUMBER,
    "s": SHARED,
    "str": RESULT,
    "b": TRUTH,
    "e": ERROR,
    "d": DATE,
    "inlineStr": INLINE,
}
"""Types of cell values ([ECMA-376] part 1, 18.18.11): a number, the number of a shared string, the text that a
formula gave, a truth value, an error, a date in ISO 8601, or a text that stands in the cell itself."""
_MAX_ADDRESS = 16
"""Characters of an address that is parsed at all; that of the last cell has ten."""
_OF_ROWS = ATTRIBUTES["row"]
_OF_CELLS = ATTRIBUTES["c"]
_NO_TEXTS = (NUMBER, TRUTH, DATE)
_BARE = frozenset(("r", "spans", "s", "customFormat"))
"""Attributes of a row that has only a format. Formats are often copied down to the last row of a sheet."""
_NO_VALUES: list[str] = []
_NOTHING: Mapping[int, Any] = MappingProxyType({})
"""Shared by all rows without cells."""


class FormulaGroup(NamedTuple):
    """What makes a formula one for several cells ([ECMA-376] part 1, 18.3.1.40).

    Attributes:
        kind: ``shared``, ``array`` or ``dataTable``.
        area: the cells, as they are written.
        number: by which the other cells of a shared formula refer to it.
    """

    kind: str
    area: str
    number: str


class SheetRow(NamedTuple):
    """A row: a tuple, since a sheet may have thousands, which take a third of the time of other objects to make.

    Its number and all columns count from 0.

    Attributes:
        number: of the row.
        formulas: by column, the text of its formula; empty where it is shared with another cell.
        last: the last column with something in it; -1 where there is none.
        slots: by column, the index of its value among the row's values.
        kinds: the type of each value, one letter each.
        styles: by column, the number of the cell's format.
        calculated: the columns with formulas.
        typed: the columns with numbers, dates and truth values that are no results of formulas.
        inline: by column, texts that stand in the row itself.
        is_hidden: whether the row says so itself.
        height: in points, where the row states one.
        stand_ins: columns whose values only stand for something else, such as a picture.
        outline: the level of its group.
        is_collapsed: whether the deeper group above the row is closed.
        unstated: columns of cells that state no format, where the row states none either.
        groups: by column, of formulas that are not for their cell alone.
    """

    number: int
    formulas: Mapping[int, str] = _NOTHING
    last: int = -1
    slots: Mapping[int, int] = _NOTHING
    kinds: str = ""
    styles: Mapping[int, int] = _NOTHING
    calculated: tuple[int, ...] = ()
    typed: tuple[int, ...] = ()
    inline: Mapping[int, CellText] = _NOTHING
    is_hidden: bool = False
    height: float | None = None
    stand_ins: frozenset[int] = frozenset()
    outline: int = 0
    is_collapsed: bool = False
    unstated: frozenset[int] = frozenset()
    groups: Mapping[int, FormulaGroup] = _NOTHING


class ParsedRows(NamedTuple):
    """Rows in their order, and the values of each as written in the file."""

    rows: list[SheetRow]
    values: list[list[str]]


def parse_rows(listed: ElementTree.Element) -> ParsedRows:
    """The rows of a sheet.

    Args:
        listed: its ``sheetData``, whose namespace is that of all within it. Texts between elements mean nothing.

    Raises:
        InvalidFileError: something stands there that no program writes, or that programs read differently.
    """
    namespace = listed.tag[: -len("sheetData")]
    row_name, names = f"{namespace}row", _CellNames(*(namespace + local for local in ("c", "v", "f", "is")))
    found, above = ParsedRows([], []), -1
    for element in listed:
        if element.tag != row_name:
            raise InvalidFileError("ambiguous")
        row, values = _row(element, above, names)
        found.rows.append(row)
        found.values.append(values)
        above = row.number
    return found


class _CellNames(NamedTuple):
    """The names of the elements within rows."""

    cell: str
    value: str
    formula: str
    inline: str


def _row(element: ElementTree.Element, above: int, names: _CellNames) -> tuple[SheetRow, list[str]]:
    """A row and its values; ``above`` is the number of the one before."""
    attributes = element.attrib
    if not attributes.keys() <= _OF_ROWS:
        attributes = attributes_of(element)
        expect_known("row", attributes)
    stated = attributes.get("r")
    number = above + 1 if stated is None else _row_number(stated)
    if not above < number < MAX_ROWS:
        raise InvalidFileError("damaged")
    cells = _RowCells(names)
    cells.take(element, str(number + 1), attributes.get("s") if flag(attributes, "customFormat") else None)
    if not cells.styles and attributes.keys() <= _BARE:
        return SheetRow(number), _NO_VALUES
    row = SheetRow(
        number=number,
        last=max((*cells.slots, *cells.formulas, *cells.inline), default=-1),
        slots=cells.slots,
        kinds="".join(cells.kinds),
        styles=cells.styles,
        formulas=cells.formulas,
        calculated=tuple(cells.formulas),
        typed=tuple([c for c, slot in cells.slots.items() if cells.is_typed(c, slot)]),
        inline=cells.inline,
        is_hidden=flag(attributes, "hidden"),
        height=length(attributes, "ht"),
        stand_ins=frozenset(cells.stand_ins),
        outline=outline_level(attributes),
        is_collapsed=flag(attributes, "collapsed"),
        unstated=frozenset(cells.unstated),
        groups=cells.groups,
    )
    return row, cells.values


class _RowCells:
    """What the cells of a row hold, by column."""

    def __init__(self, names: _CellNames) -> None:
        self._names = names
        self.slots: dict[int, int] = {}
        self.kinds: list[str] = []
        self.values: list[str] = []
        self.styles: dict[int, int] = {}
        self.formulas: dict[int, str] = {}
        self.inline: dict[int, CellText] = {}
        self.stand_ins: set[int] = set()
        self.unstated: set[int] = set()
        self.groups: dict[int, FormulaGroup] = {}

    def is_typed(self, column: int, slot: int) -> bool:
        """Whether a value is a number, date or truth value that no formula gave."""
        return self.kinds[slot] in _NO_TEXTS and column not in self.formulas

    def take(self, row: ElementTree.Element, digits: str, row_style: str | None) -> None:
        """Take all cells of a row.

        Args:
            row: the element.
            digits: the number of the row as addresses have it.
            row_style: the format of cells that state none, as the row states it.
        """
        column = -1
        for cell in row:
            attributes = cell.attrib
            if cell.tag != self._names.cell:
                raise InvalidFileError("ambiguous")
            if not attributes.keys() <= _OF_CELLS:
                attributes = attributes_of(cell)
                expect_known("c", attributes)
            before, address = column, attributes.get("r")
            column = before + 1 if address is None else _column_of(address, digits)
            if column < 0:
                raise InvalidFileError("ambiguous")
            if not before < column < MAX_COLUMNS:
                raise InvalidFileError("damaged")
            style = attributes.get("s", row_style)
            if style is None:
                self.unstated.add(column)
            self.styles[column] = 0 if style is None else _style_number(style)
            kind = KINDS.get(attributes.get("t", "n"))
            if kind is None:
                raise InvalidFileError("ambiguous")
            if "vm" in attributes:
                self.stand_ins.add(column)
            if len(cell):
                self._add_contents(cell, column, kind)

    def _add_contents(self, cell: ElementTree.Element, column: int, kind: str) -> None:
        """Take what is in a cell: a formula and the value that it gave, a value, or a text of its own."""
        names = self._names
        value: str | None = None
        for item in cell:
            tag = item.tag
            if tag == names.inline:
                if value is not None or column in self.inline or item.keys():
                    raise InvalidFileError("ambiguous")
                self.inline[column] = text_of(Element(item))
                continue
            is_formula = tag == names.formula
            if not is_formula and tag != names.value:
                raise InvalidFileError("ambiguous")
            if item.keys():
                attributes = attributes_of(item)
                expect_known("f" if is_formula else "v", attributes)
                if "t" in attributes:
                    self.groups[column] = FormulaGroup(*(attributes.get(name, "") for name in ("t", "ref", "si")))
            if value is not None or column in self.inline or (is_formula and column in self.formulas):
                raise InvalidFileError("damaged")  # a second value or formula, or a formula behind its value
            if len(item):
                raise InvalidFileError("ambiguous")
            if is_formula:
                self.formulas[column] = item.text or ""
            else:
                value = item.text or ""
        if value is not None:
            self.slots[column] = len(self.values)
            self.kinds.append(kind)
            self.values.append(value)
        # Only a cell of the type inlineStr has a text of its own, and it has no value besides.
        if (column in self.inline) != (kind == INLINE) and (column in self.inline or value is not None):
            raise InvalidFileError("ambiguous")


def _column_of(address: str, digits: str) -> int:
    """The column of a cell in a row of this number; -1 where it is written in an unusual way."""
    is_near = address.endswith(digits) and len(address) <= _MAX_ADDRESS
    return _column(address[: -len(digits)]) if is_near else -1


@lru_cache(maxsize=MAX_COLUMNS)
def _column(letters: str) -> int:
    """The number of a column; -1 for anything else."""
    return column_number(letters) if letters.isascii() and letters.isalpha() and letters.isupper() else -1


@lru_cache(maxsize=4096)
def _style_number(digits: str) -> int:
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 6):
        raise InvalidFileError("damaged")
    return int(digits)


def _row_number(digits: str) -> int:
    is_plain = digits.isascii() and digits.isdecimal() and len(digits) < 8 and digits[0] != "0"
    return int(digits) - 1 if is_plain else -1
