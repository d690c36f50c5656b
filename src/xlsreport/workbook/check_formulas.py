"""The formulas of the checks sheet: both sides of a line, its state, and the verdict over all lines."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.lines import State
from xlsreport.definition.declaration import Severity
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.checklines import (
    CaseLine,
    CheckLine,
    CoverLine,
    FilledLine,
    KindLine,
    NilLine,
    TextLine,
    TotalLine,
    severity_of,
)
from xlsreport.layout.parts import NarrativeLayout
from xlsreport.layout.sheets import Layout
from xlsreport.workbook.context import Context
from xlsreport.workbook.formulas import Formula, compared, joined, quoted, visible_length


def state_text(context: Context, state: State) -> str:
    """The words of a state: the same in the formulas and in the values that they carry."""
    return context.messages(f"checks.state.{state}")


def takes_explanation(line: CheckLine) -> bool:
    """Whether the reporter may say why the line does not hold."""
    return isinstance(line, CaseLine) and severity_of(line) == "warning"


def verdict_formula(context: Context) -> Formula:
    """The overall verdict: ready, or how much is still to do."""
    checks, messages, counts = context.layout.checks, context.messages, context.verdict
    status, left = checks.column("status").absolute, checks.column("left").absolute
    parts = {
        "broken": f"COUNTIF({status},{quoted(state_text(context, 'broken'))})",
        "unfilled": f"SUMIF({status},{quoted(state_text(context, 'unfilled'))},{left})",
        "warned": f"COUNTIF({status},{quoted(state_text(context, 'warned'))})",
    }
    ready = messages("verdict.ready")
    broken, open_ = (joined(messages.texts[f"verdict.{key}"], parts) for key in ("broken", "open"))
    text = f"IF({'+'.join(parts.values())}=0,{quoted(ready)},IF({parts['broken']}>0,{broken},{open_}))"
    if counts.broken + counts.unfilled + counts.warned == 0:
        return Formula(text, ready)
    key = "verdict.broken" if counts.broken else "verdict.open"
    value = messages(key, broken=counts.broken, unfilled=counts.unfilled, warned=counts.warned)
    return Formula(text, value)


def section_formula(context: Context, section: str) -> Formula:
    """How one sheet stands: what does not hold, what is blank, what wants an explanation, or a tick."""
    layout, messages = context.layout, context.messages
    sheet = layout.sections[section].sheet
    results = [r for line, r in context.results.items() if line_target(layout, line).sheet == sheet]
    names, status = layout.checks.column("section").absolute, layout.checks.column("status").absolute
    text, value = quoted(messages("section.holds")), messages("section.holds")
    states: tuple[State, ...] = ("noted", "warned", "unfilled", "broken")
    for state in states:
        criteria = f"{names},{quoted(sheet)},{status},{quoted(state_text(context, state))}"
        left = layout.checks.column("left").absolute
        count = f"SUMIFS({left},{criteria})" if state == "unfilled" else f"COUNTIFS({criteria})"
        words = joined(messages.texts[f"section.{state}"], {"count": count})
        text = f"IF({count}>0,{words},{text})"
        found = [r for r in results if r.state == state]
        number = sum(int(r.left or 0) for r in found) if state == "unfilled" else len(found)
        value = messages(f"section.{state}", count=number) if number else value
    return Formula(text, value)


def line_target(layout: Layout, line: CheckLine) -> CellRef:
    """The cell that a line is about, for its link and its sheet."""
    match line:
        case CoverLine():
            return layout.cover.agency
        case TextLine(section):
            return layout.narratives[section].lines.first
        case FilledLine(table) | KindLine(table):
            return layout.cell(layout.definition.entry_places(table)[0])
        case NilLine(table):
            return layout.tables[table].nil or layout.cover.agency
        case TotalLine():
            return layout.cell(line.place)
        case CaseLine(case):
            return layout.cell(case.places[0]) if case.places else layout.previous_cell(case.previous_places[0])


def sides(context: Context, line: CheckLine) -> tuple[Formula, Formula]:
    """What stands left and right: for counted lines a number that should be 0."""
    result, translator = context.results[line], context.translator
    match line:
        case TotalLine(total):
            shown = context.layout.cell(total.place).absolute
            left = Formula(f'IF(ISNUMBER({shown}),{shown},"")', result.left)
            return left, translator.guarded(total.expression, result.right)
        case CaseLine(case):
            comparison = case.comparison
            return translator.guarded(comparison.left, result.left), translator.guarded(comparison.right, result.right)
        case _:
            return Formula(_count(context, line), result.left), Formula("0", 0)


def _count(context: Context, line: CheckLine) -> str:
    layout, translator = context.layout, context.translator
    match line:
        case CoverLine(severity):
            cells = _cover_cells(context, severity)
            return "+".join(f"IF({visible_length(cell.absolute)}=0,1,0)" for cell in cells)
        case TextLine(section):
            return f"IF({paragraph_count(layout.narratives[section])}=0,1,0)"
        case FilledLine(table):
            return translator.blank_count(table, _entry_areas(context, table, numeric=None))
        case KindLine(table):
            faults = rectangles(layout.tables[table].row_faults.values())
            return f"SUM({','.join(area.absolute for area in faults)})"
        case NilLine(table):
            return translator.nonzero_count(table, _entry_areas(context, table, numeric=True))
        case _:
            raise TypeError(f"not a counted line: {line}")


def _cover_cells(context: Context, severity: Severity) -> Iterable[CellRef]:
    """The cells of the cover whose lack has this severity."""
    cover, fields = context.layout.cover, context.definition.fields
    always = cover.required if severity == "error" else ()
    return (*always, *(cell for name, cell in cover.fields.items() if fields[name].when_blank == severity))


def paragraph_count(narrative: NarrativeLayout) -> str:
    """How many lines hold more than blanks: those beside which a length is shown."""
    return f"COUNT({narrative.lengths.absolute})"


def _entry_areas(context: Context, table: str, *, numeric: bool | None) -> list[CellRange]:
    return rectangles(map(context.layout.cell, context.definition.entry_places(table, numeric=numeric)))


def status(context: Context, line: CheckLine) -> Formula:
    """The state of a line, from its sides."""
    at = context.layout.checks.cell
    difference = at(line, "difference").a1
    text = {state: quoted(state_text(context, state)) for state in _STATES}
    value = state_text(context, context.results[line].state)
    if isinstance(line, CoverLine | TextLine | FilledLine):
        blank = text["unfilled" if severity_of(line) == "error" else "noted"]
        return Formula(f"IF({difference}=0,{text['holds']},{blank})", value)
    otherwise = text["broken"]
    comparator = "=="
    if isinstance(line, CaseLine):
        comparator = line.case.comparison.comparator
        otherwise = {"error": text["broken"], "note": text["noted"]}.get(severity_of(line), "")
    if takes_explanation(line):
        explained = f"{visible_length(at(line, 'explanation').a1)}>0"
        otherwise = f"IF({explained},{text['explained']},{text['warned']})"
    decided = f"IF({compared(difference, comparator)},{text['holds']},{otherwise})"
    formula = f"IF(ISNUMBER({difference}),{decided},{text['open']})"
    return Formula(_where_previous_is_known(context, line, formula, text["no_previous"]), value)


_STATES: tuple[State, ...] = (
    "holds",
    "broken",
    "unfilled",
    "warned",
    "explained",
    "noted",
    "open",
    "no_previous",
)


def _where_previous_is_known(context: Context, line: CheckLine, formula: str, otherwise: str) -> str:
    if not isinstance(line, CaseLine) or not line.case.previous_places:
        return formula
    areas = rectangles(map(context.layout.previous_cell, line.case.previous_places))
    count = f"COUNT({','.join(area.absolute for area in areas)})"
    return f"IF({count}<{len(line.case.previous_places)},{otherwise},{formula})"
