"""The rules that need no declaring: cells are filled, entries are of their kind, nil returns and totals are true."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal

from xlsreport.checking.evaluation import Values, difference
from xlsreport.checking.findings import Finding
from xlsreport.checking.lines import blank_places, decimals_of, nil_contradictions, unfilled_fields
from xlsreport.checking.wording import Wording, gap_text, number_text, typed_text
from xlsreport.definition.declaration import Severity
from xlsreport.definition.definition import PlaceFacts
from xlsreport.definition.expression import Expression
from xlsreport.definition.kinds import Amount, Choice, Count, SignedCount, Text
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.submission.normalise import is_too_great, why_no_number
from xlsreport.submission.submission import Entry, Number, Submission, Typed

_DISPLAYED = Decimal("1E-14")
"""A file keeps 15 digits of a total, of which the last may be the noise of adding in binary."""


class ImpliedRules:
    """Applies the implied rules to one submission."""

    def __init__(self, submission: Submission, positions: Positions, values: Values) -> None:
        self._submission = submission
        self._definition = submission.definition
        self._positions = positions
        self._values = values
        self._wording = Wording(submission.definition)
        self._messages = self._wording.messages

    def findings(self) -> Iterator[Finding]:
        """All findings of all implied rules except those about displayed totals, in no particular order."""
        yield from self._empty_fields()
        yield from self._empty_texts()
        for table in self._definition.tables:
            yield from self._blanks(table)
            yield from self._nil_return(table)
        for place, entry in self._submission.entries.items():
            yield from self._entry(self._definition.places[place], entry)

    def _finding(self, rule: str, place: Place, key: str, found: Typed | None, **values: object) -> Finding:
        cell = self._positions.cell(place)
        text = self._messages(f"finding.{key}", place=self._wording.place(place), found=typed_text(found), **values)
        severity: Severity = "warning" if rule == "number" else "error"
        return Finding(rule, severity, str(place), CellRange(cell, cell), text, found)

    def _empty_fields(self) -> Iterator[Finding]:
        engine = ("agency", "year")
        severities: tuple[Severity, ...] = ("error", "note")
        for severity in severities:
            for name in unfilled_fields(self._submission, severity):
                cell = self._positions.cover_field(name)
                label = self._messages(f"cover.{name}") if name in engine else self._definition.fields[name].label
                text = self._messages("finding.filled_field", label=label)
                yield Finding("filled", severity, name, CellRange(cell, cell), text)

    def _empty_texts(self) -> Iterator[Finding]:
        for name, section in self._definition.narratives.items():
            severity = "nothing" if section.narrative is None else section.narrative.when_blank
            if severity != "nothing" and not self._submission.paragraphs(name):
                first = self._positions.first_line(name)
                text = self._messages("finding.filled_text", heading=section.heading)
                yield Finding("filled", severity, name, CellRange(first, first), text)

    def _blanks(self, table: str) -> Iterator[Finding]:
        places = {self._positions.cell(place): place for place in blank_places(self._submission, table)}
        for area in rectangles(places):
            first, last = places[area.first], places[area.last]
            if first == last:
                yield self._finding("filled", first, "filled", None)
                continue
            count = sum(cell in area for cell in places)
            names = {"first": self._wording.place(first), "last": self._wording.place(last)}
            key = "filled_range" if self._definition.tables[table].nil_return is None else "filled_range_or_nil"
            text = self._messages(f"finding.{key}", count=count, **names)
            yield Finding("filled", "error", f"{first}:{last}", area, text)

    def _nil_return(self, table: str) -> Iterator[Finding]:
        cells = sorted(
            self._positions.cell(place) for place in nil_contradictions(self._submission, self._values, table)
        )
        nil = self._positions.nil(table)
        if cells and nil is not None:
            text = self._messages(
                "finding.nil_return",
                statement=self._definition.tables[table].nil_return,
                count=len(cells),
                cells=cell_list(cells, nil.sheet, self._messages("finding.cells")),
            )
            yield Finding("nil_return", "error", f"{table}.nil_return", CellRange(nil, nil), text)

    def _entry(self, facts: PlaceFacts, entry: Entry) -> Iterator[Finding]:
        place, typed = facts.place, entry.typed
        match facts.kind:
            case Text(max_length=limit):
                if len(str(typed)) > limit:
                    yield self._finding("kind", place, "too_long", typed, length=len(str(typed)), limit=limit)
            case Choice(options=options):
                if typed not in options:
                    yield self._finding(
                        "kind", place, "not_option", typed, options=self._messages("wording.comma").join(options)
                    )
            case _ if entry.number is None:
                yield self._finding("kind", place, why_no_number(typed), typed)
            case _ if is_too_great(entry.number):
                yield self._finding("kind", place, "too_great", typed)
            case _:
                if entry.mended:
                    yield self._finding("number", place, "mended", typed, number=number_text(entry.number))
                yield from self._number(facts, entry.number)

    def _number(self, facts: PlaceFacts, number: Number) -> Iterator[Finding]:
        kind = facts.kind
        if isinstance(kind, Count | Amount) and number < 0:
            yield self._finding("sign", facts.place, "negative", number)
        if isinstance(kind, Count | SignedCount) and not isinstance(number, int):
            yield self._finding("kind", facts.place, "not_whole", number)
        if isinstance(kind, Amount) and decimals_of(number) > kind.decimals:
            yield self._finding("kind", facts.place, "decimals", number, decimals=kind.decimals)

    def wrong_totals(self) -> dict[Place, Typed]:
        """Computed places that display a number other than the entries give."""
        shown = self._submission.shown.items()
        return {place: typed for place, typed in shown if typed != "" and not self._agrees(place, typed)}

    def _agrees(self, place: Place, typed: Typed) -> bool:
        expected = self._values.at(place)
        if isinstance(typed, str | bool) or expected is None:
            return False
        return abs(Decimal(difference(typed, expected))) <= abs(Decimal(expected)) * _DISPLAYED

    def displayed_totals(self, intact: Container[Place]) -> Iterator[Finding]:
        """The findings for displayed totals that are wrong: overwritten, or only not calculated before saving."""
        stale = {}
        for place, found in self.wrong_totals().items():
            if place in intact:
                stale[self._positions.cell(place)] = place
            else:
                yield self._overwritten(place, found)
        for sheet in dict.fromkeys(cell.sheet for cell in stale):
            yield from self._recalculated({cell: place for cell, place in stale.items() if cell.sheet == sheet})

    def _recalculated(self, places: Mapping[CellRef, Place]) -> Iterator[Finding]:
        """Stale results of one sheet, in few findings: a file that nobody recalculated has all of them wrong."""
        for area in rectangles(places):
            first, last = places[area.first], places[area.last]
            found, expected = self._submission.shown[first], self._values.at(first)
            words: dict[str, object] = {"found": typed_text(found), "expected": _or_dash(expected)}
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
        names = {"place": self._wording.place(place), "found": typed_text(found)}
        if expected is None:
            text = self._messages("finding.total_unknown", **names)
        else:
            gap = "—" if isinstance(found, str | bool) else gap_text(difference(found, expected))
            parts = self._parts(place)
            text = self._messages("finding.total", expected=number_text(expected), parts=parts, difference=gap, **names)
        return Finding("total", "error", str(place), CellRange(cell, cell), text, found, expected)

    def _parts(self, place: Place) -> str:
        total = next(total for total in self._definition.totals if total.place == place)
        return spelled_with_values(self._wording, total.expression, total.along, self._values)


def spelled_with_values(wording: Wording, tree: Expression, along: str | None, values: Values) -> str:
    """An expression in words, each figure with its value.

    ``along`` is the direction in which the places differ: along columns they are named by column, along rows by row.
    """
    names = {"columns": wording.column, "rows": wording.row}.get(along or "", wording.place)
    return wording.spell(tree, names, values.of)


def cell_list(cells: Sequence[CellRef], sheet: str, comma: str) -> str:
    """Cells as one reads them out: without the sheet where they are on the one that is spoken of."""
    return comma.join(cell.a1 if cell.sheet == sheet else str(cell) for cell in cells)


def _or_dash(number: Number | None) -> str:
    return "—" if number is None else number_text(number)
