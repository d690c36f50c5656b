"""Lists of numbers that add up to a total before them: each is a part of it, whatever word tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain

from xlsreport.checking.claims.reading.statement import Statement


class ListedParts:
    """Which statements of a line are items of a list whose total stands before it and is as the tables have it.

    "Received 12, answered 7, not accepted 4, corrected 1": 7 is what was answered at once, and not all answers, though
    the words are the same. The list begins right behind its total, or with the next sentence. A row that the tables
    have is no item: "received 20, answered 18, of which 2 in full" is no list of three.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements

    def has(self, statement: Statement) -> bool:
        """Whether a statement is an item of such a list."""
        if statement.pattern.figure.declared.part:
            return False
        return any(self._is_added_up(total, statement) for total in self._totals_before(statement))

    def _totals_before(self, statement: Statement) -> Iterator[Statement]:
        about = statement.pattern.figure.declared.about
        near = (self._sentences.get(statement.sentence - 1, ()), self._sentences[statement.sentence])
        for each in chain(*near):
            declared = each.pattern.figure.declared
            if each.position < statement.position and each.is_right and declared.about == about and not declared.part:
                yield each

    def _is_added_up(self, total: Statement, item: Statement) -> bool:
        added, has_item, items = Decimal(), False, 0
        for position, quantity in sorted(item.counted().items()):
            if position <= total.position:
                continue
            if (position, quantity.value) in self._rows:
                return False
            added, has_item, items = added + quantity.value, has_item or position == item.position, items + 1
            if added >= total.quantity.value:
                return added == total.quantity.value and has_item and items > 1
        return False

    @cached_property
    def _sentences(self) -> Mapping[int, Sequence[Statement]]:
        found: dict[int, list[Statement]] = {}
        for each in self._statements:
            found.setdefault(each.sentence, []).append(each)
        return found

    @cached_property
    def _rows(self) -> frozenset[tuple[int, Decimal]]:
        """Where numbers stand of rows that the tables have; with their value, since brackets are counted anew."""
        parts = (each for each in self._statements if each.pattern.figure.declared.part)
        return frozenset((each.position, each.quantity.value) for each in parts)
