"""What a file format must provide so that a submission can be read from it.

``xlsx/`` is the one format that is read. A second one, such as OpenDocument's .ods, is a room beside it with a class
that fits :class:`OpenedSpreadsheet`, and a branch in :mod:`xlsreport.submission.intake.open_file`, the only module of
``submission/`` that may import a format's room (``tests/test_architecture.py``). mypy compares the class with the
protocols there.

Rows and columns count from 0. Whatever cannot be read with certainty raises
:class:`~xlsreport.opc.invalid_file.InvalidFileError` while the file is opened; ``hidden_cells`` may raise it later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Literal, NamedTuple, Protocol

from xlsreport.values import Number

Value = str | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one holds an empty text. Numbers are floats, see :func:`xlsreport.values.exact`."""
RowColumn = tuple[int, int]
"""The row and column of a cell."""
Visibility = Literal["visible", "hidden", "very_hidden"]
"""Whether the tab of a sheet is seen; a very hidden one cannot be shown by the program's menus."""
Content = Literal["macro", "link", "connection", "hyperlink", "object", "picture"]
"""What a file may hold besides cells. Hyperlinks are those that lead to files or shared folders."""
HidingReason = Literal[
    "row",
    "filter",
    "column",
    "height",
    "width",
    "scrolled",
    "zoom",
    "size",
    "symbols",
    "colour",
    "repeated",
    "spread",
    "drawing",
    "rich_value",
    "table_style",
    "text_format",
    "rounding",
    "conditional_format",
    "conditional_look",
    "conditional_strike",
]
"""Why something is not seen as it is. Its row or column is hidden, or its row by a filter, or they are too low or
narrow; its sheet is fixed where the cell can never be scrolled to, or shown too small; its letters are too small,
symbols, or of the colour behind them; it is repeated all over its cell, or centred across others; a picture, shape,
chart, note or control lies over it; a data type is tied to it that may show something else; the style of a table hides
it or strikes it out; its number format shows no text, or rounds since the column is narrow; a conditional format shows
another figure, hides it, or strikes it out."""
Oddity = Literal["struck", "raised", "reordered"]
"""How letters may be shown: struck out, raised or lowered behind others, as the number of a footnote, or all of them in
another order."""
BROKEN_REFERENCE = "#REF!"
"""What a reference becomes when the cells that it leads to are deleted."""


class OwnWords(NamedTuple):
    """The words that belong beside the figures of a cell.

    A number format is to put ``suffix`` behind each of them, such as `` %``. ``unit`` is the one in which they are
    asked for: another beside a figure makes another figure of it; None where any unit that counts by one will do.
    ``hundredths`` says that a cell holds them, to be shown as a percentage: 0.405 as 40.5%.
    """

    suffix: str = ""
    unit: str | None = None
    hundredths: bool = False


ANY_WORDS, NO_WORDS, PERCENTAGE = OwnWords(), OwnWords(unit=""), OwnWords(unit="%", hundredths=True)
"""Of cells of which nothing is known, of those beside whose figures nothing may stand, and of a spreadsheet's own
percentages."""


class CellBlock(NamedTuple):
    """The cells of some columns in successive rows, as the lines of a list have them.

    ``words`` are those that belong beside the figures of some of the columns.
    """

    rows: range
    columns: tuple[int, ...]
    words: Mapping[int, OwnWords]


@dataclass(frozen=True, eq=False)
class CellQuery:
    """Cells that are asked for together, of one file after the other; a reader may keep what it worked out for them.

    ``words`` are those that belong beside the figures of some of these cells.
    ``blocks`` are cells besides ``cells``; what asks for values has none.
    """

    cells: tuple[RowColumn, ...]
    words: Mapping[RowColumn, OwnWords] = field(default_factory=dict)
    blocks: tuple[CellBlock, ...] = ()

    @cached_property
    def columns(self) -> tuple[int, int]:
        """The first and the last column that is asked for."""
        columns = [column for _, column in self.cells]
        columns += [column for block in self.blocks for column in block.columns]
        return min(columns), max(columns)

    @cached_property
    def by_row(self) -> Mapping[int, Set[int]]:
        """The columns of the cells without those of blocks, by rows."""
        found: dict[int, set[int]] = {}
        for row, column in self.cells:
            found.setdefault(row, set()).add(column)
        return found

    def has(self, row: int, column: int) -> bool:
        """Whether a cell is asked for."""
        in_blocks = any(row in block.rows and column in block.columns for block in self.blocks)
        return in_blocks or column in self.by_row.get(row, ())

    def own_words(self, row: int, column: int) -> OwnWords:
        """The words that belong beside the figure of a cell."""
        here = (block.words.get(column) for block in self.blocks if row in block.rows)
        return self.words.get((row, column)) or next(filter(None, here), ANY_WORDS)

    @cached_property
    def every(self) -> Sequence[RowColumn]:
        """All cells row by row, those of blocks one by one."""
        of_blocks = ((row, column) for block in self.blocks for row in block.rows for column in block.columns)
        return sorted({*self.cells, *of_blocks})


class HiddenCell(NamedTuple):
    """A cell with something in it that is not seen as it is.

    ``format`` is the number format that is the reason, where one is.
    """

    at: RowColumn
    reason: HidingReason
    format: str = ""


class SheetTab(Protocol):
    """A tab of a file, in their order."""

    @property
    def name(self) -> str:
        """What stands on it."""

    @property
    def visibility(self) -> Visibility:
        """Whether it is seen."""

    @property
    def has_cells(self) -> bool:
        """Whether it is a sheet of cells; otherwise it is a chart, a dialog …"""


class OpenedSheet(Protocol):
    """The cells of a sheet."""

    @property
    def name(self) -> str:
        """The name on its tab."""

    @property
    def height(self) -> int:
        """How many rows there are down to the last with something in it."""

    @property
    def merged(self) -> Sequence[str]:
        """The merged areas, such as ``A1:B2``."""

    @property
    def formula_texts(self) -> Mapping[RowColumn, str]:
        """By the cells with formulas: each as it is written, or empty where it is shared with another cell."""

    @property
    def formula_columns(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The rows with formulas, and the columns of these."""

    @property
    def broken_formulas(self) -> int:
        """How many formulas have lost cells that they led to."""

    @property
    def hidden_rows(self) -> tuple[int, ...]:
        """The rows that are hidden, or of no height."""

    @property
    def hidden_columns(self) -> Sequence[tuple[int, int]]:
        """The first and last of columns that are hidden, or of no width, as the file has them."""

    @property
    def is_protected(self) -> bool:
        """Whether cells that are locked cannot be changed."""

    @property
    def filled(self) -> Iterator[RowColumn]:
        """The cells with something in them, row by row; maybe with some that hold an empty text."""

    @property
    def typed(self) -> frozenset[RowColumn]:
        """The cells for a number, date or truth value of their own, not the result of a formula; some may be empty."""

    def typed_outside(self, rows: range, columns: range, /) -> Iterator[RowColumn]:
        """Those of ``typed`` that are not empty, and not within these rows and columns."""

    def value(self, row: int, column: int, /) -> Value:
        """What a cell holds."""

    def values(self, query: CellQuery, /) -> Sequence[Value]:
        """What cells hold."""

    def column(self, column: int, first: int, /) -> Sequence[Value]:
        """What the cells of a column hold from a row down to the end of the sheet."""

    def within(self, first: int, columns: range, /) -> Sequence[RowColumn]:
        """The cells with something in them, from a row on and within some columns, row by row."""

    def beside(self, first: int, columns: range, /) -> Sequence[RowColumn]:
        """The filled cells, but for those from a row on within some columns, and for numbers to the left of these."""

    def is_locked(self, row: int, column: int, /) -> bool:
        """Whether a cell cannot be changed while its sheet is protected."""

    def oddities(self, row: int, column: int, /) -> Iterator[tuple[Oddity, str]]:
        """Letters of a cell that are shown in another way than others; they are read all the same."""

    def misleading_day(self, row: int, column: int, language: str, /) -> str | None:
        """The format of a cell that holds a date, where it does not show this date to readers of a language."""

    def shows_percent(self, row: int, column: int, /) -> bool:
        """Whether a cell shows its number as a percentage: 0.405 as 40.5%."""

    def shows_digits(self, column: int, first: int, suffix: str, /) -> bool:
        """Whether it is certain of all numbers of a column, from a row on, that their formats show them as they are.

        A reader that tells it of many cells at once saves asking ``misleading_format`` of each.
        """

    def misleading_format(self, row: int, column: int, number: Number, /, words: OwnWords = ANY_WORDS) -> str | None:
        """The number format of a cell, where it shows another figure than this one with the words that belong to it."""


class OpenedSpreadsheet(Protocol):
    """A file that was opened."""

    @property
    def tabs(self) -> Sequence[SheetTab]:
        """All tabs."""

    @property
    def sheets(self) -> Mapping[str, OpenedSheet]:
        """The sheets of cells by their names, in the order of their tabs."""

    @property
    def contents(self) -> frozenset[Content]:
        """What there is besides cells."""

    @property
    def has_drawn_words(self) -> bool:
        """Whether there are words in a shape, a diagram or a chart."""

    @property
    def comments(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """By sheets, the comments: the address of each, and its text."""

    @property
    def odd_sheets(self) -> Mapping[str, OpenedSheet]:
        """The sheets in which some cell may be struck out or raised."""

    @property
    def shows_integers(self) -> bool:
        """Whether every number format of the file shows whole numbers as they are."""

    def shows_picture(self, sheet: str, row: int, column: int, /) -> bool:
        """Whether a cell shows a picture; asked of cells that hold an error, or nothing that can be read."""

    def hidden_cells(self, sheet: str, query: CellQuery) -> Iterator[HiddenCell]:
        """Those of some cells that hold something which is not seen as it is, in their order.

        Args:
            sheet: the sheet's name.
            query: the cells.
        """
