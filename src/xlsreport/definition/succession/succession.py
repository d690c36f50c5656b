"""Where the names of an earlier form lead in the present one: the same name, or what the definition declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.succession.change_since import ChangeSince
from xlsreport.definition.succession.earlier_names import most_exact, renamed
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.object_cache import remembered_by_object
from xlsreport.values import EXACTLY, Number, plain_number

_KEPT = 64
"""Steps that are kept: one for each pair of forms of kinds of bodies."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a name leads: ``name`` in the present form, or what the definition says of it in ``change``."""

    name: str
    change: ChangeSince | None = None

    @property
    def is_led(self) -> bool:
        """Whether it leads to one name, and is neither to be divided nor dropped."""
        return self.change is None or self.change.to is not None

    @property
    def is_combined(self) -> bool:
        """Whether others lead there, too."""
        return self.change is not None and len(self.change.from_) > 1


class Succession:
    """The step from an earlier form to the present one."""

    def __init__(self, earlier: Definition, present: Definition) -> None:
        self.earlier, self.present = earlier, present
        self._changes: Mapping[str, ChangeSince] = {
            name: change
            for change in present.declaration.changes_since.get(earlier.declaration.edition, ())
            for name in change.from_
        }

    def destination(self, name: str) -> Destination:
        """Where a name of the earlier form leads."""
        change, pattern, called = self._declared(name)
        if change is None:
            return Destination(name)
        return Destination(name if change.to is None else renamed(called, pattern, change.to), change)

    def divided(self, name: str) -> tuple[str, ...]:
        """Among which names of the present form something has to be divided."""
        change, pattern, called = self._declared(name)
        targets, same = () if change is None else change.split, pattern.count(".")
        return tuple(renamed(called, pattern, target) if target.count(".") == same else target for target in targets)

    def _declared(self, name: str) -> tuple[ChangeSince | None, str, str]:
        """The change that says most of a name, its pattern, and the name with what others say that name as much of it.

        So a figure whose row is divided or added to another, and whose column is called otherwise now, is both.
        """
        fitting = most_exact(self._changes, name)
        if not fitting:
            return None, name, name
        pattern = next((one for one in fitting if not self._changes[one].is_renaming), fitting[0])
        for other in fitting:
            if other != pattern and self._changes[other].is_renaming:
                name = renamed(name, other, self._changes[other].to or other)
        return self._changes[pattern], pattern, name

    def place(self, place: Place) -> Destination:
        """Where a place leads; a row for a line of a list keeps the number of the line."""
        found = self.destination(str(place))
        at = None if place.table in self.earlier.lists else self.earlier.line_of(place)
        if found.change is None and at is not None:
            row = f"{self.destination(at[0]).name}_{at[1]}"
            return Destination(str(place._replace(row=row)))
        return found

    def parts(self, place: Place) -> tuple[Place, ...]:
        """Among which places a figure has to be divided, if all of them are there."""
        names = self.divided(str(place))
        places = [Place.parse(name) for name in names if name.count(".") + 1 == len(Place._fields)]
        return tuple(places) if len(places) == len(names) and all(map(self.facts, places)) else ()

    def sources(self, place: Place) -> tuple[Place, ...]:
        """Which places of the earlier form lead to one of the present form, in the form's order."""
        return self._sources.get(place, ())

    def number(self, place: Place, at: Callable[[Place], Number | None]) -> Number | None:
        """The number of a place of the present form: in its unit, and added up where several lead there.

        Args:
            place: of a table.
            at: gives the number of a place of the earlier form.
        """
        sources = self.sources(place)
        numbers = [number for number in map(at, sources) if number is not None]
        if not sources or len(numbers) < len(sources):
            return None
        change = self.place(sources[0]).change
        total = numbers[0] if len(numbers) == 1 else plain_number(sum(map(Decimal, numbers), Decimal(0)))
        return multiplied(total, None if change is None else change.times)

    def lists_before(self, name: str) -> tuple[str, ...]:
        """The lists of the earlier form whose columns lead to a list of the present one."""
        columns = self.present.places_of_line(name)
        found = (source.table for column in columns for source in self.sources(column))
        return tuple(dict.fromkeys(table for table in found if table in self.earlier.lists))

    def divided_sources(self, place: Place) -> tuple[Place, ...]:
        """Which places of the earlier form have to be divided among others and one of the present form."""
        return self._divided_sources.get(place, ())

    @cached_property
    def _divided_sources(self) -> Mapping[Place, tuple[Place, ...]]:
        found: dict[Place, tuple[Place, ...]] = {}
        for place in self._places(self.earlier):
            for part in self.parts(place):
                found[part] = (*found.get(part, ()), place)
        return found

    @cached_property
    def _sources(self) -> Mapping[Place, tuple[Place, ...]]:
        declared: dict[Place, list[Place]] = {}
        plain: dict[Place, list[Place]] = {}
        for place in self._places(self.earlier):
            found = self.place(place)
            if found.change is None:
                plain[Place.parse(found.name)] = [place]
            elif found.change.to is not None:
                others = declared.setdefault(Place.parse(found.name), [])
                if not others or self.place(others[0]).change is found.change:
                    others.append(place)  # by another change it would be a second figure, and no part of a sum
        # What is declared goes before what only has the same name.
        return {place: tuple(sources) for place, sources in {**plain, **declared}.items()}

    @staticmethod
    def _places(definition: Definition) -> Iterator[Place]:
        yield from definition.places
        for line in definition.lines.values():
            yield from line.places
            yield from line.figures_of_rows

    def facts(self, place: Place) -> PlaceFacts | None:
        """What the present form says of a place of a table, or of a line by its number; None where it has none."""
        return facts_in(self.present, place)


@remembered_by_object(_KEPT)
def succession_between(earlier: Definition, present: Definition) -> Succession:
    """The step between two forms; cached, since a round asks for every agency."""
    return Succession(earlier, present)


def multiplied(number: Number, times: float | None) -> Number:
    """A number in another unit, exactly."""
    if times is None:
        return number
    return plain_number(EXACTLY.multiply(Decimal(number), Decimal(repr(times))))


def any_line(definition: Definition, place: Place) -> Place:
    """The place in any line of a list, for that in a line by its number; any other as it is."""
    return place._replace(row=LINE) if place.table in definition.lists else place


def facts_in(definition: Definition, place: Place) -> PlaceFacts | None:
    """What a form says of a place of a table, or of a line by its number; None where it has none."""
    found, own = definition.places.get(place), place._replace(row=LINE)
    if found is not None or place.table not in definition.lines:
        return found
    line = definition.lines[place.table]
    return line.places.get(own) or line.figures_of_rows.get(own)
