"""Moves figures: those of tables, and those of lines of lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.succession.succession import Destination, Succession, any_line, facts_in, multiplied
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.migration.entry_conversion import are_commensurable, converted_entry
from xlsreport.migration.migration_result import MigratedValue, ValueSort
from xlsreport.migration.value_notes import ValueNotes
from xlsreport.submission.submission import Entry, Line, Overflow, Submission
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.values import Number, plain_number


@dataclass(frozen=True, slots=True)
class _StatedFigure:
    """A figure of the earlier form; ``is_implied`` where it is zero by the answer for its whole table, which counts."""

    place: Place
    facts: PlaceFacts
    entry: Entry
    found: Destination
    target: Place
    is_implied: bool = False

    @property
    def times(self) -> float | None:
        """What it is multiplied by."""
        return None if self.found.change is None else self.found.change.times


class FigureMigration:
    """Moves the figures of one submission.

    Args:
        before: the submission.
        succession: where its names lead.
        notes: makes the list of values.
        zeros: figures that are zero by the answer for their table.
    """

    def __init__(
        self, before: Submission, succession: Succession, notes: ValueNotes, zeros: Mapping[Place, Entry]
    ) -> None:
        self._before, self._succession, self._notes = before, succession, notes
        self._entries: dict[Place, Entry] = {}
        self._listed: list[MigratedValue] = []
        self._parts: dict[Place, list[_StatedFigure]] = {}
        self._calculated: list[_StatedFigure] = []
        for figure in self._figures(zeros):
            self._take(figure)
        for target, parts in self._parts.items():
            self._add_up(target, parts)

    def filled_in(self, after: Submission) -> Submission:
        """The submission with the figures."""
        present = after.definition
        entries = {place: self._entries[place] for place in present.places if place in self._entries}
        lines: dict[str, tuple[Line, ...]] = {}
        overflow: dict[str, Overflow] = {}
        for name, found in self._lines().items():
            room = present.lines[name].shape.most
            lines[name] = tuple(line for line in found if line.number <= room)
            if beyond := tuple(line for line in found if line.number > room):
                cells = [layout_of(present).lists[name].line_cell(p, one.number) for one in beyond for p in one.entries]
                overflow[name] = Overflow(len(cells), min(cells), beyond)
        lines = {name: found for name, found in lines.items() if found}
        return replace(after, entries=entries, lines=lines, overflow=overflow)

    def values(self, after: Submission) -> tuple[MigratedValue, ...]:
        """What became of each figure; ``after`` is the submission with all of them, which calculates its totals."""
        values = Values(after) if self._calculated else None
        for figure in self._calculated:
            number = None if values is None else values.at(figure.target)
            if number is not None and number == figure.entry.number:
                because = self._notes.sentence("calculated_same")
                self._listed.append(self._converted(figure, because))
            else:
                shown = "?" if number is None else number
                self._listed.append(self._lost(figure, self._notes.sentence("calculated", number=shown)))
        self._calculated = []
        return tuple(self._listed)

    def _figures(self, zeros: Mapping[Place, Entry]) -> Iterator[_StatedFigure]:
        definition = self._before.definition
        for place in definition.places:
            if (entry := self._before.entries.get(place)) is not None:
                yield self._figure(place, entry)
            elif place in zeros:
                yield replace(self._figure(place, zeros[place]), is_implied=True)
            elif (total := self._total(place)) is not None:
                yield total
        for name, line in definition.lines.items():
            beyond = self._before.overflow[name].lines if name in self._before.overflow else ()
            for each in (*self._before.lines.get(name, ()), *beyond):
                for place in line.places:
                    numbered = place._replace(row=str(each.number))
                    if (entry := each.entries.get(place)) is not None:
                        yield self._figure(numbered, entry)
                    elif (total := self._total(numbered)) is not None:
                        yield total

    def _figure(self, place: Place, entry: Entry) -> _StatedFigure:
        found = self._succession.place(place)
        facts = facts_in(self._before.definition, place)
        assert facts is not None  # it is a place of this form
        return _StatedFigure(place, facts, entry, found, self._target(place, found))

    def _target(self, place: Place, found: Destination) -> Place:
        """The place in the present form; where whole lists are joined, the lines of the later follow the others."""
        target = Place.parse(found.name)
        if not self._joins_lists(found, target):
            return target
        assert found.change is not None
        before = found.change.from_[: found.change.from_.index(place.table)]
        counts = [max((line.number for line in self._before.lines.get(name, ())), default=0) for name in before]
        return target._replace(row=str(int(place.row) + sum(counts)))

    def _joins_lists(self, found: Destination, target: Place) -> bool:
        is_whole = found.change is not None and all("." not in name for name in found.change.from_)
        return found.is_combined and is_whole and target.table in self._succession.present.lists

    def _total(self, place: Place) -> _StatedFigure | None:
        """A figure that was calculated and is to be entered now; others are no entries, and are calculated anew."""
        facts = facts_in(self._before.definition, place)
        if facts is None or not facts.computed:
            return None
        found = self._succession.place(place)
        target = self._succession.facts(Place.parse(found.name))
        is_led = found.change is None or found.change.to is not None
        number = self._values.at(place) if is_led and target is not None and not target.computed else None
        return None if number is None else self._figure(place, Entry(number, number))

    def _take(self, figure: _StatedFigure) -> None:
        facts = self._succession.facts(figure.target)
        change = figure.found.change
        if figure.entry.number == 0 and self._divide_zero(figure):
            self._list(figure, self._converted(figure, self._notes.sentence("zero_divided")))
        elif (change is not None and change.to is None) or facts is None:
            self._list(figure, self._lost(figure, self._notes.sentence("no_place")))
        elif self._is_taken(figure):
            self._list(figure, self._lost(figure, self._notes.sentence("taken")))
        elif facts.computed:
            self._calculated.append(figure)
        elif (
            figure.entry.number is not None
            and figure.times is None
            and not are_commensurable(figure.facts.kind, facts.kind)
        ):
            self._list(figure, self._lost(figure, self._notes.sentence("unit")))
        elif figure.found.is_combined and not self._joins_lists(figure.found, figure.target):
            self._parts.setdefault(figure.target, []).append(figure)
        else:
            self._put(figure, facts)

    def _divide_zero(self, figure: _StatedFigure) -> bool:
        """Enter zero at each place among which a zero has to be divided, since none of them can be negative."""
        kinds = {part: facts_in(self._succession.present, part) for part in self._succession.parts(figure.place)}
        for facts in kinds.values():
            traits = None if facts is None or facts.computed else facts.kind.traits
            if not isinstance(traits, NumberTraits) or traits.is_signed:
                return False
        if any(self._succession.sources(any_line(self._succession.present, part)) for part in kinds):
            return False  # what is stated there already is not zero
        self._entries |= {part: Entry(0, 0) for part in kinds}
        return bool(kinds)

    def _is_taken(self, figure: _StatedFigure) -> bool:
        """Whether the definition leads something else to the place that has only the same name."""
        own = any_line(self._before.definition, figure.place)
        return own not in self._succession.sources(any_line(self._succession.present, figure.target))

    def _put(self, figure: _StatedFigure, facts: PlaceFacts) -> None:
        kind, language = facts.kind, self._succession.present.locale
        entry = converted_entry(figure.entry, figure.facts.kind, kind, language, figure.times)
        if entry is None:
            self._list(figure, self._lost(figure, self._notes.sentence("says_nothing")))
            return
        self._entries[figure.target] = entry
        name, value, target = str(figure.place), figure.entry.stated, str(figure.target)
        if figure.times is not None and figure.entry.number is not None:
            because = self._notes.sentence("times", value=entry.stated)
            self._list(figure, self._converted(figure, because))
        elif figure.facts.computed:
            self._list(figure, self._converted(figure, self._notes.sentence("was_calculated")))
        else:
            is_unknown = figure.entry.meaning is not None and entry.meaning is None and entry.number is None
            because = self._notes.sentence("no_option") if is_unknown else ""
            self._list(figure, self._notes.moved(self._sort(figure), name, value, target, because=because))

    def _add_up(self, target: Place, parts: list[_StatedFigure]) -> None:
        """Enter the sum of several figures, if all of them are known."""
        facts = self._succession.facts(target)
        assert facts is not None  # otherwise nothing is combined there
        numbers = [
            self._number(place, target)
            for place in self._succession.sources(any_line(self._succession.present, target))
        ]
        known = [number for number in numbers if number is not None]
        total = plain_number(sum(map(Decimal, known), Decimal(0))) if len(known) == len(numbers) else None
        entry = (
            None
            if total is None
            else parse_entry(multiplied(total, parts[0].times), facts.kind, self._succession.present.locale)
        )
        if entry is not None:
            self._entries[target] = entry
        for part in parts:
            if entry is None:
                self._list(part, self._lost(part, self._notes.sentence("incomplete")))
            else:
                self._list(part, self._converted(part, self._notes.sentence("added_up", value=entry.stated)))

    def _number(self, source: Place, target: Place) -> Number | None:
        own = source._replace(row=target.row) if source.row == LINE else source
        return self._values.at(own)

    def _list(self, figure: _StatedFigure, value: MigratedValue) -> None:
        if not figure.is_implied:
            self._listed.append(value)

    def _lost(self, figure: _StatedFigure, because: str) -> MigratedValue:
        return self._notes.lost(self._sort(figure), str(figure.place), figure.entry.stated, figure.found, because)

    def _converted(self, figure: _StatedFigure, because: str) -> MigratedValue:
        name, value = str(figure.place), figure.entry.stated
        targets = self._succession.divided(name) or (str(figure.target),)
        return self._notes.converted(self._sort(figure), name, value, targets, because)

    def _sort(self, figure: _StatedFigure) -> ValueSort:
        return "line" if figure.place.table in self._before.definition.lists else "figure"

    def _lines(self) -> Mapping[str, tuple[Line, ...]]:
        """All lines by their lists, in their order, with their columns in the order of the form."""
        present = self._succession.present
        by_line: dict[tuple[str, int], dict[Place, Entry]] = {}
        for place, entry in self._entries.items():
            if place.table in present.lists:
                by_line.setdefault((place.table, int(place.row)), {})[place._replace(row=LINE)] = entry
        found: dict[str, list[Line]] = {}
        for (name, number), entries in sorted(by_line.items()):
            columns = {place: entries[place] for place in present.lines[name].places if place in entries}
            found.setdefault(name, []).append(Line(number, columns))
        return {name: tuple(lines) for name, lines in found.items()}

    @cached_property
    def _values(self) -> Values:
        return Values(self._before)
