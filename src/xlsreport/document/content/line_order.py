"""The order in which the lines of a list are printed, and the groups in which they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from xlsreport.checking.evaluation.line_keys import LineKey
from xlsreport.checking.evaluation.lists.line_values import LineValues
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.values import Number

_Key = tuple[int, Number | str]
"""What is compared of two lines: numbers before texts."""


def sorted_lines(definition: LineDefinition, by: Sequence[str], lines: Sequence[LineValues]) -> list[LineValues]:
    """The lines of a list by some columns, the first of which counts most.

    Args:
        definition: of a line.
        by: the columns, behind a minus sign from the greatest to the least; those that the form does not have are
            passed over. Blanks stand last, and what is equal stays as it was.
        lines: as they were entered.
    """
    ordered = list(lines)
    for name in reversed(by):
        place = Place(definition.list, LINE, name.removeprefix("-"))
        if place in definition.places:
            keys = {id(line): _key(definition, place, line) for line in ordered}
            present = [(key, line) for line in ordered if (key := keys[id(line)]) is not None]
            absent = [line for line in ordered if keys[id(line)] is None]
            present.sort(key=lambda pair: pair[0], reverse=name.startswith("-"))
            ordered = [*(line for _, line in present), *absent]
    return ordered


def grouped(definition: LineDefinition, place: Place, lines: Sequence[LineValues]) -> list[list[LineValues]]:
    """The lines that have the same in a column, without regard to capitals and blanks.

    Groups are in the order of the column's options, or in that of their first lines; lines that have nothing there
    come last.
    """
    groups: dict[LineKey, list[LineValues]] = {}
    for line in lines:
        groups.setdefault(line.key((place,)), []).append(line)
    found = list(groups.values())
    by_options = isinstance(definition.places[place].kind.traits, OptionTraits)

    def rank(group: Sequence[LineValues]) -> tuple[bool, int]:
        key = _key(definition, place, group[0])
        return key is None, key[0] if key is not None and by_options else 0

    return sorted(found, key=rank)


def _key(definition: LineDefinition, place: Place, line: LineValues) -> _Key | None:
    """By what a line is sorted; None where it has nothing there. Options are ranked by their order."""
    number, entry = line.at(place), line.line.entries.get(place)
    match definition.places[place].kind.traits:
        case OptionTraits() as traits:
            stated = line.answer(place)
            if stated is None:
                return None
            return (traits.options.index(stated), "") if stated in traits.options else (len(traits.options), stated)
        case NumberTraits() | DateTraits() | TextTraits():
            if number is not None:
                return 0, number
            return None if entry is None else (1, " ".join(entry.stated.split()).casefold())
        case other:
            assert_never(other)
