"""Estimates column widths and row heights that fit the texts."""

from __future__ import annotations

import math
import re
import unicodedata

from xlsreport.definition.characters import WITHOUT_BLANKS
from xlsreport.layout.grid import LabelBox, TableGrid

POINTS_PER_LINE = 15.5
"""Height of a line of 11 point text."""
ONE_LINE = 20.0
"""Height of a row of one such line, with room for substitute fonts."""
MANY_COLUMNS = 12
"""A page leaves a table of more printed columns no more room than its figures need as a rule."""
_FIGURE_WIDTHS = ((6, 16.0), (MANY_COLUMNS, 9.5), (1000, 7.8))
"""Minimum widths of figure columns by the number of printed columns. Eight digits, the largest counts seen, need 9.5;
a page with fifteen columns leaves less."""
_MAX_ONE_LINE_WIDTH = 34
"""A label of one row stays on one line up to this width."""
_MANY_ROWS = 8
_CAPITAL = 1.2
"""A capital letter beside a digit, on average: 1.1 in Calibri, 1.2 in Arial, by the widths in the fonts."""
_PADDING = 2.6
_BESIDE_A_WORD = 1.4
"""Room that a column needs beside a word, or programs break the word: their margins, and letters wider than a digit."""
_UNPARTED = re.compile(rf"[^\s{WITHOUT_BLANKS}-]+-?|[{WITHOUT_BLANKS}]")
"""A piece of a text between places where a line may end."""


def width_in_characters(text: str) -> float:
    """Width in digits of the default font; East Asian characters are two wide."""
    capitals = (_CAPITAL - 1) * sum(map(str.isupper, text))
    if text.isascii():
        return len(text) + capitals
    return capitals + sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0  # an accent or vowel sign that stands over its letter
    # Signs of ambiguous width such as … are wide in a Chinese font; Cyrillic, Greek and accented letters are not.
    return 2 if unicodedata.east_asian_width(character) in ("WF" if character.isalpha() else "WFA") else 1


def widest_word(text: str) -> float:
    """The width of the longest piece of a text that a program does not part by itself.

    Lines end at blanks, behind hyphens, and beside letters of languages without blanks.
    """
    return max(map(width_in_characters, _UNPARTED.findall(text)), default=0.0)


def lines_needed(text: str, width: float) -> int:
    """The number of lines of a text in a column of a width; words are not parted."""
    usable = max(2.0, width - 1)
    return sum(_lines_of(paragraph, usable) for paragraph in text.split("\n"))


def _lines_of(paragraph: str, usable: float) -> int:
    if width_in_characters(paragraph) <= usable:
        return 1
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        needed = width_in_characters(word)
        if used and used + 1 + needed > usable:
            lines, used = lines + 1, 0.0
        used += needed + (1 if used else 0)
        if used > usable:  # a word that is wider than the column goes on in the next line
            full = math.ceil(used / usable) - 1
            lines, used = lines + full, used - full * usable
    return lines


def height_for(text: str, width: float, *, least: float = ONE_LINE) -> float:
    """The height of a row in points that shows the whole text."""
    return max(least, lines_needed(text, width) * POINTS_PER_LINE + 4)


def column_widths(grid: TableGrid) -> list[float]:
    """A width for each printed column of a table, in characters."""
    return [
        _stub_column(grid, column) if column < grid.stub_width else _figure_column(grid, column)
        for column in range(grid.width)
    ]


def _stub_column(grid: TableGrid, column: int) -> float:
    """Wide enough for every label that occupies this column alone."""
    boxes = [
        label for label in grid.labels if label.role == "row" and label.box.left == column and label.box.width == 1
    ]
    headings = [label for label in grid.labels if label.further and label.role == "stub" and label.box.left == column]
    return max([6.0, *(_stub_need(label) + _PADDING for label in (*boxes, *headings))])


def _stub_need(label: LabelBox) -> float:
    """Short labels take one line and long ones two; labels beside several rows take two, beside many three.

    Words stay whole.
    """
    width = width_in_characters(label.text)
    if label.box.height == 1 and width <= _MAX_ONE_LINE_WIDTH:
        return width
    return max(width / (2 if label.box.height <= _MANY_ROWS else 3), _word(label))


def _word(label: LabelBox) -> float:
    return min(_MAX_ONE_LINE_WIDTH, widest_word(label.text))


def _figure_column(grid: TableGrid, column: int) -> float:
    least = next(width for columns, width in _FIGURE_WIDTHS if grid.width <= columns)
    return max(
        [
            least,
            *(_share(label) for label in grid.labels if label.role == "column" and _covers(label, column)),
        ]
    )


def _covers(label: LabelBox, column: int) -> bool:
    return label.box.left <= column < label.box.right


def _share(label: LabelBox) -> float:
    """The width that a heading needs of each of its columns: for two lines in each of its rows, and for whole words."""
    two_lines = width_in_characters(label.text) / (2 * label.box.height) + _PADDING - 1
    return max(two_lines, _word(label) + _BESIDE_A_WORD) / label.box.width


def sheet_row_heights(grid: TableGrid, widths: list[float]) -> list[float]:
    """A height for each printed row of a table, in points."""
    heights = [21.0] * grid.height
    for label in grid.labels:
        if label.role == "caption" or label.box.height > 2 * lines_needed(label.text, 8):
            continue
        width = sum(widths[label.box.left : label.box.right])
        each = height_for(label.text, width) / label.box.height
        for row in range(label.box.top, label.box.bottom):
            heights[row] = max(heights[row], each)
    return heights
