"""Mistakes as clerks make them: one cell of a report gets another number, or a number stands in the next cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal, assert_never, get_args

from xlsreport import Definition, Place

Number = int | Decimal
Mistake = Literal["exchanged", "dropped", "doubled", "random", "moved", "blank"]
MISTAKES: Sequence[Mistake] = get_args(Mistake)
"""Two digits exchanged, a digit dropped or doubled, any other number, the number in the cell beside, above or below, or
nothing."""


@dataclass(frozen=True)
class Filled:
    """The numbers of a report: entries, and totals as they are printed; a blank cell has none."""

    definition: Definition
    entries: Mapping[Place, Number | None]
    totals: Mapping[Place, Number | None]

    def number(self, place: Place) -> Number | None:
        """The number of a cell."""
        return self.totals[place] if place in self.totals else self.entries[place]

    def cells(self) -> list[Place]:
        """All cells with numbers, in the form's order."""
        return [place for place in self.definition.places if place in self.entries or place in self.totals]

    def with_numbers(self, numbers: Mapping[Place, Number | None]) -> Filled:
        """The same with other numbers."""
        entries = {place: numbers.get(place, number) for place, number in self.entries.items()}
        totals = {place: numbers.get(place, number) for place, number in self.totals.items()}
        return Filled(self.definition, entries, totals)


def made_wrong(filled: Filled, cell: Place, mistake: Mistake, draw: Random) -> Mapping[Place, Number | None] | None:
    """What the cells hold after a mistake that was made at one; None where it cannot be made there."""
    number = filled.number(cell)
    if number is None:
        return None
    match mistake:
        case "exchanged" | "dropped" | "doubled":
            slipped = _slipped(number, mistake, draw)
            return None if slipped is None or slipped == number else {cell: slipped}
        case "random":
            whole = int(number)
            other = draw.randint(0, max(9, 2 * whole))
            return None if other == number else {cell: other}
        case "moved":
            return _moved(filled, cell, number, draw)
        case "blank":
            return {cell: None} if cell in filled.entries else None
        case _:
            assert_never(mistake)


def _slipped(number: Number, mistake: Literal["exchanged", "dropped", "doubled"], draw: Random) -> Number | None:
    digits = str(number)
    places = [position for position, letter in enumerate(digits) if letter.isdigit()]
    if len(places) < (1 if mistake == "doubled" else 2) or number == 0:
        return None
    at = draw.choice(places)
    match mistake:
        case "dropped":
            wrong = digits[:at] + digits[at + 1 :]
        case "doubled":
            wrong = digits[: at + 1] + digits[at:]
        case "exchanged":
            after = digits[at + 1 : at + 2]
            if not after.isdigit():
                return None
            wrong = digits[:at] + after + digits[at] + digits[at + 2 :]
    return Decimal(wrong) if "." in wrong else int(wrong)


def _moved(filled: Filled, cell: Place, number: Number, draw: Random) -> Mapping[Place, Number | None] | None:
    """The number stands in a cell beside it that was zero, and zero where it should stand."""
    if number == 0:
        return None
    row = [place for place in filled.entries if place.table == cell.table and place.row == cell.row]
    column = [place for place in filled.entries if place.table == cell.table and place.column == cell.column]
    beside = [
        line[position]
        for line in (row, column)
        if cell in line
        for position in (line.index(cell) - 1, line.index(cell) + 1)
        if 0 <= position < len(line) and filled.number(line[position]) == 0
    ]
    return {cell: 0, draw.choice(beside): number} if beside else None
