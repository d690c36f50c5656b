"""The values of all lines of a list, column by column, and functions of its columns.

What is told here of a column is what ``LineValues`` tells of each line. These are made where a line needs more than its
columns say, and where somebody asks for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from xlsreport.checking.evaluation.arithmetic import applied
from xlsreport.checking.evaluation.asking import state_of
from xlsreport.checking.evaluation.comparing import holds
from xlsreport.checking.evaluation.conditions import answers, every, is_true
from xlsreport.checking.evaluation.entered_numbers import entered_column
from xlsreport.checking.evaluation.figure_values import FigureValues, Reading
from xlsreport.checking.evaluation.line_keys import LineKey, folded_text
from xlsreport.checking.evaluation.lists.column_numbers import Operand, calculated, operands_of, passes_over_blanks
from xlsreport.checking.evaluation.lists.line_values import LineValues
from xlsreport.checking.evaluation.previous_lines import PreviousLines
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import folded_answer
from xlsreport.definition.figure_kinds.kinds import is_calculable
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import ASKED_RANKS, AskedState
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import (
    Answered,
    Comparison,
    Condition,
    Every,
    Expression,
    Figure,
    Filled,
    Function,
    LineFigures,
    Not,
    NumberLiteral,
    Some,
)
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.submission.lines_by_column import EntryColumn, by_columns
from xlsreport.submission.submission import Line
from xlsreport.values import Number


class ListValues:
    """The values of all lines of a list; whatever it tells of lines is in their order."""

    def __init__(
        self, definition: LineDefinition, lines: Sequence[Line], around: FigureValues, reading: Reading
    ) -> None:
        self._definition, self._around, self._reading = definition, around, reading
        self._given = by_columns(lines, definition.places)
        self._made: dict[int, LineValues] = {}
        self._columns: dict[Place, Sequence[Number | None]] = {}
        self._listed: dict[Place, frozenset[str]] = {}
        self._asked: dict[tuple[BoundRequirement, ...], Sequence[AskedState]] = {}
        self._keys: dict[tuple[Place | str, ...], Sequence[LineKey]] = {}
        self._results: dict[tuple[Function, int, LineKey], Decimal] = {}
        self._selected: dict[int, tuple[LineFigures, Mapping[LineKey, Sequence[Number]]]] = {}
        self._found: dict[tuple[LineFigures, tuple[Place, ...]], Mapping[LineKey, Sequence[Number]]] = {}

    def __len__(self) -> int:
        return len(self._given)

    def line(self, index: int) -> LineValues:
        """The values of one line."""
        known = self._made.get(index)
        if known is None:
            line = self._given[index]
            known = self._made[index] = LineValues(self._definition, line, self._around, self._reading)
        return known

    @cached_property
    def lines(self) -> Sequence[LineValues]:
        """The values of every line."""
        return tuple(map(self.line, range(len(self))))

    @property
    def numbers_on_sheet(self) -> Sequence[int]:
        """The numbers of the lines on their sheet."""
        return self._given.numbers

    def by_number(self, number: str) -> LineValues | None:
        """A line by its number; None where it is not begun."""
        index = self._given.indexes.get(number)
        return None if index is None else self.line(index)

    @property
    def before(self) -> PreviousLines:
        """Last year's lines of the list."""
        return self._around.lines_before(self._definition.list)

    def entered(self, place: Place) -> EntryColumn:
        """What is entered in a column."""
        return self._given.column(place)

    def answers(self, place: Place) -> Sequence[str | None]:
        """What is entered in a column, as a text."""
        if place.table != self._definition.list:
            return [self._around.answer(place)] * len(self)
        return self.entered(place).stated

    def is_listed(self, answer: str, column: Place) -> bool:
        """Whether an answer stands in a column."""
        if column not in self._listed:
            self._listed[column] = frozenset(map(folded_answer, filter(None, self.answers(column))))
        return folded_answer(answer) in self._listed[column]

    def numbers(self, tree: Expression) -> Sequence[Number | None]:
        """What an expression is in each line."""
        if isinstance(tree, Figure):
            return self._figures(tree)
        operands = operands_of(tree)
        if operands is None:
            return [line.of(tree) for line in self.lines]
        found = calculated(tree, {operand: self._operand(operand) for operand in operands}, len(self))
        if not passes_over_blanks(tree):
            return [found.get(index) for index in range(len(self))]
        return [found[index] if index in found else self.line(index).of(tree) for index in range(len(self))]

    def _operand(self, operand: Operand) -> Sequence[Number | None]:
        if isinstance(operand, Figure):
            return self._figures(operand)
        (lines,) = operand.arguments
        assert isinstance(lines, LineFigures)
        keys, asked = self.keys(lines.own_compared), len(lines.own)
        # A line that does not say what it looks for finds nothing.
        looked_for = (key for key in set(keys) if "" not in key[:asked])
        found = {key: self._result(operand.function, lines, key) for key in looked_for}
        return list(map(found.get, keys))

    def _result(self, function: Function, lines: LineFigures, key: LineKey) -> Number | None:
        try:
            return self._around.of_lines(function, lines, key)
        except ValueError:
            return None

    def _figures(self, figure: Figure) -> Sequence[Number | None]:
        if figure.place.table != self._definition.list:
            return [self._around.at(figure.place, previous=figure.previous)] * len(self)
        return self._last_year(figure.place) if figure.previous else self._column(figure.place)

    def _last_year(self, place: Place) -> Sequence[Number | None]:
        values = (self.before.line(key).get(place) for key in self.keys(self._definition.previous_key))
        return [None if isinstance(value, str) else value for value in values]

    def _column(self, place: Place) -> Sequence[Number | None]:
        """The numbers of a column, entered or computed."""
        if place not in self._columns:
            facts = self._definition.places[place]
            if facts.total is None:
                self._columns[place] = entered_column(
                    self.entered(place), facts.kind, plain_only=self._reading == "plain"
                )
            else:
                numbers = self.numbers(facts.total)
                if facts.undefined == 0:
                    numbers = [self.line(at).at(place) if one is None else one for at, one in enumerate(numbers)]
                self._columns[place] = numbers
        return self._columns[place]

    def truths(self, condition: Condition) -> Sequence[bool | None]:
        """Whether a condition holds in each line, as ``is_true`` tells it."""
        match condition:
            case Answered(figure=Figure(place)):
                given = self.answers(place)
                told = {answer: answers(condition, answer) for answer in set(given) if answer is not None}
                pairs = zip(given, self._of_blank(place), strict=True)
                return [blank if one is None else told[one] for one, blank in pairs]
            case Filled(figures=figures) if figures and all(map(self._is_entry, figures)):
                return list(map(all, zip(*(self.entered(figure.place).filled for figure in figures), strict=True)))
            case Comparison(comparator, left, right):
                sides = zip(self.numbers(left), self.numbers(right), strict=True)
                return [
                    holds(comparator, one, other)
                    if one is not None and other is not None
                    else self._is_true(condition, index)
                    for index, (one, other) in enumerate(sides)
                ]
            case Not(operand):
                return [None if truth is None else not truth for truth in self.truths(operand)]
            case Every(operands):
                return list(map(every, zip(*map(self.truths, operands), strict=True)))
            case Some(operands):
                return self.truths(Not(Every(tuple(map(Not, operands)))))
        return [is_true(condition, line) for line in self.lines]

    def _is_true(self, condition: Comparison, index: int) -> bool | None:
        """Whether a comparison holds in a line in which a side has no value."""
        sides = (condition.left, condition.right)
        if not all(isinstance(side, NumberLiteral) or self._is_entry(side) for side in sides):
            return is_true(condition, self.line(index))
        is_left_out = (self._left_blank(side.place)[index] for side in sides if isinstance(side, Figure))
        return False if any(is_left_out) else None

    def _is_entry(self, tree: Expression) -> bool:
        """Whether an expression is what is entered in a column."""
        facts = self._definition.places.get(tree.place) if isinstance(tree, Figure) and not tree.previous else None
        return facts is not None and not facts.computed

    def _of_blank(self, place: Place) -> Sequence[bool | None]:
        """What is to be said of an answer that is blank: not this one, where none is asked."""
        return [False if is_left else None for is_left in self._left_blank(place)]

    def _left_blank(self, place: Place) -> Sequence[bool]:
        """Whether a place is blank and need not be filled in."""
        if place.table != self._definition.list:
            return [self._around.is_left_blank(place)] * len(self)
        requirements = self._definition.places[place].requirements
        if not requirements:
            return [False] * len(self)
        states = zip(self.entered(place).filled, self.asked(requirements), strict=True)
        return [not is_filled and state in ("empty", "optional") for is_filled, state in states]

    def breaking(self, case: RuleCase) -> Iterable[int]:
        """The lines that break a rule if it is asked there: it does not hold of its two sides, which are known."""
        if case.change is not None:
            return range(len(self))
        comparator, (left, right) = case.comparison.comparator, map(self.numbers, case.sides)
        return [
            index
            for index, (one, other) in enumerate(zip(left, right, strict=True))
            if one is not None and other is not None and not holds(comparator, one, other)
        ]

    def asked(self, requirements: tuple[BoundRequirement, ...]) -> Sequence[AskedState]:
        """Whether something is asked in each line under all of some requirements."""
        if requirements not in self._asked:
            each = zip(*map(self._asked_by, requirements), strict=True) if requirements else [("asked",)] * len(self)
            self._asked[requirements] = [min(states, key=ASKED_RANKS.__getitem__) for states in each]
        return self._asked[requirements]

    def _asked_by(self, requirement: BoundRequirement) -> Sequence[AskedState]:
        if requirement.condition is None:
            return [requirement.otherwise] * len(self)
        states = {truth: state_of(requirement, truth) for truth in (True, False, None)}
        return list(map(states.__getitem__, self.truths(requirement.condition)))

    def keys(self, columns: tuple[Place | str, ...]) -> Sequence[LineKey]:
        """What each line has in some columns, as it is compared with other lines."""
        if columns not in self._keys:
            parts = [[folded_text(part)] * len(self) if isinstance(part, str) else self._part(part) for part in columns]
            self._keys[columns] = list(zip(*parts, strict=True)) if parts else [()] * len(self)
        return self._keys[columns]

    def _part(self, place: Place) -> Sequence[Number | str]:
        """What a column has, as it is compared."""
        if place.table != self._definition.list:
            number = self._around.at(place)
            return ["" if number is None else number] * len(self)
        if self._definition.places[place].computed:
            return ["" if number is None else number for number in self._column(place)]
        entered = self.entered(place)
        folded: dict[str | None, str] = {text: folded_text(text or "") for text in set(entered.stated)}
        found = zip(entered.numbers, self._column(place), entered.stated, strict=True)
        return [folded[text] if stated is None or number is None else number for stated, number, text in found]

    def function(self, function: Function, lines: LineFigures, present: FigureValues | LineKey) -> Decimal:
        """A function of the figures that are selected of a column, as seen from a line, or by what this line has."""
        key = present.key(lines.own_compared) if isinstance(present, FigureValues) else present
        key = key if lines.same else ()
        known = self._results.get((function, id(lines), key))
        if known is None:
            known = applied(function, [Decimal(number) for number in self._by_key(lines).get(key, ())])
            self._results[function, id(lines), key] = known
        return known

    def _by_key(self, lines: LineFigures) -> Mapping[LineKey, Sequence[Number]]:
        """The figures that are selected, by what their lines have in the columns that are to be the same."""
        if (known := self._selected.get(id(lines))) is not None:
            return known[1]
        asked = (lines.selection, lines.compared)
        if asked in self._found:  # the same lines as another row or column looks for
            self._selected[id(lines)] = lines, self._found[asked]
            return self._found[asked]
        found: dict[LineKey, list[Number]] = {}
        for number, key in zip(self._given_to(lines), self.keys(lines.compared), strict=True):
            if number is not None:
                found.setdefault(key, []).append(number)
        self._selected[id(lines)] = lines, found
        self._found[asked] = found
        return found

    def _given_to(self, lines: LineFigures) -> Sequence[Number | None]:
        """What each line gives to a function of what is selected of the list."""
        given: Sequence[Number | None] = [1] * len(self)
        if lines.column is not None and is_calculable(self._definition.places[lines.column].kind):
            given = self._column(lines.column)
        elif lines.column is not None:
            given = [1 if truth else None for truth in self.truths(Filled((Figure(lines.column),)))]
        if lines.where is None:
            return given
        return [number if truth else None for number, truth in zip(given, self.truths(lines.where), strict=True)]
