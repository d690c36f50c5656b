"""What a published report prints as blank, and what of it could not be read: the two are never the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import blank_places
from xlsreport.checking.wording import Wording
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.messages import Messages
from xlsreport.published.audit.audit_findings import AuditFinding
from xlsreport.published.audit.page_spots import PageSpots
from xlsreport.published.imported_report import ImportedReport
from xlsreport.submission.submission import Submission

_MAX_NAMED = 6
"""Things that a sentence names."""


@dataclass(frozen=True, slots=True)
class FigureCounts:
    """How many figures a report prints, prints as blank, and has that could not be read."""

    printed: int = 0
    blank: int = 0
    unread: int = 0

    @property
    def asked(self) -> int:
        """All of them."""
        return self.printed + self.blank + self.unread


def unread_places(report: ImportedReport) -> frozenset[Place]:
    """The places of figures that were not found in the page: nothing is known of them."""
    return frozenset(place for place in report.definition.places if place not in report.figures.figures)


def unread_names(report: ImportedReport) -> frozenset[str]:
    """The places, lists, sections and fields of which nothing is known."""
    return frozenset(map(str, unread_places(report))) | {one.name for one in report.unread}


def printed_blanks(report: ImportedReport, submission: Submission, values: Values) -> Mapping[str, Sequence[Place]]:
    """By table the figures that are asked for and that the page prints as blank."""
    figures, found = report.figures.figures, dict[str, list[Place]]()
    for table in submission.definition.tables:
        asked = set(blank_places(submission, values, table))
        blank = [
            place
            for place, facts in submission.definition.places.items()
            if place.table == table and (facts.computed or place in asked)
            if place in figures and figures[place].entry is None
        ]
        if blank:
            found[table] = blank
    return found


def figure_counts(report: ImportedReport, blanks: Mapping[str, Sequence[Place]]) -> FigureCounts:
    """How many figures of a report there are."""
    unread, blank = len(unread_places(report)), sum(map(len, blanks.values()))
    return FigureCounts(len(report.definition.places) - unread - blank, blank, unread)


def blank_findings(
    blanks: Mapping[str, Sequence[Place]], submission: Submission, spots: PageSpots
) -> Iterator[AuditFinding]:
    """A finding for each table with figures that are printed as blank."""
    definition, messages = submission.definition, submission.definition.messages
    for table, places in blanks.items():
        cells = {submission.positions.cell(place): place for place in places}
        areas = rectangles(cells)
        text = messages(
            "audit.blank",
            table=table_label(definition, table),
            count=len(places),
            total=sum(place.table == table for place in definition.places),
            names=listed(list(_names(cells, Wording(definition, submission))), messages),
        )
        corners = [corner.to(corner) for area in areas for corner in (area.first, area.last)]
        yield AuditFinding("missing", "filled", "error", text, spots.of_areas(corners))


def _names(cells: Mapping[CellRef, Place], wording: Wording) -> Iterator[str]:
    for area in rectangles(cells):
        first, last = wording.place(cells[area.first]), wording.place(cells[area.last])
        yield first if first == last else wording.messages("returned.range", first=first, last=last)


def listed(names: Sequence[str], messages: Messages) -> str:
    """Names as a list, cut off where there are many."""
    named = messages("finding.cells").join(names[:_MAX_NAMED])
    return named if len(names) <= _MAX_NAMED else messages("finding.cells_more", cells=named)


def table_label(definition: Definition, table: str) -> str:
    """What a table is called: its title, or the heading of its section."""
    for section in definition.sections:
        for one in section.tables:
            if one.id == table:
                return str(one.title or section.heading)
    raise LookupError(table)
