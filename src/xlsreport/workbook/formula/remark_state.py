"""Formulas that say whether a remark of a returned workbook is resolved, from the cells or the checks sheet."""

from __future__ import annotations

from collections.abc import Sequence

from xlsreport.checking.claims.claim_findings import cell_of, sentence_of
from xlsreport.checking.claims.contradictions import Contradiction
from xlsreport.checking.figures.line_results import LineState, fits, is_unlisted
from xlsreport.checking.findings import Finding
from xlsreport.checking.remarks import Remark
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import ASKED_RANKS
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.cells import CellRange, rectangles
from xlsreport.layout.checklines import CheckLine, KindLine, LinesLine
from xlsreport.submission.submission import Entry
from xlsreport.values import number_text
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.formula.cell_conditions import is_invalid, says_something, visible_length
from xlsreport.workbook.formula.check_lines import state_text
from xlsreport.workbook.formula.fault_counts import paragraph_count
from xlsreport.workbook.formula.formula_texts import text_literal
from xlsreport.workbook.formula.table_marks import row_faults

_MAX_QUOTED = 200
"""Characters of a sentence that a formula searches for; a string literal has at most 255 (Excel's specification)."""
_RESOLVED_STATES: tuple[LineState, ...] = ("holds", "explained", "not_asked")


def remark_state(context: WorkbookContext, remark: Remark) -> Formula | None:
    """The state of a remark; None if no formula can tell."""
    tests = [_by_lines(context, _decisive(context, remark.lines))] if remark.lines else []
    tests += (test for one in remark.without_lines if (test := _by_cells(context, one)) is not None)
    if not tests:
        return None
    wrong = _any_of(tests)
    open_ = context.messages(f"returned.open_{remark.finding.severity}")
    done = context.messages("returned.done")
    return Formula(f"IF({wrong.text},{text_literal(open_)},{text_literal(done)})", open_ if wrong.value else done)


def _decisive(context: WorkbookContext, lines: Sequence[CheckLine]) -> Sequence[CheckLine]:
    """Lines of the checks sheet, with those without which they do not tell.

    A rule of a list counts the lines that break it. A number that is a text breaks nothing there, and is counted as not
    of its kind.
    """
    lists = {line.list for line in lines if isinstance(line, LinesLine)}
    kinds = [line for line in context.layout.checks.rows if isinstance(line, KindLine) and line.table in lists]
    return (*lines, *(line for line in kinds if line not in lines))


def _any_of(tests: Sequence[Formula]) -> Formula:
    """Whether one of some tests is true."""
    if len(tests) == 1:
        return tests[0]
    return Formula(f"OR({','.join(test.text for test in tests)})", int(any(test.value for test in tests)))


def _by_lines(context: WorkbookContext, lines: Sequence[CheckLine]) -> Formula:
    """Whether a line of the checks sheet is unresolved."""
    has_marks = any(facts.mark is not None for facts in context.definition.places.values())
    resolved = (*_RESOLVED_STATES, "not_applicable") if has_marks else _RESOLVED_STATES
    tests = []
    for line in lines:
        status = context.layout.checks.cell(line, "status").absolute
        unresolved = (f"{status}<>{text_literal(state_text(context.plan, state))}" for state in resolved)
        tests.append(f"AND({','.join(unresolved)})")
    wrong = any(context.evaluated.results[line].state not in resolved for line in lines)
    return Formula(f"OR({','.join(tests)})", int(wrong))


def _by_cells(context: WorkbookContext, finding: Finding) -> Formula | None:
    """Whether a cell is still blank or invalid."""
    definition, first = context.definition, finding.cells.first
    if finding.rule in ("appearance", "alike"):
        return None
    if finding.place.endswith(".nil_return"):
        return _unanswered(context, first.absolute)
    if finding.rule == "typed_total":
        return _still_there(context, finding)
    if finding.rule in context.layout.checks.claims:
        return _still_stated(context, finding)
    if finding.rule == "not_asked":
        return _still_entered(context, Place.parse(finding.place.partition(":")[0]), [finding.cells, *finding.also])
    if finding.rule == "not_applicable":
        return _mark_is_wrong(context, Place.parse(finding.place), first.absolute)
    if "." in finding.place:
        return _unfit_areas(context, Place.parse(finding.place.partition(":")[0]), [finding.cells, *finding.also])
    if (kind := definition.field_kinds.get(finding.place)) is not None:
        return _unfit_field(context, finding.place, kind, first.absolute)
    if finding.rule != "filled":
        return None
    if finding.place in definition.narratives:
        # Cells with nothing but headings count as typed, too.
        typed = len(context.submission.typed_paragraphs(finding.place))
        return Formula(f"{paragraph_count(context.layout.narratives[finding.place])}<={typed}", 1)
    return Formula(f"{visible_length(first.absolute)}=0", 1)


def _still_there(context: WorkbookContext, finding: Finding) -> Formula:
    """Whether a figure in a line of a list is still the one that was taken for a total."""
    place = Place.parse(finding.place)
    line = next(line for line in context.submission.lines[place.table] if str(line.number) == place.row)
    number = line.entries[place._replace(row=LINE)].number
    return Formula(f"{finding.cells.first.absolute}={number_text(number or 0)}", 1)


def _still_stated(context: WorkbookContext, finding: Finding) -> Formula | None:
    """Whether a text still contradicts the figures without an explanation."""
    positions, first, found = context.submission.positions, finding.cells.first, context.evaluated.contradicted
    same = [each for each in found if each.claim.id == finding.rule and cell_of(each, positions) == first]
    tests = [_statement_stands(context, each) for each in same]
    if not tests or not all(_is_as_typed(context, each) for each in same):
        return None
    reason = context.layout.checks.claim_cell(finding.rule, "explanation").absolute
    explained = says_something(reason, context.definition.language)
    return Formula(f"AND(NOT({explained}),OR({','.join(tests)}))", 1)


def _is_as_typed(context: WorkbookContext, contradiction: Contradiction) -> bool:
    """Whether the sentence stands in its cell as it is printed, so that a formula can find it."""
    typed = context.submission.texts[contradiction.section][contradiction.line]
    return sentence_of(contradiction, context.submission)[:_MAX_QUOTED] in typed


def _statement_stands(context: WorkbookContext, contradiction: Contradiction) -> str:
    """A condition: the sentence and the figures that contradict it are still there."""
    cell = cell_of(contradiction, context.submission.positions).absolute
    quoted_part = text_literal(sentence_of(contradiction, context.submission)[:_MAX_QUOTED])
    tests = [f"ISNUMBER(FIND({quoted_part},{cell}))"]
    if contradiction.quantity is not None:
        value, step = contradiction.quantity.value, contradiction.quantity.step
        for each in contradiction.compared:
            figure = context.plan.translator.guarded(each.expression)
            tests.append(f"IFERROR(ABS(({figure})-{value:f})>={step:f},FALSE)")
    return f"AND({','.join(tests)})"


def _mark_is_wrong(context: WorkbookContext, place: Place, cell: str) -> Formula:
    """Whether a figure is not applicable where something is to be stated, or the other way round."""
    translator = context.plan.translator
    return Formula(f"OR({translator.is_misplaced(place, cell)},{translator.is_beside_the_point(place, cell)})", 1)


def _is_in(context: WorkbookContext, place: Place, areas: Sequence[CellRange]) -> bool:
    return any(context.layout.cell(place) in area for area in areas)


def _still_entered(context: WorkbookContext, first: Place, areas: Sequence[CellRange]) -> Formula:
    """Whether something is entered in cells in which nothing is asked."""
    asked = context.plan.translator.marks.asked_cell(first)
    filled = "+".join(f"COUNTA({area.absolute})" for area in areas)
    return Formula(f"AND({filled}>0,{asked}={ASKED_RANKS['empty']})", 1)


def _unanswered(context: WorkbookContext, cell: str) -> Formula:
    """Whether the answer is something other than yes or no."""
    answers = (text_literal(context.messages(key)) for key in ("table.yes", "table.no"))
    return Formula(f"AND(LEN({cell})>0,{','.join(f'{cell}<>{answer}' for answer in answers)})", 1)


def _unfit_field(context: WorkbookContext, name: str, kind: AnyKind, cell: str) -> Formula:
    """Whether a field of the cover that is of a kind is blank, or holds something else."""
    entry = context.submission.field_entries.get(name)
    wrong = entry is None or _is_unfit(context, entry, kind)
    return Formula(f"OR({visible_length(cell)}=0,{_unfit(context, kind, cell)})", int(wrong))


def _is_unfit(context: WorkbookContext, entry: Entry, kind: AnyKind) -> bool:
    return not fits(entry, kind) or is_unlisted(context.definition, entry, kind, context.evaluated.values)


def _unfit(context: WorkbookContext, kind: AnyKind, cell: str) -> str:
    """A condition: a cell holds what its kind does not allow."""
    return context.plan.translator.list_formulas.is_unlisted(kind, cell) or is_invalid(cell, kind)


def _unfit_areas(context: WorkbookContext, first: Place, areas: list[CellRange]) -> Formula:
    """Whether a cell of some areas is blank, or the first cell is invalid; then it is the only one.

    Of many cells that are invalid alike, whether a row of the table with one of them has anything invalid in it.
    """
    entry, kind = context.submission.entries.get(first), context.definition.places[first].kind
    places = [place for place in context.definition.entry_places(first.table) if _is_in(context, place, areas)]
    blank = f"({context.plan.translator.counts.blank_count(first.table, places)})>0"
    if entry is not None and len(places) > 1:
        rows = dict.fromkeys(place.row for place in places)
        counted = rectangles([context.layout.tables[first.table].row_faults[row] for row in rows])
        unfit = f"SUM({','.join(area.absolute for area in counted)})>0"
        wrong = any(row_faults(context.plan, first.table, row).value(context.evaluated) for row in rows)
        return Formula(f"OR({blank},{unfit})", int(wrong))
    wrong = first.table not in context.submission.nil_returns if entry is None else _is_unfit(context, entry, kind)
    return Formula(f"OR({blank},{_unfit(context, kind, areas[0].first.absolute)})", int(wrong))
