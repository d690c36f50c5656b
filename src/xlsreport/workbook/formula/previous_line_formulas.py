"""The formulas about last year's lines of a list: what a line had, whether it is new, and which lines are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlsreport.checking.evaluation.previous_lines import PreviousLines
from xlsreport.checking.figures.list_results import gone_lines, key_text
from xlsreport.definition.definition import LineDefinition
from xlsreport.layout.list_layout import ListLayout
from xlsreport.values import Number
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan


@dataclass(frozen=True, slots=True)
class PreviousFormula:
    """A formula of every line of last year, over the cells of any line, with its values by the lines' numbers."""

    column: int
    text: str
    values: Callable[[EvaluatedSubmission], dict[int, Number | str]]
    otherwise: Number | str


def previous_formulas(plan: WorkbookPlan, name: str) -> Iterator[PreviousFormula]:
    """The formulas of last year's lines: their keys, and whether they are gone."""
    laid, line = plan.layout.lists[name], plan.definition.lines[name]
    if laid.before is None:
        return
    columns = [laid.any_line(laid.before.shown[place]).absolute for place in line.previous_key]
    filled = ",".join(f"LEN({cell})>0" for cell in columns)
    key = plan.translator.list_formulas.key_of(line.previous_key, columns)
    yield PreviousFormula(laid.before.keys, f'IF(AND({filled}),{key},"")', lambda known: _keys(known, name), "")
    gone = laid.broken.get(f"{name}.gone")
    if gone is not None:
        own = laid.any_line(laid.before.keys).absolute
        now = laid.column(laid.keys[line.previous_key]).absolute
        text = f"IF(LEN({own})>0,IF(COUNTIF({now},{own})=0,1,0),0)"
        yield PreviousFormula(gone, text, lambda known: _gone(known, line), 0)


def _keys(known: EvaluatedSubmission, name: str) -> dict[int, Number | str]:
    keys = _previous(known, name).keys
    return {number: key_text(key) for number, key in keys.items()}


def _gone(known: EvaluatedSubmission, line: LineDefinition) -> dict[int, Number | str]:
    return dict.fromkeys(gone_lines(line, known.values), 1)


def _previous(known: EvaluatedSubmission, name: str) -> PreviousLines:
    return known.values.previous_lines[name]


def is_new(laid: ListLayout, line: LineDefinition) -> str:
    """A condition: a line with a whole key was not there last year, of which lines are known."""
    assert laid.before is not None
    known = laid.in_line(1, laid.before.keys).absolute
    return f"IF(AND({_has_key(laid, line)},LEN({known})>0),COUNTIF({_keys_before(laid)},{_own(laid, line)})=0,FALSE)"


def was(laid: ListLayout, line: LineDefinition, column: int) -> str:
    """A formula for what a line had last year in a column of that year's lines; blank where that is not certain."""
    keys, own, figures = _keys_before(laid), _own(laid, line), laid.column(column).absolute
    one = f'IF(COUNTIFS({keys},{own},{figures},">=-1E+300")=1,SUMIFS({figures},{keys},{own}),"")'
    return f'IF({_has_key(laid, line)},IF(COUNTIF({keys},{own})=1,{one},""),"")'


def _has_key(laid: ListLayout, line: LineDefinition) -> str:
    cells = (laid.any_line(laid.column_of(place)).absolute for place in line.previous_key)
    return f"AND({','.join(f'LEN({cell})>0' for cell in cells)})"


def _own(laid: ListLayout, line: LineDefinition) -> str:
    return laid.any_line(laid.keys[line.previous_key]).absolute


def _keys_before(laid: ListLayout) -> str:
    assert laid.before is not None
    return laid.column(laid.before.keys).absolute
