"""Last year's lines of a list, found by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from xlsreport.checking.evaluation.line_keys import LineKey, folded_key
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.submission.submission import PreviousValue

PreviousLine = Mapping[Place, PreviousValue]
"""What a line of last year had in each column that is carried; blanks are left out."""


class PreviousLines:
    """The lines of one list as they were last year, as far as they are carried."""

    def __init__(self, definition: LineDefinition, previous: Mapping[Place, PreviousValue]) -> None:
        self._key = definition.previous_key
        self._previous = {p: value for p, value in previous.items() if p.table == definition.list}

    @cached_property
    def by_number(self) -> Mapping[int, PreviousLine]:
        """The lines by their numbers, from 1."""
        found: dict[int, dict[Place, PreviousValue]] = {}
        for place, value in self._previous.items():
            found.setdefault(int(place.row), {})[place._replace(row=LINE)] = value
        return {number: found[number] for number in sorted(found)}

    @cached_property
    def keys(self) -> Mapping[int, LineKey]:
        """The keys of those lines that have a whole one, by their numbers."""
        found = {n: folded_key([line.get(place, "") for place in self._key]) for n, line in self.by_number.items()}
        return {number: key for number, key in found.items() if "" not in key}

    @cached_property
    def counted(self) -> Counter[LineKey]:
        """How many lines have each key."""
        return Counter(self.keys.values())

    @cached_property
    def _by_key(self) -> Mapping[LineKey, PreviousLine]:
        return {key: self.by_number[number] for number, key in self.keys.items() if self.counted[key] == 1}

    def line(self, key: LineKey) -> PreviousLine:
        """The one line that has a key; an empty one where none or several have it."""
        return self._by_key.get(key, {})
