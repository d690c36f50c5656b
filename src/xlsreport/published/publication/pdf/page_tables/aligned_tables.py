"""Tables without ruling lines between their columns: lines whose words stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlsreport.published.publication.pdf.drawing.drawn_page import RulingLine
from xlsreport.published.publication.pdf.page_tables.page_table import PageBlock, PageCell, PageTable
from xlsreport.published.publication.pdf.text_lines import TextLine

_FAR = 3.2
"""Lines whose baselines are further apart, in sizes of their letters, belong to no common table."""
_LONGEST_CELL = 40
"""Characters: a line with more than one piece of which one is longer is running text with wide blanks."""


def with_aligned_tables(lines: Sequence[TextLine], rules: Sequence[RulingLine], page: int) -> Iterator[PageBlock]:
    """Lines of a page, from above, of which those that form tables are tables.

    Args:
        lines: those that stand in no table with ruling lines.
        rules: horizontal lines that meet no vertical ones; they part the rows of some tables.
        page: the number of the page.
    """
    at = 0
    while at < len(lines):
        end = _end_of_run(lines, at)
        run = lines[at:end]
        if sum(len(line.segments) > 1 for line in run) >= 2:
            yield _table(run, rules, page)
            at = end
        else:
            yield lines[at]
            at += 1


def _end_of_run(lines: Sequence[TextLine], at: int) -> int:
    """Behind the last line of a table that may begin at a line: the last with several pieces before a wide gap."""
    if not _is_row(lines[at]):
        return at + 1
    end = at + 1
    for number in range(at + 1, len(lines)):
        before, line = lines[number - 1], lines[number]
        if line.baseline - before.baseline > _FAR * max(line.size, before.size):
            break
        if _is_row(line):
            end = number + 1
        elif number - end >= 2 or len(line.text) > _LONGEST_CELL:
            break
    return end


def _is_row(line: TextLine) -> bool:
    pieces = line.segments
    return len(pieces) > 1 and all(len(piece.text) <= _LONGEST_CELL for piece in pieces)


def _table(lines: Sequence[TextLine], rules: Sequence[RulingLine], page: int) -> PageTable:
    pieces = [line.segments for line in lines]
    most = max(map(len, pieces))
    spans = _columns([row for row in pieces if len(row) == most])
    exact = len(spans) == most
    top, bottom = lines[0].baseline - lines[0].size, lines[-1].baseline
    edges = [spans[0][0], *((one[1] + two[0]) / 2 for one, two in pairwise(spans)), spans[-1][1]] if exact else []
    rows = _rows(lines, pieces, most, rules)
    cells: list[PageCell] = []
    for number, members in enumerate(rows):
        placed: dict[tuple[int, int], list[str]] = {}
        for row in members:
            taken: set[tuple[int, int]] = set()
            for order, piece in enumerate(row):
                at = _reach(piece, spans) if exact else (order, 1)
                if at is None or at in taken:
                    exact, at = False, (order, 1)
                taken.add(at)
                placed.setdefault(at, []).append(piece.text)
        cells += _cells_of_row(number, placed, len(spans) if exact else 0, page)
    return PageTable(cells, edges if exact else [], len(rows), top, bottom, page, exact)


def _cells_of_row(number: int, placed: dict[tuple[int, int], list[str]], columns: int, page: int) -> list[PageCell]:
    """The cells of a row, with empty ones where nothing stands."""
    covered = {column for begin, width in placed for column in range(begin, begin + width)}
    cells = [
        PageCell(number, column, 1, width, "\n".join(texts), page) for (column, width), texts in sorted(placed.items())
    ]
    cells += (PageCell(number, column, 1, 1, "", page) for column in range(columns) if column not in covered)
    return sorted(cells, key=lambda cell: cell.column)


def _columns(rows: Sequence[Sequence[TextLine]]) -> list[tuple[float, float]]:
    """From where to where the columns reach, by lines that have words in all of them."""
    spans: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for row in rows for piece in row):
        if spans and left < spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], right)
        else:
            spans.append((left, right))
    return spans


def _reach(piece: TextLine, spans: Sequence[tuple[float, float]]) -> tuple[int, int] | None:
    """The first column that a piece stands in, and how many; None where it stands between columns."""
    covered = [
        number
        for number, (left, right) in enumerate(spans)
        if min(right, piece.right) - max(left, piece.left) > 0.3 * min(right - left, piece.right - piece.left)
    ]
    return (covered[0], len(covered)) if covered else None


def _rows(
    lines: Sequence[TextLine], pieces: Sequence[list[TextLine]], most: int, rules: Sequence[RulingLine]
) -> list[list[list[TextLine]]]:
    """The lines of each row: those between two rules where rules part the rows, otherwise each line by itself."""
    edges = sorted({round(rule.at, 1) for rule in rules})
    bands: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        middle = line.baseline - line.size * 0.35
        bands.setdefault(sum(edge < middle for edge in edges), []).append(number)
    rules_part_rows = len(bands) > 1 and all(
        sum(len(pieces[number]) == most for number in band) <= 1 for band in bands.values()
    )
    groups = list(bands.values()) if rules_part_rows else [[number] for number in range(len(lines))]
    return [[pieces[number] for number in group] for group in groups]
