"""What the tables have in place of what statements say, each figure evaluated once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.checking.claims.patterns.claim_patterns import ClaimPatterns
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.quantities import Quantity
from xlsreport.checking.evaluation.begun_rows import values_with_begun_rows
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.rule_language.expression import Expression
from xlsreport.submission.submission import Submission
from xlsreport.values import Number


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure that a statement was compared with."""

    expression: Expression
    value: Number


class ComparedFigures:
    """The figures of one submission, as far as its texts may speak of them.

    Args:
        is_asked: whether somebody asks why sentences count: then nothing is right where nothing was entered.
    """

    def __init__(self, submission: Submission, values: Values, patterns: ClaimPatterns, *, is_asked: bool) -> None:
        self._submission = submission
        self._values = values
        self._patterns = patterns
        self._is_asked = is_asked
        self._evaluated: dict[str, Number | None] = {}

    def is_right(self, figure: FigurePattern, quantity: Quantity) -> bool:
        """Whether a figure is so much in one of the ways in which it may be counted, or is not known."""
        if self._is_asked and not self._submission.entries and not self._submission.nil_returns:
            return False
        sources, trees = figure.figure.declared.equals, figure.figure.equals
        first = self._value(sources[0], trees[0])
        if first is None or quantity.agrees_with(first):
            return True
        others = map(self._value, sources[1:], trees[1:])  # few are evaluated, since most numbers are the figure itself
        return any(value is not None and quantity.agrees_with(value) for value in others)

    def totals_of(self, subject: str) -> Sequence[Number]:
        """All that the figures of a subject that are no parts may be."""
        figures = (each for each in self._patterns.figures[subject] if not each.figure.declared.part)
        return [other.value for each in figures for other in self.compared(each)]

    def is_known(self, figure: FigurePattern) -> bool:
        """Whether a figure has a value."""
        return self.figure(figure) is not None

    def figure(self, figure: FigurePattern) -> Number | None:
        """The figure itself; None as long as it is blank."""
        return self._value(figure.figure.declared.equals[0], figure.figure.equals[0])

    def compared(self, figure: FigurePattern) -> tuple[ComparedFigure, ...]:
        """All that a figure may be; nothing as long as it is blank itself."""
        sources, trees = figure.figure.declared.equals, figure.figure.equals
        if self._value(sources[0], trees[0]) is None:
            return ()
        values = zip(trees, map(self._value, sources, trees), strict=True)
        return tuple(ComparedFigure(tree, value) for tree, value in values if value is not None)

    def _value(self, source: str, tree: Expression) -> Number | None:
        """The value of an expression, which many figures have in common."""
        if source not in self._evaluated:
            known = self._values.of(tree)
            self._evaluated[source] = self._begun.of(tree) if known is None else known
        return self._evaluated[source]

    @cached_property
    def _begun(self) -> Values:
        return values_with_begun_rows(self._submission, self._values)
