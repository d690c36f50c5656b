"""The numbers of a submission's tables, or of one line of a list: entries, totals, and the sides of rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from operator import mul
from typing import Literal, TypeAlias

from xlsreport.checking.evaluation.absent_values import is_ruled_out, leaves_out
from xlsreport.checking.evaluation.additions import additions_of, needed_by_totals, products_of
from xlsreport.checking.evaluation.arithmetic import DIGITS, OPERATIONS, applied
from xlsreport.checking.evaluation.asking import asked_by
from xlsreport.checking.evaluation.comparing import rounded
from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.entered_numbers import EnteredNumbers
from xlsreport.checking.evaluation.line_keys import LineKey, folded_text
from xlsreport.checking.evaluation.previous_lines import PreviousLines
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import AskedState
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Expression,
    Figure,
    Figures,
    Function,
    LineFigures,
    Name,
    Negative,
    NumberLiteral,
    Parts,
    Rounded,
    figures_in,
    needed_figures,
)
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.submission import Submission
from xlsreport.values import NOT_ASKED_MARK, Number, is_too_great, plain_number

Reading: TypeAlias = Literal["mended", "plain"]
"""How an entry such as ``12件`` counts: as the number that was taken from it, or as no number at all."""


class _UnknownFigureError(Exception):
    """A figure that an expression needs has no value."""


class FigureValues:
    """The numbers of one submission.

    A blank entry has no value, and neither has anything computed from it; under a nil return blanks are zero. What is
    not applicable has no value either, but is known: sums, the least and the greatest pass over it. So they do over a
    blank where nothing is asked.
    ``reading`` says how an entry such as ``12件`` counts: as the number that was taken from it, or, as the workbook
    itself sees it, as no number at all. ``displayed`` has totals that count as they are instead of being computed.
    """

    def __init__(
        self,
        submission: Submission,
        reading: Reading = "mended",
        displayed: Mapping[Place, Number] | None = None,
    ) -> None:
        self.submission = submission
        self._definition = submission.definition
        self._previous = {place: value for place, value in submission.previous.items() if not isinstance(value, str)}
        self._additions = additions_of(submission.definition)
        self._needed = needed_by_totals(submission.definition)
        self._products = products_of(submission.definition)
        self._asked: dict[tuple[BoundRequirement, ...], AskedState] = {}
        entered = EnteredNumbers(submission, plain_only=reading == "plain")
        self._evaluated = entered.numbers
        self._not_applicable = entered.not_applicable
        self._evaluated.update(displayed or {})
        self._not_applicable.difference_update(displayed or ())
        self._is_settled = False
        self._settle()

    def _settle(self) -> None:
        """Compute everything; what needs something that comes later waits for it."""
        for total in self._definition.totals:  # each comes after those that it needs
            self.at(total.place)
        self._is_settled = True

    def at(self, place: Place, *, previous: bool = False) -> Number | None:
        """The value of a place, entered or computed; of last year if asked for. None where it is not known."""
        if previous:
            return self._previous.get(place)
        number = self._evaluated.get(place)
        if number is None and place not in self._evaluated:
            number = self._evaluated[place] = self._computed(place)
        return number

    def is_not_applicable(self, place: Place) -> bool:
        """Whether it is known that there is nothing to be stated at a place, so that it has no value."""
        return self.at(place) is None and (place in self._not_applicable or self.is_left_blank(place))

    def asked(self, place: Place) -> AskedState:
        """Whether something is asked at an entry place, as far as that is known."""
        return self._asked_by(self._definition.places[place].requirements)

    def asked_text(self, name: str) -> AskedState:
        """The same of a section of paragraphs, a field of the cover or a comment."""
        return self._asked_by(self._definition.text_requirements.get(name, ()))

    def _asked_by(self, requirements: tuple[BoundRequirement, ...]) -> AskedState:
        state = self._asked.get(requirements)
        if state is None:
            state = self._asked[requirements] = asked_by(requirements, self)
        return state

    def is_left_blank(self, place: Place) -> bool:
        """Whether an entry place is blank and need not be filled in."""
        if place.field is not None:
            may_be_blank = self._definition.cover_fields[place.field].when_blank != "error"
            may_be_blank = may_be_blank or self.asked_text(place.field) in ("empty", "optional")
            return may_be_blank and not self.is_filled(place)
        if not self._definition.places[place].may_be_blank or place in self.submission.entries:
            return False
        return self.asked(place) in ("empty", "optional")

    def shown(self, place: Place) -> Number | str | None:
        """The value of a place, or the mark that stands there where it is not applicable or not asked."""
        number = self.at(place)
        if number is None and self.is_left_blank(place):
            return NOT_ASKED_MARK
        return self._definition.facts(place).mark if number is None and place in self._not_applicable else number

    def is_stated(self, place: Place) -> bool:
        """Whether a number is known at a place, or a date was entered there."""
        return self.at(place) is not None

    def is_filled(self, place: Place) -> bool:
        """Whether something is entered at a place; a total is filled once it is known."""
        if place.field is not None:
            return not is_blank(self.submission.fields.get(place.field, ""))
        if self._definition.places[place].computed:
            return self.shown(place) not in (None, NOT_ASKED_MARK)
        return place in self.submission.entries

    def is_begun(self, place: Place) -> bool:
        """Whether something is entered in the line of a list in which a place is."""
        return any(str(line.number) == place.row for line in self.submission.lines.get(place.table, ()))

    def answer(self, place: Place) -> str | None:
        """What is entered at the place of a choice; None where that is nothing."""
        submission, field = self.submission, place.field
        entry = submission.entries.get(place) if field is None else submission.field_entries.get(field)
        return None if entry is None else entry.stated

    def rules_out(self, tree: Expression) -> bool:
        """Whether an expression has no value because something is not applicable, while all that it needs is known."""
        return self._may_rule_out and self._is_complete(tree) and is_ruled_out(self, tree)

    def leaves_out(self, tree: Expression) -> bool:
        """Whether an expression has no value because something that it needs is not asked."""
        return leaves_out(self, tree)

    @property
    def _may_rule_out(self) -> bool:
        """Whether anything is not applicable, or may be left blank."""
        definition = self._definition
        return bool(self._not_applicable) or definition.asks_conditionally or definition.has_optional_numbers

    def _computed(self, place: Place) -> Number | None:
        """The value of a place that has an expression; where it divides by zero, as the definition says."""
        facts = self._definition.facts(place)
        if facts.total is not None and self._is_unlisted(place):
            self._not_applicable.add(place)
            return None
        if facts.total is None:
            is_zero = place.table in self.submission.nil_returns and is_numeric(facts.kind)
            return 0 if is_zero and not self.is_left_blank(place) else None
        found = self.total(place, facts.total)
        is_excused = found is None and facts.mark is not None and self._is_complete(facts.total)
        if is_excused and (facts.undefined is not None or is_ruled_out(self, facts.total)):
            self._not_applicable.add(place)
        return found

    def _is_unlisted(self, place: Place) -> bool:
        """Whether a place of a table is in a row for a line of a list that is not there."""
        row = self._definition.row_condition(place)
        return row is not None and not is_true(row, self)

    def total(self, place: Place, expression: Expression) -> Number | None:
        """The value of an expression of a computed place: 0 where it divides by zero and the definition says so."""
        if self._is_unlisted(place):
            return None
        found = self.of(expression)
        if found is not None or self._definition.places[place].undefined != 0:
            return found
        return 0 if self._is_complete(expression) and not is_ruled_out(self, expression) else None

    def _has_no_value(self, tree: Expression) -> bool:
        """Whether an expression needs what is not known, or not applicable; most need nothing of the kind."""
        if all(map(self._is_known, self._needed_by(tree))):
            return False
        return not self._is_complete(tree) or is_ruled_out(self, tree)

    def _is_complete(self, tree: Expression) -> bool:
        """Whether every figure that an expression needs is known, be it that it is not applicable."""
        return all(self._is_known(figure) or is_ruled_out(self, figure) for figure in self._needed_by(tree))

    def _needed_by(self, tree: Expression) -> Iterable[Figure]:
        known = self._needed.get(id(tree))
        return needed_figures(tree) if known is None else known

    def of(self, tree: Expression) -> Number | None:
        """The value of an expression, or None where a figure in it has none or it divides by zero."""
        addition = self._additions.get(id(tree))
        if addition is None:
            return self._figure(tree) if isinstance(tree, Figure) else self._calculated(tree)
        numbers = list(map(self._evaluated.get, addition.now))
        if addition.before:
            numbers += map(self._previous.get, addition.before)
        whole = [number for number in numbers if type(number) is int]
        if len(whole) < len(numbers) or is_too_great(min(whole)) or is_too_great(max(whole)):
            return None if None in numbers and self._is_settled else self._calculated(tree)
        added: int = sum(map(mul, whole, addition.signs))
        return added

    def _figure(self, figure: Figure) -> Number | None:
        """The value of a single figure, as most sides of rules about lines are."""
        number = self.at(figure.place, previous=figure.previous)
        return plain_number(number) if isinstance(number, Decimal) else number

    def _calculated(self, tree: Expression) -> Number | None:
        if not all(map(self._is_known, self._products.get(id(tree), ()))):
            return None
        if self._may_rule_out and self._has_no_value(tree):
            return None
        with localcontext() as context:
            context.prec = DIGITS
            try:
                return plain_number(self._compute(tree))
            except (_UnknownFigureError, DivisionByZero, InvalidOperation, ValueError):
                return None

    def _compute(self, tree: Expression) -> Decimal:
        match tree:
            case NumberLiteral(value):
                return value
            case Figure(place, previous):
                evaluated = self.at(place, previous=previous)
                if evaluated is None:
                    raise _UnknownFigureError
                return Decimal(evaluated)
            case Negative(operand):
                return -self._compute(operand)
            case Arithmetic("+" | "-" as operator, left, right, False):
                sides = (Decimal(0) if self.leaves_out(side) else self._compute(side) for side in (left, right))
                return Decimal(OPERATIONS[operator](*sides))
            case Arithmetic(operator, left, right):
                return Decimal(OPERATIONS[operator](self._compute(left), self._compute(right)))
            case Rounded(operand, decimals):
                return rounded(self._compute(operand), decimals)
            case Call(function, (LineFigures() as lines,)):
                if "" in self.key(lines.own):
                    raise _UnknownFigureError
                return self.of_lines(function, lines)
            case Call("count", arguments):
                return Decimal(sum(self._is_known(figure) for argument in arguments for figure in figures_in(argument)))
            case Call(function, arguments):
                numbers = [number for argument in arguments for number in self._numbers(argument)]
                return applied(function, numbers)
            case Parts(separator, Figure(place)):
                return Decimal(self._parts(place, separator))
            case Figures() | LineFigures() | Name() | Parts():
                raise TypeError(f"not bound to one value: {tree}")

    def of_lines(
        self, function: Function, lines: LineFigures, present: FigureValues | LineKey | None = None
    ) -> Decimal:
        """A function of a column of a list, as seen from a line of it where it looks for lines like that one.

        Args:
            function: of the selected figures.
            lines: which figures are selected.
            present: the line, or what it has where the others are to have the same.

        Raises:
            ValueError: the least or the greatest of no figures is asked for.
        """
        raise TypeError(f"no lists here: {function} of {lines.list}")

    def key(self, columns: Sequence[Place | str]) -> LineKey:
        """What stands at some places, to be compared with what stands in lines; texts are compared as they are."""
        return tuple(folded_text(part) if isinstance(part, str) else self._compared(part) for part in columns)

    def _parts(self, place: Place, separator: str) -> int:
        """How many parts the text at a place has."""
        text = self.answer(place) or ""
        return text.count(separator) + 1 if text.strip() else 0

    def _compared(self, place: Place) -> Number | str:
        entry = self.submission.entries.get(place)
        number = self.at(place) if entry is None or entry.number is not None else None
        if number is not None:
            return number
        return "" if entry is None else folded_text(entry.stated)

    def lines_before(self, name: str) -> PreviousLines:
        """Last year's lines of a list."""
        raise TypeError(f"no lists here: {name}")

    def is_listed(self, answer: str, source: Place) -> bool:
        """Whether an answer stands in a column of a list."""
        raise TypeError(f"no lists here: {source}")

    def _is_known(self, figure: Figure) -> bool:
        return self.at(figure.place, previous=figure.previous) is not None

    def _numbers(self, argument: Expression) -> list[Decimal]:
        """The numbers of an argument, without what is not applicable."""
        members = argument.members if isinstance(argument, Figures) else (argument,)
        return [self._compute(member) for member in members if not is_ruled_out(self, member)]
