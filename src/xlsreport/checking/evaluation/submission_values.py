"""Evaluates expressions in Python: every figure, total and side of a rule, from the entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlsreport.checking.evaluation.figure_values import FigureValues, Reading
from xlsreport.checking.evaluation.line_keys import LineKey
from xlsreport.checking.evaluation.lists.line_values import LineValues
from xlsreport.checking.evaluation.lists.list_values import ListValues
from xlsreport.checking.evaluation.previous_lines import PreviousLines
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import AskedState
from xlsreport.definition.resolving.computation_order import dependency_order, needs_of
from xlsreport.definition.rule_language.expression import Figure, Function, LineFigures
from xlsreport.definition.tables.line_rows import carried_from
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.submission import Submission
from xlsreport.values import NOT_ASKED_MARK, Number

__all__ = ["Values"]

_MAX_NESTED = 20
"""Totals of totals up to which each may be computed within the one that needs it; each takes a dozen calls."""


class Values(FigureValues):
    """The numbers of one submission with those of the lines of its lists.

    With ``as_needed`` a total is computed once something needs it: for whoever looks at a few rules, and tries many
    numbers. A form may have hundreds of totals.
    """

    def __init__(
        self,
        submission: Submission,
        reading: Reading = "mended",
        displayed: Mapping[Place, Number] | None = None,
        *,
        as_needed: bool = False,
    ) -> None:
        self._as_needed = as_needed and longest_chain(submission.definition) <= _MAX_NESTED
        self.lines: Mapping[str, ListValues] = {}
        self.previous_lines = {
            name: PreviousLines(line, submission.previous)
            for name, line in submission.definition.lines.items()
            if line.previous_key
        }
        self.reading = reading
        super().__init__(submission, reading, displayed)

    def _settle(self) -> None:
        """Compute everything but the columns of lists, and what else is computed where something needs it."""
        lines = self.submission.lines
        self.lines = {
            name: ListValues(definition, lines.get(name, ()), self, self.reading)
            for name, definition in self._definition.lines.items()
        }
        self._previous |= dict(self._previous_in_rows())
        if not self._as_needed:
            super()._settle()

    @property
    def _may_rule_out(self) -> bool:
        """Whether anything is not applicable, or may be left blank; of totals that is not known in advance."""
        return self._as_needed or super()._may_rule_out

    def _previous_in_rows(self) -> Iterator[tuple[Place, Number]]:
        """Last year's figures in the rows for lines of a list, each in the row that its line has this year."""
        for name, columns in self._definition.carried_figures.items():
            of_list = self.lines[name]
            for carried in columns:
                for number, value in zip(
                    of_list.numbers_on_sheet, of_list.numbers(Figure(carried, previous=True)), strict=True
                ):
                    if value is not None:
                        yield carried_from(carried, f"{name}_{number}"), value

    def of_lines(
        self, function: Function, lines: LineFigures, present: FigureValues | LineKey | None = None
    ) -> Decimal:
        """A function of a column of a list: of what is filled in there, so that no lines add up to zero."""
        return self.lines[lines.list].function(function, lines, self if present is None else present)

    def lines_before(self, name: str) -> PreviousLines:
        """Last year's lines of a list."""
        return self.previous_lines[name]

    def is_listed(self, answer: str, source: Place) -> bool:
        """Whether an answer stands in a column of a list."""
        return self.lines[source.table].is_listed(answer, source)

    def _computed(self, place: Place) -> Number | None:
        if place.table not in self.lines:
            return super()._computed(place)
        line = self._line(place)
        return None if line is None else line.at(line.own(place))

    def shown(self, place: Place) -> Number | str | None:
        """The value of a place, also of a line by its number, or the mark that stands there where it has none."""
        if place.table not in self.lines:
            return super().shown(place)
        line = self._line(place)
        return NOT_ASKED_MARK if line is None else line.shown(line.own(place))

    def is_left_blank(self, place: Place) -> bool:
        """Whether an entry place is blank and need not be filled in; in a line that is not begun all are."""
        if place.table not in self.lines:
            return super().is_left_blank(place)
        line = self._line(place)
        return line is None or line.is_left_blank(line.own(place))

    def is_not_applicable(self, place: Place) -> bool:
        """Whether it is known that there is nothing to be stated at a place, so that it has no value."""
        if place.table not in self.lines:
            return super().is_not_applicable(place)
        line = self._line(place)
        return line is None or line.is_not_applicable(line.own(place))

    def is_filled(self, place: Place) -> bool:
        """Whether something is entered at a place, also of a line by its number."""
        if place.table not in self.lines:
            return super().is_filled(place)
        line = self._line(place)
        return line is not None and line.is_filled(line.own(place))

    def is_stated(self, place: Place) -> bool:
        """Whether a number is known at a place, or a date was entered there, also of a line by its number."""
        if place.table not in self.lines:
            return super().is_stated(place)
        line = self._line(place)
        return line is not None and line.is_stated(line.own(place))

    def answer(self, place: Place) -> str | None:
        """What is entered at the place of a choice, also of a line by its number."""
        if place.table not in self.lines:
            return super().answer(place)
        line = self._line(place)
        return None if line is None else line.answer(line.own(place))

    def asked(self, place: Place) -> AskedState:
        """Whether something is asked at an entry place, as far as that is known."""
        if place.table not in self.lines:
            return super().asked(place)
        line = self._line(place)
        return "empty" if line is None else line.asked(line.own(place))

    def _compared(self, place: Place) -> Number | str:
        if place.table not in self.lines:
            return super()._compared(place)
        line = self._line(place)
        return "" if line is None else line.key((line.own(place),))[0]

    def is_begun(self, place: Place) -> bool:
        """Whether something is entered in the line of a list in which a place is."""
        return self._line(place) is not None

    def _line(self, place: Place) -> LineValues | None:
        """The line of a list to which a place belongs; None where it is not begun."""
        return self.lines[place.table].by_number(place.row)


@remembered_by_object()
def longest_chain(definition: Definition) -> int:
    """The most totals of a definition of which each needs the one before, conditions of entries among them."""
    requirements = {facts.place: facts.requirements for facts in definition.places.values() if facts.requirements}
    requirements |= {Place.of_field(name): bound for name, bound in definition.text_requirements.items()}
    needs = needs_of({total.place: total.expression for total in definition.totals}, requirements)
    length: dict[Place, int] = {}
    for place in dependency_order(needs) or ():
        length[place] = 1 + max((length.get(needed, 0) for needed in needs.get(place, ())), default=0)
    return max(length.values(), default=0)
