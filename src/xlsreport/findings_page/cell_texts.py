"""What is shown of the figures of a submission: as the file shows them, so that its reporter finds them again."""

from __future__ import annotations

from functools import cached_property

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.figure_kinds.kinds import printed
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRef
from xlsreport.submission.invisible_characters import visible_text
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import Typed, is_number, typed_text


class CellTexts:
    """The texts of the cells of one submission."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._definition = submission.definition
        self._unclear = {unclear.cell: unclear.typed for unclear in submission.unclear}

    def figure(self, place: Place, cell: CellRef) -> str:
        """The figure of a table or of a line; of a computed one what the file shows, or else what it must be."""
        facts = self._definition.facts(place)
        entry = self._submission.entry(place)
        if entry is not None:
            return visible_text(self._entered(entry, place))
        if not facts.computed:
            return self.unclear(cell)
        shown = self._submission.shown.get(place)
        return self.value(self._values.shown(place) if shown is None else shown, place)

    def value(self, value: Typed | None, place: Place) -> str:
        """A value that is found or expected at a place."""
        if is_number(value):
            return printed(value, self._definition.facts(place).kind, self._definition.locale)
        return visible_text(typed_text(value))

    def unclear(self, cell: CellRef) -> str:
        """What a cell holds of which it is not clear what it states; nothing of any other."""
        return visible_text(self._unclear.get(cell, ""))

    def _entered(self, entry: Entry, place: Place) -> str:
        kind = self._definition.facts(place).kind
        is_plain = not entry.mended and (entry.number is not None or entry.meaning is not None)
        return entry.printed(kind, self._definition.locale) if is_plain else typed_text(entry.typed)

    @cached_property
    def _values(self) -> Values:
        return Values(self._submission)
