"""The room that texts and choices need in the cells of a table: widths of columns and heights of rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import assert_never

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits, Traits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.layout.grid import FigureBox, TableGrid
from xlsreport.messages import separates_words
from xlsreport.workbook.appearance.cell_sizes import MANY_COLUMNS, POINTS_PER_LINE, height_for, width_in_characters

_MAX_TEXT_WIDTH = 40.0
"""Characters of a column for texts; longer texts take several lines."""
_MAX_LINES = 5
"""Lines of an empty cell for a text. A row of more fills the window, and most texts stay far below their limit."""
_PADDING = 3.0
"""Characters beside an option: the margins, and the arrow of the list."""
_FIRST_LONG_TEXT = 24
"""Characters from which a text is read as prose: it begins at the left."""


_AMOUNT_WIDTH = 8 + 1 + 1.6
"""Characters of the whole digits of an amount, its decimal point and the margins; 1.6 is what bold digits need, too."""
_DATE_WIDTH = {True: 12.5, False: 16.5}
"""Characters of 2026-12-31 and of 2026年12月31日 with their margins, by whether the language parts its words: a date
that does not fit is shown as #####."""


def is_prose(traits: Traits) -> bool:
    """Whether a place takes a text of several words."""
    return isinstance(traits, TextTraits) and ((traits.lines or 1) > 1 or traits.max_length >= _FIRST_LONG_TEXT)


def entry_widths(definition: Definition, grid: TableGrid) -> Mapping[int, float]:
    """The width in characters that texts, choices, dates and amounts need of each printed column.

    In a table of many columns amounts ask for none: one that does not fit is shown smaller.
    """
    needs: dict[int, float] = {}
    for figure in grid.figures:
        kind = definition.places[figure.place].kind
        if grid.width > MANY_COLUMNS and isinstance(kind.traits, NumberTraits):
            continue
        wanted = width_wanted(definition, kind)
        for column in range(figure.box.left, figure.box.right):
            needs[column] = max(needs.get(column, 0.0), wanted / figure.box.width)
    return needs


def width_wanted(definition: Definition, kind: AnyKind) -> float:
    """The width in characters that a column for texts, choices, dates or amounts needs; whole numbers ask for none."""
    match kind.traits:
        case TextTraits() if (source := definition.source_of(kind)) is not None:
            return width_wanted(definition, definition.facts(source).kind)
        case TextTraits() as traits:
            return min(_MAX_TEXT_WIDTH, _length(definition, traits) + _PADDING)
        case OptionTraits(shown=options):
            return min(_MAX_TEXT_WIDTH, max(map(width_in_characters, options)) + _PADDING)
        case DateTraits():
            return _DATE_WIDTH[separates_words(definition.writing)]
        case NumberTraits(decimals=decimals, is_share=is_share):
            return _AMOUNT_WIDTH + decimals if decimals and not is_share else 0.0
        case other:
            assert_never(other)


def _length(definition: Definition, traits: TextTraits) -> float:
    """The longest text in characters of the default font; Chinese ones are two wide."""
    return traits.max_length * (1 if separates_words(definition.writing) else 2)


def entry_heights(definition: Definition, grid: TableGrid, widths: list[float]) -> Mapping[int, float]:
    """By printed rows, the height in points of the lines that its empty cells for texts have room for."""
    heights: dict[int, float] = {}
    for figure, width in _prose(definition, grid, widths):
        traits = definition.places[figure.place].kind.traits
        if isinstance(traits, TextTraits):
            lines = traits.lines or min(_MAX_LINES, math.ceil(_length(definition, traits) / width))
            heights[figure.box.top] = max(heights.get(figure.box.top, 0.0), lines * POINTS_PER_LINE + 4)
    return heights


def filled_heights(
    definition: Definition, grid: TableGrid, widths: list[float], texts: Mapping[Place, str]
) -> Mapping[int, float]:
    """By printed rows, the height in points of the texts that stand in them, by their places."""
    heights: dict[int, float] = {}
    for figure, width in _prose(definition, grid, widths):
        if text := texts.get(figure.place):
            heights[figure.box.top] = max(heights.get(figure.box.top, 0.0), height_for(text, width - 1))
    return heights


def _prose(definition: Definition, grid: TableGrid, widths: list[float]) -> Iterator[tuple[FigureBox, float]]:
    """The cells for texts of several words, with their widths."""
    for figure in grid.figures:
        if is_prose(definition.places[figure.place].kind.traits):
            yield figure, sum(widths[figure.box.left : figure.box.right])
