"""What is found out about whole columns of a list is what its lines say one by one."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.odd_lists import LINES, list_parts, odd_cells, planted
from xlsreport.checking.evaluation.figure_values import Reading
from xlsreport.checking.evaluation.list_values import LineValues
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.entry_findings import is_in_order
from xlsreport.checking.figures.line_results import (
    LineResult,
    evaluate_case,
    fits,
    is_missing,
    is_not_asked,
    is_unlisted,
)
from xlsreport.checking.figures.list_results import BROKEN, CheckedLine, check_list
from xlsreport.checking.figures.misplaced_marks import is_misplaced
from xlsreport.definition.definition import LineDefinition
from xlsreport.submission.workbook_reader import read_workbook_bytes


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(odd=odd_cells(), hidden_row=st.none() | st.sampled_from(LINES), reading=st.sampled_from(("mended", "plain")))
def test_columns_are_checked_as_their_lines_are(
    odd: list[tuple[int, str]], hidden_row: int | None, reading: Reading
) -> None:
    definition = list_parts()[2]
    submission = read_workbook_bytes(planted(odd, hidden_row), "list.xlsx", definition)
    values, form = Values(submission, reading), definition.lines["awards"]
    lines = values.lines["awards"].lines
    assert list(check_list(form, values)) == [_one_by_one(form, line, lines) for line in lines]


def _one_by_one(form: LineDefinition, line: LineValues, lines: tuple[LineValues, ...]) -> CheckedLine:
    entries = line.line.entries
    results = {case.rule.id: evaluate_case(case, line.submission, line) for case in form.cases}
    broken: dict[str, LineResult | None] = {rule: result for rule, result in results.items() if result.state in BROKEN}
    for distinct in form.across.distinct:
        key, keys = line.key(distinct.columns), Counter(each.key(distinct.columns) for each in lines)
        if "" not in key and keys[key] > 1:
            broken |= {distinct.rule.id: None}
    facts = {place: form.places[place] for place in entries}
    not_asked = tuple(place for place in entries if is_not_asked(line.submission, line, place))
    unlisted = tuple(place for place, entry in entries.items() if is_unlisted(form, entry, facts[place].kind, line))
    unfit = (
        place
        for place, entry in entries.items()
        if place in not_asked
        or place in unlisted
        or not fits(entry, facts[place].kind)
        or is_misplaced(form, place, line)
    )
    plain = (
        place
        for place, entry in entries.items()
        if facts[place].not_applicable_when is None
        and fits(entry, facts[place].kind)
        and is_in_order(entry, facts[place].kind.traits)
    )
    return CheckedLine(
        line,
        blank=tuple(place for place in form.entry_places("awards") if is_missing(line.submission, line, place)),
        unfit=tuple(unfit),
        not_asked=not_asked,
        broken=broken,
        unlisted=unlisted,
        doubted=frozenset(entries) - frozenset(plain),
    )
