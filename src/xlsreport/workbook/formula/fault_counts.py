"""Formulas for how much is missing or wrong, for the lines of the checks sheet that count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from xlsreport.checking.evaluation.asking import asked_as_a_whole
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.requirement import ASKED_RANKS
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.layout.checklines import (
    BodyLine,
    CountLine,
    CoverKindLine,
    CoverLine,
    FilledLine,
    KindLine,
    LinesLine,
    NilLine,
    NotAskedLine,
    RoomLine,
    TextLine,
)
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.sheet_layouts import NarrativeLayout
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.asked_formulas import where_asked, where_not_asked
from xlsreport.workbook.formula.body_formulas import contradicted_body
from xlsreport.workbook.formula.cell_conditions import is_invalid, visible_length
from xlsreport.workbook.formula.formula_texts import text_literal


def fault_count(plan: WorkbookPlan, line: CountLine) -> str:
    """How many faults a line counts."""
    layout, translator = plan.layout, plan.translator
    match line:
        case CoverLine(severity):
            return "+".join(_cover_blanks(plan, severity))
        case CoverKindLine():
            kinds, at = plan.definition.field_kinds, layout.cover.fields
            return "+".join(f"IF({_is_unfit(plan, kind, at[name].absolute)},1,0)" for name, kind in kinds.items())
        case BodyLine():
            return contradicted_body(plan)
        case TextLine(name):
            return where_asked(plan, name, f"IF({_length(plan, name)}=0,1,0)")
        case NotAskedLine(name):
            return where_not_asked(plan, name, f"IF({_length(plan, name)}>0,1,0)")
        case FilledLine(name) | KindLine(name) | NilLine(name) | RoomLine(name) | LinesLine(name) if (
            name in layout.lists
        ):
            return _lines_count(plan, layout.lists[name], line)
        case FilledLine(table):
            return translator.counts.blank_count(table, plan.definition.entry_places(table))
        case KindLine(table):
            faults = rectangles(layout.tables[table].row_faults.values())
            return f"SUM({','.join(area.absolute for area in faults)})"
        case NilLine(table):
            numeric = plan.definition.entry_places(table, numeric=True)
            return translator.counts.nonzero_count(table, rectangles(map(layout.cell, numeric)))
        case RoomLine() | LinesLine():
            raise TypeError(f"about no list: {line}")
        case _:
            assert_never(line)


def _is_unfit(plan: WorkbookPlan, kind: AnyKind, cell: str) -> str:
    """A condition: a field of the cover holds what its kind does not allow."""
    unlisted = plan.translator.list_formulas.is_unlisted(kind, cell)
    return is_invalid(cell, kind) if unlisted is None else unlisted


def _lines_count(plan: WorkbookPlan, laid: ListLayout, line: CountLine) -> str:
    """A formula for the number of faults of all lines of a list."""
    match line:
        case FilledLine():
            blank = f"SUM({laid.column(laid.blank_column).absolute})"
            return blank if laid.nil is None else f"{blank}+IF({_is_unanswered(plan, laid, laid.nil)},1,0)"
        case KindLine():
            return f"SUM({laid.column(laid.faults_column).absolute})"
        case LinesLine(rule=rule) if rule.id == f"{laid.table}.gone":
            begun = f"SUM({laid.column(laid.used_column).absolute})>0"
            if laid.nil is not None:
                begun = f"OR({begun},{laid.nil.absolute}={text_literal(plan.messages('table.yes'))})"
            return f"IF({begun},SUM({laid.column(laid.broken[rule.id]).absolute}),0)"
        case LinesLine(rule=rule):
            return f"SUM({laid.column(laid.broken[rule.id]).absolute})"
        case RoomLine():
            return f"COUNTA({laid.below.absolute})"
        case NilLine():
            yes = text_literal(plan.messages("table.yes"))
            used = f"SUM({laid.column(laid.used_column).absolute})"
            return "0" if laid.nil is None else f"IF({laid.nil.absolute}={yes},{used},0)"
        case CoverLine() | CoverKindLine() | BodyLine() | TextLine() | NotAskedLine():
            raise TypeError(f"about no list: {line}")
        case _:
            assert_never(line)


def _is_unanswered(plan: WorkbookPlan, laid: ListLayout, nil: CellRef) -> str:
    """A condition: a list is empty and nobody said that there is nothing to list, although that is asked."""
    used, yes = laid.column(laid.used_column).absolute, text_literal(plan.messages("table.yes"))
    tests = [f"SUM({used})=0", f"{nil.absolute}<>{yes}"]
    if requirements := asked_as_a_whole(plan.definition.lines[laid.table]):
        tests.append(f"{plan.translator.asked(requirements)}={ASKED_RANKS['asked']}")
    return f"AND({','.join(tests)})"


def _cover_blanks(plan: WorkbookPlan, severity: Severity) -> Iterator[str]:
    """For each cell of the cover for which a missing value has this severity, 1 where it is blank and asked."""
    cover, fields = plan.layout.cover, plan.definition.fields
    for cell in cover.required if severity == "error" else ():
        yield f"IF({visible_length(cell.absolute)}=0,1,0)"
    for name, cell in cover.fields.items():
        if fields[name].when_blank == severity:
            yield where_asked(plan, name, f"IF({visible_length(cell.absolute)}=0,1,0)")


def _length(plan: WorkbookPlan, name: str) -> str:
    """A formula that is above 0 where a section, a comment or a field of the cover says something."""
    if name in plan.layout.fields:
        return visible_length(plan.layout.fields[name].absolute)
    return paragraph_count(plan.layout.narratives[name])


def paragraph_count(narrative: NarrativeLayout) -> str:
    """A formula for the number of paragraphs: the lines beside which a length is shown."""
    return f"COUNT({narrative.lengths.absolute})"
