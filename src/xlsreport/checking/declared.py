"""The rules that a definition declares, applied to one submission."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.checking.evaluation import Values
from xlsreport.checking.findings import Finding
from xlsreport.checking.lines import LineResult, evaluate_case
from xlsreport.checking.wording import Wording, cell_list, gap_text, spelled_with_values
from xlsreport.definition.declaration import Severity
from xlsreport.definition.definition import RuleCase
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.positions import Positions
from xlsreport.submission.submission import Submission, number_text

_BROKEN = {"broken", "warned", "explained", "noted"}


def declared_findings(submission: Submission, positions: Positions, values: Values) -> Iterator[Finding]:
    """A finding for every case of a rule that does not hold; one that is explained is a note."""
    for case in submission.definition.cases:
        result = evaluate_case(case, submission, values)
        if result.state in _BROKEN:
            yield _finding(case, result, submission, positions, values)


def _finding(
    case: RuleCase, result: LineResult, submission: Submission, positions: Positions, values: Values
) -> Finding:
    cells = [positions.cell(place) for place in case.places]
    cells += [positions.previous_cell(place) for place in case.previous_places]
    severity: Severity = "note" if result.state == "explained" else case.rule.severity
    message = _message(case, result, cells, Wording(submission.definition), values)
    if result.state == "explained":
        explanation = submission.explanations[case.key]
        message = Wording(submission.definition).messages("finding.explained", message=message, explanation=explanation)
    place = str((*case.places, *case.previous_places)[0])
    return Finding(case.rule.id, severity, place, CellRange(cells[0], cells[0]), message, result.left, result.right)


def _message(case: RuleCase, result: LineResult, cells: list[CellRef], wording: Wording, values: Values) -> str:
    messages = wording.messages
    # In a case for a column the places differ by their rows, and the other way round.
    along = {"columns": "rows", "rows": "columns"}.get(case.along or "")
    member = wording.definition.member_name(case)
    sides = case.comparison
    key = "rule" if sides.comparator == "==" else "rule_plain"
    return messages(
        f"finding.{key}",
        member=messages("finding.member", member=member) if member else "",
        statement=case.rule.statement,
        left=spelled_with_values(wording, sides.left, along, values),
        right=spelled_with_values(wording, sides.right, along, values),
        left_value="" if result.left is None else number_text(result.left),
        right_value="" if result.right is None else number_text(result.right),
        difference="" if result.difference is None else gap_text(result.difference),
        cells=cell_list(cells, cells[0].sheet, messages("finding.cells")),
    )
