"""A submission evaluated as the workbook itself will calculate it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.checking.figures.evaluation import Values
from xlsreport.checking.figures.line_results import LineResult, VerdictCounts, count_verdict, evaluate_lines
from xlsreport.layout.checklines import CheckLine
from xlsreport.submission.submission import Submission


@dataclass(frozen=True, eq=False)
class EvaluatedSubmission:
    """The submission that prefills the workbook, with its values, check results and verdict."""

    submission: Submission
    values: Values
    results: Mapping[CheckLine, LineResult]
    verdict: VerdictCounts


def evaluate_submission(submission: Submission) -> EvaluatedSubmission:
    """Evaluate a submission as a spreadsheet does, so that every formula can carry its cached result."""
    values = Values(submission, reading="plain")
    results = evaluate_lines(submission, values)
    return EvaluatedSubmission(submission, values, {result.line: result for result in results}, count_verdict(results))
