"""The colours of entry cells: blank, invalid, not asked, or contradicting a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from xlsreport.checking.evaluation.comparing import PRECISION
from xlsreport.checking.figures.line_results import LineState
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import ASKED_RANKS
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.condition import figures_of
from xlsreport.definition.rule_language.expression import Figure, figures_in, lists_in
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.checklines import TotalLine
from xlsreport.layout.sheet_layouts import TableLayout
from xlsreport.values import NOT_ASKED_MARK
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.cell_conditions import is_invalid
from xlsreport.workbook.formula.check_lines import state_text
from xlsreport.workbook.formula.formula_texts import text_literal


def colour_entries(plan: WorkbookPlan, sheet: SheetDraft, table: TableLayout) -> None:
    """Colour blank cells until a nil return is declared, and cells that their kind does not allow."""
    by_kind: dict[tuple[AnyKind, tuple[BoundRequirement, ...]], list[CellRef]] = {}
    for place in plan.definition.entry_places(table.grid.table):
        facts = plan.definition.places[place]
        by_kind.setdefault((facts.kind, facts.requirements), []).append(table.cell(place))
    nil = ""
    if table.nil is not None:
        nil = f",{table.nil.fixed}<>{text_literal(plan.messages('table.yes'))}"
    for (kind, requirements), cells in by_kind.items():
        areas = rectangles(cells)
        colour_unfit(sheet, kind, areas)
        asked = f",{table.asked[requirements].fixed}={ASKED_RANKS['asked']}" if requirements else ""
        sheet.colour_when(areas, partial(_is_missing, f"{asked}{nil}"), cell_styles.WHEN_BLANK)
        show_whole_numbers(sheet, kind, areas)


def colour_unfit(sheet: SheetDraft, kind: AnyKind, areas: list[CellRange]) -> None:
    """Colour cells while they hold what their kind does not allow."""
    sheet.colour_when(areas, partial(_unfit_condition, kind), cell_styles.WHEN_PROBLEM)


def show_whole_numbers(sheet: SheetDraft, kind: AnyKind, areas: list[CellRange]) -> None:
    """Show whole amounts without the decimal point that they would end with."""
    traits = kind.traits
    if isinstance(traits, NumberTraits) and traits.whole_format is not None:
        sheet.colour_when(areas, _is_whole, {"num_format": traits.whole_format})


def _is_missing(further: str, cell: CellRef) -> str:
    return f"AND(ISBLANK({cell.a1}){further})"


def colour_not_asked(plan: WorkbookPlan, sheet: SheetDraft, table: TableLayout) -> None:
    """Grey where nothing is asked, totals of nothing but that included; what is entered there is a problem."""
    facts = plan.definition.places_of(table.grid.table)
    in_rows = _asked_in_line_rows(plan, table)
    for requirements, asked in table.asked.items():
        areas = rectangles(
            table.cell(one.place) for one in facts if one.requirements == requirements and one.place not in in_rows
        )
        if areas:
            colour_when_not_asked(sheet, areas, f"{asked.fixed}={ASKED_RANKS['empty']}")
    for column in dict.fromkeys(in_rows.values()):
        areas = rectangles(table.cell(place) for place, at in in_rows.items() if at == column)
        entered = rectangles(
            table.cell(p) for p, at in in_rows.items() if at == column and not plan.definition.places[p].computed
        )
        sheet.colour_when(entered, partial(_is_filled_in_empty_row, column), cell_styles.WHEN_PROBLEM)
        sheet.colour_when(areas, partial(_is_empty_row, column), cell_styles.WHEN_NOT_ASKED)
    totals = rectangles(table.cell(one.place) for one in facts if one.computed and one.mark == NOT_ASKED_MARK)
    sheet.colour_when(totals, _shows_not_asked, cell_styles.WHEN_NOT_ASKED)


def _asked_in_line_rows(plan: WorkbookPlan, table: TableLayout) -> Mapping[Place, int]:
    """The columns that say whether cells of rows for lines of a list are asked: one rule does for all these rows."""
    found: dict[Place, int] = {}
    begun: dict[str, int] = {}
    for facts in plan.definition.places_of(table.grid.table):
        asked = table.asked.get(facts.requirements)
        if asked is None or plan.definition.line_of(facts.place) is None:
            continue
        if asked.row == table.cell(facts.place).row:
            found[facts.place] = asked.column
            if len(facts.requirements) == 1:
                begun[facts.place.row] = asked.column
    # Where nothing is listed, nothing is computed either.
    totals = (one.place for one in plan.definition.places_of(table.grid.table) if one.computed)
    return {**found, **{place: begun[place.row] for place in totals if place.row in begun}}


def _is_empty_row(column: int, cell: CellRef) -> str:
    return f"${CellRef(cell.sheet, cell.row, column).a1}={ASKED_RANKS['empty']}"


def _is_filled_in_empty_row(column: int, cell: CellRef) -> str:
    return _is_filled(_is_empty_row(column, cell), cell)


def colour_when_not_asked(sheet: SheetDraft, areas: Sequence[CellRange], empty: str) -> None:
    """Grey for cells in which nothing is asked under a condition; what is entered there is a problem."""
    sheet.colour_when(areas, partial(_is_filled, empty), cell_styles.WHEN_PROBLEM)
    sheet.colour_when(areas, partial(_always, empty), cell_styles.WHEN_NOT_ASKED)


def _is_filled(further: str, cell: CellRef) -> str:
    return f"AND(NOT(ISBLANK({cell.a1})),{further})"


def _shows_not_asked(cell: CellRef) -> str:
    return f"IF(ISTEXT({cell.a1}),{cell.a1}={text_literal(NOT_ASKED_MARK)},FALSE)"


def colour_not_applicable(plan: WorkbookPlan, sheet: SheetDraft, table: TableLayout) -> None:
    """Colour marks that do not belong where they stand, and figures where a mark belongs.

    Conditional formats cannot refer to other sheets; where the condition needs one, the mark beside the row tells.
    """
    for place in plan.definition.entry_places(table.grid.table):
        condition = plan.definition.places[place].not_applicable_when
        if condition is None or not _is_about(plan, figures_of(condition), table):
            continue
        cell = table.cell(place)
        area, translator = [CellRange(cell, cell)], plan.translator
        misplaced, beside = (ask(place, cell.a1) for ask in (translator.is_misplaced, translator.is_beside_the_point))
        sheet.colour_when(area, partial(_always, misplaced), cell_styles.WHEN_PROBLEM)
        sheet.colour_when(area, partial(_always, beside), cell_styles.WHEN_WARNED)


def _is_about(plan: WorkbookPlan, figures: Iterable[Figure], table: TableLayout) -> bool:
    """Whether some figures are cells of a table's own sheet only; conditional formats cannot refer to others."""
    return all(plan.translator.cell(figure).sheet == table.sheet for figure in figures)


def _unfit_condition(kind: AnyKind, cell: CellRef) -> str:
    return is_invalid(cell.a1, kind)


def _is_whole(cell: CellRef) -> str:
    return f"IF(ISNUMBER({cell.a1}),{cell.a1}=INT({cell.a1}),FALSE)"


_WHEN_OFF: Mapping[LineState, CellStyle] = {"broken": cell_styles.WHEN_PROBLEM, "warned": cell_styles.WHEN_WARNED}
"""Colours of a rule's cells while it does not hold, the more severe first; an explained rule has none."""


def colour_rules(plan: WorkbookPlan, sheet: SheetDraft, table: TableLayout) -> None:
    """Colour the cells that a rule compares while it does not hold."""
    for state, style in _WHEN_OFF.items():
        for case in plan.definition.cases:
            if case.key in table.case_states and _STATE_OF[case.rule.severity] == state:
                cells = [table.cell(place) for place in case.places if place.table == table.grid.table]
                condition = f"{table.case_states[case.key].fixed}={text_literal(state_text(plan, state))}"
                sheet.colour_when(rectangles(cells), partial(_always, condition), style)


_STATE_OF: Mapping[Severity, LineState] = {"error": "broken", "warning": "warned", "note": "noted"}


def _always(condition: str, _: CellRef) -> str:
    """The same condition for every cell."""
    return condition


def colour_totals(plan: WorkbookPlan, sheet: SheetDraft, table: TableLayout) -> None:
    """Colour a total that differs from the sum of its parts, as after somebody has typed over its formula."""
    for line in plan.layout.checks.rows:
        if (
            isinstance(line, TotalLine)
            and line.place.table == table.grid.table
            and _is_about(plan, figures_in(line.total.expression), table)
            and not any(lists_in(line.total.expression))
        ):
            cell = table.cell(line.place)
            expected = plan.translator.expression(line.total.expression)
            sheet.colour_when([CellRange(cell, cell)], partial(_differs, expected), cell_styles.WHEN_PROBLEM)


def _differs(expected: str, cell: CellRef) -> str:
    return f"IF(ISNUMBER({cell.a1}),ROUND({cell.a1}-{expected},{PRECISION})<>0,FALSE)"
