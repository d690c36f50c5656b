"""Formulas about figures that are not applicable: whether one is, how many are, and what follows for an expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, assert_never

from xlsreport.definition.place import Place
from xlsreport.definition.requirement import ASKED_RANKS
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Begun,
    Call,
    Expression,
    Figure,
    Figures,
    LineFigures,
    Name,
    Negative,
    NumberLiteral,
    Parts,
    Rounded,
    figures_in,
    is_constant,
    needed_figures,
)
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.workbook_layout import Layout
from xlsreport.values import NOT_ASKED_MARK
from xlsreport.workbook.formula.formula_texts import text_literal


def figure_cell(layout: Layout, figure: Figure) -> CellRef:
    """The cell of a figure of this year or of last year, or of a field of the cover."""
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
        self._begun: Begun | None = None
        self._always_asked: dict[Place, bool] = {}

    @contextmanager
    def where_begun(self, row: Begun) -> Iterator[None]:
        """Formulas that count only where there is the row for a line of a list, and so need not ask about that."""
        self._begun = row
        self._always_asked.clear()
        try:
            yield
        finally:
            self._begun = None

    def _is_always_asked(self, figure: Figure) -> bool:
        """Whether a figure of the row for the line that is begun is asked in any case, or computed from such."""
        if figure.previous or not self._is_of_begun(figure.place):
            return False
        if figure.place not in self._always_asked:
            facts = self._definition.facts(figure.place)
            if facts.total is None:
                known = all(map(self._follows, facts.requirements)) and facts.mark is None
            else:
                known = facts.undefined is None and all(map(self._is_always_asked, needed_figures(facts.total)))
                known = known and self._has_row(figure.place)
            self._always_asked[figure.place] = known
        return self._always_asked[figure.place]

    def _is_of_begun(self, place: Place) -> bool:
        """Whether a place is in a row for the line that is begun."""
        return self._begun is not None and self._definition.line_of(place) == self._line_begun

    def _may_be_left(self, place: Place) -> bool:
        """Whether nothing may be asked at a place, or it may be left blank: not in the row that is there."""
        facts = self._definition.facts(place)
        return facts.may_be_blank and not (self._is_of_begun(place) and all(map(self._follows, facts.requirements)))

    @property
    def _line_begun(self) -> tuple[str, int] | None:
        """The line of a list that is begun."""
        return None if self._begun is None else (self._begun.first.table, int(self._begun.first.row))

    def _follows(self, requirement: BoundRequirement) -> bool:
        """Whether something is asked wherever there is the row for the line that is begun."""
        condition = requirement.condition
        return isinstance(condition, Begun) and (condition.where is None or condition == self._begun)

    def _has_row(self, place: Place) -> bool:
        """Whether the row of a computed figure is there wherever that for the line that is begun is."""
        row = self._definition.row_condition(place)
        return row is None or row.where is None or row == self._begun

    def mark_of(self, tree: Expression) -> str:
        """What is shown of an expression that is not applicable or not asked; nothing where it always is both."""
        places = [figure.place for figure in needed_figures(tree) if not figure.previous]
        facts = list(map(self._definition.facts, places))
        marks = [one.mark for one in facts if one.mark] + [NOT_ASKED_MARK for one in facts if one.may_be_blank]
        marks += [NOT_ASKED_MARK for place in places if self._used(place)]
        return min(marks, key=NOT_ASKED_MARK.__eq__, default="")

    def is_mark(self, cell: str, place: Place) -> str:
        """A condition: a cell says that its figure is not applicable."""
        return f"IF(ISTEXT({cell}),{cell}={text_literal(self._definition.facts(place).mark or '')},FALSE)"

    def excluded(self, tree: Expression) -> str:
        """A condition, where all figures are there: one without which there is no value is not applicable or not asked.

        It is empty where that cannot be; ``Values.rules_out`` says the same in Python.
        """
        return self._without_value(tree, not_asked=False)

    def left_out(self, tree: Expression) -> str:
        """A condition: something without which an expression has no value is not asked.

        It is empty where that cannot be; ``Values.leaves_out`` says the same in Python.
        """
        return self._without_value(tree, not_asked=True)

    def _without_value(self, tree: Expression, *, not_asked: bool) -> str:
        if self._begun is not None and all(map(self._is_always_asked, needed_figures(tree))):
            return ""

        def part(of: Expression) -> str:
            return self._without_value(of, not_asked=not_asked)

        match tree:
            case Figure():
                return self._is_without_value(tree, not_asked=not_asked)
            case Negative(operand) | Rounded(operand):
                return part(operand)
            case Arithmetic("+" | "-", left, right, False):
                return self._without_sum(left, right, not_asked=not_asked)
            case Arithmetic(_, left, right):
                return _joined("OR", filter(None, map(part, (left, right))))
            case NumberLiteral() | Name() | LineFigures() | Call("count") | Parts():
                return ""
            case Figures(parts) | Call(_, parts):
                return self._all_without_value(parts, not_asked=not_asked)
            case _:
                assert_never(tree)

    def _is_without_value(self, figure: Figure, *, not_asked: bool) -> str:
        if figure.previous or self._is_always_asked(figure):
            return ""
        facts, cell = self._definition.facts(figure.place), figure_cell(self._layout, figure).absolute
        tests = []
        if facts.mark == NOT_ASKED_MARK:
            tests.append(self.is_mark(cell, figure.place))
        elif facts.mark is not None and not not_asked:
            tests.append(f"ISTEXT({cell})")
        if used := self._used(figure.place):  # of another line than the one that is begun
            tests.append(f"{used}=0")
        if self._may_be_left(figure.place):
            tests.append(f"IF(ISBLANK({cell}),{self.asked_cell(figure.place)}<{ASKED_RANKS['open']},FALSE)")
        return _joined("OR", tests)

    def _without_sum(self, left: Expression, right: Expression, *, not_asked: bool) -> str:
        """A condition: a sum or difference has no value; what is not asked is nothing beside something else."""
        sides = [side for side in (left, right) if not is_constant(side)]
        left_out = [self.left_out(side) for side in sides]
        tests = [_joined("AND", left_out)] if left_out and all(left_out) else []
        for side, out in zip(sides, left_out, strict=True):
            excluded = "" if not_asked else self.excluded(side)
            if excluded and excluded != out:
                tests.append(f"AND({excluded},NOT({out}))" if out else excluded)
        return _joined("OR", tests)

    def _all_without_value(self, parts: Sequence[Expression], *, not_asked: bool) -> str:
        """A condition: all arguments of a function are not applicable or not asked, or are just not asked."""
        figures = [figure for part in parts if isinstance(part, Figure | Figures) for figure in figures_in(part)]
        rest = [part for part in parts if not isinstance(part, Figure | Figures) and not is_constant(part)]
        others = [self._without_value(part, not_asked=not_asked) for part in rest]
        if not all(others) or not all(self._is_without_value(figure, not_asked=not_asked) for figure in figures):
            return ""
        unique = tuple(dict.fromkeys(figures))
        counted = [f"{self.count(unique, not_asked=not_asked)}={len(unique)}"] if unique else []
        return _joined("AND", [*counted, *others])

    def _used(self, place: Place) -> str:
        """The hidden cell that is 0 where the line of a place is not begun; empty where it is of no certain line."""
        laid = self._layout.lists.get(place.table)
        if laid is None or place.row == LINE or (place.table, int(place.row)) == self._line_begun:
            return ""
        return laid.used_cell(int(place.row)).absolute

    def asked_cell(self, place: Place) -> str:
        """The hidden cell that says whether an entry is asked; 0 for a field of the cover that never need be filled."""
        if place.field is not None:
            hidden = self._layout.asked_texts.get(place.field)
            return str(ASKED_RANKS["empty"]) if hidden is None else hidden.absolute
        return self._layout.asked_cell(place, self._definition.facts(place).requirements).absolute

    def count(self, figures: Iterable[Figure], *, not_asked: bool = False) -> str:
        """A formula for the number of figures that are not applicable or not asked; empty where none can be.

        With ``not_asked`` only the latter are counted.
        """
        these = [figure for figure in figures if not figure.previous and not self._is_always_asked(figure)]
        by_mark: dict[str, list[Figure]] = {}
        for figure in these:
            mark = self._definition.facts(figure.place).mark
            if mark is not None and (mark == NOT_ASKED_MARK or not not_asked):
                by_mark.setdefault(mark, []).append(figure)
        areas = ((area, mark) for mark, those in by_mark.items() for area in figure_areas(self._layout, those))
        counts = [_count_of_text(area, mark) for area, mark in areas]
        left = [figure for figure in these if self._may_be_left(figure.place)]
        counts += self.blanks_where(left, f"<{ASKED_RANKS['open']}")
        counts += (f"IF({used}=0,1,0)" for figure in these if (used := self._used(figure.place)))
        return "+".join(counts)

    def blanks_where(self, figures: Sequence[Figure], known: str) -> Iterator[str]:
        """Formulas for the numbers of entries that are blank, of those that need not always be filled in.

        Args:
            figures: the entries.
            known: how the rank of what is known of whether they are asked compares, such as ``<0.5``.
        """
        in_rows, others = self._in_line_rows(figures)
        for asked, cells in in_rows:
            yield f'SUMPRODUCT(({asked.absolute}{known})*({cells.absolute}=""))'
        for cell, blanks in self.blanks_by_asked_cell(others):
            yield f"IF({cell}{known},{blanks},0)"

    def _in_line_rows(self, figures: Sequence[Figure]) -> tuple[list[tuple[CellRange, CellRange]], list[Figure]]:
        """Runs of cells in the rows for lines of a list, each with those that say whether they are asked; and the rest.

        One by one the cells of a column would make a formula longer than Excel takes.
        """
        columns: dict[tuple[str, int, int], dict[int, Figure]] = {}
        for figure in figures:
            if self._definition.line_of(figure.place) is not None and self._definition.facts(figure.place).may_be_blank:
                requirements = self._definition.facts(figure.place).requirements
                cell, asked = figure_cell(self._layout, figure), self._layout.asked_cell(figure.place, requirements)
                if cell.row == asked.row:
                    columns.setdefault((cell.sheet, asked.column, cell.column), {})[cell.row] = figure
        runs, taken = [], set()
        for (sheet, asked_column, column), rows in columns.items():
            for area in rectangles(CellRef(sheet, row, column) for row in rows):
                if area.size > 1:
                    first, last = (CellRef(sheet, end.row, asked_column) for end in (area.first, area.last))
                    runs.append((first.to(last), area))
                    taken |= {rows[row] for row in range(area.first.row, area.last.row + 1)}
        return runs, [figure for figure in figures if figure not in taken]

    def blanks_by_asked_cell(self, figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
        """For the entries that need not always be filled in: the cell that says so, and how many of those are blank."""
        grouped: dict[str, list[Figure]] = {}
        for figure in figures:
            if self._definition.facts(figure.place).may_be_blank and not figure.previous:
                grouped.setdefault(self.asked_cell(figure.place), []).append(figure)
        for cell, those in grouped.items():
            yield cell, "+".join(map(_count_of_blanks, figure_areas(self._layout, those)))


def _joined(function: Literal["AND", "OR"], conditions: Iterable[str]) -> str:
    """Some conditions as one; empty without any."""
    listed = list(conditions)
    return f"{function}({','.join(listed)})" if len(listed) > 1 else "".join(listed)


def _count_of_blanks(area: CellRange) -> str:
    """A formula for the number of blank cells; not every program counts in a single cell."""
    return f"IF(ISBLANK({area.absolute}),1,0)" if area.size == 1 else f"COUNTBLANK({area.absolute})"


def _count_of_text(area: CellRange, text: str) -> str:
    """A formula for the number of cells with a text; not every program counts in a single cell."""
    if area.size == 1:
        return f"IF(ISTEXT({area.absolute}),IF({area.absolute}={text_literal(text)},1,0),0)"
    return f"COUNTIF({area.absolute},{text_literal(text)})"
