"""Makes a submission of a published report, to be checked, filled on and compared like any other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.displayed_totals import DisplayedTotals
from xlsreport.checking.wording import Wording
from xlsreport.definition.place import Place
from xlsreport.messages import Messages
from xlsreport.published.imported_report import ImportedReport, PrintedFigure, PrintedLine
from xlsreport.published.matching.printed_entries import printed_entry
from xlsreport.submission.submission import Entry, Line, Submission, printed_fields, with_known_body
from xlsreport.submission.typed_values.given_values import expect_period
from xlsreport.submission.typed_values.listed_answers import with_listed_answers
from xlsreport.values import MAX_CELL_TEXT, Typed, typed_text


def submission_of(
    imported: ImportedReport, *, agency: str = "", year: int | None = None, part: int | None = None
) -> Submission:
    """What a published report states, as if it had been typed into a workbook.

    Computed places are left to the formulas; what is printed there counts as what a workbook displays, so that a check
    compares it with what the entries give. A total of which some part is blank or unread cannot be compared.

    Args:
        imported: the report.
        agency: who reports, where the report does not say it or not so.
        year: the year that it is about, likewise.
        part: the half year, quarter or month, likewise.

    Raises:
        EntriesError: year and part are no period of the definition.
    """
    definition, texts = imported.definition, imported.texts
    year, part = texts.year if year is None else year, texts.part if part is None else part
    if part is not None or not definition.calendar.has_parts:  # a report may say its year and not its part
        expect_period(year, part, definition.calendar, definition.messages)
    entries = {
        place: entry for place, entry in _entries(imported.figures.figures) if not definition.facts(place).computed
    }
    kinds = definition.field_kinds
    parsed = (
        (name, printed_entry(text, kinds[name], definition.locale, takes_own_words=True))
        for name, text in texts.fields.items()
        if name in kinds
    )
    field_entries = {name: entry for name, entry in parsed if entry is not None}
    fields = {name: text for name, text in texts.fields.items() if name in definition.fields and name not in kinds}
    submission = Submission(
        definition,
        agency=agency.strip() or texts.agency,
        year=year,
        part=part,
        entries=entries,
        lines={name: tuple(_lines(imported, name, lines)) for name, lines in imported.figures.lines.items() if lines},
        texts={name: tuple(_cells(paragraphs, _room(imported, name))) for name, paragraphs in texts.texts.items()},
        nil_returns=frozenset(_empty_lists(imported)),
        fields={**fields, **printed_fields(definition, field_entries)},
        field_entries=field_entries,
    )
    submission = with_listed_answers(with_known_body(submission))
    return replace(submission, shown=_printed_totals(imported, submission))


def differing_totals(submission: Submission, messages: Messages) -> tuple[str, ...]:
    """A sentence for each total that is printed otherwise than the figures of the report give."""
    values, wording = Values(submission), Wording(submission.definition, submission)
    wrong = DisplayedTotals(submission, submission.positions, values).wrong
    return tuple(
        messages(
            "import.total",
            place=wording.place(place),
            found=typed_text(found),
            expected=typed_text(values.at(place) or 0),
        )
        for place, found in wrong.items()
    )


def _entries(figures: Mapping[Place, PrintedFigure]) -> Iterator[tuple[Place, Entry]]:
    for place, figure in figures.items():
        if figure.entry is not None:
            yield place, figure.entry


def _lines(imported: ImportedReport, name: str, lines: Sequence[PrintedLine]) -> Iterator[Line]:
    facts = imported.definition.lines[name].places
    for number, line in enumerate(lines, start=1):
        found = dict(_entries(line.figures))
        entries = {place: found[place] for place, one in facts.items() if place in found and not one.computed}
        if entries:
            yield Line(number, entries)


def _empty_lists(imported: ImportedReport) -> Iterator[str]:
    """The lists of which the report says that there is nothing to list, where the form has an answer for that."""
    doubted = {unread.name for unread in imported.figures.unread}
    for name, lines in imported.figures.lines.items():
        if not lines and name not in doubted and imported.definition.lists[name].nil_return is not None:
            yield name


def _printed_totals(imported: ImportedReport, submission: Submission) -> Mapping[Place, Typed]:
    """The printed figures of computed places that can be compared with what the entries give."""
    values = Values(submission)
    computed = (
        (place, entry)
        for place, entry in _entries(imported.figures.figures)
        if place in imported.definition.places and imported.definition.places[place].computed
    )
    return {
        place: entry.typed if entry.number is None else entry.number
        for place, entry in computed
        if values.at(place) is not None
    }


def _room(imported: ImportedReport, section: str) -> int:
    narrative = imported.definition.narratives[section].narrative
    assert narrative is not None
    return narrative.lines


def _cells(paragraphs: Sequence[str], room: int) -> Iterator[str]:
    """The paragraphs by the cells of a sheet, one in each; where lines run out, the rest stand in the last one."""
    pieces = [piece for paragraph in paragraphs for piece in _pieces(paragraph)]
    if len(pieces) <= room:
        yield from pieces
        return
    yield from pieces[: room - 1]
    yield "\n".join(pieces[room - 1 :])[:MAX_CELL_TEXT]


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph in pieces that cells can hold."""
    for number in range(max(1, math.ceil(len(paragraph) / MAX_CELL_TEXT))):
        yield paragraph[number * MAX_CELL_TEXT : (number + 1) * MAX_CELL_TEXT]
