"""The rules that a definition declares, applied to one submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.checking.evaluation.figure_values import FigureValues
from xlsreport.checking.figures.change_wording import change_message
from xlsreport.checking.figures.line_results import LineResult, evaluate_case
from xlsreport.checking.findings import Finding
from xlsreport.checking.number_suffix import is_a_date
from xlsreport.checking.wording import Wording, cell_list, stated, unended
from xlsreport.definition.definition import Definition
from xlsreport.definition.rule_language.expression import Comparator, Expression, lists_in
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.checklines import CaseLine, LinesLine
from xlsreport.layout.positions import Positions
from xlsreport.submission.submission import Submission
from xlsreport.values import Number, Typed, date_of

_BROKEN = {"broken", "warned", "explained", "noted"}


def declared_findings(submission: Submission, positions: Positions, values: FigureValues) -> Iterator[Finding]:
    """A finding for every case of a rule that does not hold; one that is explained is a note."""
    for case in submission.definition.cases:
        result = evaluate_case(case, submission, values)
        if result.state in _BROKEN:
            yield case_finding(case, result, submission, positions, values, CaseLine(case))


def case_finding(
    case: RuleCase,
    result: LineResult,
    submission: Submission,
    positions: Positions,
    values: FigureValues,
    line: CaseLine | LinesLine,
) -> Finding:
    """The finding about a rule that does not hold; ``line`` is the one of the checks sheet that says so."""
    cells = [positions.cell(place) for place in case.places]
    # Last year's figures may be known although the workbook does not show them.
    shown = [place for place in case.previous_places if submission.shows_previous(place)]
    cells += [positions.previous_cell(place) for place in shown]
    cells = cells or _of_lists(case, positions) or [positions.check_cell(line, "status")]
    severity: Severity = "note" if result.state == "explained" else case.rule.severity
    wording = Wording(submission.definition, submission)
    if case.change is None:
        message = _message(case, result, cells, wording, values)
    else:
        message = change_message(case, result, cells, wording)
    if result.state == "explained":
        explanation = submission.explanations[case.key]
        message = wording.messages("finding.explained", message=message, explanation=explanation)
    elif severity == "warning":
        cell = positions.check_cell(line, "explanation")
        message += wording.messages("finding.explain", sheet=cell.sheet, cell=cell.a1)
    first, *others = (CellRange(cell, cell) for cell in cells[: max(1, len(case.places))])
    found, expected = (
        _stated(wording.definition, side, value)
        for side, value in zip(case.sides, (result.left, result.right), strict=True)
    )
    if case.change is not None:
        expected = None  # last year's figure is not what is expected
    return Finding(case.rule.id, severity, case.named_by, first, message, found, expected, tuple(others))


def _of_lists(case: RuleCase, positions: Positions) -> list[CellRef]:
    """Where the lists begin of which alone a rule speaks."""
    lists = {each.list: each for side in case.sides for each in lists_in(side)}
    return [positions.line_cell(each.column or each.first, 1) for each in lists.values()]


def _stated(definition: Definition, side: Expression, value: Number | None) -> Typed | None:
    """The value of a side as a finding has it: of a date in ISO 8601."""
    day = date_of(value) if value is not None and is_a_date(definition, side) else None
    return value if day is None else day.isoformat()


_MUST: Mapping[Comparator, str] = {
    "==": "equal",
    "!=": "differ",
    "<=": "at_most",
    ">=": "at_least",
    "<": "less",
    ">": "greater",
}
"""What a comparator demands of the left side, by the last part of the key of the words that say so."""


def _message(case: RuleCase, result: LineResult, cells: list[CellRef], wording: Wording, values: FigureValues) -> str:
    messages = wording.messages
    # In a case for a column the places differ by their rows, and the other way round.
    along = {"columns": "rows", "rows": "columns"}.get(case.along or "")
    member = wording.member(case)
    sides = case.comparison
    key = "rule" if sides.comparator == "==" else "rule_plain"
    return messages(
        f"finding.{key}",
        member=messages("finding.member", member=member) if member else "",
        statement=unended(case.rule.statement),
        left=stated(wording, sides.left, along, values, sides.right),
        must=messages(f"must.{_MUST[sides.comparator]}"),
        right=stated(wording, sides.right, along, values, sides.left),
        difference="" if result.difference is None else wording.distance(result.difference),
        cells=cell_list(cells, cells[0].sheet, messages("finding.cells")),
    )
