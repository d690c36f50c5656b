"""Figures that are printed as figures are printed: 1,798 and 6 November 2023 need no correction on a page.

In a workbook they would, since there a number and a date are typed into a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import AnyKind, is_numeric
from xlsreport.definition.place import Place
from xlsreport.messages.locales import number_marks
from xlsreport.published.imported_report import MatchedFigures, PrintedFigure
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import Number


def printed_plainly(figures: MatchedFigures, definition: Definition) -> MatchedFigures:
    """The same figures, of which those that are printed as usual count as plain numbers and dates."""
    kinds = {place: facts.kind for place, facts in definition.places.items()}
    lines = {
        name: tuple(
            replace(line, figures=_plain(line.figures, _kinds(definition, name), definition)) for line in several
        )
        for name, several in figures.lines.items()
    }
    return replace(figures, figures=_plain(figures.figures, kinds, definition), lines=lines)


def with_plain_fields(submission: Submission) -> Submission:
    """A submission of which the dates on the cover need not be typed as in a workbook."""
    fields = {
        name: replace(entry, mended=False) if isinstance(entry.meaning, date) else entry
        for name, entry in submission.field_entries.items()
    }
    return replace(submission, field_entries=fields)


def _kinds(definition: Definition, name: str) -> Mapping[Place, AnyKind]:
    return {place: facts.kind for place, facts in definition.lines[name].places.items()}


def _plain(
    figures: Mapping[Place, PrintedFigure], kinds: Mapping[Place, AnyKind], definition: Definition
) -> Mapping[Place, PrintedFigure]:
    return {
        place: replace(figure, entry=plain_entry(figure.printed, figure.entry, kinds[place], definition.locale))
        for place, figure in figures.items()
    }


def plain_entry(text: str, entry: Entry | None, kind: AnyKind, locale: str) -> Entry | None:
    """The entry that a printed text stands for; a plain one where it is printed as usual in the language."""
    if entry is None or not (entry.mended or isinstance(entry.typed, str)):
        return entry
    if isinstance(entry.meaning, date):
        return replace(entry, mended=False)
    if entry.number is None or not is_numeric(kind):
        return entry
    squeezed, usual = "".join(text.split()), "".join(entry.printed(kind, locale).split())
    is_plain = squeezed == usual or _number(squeezed, locale) == entry.number
    return Entry(entry.number, entry.number) if is_plain else entry


def _number(squeezed: str, locale: str) -> Number | None:
    """The number that digits are, in groups or not, with the signs of a language; full-width digits are none."""
    marks = number_marks(locale)
    group = marks.group.strip()  # a blank is left out already
    plain = (squeezed.replace(group, "") if group else squeezed).replace(marks.decimal, ".")
    try:
        return Decimal(plain) if plain.isascii() else None
    except InvalidOperation:
        return None
