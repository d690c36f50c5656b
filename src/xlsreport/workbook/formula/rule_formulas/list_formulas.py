"""Formulas over all lines of a list: functions of a column, and what is compared between lines.

What a condition selects of a column stands in a hidden column of its own, line by line, so that functions of it are
plain sums over a column, whatever the condition is.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    Function,
    LineFigures,
    Negative,
    Rounded,
)
from xlsreport.layout.cells import CellRef
from xlsreport.layout.list_layout import ANY_ROW
from xlsreport.layout.workbook_layout import Layout

_ANY_NUMBER = '">=-1E+300"'
_WILDCARDS = "~*?"
"""What SUMIFS and COUNTIF take for other than themselves."""


class ListFormulas:
    """Functions of the columns of lists, in the cells of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._definition = layout.definition

    def function(self, function: Function, lines: LineFigures) -> str:
        """A function of a column of a list; one that looks for lines with the same as the present one is for a line."""
        laid = self._layout.lists[lines.list]
        figures = laid.column(self._column(lines)).absolute
        if lines.same:
            keys = laid.column(laid.keys[lines.same]).absolute
            own = CellRef(laid.sheet, ANY_ROW, laid.keys[lines.same]).absolute
            if function == "count":
                return f"COUNTIFS({keys},{own},{figures},{_ANY_NUMBER})"
            return f"SUMIFS({figures},{keys},{own})"
        if function != "count":
            return f"{function.upper()}({figures})"
        if lines.column is None and lines.where is None:
            return f"SUM({figures})"
        of_texts = lines.where is None and lines.column is not None and not self.is_numeric(lines.column)
        return f"{'COUNTA' if of_texts else 'COUNT'}({figures})"

    def are_filled(self, tree: Expression | Comparison) -> Iterator[str]:
        """Conditions without which a least or a greatest of a column does not exist."""
        match tree:
            case Call("min" | "max", (LineFigures() as lines,)):
                yield f"COUNT({self._layout.lists[lines.list].column(self._column(lines)).absolute})>0"
            case Call(_, arguments):
                for argument in arguments:
                    yield from self.are_filled(argument)
            case Negative(operand) | Rounded(operand):
                yield from self.are_filled(operand)
            case Arithmetic(_, left, right) | Comparison(_, left, right):
                yield from self.are_filled(left)
                yield from self.are_filled(right)

    def _column(self, lines: LineFigures) -> int:
        laid = self._layout.lists[lines.list]
        if lines in laid.selected:
            return laid.selected[lines]
        return laid.used_column if lines.column is None else laid.column_of(lines.column)

    def is_numeric(self, column: Place) -> bool:
        """Whether a column of a list holds numbers."""
        return is_numeric(self._definition.facts(column).kind)

    def key(self, columns: tuple[Place, ...]) -> str:
        """What a line has in some columns, as a text that is compared; capitals and blanks around do not matter."""
        parts = []
        for column in columns:
            cell = self._layout.cell(column).absolute
            parts.append(cell if self.is_numeric(column) else f"LOWER(TRIM({cell}))")
        text = '&"|"&'.join(('"k"', *parts))
        for sign in _WILDCARDS:
            text = f'SUBSTITUTE({text},"{sign}","{chr(0xFEE0 + ord(sign))}")'
        return text

    def selected(self, lines: LineFigures, condition: str) -> str:
        """What a line gives to a function of a column, where a condition holds."""
        if lines.column is None:
            return f'IF({condition},1,"")'
        cell = self._layout.cell(lines.column).absolute
        if self.is_numeric(lines.column):
            return f'IF(AND({condition},ISNUMBER({cell})),{cell},"")'
        return f'IF(AND({condition},LEN({cell})>0),1,"")'
