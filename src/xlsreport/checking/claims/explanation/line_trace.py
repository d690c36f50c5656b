"""Collects what is told while texts are read, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xlsreport.checking.claims.claim_trace import Outcome
from xlsreport.checking.claims.decisions import Decision
from xlsreport.checking.claims.evidence.reached_numbers import Reach
from xlsreport.checking.claims.explanation.text_explanation import ExplainedPeriod
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.prose import ProseLine
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.definition.resolving.claim_resolution import BoundClaim


@dataclass(slots=True)
class TracedLine:
    """What was told of one line."""

    place: tuple[str, int]
    prose: ProseLine
    decided: list[tuple[FigurePattern, re.Match[str], tuple[int, int], Decision]] = field(default_factory=list)
    judged: list[tuple[Statement, Outcome, Reach | None]] = field(default_factory=list)
    periods: list[ExplainedPeriod] = field(default_factory=list)


class LineTrace:
    """Collects what is told while texts are read."""

    def __init__(self) -> None:
        self.lines: list[TracedLine] = []

    def reads(self, line: tuple[str, int], prose: ProseLine) -> None:
        """A line is about to be read."""
        self.lines.append(TracedLine(line, prose))

    def decides(self, figure: FigurePattern, match: re.Match[str], number: tuple[int, int], decision: Decision) -> None:
        """A phrase of the line read last was decided upon."""
        self.lines[-1].decided.append((figure, match, number, decision))

    def judges(self, line: tuple[str, int], statement: Statement, outcome: Outcome, reach: Reach | None) -> None:
        """A statement was compared, or was not."""
        self._line(line).judged.append((statement, outcome, reach))

    def meets_period(self, line: tuple[str, int], claim: BoundClaim, written: str, *, is_right: bool) -> None:
        """A line states a statistical period."""
        self._line(line).periods.append(ExplainedPeriod(claim.id, written, is_right))

    def _line(self, place: tuple[str, int]) -> TracedLine:
        return next(line for line in self.lines if line.place == place)
