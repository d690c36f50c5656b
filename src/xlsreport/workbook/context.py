"""What every sheet's writer needs: the workbook in the making, the plan of it, and what is known of the submission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVarTuple

from xlsreport.definition.definition import Definition
from xlsreport.layout.sheets import Layout
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission
from xlsreport.workbook.book import Book
from xlsreport.workbook.formulas import Calculation, Formula
from xlsreport.workbook.known import Known, known_of
from xlsreport.workbook.plan import Plan, plan_of

_Given = TypeVarTuple("_Given")


@dataclass(frozen=True, eq=False)
class Context:
    """One workbook: what all of its definition share, and what only this one holds."""

    book: Book
    plan: Plan
    known: Known
    password: str | None = field(default=None, repr=False)

    @property
    def submission(self) -> Submission:
        """The submission that prefills the workbook."""
        return self.known.submission

    @property
    def definition(self) -> Definition:
        """The report definition."""
        return self.plan.definition

    @property
    def layout(self) -> Layout:
        """Where everything stands."""
        return self.plan.layout

    @property
    def messages(self) -> Messages:
        """The words of the report's language."""
        return self.plan.messages

    def formula(self, make: Callable[[Plan, *_Given], Calculation], *given: *_Given) -> Formula:
        """A formula of the plan with the value that it has for this submission."""
        return self.plan.once(make, *given).of(self.known)


def context_for(book: Book, submission: Submission, password: str | None) -> Context:
    """The context of a submission's workbook."""
    return Context(book, plan_of(submission.definition), known_of(submission), password)
