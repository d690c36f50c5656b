"""How the contents of a cell are drawn, by its format, by conditional formats, and by the styles of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsreport.layout.cells import CellRange, parse_range
from xlsreport.opc.safe_xml import parse_xml
from xlsreport.xlsx.appearance.hiding_reasons import STANDARD_SIZE, VisualStyle, fill_colour
from xlsreport.xlsx.cell_format.cell_fonts import Font
from xlsreport.xlsx.cell_format.colours import BLACK, RGB, WHITE, Palette
from xlsreport.xlsx.cell_format.style_sheet import CellFormat, DifferentialFormat, Fill, StyleSheet, differential_format
from xlsreport.xlsx.number_format.displayed_numbers import colour_of_number
from xlsreport.xlsx.package.workbook_package import Package
from xlsreport.xlsx.worksheet.sheet_frame import ConditionalFormat

_WHOLE, _NO_CHANGE = "wholeTable", DifferentialFormat()


def visual_style_of(own: CellFormat, palette: Palette, number: int | Decimal | None = None) -> VisualStyle:
    """How a style shows what is in a cell; of a number, in the colour that its format gives it."""
    letters = _of_format(own.format_code, palette, number) or palette.colour(own.font.color, BLACK)
    size = STANDARD_SIZE if own.font.size is None else own.font.size
    return VisualStyle(
        letters,
        _behind(own.fill, palette),
        size,
        own.indent,
        own.is_shrunk,
        own.is_repeated,
        _is_symbols(own.font, palette),
        own.rotation,
        _stops(own.fill, palette),
    )


def _is_symbols(font: Font, palette: Palette) -> bool:
    return font.is_symbols or font.scheme in palette.symbol_schemes


def with_font(font: Font, style: VisualStyle, palette: Palette) -> VisualStyle:
    """How letters with a font of their own are drawn."""
    letters = palette.colour(font.color, style.letters) if font.color else style.letters
    return style._replace(letters=letters, size=font.size or style.size, is_symbols=_is_symbols(font, palette))


def _of_format(code: str, palette: Palette, number: int | Decimal | None) -> RGB | None:
    coloured = None if number is None else colour_of_number(code, number)
    return None if coloured is None else palette.of_format(coloured)


def _behind(fill: Fill, palette: Palette) -> RGB:
    return fill_colour(fill.pattern, fill.foreground, fill.background, palette)


def _stops(fill: Fill, palette: Palette) -> tuple[RGB, ...]:
    return tuple(palette.colour(stop, WHITE) for stop in fill.stops)


def conditional_variants(
    rule: ConditionalFormat, style: VisualStyle, number: int | Decimal | None, styles: StyleSheet
) -> Iterator[VisualStyle]:
    """How the contents of a cell may be drawn where a conditional format applies.

    A bar or a scale of colours may have any of its colours behind a figure.
    """
    palette, own = styles.palette, differential_format_of(rule, styles)
    for written in rule.colors:
        yield style._replace(behind=palette.colour(written, style.behind))
    if own is not _NO_CHANGE:
        yield restyled(style, own, number, palette)


def restyled(
    style: VisualStyle, own: DifferentialFormat, number: int | Decimal | None, palette: Palette
) -> VisualStyle:
    """How the contents of a cell are drawn with what a conditional format or the style of a table changes."""
    drawn = style if own.font is None else with_font(own.font, style, palette)
    letters, behind, stops = drawn.letters, style.behind, style.also_behind
    if own.fill is not None:
        behind, stops = _changed(own.fill, behind, palette), _stops(own.fill, palette)
    coloured = None if own.code is None else _of_format(own.code, palette, number)
    return drawn._replace(letters=coloured or letters, behind=behind, also_behind=stops)


def _changed(fill: Fill, behind: RGB, palette: Palette) -> RGB:
    """The colour behind a figure; a solid fill of a conditional format has it as its background's (18.8.32)."""
    if fill.pattern in ("", "none", "solid"):
        written = fill.background or fill.foreground
        return palette.colour(written, behind) if written else behind
    return _behind(fill, palette)


def differential_format_of(rule: ConditionalFormat, styles: StyleSheet) -> DifferentialFormat:
    """What a conditional format changes: nothing where it draws only."""
    if rule.own_format is not None:
        return differential_format(rule.own_format, {})
    number = len(styles.conditional) if rule.format is None else rule.format
    return styles.conditional[number] if number < len(styles.conditional) else _NO_CHANGE


class StyledTable(NamedTuple):
    """A table with a style that came with the file ([ECMA-376] part 1, 18.5.1 and 18.8.83).

    Excel's own styles leave everything legible, and a file only names them.

    Attributes:
        area: its cells.
        whole: what applies to all of them.
        parts: what applies besides to some: a heading, every other row …
    """

    area: CellRange
    whole: DifferentialFormat
    parts: Sequence[DifferentialFormat]

    @property
    def strikes_out(self) -> bool:
        """Whether it strikes out what is in some cell."""
        return any(one.strikes_out for one in (self.whole, *self.parts))

    def variants(self, style: VisualStyle, styles: StyleSheet) -> Iterator[VisualStyle]:
        """How the contents of one of its cells may be drawn, wherever in the table it is."""
        everywhere = restyled(style, self.whole, None, styles.palette)
        yield everywhere
        for part in self.parts:
            yield restyled(everywhere, part, None, styles.palette)


def styled_tables(package: Package, part: str, styles: StyleSheet) -> Iterator[StyledTable]:
    """The tables on a sheet, by the name of its part, whose styles came with the file."""
    for one in package.relationships(part):
        if one.kind == "table" and one.target in package.parts and styles.tables:
            root = parse_xml(package.parts[one.target])
            area = parse_range(root.attributes.get("ref", ""), "")
            named = [info.attributes.get("name", "") for info in root.all("tableStyleInfo")]
            formats = styles.tables.get(named[-1], {}) if named else {}
            if area is not None and formats:
                parts = tuple(own for kind, own in formats.items() if kind != _WHOLE)
                yield StyledTable(area, formats.get(_WHOLE, DifferentialFormat()), parts)
