"""Lists that are printed the other way round: a column for each line, or a small table for each line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from xlsreport.published.matching.lists.list_grid import ListGrid, one_line
from xlsreport.published.matching.lists.printed_headings import PrintedHeadings
from xlsreport.published.matching.printed_shapes.known_labels import KnownLabels
from xlsreport.published.matching.printed_shapes.relaid_tables import moved, relaid
from xlsreport.published.publication.publication import Block, Paragraph, PublishedCell, PublishedTable

_LEAST = 2
"""Headings that must stand below each other; one may be a word in a line."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_ORDINAL = re.compile(
    r"[\W_]*(?:第?[0-9一二三四五六七八九十]{1,3}|no\.?\s*[0-9]{1,3})[\W_]*[个項项号號条條件宗]?[\W_]*", re.IGNORECASE
)
"""What numbers the small tables of a list: 1., （一）, 第3项, No. 4."""
_TITLE = 60
"""Characters of a line that names what the small table below it is about."""


@dataclass(frozen=True)
class LineCard:
    """A small table with the figures of one line: each label with the cell at its right.

    Attributes:
        list: which list it is of.
        labels: the cells of the labels, by the list's column.
        values: the cells beside them.
    """

    list: str
    table: PublishedTable
    labels: Mapping[str, PublishedCell]
    values: Mapping[str, PublishedCell]


def turned_list(table: PublishedTable, known: KnownLabels) -> PublishedTable | None:
    """A list whose headings stand below each other, the right way round; None where it is none."""
    captions, body = _parted(table)
    first = Counter(name for cell in body if cell.column == 0 for name in known.lists_headed_by(one_line(cell.text)))
    if max(first.values(), default=0) < _LEAST or not _is_whole(body):
        return None
    above = len(captions)
    cells = (moved(cell, table, cell.column, cell.row - above, cell.width, cell.height) for cell in body)
    standing, lying = ListGrid(relaid(table, cells)), ListGrid(table)
    if not any(_stands(headings, standing, lying) for headings in known.lists.values()):
        return None
    top = [moved(cell, table, row, 0, 1, standing.width) for row, cell in enumerate(captions)]
    below = (replace(cell, row=cell.row + above) for cell in standing.table.cells)
    return relaid(table, (*top, *below))


def _stands(headings: PrintedHeadings, standing: ListGrid, lying: ListGrid) -> bool:
    found, before = headings.find(standing), headings.find(lying)
    if found is None or found.top or len(found.found) < _LEAST or len(found.found) <= len(found.unused):
        return False
    lines = any(standing.filled(row) for row in range(found.bottom, standing.height))
    return lines and not found.twice and (before is None or len(before.found) < _LEAST)


def line_card(table: PublishedTable, known: KnownLabels) -> LineCard | None:
    """The only line that a small table is about; None where it is no such table."""
    _, body = _parted(table)
    begins = known.lists_headed_by(one_line(body[0].text)) if body else frozenset()
    if not begins:
        return None
    found = [card for name, headings in known.lists.items() if (card := _card(name, headings, table, body)) is not None]
    return found[0] if len(found) == 1 else None


def _card(
    name: str, headings: PrintedHeadings, table: PublishedTable, body: Sequence[PublishedCell]
) -> LineCard | None:
    grid = ListGrid(table)
    labels: dict[str, PublishedCell] = {}
    values: dict[str, PublishedCell] = {}
    for row in dict.fromkeys(cell.row for cell in body):
        cells = [cell for cell in grid.cells(row) if cell.row == row]
        if len(cells) % 2 or len(cells) != len(grid.cells(row)):
            return None
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            match = headings.names.column_of([grid.text(row, label.column)])
            if match is None or match[0] in labels or headings.names.column_of([grid.text(row, value.column)]):
                return None
            labels[match[0]], values[match[0]] = label, value
    return LineCard(name, table, labels, values) if len(labels) >= _LEAST else None


def with_joined_cards(blocks: Iterable[Block], known: KnownLabels) -> tuple[list[Block], list[Sequence[int]]]:
    """The blocks with the small tables of a list as one table, and which tables were put together.

    They follow each other with nothing between but their numbers, or lines that name what is in the next of them.
    Tables of two years are told by the year between them, and are not put together.
    """
    found: list[Block] = []
    joined: list[Sequence[int]] = []
    cards: list[LineCard] = []
    between: list[Block] = []
    for block in (*blocks, None):
        card = line_card(block, known) if isinstance(block, PublishedTable) else None
        if card is not None and (not cards or _goes_on(cards[-1], between, card)):
            if not cards:
                found += between
            cards.append(card)
            between = []
        elif isinstance(block, Paragraph) and cards:
            between.append(block)
        else:
            _put(cards, found, joined)
            found += between
            between, cards = [], [] if card is None else [card]
            if block is not None and card is None:
                found.append(block)
    return found, joined


def _goes_on(before: LineCard, between: Sequence[Block], card: LineCard) -> bool:
    same = before.list == card.list and list(before.labels) == list(card.labels)
    return same and all(isinstance(one, Paragraph) and _is_title_of(one.text, card) for one in between)


def _is_title_of(text: str, card: LineCard) -> bool:
    if not text.strip() or _ORDINAL.fullmatch(text):
        return True
    if len(text) > _TITLE or _YEAR.search(text):
        return False
    return any(len(value.text.strip()) > 1 and value.text.strip() in text for value in card.values.values())


def _put(cards: Sequence[LineCard], found: list[Block], joined: list[Sequence[int]]) -> None:
    if not cards:
        return
    first = cards[0]
    heads = [moved(cell, first.table, 0, column) for column, cell in enumerate(first.labels.values())]
    lines = [
        moved(card.values[name], card.table, row, column)
        for row, card in enumerate(cards, start=1)
        for column, name in enumerate(first.labels)
    ]
    found.append(relaid(first.table, (*heads, *lines)))
    joined.append([card.table.number for card in cards])


def _parted(table: PublishedTable) -> tuple[list[PublishedCell], list[PublishedCell]]:
    """The captions over the whole width at the top of a table, one in a row, and all other cells."""
    grid = ListGrid(table)
    captions: list[PublishedCell] = []
    for row in range(grid.height):
        cells = grid.cells(row)
        if len(cells) != 1 or cells[0].width < grid.width or cells[0].height > 1 or grid.width == 1:
            break
        captions.append(cells[0])
    return captions, [cell for cell in table.cells if cell.row >= len(captions)]


def _is_whole(cells: Sequence[PublishedCell]) -> bool:
    """Whether some cells cover a rectangle, so that none can have slipped."""
    covered = [
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.height)
        for column in range(cell.column, cell.column + cell.width)
    ]
    rows, columns = {row for row, _ in covered}, {column for _, column in covered}
    return bool(covered) and len(covered) == len(set(covered)) == len(rows) * len(columns)
