"""How the cells of a sheet are seen: what of their styles, rows, columns and conditional formats decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlsreport.xlsx.appearance.hiding_reasons import VisualStyle, fill_colour
from xlsreport.xlsx.cell_format.cell_fonts import Font
from xlsreport.xlsx.cell_format.colours import BLACK, RGB, Palette
from xlsreport.xlsx.cell_format.style_sheet import CellFormat, DifferentialFormat, Fill, StyleSheet, differential_format
from xlsreport.xlsx.number_format.displayed_numbers import built_in_code, colour_of_number
from xlsreport.xlsx.worksheet.sheet_frame import ConditionalFormat

STANDARD_SIZE = 11.0
"""Points of letters whose style states no size."""


def visual_style_of(style: CellFormat, palette: Palette, number: int | Decimal | None = None) -> VisualStyle:
    """How a style shows what is in a cell; of a number, in the colour that its format gives it."""
    letters = _of_format(style.format_code, palette, number) or palette.colour(style.font.color, BLACK)
    size = STANDARD_SIZE if style.font.size is None else style.font.size
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
