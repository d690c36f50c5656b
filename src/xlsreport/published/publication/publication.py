"""What a published file shows, in reading order: paragraphs and tables, without its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

PublishedFormat = Literal["html", "docx", "doc", "pdf", "text", "xlsx", "xls", "ods", "ofd"]
"""The formats that reports are published in."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line of a text file; ``level`` is that of a heading by its markup, from 1.

    ``page`` counts from 1 where the format has pages. ``chrome``: the markup says that it is no part of the report, as
    a navigation bar, the header or the footer of a page.
    """

    text: str
    level: int | None = None
    page: int | None = None
    chrome: bool = False


class PrintedAt(NamedTuple):
    """Where a cell is printed: the number of its table, and its row and column from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A cell as it is printed: where it begins in its table, from 0, how far it reaches, and its words.

    Paragraphs and lines within the cell are parted by a line feed. ``is_broken``: the lines are parts of one figure,
    for which the cell is too narrow. ``printed_at`` is where it is printed, where a table was laid out anew.
    """

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1
    page: int | None = None
    is_broken: bool = False
    printed_at: PrintedAt | None = None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table; ``number`` counts from 1 through the file.

    ``exact_columns``: cells of one column have the same number in all rows. Not so where a format, such as plain text,
    gives only the order of the cells in each row.
    """

    number: int
    cells: tuple[PublishedCell, ...]
    exact_columns: bool = True

    @property
    def page(self) -> int | None:
        """The page on which the table begins."""
        return self.cells[0].page if self.cells else None


Block: TypeAlias = Paragraph | PublishedTable


@dataclass(frozen=True, slots=True)
class Publication:
    """A published file.

    Attributes:
        file: what it is called.
        format: what it is.
        blocks: paragraphs and tables in reading order.
        title: of the document itself, where its markup has one.
        notes: sentences on what could not be read, or was put together, by the reader of the format.
        metadata: what it states of itself besides, such as the ``meta`` elements of a page, by name.
    """

    file: str
    format: PublishedFormat
    blocks: tuple[Block, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> Iterator[PublishedTable]:
        """The tables in reading order."""
        return (block for block in self.blocks if isinstance(block, PublishedTable))
