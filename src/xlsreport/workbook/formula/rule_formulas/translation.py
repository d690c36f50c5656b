"""Translates expressions and checks to Excel formulas, each with its present value.

Formulas use only functions that Excel 2010, WPS and LibreOffice share, no array formulas, and nothing that depends on
a locale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, assert_never

from xlsreport.definition.figure_kinds.kind_traits import TextTraits
from xlsreport.definition.figure_kinds.kinds import shown_word
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import ASKED_RANKS
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import (
    Answered,
    Arithmetic,
    Begun,
    Call,
    Comparison,
    Condition,
    Every,
    Expression,
    Figure,
    Figures,
    Filled,
    Function,
    LineFigures,
    Name,
    Negative,
    Not,
    NumberLiteral,
    Parts,
    Rounded,
    Some,
    figures_in,
)
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import Layout
from xlsreport.messages import Messages
from xlsreport.workbook.formula.cell_conditions import visible_length
from xlsreport.workbook.formula.formula_texts import text_literal
from xlsreport.workbook.formula.rule_formulas.comparing_formulas import comparison_with_zero, rounded
from xlsreport.workbook.formula.rule_formulas.entry_counts import EntryCounts
from xlsreport.workbook.formula.rule_formulas.list_formulas import ListFormulas
from xlsreport.workbook.formula.rule_formulas.mark_conditions import MarkConditions, figure_areas, figure_cell

_BEYOND = "1E+300"
"""Greater than every number of a report: takes the place of what MIN and MAX pass over."""


class Translator:
    """Translates expressions to formulas over the cells of one layout."""

    def __init__(self, layout: Layout, messages: Messages) -> None:
        self._layout = layout
        self._definition = layout.definition
        self.marks = MarkConditions(layout)
        self.list_formulas = ListFormulas(layout)
        self.counts = EntryCounts(layout, self.marks, self.list_formulas, text_literal(messages("table.yes")))
        self._truths: dict[int, tuple[Condition, str]] = {}

    def cell(self, figure: Figure) -> CellRef:
        """The cell that holds a figure of this year or of last year."""
        return figure_cell(self._layout, figure)

    def of_total(self, place: Place, tree: Expression) -> str:
        """An expression of a computed place, with the mark of that place where it has no value."""
        facts, row = self._definition.facts(place), self._definition.row_condition(place)
        if row is None:
            return self.guarded(tree, facts.undefined, facts.mark)
        mark = text_literal(facts.mark or "")
        with self.marks.where_begun(row):
            return f"IF({self.is_no_row(row)},{mark},{self.guarded(tree, facts.undefined, facts.mark)})"

    def is_no_row(self, row: Begun) -> str:
        """A condition: there is no row for a line of a list, or it is not known."""
        return f"{self.truth(row)}{'=0' if row.where is None else '<1'}"

    def guarded(self, tree: Expression, undefined: Literal[0] | str | None = None, mark: str | None = None) -> str:
        """The expression, shown only when every figure that it needs is there.

        Args:
            tree: the expression.
            undefined: what is shown where it divides by zero.
            mark: what is shown where it is not applicable; by default that of the figures in it.
        """
        text = self.expression(tree)
        if _divides(tree):
            text = f"IFERROR({text},{0 if undefined == 0 else text_literal(undefined or '')})"
        if excluded := self.marks.excluded(tree):
            text = f"IF({excluded},{text_literal(mark or self.marks.mark_of(tree))},{text})"
        complete = self.counts.complete(tree)
        return f'IF({complete},{text},"")' if complete else text

    def is_true(self, condition: Condition, *, otherwise: bool = False) -> str:
        """A condition as a formula; with ``otherwise``, whether it certainly does not hold."""
        # A cell's mark, its colours and the mark of its row ask about one condition: look it up by identity.
        known = self._truths.get(id(condition))
        if known is None:
            known = self._truths[id(condition)] = (condition, self.truth(condition))
        return f"{known[1]}={0 if otherwise else 1}"

    def truth(self, condition: Condition) -> str:
        """A formula for whether a condition holds: 1 or 0, or 0.5 where a figure that decides it has no value.

        So the least of several says whether all hold, and the greatest whether one does.
        """
        match condition:
            case Comparison():
                return self._compared(condition)
            case Filled(figures=figures):
                tests = ",".join(f"{self._is_filled(figure)}" for figure in figures)
                return f"IF(AND({tests}),1,0)"
            case Answered():
                return self._answered(condition)
            case Begun(first, where):
                used = self._layout.lists[first.table].used_cell(int(first.row)).absolute
                return used if where is None else f"MIN({used},{self.truth(where)})"
            case Not(operand):
                return f"(1-{self.truth(operand)})"
            case Every(operands):
                return f"MIN({','.join(map(self.truth, operands))})" if operands else "1"
            case Some(operands):
                return f"MAX({','.join(map(self.truth, operands))})" if operands else "0"
            case _:
                assert_never(condition)

    def _compared(self, condition: Comparison) -> str:
        left, right = self.expression(condition.left), self.expression(condition.right)
        text = f"IF({comparison_with_zero(rounded(f'{left}-{right}'), condition.comparator)},1,0)"
        if _divides(condition.left) or _divides(condition.right):
            text = f"IFERROR({text},0.5)"
        for excluded in filter(None, map(self.marks.excluded, (condition.left, condition.right))):
            text = f"IF({excluded},0.5,{text})"
        complete = self.counts.complete(condition)
        text = f"IF({complete},{text},0.5)" if complete else text
        for left_out in filter(None, map(self.marks.left_out, (condition.left, condition.right))):
            text = f"IF({left_out},0,{text})"
        return text

    def _answered(self, condition: Answered) -> str:
        if condition.figure is None:
            raise TypeError(f"not bound to a place: {condition}")
        if condition.figure.place.field is not None:
            return self._answered_on_cover(condition, condition.figure.place.field)
        cell, blank = self.cell(condition.figure).absolute, "0.5"
        if left_out := self.marks.left_out(condition.figure):
            blank = f"IF({left_out},0,0.5)"
        kind = self._layout.definition.facts(condition.figure.place).kind
        if isinstance(kind.traits, TextTraits):
            return _said(condition, cell, blank)
        return _decided(condition, cell, blank, shown_word(condition.option, kind))

    def _answered_on_cover(self, condition: Answered, field: str) -> str:
        """As in a table; a field that need not be filled in answers nothing while it is blank."""
        cell, kind = self._layout.cover.fields[field].absolute, self._definition.field_kinds[field]
        blank = "0.5" if self._definition.cover_fields[field].when_blank == "error" else "0"
        if (asked := self._layout.asked_texts.get(field)) is not None and blank != "0":
            blank = f"IF({asked.absolute}<{ASKED_RANKS['open']},0,{blank})"
        return _decided(condition, cell, blank, shown_word(condition.option, kind))

    def _is_filled(self, figure: Figure) -> str:
        cell = self.cell(figure).absolute
        if figure.place.field is not None:
            return f"{visible_length(cell)}>0"
        if not self._definition.facts(figure.place).computed:
            return f"NOT(ISBLANK({cell}))"
        left_out = self.marks.left_out(figure)
        return f"AND(LEN({cell})>0,NOT({left_out}))" if left_out else f"LEN({cell})>0"

    def asked(self, requirements: Iterable[BoundRequirement]) -> str:
        """A formula for whether something is asked, by the ranks of what is known of that."""
        return f"MIN({','.join(map(self._asked, requirements))})"

    def _asked(self, requirement: BoundRequirement) -> str:
        truth = "0" if requirement.condition is None else self.truth(requirement.condition)
        return truth if requirement.otherwise == "empty" else f"MAX({truth},{ASKED_RANKS[requirement.otherwise]})"

    def is_not_asked(self, place: Place, cell: str) -> str:
        """A condition: something is entered where nothing is asked."""
        return f"AND(NOT(ISBLANK({cell})),{self.marks.asked_cell(place)}={ASKED_RANKS['empty']})"

    def is_misplaced(self, place: Place, cell: str) -> str:
        """A condition: an entry says that it is not applicable although its condition for that does not hold."""
        condition = self._definition.facts(place).not_applicable_when
        is_right = "FALSE" if condition is None else self.is_true(condition, otherwise=True)
        return f"AND({self.marks.is_mark(cell, place)},{is_right})"

    def is_beside_the_point(self, place: Place, cell: str) -> str:
        """A condition: a number is entered although the condition under which there is nothing to be stated holds."""
        condition = self._definition.facts(place).not_applicable_when
        return f"AND(ISNUMBER({cell}),{'FALSE' if condition is None else self.is_true(condition)})"

    def expression(self, tree: Expression) -> str:
        """The expression without a guard."""
        match tree:
            case NumberLiteral(value):
                return format(value, "f")
            case Figure():
                return self.cell(tree).absolute
            case Negative(operand):
                return f"(-{self.expression(operand)})"
            case Arithmetic("+" | "-" as operator, left, right, False):
                return f"({self._summand(left)}{operator}{self._summand(right)})"
            case Arithmetic(operator, left, right):
                return f"({self.expression(left)}{operator}{self.expression(right)})"
            case Call(function, (LineFigures() as lines,)):
                return self.list_formulas.function(function, lines)
            case Rounded(operand, decimals):
                return f"ROUND({self.expression(operand)},{decimals})"
            case Call(function, arguments):
                return self._function(function, arguments)
            case Parts(separator, Figure() as figure):
                cell, sign = self.cell(figure).absolute, text_literal(separator)
                return f'IF(LEN(TRIM({cell}))=0,0,LEN({cell})-LEN(SUBSTITUTE({cell},{sign},""))+1)'
            case Figures() | LineFigures() | Name() | Parts():
                raise TypeError(f"not bound to one value: {tree}")

    def _function(self, function: Function, arguments: Sequence[Expression]) -> str:
        """A function of figures and groups of them."""
        match function:
            case "sum":
                return f"SUM({','.join(map(self._sum_argument, arguments))})"
            case "count":
                return f"({self.counts.filled(f for argument in arguments for f in figures_in(argument))})"
            case "min":
                return f"MIN({self._number_arguments(arguments, _BEYOND)})"
            case "max":
                return f"MAX({self._number_arguments(arguments, f'-{_BEYOND}')})"
            case "abs":
                return f"ABS({self._number_arguments(arguments, '0')})"

    def _summand(self, tree: Expression) -> str:
        """A side of a sum or difference: nothing where it is not asked."""
        text, left_out = self.expression(tree), self.marks.left_out(tree)
        if left_out and isinstance(tree, Figure):
            return f"N({text})"
        return f"IF({left_out},0,{text})" if left_out else text

    def _sum_argument(self, argument: Expression) -> str:
        if isinstance(argument, Figures):
            return ",".join(area.absolute for area in figure_areas(self._layout, argument.members))
        if isinstance(argument, Figure):
            return self.expression(argument)  # of cells SUM passes over texts by itself
        return self._unless_excluded(argument, self.expression(argument), "0")

    def _number_arguments(self, arguments: Sequence[Expression], passed_over: str) -> str:
        """Arguments of MIN and MAX; ``passed_over`` stands for what is not asked, so that it decides nothing."""
        return ",".join(self._each_number(arguments, passed_over))

    def _each_number(self, arguments: Sequence[Expression], passed_over: str) -> Iterable[str]:
        """Of a group its cells, where a blank is no zero; else one figure by one."""
        for argument in arguments:
            if isinstance(argument, Figures) and not any(map(self._may_be_zero_while_blank, argument.members)):
                # Of cells MIN and MAX pass over marks and blanks by themselves.
                yield from (area.absolute for area in figure_areas(self._layout, argument.members))
                continue
            members = argument.members if isinstance(argument, Figures) else (argument,)
            for member in members:
                text = self.expression(member)
                text = f"N({text})" if isinstance(member, Figure) else text
                yield self._unless_excluded(member, text, passed_over)

    def _may_be_zero_while_blank(self, figure: Figure) -> bool:
        """Whether a blank cell of a figure of this year counts as zero, as under a nil return."""
        laid = self._layout.tables.get(figure.place.table)
        return not figure.previous and laid is not None and laid.nil is not None

    def _unless_excluded(self, tree: Expression, text: str, otherwise: str) -> str:
        excluded = self.marks.excluded(tree)
        return f"IF({excluded},{otherwise},{text})" if excluded else text


def _decided(condition: Answered, cell: str, blank: str, word: str) -> str:
    """Whether a cell has an answer, in the words of the workbook; ``blank`` is what holds while it is empty."""
    return f"IF(ISBLANK({cell}),{blank},{_compared_text(condition, cell, word)})"


def _said(condition: Answered, cell: str, blank: str) -> str:
    """Whether a cell has or begins with a text, whatever the blanks around it."""
    trimmed, word = f"TRIM({cell})", " ".join(condition.option.split())
    part = f"LEFT({trimmed},{len(word)})" if condition.begins else trimmed
    return f"IF(LEN({trimmed})=0,{blank},{_compared_text(condition, part, word)})"


def _compared_text(condition: Answered, text: str, word: str) -> str:
    return f"IF({text}={text_literal(word)},{'0,1' if condition.negated else '1,0'})"


def _divides(tree: Expression) -> bool:
    match tree:
        case Arithmetic(operator, left, right):
            return operator == "/" or _divides(left) or _divides(right)
        case Negative(operand) | Rounded(operand):
            return _divides(operand)
        case Call(_, arguments):
            return any(_divides(argument) for argument in arguments)
        case NumberLiteral() | Figure() | Figures() | LineFigures() | Name() | Parts():
            return False
        case _:
            assert_never(tree)
