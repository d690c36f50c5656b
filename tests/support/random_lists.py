"""Reports whose lists hold anything, so that what is told of columns can be compared with what their lines say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from support.definitions import loaded
from support.long_lists import long_list
from xlsreport import Definition, Submission
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.submission.submission import Entry, Line, PreviousValue
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.submission.typed_values.listed_answers import with_listed_answers
from xlsreport.values import Typed, exact

_HERE = Path(__file__).parent
_ODD: tuple[Typed, ...] = (
    "12件",
    "N/A",
    "",
    " ",
    "/",
    "Total",
    "A1",
    "a1 ",
    "1,234.50",
    "2025-02-03",
    "03/04/2026",
    True,
    -3,
    0,
    10**17,
)


@cache
def forms_with_lists() -> tuple[Definition, ...]:
    """Forms whose lists have every kind of column, total, condition and rule."""
    names = ("ledger_of_all", "works", "grants", "wells", "acts", "offices", "deadlines")
    files = [str(_HERE / f"{name}.yaml") for name in names]
    return (*map(loaded, (*files, "us-fac-sefa/2024")), long_list(14, 40))


def random_report(definition: Definition, draw: Random) -> Submission:
    """A report that may have any faults."""
    entries = {
        place: entry
        for place, facts in definition.places.items()
        if not facts.computed and (entry := _entry(definition, facts, draw)) is not None
    }
    lines = {name: tuple(_lines(definition, name, draw)) for name in definition.lists}
    return with_listed_answers(
        Submission(
            definition,
            agency="Bay Library",
            year=2025,
            entries=entries,
            lines={name: found for name, found in lines.items() if found},
            nil_returns=frozenset(name for name in definition.tables if draw.random() < 0.1),
            previous=dict(_previous(definition, lines, draw)) if draw.random() < 0.7 else {},
        )
    )


def _lines(definition: Definition, name: str, draw: Random) -> list[Line]:
    places = [facts for facts in definition.lines[name].places.values() if not facts.computed]
    found = []
    for number in range(1, draw.choice((0, 1, 8, 12)) + 1):
        entries = {facts.place: _entry(definition, facts, draw) for facts in places}
        filled = {place: entry for place, entry in entries.items() if entry is not None}
        if filled and draw.random() < 0.9:
            found.append(Line(number, filled))
    return found


def _entry(definition: Definition, facts: PlaceFacts, draw: Random) -> Entry | None:
    chance = draw.random()
    if chance < 0.2:
        return None
    typed = draw.choice(_ODD) if chance < 0.3 else _usual(facts, draw)
    return None if typed == "" else parse_entry(exact(typed), facts.kind, definition.locale)


def _usual(facts: PlaceFacts, draw: Random) -> object:
    match facts.kind.traits:
        case NumberTraits(decimals=decimals):
            return draw.choice((0, 1, 2, 12, 50, draw.randrange(1000) / 10**decimals))
        case DateTraits(earliest=earliest):
            return draw.choice((f"2025-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}", earliest.isoformat()))
        case OptionTraits(options=options):
            return draw.choice(options)
        case TextTraits():
            return f"{draw.choice('ABC')}{draw.randrange(3)}"


def _previous(
    definition: Definition, lines: dict[str, tuple[Line, ...]], draw: Random
) -> list[tuple[Place, PreviousValue]]:
    """Last year's lines: most are lines of this year, too."""
    found: list[tuple[Place, PreviousValue]] = []
    for name, carried in definition.carried.items():
        for number, line in enumerate(draw.sample(lines[name], len(lines[name]) // 2 + len(lines[name]) % 2), start=1):
            for place in carried:
                entry = line.entries.get(place)
                value: PreviousValue | None = (
                    draw.choice((entry.number, 3)) if entry is not None and entry.number is not None else None
                )
                value = entry.stated if value is None and entry is not None else value
                if value is not None:
                    found.append((place._replace(row=str(number)), value))
    return found
