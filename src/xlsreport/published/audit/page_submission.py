"""What a published report says, as a submission."""

from __future__ import annotations

from xlsreport.published.imported_report import ImportedReport, PrintedFigure
from xlsreport.submission.submission import Line, Submission
from xlsreport.values import Typed


def submission_of(report: ImportedReport) -> Submission:
    """The submission that a published report amounts to; blanks and what could not be read have no entry."""
    places, figures, texts = report.definition.places, report.figures, report.texts
    return Submission(
        definition=report.definition,
        agency=texts.agency,
        year=texts.year,
        part=texts.part,
        entries={
            place: one.entry for place, one in figures.figures.items() if one.entry and not places[place].computed
        },
        shown={place: _shown(one) for place, one in figures.figures.items() if one.entry and places[place].computed},
        lines={
            name: tuple(
                Line(number, {place: one.entry for place, one in line.figures.items() if one.entry})
                for number, line in enumerate(lines, start=1)
            )
            for name, lines in figures.lines.items()
        },
        texts=dict(texts.texts),
        fields=dict(texts.fields),
    )


def _shown(figure: PrintedFigure) -> Typed:
    assert figure.entry is not None
    return figure.entry.typed if figure.entry.number is None else figure.entry.number
