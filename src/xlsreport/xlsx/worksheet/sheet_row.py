"""A row of a sheet without the values of its cells, so that many files can share it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from xlsreport.xlsx.cell_format.cell_fonts import Font

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


class CellText(NamedTuple):
    """The text of a cell.

    Attributes:
        text: all characters.
        struck: those that are struck out by a font of their own.
        raised: digits that are raised or lowered behind others.
        plain: the characters without a font of their own, where that is not all of them.
        runs: pieces with a font of their own, each with its font.
        is_reordered: whether characters are shown in another order than they have.
    """

    text: str
    struck: str = ""
    raised: str = ""
    plain: str | None = None
    runs: tuple[tuple[str, Font], ...] = ()
    is_reordered: bool = False

    @property
    def is_odd(self) -> bool:
        """Whether something in it is struck out, raised or shown in another order."""
        return bool(self.struck or self.raised or self.is_reordered)

    @property
    def rest(self) -> str:
        """The characters that have the font of the cell."""
        return self.text if self.plain is None else self.plain


_NOTHING: Mapping[int, Any] = MappingProxyType({})
"""Shared by all rows without cells."""


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
