"""Totals as the file displays them: right, typed over, computed from one that was typed over, or not recalculated.

They are never used; what they display is only compared with what the entries give.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from xlsreport.checking.evaluation.comparing import difference
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.findings import Finding
from xlsreport.checking.number_suffix import suffix_at
from xlsreport.checking.wording import Wording, cell_list, stated
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Expression, figures_in, lists_in
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.submission.submission import Submission
from xlsreport.values import SIGNIFICANT_DIGITS, Number, Typed, is_number, number_text, typed_text

_MAX_SINGLE_FINDINGS = 6
"""Altered totals of one sheet that are reported one by one."""
_MAX_NAMED_CELLS = 12
"""Cells of entries that a finding about a total names one by one."""
_BINARY_NOISE = Decimal(1).scaleb(1 - SIGNIFICANT_DIGITS)
"""Relative. A file keeps 15 digits of a total, and the last may be the rounding error of binary addition."""


class DisplayedTotals:
    """Compares what the computed places of one submission display with what its entries give."""

    def __init__(self, submission: Submission, positions: Positions, values: Values) -> None:
        self._submission = submission
        self._definition = submission.definition
        self._positions = positions
        self._values = values
        self._wording = Wording(submission.definition, submission)
        self._messages = self._wording.messages

    @cached_property
    def wrong(self) -> Mapping[Place, Typed]:
        """Computed places that display a number other than the entries give."""
        shown = self._submission.shown.items()
        return {place: typed for place, typed in shown if typed != "" and not self._agrees(place, typed)}

    def _agrees(self, place: Place, typed: Typed) -> bool:
        expected = self._values.shown(place)
        if typed == expected and not isinstance(typed, bool):
            return True
        if isinstance(expected, str):
            return False
        if isinstance(typed, str) and expected is not None:
            return typed.strip() == number_text(expected)  # a number as text, as when everything was pasted so
        if isinstance(typed, str | bool) or expected is None:
            return False
        return abs(Decimal(difference(typed, expected))) <= abs(Decimal(expected)) * _BINARY_NOISE

    def findings(self, intact: Container[Place]) -> Iterator[Finding]:
        """The findings for displayed totals that are wrong: altered, following an altered one, or not calculated."""
        stale = {}
        wrong = self.wrong
        altered = [place for place in wrong if place not in intact]
        yield from self._altered(altered)
        for place, found in wrong.items():
            if place in altered:
                continue
            if causes := self._followed(place, found, altered):
                yield self._following(place, found, causes)
            elif others := self._read_otherwise(place):
                yield self._of_other_numbers(place, found, others)
            else:
                stale[self._positions.cell(place)] = place
        for sheet in dict.fromkeys(cell.sheet for cell in stale):
            yield from self._recalculated({cell: place for cell, place in stale.items() if cell.sheet == sheet})

    def _altered(self, places: Sequence[Place]) -> Iterator[Finding]:
        """A finding for each altered total; where a sheet has many, one for each area of them."""
        cells = {self._positions.cell(place): place for place in places}
        for sheet in dict.fromkeys(cell.sheet for cell in cells):
            here = {cell: place for cell, place in cells.items() if cell.sheet == sheet}
            if len(here) <= _MAX_SINGLE_FINDINGS:
                yield from (self._overwritten(place, self._submission.shown[place]) for place in here.values())
            else:
                yield from (self._overwritten_area(area, here) for area in rectangles(here))

    def _overwritten_area(self, area: CellRange, places: Mapping[CellRef, Place]) -> Finding:
        first, last = places[area.first], places[area.last]
        if first == last:
            return self._overwritten(first, self._submission.shown[first])
        text = self._messages(
            "finding.total_range",
            first=self._wording.place(first),
            last=self._wording.place(last),
            count=sum(cell in area for cell in places),
            found=self._shown(first, self._submission.shown[first]),
            expected=self._or_unknown(first, self._values.at(first)),
        )
        return Finding("total", "error", f"{first}:{last}", area, text)

    def _followed(self, place: Place, found: Typed, altered: Sequence[Place]) -> Sequence[Place]:
        """The altered totals from which a total was calculated, where that explains what it shows."""
        total = self._definition.places[place].total
        if not altered or total is None or isinstance(found, str | bool):
            return ()
        from_displayed = self._from_displayed.of(total)
        if from_displayed is None or difference(found, from_displayed) != 0:
            return ()
        needed = self._totals_within(total)
        return [place for place in altered if place in needed]

    @cached_property
    def _from_displayed(self) -> Values:
        """The totals as computed from other totals that are displayed."""
        shown = self._submission.shown.items()
        numbers = {place: typed for place, typed in shown if not isinstance(typed, str | bool)}
        return Values(self._submission, displayed=numbers)

    def _totals_within(self, expression: Expression) -> frozenset[Place]:
        """All computed places that an expression needs, directly or through others."""
        own = {
            f.place
            for f in figures_in(expression)
            if not f.previous and f.place in self._definition.places and self._definition.places[f.place].computed
        }
        totals = (total for place in own if (total := self._definition.places[place].total) is not None)
        return frozenset(own).union(*map(self._totals_within, totals))

    def _read_otherwise(self, place: Place) -> Sequence[CellRef]:
        """The entries below a total that are read as other numbers than a spreadsheet calculates with.

        Such as 85 where the cell holds 0.85 and shows 85%, or where it holds the text 85件.
        """
        total = self._definition.places[place].total
        if total is None or not self._mended:
            return ()
        trees = [total, *(tree for one in self._totals_within(total) if (tree := self._definition.places[one].total))]
        needed = {figure.place for tree in trees for figure in figures_in(tree) if not figure.previous}
        needed |= {lines.column for tree in trees for lines in lists_in(tree) if lines.column is not None}
        return [cell for place, cell in self._mended if place in needed]

    @cached_property
    def _mended(self) -> Sequence[tuple[Place, CellRef]]:
        """Numbers that had to be mended: their places, in a list those of its columns, and their cells."""
        entered = self._submission.entries_with_cells()
        return [(facts.place, cell) for facts, entry, cell in entered if entry.mended and entry.number is not None]

    def _of_other_numbers(self, place: Place, found: Typed, others: Sequence[CellRef]) -> Finding:
        cell, expected = self._positions.cell(place), self._values.at(place)
        cells = cell_list(others[:_MAX_NAMED_CELLS], cell.sheet, self._messages("finding.cells"))
        if len(others) > _MAX_NAMED_CELLS:
            cells = self._messages("finding.cells_more", cells=cells)
        text = self._messages(
            "finding.recalculated_mended",
            place=self._wording.place(place),
            found=self._shown(place, found),
            expected=self._or_unknown(place, expected),
            cells=cells,
        )
        return Finding("recalculated", "note", str(place), CellRange(cell, cell), text, found, expected)

    def _following(self, place: Place, found: Typed, causes: Sequence[Place]) -> Finding:
        cell, expected = self._positions.cell(place), self._values.at(place)
        text = self._messages(
            "finding.total_follows",
            place=self._wording.place(place),
            found=self._shown(place, found),
            expected=self._or_unknown(place, expected),
            cells=cell_list(list(map(self._positions.cell, causes)), cell.sheet, self._messages("finding.cells")),
        )
        return Finding("total", "note", str(place), CellRange(cell, cell), text, found, expected)

    def _recalculated(self, places: Mapping[CellRef, Place]) -> Iterator[Finding]:
        """Stale results of one sheet, in few findings: a file that nobody recalculated has all of them wrong."""
        for area in rectangles(places):
            first, last = places[area.first], places[area.last]
            found, expected = self._submission.shown[first], self._values.at(first)
            words = {"found": self._shown(first, found), "expected": self._or_unknown(first, expected)}
            if first == last:
                text = self._messages("finding.recalculated", place=self._wording.place(first), **words)
                yield Finding("recalculated", "note", str(first), area, text, found, expected)
            else:
                names = {"first": self._wording.place(first), "last": self._wording.place(last)}
                count = sum(cell in area for cell in places)
                text = self._messages("finding.recalculated_range", count=count, **names, **words)
                yield Finding("recalculated", "note", f"{first}:{last}", area, text)

    def _overwritten(self, place: Place, found: Typed) -> Finding:
        expected = self._values.at(place)
        cell = self._positions.cell(place)
        names = {"place": self._wording.place(place), "found": self._shown(place, found)}
        if expected is None:
            text = self._messages("finding.total_unknown", **names)
        elif isinstance(found, str | bool):
            text = self._messages("finding.total_no_number", parts=self._parts(place), **names)
        else:
            gap = self._wording.distance(difference(found, expected))
            text = self._messages("finding.total", parts=self._parts(place), difference=gap, **names)
        return Finding("total", "error", str(place), CellRange(cell, cell), text, found, expected)

    def _parts(self, place: Place) -> str:
        total = next(total for total in self._definition.totals if total.place == place)
        return stated(self._wording, total.expression, total.along, self._values)

    def _or_unknown(self, place: Place, number: Number | None) -> str:
        return self._messages("finding.unknown") if number is None else self._shown(place, number)

    def _shown(self, place: Place, typed: Typed) -> str:
        """What a cell showed, a number with the sign of its kind."""
        if not is_number(typed):
            return typed_text(typed)
        return self._wording.signed(self._wording.number(typed), suffix_at(self._definition, place))
