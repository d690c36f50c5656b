"""ROW LABELS → ROWS: which row of the form each printed row is.

The label nearest to the figures names the row; those before it must be the ones that head it in the form. Where
several rows of the form have the same words, the heading that was printed last decides, then the neighbours; else none
is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsreport.published.matching.grids.cell_grid import words_of
from xlsreport.published.matching.grids.headings import Heading
from xlsreport.published.matching.grids.row_cells import RowCells
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, ExpectedLabel, ExpectedLine
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.matching.labels.label_order import in_order
from xlsreport.published.matching.labels.label_wording import wording_of
from xlsreport.published.matching.labels.printed_units import is_unit
from xlsreport.published.matching.labels.vocabulary import LabelMatch, Vocabulary


@dataclass(frozen=True, slots=True)
class RowCandidates:
    """A printed row as rows of one block.

    Attributes:
        heading: its columns.
        cells: its labels and figures.
        lines: the rows of the form that it may be.
        likeness: of its label.
        opened: headings of rows that were printed above it and not followed by another of their level, nearest last.
        name: its labels as printed.
        has_number: whether its label has the number that the form has there.
        heads_rows: whether its label heads other rows in the form.
    """

    heading: Heading
    cells: RowCells
    lines: tuple[ExpectedLine, ...]
    likeness: Likeness | None
    opened: tuple[ExpectedLabel, ...]
    name: str
    has_number: bool = False
    heads_rows: bool = False


@dataclass
class RowReader:
    """Reads the rows of one block in reading order, and remembers the headings of rows that it passes."""

    block: ExpectedBlock
    vocabulary: Vocabulary
    opened: dict[int, ExpectedLabel] = field(default_factory=dict)

    def open(self, text: str) -> None:
        """Take note of a heading of rows that stands by itself, in a table or between tables."""
        groups = [match.label for match in self._matches(text) if self._level(match.label) is not None]
        for label in groups[:1] if len(groups) == 1 else ():
            level = self._level(label) or 0
            self.opened = {at: each for at, each in self.opened.items() if at < level} | {level: label}

    def read(self, heading: Heading, cells: RowCells) -> RowCandidates:
        """What rows of the form a printed row may be."""
        texts = [text for text in map(words_of, cells.labels) if text]
        name = " ".join(dict.fromkeys(texts))
        opened = tuple(label for _, label in sorted(self.opened.items()))
        if not self.block.rows_have_words:
            lines = self.block.rows if not any(map(wording_of, texts)) else ()
            return RowCandidates(heading, cells, lines, Likeness.EXACT if lines else None, (), name)
        lines, matches = self._lines(texts)
        if len(lines) == 1:
            self.opened = {at: label for at, label in self.opened.items() if at < len(lines[0].above)}
        for text in texts:
            self.open(text)
        likeness = matches[0].likeness if matches else None
        heads_rows = any(self._level(match.label) is not None for text in texts[-1:] for match in self._matches(text))
        has_number = _number_agrees(texts, matches)
        return RowCandidates(heading, cells, lines, likeness, opened, name, has_number, heads_rows)

    def _lines(self, texts: Sequence[str]) -> tuple[tuple[ExpectedLine, ...], tuple[LabelMatch, ...]]:
        """The rows that some labels may name, and what the label nearest to the figures is."""
        own: tuple[LabelMatch, ...] = ()
        lines: tuple[ExpectedLine, ...] = ()
        nearer: list[str] = []
        outer: list[str] = []
        for text in reversed(texts):
            matches = self._matches(text)
            labels = {match.label for match in matches}
            if not own and matches:
                own, lines = matches, tuple(row for row in self.block.rows if row.own in labels)
            elif not own:
                nearer += [text] if wording_of(text) is not None and not is_unit(text) else []
            elif matches:
                lines = tuple(row for row in lines if labels & set(row.path))
            else:
                outer.append(text)
        return self._standing_beside(lines, nearer, outer), own

    def _standing_beside(
        self, lines: tuple[ExpectedLine, ...], nearer: Sequence[str], outer: Sequence[str]
    ) -> tuple[ExpectedLine, ...]:
        """Of some rows those with the words of further columns of labels; other words name another row."""
        words = set(map(wording_of, nearer))
        fits = tuple(row for row in lines if words <= set(map(wording_of, row.beside)))
        printed = {*words, *map(wording_of, outer)}
        return tuple(row for row in fits if printed & set(map(wording_of, row.beside))) or fits

    def _matches(self, text: str) -> tuple[LabelMatch, ...]:
        found = self.vocabulary.matches(text)
        return tuple(match for match in found if match.block is self.block and match.role == "row")

    def _level(self, label: ExpectedLabel) -> int | None:
        """The level of a label that heads rows; None for the label of a row."""
        return next((row.path.index(label) for row in self.block.rows if label in row.above), None)


def _number_agrees(texts: Sequence[str], matches: Sequence[LabelMatch]) -> bool:
    """Whether the label of a row is printed with the number that it has in the form."""
    numbers = {wording.number for text in texts if (wording := wording_of(text)) is not None and wording.number}
    expected = {wording.number for match in matches for words in match.label.words if (wording := wording_of(words))}
    return bool(numbers & (expected - {""}))


def resolved_rows(block: ExpectedBlock, read: Sequence[RowCandidates]) -> Sequence[ExpectedLine | None]:
    """The row of the form that each printed row is; None where that is not certain.

    Args:
        block: whose rows they are.
        read: in reading order.
    """
    numbers: Mapping[ExpectedLine, int] = {row: number for number, row in enumerate(block.rows)}
    chosen = _without_sums(read, [_by_headings(each) for each in read])
    chosen = _by_neighbours(read, chosen, numbers)
    certain = [
        row is not None
        and each.likeness is not None
        and (each.likeness >= Likeness.VARIANT or (each.likeness == Likeness.NEAR and each.has_number))
        for each, row in zip(read, chosen, strict=True)
    ]
    places = [None if row is None else numbers[row] for row in chosen]
    return [row if keeps else None for row, keeps in zip(chosen, in_order(places, certain), strict=True)]


def _without_sums(read: Sequence[RowCandidates], chosen: Sequence[ExpectedLine | None]) -> list[ExpectedLine | None]:
    """The rows without those of headings that have figures, where the row that they may stand for is printed, too.

    （六）其他处理 is a row of its own in an earlier form; in this one it has three rows below it, whose sum some print.
    """
    own = {id(row) for each, row in zip(read, chosen, strict=True) if row is not None and not each.heads_rows}
    return [
        None if row is not None and each.heads_rows and id(row) in own else row
        for each, row in zip(read, chosen, strict=True)
    ]


def _by_headings(each: RowCandidates) -> ExpectedLine | None:
    """The one row that it may be, or the one below the headings that were printed last."""
    if len(each.lines) <= 1:
        return each.lines[0] if each.lines else None
    below = [row for row in each.lines if row.above and tuple(each.opened[-len(row.above) :]) == row.above]
    return below[0] if len(below) == 1 else None


def _by_neighbours(
    read: Sequence[RowCandidates], chosen: Sequence[ExpectedLine | None], numbers: Mapping[ExpectedLine, int]
) -> list[ExpectedLine | None]:
    """Rows whose words stand several times in the form, where both neighbours are those of one of them."""
    found = list(chosen)
    for at, each in enumerate(read):
        if chosen[at] is not None or len(each.lines) < 2 or not 0 < at < len(read) - 1:
            continue
        before, after = chosen[at - 1], chosen[at + 1]
        if before is None or after is None:
            continue
        fits = [row for row in each.lines if numbers[before] + 1 == numbers[row] == numbers[after] - 1]
        found[at] = fits[0] if len(fits) == 1 else None
    return found
