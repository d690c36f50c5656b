"""Rows for lines of a list whose figures are last year's of each other: names may stand in another order over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsreport.checking.evaluation.figure_values import FigureValues
from xlsreport.checking.figures.line_results import evaluate_case
from xlsreport.checking.findings import Finding
from xlsreport.checking.line_names import name_of_row
from xlsreport.checking.wording import unended
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import figures_in
from xlsreport.definition.rule_language.rule_cases import RuleCase, line_of_case
from xlsreport.layout.cells import CellRange
from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import AlterationKind
from xlsreport.submission.submission import Submission, shortened
from xlsreport.values import Number

_Sides = tuple[Number, Number]
"""What a row has this year, and what the rule compares it with of last year."""
_BROKEN = {"broken", "warned", "explained", "noted"}
_TELLING = 1
"""Figures up to this are in so many rows that they tell nothing about whose they are."""
_LENGTH = 200
"""Characters of the names that a sentence lists."""


def exchanged_rows(submission: Submission, positions: Positions, values: FigureValues) -> Iterator[Finding]:
    """For each rule that has a figure of a row equal one of last year: the rows that fit in another order."""
    by_rule: dict[str, list[RuleCase]] = {}
    for case in submission.definition.cases:
        is_of_row = line_of_case(case) is not None and case.places and case.previous_places
        if is_of_row and case.change is None and case.comparison.comparator == "==":
            by_rule.setdefault(case.rule.id, []).append(case)
    for cases in by_rule.values():
        broken = (case for case in cases if evaluate_case(case, submission, values).state in _BROKEN)
        sides = {case: found for case in broken if (found := _sides(case, values)) is not None}
        exchanged = _exchanged(sides)
        if max((one for pair in exchanged.values() for one in pair), default=0) > _TELLING:
            yield _finding(submission, positions, list(exchanged))


def _sides(case: RuleCase, values: FigureValues) -> _Sides | None:
    """Both sides, where one is of this year alone and the other of last year alone."""
    left, right = case.sides
    for now, before in ((left, right), (right, left)):
        of_now, of_before = ([figure.previous for figure in figures_in(side)] for side in (now, before))
        numbers = values.of(now), values.of(before)
        if of_now and of_before and not any(of_now) and all(of_before) and None not in numbers:
            return numbers  # type: ignore[return-value]  # neither is None
    return None


def _exchanged(sides: Mapping[RuleCase, _Sides]) -> Mapping[RuleCase, _Sides]:
    """The rows whose figures are among last year's of the others, and the other way round."""
    while True:
        now, before = {one for one, _ in sides.values()}, {one for _, one in sides.values()}
        kept = {case: pair for case, pair in sides.items() if pair[0] in before and pair[1] in now}
        if len(kept) == len(sides):
            return kept
        sides = kept


def _finding(submission: Submission, positions: Positions, cases: Sequence[RuleCase]) -> Finding:
    messages = submission.definition.messages
    rows = (name_of_row(submission, Place(case.table or "", case.member or "", "")) for case in cases)
    names = shortened(messages("wording.comma").join(filter(None, rows)), _LENGTH)
    first, *also = (CellRange(cell, cell) for cell in (positions.cell(case.places[0]) for case in cases))
    text = messages("list.exchanged", statement=unended(cases[0].rule.statement), names=names, count=len(cases))
    rule = f"altered.{AlterationKind.ROWS_RENAMED.rule}"
    return Finding(rule, "warning", cases[0].named_by, first, text, also=tuple(also))
