"""What may be told while texts are read: each decision, so that a trial of a sentence goes by the checks themselves."""

from __future__ import annotations

import re
from typing import Literal, Protocol

from xlsreport.checking.claims.decisions import Decision
from xlsreport.checking.claims.evidence.reached_numbers import Reach
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.prose import ProseLine
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.definition.resolving.claim_resolution import BoundClaim

Outcome = Literal["agrees", "adds_up", "at_most", "another_whole", "contradicts", "unknown", "other", "section"]
"""What a statement amounts to. ``adds_up``: with others of its line; ``at_most``: it is a part,
and with its list no more than the whole; ``another_whole``: it is a part of
something that the tables do not have; ``unknown``: the figure is blank; ``other``: it is
about something else; ``section``: its claim is not read for the section."""


class ClaimTrace(Protocol):
    """Is told what is decided, in the order in which it is; lines are named by their section and number."""

    def reads(self, line: tuple[str, int], prose: ProseLine) -> None:
        """A line is about to be read."""

    def decides(self, figure: FigurePattern, match: re.Match[str], number: tuple[int, int], decision: Decision) -> None:
        """Of the line read last: the figure, what its phrase matched, and from where to where the number stands."""

    def judges(self, line: tuple[str, int], statement: Statement, outcome: Outcome, reach: Reach | None) -> None:
        """A statement of a line was compared, or was not; of one that words from afar reach, what else they reach."""

    def meets_period(self, line: tuple[str, int], claim: BoundClaim, written: str, *, is_right: bool) -> None:
        """A line states a statistical period."""
