"""Whether the contents of a cell can be seen: not hidden, large enough, and with enough contrast.

The thresholds come from pictures of cells as LibreOffice draws them, and from what Excel is known to do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from xlsreport.spreadsheet.opened_spreadsheet import HidingReason
from xlsreport.xlsx.cell_format.colours import BLACK, RGB, WHITE, Palette, contrast, mixed

MIN_CONTRAST = 1.2
"""Contrast ratio (WCAG 2). Grey of lightness 235 of 255 on white has 1.2: a reader overlooks it. Yellow on white has
less, and is lost on paper."""
MIN_SIZE = 4.0
"""Points. Letters of three points have three pixels on a screen, and digits cannot be told apart."""
MIN_HEIGHT = 0.7
"""Height of a row in font sizes. In a lower row half of each digit is cut off, whatever the alignment, so that 5 and 6
look alike."""
MIN_WIDTH = 1.0
"""Width of a column in digits. It includes a margin of five pixels, so that in a narrower one not even a # is left."""
MIN_ZOOM = 20
"""Percent. Below it letters of 11 points are shown with two; Excel goes down to 10."""
_INDENT = 1.3
"""Width of one step of indentation in digits: three blanks of the standard font."""
STANDARD_SIZE = 11.0
"""Points of letters whose font states no size, and of the font that columns are measured by."""
_STACKED = 255
"""The rotation that stands for letters one below the other."""
_DIGIT, _LINE = 0.5, 1.15
"""Width of a digit, and height of a line, in font sizes."""
_MARGIN = 0.7
"""Margin of a column in digits: five pixels, where a digit has seven."""

_SHARES: Mapping[str, float] = {
    "solid": 1,
    **dict.fromkeys(("darkGray", "darkTrellis", "darkGrid"), 0.75),
    **dict.fromkeys(("mediumGray", "darkHorizontal", "darkVertical", "darkDown", "darkUp"), 0.5),
    **dict.fromkeys(("lightGray", "lightHorizontal", "lightVertical", "lightDown", "lightUp"), 0.25),
    **dict.fromkeys(("lightGrid", "lightTrellis"), 0.35),
    "gradient": 0.5,
    "gray125": 0.125,
    "gray0625": 0.0625,
}
"""About how much of a cell the foreground of a pattern covers ([ECMA-376] part 1, 18.18.55); of a gradient, its first
colour."""


class VisualStyle(NamedTuple):
    """How a cell's contents are drawn: the colours of letters and of what is behind them, and the letters' size.

    ``size`` is in points, ``indent`` in steps; ``is_shrunk`` says that letters are made smaller until they fit,
    ``is_repeated`` that they fill the cell over and over (horizontal alignment ``fill``), ``is_symbols`` that their
    font has pictures in their place. ``also_behind`` are colours that some of the letters have behind them, of a
    gradient. ``rotation`` is in degrees, or 255 for letters one below the other.
    """

    letters: RGB = BLACK
    behind: RGB = WHITE
    size: float = 11.0
    indent: int = 0
    is_shrunk: bool = False
    is_repeated: bool = False
    is_symbols: bool = False
    rotation: int = 0
    also_behind: tuple[RGB, ...] = ()


class CellGeometry(NamedTuple):
    """Where a cell is, and how large: its row and column may be hidden, by themselves or in a collapsed group.

    ``height`` is in points, ``width`` in digits of the standard font, as files have them; of merged cells, of all rows
    and columns together; None where the program decides. ``zoom`` is in percent. ``is_scrolled_off`` says that panes
    are fixed so that the cell cannot be scrolled to.
    """

    row_hidden: bool = False
    column_hidden: bool = False
    height: float | None = None
    width: float | None = None
    zoom: int = 100
    is_scrolled_off: bool = False


def hiding_reason(style: VisualStyle, geometry: CellGeometry, shown: str) -> HidingReason | None:
    """Why what a cell shows is not seen as it is; None where it is seen.

    Args:
        style: How it is drawn.
        geometry: Where, and how large.
        shown: What it shows, see :func:`xlsreport.xlsx.number_format.displayed_numbers.displayed_text`;
            an empty text is never hidden.
    """
    if not shown.strip():
        return None
    characters = len(shown)
    away = _away(style, geometry, characters)
    if away is not None:
        return away
    if _size(style, geometry, characters) < MIN_SIZE:
        return "size"
    if style.is_symbols:
        return "symbols"
    if any(contrast(style.letters, colour) < MIN_CONTRAST for colour in (style.behind, *style.also_behind)):
        return "colour"
    return "repeated" if style.is_repeated and _fits_twice(geometry, characters) else None


def _away(style: VisualStyle, geometry: CellGeometry, characters: int) -> HidingReason | None:
    """Why the cell as such is not seen."""
    if geometry.row_hidden:
        return "row"
    if geometry.column_hidden:
        return "column"
    if geometry.height is not None and geometry.height < _least_height(style, characters):
        return "height"
    if geometry.width is not None and geometry.width - _INDENT * style.indent < MIN_WIDTH:
        return "width"
    if geometry.is_scrolled_off:
        return "scrolled"
    return "zoom" if geometry.zoom < MIN_ZOOM else None


def _least_height(style: VisualStyle, characters: int) -> float:
    """Points that a row needs; letters that are turned take their length upwards, and the rest is cut off."""
    if style.rotation == _STACKED:
        return style.size * _LINE * characters
    angle = style.rotation if style.rotation <= 90 else style.rotation - 90  # downwards by what is above 90
    upright = math.sin(math.radians(angle))
    return style.size * max(MIN_HEIGHT, _DIGIT * characters * upright)


def _size(style: VisualStyle, geometry: CellGeometry, characters: int) -> float:
    """The size of letters in points, after they were shrunk to fit."""
    if not style.is_shrunk or geometry.width is None:
        return style.size
    return style.size * min(1.0, _room(style.indent, geometry.width) / characters)


def _room(indent: int, width: float) -> float:
    """The digits that a column has room for."""
    return max(0.0, width - _INDENT * indent - _MARGIN)


def most_characters(size: float, indent: int, width: float | None) -> float:
    """The characters of a size that are still large enough when they are shrunk to fit into a column."""
    return math.inf if width is None else _room(indent, width) * size / MIN_SIZE


def _fits_twice(geometry: CellGeometry, characters: int) -> bool:
    return geometry.width is None or geometry.width - _MARGIN >= 2 * characters


def has_room(shown: str, width: float | None, size: float = STANDARD_SIZE) -> bool:
    """Whether a column has room for all digits; the format General rounds in a narrower one.

    Columns are measured in digits of the standard font; larger ones need more, and nobody relies on smaller ones.
    """
    return width is None or len(shown) * max(1.0, size / STANDARD_SIZE) <= width - _MARGIN


def fill_colour(pattern: str, front: Mapping[str, str], back: Mapping[str, str], palette: Palette) -> RGB:
    """The colour of a cell's fill; of a pattern, the mixture of its two colours.

    Args:
        pattern: As a style names it (18.18.55); one that is not known counts as none, which is white.
        front: The attributes of the foreground's colour.
        back: Those of the background's.
        palette: What these stand for.
    """
    if pattern not in _SHARES:
        return WHITE
    return mixed(palette.colour(front, BLACK), palette.colour(back, WHITE), _SHARES[pattern])
