"""What the writer of a sheet needs: the draft, the plan of the definition, and the evaluated submission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVarTuple

from xlsreport.definition.definition import Definition
from xlsreport.layout.workbook_layout import Layout
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission, evaluate_submission
from xlsreport.workbook.draft.workbook_draft import WorkbookDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan, workbook_plan_of
from xlsreport.workbook.formula.calculation import Calculation, Formula

_Given = TypeVarTuple("_Given")


@dataclass(frozen=True, eq=False)
class WorkbookContext:
    """One workbook: the plan that it shares with others, and what is its own."""

    draft: WorkbookDraft
    plan: WorkbookPlan
    evaluated: EvaluatedSubmission
    password: str | None = field(default=None, repr=False)

    @property
    def submission(self) -> Submission:
        """The submission that prefills the workbook."""
        return self.evaluated.submission

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

    def formula(self, make: Callable[[WorkbookPlan, *_Given], Calculation], *given: *_Given) -> Formula:
        """A formula of the plan with the value that it has for this submission."""
        return self.plan.cached(make, *given).of(self.evaluated)


def workbook_context(draft: WorkbookDraft, submission: Submission, password: str | None) -> WorkbookContext:
    """The context of a submission's workbook."""
    return WorkbookContext(draft, workbook_plan_of(submission.definition), evaluate_submission(submission), password)
