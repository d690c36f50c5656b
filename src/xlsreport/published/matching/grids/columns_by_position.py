"""Columns by what stands above them, in a table whose cells have true columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlsreport.published.matching.grids.cell_grid import words_of
from xlsreport.published.matching.grids.headings import BlockLabels, Slot, as_in_form, says_nothing
from xlsreport.published.matching.grids.table_bands import HeadedBand
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, ExpectedLabel, ExpectedLine
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.publication.publication import PublishedCell


class ColumnsByPosition:
    """The columns of one block: a figure belongs to the label right above it, which must be headed as in the form."""

    def __init__(self, headed: HeadedBand, labels: BlockLabels) -> None:
        self._headed = headed
        self._grid = headed.grid
        self._band = headed.band
        self._labels = labels
        self._block = labels.block

    def slots(self) -> tuple[Slot, ...] | None:
        """The columns by what stands above them; None where the labels stand as they cannot."""
        read = [self._candidates(chain) for chain in self._chains()]
        if any(candidates is None for candidates, *_ in read):
            return None
        known = [number for number, (candidates, *_) in enumerate(read) if candidates]
        if not known:
            return ()
        begin = self._stub_end(before=read[known[0]][3])
        inner = [each for each in read if each[3] >= begin]
        right = self.right
        while inner and not inner[-1][1] and (inner[-1][3] >= right or not self._filled(inner[-1][3])):
            inner.pop()
        chosen = _chosen([candidates or () for candidates, *_ in inner], self._block, self._headed.context)
        slots = [
            Slot(column, words, likeness, first, end, is_doubtful=not words and self._may_have_moved(first))
            for column, (_, words, likeness, first, end) in zip(chosen, inner, strict=True)
        ]
        columns = [slot.column for slot in slots if slot.column is not None]
        if len(set(columns)) < len(columns):
            return None
        return self._undisputed(self._untorn(as_in_form(slots, self._block)))

    def _untorn(self, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """The columns without those whose labels may have moved: a row of headings has no cell where one is due.

        Where a cell is left out of a row, those behind it move to the left, and each stands above another's figures.
        """
        if not self._headed.every_cell_is_written or not slots:
            return slots
        moved = {column for row in self._band.heading for column in self._moved(row, slots[0].first)}
        return tuple(replace(slot, column=None) if slot.first in moved else slot for slot in slots)

    def _moved(self, row: int, begin: int) -> Iterator[int]:
        """The columns of figures below the same heading as a position at which a row of headings has no cell."""
        for column in range(begin, self.right):
            if self._grid.covering(row, column) is None:
                above = self._grid.covering(row - 1, column) if row - 1 in self._band.heading else None
                yield from (
                    range(begin, self.right) if above is None else range(above.column, above.column + above.width)
                )

    def _undisputed(self, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """The columns by what stands above them, without those that are others by the order of the nearest labels.

        A span that is a column short puts the labels behind it below the wrong heading, and their order is still right.
        """
        if len(slots) != len(self._block.columns) or all(slot.column for slot in slots):
            return slots
        pairs = list(zip(slots, self._block.columns, strict=True))
        if not all(self._is_named(slot, column) for slot, column in pairs):
            return slots
        return tuple(slot if slot.column is column else replace(slot, column=None) for slot, column in pairs)

    def _is_named(self, slot: Slot, column: ExpectedLine) -> bool:
        """Whether the nearest label above a printed column is that of a column of the form."""
        matches = self._labels.of_columns(slot.words[0]) if slot.words else ()
        return any(match.label == column.own for match in matches)

    @property
    def right(self) -> int:
        """The column behind all headings."""
        cells = (cell for row in self._band.heading for cell in self._grid.rows[row])
        return max((cell.column + cell.width for cell in cells), default=0)

    def _filled(self, column: int) -> int:
        """In how many rows something is printed in a column."""
        cells = (self._grid.covering(row, column) for row in self._band.body)
        return sum(cell is not None and bool(words_of(cell)) for cell in cells)

    def _may_have_moved(self, column: int) -> bool:
        """Whether so few rows have something in a column that their cells may have moved there."""
        return self._filled(column) <= max(1, len(self._band.body) // 2)

    def _stub_end(self, *, before: int) -> int:
        """The column behind the labels of rows and what stands beside them, at most the first that is known."""
        if not self._block.rows_have_words:
            return 0
        heads = (
            cell.column + cell.width
            for row in self._band.heading
            for cell in self._grid.rows[row]
            if self._labels.is_stub(words_of(cell))
        )
        labels = (
            cell.column + cell.width
            for row in self._band.body
            for cell in self._grid.rows[row]
            if self._labels.is_row(words_of(cell))
        )
        return max((end for end in (*heads, *labels) if end <= before), default=before)

    def _chains(self) -> Iterator[tuple[tuple[PublishedCell, ...], int, int]]:
        """The labels above each printed column, the nearest first; columns below one nearest label are one."""
        last: tuple[tuple[PublishedCell, ...], int, int] | None = None
        for column in range(self._grid.width):
            above = (self._grid.covering(row, column) for row in reversed(self._band.heading))
            chain = tuple(dict.fromkeys(cell for cell in above if cell is not None and words_of(cell)))
            if last is not None and chain and last[0][:1] == chain[:1]:
                last = (last[0], last[1], column + 1)
                continue
            if last is not None:
                yield last
            last = (chain, column, column + 1)
        if last is not None:
            yield last

    def _candidates(
        self, column: tuple[tuple[PublishedCell, ...], int, int]
    ) -> tuple[tuple[ExpectedLine, ...] | None, tuple[str, ...], Likeness | None, int, int]:
        """The columns of the form that a printed column may be; None where its labels contradict each other."""
        chain, first, end = column
        words = tuple(words_of(cell) for cell in chain)
        pairs = zip(chain, words, strict=True)
        telling = [(cell, text) for cell, text in pairs if self._labels.of_columns(text) or not says_nothing(text)]
        if not telling:
            return (), words, None, first, end
        own = self._labels.of_columns(telling[0][1])
        labels = {match.label for match in own}
        above = [{match.label for match in self._labels.of_columns(text)} for _, text in telling[1:]]
        unknown = [each for each, known in zip(telling[1:], above, strict=True) if not known]
        if not own:  # a column of the form has no further headings below its own
            is_below = any(column.own in known for column in self._block.columns for known in above)
            return (None if is_below else ()), words, None, first, end
        fits = tuple(column for column in self._block.columns if column.own in labels)
        if not fits:  # it only heads others
            return (), words, None, first, end
        if any(self._labels.is_stub(text) for _, text in unknown):
            return None, words, None, first, end  # a column of figures stands below the corner
        if any(cell.width == 1 for cell, _ in unknown) and self._share_a_heading(fits):
            return None, words, None, first, end  # other words stand where the form has what heads several columns
        if unknown and self._heads_elsewhere(fits, set().union(*above)):
            return None, words, None, first, end
        heads = tuple(column for column in fits if _is_headed(column, [known for known in above if known]))
        return (heads or None), words, own[0].likeness, first, end

    def _share_a_heading(self, columns: Sequence[ExpectedLine]) -> bool:
        """Whether some columns stand below a heading of the form that has others below it, too."""
        heads = {column.above[-1] for column in columns if column.above}
        return any(sum(head in column.above for column in self._block.columns) > 1 for head in heads)

    def _heads_elsewhere(self, columns: Sequence[ExpectedLine], above: set[ExpectedLabel]) -> bool:
        """Whether what should head some columns is printed, and other words stand above them."""
        cells = (words_of(cell) for row in self._band.heading for cell in self._grid.rows[row])
        printed = {match.label for text in cells for match in self._labels.of_columns(text)}
        return any(printed & set(column.above) - above for column in columns)


def _is_headed(column: ExpectedLine, above: Sequence[set[ExpectedLabel]]) -> bool:
    """Whether all known labels above a column head it in the form."""
    return all(labels & set(column.above) for labels in above)


def _chosen(
    candidates: Sequence[Sequence[ExpectedLine]], block: ExpectedBlock, context: frozenset[ExpectedLabel]
) -> Sequence[ExpectedLine | None]:
    """One column for each printed one, where labels, what is printed above the table, or the whole order decide."""
    if len(candidates) == len(block.columns) and all(map(_contains, candidates, block.columns)):
        return block.columns
    heads = context & set(block.column_labels)
    found: list[ExpectedLine | None] = []
    for columns in candidates:
        narrowed = [column for column in columns if heads and heads <= set(column.above)] or list(columns)
        found.append(narrowed[0] if len(narrowed) == 1 else None)
    return found


def _contains(candidates: Sequence[ExpectedLine], column: ExpectedLine) -> bool:
    return column in candidates
