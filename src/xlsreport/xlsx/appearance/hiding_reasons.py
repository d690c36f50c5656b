"""Whether what a cell holds can be seen: in sight at all, large enough, and in another colour than what is behind it.

The bounds were set by pictures of cells as LibreOffice draws them, and by what Excel is known to do; each says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.spreadsheet.opened_spreadsheet import HidingReason
from xlsreport.xlsx.cell_format.colours import BLACK, RGB, WHITE, Palette, contrast, mixed

MIN_CONTRAST = 1.2
"""Grey of a lightness of 235 of 255 on white is at 1.2: who looks for it finds it, who reads the sheet does not. Yellow
on white is less, and lost on paper."""
MIN_SIZE = 4.0
"""Points: three are three dots on a screen, and no digit can be told from another."""
MIN_HEIGHT = 0.7
"""Of a row, in sizes of its letters, whose digits are as high: in a lower one, half of each digit is cut off, wherever
it is aligned, and 5 and 6 look alike."""
MIN_WIDTH = 1.0
"""Of a column, in digits: with five dots of margin, which are within it, nothing is left of one digit or of one #."""
MIN_ZOOM = 20
"""Percent: below, letters of 11 points are shown with two; Excel goes down to 10."""
_INDENT = 1.3
"""Digits by which one step indents, three blanks of the standard font."""
_MARGIN = 0.7
"""Digits of a column that stay empty: five dots where a digit has seven."""

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
"""How much of a cell the foreground of a pattern covers (18.18.55), about; of a gradient, its first colour."""


@dataclass(frozen=True, slots=True)
class VisualStyle:
    """How a cell's contents are drawn: the colours of letters and of what is behind them, and the letters' size.

    ``size`` is in points, ``indent`` in steps; ``is_shrunk`` says that letters are made smaller until they fit,
    ``is_repeated`` that they fill the cell over and over (horizontal alignment ``fill``), ``is_symbols`` that their
    font has pictures in their place.
    """

    letters: RGB = BLACK
    behind: RGB = WHITE
    size: float = 11.0
    indent: int = 0
    is_shrunk: bool = False
    is_repeated: bool = False
    is_symbols: bool = False


@dataclass(frozen=True, slots=True)
class CellGeometry:
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


def hiding_reason(look: VisualStyle, spot: CellGeometry, shown: str) -> HidingReason | None:
    """Why what a cell shows is not seen as it is; None where it is seen.

    Args:
        look: How it is drawn.
        spot: Where.
        shown: What it shows, see :func:`xlsreport.xlsx.number_format.displayed_numbers.displayed_text`;
            an empty text is never hidden.
    """
    if not shown.strip():
        return None
    away = _away(look, spot)
    if away is not None:
        return away
    if _size(look, spot, shown) < MIN_SIZE:
        return "size"
    if look.is_symbols:
        return "symbols"
    if contrast(look.letters, look.behind) < MIN_CONTRAST:
        return "colour"
    return "repeated" if look.is_repeated and _fits_twice(spot, shown) else None


def _away(look: VisualStyle, spot: CellGeometry) -> HidingReason | None:
    """Why the cell itself is not seen."""
    if spot.row_hidden:
        return "row"
    if spot.column_hidden:
        return "column"
    if spot.height is not None and spot.height < MIN_HEIGHT * look.size:
        return "height"
    if spot.width is not None and spot.width - _INDENT * look.indent < MIN_WIDTH:
        return "width"
    if spot.is_scrolled_off:
        return "scrolled"
    return "zoom" if spot.zoom < MIN_ZOOM else None


def _size(look: VisualStyle, spot: CellGeometry, shown: str) -> float:
    """The size of letters, in points, when they were made to fit."""
    if not look.is_shrunk or spot.width is None:
        return look.size
    room = max(0.0, spot.width - _INDENT * look.indent - _MARGIN)
    return look.size * min(1.0, room / len(shown))


def _fits_twice(spot: CellGeometry, shown: str) -> bool:
    return spot.width is None or spot.width - _MARGIN >= 2 * len(shown)


def has_room(shown: str, width: float | None) -> bool:
    """Whether a column has room for all digits that the format General shows; in a narrower one it rounds."""
    return width is None or len(shown) <= width - _MARGIN


def fill_colour(pattern: str, front: Mapping[str, str], back: Mapping[str, str], palette: Palette) -> RGB:
    """The colour of a cell's fill: of a pattern, what its two colours look like together.

    Args:
        pattern: As a style names it (18.18.55); one that is not known counts as none, which is white.
        front: The attributes of the foreground's colour.
        back: Those of the background's.
        palette: What these stand for.
    """
    if pattern not in _SHARES:
        return WHITE
    return mixed(palette.colour(front, BLACK), palette.colour(back, WHITE), _SHARES[pattern])
