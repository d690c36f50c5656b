"""What every sheet's writer needs: the workbook in the making, where things go, and what is known of the submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsreport.checking.evaluation import Values
from xlsreport.checking.lines import LineResult, VerdictCounts, count_verdict, evaluate_lines
from xlsreport.definition.definition import Definition
from xlsreport.layout.checklines import CheckLine
from xlsreport.layout.sheets import Layout, layout_of
from xlsreport.messages import Messages, messages_for
from xlsreport.submission.submission import Submission
from xlsreport.workbook.book import Book
from xlsreport.workbook.formulas import Translator


@dataclass(frozen=True, eq=False)
class Context:
    """The submission that prefills the workbook, with everything derived from it once."""

    book: Book
    submission: Submission
    layout: Layout
    messages: Messages
    translator: Translator
    values: Values
    results: Mapping[CheckLine, LineResult]
    verdict: VerdictCounts
    password: str | None = field(default=None, repr=False)

    @property
    def definition(self) -> Definition:
        """The report definition."""
        return self.submission.definition


def context_for(book: Book, submission: Submission, password: str | None) -> Context:
    """Evaluate the submission as the workbook itself will see it, so that every formula can carry its value."""
    messages = messages_for(submission.definition.language)
    layout = layout_of(submission.definition)
    values = Values(submission, reading="plain")
    results = evaluate_lines(submission, values)
    return Context(
        book=book,
        submission=submission,
        layout=layout,
        messages=messages,
        translator=Translator(layout, messages),
        values=values,
        results={result.line: result for result in results},
        verdict=count_verdict(results),
        password=password,
    )
