"""Tables without ruling lines between their columns: lines whose words stand below each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import RulingLine
from xlsreport.published.publication.fixed_pages.page_tables.page_table import PageBlock, PageCell, PageTable
from xlsreport.published.publication.fixed_pages.text_lines import TextLine

_FAR = 3.2
"""Lines whose baselines are further apart, in sizes of their letters, belong to no common table."""
_FAR_NEARER = 0.4
"""Part of the distance to the next column: words that are so much nearer to one belong to it."""
_MANY_ROWS = 4
"""So many lines are a table though none has a figure, as questions with their answers."""
_CLOSER = 0.9
"""Sizes of letters: lines of one text are not so close."""
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
        rows = [line for line in run if len(line.segments) > 1]
        if len(rows) >= _MANY_ROWS or (len(rows) >= 2 and any(map(_has_figure, rows))):
            yield _table(run, rules, page)
            at = end
        else:
            yield lines[at]
            at += 1


def _has_figure(line: TextLine) -> bool:
    """Whether one of the pieces behind the first is a number; in lines such as 单位：某局 日期：5月1日 none is."""
    return any(
        any(letter.isdigit() for letter in piece.text) and not any(letter.isalpha() for letter in piece.text)
        for piece in line.segments[1:]
    )


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
    spans = _widened(spans, [piece for row in pieces if len(row) < most for piece in row])
    rows = _rows(lines, pieces, most, rules)
    top, bottom = lines[0].baseline - lines[0].size, lines[-1].baseline
    cells = _in_columns(rows, spans, page) if len(spans) == most else _in_order(rows, most, page)
    if cells is None:  # what stands below what is not certain, so no words are called cells of a column
        cells = [PageCell(number, 0, 1, 1, line.text, page) for number, line in enumerate(lines)]
        return PageTable(cells, [], len(lines), top, bottom, page, exact=False)
    if len(spans) != most:
        return PageTable(cells, [], len(rows), top, bottom, page)
    edges = [spans[0][0], *((one[1] + two[0]) / 2 for one, two in pairwise(spans)), spans[-1][1]]
    return PageTable(cells, edges, cells[-1].row + 1, top, bottom, page)


def _in_columns(
    rows: Sequence[Sequence[Sequence[TextLine]]], spans: Sequence[tuple[float, float]], page: int
) -> list[PageCell] | None:
    """The cells of the rows by columns; None where words stand between columns or several in one."""
    found: list[dict[tuple[int, int], list[str]]] = []
    for members in rows:
        found.append({})
        for line in members:
            reached = [(_reach(piece, spans), piece.text) for piece in line]
            placed = {at: text for at, text in reached if at is not None}
            if len(placed) < len(line) or _overlap(placed):
                return None
            if _overlap({**found[-1], **placed}):
                found.append({})  # a heading over several columns, and those below it
            for at, text in placed.items():
                found[-1].setdefault(at, []).append(text)
    return [cell for number, row in enumerate(found) for cell in _cells_of_row(number, row, len(spans), page)]


def _overlap(placed: Iterable[tuple[int, int]]) -> bool:
    """Whether two cells of a row cover the same column."""
    covered = [column for begin, width in placed for column in range(begin, begin + width)]
    return len(set(covered)) < len(covered)


def _in_order(rows: Sequence[Sequence[Sequence[TextLine]]], most: int, page: int) -> list[PageCell] | None:
    """The cells of the rows by their order, where each line has words in all columns or is one piece."""
    if any(len(line) not in (1, most) for members in rows for line in members):
        return None
    return [
        PageCell(number, column, 1, 1, "\n".join(line[column].text for line in members if column < len(line)), page)
        for number, members in enumerate(rows)
        for column in range(max(map(len, members)))
    ]


def _cells_of_row(number: int, placed: Mapping[tuple[int, int], list[str]], columns: int, page: int) -> list[PageCell]:
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


def _widened(spans: list[tuple[float, float]], pieces: Sequence[TextLine]) -> list[tuple[float, float]]:
    """The columns with the words that stand above or below one of them and no other, such as headings."""
    for piece in sorted(pieces, key=lambda one: one.right - one.left):
        number = _nearest(piece, spans)
        if number is None:
            continue
        left, right = min(spans[number][0], piece.left), max(spans[number][1], piece.right)
        is_free = (number == 0 or spans[number - 1][1] < left) and (
            number + 1 == len(spans) or right < spans[number + 1][0]
        )
        if is_free:
            spans[number] = left, right
    return spans


def _nearest(piece: TextLine, spans: Sequence[tuple[float, float]]) -> int | None:
    """The column that a piece stands in, or is far nearer to than to any other; None where that is not certain."""
    gaps = sorted((max(left - piece.right, piece.left - right), number) for number, (left, right) in enumerate(spans))
    if len(gaps) > 1 and (gaps[1][0] <= 0 or max(gaps[0][0], 0) > _FAR_NEARER * gaps[1][0]):
        return None
    return gaps[0][1] if gaps else None


def _reach(piece: TextLine, spans: Sequence[tuple[float, float]]) -> tuple[int, int] | None:
    """The first column that a piece stands in, and how many; None where it stands between columns."""
    middles = [(letter.left + letter.right) / 2 for letter in piece.letters]
    covered = [
        number for number, (left, right) in enumerate(spans) if any(left <= middle <= right for middle in middles)
    ]
    return (covered[0], covered[-1] - covered[0] + 1) if covered else None


def _rows(
    lines: Sequence[TextLine], pieces: Sequence[list[TextLine]], most: int, rules: Sequence[RulingLine]
) -> list[list[list[TextLine]]]:
    """The lines of each row: those between two rules where rules part the rows, otherwise lines by their distance."""
    edges = sorted({round(rule.at, 1) for rule in rules})
    bands: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        middle = line.baseline - line.size * 0.35
        bands.setdefault(sum(edge < middle for edge in edges), []).append(number)
    rules_part_rows = len(bands) > 1 and all(
        sum(len(pieces[number]) == most for number in band) <= 1 for band in bands.values()
    )
    groups = list(bands.values()) if rules_part_rows else _interleaved(lines)
    return [[pieces[number] for number in group] for group in groups]


def _interleaved(lines: Sequence[TextLine]) -> list[list[int]]:
    """The numbers of the lines of each row: lines closer than their letters are high are of cells set side by side."""
    groups = [[0]]
    for number, (before, line) in enumerate(pairwise(lines), 1):
        if line.baseline - before.baseline < _CLOSER * max(line.size, before.size):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups
