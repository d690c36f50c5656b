"""Names every place without a figure, and why there is none: where to look, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.messages import Messages
from xlsreport.published.imported_report import Spot, Unread
from xlsreport.published.matching.grids.cell_grid import words_of
from xlsreport.published.matching.matching_outcome import MatchingOutcome
from xlsreport.published.matching.place_readings import Reading, Refused
from xlsreport.submission.submission import shortened


def unread_places(definition: Definition, outcome: MatchingOutcome, messages: Messages) -> Iterator[Unread]:
    """Every place that a table of the form prints and for which there is no figure."""
    reasons = _Reasons(definition, outcome, messages)
    for place, facts in definition.places.items():
        if place not in outcome.together.figures and definition.line_of(place) is None:
            yield Unread(str(place), reasons.why(place, facts))


def spot_words(spot: Spot, messages: Messages) -> str:
    """Where something is printed, in words; empty where the format has no places."""
    parts = (("page", spot.page), ("table", spot.table), ("row", spot.row), ("column", spot.column))
    named = (messages(f"matching.where_{name}", number=number) for name, number in parts if number is not None)
    return messages("matching.where_joined").join(named) or messages("matching.where_text")


class _Reasons:
    def __init__(self, definition: Definition, outcome: MatchingOutcome, messages: Messages) -> None:
        self._definition = definition
        self._values = outcome.values
        self._together = outcome.together
        self._glued = outcome.glued
        self._messages = messages
        self._refused: dict[Place, Refused] = {}
        for each in outcome.readings.refused:
            for place in each.places:
                self._refused.setdefault(place, each)
        touched = (*self._values, *self._refused)
        self._tables = {place.table for place in touched}
        self._rows = {(place.table, place.row) for place in touched}

    def why(self, place: Place, facts: PlaceFacts) -> str:
        """Why a place has no figure."""
        several = self._together.contradicted.get(place)
        if several is not None:
            printed = [(each.figure.printed, spot_words(each.figure.spot, self._messages)) for each in several]
            return self._messages("matching.contradicted", figures=self._quoted(printed))
        if place in self._together.doubtful:
            return self._messages("matching.doubtful", table=self._table_name(place))
        for reading, value in self._values.get(place, ()):
            if value.refused is not None:
                return self._value_refused(reading, value.refused)
        refused = self._refused.get(place)
        if refused is not None:
            row = shortened(refused.printed.name) or self._table_name(place)
            return self._messages(f"matching.{refused.reason}", row=row, where=self._where(refused))
        if place.table not in self._tables:
            reason = "glued" if place.table in self._glued else "no_table"
            return self._messages(f"matching.{reason}", table=self._table_name(place))
        if (place.table, place.row) not in self._rows:
            return self._messages("matching.no_row", row=facts.row_or_column_name, table=self._table_name(place))
        return self._messages("matching.no_column", row=facts.row_or_column_name, column=facts.column_name)

    def _value_refused(self, reading: Reading, reason: str) -> str:
        printed = "" if reading.cell is None else words_of(reading.cell)
        where = "" if reading.cell is None else spot_words(reading.printed.grid.spot(reading.cell), self._messages)
        heading = " / ".join(reading.slot.words)
        return self._messages(f"matching.{reason}", printed=shortened(printed), where=where, heading=shortened(heading))

    def _quoted(self, printed: Sequence[tuple[str, str]]) -> str:
        return self._messages("matching.contradicted_joined").join(
            self._messages("matching.contradicted_one", printed=text, where=where) for text, where in printed
        )

    def _where(self, refused: Refused) -> str:
        grid = refused.printed.grid
        page = next((cell.page for cell in grid.rows[refused.printed.row]), None)
        number = None if grid.is_turned or grid.number is None else refused.printed.row + 1
        return spot_words(Spot(page, grid.number, number), self._messages)

    def _table_name(self, place: Place) -> str:
        """The title of a table, or the heading of its section."""
        table = self._definition.tables[place.table]
        if table.title:
            return table.title
        return next(section.heading for section in self._definition.sections if table in section.tables)
