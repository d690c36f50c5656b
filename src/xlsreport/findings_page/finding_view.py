"""One finding as the page tells it, with links to the cells that are drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from xlsreport.checking.findings import Finding, SuspectedFigure
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.findings_page.cell_texts import CellTexts
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.messages import Messages
from xlsreport.values import typed_text

_MOST_AREAS = 8
"""Further areas that are named of one finding."""
_MOST_SETTLED = 10
"""Rules that are named of those that do not hold because of one mistake."""
_QUOTED = re.compile("“([^“”]{2,})”")
"""Both languages of the catalogue have the same quotation marks."""

AnchorOf = Callable[[CellRange], str]
"""The anchor of the first drawn cell of an area; empty where none is drawn."""


@dataclass(frozen=True, slots=True)
class AreaLink:
    """An area, and the anchor of the cell that it leads to; without one it is only named."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class SuspectView:
    """A figure that is most likely wrong: where, what it is, and what it should be."""

    where: AreaLink
    found: str
    suggested: str


@dataclass(frozen=True, slots=True)
class SettledView:
    """A rule that does not hold because of the same mistake."""

    where: AreaLink
    message: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding.

    ``settles`` are the other rules that do not hold because of the same mistake. ``suspects`` are the explanations,
    each of the figures that are then wrong together. ``more_areas`` and ``more_settled`` say how many are not named.
    """

    number: int
    severity: Severity
    rule: str
    where: AreaLink
    also: tuple[AreaLink, ...]
    more_areas: int
    message: str
    found: str
    expected: str
    suspects: tuple[tuple[SuspectView, ...], ...]
    settles: tuple[SettledView, ...]
    more_settled: int


class FindingViews:
    """Makes the views of the findings of one file."""

    def __init__(self, definition: Definition, texts: CellTexts, anchor_of: AnchorOf) -> None:
        self._messages: Messages = definition.messages
        self._definition, self._texts, self._anchor_of = definition, texts, anchor_of

    def of(self, number: int, finding: Finding) -> FindingView:
        """The view of a finding."""
        suspected = {one.cell for one in finding.suspects}
        also = [area for area in finding.also if area.size > 1 or area.first not in suspected]
        found, expected = values_of(finding, self._definition, self._texts)
        settles = [one for one in finding.settles if not finding.message.startswith(one.message)]
        return FindingView(
            number=number,
            severity=finding.severity,
            rule=finding.rule,
            where=self._link(finding.cells, finding.sheet),
            also=tuple(self._link(area, finding.sheet) for area in also[:_MOST_AREAS]),
            more_areas=max(0, len(also) - _MOST_AREAS),
            message=finding.message,
            found=found,
            expected=expected,
            suspects=tuple(self._suspects(finding.suspects, finding.sheet)),
            settles=tuple(self._settled(settles[:_MOST_SETTLED], finding.sheet)),
            more_settled=max(0, len(settles) - _MOST_SETTLED),
        )

    def _link(self, area: CellRange, sheet: str) -> AreaLink:
        return AreaLink(area.a1 if area.sheet == sheet else str(area), self._anchor_of(area))

    def _suspects(self, suspects: Sequence[SuspectedFigure], sheet: str) -> Iterator[tuple[SuspectView, ...]]:
        for _, group in groupby(suspects, key=lambda one: one.alternative):
            yield tuple(self._suspect(one, sheet) for one in group)

    def _suspect(self, one: SuspectedFigure, sheet: str) -> SuspectView:
        found = self._messages("suspect.blank") if one.found is None else self._texts.value(one.found, one.place)
        suggested = self._texts.value(one.suggested, one.place)
        return SuspectView(self._link(CellRange(one.cell, one.cell), sheet), found, suggested)

    def _settled(self, settled: Iterable[Finding], sheet: str) -> Iterator[SettledView]:
        for finding in settled:
            yield SettledView(self._link(finding.cells, sheet), finding.message)


def values_of(finding: Finding, definition: Definition, texts: CellTexts) -> tuple[str, str]:
    """What was found and what is expected, where both are known."""
    if finding.found is None or finding.expected is None:
        return "", ""
    place = _place_of(finding, definition)
    if place is None:
        return typed_text(finding.found), typed_text(finding.expected)
    return texts.value(finding.found, place), texts.value(finding.expected, place)


def expected_by_cell(findings: Iterable[Finding], definition: Definition, texts: CellTexts) -> Mapping[CellRef, str]:
    """What cells should hold, of those of which that is known for certain."""
    should: dict[CellRef, str] = {}
    for finding in findings:
        if finding.certainty in ("unique", "pair"):
            should |= {
                one.cell: texts.value(one.suggested, one.place) for one in finding.suspects if one.suggested is not None
            }
        elif finding.rule == "total" and finding.cells.size == 1 and _place_of(finding, definition) is not None:
            should[finding.cells.first] = values_of(finding, definition, texts)[1]
    return should


def quotes_in(message: str) -> tuple[str, ...]:
    """What stands in quotation marks in a sentence; a long text is quoted by its beginning."""
    return tuple(quote.removesuffix("…") for quote in _QUOTED.findall(message))


def _place_of(finding: Finding, definition: Definition) -> Place | None:
    """The place of a table or of a line that a finding is about; None where it is about something else."""
    parts = finding.place.split(".")
    if len(parts) != len(Place._fields):
        return None
    place = Place(*parts)
    line = definition.lines.get(place.table)
    is_known = place in definition.places or (line is not None and place._replace(row=LINE) in line.places)
    return place if is_known else None
