"""What was assumed of a row counts only where the printed total of the row is the sum of its figures.

Assumed are columns by headings that stand elsewhere, and figures on several lines of a narrow cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsreport.checking.evaluation.additions import Addition, additions_of
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.published.imported_report import PrintedFigure
from xlsreport.published.matching.place_readings import Reading
from xlsreport.published.matching.printed_values import ReadValue
from xlsreport.values import Number

Values = Mapping[Place, Sequence[tuple[Reading, ReadValue]]]
"""By place, its readings and what each says."""


def confirmed(values: Values, definition: Definition) -> Values:
    """The values, where those of assumed columns that no total confirms are refused."""
    totals = _row_totals(definition)
    return {
        place: [(reading, _confirmed(reading, value, values, totals)) for reading, value in several]
        for place, several in values.items()
    }


_Totals = Mapping[tuple[str, str], Sequence[tuple[Place, Addition]]]
"""By table and row, the totals of the row with what they add up."""


def _confirmed(reading: Reading, value: ReadValue, values: Values, totals: _Totals) -> ReadValue:
    is_broken = reading.cell is not None and reading.cell.is_broken
    is_assumed = reading.candidates.heading.assumed or reading.candidates.cells.is_assumed
    if not (is_assumed or is_broken) or value.figure is None:
        return value
    row = {
        place: number
        for place, several in values.items()
        for other, each in several
        if other.printed is reading.printed and (number := _number(each.figure)) is not None
    }
    of_row = totals.get((reading.place.table, reading.place.row), ())
    adds_up = any(
        _adds_up(place, addition, row)
        for place, addition in of_row
        if not is_broken or reading.place in (place, *addition.now)
    )
    if adds_up:
        return value
    return ReadValue(None, "unconfirmed" if is_assumed else "broken")


def _adds_up(place: Place, addition: Addition, row: Mapping[Place, Number]) -> bool:
    """Whether a printed total is that of the printed figures, none of which is missing."""
    if place not in row or not all(each in row for each in addition.now) or addition.before:
        return False
    terms = zip(addition.signs, addition.now, strict=True)
    return row[place] == sum(sign * row[each] for sign, each in terms)


def _number(figure: PrintedFigure | None) -> Number | None:
    return figure.entry.number if figure is not None and figure.entry is not None else None


def _row_totals(definition: Definition) -> _Totals:
    """The totals of each row that add up figures of the same row."""
    additions = additions_of(definition)
    found: dict[tuple[str, str], list[tuple[Place, Addition]]] = {}
    for total in definition.totals:
        addition = additions.get(id(total.expression))
        if total.along == "columns" and addition is not None:
            found.setdefault((total.place.table, total.place.row), []).append((total.place, addition))
    return found
