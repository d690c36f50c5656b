"""Formulas over all lines of a list: functions of a column, and what is compared between lines.

What a condition selects of a column stands in a hidden column of its own, line by line, so that functions of it are
plain sums over a column, whatever the condition is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.definition.figure_kinds.kinds import AnyKind, is_calculable, is_numeric, shown_word
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
from xlsreport.layout.matched_answers import answer_matched
from xlsreport.layout.workbook_layout import Layout
from xlsreport.workbook.formula.formula_texts import text_literal

_ANY_NUMBER = '">=-1E+300"'
_WILDCARDS = "~*?"
"""What SUMIFS and COUNTIF take for other than themselves."""


def _folded(cell: str) -> str:
    """A formula for a cell's text, without regard to capitals and blanks around it."""
    return f"LOWER(TRIM({cell}))"


def _key(parts: Sequence[str]) -> str:
    """A formula for a text by which lines are found: COUNTIF takes it for no number and for no pattern."""
    text = '&"|"&'.join(('"k"', *parts))
    for sign in _WILDCARDS:
        text = f'SUBSTITUTE({text},"{sign}","{chr(0xFEE0 + ord(sign))}")'
    return text


def _needs_numbers(function: Function) -> bool:
    """Whether there is no such thing as this function of no lines."""
    match function:
        case "min" | "max":
            return True
        case "sum" | "abs" | "count":
            return False


class ListFormulas:
    """Functions of the columns of lists, in the cells of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._definition = layout.definition

    def function(self, function: Function, lines: LineFigures) -> str:
        """A function of a column of a list; one that looks for lines with the same as the present one is for a line."""
        laid = self._layout.lists[lines.list]
        figures = laid.column(self._column(lines)).absolute
        if (matched := answer_matched(self._definition, function, lines)) is not None:
            return self._of_answer(function, lines, *matched)
        if lines.same:
            keys = laid.column(laid.keys[lines.compared]).absolute
            own = CellRef(laid.sheet, ANY_ROW, laid.keys[lines.compared]).absolute
            if lines.own:
                own = self._own_key(lines)
            if function == "count":
                return f"COUNTIFS({keys},{own},{figures},{_ANY_NUMBER})"
            return f"SUMIFS({figures},{keys},{own})"
        match function:
            case "sum" | "min" | "max" | "abs":
                return f"{function.upper()}({figures})"
            case "count" if lines.column is None and lines.where is None:
                return f"SUM({figures})"
            case "count":
                of_texts = lines.where is None and lines.column is not None and not self._is_calculable(lines.column)
                return f"{'COUNTA' if of_texts else 'COUNT'}({figures})"

    def _of_answer(self, function: Function, lines: LineFigures, choice: Place, word: str) -> str:
        """A sum or number of the lines that have an answer."""
        laid = self._layout.lists[lines.list]
        answers = f"{laid.column(laid.column_of(choice)).absolute},{text_literal(word)}"
        if lines.column is None:
            return f"COUNTIFS({answers})"
        figures = laid.column(laid.column_of(lines.column)).absolute
        return f"COUNTIFS({answers},{figures},{_ANY_NUMBER})" if function == "count" else f"SUMIFS({figures},{answers})"

    def are_filled(self, tree: Expression | Comparison) -> Iterator[str]:
        """Conditions without which a least or a greatest of a column does not exist."""
        match tree:
            case Call(function, (LineFigures() as lines,)) if _needs_numbers(function):
                yield f"COUNT({self._layout.lists[lines.list].column(self._column(lines)).absolute})>0"
            case Call(_, (LineFigures(own=own),)) if own:
                yield from (f"LEN({self._layout.cell(part).absolute})>0" for part in own if isinstance(part, Place))
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
        if lines.selection in laid.selected:
            return laid.selected[lines.selection]
        return laid.used_column if lines.column is None else laid.column_of(lines.column)

    def _own_key(self, lines: LineFigures) -> str:
        """What the present line or row is compared by with those of a list."""
        parts = []
        for column, own in zip(lines.compared, lines.own_compared, strict=True):
            kind = self._definition.facts(column).kind
            if isinstance(own, str):
                parts.append(text_literal(shown_word(own, kind).lower()))
            else:
                cell = self._layout.cell(own).absolute
                parts.append(cell if is_numeric(kind) else _folded(cell))
        return _key(parts)

    def is_numeric(self, column: Place) -> bool:
        """Whether a column of a list holds numbers."""
        return is_numeric(self._definition.facts(column).kind)

    def _is_calculable(self, column: Place) -> bool:
        return is_calculable(self._definition.facts(column).kind)

    def key(self, columns: tuple[Place, ...]) -> str:
        """What a line has in some columns, as a text that is compared; capitals and blanks around do not matter."""
        return self.key_of(columns, [self._layout.cell(column).absolute for column in columns])

    def key_of(self, columns: Sequence[Place], cells: Sequence[str]) -> str:
        """What stands in some cells, as a text that is compared with the columns of lines."""
        return _key(
            [cell if self.is_numeric(column) else _folded(cell) for column, cell in zip(columns, cells, strict=True)]
        )

    def is_unlisted(self, kind: AnyKind, cell: str, at: Place | None = None) -> str | None:
        """A condition: what a cell holds does not stand in the list from which it is taken; None where it may be
        anything. Lines of lists have the answer beside them, in a column of its own."""
        if at is not None and (laid := self._layout.lists.get(at.table)) is not None and at in laid.unlisted:
            return f"{CellRef(laid.sheet, ANY_ROW, laid.unlisted[at]).absolute}=1"
        source = self._definition.source_of(kind)
        return None if source is None else self.lacks(source, cell)

    def lacks(self, source: Place, cell: str) -> str:
        """A condition: a cell is filled with what does not stand in a column of a list."""
        laid = self._layout.lists[source.table]
        keys = laid.column(laid.keys[source,]).absolute
        return f"IF(LEN({cell})>0,COUNTIF({keys},{_key([_folded(cell)])})=0,FALSE)"

    def options(self, source: Place) -> str:
        """The cells of a column of a list, as far down as anything stands in it."""
        laid = self._layout.lists[source.table]
        used, column = laid.column(laid.used_column).absolute, laid.column(laid.column_of(source))
        last = f"SUMPRODUCT(MAX({used}*ROW({used})))-{laid.first_line_row}"
        return f"OFFSET({column.first.absolute},0,0,MAX(1,{last}),1)"

    def selected(self, lines: LineFigures, condition: str) -> str:
        """What a line gives to a function of a column, where a condition holds."""
        if lines.column is None:
            return f'IF({condition},1,"")'
        cell = self._layout.cell(lines.column).absolute
        if self._is_calculable(lines.column):
            return f'IF(AND({condition},ISNUMBER({cell})),{cell},"")'
        return f'IF(AND({condition},LEN({cell})>0),1,"")'
