"""Translates expressions and checks to Excel formulas, each with its present value.

Formulas use only functions that Excel 2010, WPS and LibreOffice share, no array formulas, and nothing that depends on
a locale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import Formatter
from typing import NamedTuple, assert_never

from xlsreport.checking.figures.evaluation import PRECISION
from xlsreport.definition.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.kinds import AnyKind
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparator,
    Comparison,
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
from xlsreport.messages import Messages
from xlsreport.submission.invisible_characters import punctuation
from xlsreport.values import NUMBER_LIMIT, Number
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission


class Formula(NamedTuple):
    """A formula without its equals sign, and its present value; None if it shows nothing."""

    text: str
    value: Number | str | None


class Calculation(NamedTuple):
    """A formula that all workbooks of a definition share, and a function for its value in one submission."""

    text: str
    value: Callable[[EvaluatedSubmission], Number | str | None]

    def of(self, evaluated: EvaluatedSubmission) -> Formula:
        """The formula with its value for a submission."""
        return Formula(self.text, self.value(evaluated))


def text_literal(text: str) -> str:
    """A string literal of a formula."""
    return '"' + text.replace('"', '""') + '"'


def concatenated(template: str, parts: Mapping[str, str]) -> str:
    """A message with placeholders as a formula that concatenates its words and the given formulas."""
    fragments: list[str] = []
    for text, name, _, _ in Formatter().parse(template):
        if text:
            fragments.append(text_literal(text))
        if name is not None:
            fragments.append(parts[name])
    return "&".join(fragments) or '""'


class Translator:
    """Translates expressions to formulas over the cells of one layout."""

    def __init__(self, layout: Layout, messages: Messages) -> None:
        self._layout = layout
        self._definition = layout.definition
        self._yes = text_literal(messages("table.yes"))

    def cell(self, figure: Figure) -> CellRef:
        """The cell that holds a figure of this year or of last year."""
        if figure.previous:
            return self._layout.previous_cell(figure.place)
        return self._layout.cell(figure.place)

    def guarded(self, tree: Expression) -> str:
        """The expression, shown only when every figure that it needs is there."""
        text = self.expression(tree)
        if _divides(tree):
            text = f'IFERROR({text},"")'
        complete = self.complete(tree)
        return f'IF({complete},{text},"")' if complete else text

    def expression(self, tree: Expression) -> str:
        """The expression without a guard."""
        match tree:
            case NumberLiteral(value):
                return format(value, "f")
            case Figure():
                return self.cell(tree).absolute
            case Negative(operand):
                return f"(-{self.expression(operand)})"
            case Arithmetic(operator, left, right):
                return f"({self.expression(left)}{operator}{self.expression(right)})"
            case Call("sum", arguments):
                return f"SUM({','.join(self._sum_argument(argument) for argument in arguments)})"
            case Rounded(operand, decimals):
                return f"ROUND({self.expression(operand)},{decimals})"
            case Call("count", arguments):
                return f"({self._filled_count(f for argument in arguments for f in figures_in(argument))})"
            case Call(function, arguments):
                return f"{function.upper()}({','.join(self._number_arguments(arguments))})"
            case Figures() | Name():
                raise TypeError(f"not bound to one value: {tree}")

    def _sum_argument(self, argument: Expression) -> str:
        if isinstance(argument, Figures):
            return ",".join(area.absolute for area in self._areas(argument.members))
        return self.expression(argument)

    def _number_arguments(self, arguments: Sequence[Expression]) -> Iterable[str]:
        """Arguments of MIN and MAX one by one: under a nil return a blank is 0, but MIN skips blanks of a range."""
        for argument in arguments:
            members = argument.members if isinstance(argument, Figures) else (argument,)
            yield from (f"N({self.expression(m)})" if isinstance(m, Figure) else self.expression(m) for m in members)

    def _areas(self, figures: Iterable[Figure]) -> list[CellRange]:
        by_sheet: dict[str, list[CellRef]] = {}
        for cell in map(self.cell, figures):
            by_sheet.setdefault(cell.sheet, []).append(cell)
        return [area for cells in by_sheet.values() for area in rectangles(cells)]

    def complete(self, tree: Expression | Comparison) -> str:
        """A condition: every figure is a number, or blank under a nil return. Empty if there are no figures."""
        figures = tuple(dict.fromkeys(needed_figures(tree)))
        return f"{self._filled_count(figures)}={len(figures)}" if figures else ""

    def _filled_count(self, of: Iterable[Figure]) -> str:
        """A formula for the number of figures that are numbers, or blank under a nil return."""
        figures = tuple(dict.fromkeys(of))
        counted = [f"COUNT({','.join(area.absolute for area in self._areas(figures))})"]
        for table in dict.fromkeys(figure.place.table for figure in figures):
            nil = self._layout.tables[table].nil
            entries = [f for f in figures if f.place.table == table and not f.previous and not self._computed(f)]
            if nil is not None and entries:
                blanks = "+".join(f"COUNTBLANK({area.absolute})" for area in self._areas(entries))
                counted.append(f"IF({nil.absolute}={self._yes},{blanks},0)")
        return "+".join(counted)

    def _computed(self, figure: Figure) -> bool:
        return self._definition.places[figure.place].computed

    def blank_count(self, table: str, areas: Iterable[CellRange]) -> str:
        """A formula for the number of blank entry cells; 0 under a nil return."""
        nil = self._layout.tables[table].nil
        blanks = "+".join(f"COUNTBLANK({area.absolute})" for area in areas) or "0"
        return blanks if nil is None else f"IF({nil.absolute}={self._yes},0,{blanks})"

    def nonzero_count(self, table: str, areas: Iterable[CellRange]) -> str:
        """A formula for the number of entry cells that contradict a declared nil return."""
        nil = self._layout.tables[table].nil
        # `<>0` also counts texts, which are subtracted again.
        cells = [area.absolute for area in areas]
        counted = "+".join(f"SUMPRODUCT(--({area}<>0))+COUNT({area})-COUNTA({area})" for area in cells)
        return "0" if nil is None else f"IF({nil.absolute}={self._yes},{counted},0)"


def is_invalid(cell: str, kind: AnyKind) -> str:
    """A condition: a cell is filled with something that its kind does not allow."""
    match kind.traits:
        case TextTraits(max_length=limit):
            return f"LEN({cell})>{limit}"
        case DateTraits(serials=(least, greatest)):
            faults = f"{cell}<{least},{cell}>{greatest},{cell}<>INT({cell})"
            return f"IF(ISNUMBER({cell}),OR({faults}),NOT(ISBLANK({cell})))"
        case OptionTraits(options=options):
            return f'AND({cell}<>"",NOT({_is_option(cell, options)}))'
        case NumberTraits() as traits:
            faults = ",".join(_faults(cell, traits))
            return f"IF(ISNUMBER({cell}),OR({faults}),NOT(ISBLANK({cell})))"
        case other:
            assert_never(other)


def _faults(cell: str, traits: NumberTraits) -> Iterator[str]:
    """Conditions: why a number cannot stand in a cell, as ``NumberTraits.faults`` says it in Python."""
    if traits.least is not None:
        yield f"{cell}<{traits.least}"
    if traits.greatest is not None:
        yield f"{cell}>{traits.greatest}"
    if traits.is_count:
        yield f"{cell}<>INT({cell})"
    else:
        # Values calculated elsewhere and pasted may differ in the last bits, beyond the 15 digits that count.
        yield f"ABS({cell}-ROUND({cell},{traits.decimals}))>ABS({cell})*5E-16"
    yield f"ABS({cell})>={NUMBER_LIMIT:.0E}".replace("E+", "E")


def _is_option(cell: str, options: Sequence[str]) -> str:
    """A condition: a cell holds exactly one of the options."""
    return f"OR({','.join(f'EXACT({cell},{text_literal(option)})' for option in options)})"


def visible_length(cell: str) -> str:
    """A formula for the length of a text without the blanks around it, East Asian ones included."""
    return f"LEN(TRIM({_without_odd_blanks(cell)}))"


def _without_odd_blanks(cell: str) -> str:
    text = cell
    for blank in ("\u3000", "\xa0"):
        text = f'SUBSTITUTE({text},"{blank}"," ")'
    return f"CLEAN({text})"


_BETWEEN_WORDS = "‖"


def is_one_of(cell: str, words: Iterable[str], language: str) -> str:
    """A condition: a text is empty or one of some words, regardless of blanks around it, punctuation and case."""
    text = _without_odd_blanks(cell)
    for sign in punctuation(language):
        text = f'SUBSTITUTE({text},"{sign}","")'
    listed = _BETWEEN_WORDS.join(("", "", *words, ""))
    mark = text_literal(_BETWEEN_WORDS)
    return f"ISNUMBER(FIND({mark}&LOWER(TRIM({text}))&{mark},{text_literal(listed)}))"


def says_something(cell: str, language: str) -> str:
    """A condition: a text holds more than blanks and punctuation."""
    return f"NOT({is_one_of(cell, (), language)})"


def begins_with(cell: str, *marks: str) -> str:
    """A condition: a cell's text begins with one of some characters."""
    tests = ",".join(f"LEFT({cell},1)={text_literal(mark)}" for mark in marks)
    return f"OR({tests})"


_SYMBOLS: Mapping[Comparator, str] = {"==": "=", "!=": "<>", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}
"""How Excel writes a comparator."""


def comparison_with_zero(difference: str, comparator: Comparator) -> str:
    """A condition that compares a rounded difference with 0."""
    return f"{difference}{_SYMBOLS[comparator]}0"


def rounded_difference(left: str, right: str) -> str:
    """The difference of two cells, rounded to remove floating-point noise."""
    return f'IF(COUNT({left},{right})=2,{rounded(f"{left}-{right}")},"")'


def rounded(number: str) -> str:
    """A number to the decimals to which two sides are compared."""
    return f"ROUND({number},{PRECISION})"


def _divides(tree: Expression) -> bool:
    match tree:
        case Arithmetic(operator, left, right):
            return operator == "/" or _divides(left) or _divides(right)
        case Negative(operand) | Rounded(operand):
            return _divides(operand)
        case Call(_, arguments):
            return any(_divides(argument) for argument in arguments)
        case NumberLiteral() | Figure() | Figures() | Name():
            return False
        case _:
            assert_never(tree)
