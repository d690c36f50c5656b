"""Published reports as they are read from a page, made from what somebody reported."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xlsreport import Definition, Place, Submission, build_document, render
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.layout.grid import table_grid
from xlsreport.published.audit.audited_definition import audited_definition
from xlsreport.published.imported_report import (
    ImportedReport,
    MatchedFigures,
    MatchedTexts,
    PrintedFigure,
    Spot,
    Unread,
)
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.values import number_text, plain_number, typed_text

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def imported(
    submission: Submission,
    figures: Mapping[str, str] | None = None,
    *,
    unread: Collection[str] = (),
    texts: Mapping[str, Sequence[str]] | None = None,
    year: int | None = None,
    definition: Definition | None = None,
) -> ImportedReport:
    """What is read of a page that prints a submission.

    Args:
        submission: what was reported.
        figures: what the page prints at some places instead; an empty text is a blank cell.
        unread: the places of which nothing can be read.
        texts: the paragraphs of some sections instead.
        year: that the page says it is about.
        definition: by which it is read.
    """
    definition = audited_definition(definition or submission.definition)
    values, changed = Values(submission), figures or {}
    found = {}
    for number, table in enumerate(definition.tables, start=1):
        for box in table_grid(definition, table).figures:
            own = values.at(box.place)
            entry = submission.entries.get(box.place)
            text = number_text(own) if own is not None else typed_text(entry.typed) if entry else ""
            spot = Spot(table=number, row=box.box.top + 1, column=box.box.left + 1)
            found[box.place] = _printed(definition, box.place, changed.get(str(box.place), text), spot)
    missing = [Place.parse(name) for name in unread]
    return ImportedReport(
        file="page.html",
        format="html",
        definition=definition,
        figures=MatchedFigures(
            {place: one for place, one in found.items() if place not in missing},
            unread=tuple(Unread(name, "the row has no label") for name in unread),
        ),
        texts=MatchedTexts(
            {**{name: submission.paragraphs(name) for name in definition.narratives}, **_tuples(texts)},
            submission.agency,
            submission.year if year is None else year,
        ),
    )


def renamed(report: ImportedReport, agency: str) -> ImportedReport:
    """The same report of another agency."""
    return replace(report, texts=replace(report.texts, agency=agency))


def _printed(definition: Definition, place: Place, text: str, spot: Spot) -> PrintedFigure:
    facts = definition.places[place]
    plain = plain_number(Decimal(text)) if _PLAIN.fullmatch(text) else text
    return PrintedFigure(text, parse_entry(plain, facts.kind, definition.language), spot)


def _tuples(texts: Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    return {name: tuple(paragraphs) for name, paragraphs in (texts or {}).items()}


def page_of(submission: Submission, figures: Mapping[str, str] | None = None) -> str:
    """The web page of a report, on which something else is printed at some places."""
    page = render(build_document(submission, draft=True), "html").decode()
    for place, text in (figures or {}).items():
        page, changed = re.subn(rf'(data-place="{re.escape(place)}"[^>]*>)[^<]*', rf"\g<1>{text}", page)
        assert changed == 1, place
    return page
