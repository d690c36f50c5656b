"""The lines of a publication in reading order: paragraphs without what the markup puts beside the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from xlsreport.published.publication.publication import Paragraph, Publication, PublishedCell, PublishedTable
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.narrative.front_matter import PAGE_NUMBER
from xlsreport.submission.narrative.sanitising import paragraphs_in, sanitised

_AT_EDGE = 2
"""So many lines at the top and at the bottom of a page may be its header and footer."""
_MAX_RUNNING = 80
"""Characters of a header or footer."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A paragraph, or what stands for a table: the words of a row that may be a heading, or none.

    Attributes:
        text: without blanks at its ends; empty for a table.
        level: of a heading by its markup.
        page: on which it stands, from 1, where there are pages.
        table: the table that it stands for, or is a row of.
    """

    text: str
    level: int | None = None
    page: int | None = None
    table: PublishedTable | None = None

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text, or a heading, outside of tables."""
        return self.table is None


def report_lines(publication: Publication) -> list[ReportLine]:
    """All lines but those that are no part of the report by their markup, and by their repetition on pages."""
    lines = [line for block in publication.blocks for line in _lines_of(block)]
    running = _running(lines)
    return [line for line in lines if not _is_on_every_page(line, running)]


def _lines_of(block: Paragraph | PublishedTable) -> Iterator[ReportLine]:
    if isinstance(block, PublishedTable):
        yield from _lines_of_table(block)
    elif not block.chrome:
        for text in _paragraphs(block.text):
            yield ReportLine(text, block.level, block.page)


def _paragraphs(text: str) -> Iterator[str]:
    for piece in paragraphs_in(text):
        line = sanitised(piece.strip())
        if line and not is_blank(line):
            yield line


def _lines_of_table(table: PublishedTable) -> Iterator[ReportLine]:
    """A table that only frames paragraphs is these; of another each row with words in one cell alone is a line."""
    rows = [_filled(cells) for _, cells in groupby(sorted(table.cells, key=lambda cell: cell.row), lambda c: c.row)]
    frames_text = len({cell.column for cell in table.cells}) == 1
    lone = [cells[0] for cells in rows if len(cells) == 1]
    above = [cell for cell in lone if cell.row == 0]  # a heading that is the first row stands above the table
    for cell in above:
        yield from _lines_of_cell(cell, None if frames_text else table)
    if not frames_text:
        yield ReportLine("", page=table.page, table=table)
    for cell in lone[len(above) :]:
        yield from _lines_of_cell(cell, None if frames_text else table)


def _lines_of_cell(cell: PublishedCell, table: PublishedTable | None) -> Iterator[ReportLine]:
    return (ReportLine(text, page=cell.page, table=table) for text in _paragraphs(cell.text))


def _filled(cells: Iterable[PublishedCell]) -> list[PublishedCell]:
    return [cell for cell in cells if not is_blank(cell.text)]


def _running(lines: list[ReportLine]) -> frozenset[str]:
    """Headers and footers: short lines that stand at an edge of most pages, whatever numbers are in them.

    A paragraph may be repeated too, as where several sections say the same.
    """
    pages: Counter[str] = Counter()
    number = len({line.page for line in lines})
    for page, on_page in groupby((line for line in lines if line.is_paragraph), lambda line: line.page):
        if page is not None:
            texts = [_without_digits(line.text) for line in on_page]
            pages.update({*texts[:_AT_EDGE], *texts[-_AT_EDGE:]})
    return frozenset(text for text, count in pages.items() if count > max(1, number / 2) and len(text) <= _MAX_RUNNING)


def _is_on_every_page(line: ReportLine, running: frozenset[str]) -> bool:
    if not line.is_paragraph:
        return False
    if PAGE_NUMBER.fullmatch(line.text) or (line.page is not None and line.text.isdecimal()):
        return True
    return line.page is not None and _without_digits(line.text) in running


def _without_digits(text: str) -> str:
    return "".join(letter for letter in text if not letter.isdigit() and not letter.isspace())
