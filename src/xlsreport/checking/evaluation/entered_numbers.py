"""The numbers that stand in a submission before anything is computed."""

from __future__ import annotations

from xlsreport.definition.figure_kinds.kinds import AnyKind, is_calculable, is_date, is_numeric
from xlsreport.definition.place import Place
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import Number, is_number, serial_of


class EnteredNumbers:
    """The numbers of the entries.

    Args:
        submission: whose entries they are.
        plain_only: whether an entry such as ``12件`` is no number, as the workbook itself sees it.

    Attributes:
        numbers: those, and those of dates, at all places that are filled; under a nil return blank numbers are zero.
        not_applicable: the places at which it is entered that there is nothing to be stated.
    """

    def __init__(self, submission: Submission, *, plain_only: bool) -> None:
        self._submission, self._plain_only = submission, plain_only
        self.not_applicable: set[Place] = set()
        self.numbers = {**self._of_tables(), **self._of_cover()}

    def _of_tables(self) -> dict[Place, Number | None]:
        definition, entries = self._submission.definition, self._submission.entries
        evaluated: dict[Place, Number | None] = {}
        for table in definition.tables:
            blank = 0 if table in self._submission.nil_returns else None
            for place in definition.entry_places(table):
                entry, facts = entries.get(place), definition.places[place]
                if entry is None and facts.may_be_blank:
                    continue  # whether it is zero under a nil return depends on whether it is asked
                if entry is None:
                    evaluated[place] = blank if is_numeric(facts.kind) else None
                else:
                    evaluated[place] = self._number_of(place, facts.kind, entry)
        return evaluated

    def _of_cover(self) -> dict[Place, Number | None]:
        evaluated: dict[Place, Number | None] = {}
        for name, kind in self._submission.definition.field_kinds.items():
            if is_calculable(kind):
                place, entry = Place.of_field(name), self._submission.field_entries.get(name)
                evaluated[place] = None if entry is None else self._number_of(place, kind, entry)
        return evaluated

    def _number_of(self, place: Place, kind: AnyKind, entry: Entry) -> Number | None:
        """The number that is entered at a place; it is noted where it is one that is not applicable."""
        if entry.not_applicable and not (self._plain_only and entry.mended):
            self.not_applicable.add(place)
        if is_date(kind):
            if self._plain_only:  # a formula takes any number for a date
                return entry.held if is_number(entry.held) else None
            return None if entry.day is None else serial_of(entry.day)
        return None if self._plain_only and entry.mended else entry.number
