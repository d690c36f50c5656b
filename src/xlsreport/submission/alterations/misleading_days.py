"""Dates in cells whose formats do not show them: another day, another calendar, only the year or the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.lines_by_column import by_columns
from xlsreport.submission.submission import Entry, Submission


def misleading_days(workbook: FilledWorkbook, submission: Submission) -> Iterator[Alteration]:
    """One alteration for all dates of a sheet under the same format; those that were mended are told anyway."""
    misleading: dict[tuple[str, str], list[tuple[CellRef, date]]] = {}
    for entry, cell in _entered(submission):
        if isinstance(entry.meaning, date) and not entry.mended:
            code = workbook.cells(cell.sheet).misleading_day(cell.row, cell.column)
            if code is not None:
                misleading.setdefault((cell.sheet, code), []).append((cell, entry.meaning))
    for (_, code), found in misleading.items():
        days = dict(found)
        area = rectangles(list(days))[0]
        words = {"format": code, "value": days[area.first].isoformat(), "count": len(days)}
        yield Alteration(AlterationKind.FORMAT_DAY, area, words)


def _entered(submission: Submission) -> Iterator[tuple[Entry, CellRef]]:
    """The entries where dates are asked for, and their cells."""
    definition, positions = submission.definition, submission.positions
    for name, entry in submission.field_entries.items():
        yield entry, positions.cover_field(name)
    asked = _places_of_dates(definition)
    for place in asked:
        if (stated := submission.entries.get(place)) is not None:
            yield stated, positions.cell(place)
    for name, lines in submission.lines.items():
        columns = [p for p, facts in definition.lines[name].places.items() if isinstance(facts.kind.traits, DateTraits)]
        by_column = by_columns(lines, columns)
        for place in columns:
            for number, stated in zip(by_column.numbers, by_column.column(place).entries, strict=True):
                if stated is not None:
                    yield stated, positions.line_cell(place, number)


@lru_cache(maxsize=32)
def _places_of_dates(definition: Definition) -> Sequence[Place]:
    places = definition.places.items()
    return [place for place, facts in places if not facts.computed and isinstance(facts.kind.traits, DateTraits)]
