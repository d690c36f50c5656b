"""The marks beside and below a table: a tick, what is missing, or by how much a rule is off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from xlsreport.checking.evaluation import Values
from xlsreport.checking.lines import State, fits
from xlsreport.definition.definition import RuleCase
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.layout.checklines import CaseLine, TotalLine
from xlsreport.layout.parts import TableLayout
from xlsreport.messages import Messages
from xlsreport.submission.submission import Number, number_text
from xlsreport.workbook import styles
from xlsreport.workbook.book import Sheet
from xlsreport.workbook.check_formulas import state_text
from xlsreport.workbook.context import Context
from xlsreport.workbook.formulas import Formula, begins_with, joined, quoted, unfit

_MARK_OF: dict[State, str] = {
    "holds": "ok",
    "explained": "ok",
    "noted": "off",
    "broken": "off",
    "warned": "warned",
    "no_previous": "no_previous",
    "open": "open",
}

_WITHOUT_DIFFERENCE: dict[State, str] = {"noted": "broken", "broken": "broken", "warned": "warned_plain"}
"""For a rule that asks for more, less or other than something, where a difference says little."""


def colour_marks(messages: Messages, sheet: Sheet, cells: Iterable[CellRef]) -> None:
    """Colour cells by the mark that their text begins with."""
    areas = rectangles(cells)
    wanting = (sign(messages, "table.warned"), sign(messages, "table.open"))
    sheet.colour_when(areas, lambda cell: begins_with(cell.a1, sign(messages, "table.off")), styles.WHEN_BAD_MARK)
    sheet.colour_when(areas, lambda cell: begins_with(cell.a1, *wanting), styles.WHEN_WARNING_MARK)
    sheet.colour_when(areas, lambda cell: begins_with(cell.a1, sign(messages, "table.ok")), styles.WHEN_GOOD_MARK)


def sign(messages: Messages, key: str) -> str:
    """The character that a mark begins with in the report's language."""
    return messages.texts[key][0]


def case_mark(context: Context, case: RuleCase, silent: Collection[State] = ()) -> Formula:
    """What a rule's case says, short, from its line on the checks sheet; nothing is said of silent states."""
    line = CaseLine(case)
    marks = _marks(case, silent)
    status = context.layout.checks.cell(line, "status").absolute
    gap = context.layout.checks.cell(line, "difference").absolute
    messages = context.messages
    text = quoted(messages("table.open"))
    states: tuple[State, ...] = ("no_previous", "warned", "noted", "broken", "explained", "holds")
    for state in states:
        words = joined(messages.texts[f"table.{marks[state]}"], {"difference": f"ABS({gap})"})
        text = f"IF({status}={quoted(state_text(context, state))},{words},{text})"
    result = context.results[line]
    gap_now = "" if result.difference is None else _as_joined(max(result.difference, -result.difference))
    return Formula(text, messages(f"table.{marks[result.state]}", difference=gap_now))


def _marks(case: RuleCase, silent: Collection[State]) -> Mapping[State, str]:
    plain = {} if case.comparison.comparator == "==" else _WITHOUT_DIFFERENCE
    return {**_MARK_OF, **plain, **dict.fromkeys(silent, "ok")}


def _as_joined(number: Number) -> str:
    """A number as a spreadsheet joins it to a text: with 15 digits."""
    return number_text(Decimal(f"{number:.15g}"))


def row_mark(context: Context, table: TableLayout, row: str) -> Formula:
    """What stands beside a row: invalid entries first, then blank ones, then the rules of the row, else a tick."""
    places = [place for place in table.figures if place.row == row]
    entries = [place for place in places if not context.definition.places[place].computed]
    if not entries:
        return _computed_row_mark(context, places)
    cases = [
        c for c in context.definition.cases if c.along == "rows" and c.member == row and c.table == table.grid.table
    ]
    formula = _unless_total_is_off(context, places, _after_cases(context, cases))
    formula = _unless(context, "blank", _blank(context, table, entries), formula)
    faults = Formula(table.row_faults[row].a1, row_faults(context, table, row).value)
    return _unless(context, "bad", faults, formula)


def _unless(context: Context, key: str, count: Formula, otherwise: Formula) -> Formula:
    """A message while something is counted, and else what else there is to say."""
    template = f"table.{key}"
    words = joined(context.messages.texts[template], {"count": f"({count.text})"})
    value = context.messages(template, count=count.value) if count.value else otherwise.value
    return Formula(f"IF(({count.text})>0,{words},{otherwise.text})", value)


_SILENT_IN_ROW: tuple[State, ...] = ("no_previous",)
"""Beside a row nobody can do anything about a missing last year; below a table it is said."""


def _after_cases(context: Context, cases: Sequence[RuleCase]) -> Formula:
    """The first rule of the row that does not simply hold, or a tick."""
    tick = context.messages("table.ok")
    text, value = quoted(tick), tick
    for case in reversed(cases):
        mark = case_mark(context, case, _SILENT_IN_ROW)
        text = f"IF({mark.text}={quoted(tick)},{text},{mark.text})"
        value = value if mark.value == tick else str(mark.value)
    return Formula(text, value)


def _unless_total_is_off(context: Context, places: Sequence[Place], otherwise: Formula) -> Formula:
    """A message while a total of the row does not show what it should, as after somebody has typed over it."""
    lines = [line for line in context.layout.checks.rows if isinstance(line, TotalLine) and line.place in places]
    if not lines:
        return otherwise
    condition = ",".join(_total_is_off(context, line) for line in lines)
    text = f"IF(OR({condition}),{quoted(context.messages('table.total'))},{otherwise.text})"
    # What is written now are the formulas themselves, so that no total is off yet.
    return Formula(text, otherwise.value)


def _total_is_off(context: Context, line: TotalLine) -> str:
    """A condition: a displayed total differs from what its parts give."""
    status = context.layout.checks.cell(line, "status").absolute
    return f"{status}={quoted(state_text(context, 'broken'))}"


def _blank(context: Context, table: TableLayout, entries: Sequence[Place]) -> Formula:
    areas = rectangles(map(table.cell, entries))
    submission = context.submission
    nil = table.grid.table in submission.nil_returns
    value = 0 if nil else sum(place not in submission.entries for place in entries)
    return Formula(context.translator.blank_count(table.grid.table, areas), value)


def row_faults(context: Context, table: TableLayout, row: str) -> Formula:
    """How many entries of a row do not hold what their kind asks for."""
    facts, known = context.definition.places, context.submission.entries
    entries = [place for place in table.figures if place.row == row and not facts[place].computed]
    tests = [f"IF({unfit(table.cell(place).a1, facts[place].kind)},1,0)" for place in entries]
    value = sum(place in known and not fits(known[place], facts[place].kind) for place in entries)
    return Formula("+".join(tests) or "0", value)


def _computed_row_mark(context: Context, places: Sequence[Place]) -> Formula:
    """A row of totals is complete when all its figures are there."""
    areas = rectangles(map(context.layout.cell, places))
    tick, open_ = context.messages("table.ok"), context.messages("table.open")
    count = f"COUNT({','.join(area.absolute for area in areas)})"
    complete = Formula(
        f"IF({count}={len(places)},{quoted(tick)},{quoted(open_)})",
        tick if _all_known(context.values, places) else open_,
    )
    return _unless_total_is_off(context, places, complete)


def _all_known(values: Values, places: Sequence[Place]) -> bool:
    return all(values.at(place) is not None for place in places)
