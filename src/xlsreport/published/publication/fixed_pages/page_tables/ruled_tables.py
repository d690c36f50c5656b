"""Tables by ruling lines: where no line parts two fields of the grid, they are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import DrawnLetter, DrawnPage, RulingLine

_TOUCH = 3.5
"""Points: a line that ends so near to another meets it."""
_SAME = 3.5
"""Points: lines of a table that are not further apart are edges of one column or row."""
_PARTING = 0.6
"""The part of a field's edge that a line must cover to part it from its neighbour."""
_AS_LONG = 0.9
_MAX_LINES = 3_000
"""Of a page, after those that continue each other are joined; a map has more, and no tables."""

Field = tuple[int, int]
"""A field of the grid by row and column, from 0."""


@dataclass(slots=True)
class RuledCell:
    """A cell: where it begins in the grid, how far it reaches, and the letters in it."""

    row: int
    column: int
    height: int
    width: int
    letters: list[DrawnLetter] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """A table on a page: the edges of its columns and rows, in points, and its cells."""

    columns: list[float]
    rows: list[float]
    cells: list[RuledCell]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom edge."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    def fields(self) -> dict[Field, RuledCell]:
        """The cell of each field of the grid."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.height)
            for column in range(cell.column, cell.column + cell.width)
        }


def ruled_tables(page: DrawnPage) -> tuple[list[RuledTable], list[DrawnLetter]]:
    """The tables that ruling lines form, from above, and the letters that stand in none of them."""
    found = [table for lines in _networks(page) if (table := _table(*lines)) is not None]
    found.sort(key=_area)  # a letter belongs to the innermost
    loose = []
    fields = [(table, table.fields()) for table in found]
    for letter in page.letters:
        at = letter.middle
        cell = next((cell for one in fields if (cell := _cell_at(*one, *at)) is not None), None)
        if cell is None:
            loose.append(letter)
        else:
            cell.letters.append(letter)
    tables = [table for table in found if not _is_frame(table)]
    frames = [table for table in found if _is_frame(table)]
    loose += (letter for frame in frames for cell in frame.cells for letter in cell.letters)
    return sorted(tables, key=lambda table: (table.rows[0], table.columns[0])), loose


def _cell_at(table: RuledTable, fields: Mapping[Field, RuledCell], x: float, y: float) -> RuledCell | None:
    """The cell of a table that covers a place."""
    return fields.get((bisect_right(table.rows, y) - 1, bisect_right(table.columns, x) - 1))


def _area(table: RuledTable) -> float:
    left, top, right, bottom = table.box
    return (right - left) * (bottom - top)


def _is_frame(table: RuledTable) -> bool:
    """Whether it is a box around text, and no table."""
    return sum(bool(cell.letters) for cell in table.cells) == 0 or len(table.cells) == 1


def _networks(page: DrawnPage) -> Iterator[tuple[list[RulingLine], list[RulingLine]]]:
    """Lines that meet each other, the horizontal and the vertical ones."""
    flat, high = page.horizontal, page.vertical
    if len(flat) + len(high) > _MAX_LINES:
        return
    left_flat, left_high = set(range(len(flat))), set(range(len(high)))
    networks: list[tuple[list[RulingLine], list[RulingLine]]] = []
    while left_flat:
        own_flat, own_high, todo = set[int](), set[int](), [(True, left_flat.pop())]
        while todo:
            is_flat, number = todo.pop()
            (own_flat if is_flat else own_high).add(number)
            if is_flat:
                met = {other for other in left_high if _meet(flat[number], high[other])}
                left_high -= met
                todo += ((False, other) for other in met)
            else:
                met = {other for other in left_flat if _meet(flat[other], high[number])}
                left_flat -= met
                todo += ((True, other) for other in met)
        if own_high:
            networks.append(([flat[number] for number in own_flat], [high[number] for number in own_high]))
    lone = [high[number] for number in left_high]
    for rules, posts in networks:
        yield rules, [*posts, *_outer_posts(rules, posts, lone)]


def _outer_posts(flat: list[RulingLine], high: list[RulingLine], lone: list[RulingLine]) -> list[RulingLine]:
    """Vertical lines that meet no other, beside a table and as long: the edge of a column that is one cell here."""
    top, bottom = min(line.begin for line in high), max(line.end for line in high)
    left, right = min(line.begin for line in flat), max(line.end for line in flat)
    return [
        line
        for line in lone
        if not left - _TOUCH < line.at < right + _TOUCH
        and min(bottom, line.end) - max(top, line.begin) > _AS_LONG * max(bottom - top, line.length)
    ]


def _meet(flat: RulingLine, high: RulingLine) -> bool:
    return flat.begin - _TOUCH <= high.at <= flat.end + _TOUCH and high.begin - _TOUCH <= flat.at <= high.end + _TOUCH


def _table(flat: list[RulingLine], high: list[RulingLine]) -> RuledTable | None:
    """The table of a network of lines; an edge that is not drawn is where the lines across it end."""
    columns = _edges([line.at for line in high], [edge for line in flat for edge in (line.begin, line.end)])
    rows = _edges([line.at for line in flat], [edge for line in high for edge in (line.begin, line.end)])
    if len(columns) < 2 or len(rows) < 2:
        return None
    parted_right = _partings(high, columns, rows)
    parted_below = _partings(flat, rows, columns)
    groups = _Groups(len(rows) - 1, len(columns) - 1)
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if column + 2 < len(columns) and (column + 1, row) not in parted_right:
                groups.join((row, column), (row, column + 1))
            if row + 2 < len(rows) and (row + 1, column) not in parted_below:
                groups.join((row, column), (row + 1, column))
    return RuledTable(columns, rows, list(_cells(groups.all())))


def _edges(drawn: Iterable[float], ends: Sequence[float]) -> list[float]:
    """The edges of columns or rows: where lines are, and the outermost ends of those across, if these stick out."""
    edges: list[list[float]] = []
    for at in sorted(drawn):
        if edges and at - edges[-1][0] <= _SAME:
            edges[-1].append(at)
        else:
            edges.append([at])
    found = [sum(edge) / len(edge) for edge in edges]
    first, last = min(ends, default=found[0]), max(ends, default=found[-1])
    # Lines that stick out a little only cross the last one.
    return [
        *([first] if found[0] - first > 2 * _SAME else []),
        *found,
        *([last] if last - found[-1] > 2 * _SAME else []),
    ]


def _partings(lines: Iterable[RulingLine], edges: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """For each edge, by its number, the fields along it, by theirs, that lines at it part."""
    covered: dict[tuple[int, int], float] = {}
    for line in lines:
        edge = min(range(len(edges)), key=lambda number: abs(edges[number] - line.at))
        for number, (begin, end) in enumerate(pairwise(across)):
            common = min(end, line.end) - max(begin, line.begin)
            if common > 0:
                covered[edge, number] = covered.get((edge, number), 0) + common / (end - begin)
    return {key for key, share in covered.items() if share >= _PARTING}


class _Groups:
    """Fields of a grid that are joined to cells."""

    def __init__(self, rows: int, columns: int) -> None:
        self._leader: dict[Field, Field] = {
            (row, column): (row, column) for row in range(rows) for column in range(columns)
        }

    def _of(self, field_: Field) -> Field:
        while self._leader[field_] != field_:
            self._leader[field_] = field_ = self._leader[self._leader[field_]]
        return field_

    def join(self, one: Field, other: Field) -> None:
        """Make two fields part of one cell."""
        self._leader[self._of(other)] = self._of(one)

    def all(self) -> Iterable[list[Field]]:
        """The fields of each cell."""
        found: dict[Field, list[Field]] = {}
        for field_ in self._leader:
            found.setdefault(self._of(field_), []).append(field_)
        return found.values()


def _cells(groups: Iterable[list[Field]]) -> Iterator[RuledCell]:
    """The cells; fields that are joined to no rectangle, as where a line is missing, are joined within rows only."""
    for group in groups:
        top, left = min(row for row, _ in group), min(column for _, column in group)
        height, width = max(row for row, _ in group) - top + 1, max(column for _, column in group) - left + 1
        if height * width == len(group):
            yield RuledCell(top, left, height, width)
            continue
        for row in sorted({row for row, _ in group}):
            yield from _runs(row, sorted(column for at, column in group if at == row))


def _runs(row: int, columns: list[int]) -> Iterator[RuledCell]:
    begin = before = columns[0]
    for column in [*columns[1:], None]:
        if column != before + 1:
            yield RuledCell(row, begin, 1, before - begin + 1)
            begin = column if column is not None else begin
        before = column if column is not None else before
