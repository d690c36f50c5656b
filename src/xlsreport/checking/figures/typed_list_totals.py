"""Lines of lists that are most likely totals of the lines above them, which would then be counted twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import cache
from itertools import accumulate, islice
from operator import eq, mul

from xlsreport.checking.evaluation.lists.list_values import ListValues
from xlsreport.checking.figures.list_results import CheckedLine
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Figure
from xlsreport.messages import LANGUAGES, messages_for
from xlsreport.submission.lines_by_column import EntryColumn
from xlsreport.submission.submission import Line
from xlsreport.values import Number

_FEWEST_PARTS = 2
"""Lines that a total adds up at least."""
_FEWEST_SIGNS = 2
"""Of the three signs of a total, that it is called one, that it is a sum, and that something of a line is missing."""


@cache
def _total_words() -> frozenset[str]:
    """What a total is called in any language; most forms have no lists, so that these are read when they are needed."""
    return frozenset(word for language in LANGUAGES for word in messages_for(language)("list.total_words").split(","))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:1] for word in _total_words())


class _Parts:
    """Lines that a total may add up, and the sums of their figures."""

    def __init__(self) -> None:
        self._sums: dict[Place, Decimal] = {}
        self._count = 0

    def add(self, figures: Mapping[Place, Decimal]) -> None:
        """One more line."""
        self._count += 1
        for place, number in figures.items():
            self._sums[place] = self._sums.get(place, Decimal()) + number

    def add_up_to(self, figures: Mapping[Place, Decimal]) -> bool:
        """Whether each of the figures is the sum of those of the lines."""
        return self._count >= _FEWEST_PARTS and all(
            number == self._sums.get(place) for place, number in figures.items()
        )


def typed_list_totals(
    definition: LineDefinition, lines: ListValues, odd: Sequence[CheckedLine]
) -> Iterator[tuple[Line, Place]]:
    """The lines that are most likely totals, each with the first of its figures.

    Args:
        definition: of a line.
        lines: all of them.
        odd: those in which something is wrong.
    """
    places = definition.entry_places(definition.list)
    columns = {place: lines.numbers(Figure(place)) for place in places if _is_added(definition, place)}
    called = _called_totals(definition, lines)
    if not called and not any(map(_has_sums, columns.values())):
        return
    lacking = {line.number for line in odd if line.blank}
    above, group = _Parts(), _Parts()  # all lines but totals, and those since the last total
    for index in range(len(lines)):
        line = lines.line(index).line
        figures = {place: Decimal(number) for place, column in columns.items() if (number := column[index])}
        is_sum = bool(figures) and (above.add_up_to(figures) or group.add_up_to(figures))
        is_called, lacks = index in called, line.number in lacking
        if figures and is_sum + is_called + lacks >= _FEWEST_SIGNS and (is_sum or is_called):
            yield line, next(iter(figures))
            group = _Parts()
        else:
            above.add(figures)
            group.add(figures)


def _is_added(definition: LineDefinition, place: Place) -> bool:
    traits = definition.places[place].kind.traits
    return isinstance(traits, NumberTraits) and not traits.is_share


def _has_sums(column: Sequence[Number | None]) -> bool:
    """Whether some line may be the sum of those above it: the first line that is one is that of all of them."""
    numbers = [number or 0 for number in column]
    are_sums = map(eq, numbers, accumulate(numbers, initial=0))
    return any(islice(map(mul, numbers, are_sums), _FEWEST_PARTS, None))


def _called_totals(definition: LineDefinition, lines: ListValues) -> Set[int]:
    """The indexes of the lines in which a word for a total stands by itself."""
    found = set[int]()
    for place in definition.entry_places(definition.list):
        column = lines.entered(place)
        texts = _texts(column)
        called = {text for text in set(texts) if text is not None and _is_called(text)}
        found |= {index for index, text in enumerate(texts) if text in called} if called else set()
    return found


def _texts(column: EntryColumn) -> Sequence[str | None]:
    """The entries of a column that are no numbers, as texts."""
    if column.form == "numbers":
        return ()
    return [None if number is not None else text for number, text in zip(column.numbers, column.stated, strict=True)]


def _is_called(text: str) -> bool:
    return _may_begin(text) and "".join(filter(str.isalnum, text)).casefold() in _total_words()


def _may_begin(text: str) -> bool:
    """Whether a text may be such a word by how it begins, as hardly any is."""
    first = text[:1]
    return not first.isalnum() or first.casefold()[:1] in _beginnings()
