"""Finds cells whose contents are not seen as they are.

In most files nothing can hide anything, as a few formats and rows show. Only where something could, every cell is
inspected; otherwise those with letters in a font of their own, which LibreOffice gives to each script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.spreadsheet.opened_spreadsheet import (
    CellQuery,
    HiddenCell,
    HidingReason,
    RowColumn,
)
from xlsreport.values import NUMBER_LIMIT, Number, exact, is_number, typed_text
from xlsreport.xlsx.appearance.drawing_areas import area_of, drawn_areas
from xlsreport.xlsx.appearance.hiding_possibility import could_hide, misleading_code
from xlsreport.xlsx.appearance.hiding_reasons import (
    CellGeometry,
    VisualStyle,
    has_room,
    hiding_reason,
)
from xlsreport.xlsx.appearance.sheet_geometry import SheetGeometry
from xlsreport.xlsx.appearance.visual_style import (
    StyledTable,
    conditional_variants,
    differential_format_of,
    styled_tables,
    visual_style_of,
    with_font,
)
from xlsreport.xlsx.cell_format.style_sheet import CellFormat, StyleSheet
from xlsreport.xlsx.number_format.date_formats import shows_day
from xlsreport.xlsx.number_format.displayed_numbers import (
    displayed_text,
    is_general,
    shows_text_exactly,
)
from xlsreport.xlsx.package.workbook_package import Package
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells
from xlsreport.xlsx.worksheet.sheet_frame import ConditionalFormat
from xlsreport.xlsx.worksheet.sheet_rows import ERROR


def hidden_cells(
    sheet: SheetCells, query: CellQuery, styles: StyleSheet, package: Package, part: str, *, has_runs: bool
) -> Iterator[HiddenCell]:
    """Those of some cells of a sheet that are not seen as they are.

    Args:
        sheet: the cells.
        query: which of them.
        styles: the formats of the workbook.
        package: the parts of the file.
        part: the name of the sheet's part.
        has_runs: whether letters of some shared text have a font of their own.
    """
    drawn = drawn_areas(package, part, sheet)
    tables = tuple(styled_tables(package, part, styles)) if "tableParts" in sheet.frame.parts else ()
    cells: Sequence[RowColumn] = ()
    if drawn or tables or could_hide(sheet, query, styles):
        cells = query.every
    elif has_runs or sheet.has_runs:
        cells = sheet.with_runs(query)
    if cells:
        inspector = _CellInspector(sheet, styles, drawn, tables, query)
        yield from filter(None, map(inspector.inspect, cells))


class _CellInspector:
    """Looks at cells of a sheet one by one.

    Args:
        sheet: the cells.
        styles: the formats of the workbook.
        drawn: where pictures, shapes, charts, notes and controls lie on it.
        tables: the tables on it whose styles came with the file.
        query: which cells are looked at, and the words that belong beside their figures.
    """

    def __init__(
        self,
        sheet: SheetCells,
        styles: StyleSheet,
        drawn: Sequence[CellRange],
        tables: Sequence[StyledTable],
        query: CellQuery,
    ) -> None:
        self._words, self._drawn, self._tables = query.own_words, drawn, tables
        self._sheet, self._styles, self._geometry = sheet, styles, SheetGeometry(sheet)
        self._filtered = parse_range(sheet.frame.filtered, "")
        self._rules = [(rule, [*map(area_of, rule.areas.split())]) for rule in sheet.frame.conditionals]
        self._rules_of_columns: dict[int, list[tuple[ConditionalFormat, list[CellRange]]]] = {}
        self._styles_seen: dict[tuple[int, int | None], tuple[CellFormat, VisualStyle]] = {}
        self._hiding_rules: dict[tuple[int, VisualStyle, int | None], bool] = {}
        self._changes = {id(rule): differential_format_of(rule, styles) for rule, _ in self._rules}

    def inspect(self, at: RowColumn) -> HiddenCell | None:
        """Why what a cell holds is not seen as it is; None where it is seen, or where the cell is empty."""
        value = self._sheet.value(*at)
        if value == "":  # as most cells for lines and paragraphs are
            return self._inspect_nothing(at)
        typed = exact(value)
        number = typed if is_number(typed) else None
        found = (self._inspect(at, typed_text(typed), number, one) for one in self._sheet.styles(*at))
        return next(filter(None, found), None)

    def _inspect_nothing(self, at: RowColumn) -> HiddenCell | None:
        """Whether Excel shows words in a cell with an empty text, which its format is to show in place of any text."""
        row = self._sheet.rows.get(at[0])
        if row is None or (at[1] not in row.slots and at[1] not in row.inline):
            return None
        codes = (one.format_code for one in self._sheet.styles(*at))
        found = next((code for code in codes if not shows_text_exactly(code)), None)
        return None if found is None else HiddenCell(at, "text_format", found)

    def _inspect(self, at: RowColumn, text: str, number: Number | None, cell_format: CellFormat) -> HiddenCell | None:
        geometry = self._geometry.cell(*at)
        code = cell_format.format_code
        text = text if number is None else displayed_text(code, number) or text
        style = self._style(cell_format, number)
        reason = hiding_reason(style, geometry, text) or self._reason_of_runs(at, style)
        if reason is not None:
            is_filtered = reason == "row" and self._filtered is not None and CellRef("", *at) in self._filtered
            return HiddenCell(at, "filter" if is_filtered else reason)
        if cell_format.is_spread and self._sheet.is_joined(at[0], at[1] + 1):
            return HiddenCell(at, "spread")
        if number is None and not shows_text_exactly(code):
            return HiddenCell(at, "text_format", code)
        if any(CellRef("", *at) in area for area in self._drawn):
            return HiddenCell(at, "drawing")
        if _has_rich_value(self._sheet, at):
            return HiddenCell(at, "rich_value")
        if any(self._is_hidden_by(table, style, text) for table in self._tables if CellRef("", *at) in table.area):
            return HiddenCell(at, "table_style")
        if number is not None and is_general(code) and not has_room(text, geometry.width, style.size):
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
        if key not in self._hiding_rules:
            variants = conditional_variants(rule, style, number, self._styles)
            self._hiding_rules[key] = any(hiding_reason(one, CellGeometry(), "0") for one in variants)
        return self._hiding_rules[key]

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
        own = self._changes[id(rule)]
        if own.code is not None and isinstance(self._sheet.value(*at), date):
            return None if shows_day(own.code) else HiddenCell(at, "conditional_format", own.code)
        if rule.is_for_whole and number is not None and not isinstance(number, int):
            return None
        code = misleading_code(own, number, self._words(*at))
        # A number of more digits than a spreadsheet keeps has an error of its own.
        if code is not None and (number is None or -NUMBER_LIMIT < number < NUMBER_LIMIT):
            return HiddenCell(at, "conditional_format", code)
        if own.strikes_out:
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
