"""Findings about entries where nothing is asked: one for all cells of a table that depend on the same answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.checking.evaluation.figure_values import FigureValues
from xlsreport.checking.figures.line_results import is_not_asked, is_text_not_asked
from xlsreport.checking.findings import Finding
from xlsreport.checking.wording import Wording, area_list
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.condition import figures_of
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.submission.submission import Submission, shortened
from xlsreport.values import NOT_ASKED_MARK, typed_text


def not_asked_findings(
    table: str, submission: Submission, positions: Positions, values: FigureValues
) -> Iterator[Finding]:
    """What is entered in a table where nothing is asked, and what that depends on."""
    found: dict[tuple[BoundRequirement, ...], dict[CellRef, Place]] = {}
    for place in submission.definition.conditional_places(table):
        if is_not_asked(submission, values, place):
            requirements = submission.definition.places[place].requirements
            found.setdefault(requirements, {})[positions.cell(place)] = place
    wording = Wording(submission.definition, submission)
    for requirements, places in found.items():
        if (unlisted := _unlisted(places, submission, positions, values, wording)) is not None:
            yield unlisted
            continue
        why = _deciding(requirements, submission, positions, values, wording, next(iter(places)).sheet)
        yield _finding(places, why, submission, wording)


def texts_not_asked(submission: Submission, positions: Positions, values: FigureValues) -> Iterator[Finding]:
    """What is written in sections, comments and fields of the cover where nothing is asked."""
    wording, definition = Wording(submission.definition, submission), submission.definition
    for name, requirements in definition.text_requirements.items():
        if is_text_not_asked(submission, values, name):
            is_section = name in definition.narratives
            cell = positions.first_line(name) if is_section else positions.cover_field(name)
            label = definition.cover_fields[name].label if name in definition.cover_fields else wording.text(name)
            why = _deciding(requirements, submission, positions, values, wording, cell.sheet)
            text = wording.messages("finding.not_asked_text", label=label, why=why)
            yield Finding("not_asked", "error", name, CellRange(cell, cell), text)


def _finding(places: Mapping[CellRef, Place], why: str, submission: Submission, wording: Wording) -> Finding:
    first, *also = areas = rectangles(places)
    start, end = places[first.first], places[first.last]
    entry = submission.entries[start]
    if len(places) == 1:
        found = shortened(typed_text(entry.typed))
        text = wording.messages("finding.not_asked", place=wording.place(start), found=found, why=why)
    else:
        cells = area_list(areas, wording.messages)
        text = wording.messages("finding.not_asked_several", count=len(places), cells=cells, why=why)
    name = str(start) if start == end else f"{start}:{end}"
    return Finding("not_asked", "error", name, first, text, entry.typed if len(places) == 1 else None, also=tuple(also))


def _unlisted(
    places: Mapping[CellRef, Place],
    submission: Submission,
    positions: Positions,
    values: FigureValues,
    wording: Wording,
) -> Finding | None:
    """The finding that figures stand in a row for a line of a list in which nothing is entered."""
    definition = submission.definition
    start = places[min(places)]
    at = definition.line_of(start)
    if at is None or start.table in definition.lists or values.is_begun(Place(at[0], str(at[1]), "")):
        return None
    first, *also = rectangles(places)
    line = positions.line_cell(next(iter(definition.lines[at[0]].places)), at[1])
    text = wording.messages(
        "finding.line_not_listed",
        cells=area_list([first, *also], wording.messages),
        list=definition.lists[at[0]].title or line.sheet,
        number=at[1],
        line=f"{line.sheet}!{line.a1}",
    )
    end = places[first.last]
    name = str(start) if start == end else f"{start}:{end}"
    return Finding("not_asked", "error", name, first, text, also=tuple(also))


def _deciding(
    requirements: tuple[BoundRequirement, ...],
    submission: Submission,
    positions: Positions,
    values: FigureValues,
    wording: Wording,
    sheet: str,
) -> str:
    """The cells by which it is decided that nothing is asked, with what they say."""
    conditions = [one.condition for one in requirements if one.condition is not None and one.otherwise == "empty"]
    places = dict.fromkeys(figure.place for condition in conditions for figure in figures_of(condition))
    said = []
    for place in places:
        cell, shown = _cell_and_content(place, submission, positions, values)
        where = cell.a1 if cell.sheet == sheet else f"{cell.sheet}!{cell.a1}"
        key = "finding.not_asked_by" if shown else "finding.not_asked_by_blank"
        if shown == NOT_ASKED_MARK:
            key = "finding.not_asked_by_not_asked"
        said.append(wording.messages(key, place=wording.place(place), shown=shortened(shown), cell=where))
    return wording.messages("finding.cells").join(said)


def _cell_and_content(
    place: Place, submission: Submission, positions: Positions, values: FigureValues
) -> tuple[CellRef, str]:
    """The cell of a figure, an answer or a field of the cover, and what it holds."""
    if place.field is not None:
        return positions.cover_field(place.field), submission.fields.get(place.field, "")
    entry = submission.entries.get(place)
    shown = values.shown(place) if entry is None else entry.typed
    return positions.cell(place), typed_text(shown)
