"""The colours of entry cells: blank, invalid, not asked, or contradicting a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from xlsreport.messages.locales import number_marks
from xlsreport.values import NOT_ASKED_MARK
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.cell_conditions import is_invalid
from xlsreport.workbook.formula.check_lines import state_text
from xlsreport.workbook.formula.formula_texts import text_literal
from xlsreport.workbook.sheet.entries.row_colours import ColouredPlace, colour_places


def colour_entries(plan: WorkbookPlan, sheet: SheetDraft, table: TableLayout) -> None:
    """Colour blank cells until a nil return is declared, and cells that their kind does not allow."""
    colour_places(plan.definition, sheet, _entry_places(plan, table))


def _entry_places(plan: WorkbookPlan, table: TableLayout) -> Iterator[ColouredPlace]:
    by_kind: dict[tuple[AnyKind, tuple[BoundRequirement, ...]], list[Place]] = {}
    for place in plan.definition.entry_places(table.grid.table):
        facts = plan.definition.places[place]
        by_kind.setdefault((facts.kind, facts.requirements), []).append(place)
    nil = ""
    if table.nil is not None:
        nil = f",{table.nil.fixed}<>{text_literal(plan.messages('table.yes'))}"
    for (kind, requirements), places in by_kind.items():
        asked = f",{table.asked[requirements].fixed}={ASKED_RANKS['asked']}" if requirements else ""
        conditions: list[tuple[Callable[[CellRef], str], CellStyle]] = [
            (partial(_unfit_condition, kind), cell_styles.WHEN_PROBLEM),
            (partial(_is_missing, f"{asked}{nil}"), cell_styles.WHEN_BLANK),
            *_whole_numbers(plan, kind),
        ]
        for condition, style in conditions:
            for area in rectangles(map(table.cell, places)):
                yield ColouredPlace(places[0], tuple(area.cells()), condition, style)


def colour_unfit(sheet: SheetDraft, kind: AnyKind, areas: list[CellRange]) -> None:
    """Colour cells while they hold what their kind does not allow."""
    sheet.colour_when(areas, partial(_unfit_condition, kind), cell_styles.WHEN_PROBLEM)


def show_whole_numbers(plan: WorkbookPlan, sheet: SheetDraft, kind: AnyKind, areas: list[CellRange]) -> None:
    """Show whole amounts without the decimal point that they would end with."""
    for condition, style in _whole_numbers(plan, kind):
        sheet.colour_when(areas, condition, style)


def _whole_numbers(plan: WorkbookPlan, kind: AnyKind) -> Iterator[tuple[Callable[[CellRef], str], CellStyle]]:
    traits = kind.traits
    if isinstance(traits, NumberTraits) and (shown := traits.whole_format(number_marks(plan.definition.locale))):
        yield _is_whole, {"num_format": shown}


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
    colour_places(plan.definition, sheet, _marks_and_figures(plan, table))


def _marks_and_figures(plan: WorkbookPlan, table: TableLayout) -> Iterator[ColouredPlace]:
    for place in plan.definition.entry_places(table.grid.table):
        condition = plan.definition.places[place].not_applicable_when
        if condition is None or not _is_about(plan, figures_of(condition), table):
            continue
        cell, translator = table.cell(place), plan.translator
        misplaced, beside = (ask(place, cell.a1) for ask in (translator.is_misplaced, translator.is_beside_the_point))
        yield ColouredPlace(place, [cell], partial(_always, misplaced), cell_styles.WHEN_PROBLEM)
        yield ColouredPlace(place, [cell], partial(_always, beside), cell_styles.WHEN_WARNED)


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
    colour_places(plan.definition, sheet, _rule_places(plan, table))


def _rule_places(plan: WorkbookPlan, table: TableLayout) -> Iterator[ColouredPlace]:
    for state, style in _WHEN_OFF.items():
        for case in plan.definition.cases:
            if case.key in table.case_states and _STATE_OF[case.rule.severity] == state:
                places = [place for place in case.places if place.table == table.grid.table]
                condition = f"{table.case_states[case.key].fixed}={text_literal(state_text(plan, state))}"
                yield ColouredPlace(places[0], list(map(table.cell, places)), partial(_always, condition), style)


_STATE_OF: Mapping[Severity, LineState] = {"error": "broken", "warning": "warned", "note": "noted"}


def _always(condition: str, _: CellRef) -> str:
    """The same condition for every cell."""
    return condition


def colour_totals(plan: WorkbookPlan, sheet: SheetDraft, table: TableLayout) -> None:
    """Colour a total that differs from the sum of its parts, as after somebody has typed over its formula."""
    colour_places(plan.definition, sheet, _total_places(plan, table))


def _total_places(plan: WorkbookPlan, table: TableLayout) -> Iterator[ColouredPlace]:
    for line in plan.layout.checks.rows:
        if (
            isinstance(line, TotalLine)
            and line.place.table == table.grid.table
            and _is_about(plan, figures_in(line.total.expression), table)
            and not any(lists_in(line.total.expression))
        ):
            differs = partial(_differs, plan.translator.expression(line.total.expression))
            yield ColouredPlace(line.place, [table.cell(line.place)], differs, cell_styles.WHEN_PROBLEM)


def _differs(expected: str, cell: CellRef) -> str:
    return f"IF(ISNUMBER({cell.a1}),ROUND({cell.a1}-{expected},{PRECISION})<>0,FALSE)"
