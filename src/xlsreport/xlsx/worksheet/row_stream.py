"""Parses the rows of a sheet in one pass; only elements and attributes of the grammar are accepted."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS, column_number
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Attributes, Element
from xlsreport.spreadsheet.opened_spreadsheet import BROKEN_REFERENCE
from xlsreport.xlsx.markup.attribute_values import flag, length, outline_level
from xlsreport.xlsx.markup.grammar import ATTRIBUTES, expect_known
from xlsreport.xlsx.worksheet.rich_text import text_of
from xlsreport.xlsx.worksheet.sheet_row import DATE, INLINE, KINDS, NUMBER, TRUTH, CellText, SheetRow

_MAX_LETTERS = 9
"""Letters of an address that is parsed at all; the last column has three."""
_OF_ROWS = ATTRIBUTES["row"]
_OF_CELLS = ATTRIBUTES["c"]
_NO_TEXTS = (NUMBER, TRUTH, DATE)
_BARE = frozenset(("r", "spans", "s", "customFormat"))
"""Attributes of a row that has only a format. Formats are often copied down to the last row of a sheet."""
_NO_VALUES: list[str] = []
_IN_SHEET, _IN_ROW, _IN_CELL, _IN_VALUE, _IN_INLINE = range(5)


class ParsedRows(NamedTuple):
    """Rows in their order, and the values of each as written in the file."""

    rows: list[SheetRow]
    values: list[list[str]]


class RowStream:
    """Handles the events of a parser within ``sheetData``, and collects the rows.

    ``leave`` is called at their end. Raises InvalidFileError where something stands that no program writes, or
    that programs read differently.
    """

    def __init__(self, main_namespace: str, leave: Callable[[], None]) -> None:
        self.found = ParsedRows([], [])
        self._leave = leave
        self._row_name, self._cell_name = f"{main_namespace} row", f"{main_namespace} c"
        self._value_name, self._formula_name = f"{main_namespace} v", f"{main_namespace} f"
        self._inline_name = f"{main_namespace} is"
        self._level = _IN_SHEET
        self._number = self._column = -1
        self._digits = ""
        self._text: list[str] = []
        self._path: list[Element] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        level = self._level
        if name == self._cell_name and level == _IN_ROW:
            self._begin_cell(attributes)
        elif level == _IN_CELL and name in (self._value_name, self._formula_name):
            self._begin_content(name, attributes)
        elif name == self._row_name and level == _IN_SHEET:
            self._begin_row(attributes)
        elif level == _IN_CELL and name == self._inline_name:
            self._begin_inline(name, attributes)
        elif level == _IN_INLINE:
            element = Element(name, attributes)
            self._path[-1].children.append(element)
            self._path.append(element)
        else:
            raise InvalidFileError("ambiguous")

    def end(self, name: str) -> None:
        """An element ends."""
        level = self._level
        if level == _IN_CELL:
            if self._has_inline or self._kind == INLINE:
                self._expect_one_text()
            self._level = _IN_ROW
        elif level == _IN_VALUE:
            self._end_content(name)
        elif level == _IN_ROW:
            self._end_row()
        elif level == _IN_INLINE:
            self._end_inline()
        else:
            self._leave()
            del self._leave  # breaks a reference cycle with the object that owns this one

    def text(self, characters: str) -> None:
        """Characters; those between elements mean nothing to any program."""
        if self._level == _IN_VALUE:
            self._text.append(characters)
        elif self._level == _IN_INLINE:
            self._path[-1].text += characters

    def _begin_row(self, attributes: Attributes) -> None:
        if not attributes.keys() <= _OF_ROWS:
            expect_known("row", attributes)
        stated = attributes.get("r")
        number = self._number + 1 if stated is None else _row_number(stated)
        if not self._number < number < MAX_ROWS:
            raise InvalidFileError("damaged")
        self._number, self._column, self._digits = number, -1, str(number + 1)
        self._row_attributes = attributes
        self._slots: dict[int, int] = {}
        self._kinds: list[str] = []
        self._styles: dict[int, int] = {}
        self._formulas: dict[int, str] = {}
        self._inline: dict[int, CellText] = {}
        self._stand_ins: set[int] = set()
        self._unstated: set[int] = set()
        self._row_style = attributes.get("s") if flag(attributes, "customFormat") else None
        self._values: list[str] = []
        self._level = _IN_ROW

    def _end_row(self) -> None:
        self._level = _IN_SHEET
        attributes = self._row_attributes
        if not self._styles and attributes.keys() <= _BARE:
            self.found.rows.append(SheetRow(self._number))
            self.found.values.append(_NO_VALUES)
            return
        row = SheetRow(
            number=self._number,
            last=max((*self._slots, *self._formulas, *self._inline), default=-1),
            slots=self._slots,
            kinds="".join(self._kinds),
            styles=self._styles,
            formulas=self._formulas,
            calculated=tuple(self._formulas),
            broken=sum(BROKEN_REFERENCE in formula for formula in self._formulas.values()),
            typed=tuple(c for c, slot in self._slots.items() if self._is_typed(c, self._kinds[slot])),
            inline=self._inline,
            is_hidden=flag(attributes, "hidden"),
            height=length(attributes, "ht"),
            stand_ins=frozenset(self._stand_ins),
            outline=outline_level(attributes),
            is_collapsed=flag(attributes, "collapsed"),
            unstated=frozenset(self._unstated),
        )
        self.found.rows.append(row)
        self.found.values.append(self._values)

    def _is_typed(self, column: int, kind: str) -> bool:
        return kind in _NO_TEXTS and column not in self._formulas

    def _begin_cell(self, attributes: Attributes) -> None:
        if not attributes.keys() <= _OF_CELLS:
            expect_known("c", attributes)
        address, digits = attributes.get("r"), self._digits
        if address is None:
            column = self._column + 1
        else:
            is_near = address.endswith(digits) and len(address) <= len(digits) + _MAX_LETTERS
            column = _column(address[: -len(digits)]) if is_near else -1
            if column < 0:
                raise InvalidFileError("ambiguous")
        if not self._column < column < MAX_COLUMNS:
            raise InvalidFileError("damaged")
        self._column = column
        style = attributes.get("s", self._row_style)
        if style is None:
            self._unstated.add(column)
        self._styles[column] = _style_number("0" if style is None else style)
        kind = KINDS.get(attributes.get("t", "n"))
        if kind is None:
            raise InvalidFileError("ambiguous")
        self._kind = kind
        self._value: str | None = None
        self._has_formula = self._has_inline = False
        if "vm" in attributes:
            self._stand_ins.add(column)
        self._level = _IN_CELL

    def _expect_one_text(self) -> None:
        """Only a cell of the type ``inlineStr`` has a text of its own, and it has no value besides."""
        if self._has_inline != (self._kind == INLINE) and (self._has_inline or self._value is not None):
            raise InvalidFileError("ambiguous")

    def _begin_content(self, name: str, attributes: Attributes) -> None:
        local = "v" if name == self._value_name else "f"
        expect_known(local, attributes)
        if self._value is not None or self._has_inline or (local == "f" and self._has_formula):
            raise InvalidFileError("damaged")  # a second value or formula, or a formula behind its value
        if local == "f":
            self._has_formula = True
        self._text = []
        self._level = _IN_VALUE

    def _end_content(self, name: str) -> None:
        text = "".join(self._text)
        self._level = _IN_CELL
        if name == self._formula_name:
            self._formulas[self._column] = text
            return
        self._value = text
        self._slots[self._column] = len(self._values)
        self._kinds.append(self._kind)
        self._values.append(text)

    def _begin_inline(self, name: str, attributes: Attributes) -> None:
        if self._value is not None or self._has_inline or attributes:
            raise InvalidFileError("ambiguous")
        self._has_inline = True
        self._path = [Element(name, attributes)]
        self._level = _IN_INLINE

    def _end_inline(self) -> None:
        element = self._path.pop()
        if not self._path:
            self._inline[self._column] = text_of(element)
            self._level = _IN_CELL


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
