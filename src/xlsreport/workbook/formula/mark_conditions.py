"""Formulas about figures that are not applicable: whether one is, how many are, and what follows for an expression."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Expression,
    Figure,
    Figures,
    Name,
    Negative,
    NumberLiteral,
    Rounded,
    figures_in,
    needed_figures,
)
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.workbook_layout import Layout
from xlsreport.workbook.formula.formula_texts import text_literal


def figure_cell(layout: Layout, figure: Figure) -> CellRef:
    """The cell that holds a figure of this year or of last year."""
    return layout.previous_cell(figure.place) if figure.previous else layout.cell(figure.place)


def figure_areas(layout: Layout, figures: Iterable[Figure]) -> list[CellRange]:
    """The cells of some figures, joined to rectangles on each sheet."""
    by_sheet: dict[str, list[CellRef]] = {}
    for figure in figures:
        cell = figure_cell(layout, figure)
        by_sheet.setdefault(cell.sheet, []).append(cell)
    return [area for cells in by_sheet.values() for area in rectangles(cells)]


class MarkConditions:
    """Asks about the marks of figures in the cells of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._definition = layout.definition

    def mark_of(self, tree: Expression) -> str:
        """What is shown of an expression that is not applicable."""
        marks = (self._definition.places[figure.place].mark for figure in needed_figures(tree) if not figure.previous)
        return next(filter(None, marks), "")

    def is_mark(self, cell: str, place: Place) -> str:
        """A condition: a cell says that its figure is not applicable."""
        return f"IF(ISTEXT({cell}),{cell}={text_literal(self._definition.places[place].mark or '')},FALSE)"

    def excluded(self, tree: Expression) -> str:
        """A condition, where all figures are there: one without which there is no value is not applicable.

        It is empty where that cannot be; ``Values.rules_out`` says the same in Python.
        """
        match tree:
            case Figure(place, previous):
                may_not_apply = not previous and self._may_not_apply(place)
                return f"ISTEXT({figure_cell(self._layout, tree).absolute})" if may_not_apply else ""
            case Negative(operand) | Rounded(operand):
                return self.excluded(operand)
            case Arithmetic(_, left, right):
                either = list(filter(None, map(self.excluded, (left, right))))
                return f"OR({','.join(either)})" if len(either) > 1 else "".join(either)
            case Figures() | Call("sum" | "min" | "max" | "abs"):
                return self._all_excluded(tree)
            case NumberLiteral() | Name() | Call():
                return ""
            case _:
                assert_never(tree)

    def _all_excluded(self, tree: Figures | Call) -> str:
        """A condition: all arguments of a function are not applicable."""
        parts = tree.members if isinstance(tree, Figures) else tree.arguments
        figures = [figure for part in parts if isinstance(part, Figure | Figures) for figure in figures_in(part)]
        others = [self.excluded(part) for part in parts if not isinstance(part, Figure | Figures)]
        if not all(others) or not all(self._may_not_apply(f.place) and not f.previous for f in figures):
            return ""
        unique = tuple(dict.fromkeys(figures))
        counted = [f"{self.count(unique)}={len(unique)}"] if unique else []
        all_of = [*counted, *others]
        return f"AND({','.join(all_of)})" if len(all_of) > 1 else "".join(all_of)

    def _may_not_apply(self, place: Place) -> bool:
        return self._definition.places[place].mark is not None

    def count(self, figures: Iterable[Figure]) -> str:
        """A formula for the number of figures that are not applicable; empty where none can be."""
        by_mark: dict[str, list[Figure]] = {}
        for figure in figures:
            mark = self._definition.places[figure.place].mark
            if mark is not None and not figure.previous:
                by_mark.setdefault(mark, []).append(figure)
        areas = ((area, mark) for mark, those in by_mark.items() for area in figure_areas(self._layout, those))
        return "+".join(_count_of_text(area, mark) for area, mark in areas)


def _count_of_text(area: CellRange, text: str) -> str:
    """A formula for the number of cells with a text; not every program counts in a single cell."""
    if area.size == 1:
        return f"IF(ISTEXT({area.absolute}),IF({area.absolute}={text_literal(text)},1,0),0)"
    return f"COUNTIF({area.absolute},{text_literal(text)})"
