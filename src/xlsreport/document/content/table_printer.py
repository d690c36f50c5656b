"""Makes tables out of their geometry and what stands in them: as wide, as large and in as many parts as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import assert_never

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.place import Place
from xlsreport.document.content.model import Alignment, PrintedTable, TableBlock, TableCell
from xlsreport.document.content.printed_columns import (
    LongestFigures,
    column_needs,
    longest_figures,
    printed_column_widths,
)
from xlsreport.document.content.printed_figures import printed_figures
from xlsreport.document.content.table_setting import TableSetting, table_setting
from xlsreport.document.page_styles.page_style import PageStyle
from xlsreport.layout.grid import BlockGrid, FigureBox, LabelBox, TableGrid
from xlsreport.values import Number


class TablePrinter:
    """Makes the tables of one report.

    Args:
        definition: of the report.
        page_style: how it is set on paper.
        figure: what stands at a place: a number, a text, or None.
    """

    def __init__(
        self, definition: Definition, page_style: PageStyle, figure: Callable[[Place], Number | str | None]
    ) -> None:
        self._definition, self._page_style, self._figure = definition, page_style, figure

    def tables(self, grid: TableGrid, font_size: float, title: str | None, label: str) -> Iterator[PrintedTable]:
        """The table, or the groups of its columns where it is too wide for the page.

        Args:
            grid: its geometry.
            font_size: as declared, in points.
            title: what is printed above it, if anything.
            label: names it for those who hear the page.
        """
        figures = {figure.place: self._figure(figure.place) for figure in grid.figures}
        texts = printed_figures(self._definition, figures, self._page_style)
        setting = table_setting(grid, font_size, self._longest(grid, texts), self._page_style)
        first = grid.stub_width
        for number, group in enumerate(setting.grids):
            shown = title if number == 0 or not title else self._definition.messages("wording.continued", title=title)
            yield self._table(group, texts, setting, first, shown, label)
            first += group.width - group.stub_width

    def _table(
        self,
        grid: TableGrid,
        texts: Mapping[Place, str],
        setting: TableSetting,
        first: int,
        title: str | None,
        label: str,
    ) -> PrintedTable:
        boxes: list[LabelBox | FigureBox] = sorted((*grid.labels, *grid.figures), key=lambda b: (b.box.top, b.box.left))
        headings = _Headings(grid, boxes)
        cells = tuple(
            self._figure_cell(box, texts[box.place], headings) if isinstance(box, FigureBox) else _label_cell(box)
            for box in boxes
        )
        page_style = self._page_style.turned if setting.landscape else self._page_style
        least, landscape = page_style.least_figure_size, setting.landscape
        needs = column_needs(grid, setting.font_size, self._longest(grid, texts), least, landscape=landscape)
        return PrintedTable(
            cells=cells,
            columns=printed_column_widths(needs, page_style.type_width, widens_labels=page_style.widens_labels),
            height=grid.height,
            blocks=tuple(TableBlock(block.top, block.bottom, block.heading_rows) for block in grid.blocks),
            font_size=setting.font_size,
            label=label,
            title=title,
            landscape=setting.landscape,
            table=grid.table,
            first=first,
            kept=grid.kept,
        )

    def _longest(self, grid: TableGrid, texts: Mapping[Place, str]) -> LongestFigures:
        asked = ((box.place, self._definition.facts(box.place).kind.traits) for box in grid.figures)
        dates = {place for place, traits in asked if isinstance(traits, DateTraits)}
        return longest_figures(grid, texts, dates)

    def _figure_cell(self, figure: FigureBox, text: str, headings: _Headings) -> TableCell:
        box = figure.box
        place, align = str(figure.place), self._alignment(figure.place)
        return TableCell(text, box.top, box.left, box.height, box.width, "figure", headings.of(figure), place, align)

    def _alignment(self, place: Place) -> Alignment:
        match self._definition.facts(place).kind.traits:
            case NumberTraits():
                return "right" if self._page_style.aligns_figures else "centre"
            case TextTraits():
                return "left"
            case OptionTraits() | DateTraits():
                return "centre"
            case other:
                assert_never(other)


def _label_cell(label: LabelBox) -> TableCell:
    box = label.box
    align: Alignment = "left" if label.role in ("group", "sum") else "centre"
    return TableCell(label.text, box.top, box.left, box.height, box.width, label.role, align=align, level=label.level)


class _Headings:
    """The positions of the labels that a figure stands under and beside, outermost first."""

    def __init__(self, grid: TableGrid, boxes: Sequence[LabelBox | FigureBox]) -> None:
        self._blocks = grid.blocks
        self._above: list[tuple[int, LabelBox]] = []
        self._beside: dict[int, list[int]] = {}
        groups: dict[int, tuple[int, LabelBox]] = {}
        for position, label in enumerate(boxes):
            if not isinstance(label, LabelBox):
                continue
            if label.role in ("caption", "column"):
                self._above.append((position, label))
            elif label.role == "group":
                groups[label.box.top] = position, label
            elif label.role != "stub" and (label.text or not label.further):
                for row in range(label.box.top, label.box.bottom):
                    self._beside.setdefault(row, []).append(position)
        self._groups = _by_row(groups, grid.height)

    def of(self, figure: FigureBox) -> tuple[int, ...]:
        """The labels of a figure: caption and columns of its block, the groups of its line, then its rows."""
        box, block = figure.box, self._block(figure.box.top)
        above = (
            position
            for position, label in self._above
            if block.top <= label.box.top < block.bottom and label.box.left <= box.left < label.box.right
        )
        return (*above, *self._groups.get(box.top, ()), *self._beside.get(box.top, ()))

    def _block(self, row: int) -> BlockGrid:
        return next(block for block in self._blocks if block.top <= row < block.bottom)


def _by_row(groups: Mapping[int, tuple[int, LabelBox]], height: int) -> Mapping[int, tuple[int, ...]]:
    """For each row the headings of the groups that it is in."""
    if not groups:
        return {}
    found: dict[int, tuple[int, ...]] = {}
    within: list[int] = []
    for row in range(height):
        if row in groups:
            position, label = groups[row]
            within = [*within[: label.level], position]
        found[row] = tuple(within)
    return found
