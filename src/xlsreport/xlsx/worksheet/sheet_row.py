"""One row of a sheet as it is written, without the values of its cells, which differ from file to file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

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
"""What a cell's value is ([ECMA-376] part 1, 18.18.11): a number, the number of a shared string, the text that a
formula gave, a truth value, an error, a date in ISO 8601, or a text that stands in the cell itself."""


@dataclass(frozen=True, slots=True)
class CellText:
    """A text as it is read.

    ``struck`` and ``raised`` are what in it looks otherwise than it is read: struck out, or raised behind digits.
    ``plain`` is what looks as its cell says, where that is not all of it. ``runs`` are the letters that have a font of
    their own.
    """

    text: str
    struck: str = ""
    raised: str = ""
    plain: str | None = None
    runs: tuple[tuple[str, Font], ...] = ()

    @property
    def is_odd(self) -> bool:
        """Whether something in it looks otherwise than it is read."""
        return bool(self.struck or self.raised)

    @property
    def rest(self) -> str:
        """What in it looks as its cell says."""
        return self.text if self.plain is None else self.plain


_NOTHING: Mapping[int, Any] = MappingProxyType({})
"""Shared by all rows without cells."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row; its ``number`` and all columns count from 0.

    ``last`` is the last column with something in it. ``slots`` leads from a column to its value among the row's values;
    ``kinds`` has the kind of each of these, one letter each. ``styles`` are the styles of all cells that are there.
    ``formulas`` are the texts of formulas, empty where one is shared with another cell; ``calculated`` are the columns
    of these, and ``broken`` says how many have lost cells that they led to. ``typed`` are the columns with numbers,
    dates and truth values that are no results of formulas. ``inline`` are the texts that stand in the row itself.
    ``height`` is in points, where the row states one. ``stand_ins`` are columns whose values only stand for something
    else, such as a picture. ``outline`` is the depth of its group; ``is_collapsed`` says that the deeper group above it
    is closed. ``unstated`` are the columns of cells that state no style, where the row states none either.
    """

    number: int
    last: int = -1
    slots: Mapping[int, int] = field(default_factory=lambda: _NOTHING)
    kinds: str = ""
    styles: Mapping[int, int] = field(default_factory=lambda: _NOTHING)
    formulas: Mapping[int, str] = field(default_factory=lambda: _NOTHING)
    calculated: tuple[int, ...] = ()
    broken: int = 0
    typed: tuple[int, ...] = ()
    inline: Mapping[int, CellText] = field(default_factory=lambda: _NOTHING)
    is_hidden: bool = False
    height: float | None = None
    stand_ins: frozenset[int] = frozenset()
    outline: int = 0
    is_collapsed: bool = False
    unstated: frozenset[int] = frozenset()
