"""The expressions and conditions of the rule language as trees, and the figures in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from xlsreport.definition.place import Place
from xlsreport.errors import PortableError

Operator = Literal["+", "-", "*", "/"]
Comparator = Literal["==", "!=", "<=", ">=", "<", ">"]
Function = Literal["sum", "min", "max", "abs", "count"]


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A number written in the expression."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """A reference as written, with where it stands in the text; binding replaces it by what it stands for.

    ``where`` and ``same`` select lines of a list, ``awards.amount where same(prefix) and loan == "Y"``: those for
    which a condition holds, and that have the same as the present line in some columns. ``keys`` are columns with
    what they are compared with: ``contracts.amount where number == this.contract``.
    """

    parts: tuple[str, ...]
    start: int
    end: int
    where: Condition | None = None
    same: tuple[Name, ...] = ()
    keys: tuple[tuple[Name, Name], ...] = ()

    @property
    def selects(self) -> bool:
        """Whether it means some lines of a list."""
        return self.where is not None or bool(self.same) or bool(self.keys)


@dataclass(frozen=True, slots=True)
class Figure:
    """The value at one place, of this year or of last year."""

    place: Place
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The values of a group of rows or columns, as an argument of a function; ``label`` is the group's own heading."""

    members: tuple[Figure, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class LineFigures:
    """The values of a column in the lines of a list, as an argument of a function; without a column, the lines.

    ``first`` is the list's first column, by which the list is known. Only of the lines for which ``where`` holds, and
    that have the same as the present line in the columns of ``same``.
    The figures in ``where`` are those of the line that is asked. ``own`` is what the columns of ``same`` are compared
    with where that is not the same column of the present line: other places of it or of a table's row, or a text.
    ``whose`` is the column that says whose line it is, with ``own_whose`` for the present one: only lines of the same
    agency are meant, be it that none is named.
    """

    list: str
    first: Place
    column: Place | None
    where: Condition | None = None
    same: tuple[Place, ...] = ()
    own: tuple[Place | str, ...] = ()
    whose: Place | None = None
    own_whose: Place | None = None

    @property
    def selection(self) -> LineFigures:
        """The same of whichever lines it is compared with: what each line gives to it."""
        return LineFigures(self.list, self.first, self.column, self.where)

    @property
    def compared(self) -> tuple[Place, ...]:
        """The columns by which lines are found, with that of the agency."""
        return (*self.same, *(() if self.whose is None else (self.whose,)))

    @property
    def own_compared(self) -> tuple[Place | str, ...]:
        """What they are compared with."""
        return (*(self.own or self.same), *(() if self.own_whose is None else (self.own_whose,)))

    @property
    def own_places(self) -> tuple[Place, ...]:
        """The places of the present line or row by which lines are found."""
        return tuple(part for part in self.own if isinstance(part, Place))


@dataclass(frozen=True, slots=True)
class Negative:
    """The negative of a number."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A binary operation; one with ``of_dates`` has no value where a side has none, even where nothing is asked."""

    operator: Operator
    left: Expression
    right: Expression
    of_dates: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function of some numbers: their sum, the least or the greatest, the size of one, how many are filled."""

    function: Function
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number rounded half up to some decimals; ``declared`` says whether the definition asks for it in words."""

    operand: Expression
    decimals: int
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """How many parts a text has that a sign separates, as several names in one cell; none where it is blank.

    Binding replaces ``name`` by ``figure``, the place of the text.
    """

    separator: str
    figure: Figure | None = None
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers and what must hold between them."""

    comparator: Comparator
    left: Expression
    right: Expression


Expression: TypeAlias = (
    NumberLiteral | Name | Figure | Figures | LineFigures | Negative | Arithmetic | Call | Rounded | Parts
)


@dataclass(frozen=True, slots=True)
class Filled:
    """That something is entered at every one of some places, or known where they are computed."""

    figures: tuple[Figure, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """That one of the options of a choice is its answer, or that another one is; or what a text is.

    With ``begins``, that a text begins with ``option``. Neither looks at capitals and at blanks around.
    """

    option: str
    figure: Figure | None = None
    name: Name | None = None
    negated: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """That something is entered in a line of a list; ``first`` is the line's first column, by which it is known.

    With ``where``, of a row that stands for the line: that this holds of the line, too.
    """

    first: Place
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a condition; of a bound one only of what is filled."""

    operand: Condition


@dataclass(frozen=True, slots=True)
class Every:
    """That each of some conditions holds."""

    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """That one of some conditions holds."""

    operands: tuple[Condition, ...]


Condition: TypeAlias = Comparison | Filled | Answered | Begun | Not | Every | Some


class ExpressionError(PortableError):
    """A mistake in an expression: which message, its values, and the characters it stands at."""

    def __init__(self, key: str, start: int, end: int, **values: str) -> None:
        super().__init__(key)
        self.key, self.start, self.end, self.values = key, start, max(end, start + 1), values


def last_year_expression(tree: Expression) -> Expression:
    """A bound expression over last year's values instead of this year's."""
    match tree:
        case Figure(place):
            return Figure(place, previous=True)
        case Figures(members, label):
            return Figures(tuple(Figure(figure.place, previous=True) for figure in members), label)
        case Negative(operand):
            return Negative(last_year_expression(operand))
        case Arithmetic(operator, left, right, of_dates):
            return Arithmetic(operator, last_year_expression(left), last_year_expression(right), of_dates)
        case Call(function, arguments):
            return Call(function, tuple(last_year_expression(argument) for argument in arguments))
        case Rounded(operand, decimals, declared):
            return Rounded(last_year_expression(operand), decimals, declared)
        case NumberLiteral() | Name() | LineFigures() | Parts():
            return tree


def figures_in(tree: Expression | Comparison, *, counted: bool = True) -> Iterator[Figure]:
    """Every figure that a bound expression uses, in the order of the text, repeated where it is used again.

    Args:
        tree: the expression.
        counted: with those that are only counted, without which it has a value all the same.
    """
    match tree:
        case Figure():
            yield tree
        case Figures(members, _):
            yield from members
        case Negative(operand) | Rounded(operand):
            yield from figures_in(operand, counted=counted)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            yield from figures_in(left, counted=counted)
            yield from figures_in(right, counted=counted)
        case Call("count", _) if not counted:
            return
        case Call(_, arguments):
            for argument in arguments:
                yield from figures_in(argument, counted=counted)
        case NumberLiteral() | Name() | LineFigures() | Parts():
            return


def lists_in(tree: Expression | Comparison) -> Iterator[LineFigures]:
    """Everything of lists that a bound expression uses."""
    return (lines for _, lines in list_calls_in(tree))


def list_calls_in(tree: Expression | Comparison) -> Iterator[tuple[Function, LineFigures]]:
    """Everything of lists that a bound expression uses, with the function that it is given to."""
    for operand in _operands(tree):
        if isinstance(tree, Call) and isinstance(operand, LineFigures):
            yield tree.function, operand
        else:
            yield from list_calls_in(operand)


def texts_in(tree: Expression | Comparison) -> Iterator[Place]:
    """The places of the texts whose parts a bound expression counts."""
    if isinstance(tree, Parts) and tree.figure is not None:
        yield tree.figure.place
    for operand in _operands(tree):
        yield from texts_in(operand)


def _operands(tree: Expression | Comparison) -> tuple[Expression, ...]:
    """What an expression is made of."""
    match tree:
        case Negative(operand) | Rounded(operand):
            return (operand,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            return left, right
        case Call(_, arguments):
            return arguments
        case NumberLiteral() | Name() | Figure() | Figures() | LineFigures() | Parts():
            return ()


def is_constant(tree: Expression) -> bool:
    """Whether an expression is made of numbers that are written in it, so that nothing of it was reported."""
    return not any((*figures_in(tree), *lists_in(tree), *texts_in(tree)))


def needed_figures(tree: Expression | Comparison) -> Iterator[Figure]:
    """The figures without which a bound expression has no value: all but those that are only counted."""
    return figures_in(tree, counted=False)
