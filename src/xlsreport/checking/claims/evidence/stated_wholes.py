"""Wholes and their parts in one line: parts of something else than the tables' totals, and parts that add up to one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from xlsreport.checking.claims.alike_sentences.agreement import IsRight
from xlsreport.checking.claims.quantities import Quantity
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.values import Number

TotalsOf = Callable[[str], Sequence[Number]]
"""The figures of a subject that are no parts."""


class StatedWholes:
    """What the statements of one line are parts of.

    "Answered 30, of which 10 in full" has parts of the 30 answers. Unless the tables have 30 somewhere, these are other
    answers than theirs, such as those that were examined; then 10 need not be what the tables have.
    """

    def __init__(self, statements: Sequence[Statement], is_right: IsRight, totals_of: TotalsOf) -> None:
        self._statements = statements
        self._is_right = is_right
        self._totals_of = totals_of

    def are_other_than(self, part: Statement) -> bool:
        """Whether numbers that a part may be of stand before it in its sentence, none of which the tables have."""
        declared = part.pattern.figure.declared
        wholes = self._before(part) if declared.part else []
        if not wholes or any(self._is_right_before(part, each) for each in self._statements):
            return False
        totals = self._totals_of(declared.about)
        return not any(counted.agrees_with(total) for counted in wholes for total in totals)

    def is_of_another_body(self, whole: Statement) -> bool:
        """Whether what is told of a body has a part that is what the tables have: 41,872 in the province, 530 here."""
        figures, body = whole.pattern.figure.declared.equals, whole.told_of()
        return body != "" and any(
            each.is_right
            and each.told_of() != body
            and each.sentence == whole.sentence
            and each.pattern.figure.declared.equals[0] in figures
            and each.quantity.value < whole.quantity.value
            and each.part_begins() > whole.position
            for each in self._statements
        )

    def _before(self, part: Statement) -> list[Quantity]:
        """The numbers before a part that are not less, and no parts themselves."""
        parts = {each.position for each in self._statements if each.pattern.figure.declared.part}
        counted = part.counted_before().items()
        return [each for position, each in counted if position not in parts and each.value >= part.quantity.value]

    def _is_right_before(self, part: Statement, other: Statement) -> bool:
        is_before = other.sentence == part.sentence and other.position < part.position
        return is_before and self._is_right(other.pattern, other.quantity)


_Group = tuple[str, int | None, bool, bool]
"""The figure, the sentence (None for the whole line), and whether only addends belong to it, or what is apart too."""
_PartsOf = tuple[tuple[str, ...], int]
"""The figures of which something is a part, and the sentence."""


class StatedSums:
    """The sums of a line's statements about one figure.

    A line may state parts that add up to the figure: "departments received 2, districts 4", where the table has 6.
    Addends are also added up without what counts by itself: "received 6, by post 2, in person 4".
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        stated: dict[_Group, dict[int, Quantity]] = {}
        for statement in statements:
            for group in _groups(statement):
                stated.setdefault(group, {})[statement.position] = statement.quantity
        self._sums = {group: _sum(list(each.values())) for group, each in stated.items() if len(each) > 1}
        self._begins = {group: min(each) for group, each in stated.items()}
        self._parts: dict[_PartsOf, list[Statement]] = {}
        for statement in statements:
            if statement.pattern.figure.declared.at_most:
                self._parts.setdefault(_parts_of(statement), []).append(statement)

    def exceed(self, part: Statement, wholes: Sequence[Number]) -> bool:
        """Whether a part, with others of its kind that its list tells, is more than any whole that it may be of.

        What stands behind words such as 其中 may be parts of the part before it, so that a list ends there: of "online
        40, of which website 25 and mail 15" the 40 is not added to the others.
        """
        return sum(self._listed(part)) > max(wholes, default=0)

    def _listed(self, part: Statement) -> Iterator[Number]:
        """The quantities of a part's list; brackets are counted anew, so that a place needs the same number, too."""
        counted, begin = part.counted(), part.part_begins()
        seen: set[int] = set()
        for each in self._parts[_parts_of(part)]:
            position = each.position
            same = position in counted and counted[position].value == each.quantity.value
            if same and position not in seen and each.part_begins() == begin:
                seen.add(position)
                yield each.quantity.value

    def has_addends(self, statement: Statement) -> bool:
        """Whether the sentence of an addend has others to which it belongs."""
        return _of_addends(statement) in self._sums

    def adds_up(self, statement: Statement, values: Sequence[Number]) -> bool:
        """Whether all that is stated of the figure of a statement comes to one of the values that it may have."""
        sums = [self._sums[group] for group in _groups(statement) if group in self._sums]
        if statement.pattern.figure.declared.addend and self.has_addends(statement):
            sums.append(self._of_whole_list(statement))
        return any(together.agrees_with(value) for together in sums for value in values)

    def _of_whole_list(self, addend: Statement) -> Quantity:
        """The sum of a list with what no phrase takes: "online 86, by mail 38, in person and otherwise 12".

        Brackets are counted anew, so that nothing of them may stand where the list begins.
        """
        begin = self._begins[_of_addends(addend)]
        listed = [each for position, each in addend.counted().items() if position >= begin]
        return _sum(listed or [addend.quantity])


def _groups(statement: Statement) -> Iterator[_Group]:
    """What a statement is added to: in its line, in its sentence, and if it is an addend, to other addends there."""
    declared = statement.pattern.figure.declared
    if declared.at_most:
        return
    for with_those_apart in (True,) if statement.is_apart else (False, True):
        yield declared.equals[0], None, False, with_those_apart
        yield declared.equals[0], statement.sentence, False, with_those_apart
    if declared.addend and not statement.is_apart:
        yield _of_addends(statement)


def _parts_of(part: Statement) -> _PartsOf:
    return part.pattern.figure.declared.equals, part.sentence


def _of_addends(statement: Statement) -> _Group:
    return statement.pattern.figure.declared.equals[0], statement.sentence, True, False


def _sum(quantities: Sequence[Quantity]) -> Quantity:
    return Quantity(sum((each.value for each in quantities), Decimal()), max(each.step for each in quantities))
