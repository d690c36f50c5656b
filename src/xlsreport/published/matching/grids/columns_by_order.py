"""Columns by the order of the labels, where cells have no true columns or spans were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.published.matching.grids.cell_grid import words_of
from xlsreport.published.matching.grids.headings import BlockLabels, Slot, as_in_form, follows_form, says_nothing
from xlsreport.published.matching.grids.table_bands import HeadedBand
from xlsreport.published.matching.labels.expected_labels import ExpectedLabel, ExpectedLine


class ColumnsByOrder:
    """The columns of one block: the labels come in the very order of the form, or in one row of known labels."""

    def __init__(self, headed: HeadedBand, labels: BlockLabels) -> None:
        self._grid = headed.grid
        self._band = headed.band
        self._labels = labels
        self._block = labels.block

    def slots(self) -> tuple[Slot, ...] | None:
        """The columns by the order of the labels, where that is the form's, or where each is a column of its own."""
        texts = list(self.texts())
        found = [frozenset(match.label for match in self._labels.of_columns(text)) for text in texts]
        if follows_form(found, self._block):
            slots = [Slot(column, self._words_for(column, texts, found)) for column in self._block.columns]
            return (*slots, *(self._blank_ends() if len(self._band.heading) == 1 else ()))
        return self._in_one_row() if self._is_flat() else None

    def _in_one_row(self) -> tuple[Slot, ...] | None:
        """The columns of a heading of one row, each known by its own words; blank cells are columns, too."""
        texts = self._last_row()
        matches = [self._labels.of_columns(text) for text in texts]
        labels = [{match.label for match in several} for several in matches]
        single = [[column for column in self._block.columns if column.own in known] for known in labels]
        if any(len(columns) > 1 or (known and not columns) for columns, known in zip(single, labels, strict=True)):
            return None
        columns = [columns[0] for columns in single if columns]
        if not columns or len(set(columns)) < len(columns):
            return None
        slots = [
            Slot(own[0] if own else None, (text,) if text else (), several[0].likeness if several else None)
            for text, own, several in zip(texts, single, matches, strict=True)
        ]
        return as_in_form(slots, self._block)

    def _last_row(self) -> Sequence[str]:
        """The cells of the last row of headings, but for the corner above the row labels."""
        last = self._band.heading[-1]
        texts = [words_of(cell) for cell in self._grid.rows[last] if cell.row == last]
        if self._block.rows_have_words and last == self._band.heading[0] and not self._labels.of_columns(texts[0]):
            texts = texts[1:]
        return [text for text in texts if self._labels.of_columns(text) or not self._labels.is_stub(text)]

    def _blank_ends(self) -> Iterator[Slot]:
        """The cells without words at the end of the headings, as where a heading was merged over several columns."""
        cells = [cell for cell in self._grid.rows[self._band.heading[-1]] if cell.row == self._band.heading[-1]]
        while cells and not words_of(cells.pop()):
            yield Slot(None, ())

    def _is_flat(self) -> bool:
        """Whether the columns stand in one row, and above it nothing but what heads several of them."""
        own = {column.own for column in self._block.columns}
        above = (cell for row in self._band.heading[:-1] for cell in self._grid.rows[row] if words_of(cell))
        labels = [{match.label for match in self._labels.of_columns(words_of(cell))} for cell in above]
        return all(known and not known & own for known in labels)

    def texts(self) -> Iterator[str]:
        """What the headings say in reading order, but for the corner above the row labels."""
        cells = (cell for row in self._band.heading for cell in self._grid.rows[row] if cell.row == row)
        for number, cell in enumerate(cells):
            text = words_of(cell)
            is_known = bool(text) and bool(self._labels.of_columns(text))
            if not text or (not is_known and (says_nothing(text) or self._labels.is_stub(text))):
                continue
            if number == 0 and not is_known and self._block.rows_have_words:
                continue
            yield text

    def _words_for(
        self, column: ExpectedLine, texts: Sequence[str], found: Sequence[frozenset[ExpectedLabel]]
    ) -> tuple[str, ...]:
        return tuple(text for text, labels in zip(texts, found, strict=True) if column.own in labels)[:1]
