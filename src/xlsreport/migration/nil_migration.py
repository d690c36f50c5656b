"""Moves the answers that a table is all zero.

Such an answer speaks of every figure of its table. Where the present table asks for more than the earlier one, it would
speak of figures that nobody has reported; then the zeros are entered one by one, and the others stay blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.succession.succession import Succession
from xlsreport.migration.migration_result import MigratedValue
from xlsreport.migration.value_notes import ValueNotes
from xlsreport.submission.entries_file import NIL_RETURN
from xlsreport.submission.submission import Entry, Submission


class NilMigration:
    """Moves the answers of one submission.

    Attributes:
        kept: the tables of the present form that are declared to be all zero.
        declined: those that are declared not to be.
        values: what became of each answer.
        zeros: the places of the earlier form of which zeros are to be entered one by one.
    """

    def __init__(self, before: Submission, succession: Succession, notes: ValueNotes) -> None:
        self._before, self._succession, self._notes = before, succession, notes
        self.kept, self.declined = set[str](), set[str]()
        self.values: list[MigratedValue] = []
        self.zeros: dict[Place, Entry] = {}
        for table in sorted(before.nil_returns):
            self._answer(table)
        for table in sorted(before.declined):
            self._refusal(table)

    def _answer(self, table: str) -> None:
        name, yes = f"{table}.{NIL_RETURN}", self._said("yes")
        target = self._target(name)
        if target is not None and self._says_the_same(table, target):
            self.kept.add(target)
            self.values.append(self._notes.moved("answer", name, yes, f"{target}.{NIL_RETURN}"))
        zeros = {place: Entry(0, 0) for place in self._blank(table) if self._leads_elsewhere(place)}
        self.zeros |= zeros
        if target in self.kept:
            return
        if zeros:
            because = self._notes.sentence("nil_zeros", count=len(zeros))
            self.values.append(self._notes.converted("answer", name, yes, (target or table,), because))
        else:
            found = self._succession.destination(name)
            self.values.append(self._notes.lost("answer", name, yes, found, self._notes.sentence("no_nil")))

    def _refusal(self, table: str) -> None:
        name, no = f"{table}.{NIL_RETURN}", self._said("no")
        target = self._target(name)
        if target is None:
            found = self._succession.destination(name)
            self.values.append(self._notes.lost("answer", name, no, found, self._notes.sentence("no_nil")))
        else:
            self.declined.add(target)
            self.values.append(self._notes.moved("answer", name, no, f"{target}.{NIL_RETURN}"))

    def _said(self, answer: str) -> str:
        return self._before.definition.messages(f"table.{answer}")

    def _target(self, name: str) -> str | None:
        """The table of the present form that may be answered for in place of the earlier one."""
        found = self._succession.destination(name)
        present = self._succession.present
        table = {**present.tables, **present.lists}.get(found.name.partition(".")[0])
        is_led = found.change is None or found.change.to is not None
        return table.id if is_led and not found.is_combined and table is not None and table.nil_return else None

    def _says_the_same(self, table: str, target: str) -> bool:
        """Whether the present table asks for no figure that the earlier one did not ask for."""
        if target in self._succession.present.lists:
            return table in self._before.definition.lists
        places = self._succession.present.entry_places(target, numeric=True)
        led, divided = self._succession.sources, self._succession.divided_sources
        sources = [led(place) or divided(place) for place in places]
        return all(found and all(one.table == table for one in found) for found in sources)

    def _blank(self, table: str) -> Iterator[Place]:
        """The figures that are zero by the answer alone."""
        for place in self._before.definition.entry_places(table, numeric=True):
            if place not in self._before.entries and not self._values.is_left_blank(place):
                yield place

    def _leads_elsewhere(self, place: Place) -> bool:
        """Whether a place leads to an entry of a table that is not declared to be all zero."""
        found = self._succession.place(place)
        if found.change is not None and found.change.to is None:
            targets = self._succession.parts(place)
        else:
            targets = (Place.parse(found.name),)
        facts = [self._succession.facts(target) for target in targets]
        return any(f and not f.computed and is_numeric(f.kind) and f.place.table not in self.kept for f in facts)

    @cached_property
    def _values(self) -> Values:
        return Values(self._before)
