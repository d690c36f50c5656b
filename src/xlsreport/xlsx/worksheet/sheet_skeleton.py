"""A sheet without the values of its cells, shared by all files that differ in nothing else.

Everything that does not depend on the values is computed here, once for all these files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TypeVar, cast

from xlsreport.spreadsheet.opened_spreadsheet import BROKEN_REFERENCE, CellBlock, CellQuery, RowColumn
from xlsreport.xlsx.worksheet.sheet_rows import INLINE, NUMBER, RESULT, SHARED, SheetRow

T = TypeVar("T")
_NO_SLOTS: tuple[Mapping[int, int], int] = ({}, 0)
_MAX_ANSWERS = 128
"""Answers that a skeleton keeps; a definition asks each sheet for about ten, and for two of each column of a list."""
NO_VALUE = -1
"""The index of the value of an empty cell: the last one, which is an empty text."""


class SheetSkeleton:
    """The rows of a sheet without values.

    Values are numbered as the file has them; the texts that stand in the cells themselves follow, and last one empty
    text.

    Attributes:
        rows: all rows in their order.
        by_number: the same by their numbers.
        kinds: the types of all these, one letter each.
        by_kind: by each type that occurs in the file, always in the same order, the indexes of its values.
        inline: the texts that stand in cells themselves.
        height: how many rows there are down to the last with something in it.
        width: how many columns there are to the last with something in it.
        formula_columns: the rows with formulas, and the columns of these.
        hidden_rows: the rows that are hidden, or of no height.
        broken_formulas: how many formulas have lost cells that they led to.
    """

    def __init__(self, rows: Sequence[SheetRow]) -> None:
        self.rows = tuple(rows)
        self.by_number = {row.number: row for row in rows}
        begins = accumulate((len(row.kinds) for row in rows), initial=0)
        self._slots = {row.number: (row.slots, begin) for row, begin in zip(rows, begins, strict=False)}
        inline = [((row.number, column), text) for row in rows for column, text in row.inline.items()]
        self.inline = tuple(text for _, text in inline)
        kinds = "".join([row.kinds for row in rows])
        self._inline_at = {cell: index for index, (cell, _) in enumerate(inline, start=len(kinds))}
        self.kinds = kinds + INLINE * len(inline) + RESULT
        by_kind: dict[str, list[int]] = defaultdict(list)
        for at, kind in enumerate(kinds):
            by_kind[kind].append(at)
        self.by_kind = dict(sorted(by_kind.items(), reverse=True))
        self.height = max((row.number + 1 for row in rows if row.last >= 0), default=0)
        self.width = max((row.last + 1 for row in rows), default=0)
        self.formula_columns = tuple((row.number, row.calculated) for row in rows if row.calculated)
        self.hidden_rows = tuple(row.number for row in rows if row.is_hidden or row.height == 0)
        self.broken_formulas = sum([BROKEN_REFERENCE in text for row in rows for text in row.formulas.values()])
        self._answers: dict[tuple[object, ...], object] = {}

    def remembered(self, question: tuple[object, ...], find: Callable[[], T]) -> T:
        """An answer that no value has part in, since the next file of a definition is asked for the same.

        Cleared when full: each workbook with moved rows makes queries of its own.
        """
        known = self._answers.get(question)
        if known is None:
            known = find()
            if len(self._answers) >= _MAX_ANSWERS:
                self._answers.clear()
            self._answers[question] = known
        return cast(T, known)

    def latest(self, question: tuple[object, ...], beside: Sequence[object], find: Callable[[], T]) -> T:
        """The same for an answer in which other things have part as well; it is kept for those of the last file."""
        others, answer = self.remembered(question, lambda: (beside, find()))
        if others != beside:
            answer = find()
            self._answers[question] = beside, answer
        return answer

    def index(self, row: int, column: int) -> int:
        """The index of the value of a cell."""
        slots, begin = self._slots.get(row, _NO_SLOTS)
        slot = slots.get(column)
        return self._inline_at.get((row, column), NO_VALUE) if slot is None else begin + slot

    def numbers_in(self, styles: Container[int]) -> Iterator[tuple[int, int]]:
        """The indexes of numbers in cells of some formats, each with its format."""
        known: dict[int, Sequence[tuple[int, int]]] = {}
        for row, (_, begin) in zip(self.rows, self._slots.values(), strict=True):
            slots = known.get(id(row.slots))
            if slots is None:  # rows of one form share their slots, types and formats
                of_these = (
                    (slot, row.styles[column]) for column, slot in row.slots.items() if row.kinds[slot] == NUMBER
                )
                slots = known[id(row.slots)] = [(slot, style) for slot, style in of_these if style in styles]
            for slot, style in slots:
                yield begin + slot, style

    @cached_property
    def formula_texts(self) -> Mapping[RowColumn, str]:
        """The formulas by their cells, empty where one is shared with another cell."""
        return {(row.number, column): text for row in self.rows for column, text in row.formulas.items()}

    @cached_property
    def typed(self) -> frozenset[RowColumn]:
        """The cells with numbers, dates and truth values that are no results of formulas."""
        return frozenset((row.number, column) for row in self.rows for column in row.typed)

    def places(self, query: CellQuery) -> list[int]:
        """The indexes of the values of some cells."""
        return self.remembered(("places", query), lambda: [self.index(*cell) for cell in query.cells])

    def texts(self, query: CellQuery) -> Sequence[RowColumn]:
        """Those of some cells that hold shared texts, or texts of their own."""
        return self.remembered(
            ("texts", query), lambda: [at for at in query.every if self.kinds[self.index(*at)] in (SHARED, INLINE)]
        )

    def filled(self, query: CellQuery) -> tuple[Sequence[SheetRow], Mapping[tuple[int, int], Sequence[int]]]:
        """Of those cells that have something in them: the rows; and by column and format, the indexes of values."""
        return self.remembered(("filled", query), lambda: self._find_filled(query))

    def formats_of(self, query: CellQuery) -> Collection[int]:
        """The formats of those of some cells that have something in them."""
        return self.remembered(("formats", query), lambda: {style for _, style in self.filled(query)[1]})

    def _find_filled(self, query: CellQuery) -> tuple[Sequence[SheetRow], Mapping[tuple[int, int], Sequence[int]]]:
        rows: dict[int, SheetRow] = {}
        groups: dict[tuple[int, int], list[int]] = {}
        for number in query.by_row.keys() & self.by_number.keys():
            row = self.by_number[number]
            for column in query.by_row[number] & {*row.slots, *row.inline}:
                rows[number] = row
                groups.setdefault((column, row.styles[column]), []).append(self.index(number, column))
        for block in query.blocks:
            rows |= self._filled_among(block.rows, block.columns)
            self._group(block, groups)
        return tuple(rows.values()), groups

    def _filled_among(self, numbers: Iterable[int], columns: Collection[int]) -> Mapping[int, SheetRow]:
        """Those of some rows that have something in one of the columns."""
        rows = {number: row for number in numbers if (row := self.by_number.get(number)) is not None}
        return {number: row for number, row in rows.items() if row.inline or not row.slots.keys().isdisjoint(columns)}

    def _group(self, block: CellBlock, groups: dict[tuple[int, int], list[int]]) -> None:
        """Put the cells of a block into their groups."""
        rows = [self.by_number.get(number) for number in block.rows]
        formats = _formats_of(row for row in rows if row is not None)
        for column in block.columns:
            places = self.column(column, block.rows.start)[: len(block.rows)]
            styles = {each.get(column, 0) for each in formats}
            if len(styles) == 1:  # as in nearly all columns of a list
                groups.setdefault((column, styles.pop()), []).extend(place for place in places if place != NO_VALUE)
                continue
            for row, place in zip(rows, places, strict=False):
                if row is not None and place != NO_VALUE:
                    groups.setdefault((column, row.styles.get(column, 0)), []).append(place)

    def formats(self, column: int, first: int) -> Collection[int] | None:
        """The formats of a column from a row on; None where a cell in it states none."""
        rows = {id(row.styles): row for row in self.rows if row.number >= first}.values()  # one of each form
        if any(column in row.unstated for row in rows):
            return None
        return {row.styles[column] for row in rows if column in row.styles}

    def within(self, first: int, columns: range) -> Sequence[RowColumn]:
        """The cells with something in them, from a row on and within some columns, row by row."""
        rows = (row for row in self.rows if row.number >= first and row.last >= columns.start)
        return self.remembered(
            ("within", first, columns),
            lambda: [(row.number, c) for row in rows for c in (*row.slots, *row.inline) if c in columns],
        )

    def beside(self, first: int, columns: range) -> Sequence[RowColumn]:
        """The filled cells, but for those from a row on within some columns, and for numbers to the left of these."""
        return self.remembered(
            ("beside", first, columns),
            lambda: [
                (row.number, column)
                for row in self.rows
                for column in (*row.slots, *row.inline)
                if (row.number < first or column not in columns) and (column >= columns.stop or column not in row.typed)
            ],
        )

    def column(self, column: int, first: int) -> list[int]:
        """The indexes of the values of a column from a row down to the end of the sheet."""
        return self.remembered(("column", column, first), lambda: self._find_column(column, first))

    def _find_column(self, column: int, first: int) -> list[int]:
        found = [
            NO_VALUE if (slot := slots.get(column)) is None else begin + slot
            for slots, begin in self._slots_below(first)
        ]
        for (row, inline), index in self._inline_at.items():
            if inline == column and row >= first:
                found[row - first] = index
        return found

    def _slots_below(self, first: int) -> Sequence[tuple[Mapping[int, int], int]]:
        """Of each row from one on, filled or not: the slots of its values, and where these begin among all."""
        rows = range(first, self.height)
        return self.remembered(("below", first), lambda: [self._slots.get(number, _NO_SLOTS) for number in rows])


def _formats_of(rows: Iterable[SheetRow]) -> Collection[Mapping[int, int]]:
    """The formats by column of some rows, once where rows share them, as those of one form do."""
    return {id(row.styles): row.styles for row in rows}.values()
