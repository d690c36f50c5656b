"""The words for the period of a report as formulas over the cell that holds its year or code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsreport.definition.reporting_period.period_calendar import (
    PERIOD_WORDS,
    FebruaryEnd,
    Fragment,
    PeriodCalendar,
    YearFragment,
)
from xlsreport.workbook.formula.formula_texts import text_literal


def period_formulas(calendar: PeriodCalendar, cell: str) -> Mapping[str, str]:
    """A formula for each placeholder of a period; all are empty as long as the cell holds no period.

    Args:
        calendar: of the definition.
        cell: the cell of the cover that holds the year, or the code of the period, as an absolute reference.
    """
    formulas = {name: _guarded(calendar, cell, name) for name in PERIOD_WORDS}
    return formulas if calendar.has_parts else {**formulas, "year": cell}


def _guarded(calendar: PeriodCalendar, cell: str, name: str) -> str:
    return f'IFERROR(IF({cell}="","",{_by_part(calendar, cell, name)}),"")'


def _by_part(calendar: PeriodCalendar, cell: str, name: str) -> str:
    """The words for the part that the code ends with; those that do not depend on it are written once."""
    year = f"LEFT({cell},4)" if calendar.has_parts else cell
    by_part = {part: _joined(fragments[name], year) for part, fragments in calendar.fragments.items()}
    if len(set(by_part.values())) == 1:
        return by_part[1]
    formula = '""'
    for part in sorted(by_part, reverse=True):
        ending = calendar.code(2000, part)[len("2000") :]
        formula = f"IF(MID({cell},5,9)={text_literal(ending)},{by_part[part]},{formula})"
    return formula


def _joined(fragments: Sequence[Fragment], year: str) -> str:
    return "&".join(_fragment(one, year) for one in fragments)


def _fragment(fragment: Fragment, year: str) -> str:
    if isinstance(fragment, str):
        return text_literal(fragment)
    moved = f"({year}+{fragment.offset})" if fragment.offset else year
    match fragment:
        case YearFragment(short=True):
            return f"RIGHT({moved},2)"
        case YearFragment():
            return moved
        case FebruaryEnd():
            return f"DAY(DATE({moved},3,1)-1)"
