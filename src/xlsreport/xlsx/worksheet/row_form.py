"""A row without its number and the values of its cells, so that the lines of a long list are parsed once for all.

Such rows differ in the number that each cell's address and the formulas beside the line repeat. In a form it is cut out
where it stands in a reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsreport.layout.cells import MAX_ROWS
from xlsreport.xlsx.worksheet.sheet_row import SheetRow

MARK = b"\x01"
"""Stands for the number of a row that was cut out; XML cannot contain it."""
_NUMBER = re.compile(b'r="([1-9][0-9]{0,6})"')
_OUTSIDE_REFERENCES = re.compile(rb"\x01(?:(?<![A-Z$]\x01)|(?=[0-9\x01]))")
"""The digits of a row's number without a column before them, or within a longer number."""
_COMMON = SheetRow._fields[2:]
"""What rows of one form have in common: all but the number and the formulas."""
_WHERE_IT_MAY_STAND = re.compile(rb'<c r="[A-Z]{1,3}\x01"|>[^<]*')
"""Addresses of cells, and what is between tags."""


def cut_number(row: bytes) -> tuple[bytes, bytes] | None:
    """The digits of a row's number, and its form; None where the row is not written as programs usually do.

    Args:
        row: from its first attribute on, without values.
    """
    found = _NUMBER.match(row)
    if found is None or int(found[1]) > MAX_ROWS:
        return None
    return found[1], _marked(row[found.end() - 1 :], found[1])


def is_shared(form: bytes) -> bool:
    """Whether rows with this form differ in nothing but their numbers, where these are known to stand for them.

    References to characters could hide a letter before the number; texts in the cells themselves are kept as they are.
    """
    if b"&#" in form or b"inlineStr" in form or form.count(b">") != form.count(b"<") + 1:
        return False
    return MARK not in _WHERE_IT_MAY_STAND.sub(b"", form)


@dataclass(frozen=True, slots=True)
class RowForm:
    """A parsed row, its formulas with the mark in place of its number, and what rows of the form have in common."""

    row: SheetRow
    formulas: Mapping[int, str]
    common: tuple[Any, ...]

    @classmethod
    def of(cls, row: SheetRow, digits: bytes) -> RowForm:
        """The form of a row of this number."""
        marked = {column: _marked(text.encode(), digits).decode() for column, text in row.formulas.items()}
        return cls._with(row, marked)

    @classmethod
    def of_one(cls, row: SheetRow) -> RowForm:
        """The form that no other row has."""
        return cls._with(row, row.formulas)

    @classmethod
    def _with(cls, row: SheetRow, formulas: Mapping[int, str]) -> RowForm:
        return cls(row, formulas, row[2:])

    def numbered(self, digits: bytes) -> SheetRow:
        """The row of this form that has a number."""
        number = int(digits) - 1
        if number == self.row.number:
            return self.row
        mark, written = MARK.decode(), digits.decode()
        formulas = {column: text and text.replace(mark, written) for column, text in self.formulas.items()}
        return SheetRow(number, formulas, *self.common)


def _marked(text: bytes, digits: bytes) -> bytes:
    """A text with the mark in place of these digits, wherever a column stands before them."""
    return _OUTSIDE_REFERENCES.sub(digits, text.replace(digits, MARK))
