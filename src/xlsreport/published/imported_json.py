"""A published report as JSON: each figure with where it was found, the texts, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from xlsreport.definition.place import Place
from xlsreport.messages import Messages
from xlsreport.published.imported_report import ImportedReport, PrintedFigure, Spot, Unread
from xlsreport.published.imported_submission import differing_totals
from xlsreport.submission.submission import Submission


def imported_json(imported: ImportedReport, submission: Submission, messages: Messages) -> dict[str, Any]:
    """What was read of a published report.

    Args:
        imported: the report as it was read.
        submission: what it states, with who reports about which period.
        messages: the sentences of the user's language.
    """
    return {
        "file": imported.file,
        "definition": imported.definition.name,
        "agency": submission.agency,
        "year": submission.year,
        "period": submission.period_code,
        "entries": {name: _entry_json(imported, place, figure) for name, place, figure in _figures(imported)},
        "fields": dict(submission.fields),
        "texts": {section: list(paragraphs) for section, paragraphs in imported.texts.texts.items()},
        "unread": [{"place": unread.name, "because": unread.because} for unread in left_unread(imported, submission)],
        "notes": list(all_notes(imported, submission, messages)),
    }


def left_unread(imported: ImportedReport, submission: Submission) -> tuple[Unread, ...]:
    """What could not be read, without the agency and the period where the user has stated them."""
    stated = {"agency": bool(submission.agency), "year": submission.year is not None}
    return tuple(unread for unread in imported.unread if not stated.get(unread.name, False))


def all_notes(imported: ImportedReport, submission: Submission, messages: Messages) -> Iterator[str]:
    """What is to be said of a report besides what could not be read: of the file, its figures, texts and totals."""
    yield from dict.fromkeys((*imported.notes, *imported.figures.notes, *imported.texts.notes))
    yield from differing_totals(submission, messages)


def _figures(imported: ImportedReport) -> Iterator[tuple[str, Place, PrintedFigure]]:
    """All figures by their names: table.row.column, and of a line of a list list.number.column."""
    for place, figure in imported.figures.figures.items():
        yield str(place), place, figure
    for lines in imported.figures.lines.values():
        for number, line in enumerate(lines, start=1):
            for place, figure in line.figures.items():
                yield str(place._replace(row=str(number))), place, figure


def _entry_json(imported: ImportedReport, place: Place, figure: PrintedFigure) -> Mapping[str, Any]:
    value = None if figure.entry is None else figure.entry.figure(imported.definition.facts(place).kind)
    return {
        "value": float(value) if isinstance(value, Decimal) else value,
        "printed": figure.printed,
        "where": _spot_json(figure.spot),
    }


def _spot_json(spot: Spot) -> Mapping[str, int | None]:
    return {"page": spot.page, "table": spot.table, "row": spot.row, "column": spot.column}
