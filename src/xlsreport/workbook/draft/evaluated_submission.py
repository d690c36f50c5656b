"""A submission evaluated as the workbook itself will calculate it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import LineResult, VerdictCounts, count_verdict, evaluate_lines
from xlsreport.checking.figures.list_results import CheckedLine, check_list, list_results
from xlsreport.layout.checklines import CheckLine
from xlsreport.submission.submission import Submission

if TYPE_CHECKING:
    from xlsreport.checking.claims.contradictions import Contradiction


@dataclass(frozen=True, eq=False)
class EvaluatedSubmission:
    """The submission that prefills the workbook, with its values, check results and verdict."""

    submission: Submission
    values: Values
    results: Mapping[CheckLine, LineResult]
    verdict: VerdictCounts
    lists: Mapping[str, tuple[CheckedLine, ...]]

    @cached_property
    def contradicted(self) -> Sequence[Contradiction]:
        """What the texts say otherwise than the figures."""
        from xlsreport.checking.claims.contradictions import contradictions  # only a workbook with remarks asks for it

        return contradictions(self.submission, Values(self.submission))


def evaluate_submission(submission: Submission) -> EvaluatedSubmission:
    """Evaluate a submission as a spreadsheet does, so that every formula can carry its cached result."""
    values = Values(submission, reading="plain")
    lists = {name: check_list(definition, values) for name, definition in submission.definition.lines.items()}
    of_lists = {one.line: one for name, lines in lists.items() for one in list_results(submission, name, lines, values)}
    results = evaluate_lines(submission, values, of_lists)
    by_line = {result.line: result for result in results}
    return EvaluatedSubmission(submission, values, by_line, count_verdict(results), lists)
