"""Rules with their names bound: each applied to one column or row, to the whole report, or to the lines of a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.change_rules import Change
from xlsreport.definition.rule_language.expression import (
    Begun,
    Comparison,
    Condition,
    Every,
    Expression,
    figures_in,
    lists_in,
    texts_in,
)
from xlsreport.definition.tables.rule_declaration import Rule
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.definition.variation.body_kinds import BodyKind


@dataclass(frozen=True, eq=False)
class RuleCase:
    """A rule applied to one column or row, or to the whole report where it has no ``for``.

    ``member`` is the id of that column or row, ``along`` says which of the two it is. ``change`` is there where it is
    about a change from last year; ``comparison`` is then what holds as long as nobody has to say why. ``stands_in_for``
    are the places whose last year's values another rule needs in whose stead this one is asked. Where there is a
    ``condition``, the rule is only asked where that holds.
    """

    rule: Rule
    table: str | None
    member: str | None
    along: str | None
    comparison: Comparison
    change: Change | None = None
    stands_in_for: tuple[Place, ...] = ()
    condition: Condition | None = None

    @property
    def sides(self) -> tuple[Expression, Expression]:
        """The two numbers that it is about: those compared, or this year's and last year's figure."""
        if self.change is not None:
            return self.change.now, self.change.before
        return self.comparison.left, self.comparison.right

    def asks(self, body: BodyKind | None) -> bool:
        """Whether the rule holds for bodies of a kind; one for some kinds only is not asked where it is not known."""
        return not self.rule.bodies or (body is not None and body.id in self.rule.bodies)

    @property
    def key(self) -> str:
        """The case's name within the report: the rule's id, and the member where there is one; a list's
        rule has one name for all lines."""
        return self.rule.id if self.member in (None, LINE) else f"{self.rule.id}.{self.member}"

    @property
    def named_by(self) -> str:
        """What findings name the case by: its first place, or its key where it is only about lists."""
        return str(next(iter((*self.places, *self.previous_places)), self.key))

    @property
    def places(self) -> tuple[Place, ...]:
        """This year's places that the case involves, each once, in the order of the expression."""
        return self._involved[0]

    @property
    def previous_places(self) -> tuple[Place, ...]:
        """The places whose last year's values the case needs."""
        return self._involved[1]

    @cached_property
    def _involved(self) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """The places of this year, and those whose last year's values it needs."""
        figures = list(figures_in(self.comparison))
        now, before = (
            [figure.place for figure in figures if figure.previous == previous] for previous in (False, True)
        )
        for lines in lists_in(self.comparison):
            now += lines.own_places if lines.own else lines.same
        now += texts_in(self.comparison)
        return tuple(dict.fromkeys(now)), tuple(dict.fromkeys(before))


def line_of_case(case: RuleCase) -> Begun | None:
    """That there is the row for a line of a list, where a rule is asked for one; None where it is about no such row."""
    first = case.condition.operands[0] if isinstance(case.condition, Every) and case.condition.operands else None
    begun = case.condition if isinstance(case.condition, Begun) else first
    return begun if isinstance(begun, Begun) else None


@dataclass(frozen=True, slots=True, eq=False)
class DistinctRule:
    """A rule of a list: no two lines have the same in some columns.

    ``whose`` is the column that says whose line it is, where only lines of the same agency must differ.
    """

    rule: Rule
    columns: tuple[Place, ...]
    whose: Place | None = None

    @property
    def compared(self) -> tuple[Place, ...]:
        """The columns in which no two lines have the same, with that of the agency."""
        return self.columns if self.whose is None else (*self.columns, self.whose)


@dataclass(frozen=True, slots=True, eq=False)
class OrderedRule:
    """A rule of a list: its lines stand in the order of some columns, each upwards or downwards.

    Where a column says ``whose`` line it is, the order begins anew with each agency.
    """

    rule: Rule
    columns: tuple[tuple[Place, bool], ...]
    whose: Place | None = None


@dataclass(frozen=True, slots=True)
class AcrossLines:
    """The rules of a list that compare its lines with each other."""

    distinct: tuple[DistinctRule, ...] = ()
    ordered: tuple[OrderedRule, ...] = ()
