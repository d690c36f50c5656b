"""Formulas with their values: one of a workbook, and one that all workbooks of a definition share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from xlsreport.values import Number
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission


class Formula(NamedTuple):
    """A formula without its equals sign, and its present value; None if it shows nothing."""

    text: str
    value: Number | str | None


class Calculation(NamedTuple):
    """A formula that all workbooks of a definition share, and a function for its value in one submission."""

    text: str
    value: Callable[[EvaluatedSubmission], Number | str | None]

    def of(self, evaluated: EvaluatedSubmission) -> Formula:
        """The formula with its value for a submission."""
        return Formula(self.text, self.value(evaluated))
