"""Findings about blank cells of a table: one for each kind of entry, however scattered the cells are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import blank_places
from xlsreport.checking.findings import Finding
from xlsreport.checking.wording import Wording, area_list
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.submission.submission import Submission

_MAX_NAMED = 3
"""Areas up to which each is named by its labels; more are listed by their cells."""


class BlankFindings:
    """Finds what is not filled in in the tables of one submission."""

    def __init__(self, submission: Submission, positions: Positions, wording: Wording, values: Values) -> None:
        self._submission = submission
        self._values = values
        self._positions = positions
        self._wording = wording
        self._messages = wording.messages

    def findings(self, table: str) -> Iterator[Finding]:
        """The findings about one table; a cell whose content could not be read has a finding of its own."""
        unclear = {unclear.name for unclear in self._submission.unclear}
        by_kind: dict[str, list[Place]] = {}
        for place in blank_places(self._submission, self._values, table):
            if str(place) not in unclear:
                by_kind.setdefault(_kind_of_entry(self._submission.definition.places[place].kind), []).append(place)
        for asked, blank in by_kind.items():
            yield self._finding(table, asked, {self._positions.cell(place): place for place in blank})

    def _finding(self, table: str, asked: str, blank: Mapping[CellRef, Place]) -> Finding:
        first, *also = areas = rectangles(blank)
        names = [blank[area.first] for area in areas]
        last = blank[first.last]
        place = str(names[0]) if names[0] == last else f"{names[0]}:{last}"
        if asked == "number" and self._is_all_zero(table):
            asked = "number_or_nil"
        text = self._where(table, areas, blank) + self._messages(f"blank.enter_{asked}")
        return Finding("filled", "error", place, first, text, also=tuple(also))

    def _where(self, table: str, areas: Sequence[CellRange], blank: Mapping[CellRef, Place]) -> str:
        count = len(blank)
        if count == len(self._submission.definition.entry_places(table)) > 1:
            return self._messages("blank.whole", count=count)
        if len(areas) == 1:
            key = "blank.one" if count == 1 else "blank.area"
            return self._messages(key, place=self._named(areas[0], blank), count=count)
        comma = self._messages("finding.cells")
        if len(areas) > _MAX_NAMED:
            return self._messages("blank.scattered", count=count, cells=area_list(areas, self._messages))
        named = (self._messages("blank.named", place=self._named(area, blank), cells=area.a1) for area in areas)
        return self._messages("blank.scattered", count=count, cells=comma.join(named))

    def _named(self, area: CellRange, blank: Mapping[CellRef, Place]) -> str:
        first, last = (self._wording.place(blank[cell]) for cell in (area.first, area.last))
        return first if first == last else self._messages("returned.range", first=first, last=last)

    def _is_all_zero(self, table: str) -> bool:
        """Whether a nil return would say the same: it can be declared, and nothing but zeros was entered."""
        definition, entries = self._submission.definition, self._submission.entries
        entered = (entries[place] for place in definition.entry_places(table, numeric=True) if place in entries)
        return definition.tables[table].nil_return is not None and all(entry.number == 0 for entry in entered)


def _kind_of_entry(kind: AnyKind) -> str:
    """What is to be entered, by the last part of the key of the sentence that says so."""
    match kind.traits:
        case TextTraits(source=source):
            return "text" if source is None else "choice"
        case DateTraits():
            return "date"
        case OptionTraits():
            return "choice"
        case NumberTraits():
            return "number"
        case other:
            assert_never(other)
