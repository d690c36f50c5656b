"""The cells of one sheet, whether it was read fast or by the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Protocol

from xlsreport.submission.library import Rows
from xlsreport.submission.memory import Memory
from xlsreport.submission.sheets import At, Form, Frame, merged_in
from xlsreport.submission.source import formula_cells


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """Cells that are asked for together, of one workbook after the other."""

    cells: tuple[At, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the paragraphs of a section stand: from a row on, in a column; what helps to write them ends at another."""

    row: int
    column: int
    last_column: int

    def are_beside(self, row: int, column: int, *, is_text: bool) -> bool:
        """Whether something stands right of them, or a text over their numbers or over the guidance above them."""
        is_over = (row >= self.row and column < self.column) or row < self.row - 1
        return column > self.last_column or (is_text and is_over)


class SheetCells(Protocol):
    """The cells of a sheet; an empty one holds an empty text."""

    @property
    def height(self) -> int:
        """How many rows there are down to the last with something in it."""
        ...

    @property
    def filled(self) -> Iterable[At]:
        """The cells that are not empty, maybe with some that are."""
        ...

    def beside(self, lines: Lines) -> Iterable[At]:
        """Those of them that are beside lines of paragraphs."""
        ...

    @property
    def typed(self) -> Iterable[At]:
        """The cells with something other than text that is no result of a formula, as far as one can see."""
        ...

    @property
    def merged(self) -> tuple[str, ...]:
        """The merged areas, as the file writes them."""
        ...

    def value(self, row: int, column: int) -> Any:
        """What a cell holds, as the library gives it."""
        ...

    def values(self, asked: Asked) -> Sequence[Any]:
        """What cells hold."""
        ...

    @property
    def formulas(self) -> frozenset[At]:
        """The cells with formulas, as far as these are written in the usual way."""
        ...


_PLACED: Memory[tuple[Form, Asked], list[int]] = Memory(8_000_000)
"""Where the values of cells that are asked for are among those of a sheet."""
_BESIDE: Memory[tuple[Form, Lines], list[At]] = Memory(4_000_000)


@dataclass(frozen=True, eq=False, slots=True)
class ReadSheet:
    """An ordinary sheet with its values, as its form numbers them, and an empty text behind them."""

    frame: Frame
    form: Form
    _values: Sequence[Any] = field(repr=False)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self.form.height

    @property
    def filled(self) -> Iterable[At]:
        """The cells that are not empty."""
        return self.form.at

    def beside(self, lines: Lines) -> Iterable[At]:
        """Those that are beside lines of paragraphs."""
        found = _BESIDE.get((self.form, lines))
        if found is None:
            numbers = self.form.are_numbers.count(1)
            found = [at for at, place in self.form.at.items() if lines.are_beside(*at, is_text=place >= numbers)]
            _BESIDE.add((self.form, lines), found, 100 * len(found) + 200)
        return found

    @property
    def typed(self) -> Iterable[At]:
        """The cells with numbers that are no results."""
        return self.form.typed

    @property
    def merged(self) -> tuple[str, ...]:
        """The merged areas."""
        return self.frame.merged

    def value(self, row: int, column: int) -> Any:
        """What a cell holds."""
        return self._values[self.form.at.get((row, column), -1)]

    def values(self, asked: Asked) -> Sequence[Any]:
        """What cells hold."""
        places = _PLACED.get((self.form, asked))
        if places is None:
            places = [self.form.at.get(cell, -1) for cell in asked.cells]
            _PLACED.add((self.form, asked), places, 8 * len(places) + 200)
        values = self._values
        return [values[place] for place in places]

    @property
    def formulas(self) -> frozenset[At]:
        """The cells with formulas."""
        return self.form.formulas


@dataclass(frozen=True, eq=False)
class LibrarySheet:
    """A sheet whose values the library has read; what else there is to know is looked for in its part."""

    rows: Rows = field(repr=False)
    part: bytes = field(repr=False)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def filled(self) -> Iterable[At]:
        """The cells that are not empty."""
        return (
            (row, column)
            for row, values in enumerate(self.rows)
            for column, value in enumerate(values)
            if value != "" and value is not None
        )

    def beside(self, lines: Lines) -> Iterable[At]:
        """Those that are beside lines of paragraphs."""
        return (at for at in self.filled if lines.are_beside(*at, is_text=isinstance(self.value(*at), str)))

    @property
    def typed(self) -> Iterable[At]:
        """The cells with numbers, dates and truth values that are no results."""
        return (at for at in self.filled if not isinstance(self.value(*at), str) and at not in self.formulas)

    @cached_property
    def merged(self) -> tuple[str, ...]:
        """The merged areas."""
        return merged_in(self.part)

    def value(self, row: int, column: int) -> Any:
        """What a cell holds."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def values(self, asked: Asked) -> Sequence[Any]:
        """What cells hold."""
        return [self.value(*cell) for cell in asked.cells]

    @cached_property
    def formulas(self) -> frozenset[At]:
        """The cells with formulas."""
        return frozenset((cell.row, cell.column) for cell in formula_cells(self.part))


@lru_cache(maxsize=256)
def column_asked(column: int, first: int, height: int) -> Asked:
    """The cells of a column from a row on."""
    return Asked(tuple((row, column) for row in range(first, height)))
