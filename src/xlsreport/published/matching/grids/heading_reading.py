"""HEADINGS → COLUMNS: which column of the form each printed column is.

Two ways lead there. Where cells have true columns, a figure belongs to the label right above it, and the labels above
that one must be those that head it in the form. Where only the order of the cells is left, or where spans were lost so
that labels stand above the wrong columns, the labels must come in the very order of the form, or be a single row of
columns each of which is known by its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xlsreport.published.matching.grids.cell_grid import CellGrid, words_of
from xlsreport.published.matching.grids.table_bands import Band
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, ExpectedLabel, ExpectedLine
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.matching.labels.label_order import in_order
from xlsreport.published.matching.labels.label_wording import wording_of
from xlsreport.published.matching.labels.printed_units import is_unit
from xlsreport.published.matching.labels.vocabulary import LabelMatch, Vocabulary
from xlsreport.published.publication.publication import PublishedCell


@dataclass(frozen=True, slots=True)
class Slot:
    """A printed column of figures.

    Attributes:
        column: what it is in the form; None where its heading does not say.
        words: its headings, the nearest to the figures first.
        likeness: of its own heading.
        first: the column in which it begins, in a table with true columns.
        end: the column behind it.
        is_doubtful: whether it has no heading, and few rows have something there: their cells may have moved.
    """

    column: ExpectedLine | None
    words: tuple[str, ...]
    likeness: Likeness | None = None
    first: int = 0
    end: int = 0
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The printed columns of figures of a band, as columns of one block.

    ``aligned`` where they have true columns, which end before ``right``; ``assumed`` where the headings stand elsewhere
    and say nothing here.
    """

    block: ExpectedBlock
    slots: tuple[Slot, ...]
    aligned: bool
    assumed: bool = False
    right: int = 0

    @property
    def columns(self) -> tuple[ExpectedLine, ...]:
        """The columns that are known."""
        return tuple(slot.column for slot in self.slots if slot.column is not None)


class HeadingReader:
    """Reads the headings of a band.

    Args:
        grid: the table.
        band: its headings and the rows below them.
        vocabulary: the labels of the form.
        context: labels that were printed above the table.
        every_cell_is_written: whether the format writes blank cells, too.
    """

    def __init__(
        self,
        grid: CellGrid,
        band: Band,
        vocabulary: Vocabulary,
        context: frozenset[ExpectedLabel],
        *,
        every_cell_is_written: bool,
    ) -> None:
        self._every_cell_is_written = every_cell_is_written
        self._grid = grid
        self._band = band
        self._vocabulary = vocabulary
        self._context = context

    def read(self, block: ExpectedBlock) -> Heading | None:
        """The columns of a block that the headings name; None where they name none of them for certain."""
        slots = self._by_columns(block) if self._grid.exact else None
        if slots is not None:
            slots = self._undisputed(self._untorn(slots), block)
            is_known = any(slot.column for slot in slots)
            return Heading(block, slots, aligned=True, right=self._right) if is_known else None
        slots = self._by_order(block)
        return None if slots is None else Heading(block, slots, aligned=False)

    def _column_matches(self, text: str, block: ExpectedBlock) -> tuple[LabelMatch, ...]:
        found = self._vocabulary.matches(text)
        return tuple(match for match in found if match.block is block and match.role == "column")

    def _is_stub(self, text: str, block: ExpectedBlock) -> bool:
        return any(match.role == "stub" and match.block is block for match in self._vocabulary.matches(text))

    def _by_columns(self, block: ExpectedBlock) -> tuple[Slot, ...] | None:
        """The columns by what stands above them; None where the labels stand as they cannot."""
        read = [self._candidates(chain, block) for chain in self._chains()]
        if any(candidates is None for candidates, *_ in read):
            return None
        known = [number for number, (candidates, *_) in enumerate(read) if candidates]
        if not known:
            return ()
        begin = self._stub_end(block, before=read[known[0]][3])
        inner = [each for each in read if each[3] >= begin]
        right = self._right
        while inner and not inner[-1][1] and (inner[-1][3] >= right or not self._filled(inner[-1][3])):
            inner.pop()
        chosen = _chosen([candidates or () for candidates, *_ in inner], block, self._context)
        slots = [
            Slot(column, words, likeness, first, end, is_doubtful=not words and self._may_have_moved(first))
            for column, (_, words, likeness, first, end) in zip(chosen, inner, strict=True)
        ]
        columns = [slot.column for slot in slots if slot.column is not None]
        return None if len(set(columns)) < len(columns) else _in_order(slots, block)

    def _untorn(self, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """The columns without those whose labels may have moved: a row of headings has no cell where one is due.

        Where a cell is left out of a row, those behind it move to the left, and each stands above another's figures.
        """
        if not self._every_cell_is_written or not slots:
            return slots
        moved = {column for row in self._band.heading for column in self._moved(row, slots[0].first)}
        return tuple(replace(slot, column=None) if slot.first in moved else slot for slot in slots)

    def _moved(self, row: int, begin: int) -> Iterator[int]:
        """The columns of figures below the same heading as a position at which a row of headings has no cell."""
        for column in range(begin, self._right):
            if self._grid.covering(row, column) is None:
                above = self._grid.covering(row - 1, column) if row - 1 in self._band.heading else None
                yield from (
                    range(begin, self._right) if above is None else range(above.column, above.column + above.width)
                )

    def _undisputed(self, slots: tuple[Slot, ...], block: ExpectedBlock) -> tuple[Slot, ...]:
        """The columns by what stands above them, without those that are others by the order of the nearest labels.

        A span that is a column short puts the labels behind it below the wrong heading, and their order is still right.
        """
        if len(slots) != len(block.columns) or all(slot.column for slot in slots):
            return slots
        pairs = list(zip(slots, block.columns, strict=True))
        if not all(self._is_named(slot, column, block) for slot, column in pairs):
            return slots
        return tuple(slot if slot.column is column else replace(slot, column=None) for slot, column in pairs)

    def _is_named(self, slot: Slot, column: ExpectedLine, block: ExpectedBlock) -> bool:
        """Whether the nearest label above a printed column is that of a column of the form."""
        matches = self._column_matches(slot.words[0], block) if slot.words else ()
        return any(match.label == column.own for match in matches)

    @property
    def _right(self) -> int:
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

    def _stub_end(self, block: ExpectedBlock, *, before: int) -> int:
        """The column behind the labels of rows and what stands beside them, at most the first that is known."""
        if not block.rows_have_words:
            return 0
        heads = (
            cell.column + cell.width
            for row in self._band.heading
            for cell in self._grid.rows[row]
            if self._is_stub(words_of(cell), block)
        )
        labels = (
            cell.column + cell.width
            for row in self._band.body
            for cell in self._grid.rows[row]
            if any(match.block is block and match.role == "row" for match in self._vocabulary.matches(words_of(cell)))
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
        self, column: tuple[tuple[PublishedCell, ...], int, int], block: ExpectedBlock
    ) -> tuple[tuple[ExpectedLine, ...] | None, tuple[str, ...], Likeness | None, int, int]:
        """The columns of the form that a printed column may be; None where its labels contradict each other."""
        chain, first, end = column
        words = tuple(words_of(cell) for cell in chain)
        telling = [text for text in words if self._column_matches(text, block) or not _says_nothing(text)]
        if not telling:
            return (), words, None, first, end
        own = self._column_matches(telling[0], block)
        labels = {match.label for match in own}
        above = [{match.label for match in self._column_matches(text, block)} for text in telling[1:]]
        if not own:  # a column of the form has no further headings below its own
            is_below = any(column.own in known for column in block.columns for known in above)
            return (None if is_below else ()), words, None, first, end
        fits = tuple(column for column in block.columns if column.own in labels)
        if not fits:  # it only heads others
            return (), words, None, first, end
        if any(not known and self._is_stub(text, block) for text, known in zip(telling[1:], above, strict=True)):
            return None, words, None, first, end  # a column of figures stands below the corner
        if not all(above) and self._heads_elsewhere(fits, set().union(*above), block):
            return None, words, None, first, end
        heads = tuple(column for column in fits if _is_headed(column, [known for known in above if known]))
        return (heads or None), words, own[0].likeness, first, end

    def _heads_elsewhere(
        self, columns: Sequence[ExpectedLine], above: set[ExpectedLabel], block: ExpectedBlock
    ) -> bool:
        """Whether what should head some columns is printed, and other words stand above them."""
        cells = (words_of(cell) for row in self._band.heading for cell in self._grid.rows[row])
        printed = {match.label for text in cells for match in self._column_matches(text, block)}
        return any(printed & set(column.above) - above for column in columns)

    def _by_order(self, block: ExpectedBlock) -> tuple[Slot, ...] | None:
        """The columns by the order of the labels, where that is the form's, or where each is a column of its own."""
        texts = list(self.texts(block))
        found = [frozenset(match.label for match in self._column_matches(text, block)) for text in texts]
        if follows_form(found, block):
            slots = [Slot(column, self._words_for(column, texts, found)) for column in block.columns]
            return (*slots, *(self._blank_ends() if len(self._band.heading) == 1 else ()))
        return self._in_one_row(block) if self._is_flat(block) else None

    def _in_one_row(self, block: ExpectedBlock) -> tuple[Slot, ...] | None:
        """The columns of a heading of one row, each known by its own words; blank cells are columns, too."""
        texts = self._last_row(block)
        matches = [self._column_matches(text, block) for text in texts]
        labels = [{match.label for match in several} for several in matches]
        single = [[column for column in block.columns if column.own in known] for known in labels]
        if any(len(columns) > 1 or (known and not columns) for columns, known in zip(single, labels, strict=True)):
            return None
        columns = [columns[0] for columns in single if columns]
        if not columns or len(set(columns)) < len(columns):
            return None
        slots = [
            Slot(own[0] if own else None, (text,) if text else (), several[0].likeness if several else None)
            for text, own, several in zip(texts, single, matches, strict=True)
        ]
        return _in_order(slots, block)

    def _last_row(self, block: ExpectedBlock) -> Sequence[str]:
        """The cells of the last row of headings, but for the corner above the row labels."""
        last = self._band.heading[-1]
        texts = [words_of(cell) for cell in self._grid.rows[last] if cell.row == last]
        if block.rows_have_words and last == self._band.heading[0] and not self._column_matches(texts[0], block):
            texts = texts[1:]
        return [text for text in texts if self._column_matches(text, block) or not self._is_stub(text, block)]

    def _blank_ends(self) -> Iterator[Slot]:
        """The cells without words at the end of the headings, as where a heading was merged over several columns."""
        cells = [cell for cell in self._grid.rows[self._band.heading[-1]] if cell.row == self._band.heading[-1]]
        while cells and not words_of(cells.pop()):
            yield Slot(None, ())

    def _is_flat(self, block: ExpectedBlock) -> bool:
        """Whether the columns stand in one row, and above it nothing but what heads several of them."""
        own = {column.own for column in block.columns}
        above = (cell for row in self._band.heading[:-1] for cell in self._grid.rows[row] if words_of(cell))
        labels = [{match.label for match in self._column_matches(words_of(cell), block)} for cell in above]
        return all(known and not known & own for known in labels)

    def texts(self, block: ExpectedBlock) -> Iterator[str]:
        """What the headings say in reading order, but for the corner above the row labels."""
        cells = (cell for row in self._band.heading for cell in self._grid.rows[row] if cell.row == row)
        for number, cell in enumerate(cells):
            text = words_of(cell)
            is_known = bool(text) and bool(self._column_matches(text, block))
            if not text or (not is_known and (_says_nothing(text) or self._is_stub(text, block))):
                continue
            if number == 0 and not is_known and block.rows_have_words:
                continue
            yield text

    def _words_for(
        self, column: ExpectedLine, texts: Sequence[str], found: Sequence[frozenset[ExpectedLabel]]
    ) -> tuple[str, ...]:
        return tuple(text for text, labels in zip(texts, found, strict=True) if column.own in labels)[:1]


def follows_form(found: Sequence[frozenset[ExpectedLabel]], block: ExpectedBlock) -> bool:
    """Whether some printed labels are all labels of a block's columns in the form's order; headings may be missing."""
    own = {column.own for column in block.columns}
    for order in block.heading_orders:
        expected = [label for label in order if label in own or any(label in labels for labels in found)]
        if len(expected) == len(found) and all(label in labels for labels, label in zip(found, expected, strict=True)):
            return True
    return False


def _says_nothing(text: str) -> bool:
    """Whether a heading is no label: a number, dashes, a unit."""
    return wording_of(text) is None or is_unit(text.strip("()（）[]【】 "))


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


def _in_order(slots: Sequence[Slot], block: ExpectedBlock) -> tuple[Slot, ...]:
    """The slots, where a label that is only like one of the form counts if it stands where the form has it."""
    numbers = [None if slot.column is None else block.columns.index(slot.column) for slot in slots]
    certain = [slot.likeness is not None and slot.likeness >= Likeness.VARIANT for slot in slots]
    kept = in_order(numbers, certain)
    return tuple(slot if keeps else replace(slot, column=None) for slot, keeps in zip(slots, kept, strict=True))
