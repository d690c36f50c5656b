"""The numbers of the lines of a list, and functions of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from xlsreport.checking.evaluation.arithmetic import applied
from xlsreport.checking.evaluation.asking import asked_by, deciding_answers
from xlsreport.checking.evaluation.comparing import holds
from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.figure_values import FigureValues, Reading
from xlsreport.checking.evaluation.line_keys import LineKey
from xlsreport.checking.evaluation.previous_lines import PreviousLines
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import folded_answer
from xlsreport.definition.figure_kinds.kinds import is_calculable
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import AskedState
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import Expression, Figure, Function, LineFigures
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.submission.submission import Line, PreviousValue, Submission
from xlsreport.values import Number


class LineValues(FigureValues):
    """The values of one line of a list, with those of the tables and lists around it."""

    def __init__(self, definition: LineDefinition, line: Line, around: FigureValues, reading: Reading) -> None:
        self.line = line
        self._around = around
        self._own = definition.list
        self._keys: dict[tuple[Place | str, ...], LineKey] = {}
        self._line_definition = definition
        report = around.submission
        super().__init__(
            Submission(
                definition,
                report.agency,
                report.year,
                line.entries,
                explanations=report.explanations,
                identity=report.identity,
            ),
            reading,
        )

    def _settle(self) -> None:
        """Wait for the other lines."""

    def own(self, place: Place) -> Place:
        """The place of the line's definition for one by the line's number."""
        return place._replace(row=LINE)

    def _elsewhere(self, place: Place) -> FigureValues | None:
        """The values to which a place belongs that is none of the line's own."""
        return None if place.table == self._own else self._around

    def at(self, place: Place, *, previous: bool = False) -> Number | None:
        """As of a submission; places of tables are those around the line."""
        other = self._elsewhere(place)
        if other is not None:
            return other.at(place, previous=previous)
        if previous:
            value = self._previous_line.get(place)
            return None if isinstance(value, str) else value
        return super().at(place)

    @property
    def previous_lines(self) -> PreviousLines:
        """Last year's lines of the list."""
        return self._around.lines_before(self._own)

    @cached_property
    def _previous_line(self) -> Mapping[Place, PreviousValue]:
        """What the same line had last year."""
        return self.previous_lines.line(self.key(self._line_definition.previous_key))

    def is_not_applicable(self, place: Place) -> bool:
        """As of a submission."""
        other = self._elsewhere(place)
        return super().is_not_applicable(place) if other is None else other.is_not_applicable(place)

    def is_left_blank(self, place: Place) -> bool:
        """As of a submission."""
        other = self._elsewhere(place)
        return super().is_left_blank(place) if other is None else other.is_left_blank(place)

    def is_stated(self, place: Place) -> bool:
        """As of a submission."""
        other = self._elsewhere(place)
        return super().is_stated(place) if other is None else other.is_stated(place)

    def is_filled(self, place: Place) -> bool:
        """As of a submission."""
        other = self._elsewhere(place)
        return super().is_filled(place) if other is None else other.is_filled(place)

    def is_begun(self, place: Place) -> bool:
        """As of a submission."""
        return self._around.is_begun(place)

    def answer(self, place: Place) -> str | None:
        """As of a submission."""
        other = self._elsewhere(place)
        return super().answer(place) if other is None else other.answer(place)

    def key(self, columns: Sequence[Place | str]) -> LineKey:
        """As of a submission; it is asked for again by every rule and total that compares lines."""
        asked = tuple(columns)
        known = self._keys.get(asked)
        if known is None:
            known = self._keys[asked] = super().key(asked)
        return known

    def rank(self, place: Place) -> Number | None:
        """The number by which the line is in order of a column: that of a date counts its days."""
        return self.at(place)

    def given_to(self, lines: LineFigures) -> Number | None:
        """What the line gives to a function of what is selected of the list."""
        if lines.where is not None and not is_true(lines.where, self):
            return None
        if lines.column is None:
            return 1
        if is_calculable(self._definition.places[lines.column].kind):
            return self.at(lines.column)
        return 1 if self.is_filled(lines.column) else None

    def of_lines(self, function: Function, lines: LineFigures, present: object = None) -> Decimal:
        """As of a submission, as seen from this line."""
        return self._around.of_lines(function, lines, self)

    def is_listed(self, answer: str, source: Place) -> bool:
        """Whether an answer stands in a column of a list around the line."""
        return self._around.is_listed(answer, source)


class ListValues:
    """The values of all lines of a list, and functions of its columns."""

    def __init__(
        self, definition: LineDefinition, lines: Sequence[Line], around: FigureValues, reading: Reading
    ) -> None:
        self.lines = tuple(LineValues(definition, line, around, reading) for line in lines)
        self._definition = definition
        self._answers: dict[Place, frozenset[str]] = {}
        self._asked: dict[tuple[BoundRequirement, ...], Sequence[AskedState]] = {}
        self._keys: dict[tuple[Place, ...], Sequence[LineKey]] = {}
        self._results: dict[tuple[Function, int, LineKey], Decimal] = {}
        self._selected: dict[int, tuple[LineFigures, Mapping[LineKey, Sequence[Number]]]] = {}
        self._found: dict[tuple[LineFigures, tuple[Place, ...]], Mapping[LineKey, Sequence[Number]]] = {}

    def by_number(self, number: str) -> LineValues | None:
        """A line by its number; None where it is not begun."""
        return self._by_number.get(number)

    @cached_property
    def _by_number(self) -> Mapping[str, LineValues]:
        return {str(line.line.number): line for line in self.lines}

    def is_listed(self, answer: str, column: Place) -> bool:
        """Whether an answer stands in a column."""
        if column not in self._answers:
            stated = (line.line.entries.get(column) for line in self.lines)
            self._answers[column] = frozenset(folded_answer(entry.stated) for entry in stated if entry is not None)
        return folded_answer(answer) in self._answers[column]

    def numbers(self, tree: Expression) -> Sequence[Number | None]:
        """What an expression is in each line."""
        if not isinstance(tree, Figure):
            return [line.of(tree) for line in self.lines]
        if tree.place.table != self._definition.list and not tree.previous:
            return [line.at(tree.place) for line in self.lines[:1]] * len(self.lines)
        return [line.at(tree.place, previous=tree.previous) for line in self.lines]

    def breaking(self, case: RuleCase) -> Sequence[LineValues]:
        """The lines that break a rule if it is asked there: it does not hold of its two sides, which are known."""
        if case.change is not None:
            return self.lines
        comparator, (left, right) = case.comparison.comparator, map(self.numbers, case.sides)
        return [
            line
            for line, one, other in zip(self.lines, left, right, strict=True)
            if one is not None and other is not None and not holds(comparator, one, other)
        ]

    def asked(self, requirements: tuple[BoundRequirement, ...]) -> Sequence[AskedState]:
        """Whether something is asked in each line under all of some requirements; same answers are looked at once."""
        if (told := self._asked.get(requirements)) is not None:
            return told
        known: dict[tuple[str | None, ...], AskedState] = {}
        places, states = deciding_answers(requirements), list[AskedState]()
        for line in self.lines:
            answers = (None,) if places is None else tuple(map(line.answer, places))
            state = known.get(answers)
            if state is None:
                state = asked_by(requirements, line)
                if None not in answers:
                    known[answers] = state
            states.append(state)
        self._asked[requirements] = states
        return states

    def keys(self, columns: tuple[Place, ...]) -> Sequence[LineKey]:
        """What each line has in some columns, as it is compared with other lines."""
        if columns not in self._keys:
            self._keys[columns] = [line.key(columns) for line in self.lines]
        return self._keys[columns]

    def settle(self) -> None:
        """Compute everything, one column after the other: a figure may need those of other lines."""
        for total in self._definition.totals:
            for line in self.lines:
                line.at(total.place)

    def function(self, function: Function, lines: LineFigures, present: object = None) -> Decimal:
        """A function of the figures that are selected of a column, as seen from a line."""
        key = present.key(lines.own or lines.same) if isinstance(present, FigureValues) and lines.same else ()
        known = self._results.get((function, id(lines), key))
        if known is None:
            known = applied(function, [Decimal(number) for number in self._by_key(lines).get(key, ())])
            self._results[function, id(lines), key] = known
        return known

    def _by_key(self, lines: LineFigures) -> Mapping[LineKey, Sequence[Number]]:
        """The figures that are selected, by what their lines have in the columns that are to be the same."""
        if (known := self._selected.get(id(lines))) is not None:
            return known[1]
        asked = (lines.selection, lines.same)
        if asked in self._found:  # the same lines as another row or column looks for
            self._selected[id(lines)] = lines, self._found[asked]
            return self._found[asked]
        found: dict[LineKey, list[Number]] = {}
        for line in self.lines:
            number = line.given_to(lines)
            if number is not None:
                found.setdefault(line.key(lines.same), []).append(number)
        self._selected[id(lines)] = lines, found
        self._found[asked] = found
        return found
