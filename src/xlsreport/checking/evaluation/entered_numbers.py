"""The numbers that stand in a submission before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import AnyKind, is_calculable, is_date, is_numeric
from xlsreport.definition.place import Place
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.lines_by_column import EntryColumn
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
        entries, nil_returns = self._submission.entries, self._submission.nil_returns
        evaluated: dict[Place, Number | None] = {}
        for table, places in _places_of_tables(self._submission.definition):
            blank = 0 if table in nil_returns else None
            for place, kind, may_be_blank, numeric, of_date in places:
                entry = entries.get(place)
                if entry is None:
                    if not may_be_blank:  # else whether it is zero under a nil return depends on whether it is asked
                        evaluated[place] = blank if numeric else None
                elif of_date or entry.mended or entry.not_applicable:
                    evaluated[place] = self._number_of(place, kind, entry)
                else:
                    evaluated[place] = entry.number
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
        return entered_number(entry, kind, plain_only=self._plain_only)


def entered_number(entry: Entry, kind: AnyKind, *, plain_only: bool) -> Number | None:
    """The number that an entry is; that of a date counts its days."""
    if is_date(kind):
        if plain_only:  # a formula takes any number for a date
            return entry.held if is_number(entry.held) else None
        return None if entry.day is None else serial_of(entry.day)
    return None if plain_only and entry.mended else entry.number


def entered_column(column: EntryColumn, kind: AnyKind, *, plain_only: bool) -> Sequence[Number | None]:
    """The numbers that the entries of a column of a list are."""
    if column.form == "entries":
        entries = column.entries
        return [None if entry is None else entered_number(entry, kind, plain_only=plain_only) for entry in entries]
    return column.numbers


@remembered_by_object()
def _places_of_tables(
    definition: Definition,
) -> Sequence[tuple[str, Sequence[tuple[Place, AnyKind, bool, bool, bool]]]]:
    """By table its entry places: their kinds, whether they may be blank, and whether they are numeric or dates."""
    facts = {
        table: [definition.places[place] for place in definition.entry_places(table)] for table in definition.tables
    }
    return [
        (table, [(one.place, one.kind, one.may_be_blank, is_numeric(one.kind), is_date(one.kind)) for one in here])
        for table, here in facts.items()
    ]
