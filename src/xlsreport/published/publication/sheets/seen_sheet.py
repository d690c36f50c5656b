"""The cells of a sheet as they are seen, independent of the file's format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from xlsreport.published.publication.publication import Block, Paragraph, PublishedCell, PublishedTable
from xlsreport.published.publication.unreadable import UnreadablePublicationError
from xlsreport.values import Number, typed_text
from xlsreport.xlsx.number_format.displayed_numbers import displayed_text

At = tuple[int, int]
"""Row and column, from 0."""
_SENTENCE = re.compile(r".{60}|.*[。！？；]|.{25,}[.!?]$", re.DOTALL)
"""What is no label: a long text, or a sentence."""
_USUAL_NAME = re.compile(r"(?:sheet|工作表|table|表格?|tabelle|feuille?|hoja|лист)\s*\d*", re.IGNORECASE)
"""Names of sheets that programs give."""
UNCALCULATED = "\ufffd"
"""Stands for the result of a formula that the file does not hold."""
_MAX_CELLS = 2_000_000
"""Of a sheet, empty ones counted; a report has some thousand."""


@dataclass(slots=True)
class SeenSheet:
    """A sheet: the texts of its cells, how far merged ones reach, and the rows and columns that are not shown.

    ``hidden``: the sheet itself is not shown. ``struck`` are cells whose words are struck out, and were left out;
    ``uncalculated`` are formulas whose results the file does not hold.
    """

    name: str
    texts: dict[At, str]
    reach: Mapping[At, At] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    struck: int = 0
    uncalculated: int = 0

    @property
    def hides_words(self) -> bool:
        """Whether something is written in rows or columns that are not shown."""
        return any(row in self.hidden_rows or column in self.hidden_columns for row, column in self.texts)


def blocks_of_sheet(sheet: SeenSheet, number: int) -> Iterator[Block]:
    """The table of a sheet, parted by rows that are running text; ``number`` is that of its first table."""
    if not _USUAL_NAME.fullmatch(sheet.name.strip()):
        yield Paragraph(sheet.name.strip())
    rows = _shown_rows(sheet)
    for is_text, group in groupby(_marked(rows), key=lambda one: one[0]):
        members = [row for _, row in group]
        if is_text:
            yield from (Paragraph(cell.text) for row in members for cell in row if cell.text)
        elif cells := tuple(_from_first_row(members)):
            yield PublishedTable(number, cells)
            number += 1


def _shown_rows(sheet: SeenSheet) -> list[list[PublishedCell]]:
    """The cells of each row that is shown, counted without the rows and columns that are not."""
    last_row = max((row for row, _ in sheet.texts), default=-1) + 1
    last_column = max((column for _, column in sheet.texts), default=-1) + 1
    reach = {
        (row, column): (min(height, last_row - row), min(width, last_column - column))  # some cover whole columns
        for row, column in sheet.texts
        for height, width in (sheet.reach.get((row, column), (1, 1)),)
    }
    row_numbers = _numbers(last_row, sheet.hidden_rows)
    column_numbers = _numbers(last_column, sheet.hidden_columns)
    rows: list[list[PublishedCell]] = [[] for _ in range(row_numbers[-1])]
    for (row, column), text in sorted(sheet.texts.items()):
        height = row_numbers[row + reach[row, column][0]] - row_numbers[row]
        width = column_numbers[column + reach[row, column][1]] - column_numbers[column]
        if height and width:
            rows[row_numbers[row]].append(
                PublishedCell(text.strip(), row_numbers[row], column_numbers[column], height, width)
            )
    return rows


def _numbers(count: int, hidden: frozenset[int]) -> list[int]:
    """The number of each row or column among those that are shown, and behind the last their count."""
    numbers = [0]
    for index in range(count):
        numbers.append(numbers[-1] + (index not in hidden))
    return numbers


def _marked(rows: Sequence[list[PublishedCell]]) -> Iterator[tuple[bool, list[PublishedCell]]]:
    """The rows, and whether each is running text: a sentence alone, or a line alone right above one."""
    alone = [[cell for cell in row if cell.text] for row in rows]
    is_sentence = [len(row) == 1 and bool(_SENTENCE.match(row[0].text)) for row in alone]
    for number, row in enumerate(rows):
        above = number + 1 < len(rows) and is_sentence[number + 1] and len(alone[number]) == 1
        yield is_sentence[number] or above, row


def _from_first_row(rows: Iterable[list[PublishedCell]]) -> Iterator[PublishedCell]:
    cells = [cell for row in rows for cell in row]
    first = min((cell.row for cell in cells), default=0)
    if any(cell.text for cell in cells):
        for cell in cells:
            yield PublishedCell(cell.text, cell.row - first, cell.column, cell.height, cell.width)


def seen_number(code: str, number: Number) -> str:
    """A number as its format shows it; as it is where that is not certain, as for formats of dates."""
    shown = displayed_text(code, number)
    return typed_text(number) if shown is None else shown.strip()


def expect_few(cells: int) -> None:
    """Make sure that a sheet has no more cells than can be read in reasonable time.

    Raises:
        UnreadablePublicationError: it has.
    """
    if cells > _MAX_CELLS:
        raise UnreadablePublicationError("too_much")
