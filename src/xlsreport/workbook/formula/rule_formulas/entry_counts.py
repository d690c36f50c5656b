"""Formulas that count the entries of a group of figures: those that are there, blank, or not zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import ASKED_RANKS, AskedState
from xlsreport.definition.rule_language.expression import Comparison, Expression, Figure, needed_figures
from xlsreport.layout.cells import CellRange
from xlsreport.layout.workbook_layout import Layout
from xlsreport.workbook.formula.rule_formulas.list_formulas import ListFormulas
from xlsreport.workbook.formula.rule_formulas.mark_conditions import MarkConditions, figure_areas


class EntryCounts:
    """Counts entries in the cells of one layout.

    Args:
        yes: how a formula writes the answer of a nil return.
    """

    def __init__(self, layout: Layout, marks: MarkConditions, lists: ListFormulas, yes: str) -> None:
        self._layout = layout
        self._definition = layout.definition
        self._marks = marks
        self._lists = lists
        self._yes = yes

    def complete(self, tree: Expression | Comparison) -> str:
        """A condition: every figure is a number, its mark, or blank under a nil return. Empty without figures."""
        figures = tuple(dict.fromkeys(needed_figures(tree)))
        counts = [self.filled(figures), self._marks.count(figures)] if figures else []
        complete = f"{'+'.join(filter(None, counts))}={len(figures)}" if figures else ""
        filled = filter(None, (complete, *self._lists.are_filled(tree)))
        return _all_of(list(filled))

    def filled(self, of: Iterable[Figure]) -> str:
        """A formula for the number of figures that are numbers, or blank under a nil return."""
        figures = tuple(dict.fromkeys(of))
        counted = [f"COUNT({','.join(area.absolute for area in figure_areas(self._layout, figures))})"]
        for table in dict.fromkeys(figure.place.table for figure in figures):
            laid = self._layout.tables.get(table)  # a list that is declared to be empty has no lines to count
            nil = None if laid is None else laid.nil
            entries = [
                figure
                for figure in figures
                if figure.place.table == table and not figure.previous
                if self._is_zero_under_nil(figure)
            ]
            if nil is not None and entries:
                counted.append(f"IF({nil.absolute}={self._yes},{self.blanks(entries, 'open')},0)")
        return "+".join(counted)

    def _is_zero_under_nil(self, figure: Figure) -> bool:
        """Whether a blank counts as zero under a nil return: a blank date is no day."""
        facts = self._definition.facts(figure.place)
        return not facts.computed and is_numeric(facts.kind)

    def blanks(self, figures: Sequence[Figure], least: AskedState) -> str:
        """A formula for the number of blank entries, of those that are not always asked where so much is known."""
        always = [figure for figure in figures if not self._definition.facts(figure.place).may_be_blank]
        blanks = [f"COUNTBLANK({area.absolute})" for area in figure_areas(self._layout, always)]
        blanks += self._marks.blanks_where(figures, f">={ASKED_RANKS[least]}")
        return "+".join(blanks) or "0"

    def blank_count(self, table: str, places: Iterable[Place]) -> str:
        """A formula for the number of entry cells that are blank and should not be; 0 under a nil return."""
        nil = self._layout.tables[table].nil
        blanks = self.blanks(list(map(Figure, places)), "asked")
        return blanks if nil is None else f"IF({nil.absolute}={self._yes},0,{blanks})"

    def nonzero_count(self, table: str, areas: Iterable[CellRange]) -> str:
        """A formula for the number of entry cells that contradict a declared nil return."""
        nil = self._layout.tables[table].nil
        # `<>0` also counts texts, which are subtracted again.
        cells = [area.absolute for area in areas]
        counted = "+".join(f"SUMPRODUCT(--({area}<>0))+COUNT({area})-COUNTA({area})" for area in cells)
        return "0" if nil is None else f"IF({nil.absolute}={self._yes},{counted},0)"


def _all_of(conditions: Sequence[str]) -> str:
    return f"AND({','.join(conditions)})" if len(conditions) > 1 else "".join(conditions)
