"""The values of one line of a list, as those of a report of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.figure_values import FigureValues, Reading
from xlsreport.checking.evaluation.line_keys import LineKey
from xlsreport.checking.evaluation.previous_lines import PreviousLines
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kinds import is_calculable
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Function, LineFigures
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

    def of_lines(
        self, function: Function, lines: LineFigures, present: FigureValues | LineKey | None = None
    ) -> Decimal:
        """As of a submission, as seen from this line."""
        return self._around.of_lines(function, lines, self)

    def is_listed(self, answer: str, source: Place) -> bool:
        """Whether an answer stands in a column of a list around the line."""
        return self._around.is_listed(answer, source)
