"""A row without its number, its formulas and the values of its cells, so that rows that are alike are parsed once.

Most lines of a form, and nearly all of a long list, differ in nothing else. The number of a row is repeated in the
address of each cell; what a formula says is a text, whatever it refers to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from xlsreport.layout.cells import MAX_ROWS
from xlsreport.xlsx.markup.plain_text import BLANKS, plain_texts
from xlsreport.xlsx.worksheet.sheet_rows import SheetRow

ADDRESS, FORMULA = b"\x01", b"\x02"
"""Stand for the number of a row at the end of an address, and for a formula; XML can contain neither."""
ROW = b"<row "
_NUMBER = re.compile(b'r="([1-9][0-9]{0,6})"')
_FORMULA = re.compile(b'<f(?: aca="false")?>([^<]*)</f>')
"""The formula of one cell. LibreOffice states of each that it is not always calculated, which it is without, too."""
_CELL = re.compile(b'<c r="[A-Z]{1,3}\x01')
_NO_ADDRESS = re.compile(b"(?<![A-Z])\x01")
_TAGS = (b"</", b"<f ", b"<is>", b"<t>", b"<t ")
"""What else may stand between the tags of a row's cells: no element with an address."""


class CutRow(NamedTuple):
    """A row in pieces.

    Attributes:
        number: of the row, from 0.
        key: its form, or all of it where its form does not say everything.
        formulas: what was cut out of the form; None where ``key`` is all of the row.
    """

    number: int
    key: bytes
    formulas: Sequence[str] | None


def cut_rows(rows: bytes) -> Sequence[CutRow] | None:
    """The rows of a sheet in pieces; None where one is not written as programs usually do.

    Args:
        rows: all of them, without values.
    """
    pieces = _FORMULA.split(rows)
    formulas = plain_texts(pieces[1::2])
    whole = rows.split(ROW)
    if formulas is None or whole[0].strip(BLANKS):
        return None
    bare = FORMULA.join(pieces[::2]).split(ROW) if formulas else whole
    found, shares, at = list[CutRow](), cache(is_shared), 0
    for row, without in zip(whole[1:], bare[1:], strict=True):
        number = _NUMBER.match(row)
        if number is None or int(number[1]) > MAX_ROWS:
            return None
        end = number[1] + b'"'
        form = without[number.end() :].replace(end, ADDRESS)
        is_form = shares(form)
        if not is_form:  # the number may be that of a format, too
            form = _NO_ADDRESS.sub(end, form)
            is_form = shares(form)
        begin, at = at, at + without.count(FORMULA)
        found.append(CutRow(int(number[1]) - 1, *((form, formulas[begin:at]) if is_form else (row, None))))
    return found


def is_shared(form: bytes) -> bool:
    """Whether rows of this form differ in nothing but what was cut out: its marks are the addresses of all cells."""
    cells = len(_CELL.findall(form))
    return cells == form.count(ADDRESS) and form.count(b"<") == cells + sum(map(form.count, _TAGS))


class RowForm(NamedTuple):
    """What rows of one form have in common.

    Attributes:
        row: one of them.
        columns: of the formulas that were cut out, in their order.
        common: all but number and formulas.
    """

    row: SheetRow
    columns: Sequence[int]
    common: tuple[Any, ...]

    @classmethod
    def of(cls, row: SheetRow, cut: CutRow) -> RowForm:
        """The form of a row that was parsed."""
        cells = () if cut.formulas is None else zip(row.styles, cut.key.split(ADDRESS)[1:], strict=True)
        return cls(row, [column for column, cell in cells if FORMULA in cell], row[2:])

    def filled(self, cut: CutRow) -> SheetRow:
        """The row of this form with another's number and formulas."""
        formulas: Mapping[int, str] = self.row.formulas
        if cut.formulas:
            formulas = {**formulas, **dict(zip(self.columns, cut.formulas, strict=True))}
        return SheetRow(cut.number, formulas, *self.common)
