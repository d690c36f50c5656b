"""Finds cells whose contents are not seen as they are.

In most files nothing can hide anything, as a few formats and rows show. Only where something could, every cell is
inspected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlsreport.layout.cells import CellRef, parse_range
from xlsreport.opc.safe_xml import parse_xml
from xlsreport.spreadsheet.opened_spreadsheet import CellQuery, HiddenCell, HidingReason, RowColumn
from xlsreport.values import Number, exact, is_number, typed_text
from xlsreport.xlsx.appearance.drawing_areas import DrawnArea, drawn_areas
from xlsreport.xlsx.appearance.hiding_reasons import MIN_ZOOM, CellGeometry, VisualStyle, has_room, hiding_reason
from xlsreport.xlsx.appearance.sheet_geometry import SheetGeometry
from xlsreport.xlsx.appearance.visual_style import (
    conditional_variants,
    differential_format_of,
    number_format_of,
    visual_style_of,
    with_font,
)
from xlsreport.xlsx.cell_format.style_sheet import CellFormat, StyleSheet
from xlsreport.xlsx.number_format.displayed_numbers import (
    displayed_text,
    is_general,
    shows_exactly,
    shows_text_exactly,
    without_suffix,
)
from xlsreport.xlsx.package.workbook_package import Package
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells
from xlsreport.xlsx.worksheet.sheet_frame import ConditionalFormat

_LOW, _NARROW = 13.0, 3.0
"""Points and digits. Lower rows and narrower columns are inspected; ours are higher and wider."""
_SAMPLES = (None, 1, -1, 0)
"""A text, and numbers that a format may colour differently."""
_ROW_HEIGHT, _COLUMN_WIDTH, _DIGIT_WIDTH = 15.0, 9.1, 5.25
"""Height of rows (points) and width of columns (digits) that state none; width of a digit in points."""

_MAX_JUDGED = 32
"""Combinations of formats whose result is cached; workbooks of one definition share them, one for each sheet."""


class HiddenCellFinder:
    """Finds the cells of one sheet that are not seen as they are.

    Args:
        sheet: the cells.
        styles: the formats of the workbook.
        package: the parts of the file.
        part: the name of the sheet's part.
        has_runs: whether letters of some shared text have a font of their own.
    """

    def __init__(self, sheet: SheetCells, styles: StyleSheet, package: Package, part: str, *, has_runs: bool) -> None:
        self._sheet, self._styles, self._package, self._part = sheet, styles, package, part
        self._has_runs = has_runs or sheet.has_runs

    def among(self, query: CellQuery, *, has_figures: bool) -> Iterator[HiddenCell]:
        """Those of some cells; arguments as for ``OpenedSpreadsheet.hidden_cells``."""
        if self._has_runs or _could_hide(self._sheet, query, self._styles, has_figures=has_figures):
            inspector = _CellInspector(self._sheet, self._styles, self._package, self._part, query.suffixes)
            yield from filter(None, map(inspector.inspect, query.cells))


def _could_hide(sheet: SheetCells, query: CellQuery, styles: StyleSheet, *, has_figures: bool) -> bool:
    """Whether something about a sheet could hide one of these cells, or change what it shows."""
    frame = sheet.frame
    rows, used = sheet.skeleton.filled_rows(query)
    if any(row.is_hidden or row.outline or (row.height is not None and row.height < _LOW) for row in rows):
        return True
    is_odd = frame.zoom < MIN_ZOOM or frame.first_reached != (0, 0) or frame.hides_rows or "drawing" in frame.parts
    is_low = frame.default_height is not None and frame.default_height < _LOW
    has_own = not any(row.unstated for row in rows) and all(number is None or styles.has(number) for number in used)
    if not has_own and any(columns.style for columns in frame.columns):
        return True
    if is_odd or is_low or frame.has_rules_of_their_own or _has_narrow_columns(sheet, query):
        return True
    rules = frozenset([rule.format for rule in frame.conditionals if rule.format is not None])
    return _formats_could_hide(styles, used, rules, has_figures)


def _has_narrow_columns(sheet: SheetCells, query: CellQuery) -> bool:
    first, last = query.columns
    default = sheet.frame.default_width
    return (default is not None and default < _NARROW) or any(
        some.first <= last and some.last >= first and (some.is_hidden or some.outline or _is_narrow(some.width))
        for some in sheet.frame.columns
    )


def _is_narrow(width: float | None) -> bool:
    return width is not None and width < _NARROW


@lru_cache(maxsize=_MAX_JUDGED)
def _formats_could_hide(
    styles: StyleSheet, used: frozenset[int | None], rules: frozenset[int], has_figures: bool
) -> bool:
    """Whether one of some cell formats could hide something, by itself or together with a conditional format."""
    conditional = [ConditionalFormat("", "", number) for number in rules]
    formats = [styles.of(number) for number in used if number is not None]
    return any(_format_could_hide(style, styles, conditional, has_figures) for style in formats)


def _format_could_hide(
    style: CellFormat, styles: StyleSheet, rules: Sequence[ConditionalFormat], has_figures: bool
) -> bool:
    if style.is_shrunk or style.is_repeated or style.indent > 1 or (has_figures and is_general(style.format_code)):
        return True
    for sample in _SAMPLES:
        plain = visual_style_of(style, styles.palette, sample)
        drawn = [plain, *(under for rule in rules for under in conditional_variants(rule, plain, sample, styles))]
        if any(hiding_reason(one, CellGeometry(), "1") for one in drawn):
            return True
    if not shows_text_exactly(style.format_code):
        return True
    if any(_strikes_out(rule, styles) for rule in rules):
        return True
    return any(_misleading_code(rule, number, styles) for rule in rules for number in (None, 11, -11))


def _misleading_code(
    rule: ConditionalFormat, number: Number | None, styles: StyleSheet, suffix: str = ""
) -> str | None:
    """The number format of a conditional format, where it shows another figure, or another text.

    Decimals are left out of account: a format for whole numbers that applies to whole numbers only is one of ours.
    """
    style = differential_format_of(rule, styles)
    code = None if style is None else number_format_of(style)
    if code is None:
        return None
    bare = without_suffix(code, suffix)
    return None if (shows_text_exactly(bare) if number is None else shows_exactly(bare, int(number))) else code


class _CellInspector:
    """Looks at cells of a sheet one by one.

    Args:
        sheet: the cells.
        styles: the formats of the workbook.
        package: the parts of the file, among which the drawings on the sheet are.
        part: the name of the sheet's part.
        suffixes: what number formats are to put behind the figures of some cells.
    """

    def __init__(
        self, sheet: SheetCells, styles: StyleSheet, package: Package, part: str, suffixes: Mapping[RowColumn, str]
    ) -> None:
        self._suffixes = suffixes
        self._sheet, self._styles, self._geometry = sheet, styles, SheetGeometry(sheet)
        self._drawn = _drawn_areas(package, part, self._geometry)
        areas = ((rule, [parse_range(text, "") for text in rule.areas.split()]) for rule in sheet.frame.conditionals)
        self._rules = [(rule, [area for area in some if area is not None]) for rule, some in areas]

    def inspect(self, at: RowColumn) -> HiddenCell | None:
        """Why what a cell holds is not seen as it is; None where it is seen, or where the cell is empty."""
        typed = exact(self._sheet.value(*at))
        if typed == "":
            return None
        return self._inspect(at, typed_text(typed), typed if is_number(typed) else None)

    def _inspect(self, at: RowColumn, text: str, number: Number | None) -> HiddenCell | None:
        cell_format, geometry = self._sheet.style(*at), self._geometry.cell(*at)
        code = cell_format.format_code
        text = text if number is None else displayed_text(code, number) or text
        style = visual_style_of(cell_format, self._styles.palette, number)
        reason = hiding_reason(style, geometry, text) or self._reason_of_runs(at, style)
        if reason is not None:
            return HiddenCell(at, reason)
        if number is None and not shows_text_exactly(code):
            return HiddenCell(at, "text_format", code)
        if any(area.covers(*at) for area in self._drawn):
            return HiddenCell(at, "drawing")
        if number is not None and is_general(code) and not has_room(text, geometry.width):
            return HiddenCell(at, "rounding")
        under_rules = (self._under(rule, at, style, number, text) for rule in self._rules_over(at))
        return next(filter(None, under_rules), None)

    def _reason_of_runs(self, at: RowColumn, style: VisualStyle) -> HidingReason | None:
        """Why some letters of a cell that have a font of their own are not seen."""
        runs = self._sheet.text(*at).runs
        styles = ((letters, with_font(font, style, self._styles.palette)) for letters, font in runs)
        reasons = (hiding_reason(own, CellGeometry(), letters) for letters, own in styles)
        return next(filter(None, reasons), None)

    def _rules_over(self, at: RowColumn) -> Iterator[ConditionalFormat]:
        here = CellRef("", *at)
        return (rule for rule, areas in self._rules if any(here in area for area in areas))

    def _under(
        self, rule: ConditionalFormat, at: RowColumn, style: VisualStyle, number: Number | None, text: str
    ) -> HiddenCell | None:
        """What a conditional format hides of a cell where it applies."""
        code = _misleading_code(rule, number, self._styles, self._suffixes.get(at, ""))
        if code is not None:
            return HiddenCell(at, "conditional_format", code)
        if _strikes_out(rule, self._styles):
            return HiddenCell(at, "conditional_strike")
        variants = conditional_variants(rule, style, number, self._styles)
        if not rule.shows_value or any(hiding_reason(one, CellGeometry(), text) for one in variants):
            return HiddenCell(at, "conditional_look")
        return None


def _strikes_out(rule: ConditionalFormat, styles: StyleSheet) -> bool:
    """Whether a conditional format strikes out what is in a cell."""
    style = differential_format_of(rule, styles)
    return style is not None and style.font is not None and style.font.is_struck


def _drawn_areas(package: Package, part: str, geometry: SheetGeometry) -> Sequence[DrawnArea]:
    """Where pictures, shapes and charts lie on a sheet."""
    targets = [one.target for one in package.relationships(part) if one.kind == "drawing"]
    roots = [parse_xml(package.parts[target]) for target in targets if target in package.parts]

    def height(row: int) -> float:
        return geometry.stated_height(row) or _ROW_HEIGHT

    def width(column: int) -> float:
        return _DIGIT_WIDTH * (geometry.width(column) or _COLUMN_WIDTH)

    return [area for root in roots for area in drawn_areas(root, height, width)]
