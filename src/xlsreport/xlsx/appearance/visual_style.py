"""How the cells of a sheet are seen: what of their styles, rows, columns and conditional formats decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, lru_cache

from xlsreport.layout.cells import CellRange, parse_range
from xlsreport.xlsx.appearance.hiding_reasons import MIN_HEIGHT, CellGeometry, VisualStyle, fill_colour
from xlsreport.xlsx.cell_format.cell_fonts import Font
from xlsreport.xlsx.cell_format.colours import BLACK, RGB, Palette
from xlsreport.xlsx.cell_format.style_sheet import CellFormat, DifferentialFormat, Fill, StyleSheet, differential_format
from xlsreport.xlsx.number_format.displayed_numbers import built_in_code, colour_of_number, shows_exactly
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells
from xlsreport.xlsx.worksheet.sheet_frame import ConditionalFormat
from xlsreport.xlsx.worksheet.sheet_skeleton import RowColumn

_STANDARD_SIZE = 11.0
"""Points of letters whose style states no size."""
_MAX_MERGED = 200
"""Rows and columns of merged cells that are looked at; whoever merges more hides nothing by their size."""


def format_code_of(style: CellFormat) -> str:
    """The number format of a cell."""
    return built_in_code(style.number) if style.code is None else style.code


@lru_cache(maxsize=1)
def all_show_integers(styles: StyleSheet) -> bool:
    """Whether every format of cells shows whole numbers as they are."""
    return all(
        shows_exactly(code, number) for code in set(map(format_code_of, styles.cells)) for number in (11, -11, 0)
    )


def visual_style_of(style: CellFormat, palette: Palette, number: int | Decimal | None = None) -> VisualStyle:
    """How a style shows what is in a cell; of a number, in the colour that its format gives it."""
    letters = _of_format(format_code_of(style), palette, number) or palette.colour(style.font.color, BLACK)
    size = _STANDARD_SIZE if style.font.size is None else style.font.size
    behind, font = _behind(style.fill, palette), style.font
    return VisualStyle(letters, behind, size, style.indent, style.is_shrunk, style.is_repeated, font.is_symbols)


def with_font(font: Font, look: VisualStyle, palette: Palette) -> VisualStyle:
    """How letters look that have a font of their own."""
    letters = palette.colour(font.color, look.letters) if font.color else look.letters
    return replace(look, letters=letters, size=font.size or look.size, is_symbols=font.is_symbols)


def _of_format(code: str, palette: Palette, number: int | Decimal | None) -> RGB | None:
    coloured = None if number is None else colour_of_number(code, number)
    return None if coloured is None else palette.of_format(coloured)


def _behind(fill: Fill, palette: Palette) -> RGB:
    return fill_colour(fill.pattern, fill.foreground, fill.background, palette)


def conditional_variants(
    rule: ConditionalFormat, look: VisualStyle, number: int | Decimal | None, styles: StyleSheet
) -> Iterator[VisualStyle]:
    """How what is in a cell may look where a conditional format applies to it.

    A bar or a scale of colours may have any of its colours behind a figure.
    """
    palette, style = styles.palette, differential_format_of(rule, styles)
    for written in rule.colors:
        yield replace(look, behind=palette.colour(written, look.behind))
    if style is None:
        return
    letters, behind = look.letters, look.behind
    if style.font is not None and style.font.color:
        letters = palette.colour(style.font.color, letters)
    if style.fill is not None:
        behind = _changed(style.fill, behind, palette)
    code = conditional_code(style)
    yield replace(look, letters=(code and _of_format(code, palette, number)) or letters, behind=behind)


def _changed(fill: Fill, behind: RGB, palette: Palette) -> RGB:
    """The colour behind a figure; a solid fill of a conditional format has it as its background's (18.8.32)."""
    if fill.pattern in ("", "none", "solid"):
        written = fill.background or fill.foreground
        return palette.colour(written, behind) if written else behind
    return _behind(fill, palette)


def differential_format_of(rule: ConditionalFormat, styles: StyleSheet) -> DifferentialFormat | None:
    """What a conditional format changes; None for what draws only."""
    if rule.own_format is not None:
        return differential_format(rule.own_format, {})
    known = rule.format is not None and rule.format < len(styles.conditional)
    return styles.conditional[rule.format] if known and rule.format is not None else None


def conditional_code(style: DifferentialFormat) -> str | None:
    """The number format of a conditional format, where it has one."""
    if style.number is None:
        return None
    return style.code or built_in_code(style.number)


class SheetGeometry:
    """Where the cells of a sheet are, and how large."""

    def __init__(self, sheet: SheetCells) -> None:
        self._sheet = sheet
        self._frame = sheet.frame

    def spot(self, row: int, column: int) -> CellGeometry:
        """Where a cell is; merged cells are seen where the first of them is."""
        area = self._merged.get((row, column))
        rows = range(row, row + 1 if area is None else min(area.last.row + 1, row + _MAX_MERGED))
        columns = range(column, column + 1 if area is None else min(area.last.column + 1, column + _MAX_MERGED))
        first_row, first_column = self._frame.first_reached
        return CellGeometry(
            row_hidden=all(map(self._is_row_hidden, rows)),
            column_hidden=all(map(self._is_column_hidden, columns)),
            height=_together(map(self._height, rows)),
            width=_together(map(self.width, columns)),
            zoom=self._frame.zoom,
            is_scrolled_off=row < first_row or column < first_column,
        )

    def width(self, column: int) -> float | None:
        """How wide a column is, in digits; None where the program decides."""
        found = self._frame.column(column)
        return self._frame.default_width if found is None or found.width is None else found.width

    def _height(self, row: int) -> float | None:
        found = self._sheet.rows.get(row)
        if found is not None and found.height is not None:
            return found.height
        # Rows without a height grow with what is in them, unless others are said to be as good as none.
        default = self._frame.default_height
        return default if default is not None and default < MIN_HEIGHT * _STANDARD_SIZE else None

    def _is_row_hidden(self, row: int) -> bool:
        found = self._sheet.rows.get(row)
        return self._frame.hides_rows if found is None else found.is_hidden or row in self._collapsed_rows

    def _is_column_hidden(self, column: int) -> bool:
        found = self._frame.column(column)
        return found is not None and (found.is_hidden or column in self._collapsed_columns)

    @cached_property
    def _collapsed_rows(self) -> frozenset[int]:
        """Rows in groups that are closed: LibreOffice shows none of them, whether they are said to be hidden or not."""
        rows = self._sheet.rows
        depths = {number: row.outline for number, row in rows.items() if row.outline}
        closed = [(number, row.outline) for number, row in rows.items() if row.is_collapsed]
        return frozenset(_within_groups(depths, closed))

    @cached_property
    def _collapsed_columns(self) -> frozenset[int]:
        columns = self._frame.columns
        grouped = [some for some in columns if some.outline]
        depths = {n: some.outline for some in grouped for n in range(some.first, some.last + 1)}
        return frozenset(_within_groups(depths, [(some.first, some.outline) for some in columns if some.is_collapsed]))

    @cached_property
    def _merged(self) -> Mapping[RowColumn, CellRange]:
        areas = [area for text in self._frame.merged if (area := parse_range(text, "")) is not None]
        return {(area.first.row, area.first.column): area for area in areas}


def _together(sizes: Iterable[float | None]) -> float | None:
    """The size of several rows or columns; None where the program decides on one of them."""
    known = list(sizes)
    return None if None in known else sum(size for size in known if size is not None)


def _within_groups(depths: Mapping[int, int], closed: Iterable[tuple[int, int]]) -> Iterator[int]:
    """What stands before the ends of closed groups, as far as it lies deeper than they do."""
    for end, depth in closed:
        at = end - 1
        while depths.get(at, 0) > depth:
            yield at
            at -= 1
