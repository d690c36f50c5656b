"""Finds cells whose contents are not seen as they are.

In most files nothing can hide anything, as a few formats and rows show. Only where something could, every cell is
inspected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.opc.safe_xml import parse_xml
from xlsreport.spreadsheet.opened_spreadsheet import CellQuery, HiddenCell, HidingReason, RowColumn
from xlsreport.values import NUMBER_LIMIT, Number, exact, is_number, typed_text
from xlsreport.xlsx.appearance.drawing_areas import DrawnArea, anchored_area, drawn_areas
from xlsreport.xlsx.appearance.hiding_reasons import (
    MIN_ZOOM,
    CellGeometry,
    VisualStyle,
    has_room,
    hiding_reason,
    most_characters,
)
from xlsreport.xlsx.appearance.sheet_geometry import SheetGeometry
from xlsreport.xlsx.appearance.table_styles import StyledTable, styled_tables
from xlsreport.xlsx.appearance.visual_style import (
    STANDARD_SIZE,
    conditional_variants,
    differential_format_of,
    number_format_of,
    visual_style_of,
    with_font,
)
from xlsreport.xlsx.appearance.vml_drawings import vml_areas
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
from xlsreport.xlsx.worksheet.sheet_row import ERROR

_LOW, _NARROW = 13.0, 3.0
"""Points and digits. Lower rows and narrower columns are inspected; ours are higher and wider."""
_SAMPLES = (None, 1, -1, 0)
"""A text, and numbers that a format may colour differently."""
_ROW_HEIGHT, _COLUMN_WIDTH, _DIGIT_WIDTH = 15.0, 9.1, 5.25
"""Height of rows (points) and width of columns (digits) that state none; width of a digit in points."""

_DRAWN = frozenset(["drawing", "legacyDrawing", "controls", "oleObjects", "AlternateContent"])
"""Elements of a sheet that lead to what may lie over its cells."""
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

    def among(self, query: CellQuery) -> Iterator[HiddenCell]:
        """Those of some cells; arguments as for ``OpenedSpreadsheet.hidden_cells``."""
        parts = self._sheet.frame.parts
        drawn = _drawn_areas(self._package, self._part, self._sheet) if parts & _DRAWN else ()
        tables = tuple(styled_tables(self._package, self._part, self._styles)) if "tableParts" in parts else ()
        is_odd = bool(self._has_runs or drawn or tables)
        if is_odd or _could_hide(self._sheet, query, self._styles):
            inspector = _CellInspector(self._sheet, self._styles, drawn, tables, query.suffixes)
            yield from filter(None, map(inspector.inspect, query.cells))


def _could_hide(sheet: SheetCells, query: CellQuery, styles: StyleSheet) -> bool:
    """Whether something about a sheet could hide one of these cells, or change what it shows."""
    frame = sheet.frame
    rows, used = sheet.skeleton.filled_rows(query)
    if any(row.is_hidden or row.outline or row.stand_ins or _is_low(row.height) for row in rows):
        return True
    is_odd = frame.zoom < MIN_ZOOM or frame.first_reached != (0, 0) or frame.hides_rows
    has_own = not any(row.unstated for row in rows) and all(number is None or styles.has(number) for number in used)
    if not has_own and any(columns.style for columns in frame.columns):
        return True
    if is_odd or _is_low(frame.default_height) or frame.has_rules_of_their_own or _has_narrow_columns(sheet, query):
        return True
    rules = frozenset([rule.format for rule in frame.conditionals if rule.format is not None])
    return _formats_could_hide(styles, used, rules) or _could_be_cramped(sheet, query, styles, used)


def _could_be_cramped(sheet: SheetCells, query: CellQuery, styles: StyleSheet, used: frozenset[int | None]) -> bool:
    """Whether something may be shrunk until it cannot be read, or rounded to fit, as far as its length tells.

    The cells of our own figures are shrunk to fit, so that these never show as ``####``; hardly any is that long.
    """
    formats = {number: styles.of(number) for number in used if number is not None}
    fitted = {number: one for number, one in formats.items() if one.is_shrunk or is_general(one.format_code)}
    if not fitted:
        return False
    geometry = SheetGeometry(sheet)
    for column, style, numbers, others in sheet.written(query):
        if style in fitted and _are_cramped(fitted[style], geometry.width(column), numbers, others):
            return True
    return False


def _are_cramped(own: CellFormat, width: float | None, numbers: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the longest of some cells of a format is too long for their column."""
    if is_general(own.format_code) and numbers and not has_room(max(numbers, key=len), width):
        return True
    if not own.is_shrunk:
        return False
    longest = max(map(len, (*numbers, *others)), default=0)
    if any("e" in number or "E" in number for number in numbers):
        return True
    # More than is shown: separators of thousands, and all that the format adds.
    return longest * 4 / 3 + len(own.format_code) > most_characters(own.font.size or STANDARD_SIZE, own.indent, width)


def _has_narrow_columns(sheet: SheetCells, query: CellQuery) -> bool:
    first, last = query.columns
    default = sheet.frame.default_width
    return (default is not None and default < _NARROW) or any(
        some.first <= last and some.last >= first and (some.is_hidden or some.outline or _is_narrow(some.width))
        for some in sheet.frame.columns
    )


def _is_low(height: float | None) -> bool:
    return height is not None and height < _LOW


def _is_narrow(width: float | None) -> bool:
    return width is not None and width < _NARROW


@lru_cache(maxsize=_MAX_JUDGED)
def _formats_could_hide(styles: StyleSheet, used: frozenset[int | None], rules: frozenset[int]) -> bool:
    """Whether one of some cell formats could hide something, by itself or together with a conditional format."""
    conditional = [ConditionalFormat("", "", number) for number in rules]
    formats = [styles.of(number) for number in used if number is not None]
    return any(_format_could_hide(style, styles, conditional) for style in formats)


def _format_could_hide(style: CellFormat, styles: StyleSheet, rules: Sequence[ConditionalFormat]) -> bool:
    if style.is_repeated or style.indent > 1:
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
    code = _number_code(rule, styles)
    if code is None:
        return None
    bare = without_suffix(code, suffix)
    return None if (shows_text_exactly(bare) if number is None else shows_exactly(bare, int(number))) else code


def _number_code(rule: ConditionalFormat, styles: StyleSheet) -> str | None:
    """The number format of a conditional format, where it has one."""
    style = differential_format_of(rule, styles)
    return None if style is None else number_format_of(style)


class _CellInspector:
    """Looks at cells of a sheet one by one.

    Args:
        sheet: the cells.
        styles: the formats of the workbook.
        drawn: where pictures, shapes, charts, notes and controls lie on it.
        tables: the tables on it whose styles came with the file.
        suffixes: what number formats are to put behind the figures of some cells.
    """

    def __init__(
        self,
        sheet: SheetCells,
        styles: StyleSheet,
        drawn: Sequence[DrawnArea],
        tables: Sequence[StyledTable],
        suffixes: Mapping[RowColumn, str],
    ) -> None:
        self._suffixes, self._drawn, self._tables = suffixes, drawn, tables
        self._sheet, self._styles, self._geometry = sheet, styles, SheetGeometry(sheet)
        areas = ((rule, [parse_range(text, "") for text in rule.areas.split()]) for rule in sheet.frame.conditionals)
        self._filtered = parse_range(sheet.frame.filtered, "")
        self._rules = [(rule, [area for area in some if area is not None and not area.sheet]) for rule, some in areas]
        self._rules_of_columns: dict[int, list[tuple[ConditionalFormat, list[CellRange]]]] = {}
        self._styles_seen: dict[tuple[int, int | None], tuple[CellFormat, VisualStyle]] = {}
        self._looks_seen: dict[tuple[int, VisualStyle, int | None], bool] = {}
        self._shows_numbers = {id(rule): _number_code(rule, styles) is not None for rule, _ in self._rules}

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
        style = self._style(cell_format, number)
        reason = hiding_reason(style, geometry, text) or self._reason_of_runs(at, style)
        if reason is not None:
            is_filtered = reason == "row" and self._filtered is not None and CellRef("", *at) in self._filtered
            return HiddenCell(at, "filter" if is_filtered else reason)
        if number is None and not shows_text_exactly(code):
            return HiddenCell(at, "text_format", code)
        if any(area.covers(*at) for area in self._drawn):
            return HiddenCell(at, "drawing")
        if _has_rich_value(self._sheet, at):
            return HiddenCell(at, "rich_value")
        if any(self._is_hidden_by(table, style, text) for table in self._tables if CellRef("", *at) in table.area):
            return HiddenCell(at, "table_style")
        if number is not None and is_general(code) and not has_room(text, geometry.width):
            return HiddenCell(at, "rounding")
        under_rules = (self._under(rule, at, style, number, text) for rule in self._rules_over(at))
        return next(filter(None, under_rules), None)

    def _is_hidden_by(self, table: StyledTable, style: VisualStyle, text: str) -> bool:
        variants = table.variants(style, self._styles)
        return table.strikes_out or any(hiding_reason(one, CellGeometry(), text) for one in variants)

    def _reason_of_runs(self, at: RowColumn, style: VisualStyle) -> HidingReason | None:
        """Why some letters of a cell that have a font of their own are not seen."""
        runs = self._sheet.text(*at).runs
        styles = ((letters, with_font(font, style, self._styles.palette)) for letters, font in runs)
        reasons = (hiding_reason(own, CellGeometry(), letters) for letters, own in styles)
        return next(filter(None, reasons), None)

    def _style(self, cell_format: CellFormat, number: Number | None) -> VisualStyle:
        """How a format shows what is in a cell; of a number only the sign decides."""
        key = id(cell_format), _sign(number)
        if key not in self._styles_seen:  # the format is kept as well, so that no other one gets its id
            self._styles_seen[key] = cell_format, visual_style_of(cell_format, self._styles.palette, number)
        return self._styles_seen[key][1]

    def _hides(self, rule: ConditionalFormat, style: VisualStyle, number: Number | None) -> bool:
        """Whether a conditional format of the sheet may hide any contents; of a number only the sign decides."""
        key = id(rule), style, _sign(number)
        if key not in self._looks_seen:
            variants = conditional_variants(rule, style, number, self._styles)
            self._looks_seen[key] = any(hiding_reason(one, CellGeometry(), "0") for one in variants)
        return self._looks_seen[key]

    def _rules_over(self, at: RowColumn) -> Iterator[ConditionalFormat]:
        row, column = at
        rules = self._rules_of_columns.get(column)
        if rules is None:
            over = (
                (rule, [area for area in areas if area.first.column <= column <= area.last.column])
                for rule, areas in self._rules
            )
            rules = self._rules_of_columns[column] = [(rule, areas) for rule, areas in over if areas]
        return (rule for rule, areas in rules if any(area.first.row <= row <= area.last.row for area in areas))

    def _under(
        self, rule: ConditionalFormat, at: RowColumn, style: VisualStyle, number: Number | None, text: str
    ) -> HiddenCell | None:
        """What a conditional format hides of a cell where it applies."""
        if self._shows_numbers[id(rule)]:
            code = _misleading_code(rule, number, self._styles, self._suffixes.get(at, ""))
            # A number of more digits than a spreadsheet keeps has an error of its own.
            if code is not None and (number is None or -NUMBER_LIMIT < number < NUMBER_LIMIT):
                return HiddenCell(at, "conditional_format", code)
        if _strikes_out(rule, self._styles):
            return HiddenCell(at, "conditional_strike")
        if not rule.shows_value or (text.strip() and self._hides(rule, style, number)):
            return HiddenCell(at, "conditional_look")
        return None


def _sign(number: Number | None) -> int | None:
    """Of a number 1, 0 or -1, which decides on the section of a format that applies; None for a text."""
    return None if number is None else (number > 0) - (number < 0)


def _has_rich_value(sheet: SheetCells, at: RowColumn) -> bool:
    """Whether a data type is tied to what a cell holds, so that it may show something else; an error is none."""
    row, column = sheet.rows.get(at[0]), at[1]
    if row is None or column not in row.stand_ins:
        return False
    return column not in row.slots or row.kinds[row.slots[column]] != ERROR


def _strikes_out(rule: ConditionalFormat, styles: StyleSheet) -> bool:
    """Whether a conditional format strikes out what is in a cell."""
    style = differential_format_of(rule, styles)
    return style is not None and style.font is not None and style.font.is_struck


def _drawn_areas(package: Package, part: str, sheet: SheetCells) -> Sequence[DrawnArea]:
    """Where pictures, shapes, charts, form controls and notes that are always shown lie on a sheet."""
    relationships, geometry = package.relationships(part), SheetGeometry(sheet)
    roots = [
        parse_xml(package.parts[one.target])
        for one in relationships
        if one.kind == "drawing" and one.target in package.parts
    ]
    in_vml = [package.parts.get(one.target, b"") for one in relationships if one.kind == "vmlDrawing"]

    def height(row: int) -> float:
        return geometry.stated_height(row) or _ROW_HEIGHT

    def width(column: int) -> float:
        return _DIGIT_WIDTH * (geometry.width(column) or _COLUMN_WIDTH)

    return [
        *(area for root in roots for area in drawn_areas(root, height, width)),
        *(anchored_area(anchor, height, width) for anchor in sheet.frame.anchors),
        *(area for part in in_vml for area in vml_areas(part)),
    ]
