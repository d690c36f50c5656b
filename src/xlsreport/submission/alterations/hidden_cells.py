"""Figures and paragraphs that are read and not seen, or not seen as they are, for how their cells and sheets look.

In most files nothing can hide anything, which shows by a few formats and rows; only where something could, every cell
is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from xlsreport.layout.cells import CellRef, parse_range, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.opc.safe_xml import parse_xml
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.submission import shortened
from xlsreport.values import Number, exact, is_number, typed_text
from xlsreport.xlsx.appearance.drawing_areas import DrawnArea, drawn_areas
from xlsreport.xlsx.appearance.hiding_reasons import (
    MIN_ZOOM,
    CellGeometry,
    HidingReason,
    VisualStyle,
    has_room,
    hiding_reason,
)
from xlsreport.xlsx.appearance.visual_style import (
    SheetGeometry,
    conditional_code,
    conditional_variants,
    differential_format_of,
    format_code_of,
    visual_style_of,
    with_font,
)
from xlsreport.xlsx.cell_format.style_sheet import CellFormat, StyleSheet
from xlsreport.xlsx.number_format.displayed_numbers import displayed_text, is_general, shows_exactly, shows_text_exactly
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells
from xlsreport.xlsx.worksheet.sheet_frame import ConditionalFormat
from xlsreport.xlsx.worksheet.sheet_skeleton import CellQuery, RowColumn

_TOLD: Mapping[HidingReason, AlterationKind] = {
    "row": AlterationKind.HIDDEN,
    "column": AlterationKind.HIDDEN,
    "height": AlterationKind.HIDDEN_CUT_OFF,
    "width": AlterationKind.HIDDEN_CUT_OFF,
    "scrolled": AlterationKind.HIDDEN_SCROLLED,
    "zoom": AlterationKind.HIDDEN_SMALL,
    "size": AlterationKind.HIDDEN_SMALL,
    "symbols": AlterationKind.HIDDEN_SYMBOLS,
    "colour": AlterationKind.HIDDEN_COLOUR,
    "repeated": AlterationKind.FORMAT_REPEATED,
}
_LOW, _NARROW = 13.0, 3.0
"""Points and digits: rows and columns below are looked at. Ours are higher and wider."""
_SAMPLES = (None, 1, -1, 0)
"""A text, and numbers that a format may colour differently."""
_ROW_HEIGHT, _COLUMN_WIDTH, _DIGIT_WIDTH = 15.0, 9.1, 5.25
"""Of rows and columns that state nothing, in points and in digits; and how many points a digit is wide."""

_MAX_KINDS_OF_SHEETS = 32
"""Formats that sheets use together, whose judgement is kept: workbooks of one definition share the formats they are
read with, and each of their sheets uses others of them."""


@dataclass(slots=True)
class _HiddenCells:
    """What was found on a sheet: the cells of each sentence, and what else it says."""

    cells: dict[AlterationKind, list[CellRef]] = field(default_factory=dict)
    words: dict[AlterationKind, dict[str, Any]] = field(default_factory=dict)

    def add(self, cell: CellRef, kind: AlterationKind, **words: Any) -> None:
        self.cells.setdefault(kind, []).append(cell)
        self.words.setdefault(kind, words)

    def alterations(self) -> Iterator[Alteration]:
        for kind, cells in self.cells.items():
            words = {**self.words[kind], "count": len(cells)}
            yield Alteration(kind, rectangles(sorted(cells))[0], words)


def unseen(workbook: FilledWorkbook, positions: Positions) -> Iterator[Alteration]:
    """Everything that is filled in and not seen as it is."""
    for name, (query, has_figures) in _asked(positions).items():
        sheet, opened = workbook.cells(name), workbook.opened
        has_runs = opened.has_runs or sheet.has_runs
        if has_runs or _may_hide(sheet, query, opened.styles, has_figures=has_figures):
            yield from _CloseLook(workbook, sheet).found(query.cells).alterations()


@lru_cache(maxsize=32)
def _asked(positions: Positions) -> Mapping[str, tuple[CellQuery, bool]]:
    """By the names of sheets: the cells that are filled in, and whether figures are among them."""
    layout = positions.layout
    figures = [positions.cell(place) for place in layout.definition.places]
    others = list(map(positions.cover_field, ("agency", "year", *layout.cover.fields)))
    others += [cell for table in layout.tables if (cell := positions.nil(table)) is not None]
    for section, laid in layout.narratives.items():
        lines = [positions.where(laid.line(number)) for number in range(laid.size)]
        columns = (lines[0].column, *positions.room_columns(section))
        others += [CellRef(line.sheet, line.row, column) for line in lines for column in columns]
    sheets: dict[str, list[RowColumn]] = {}
    for cell in sorted({*figures, *others}):
        sheets.setdefault(cell.sheet, []).append((cell.row, cell.column))
    with_figures = {cell.sheet for cell in figures}
    return {sheet: (CellQuery(tuple(cells)), sheet in with_figures) for sheet, cells in sheets.items()}


def _may_hide(sheet: SheetCells, query: CellQuery, styles: StyleSheet, *, has_figures: bool) -> bool:
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
    return _styles_may_hide(styles, used, rules, has_figures)


def _has_narrow_columns(sheet: SheetCells, query: CellQuery) -> bool:
    first, last = query.columns
    default = sheet.frame.default_width
    return (default is not None and default < _NARROW) or any(
        some.first <= last and some.last >= first and (some.is_hidden or some.outline or _is_narrow(some.width))
        for some in sheet.frame.columns
    )


def _is_narrow(width: float | None) -> bool:
    return width is not None and width < _NARROW


@lru_cache(maxsize=_MAX_KINDS_OF_SHEETS)
def _styles_may_hide(styles: StyleSheet, used: frozenset[int | None], rules: frozenset[int], has_figures: bool) -> bool:
    """Whether one of some cell formats could hide something, by itself or together with a conditional format."""
    conditional = [ConditionalFormat("", "", number) for number in rules]
    looks = [styles.of(number) for number in used if number is not None]
    return any(_style_may_hide(style, styles, conditional, has_figures) for style in looks)


def _style_may_hide(
    style: CellFormat, styles: StyleSheet, rules: Sequence[ConditionalFormat], has_figures: bool
) -> bool:
    if style.is_shrunk or style.is_repeated or style.indent > 1 or (has_figures and is_general(format_code_of(style))):
        return True
    for sample in _SAMPLES:
        look = visual_style_of(style, styles.palette, sample)
        looks = [look, *(under for rule in rules for under in conditional_variants(rule, look, sample, styles))]
        if any(hiding_reason(one, CellGeometry(), "1") for one in looks):
            return True
    if not shows_text_exactly(format_code_of(style)):
        return True
    if any(_strikes_out(rule, styles) for rule in rules):
        return True
    return any(_shows_otherwise(rule, number, styles) for rule in rules for number in (None, 11, -11))


def _shows_otherwise(rule: ConditionalFormat, number: Number | None, styles: StyleSheet) -> str | None:
    """The number format of a conditional format, where it shows another figure, or another text.

    Decimals are left out of account: a format for whole numbers that applies to whole numbers only is one of ours.
    """
    style = differential_format_of(rule, styles)
    code = None if style is None else conditional_code(style)
    is_shown = code is None or (shows_text_exactly(code) if number is None else shows_exactly(code, int(number)))
    return None if is_shown else code


class _CloseLook:
    """A close look at the cells of a sheet."""

    def __init__(self, workbook: FilledWorkbook, sheet: SheetCells) -> None:
        self._sheet, self._styles, self._spots = sheet, workbook.opened.styles, SheetGeometry(sheet)
        self._drawn = _drawn(workbook, sheet, self._spots)
        areas = ((rule, [parse_range(text, "") for text in rule.areas.split()]) for rule in sheet.frame.conditionals)
        self._rules = [(rule, [area for area in some if area is not None]) for rule, some in areas]

    def found(self, cells: Iterable[RowColumn]) -> _HiddenCells:
        """What cells hold that is not seen as it is."""
        found = _HiddenCells()
        for at in cells:
            typed = exact(self._sheet.value(*at))
            if typed != "":
                number = typed if is_number(typed) else None
                self._look_at(CellRef(self._sheet.name, *at), typed_text(typed), number, found)
        return found

    def _look_at(self, cell: CellRef, text: str, number: Number | None, found: _HiddenCells) -> None:
        style, spot = self._sheet.style(cell.row, cell.column), self._spots.spot(cell.row, cell.column)
        code = format_code_of(style)
        text = text if number is None else displayed_text(code, number) or text
        look = visual_style_of(style, self._styles.palette, number)
        reason = hiding_reason(look, spot, text) or self._reason_within(cell, look)
        if reason is not None:
            found.add(cell, _TOLD[reason])
        elif number is None and not shows_text_exactly(code):
            found.add(cell, AlterationKind.FORMAT, format=code, value=shortened(text))
        elif any(area.covers(cell.row, cell.column) for area in self._drawn):
            found.add(cell, AlterationKind.HIDDEN_DRAWN)
        elif number is not None and is_general(code) and not has_room(text, spot.width):
            found.add(cell, AlterationKind.FORMAT_ROUNDED, value=typed_text(number))
        else:
            for rule in self._rules_over(cell):
                if self._look_under(rule, cell, look, number, text, found):
                    break

    def _reason_within(self, cell: CellRef, look: VisualStyle) -> HidingReason | None:
        """Why some letters of a cell are not seen that have a font of their own."""
        runs = self._sheet.text(cell.row, cell.column).runs
        looks = ((letters, with_font(font, look, self._styles.palette)) for letters, font in runs)
        return next((reason for letters, own in looks if (reason := hiding_reason(own, CellGeometry(), letters))), None)

    def _rules_over(self, cell: CellRef) -> Iterator[ConditionalFormat]:
        here = CellRef("", cell.row, cell.column)
        return (rule for rule, areas in self._rules if any(here in area for area in areas))

    def _look_under(
        self,
        rule: ConditionalFormat,
        cell: CellRef,
        look: VisualStyle,
        number: Number | None,
        text: str,
        found: _HiddenCells,
    ) -> bool:
        """Whether something is to be said of a cell as it may look under a conditional format."""
        looks = conditional_variants(rule, look, number, self._styles)
        code = _shows_otherwise(rule, number, self._styles)
        if code is not None:
            found.add(cell, AlterationKind.FORMAT_CONDITIONAL, format=code)
        elif _strikes_out(rule, self._styles):
            found.add(cell, AlterationKind.HIDDEN_STRUCK)
        elif not rule.shows_value or any(hiding_reason(under, CellGeometry(), text) for under in looks):
            found.add(cell, AlterationKind.HIDDEN_CONDITIONAL)
        else:
            return False
        return True


def _strikes_out(rule: ConditionalFormat, styles: StyleSheet) -> bool:
    """Whether a conditional format strikes out what is in a cell."""
    style = differential_format_of(rule, styles)
    return style is not None and style.font is not None and style.font.is_struck


def _drawn(workbook: FilledWorkbook, sheet: SheetCells, spots: SheetGeometry) -> Sequence[DrawnArea]:
    """Where pictures, shapes and charts lie on a sheet."""
    package = workbook.package
    part = next(tab.part for tab in workbook.opened.tabs if tab.name == sheet.name)
    targets = [one.target for one in package.relationships(part) if one.kind == "drawing"]
    roots = [parse_xml(package.parts[target]) for target in targets if target in package.parts]

    def height(row: int) -> float:
        found = sheet.rows.get(row)
        return _ROW_HEIGHT if found is None or found.height is None else found.height

    def width(column: int) -> float:
        return _DIGIT_WIDTH * (spots.width(column) or _COLUMN_WIDTH)

    return [area for root in roots for area in drawn_areas(root, height, width)]
