"""The line of a list that is most likely wrong where its sum is not what a table says.

A list has as many figures as it has lines, any of which would explain a wrong sum. So a figure is named only if it is
the only one that one slip of a typist would have made of the number that settles the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xlsreport.checking.causes.cause_wording import CauseWording
from xlsreport.checking.causes.findings_by_line import FindingsByLine
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import evaluate_case
from xlsreport.checking.findings import Finding, SuspectedFigure
from xlsreport.checking.suspects.cause import Cause, Suspect
from xlsreport.checking.suspects.slips import slip_between
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.rule_language.expression import Expression, LineFigures, figures_in, list_calls_in
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.checklines import CaseLine
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import plain_number

_MAX_TRIED = 8
"""Lines that are tried one by one; where more could be meant, nothing is said anyway."""


def with_lines_in_doubt(
    findings: Sequence[Finding], by_line: FindingsByLine, submission: Submission, values: Values
) -> list[Finding]:
    """The findings; those about a wrong sum of a list name the one line of which a slip explains it."""
    told = list(findings)
    if not submission.lines:
        return told
    for case in submission.definition.cases:
        for finding in by_line.of(CaseLine(case)) if case.comparison.comparator == "==" else ():
            if not finding.suspects and finding in told and (suspect := _line_in_doubt(case, submission, values)):
                told[told.index(finding)] = _with(finding, case, suspect, submission)
    return told


def _with(finding: Finding, case: RuleCase, suspect: Suspect, submission: Submission) -> Finding:
    cause = Cause((CaseLine(case),), "candidates", ((suspect,),))
    column, number = suspect.place._replace(row=LINE), int(suspect.place.row)
    cell = submission.positions.line_cell(column, number)
    figures = (SuspectedFigure(suspect.place, cell, suspect.found, suspect.suggested, suspect.because),)
    message = finding.message + CauseWording(submission).likely(cause, figures, finding.sheet)
    return replace(finding, message=message, suspects=figures, certainty="candidates")


def _line_in_doubt(case: RuleCase, submission: Submission, values: Values) -> Suspect | None:
    """The only figure of a list with which, but for one slip, a rule would hold."""
    gap = evaluate_case(case, submission, values).difference
    sums = dict.fromkeys(lines for side in case.sides for lines in _sums(submission.definition, side))
    if not gap or not sums:
        return None
    slips = [one for lines in sums for one in _slips(lines, Decimal(gap), submission, values)]
    if len(slips) > _MAX_TRIED:
        return None
    settling = {(one.place, one.suggested): one for one in slips if _settles(one, case, submission)}
    return next(iter(settling.values())) if len(settling) == 1 else None


def _sums(definition: Definition, tree: Expression) -> Iterator[LineFigures]:
    """Sums of columns of lists within an expression, and within the totals that it uses."""
    for function, lines in list_calls_in(tree):
        if function == "sum" and lines.column is not None and not lines.same:
            yield lines
    for figure in figures_in(tree):
        total = None if figure.previous else definition.facts(figure.place).total
        if total is not None and figure.place.table not in definition.lists:
            yield from _sums(definition, total)


def _slips(lines: LineFigures, gap: Decimal, submission: Submission, values: Values) -> Iterator[Suspect]:
    """The figures of the column that may be slips of numbers by which the gap would close."""
    assert lines.column is not None
    traits = submission.definition.facts(lines.column).kind.traits
    for line in values.lines[lines.list].lines:
        found = line.given_to(lines)
        if found is None or not isinstance(traits, NumberTraits) or lines.column not in line.line.entries:
            continue
        for meant in (plain_number(Decimal(found) - gap), plain_number(Decimal(found) + gap)):
            if traits.takes(meant) and (reason := slip_between(found, meant, is_count=traits.is_count)) is not None:
                place = lines.column._replace(row=str(line.line.number))
                yield Suspect(place, found, meant, (reason,))


def _settles(suspect: Suspect, case: RuleCase, submission: Submission) -> bool:
    """Whether the rule holds once the figure is as it is suggested."""
    place, number = suspect.place, suspect.suggested
    assert number is not None
    changed = [
        replace(line, entries={**line.entries, place._replace(row=LINE): Entry(number, number)})
        if str(line.number) == place.row
        else line
        for line in submission.lines[place.table]
    ]
    mended = replace(submission, lines={**submission.lines, place.table: tuple(changed)})
    return evaluate_case(case, mended, Values(mended, as_needed=True)).state == "holds"
