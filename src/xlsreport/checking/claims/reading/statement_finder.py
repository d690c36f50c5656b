"""Finds the statements of sentences about figures, without those that may speak of something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from xlsreport.checking.claims.alike_sentences.agreement import IsRight, agrees
from xlsreport.checking.claims.decisions import Trace
from xlsreport.checking.claims.names.bodies import NamedBodies
from xlsreport.checking.claims.names.reporting_body import ReportingBody
from xlsreport.checking.claims.patterns.claim_patterns import ClaimPatterns
from xlsreport.checking.claims.patterns.figure_patterns import ElsewherePattern
from xlsreport.checking.claims.prose import ProseLine
from xlsreport.checking.claims.reading.line_matcher import LineMatcher
from xlsreport.checking.claims.reading.line_structure import LineStructure
from xlsreport.checking.claims.reading.scopes import ScopeExaminer
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.checking.claims.reading.told_parts import ToldParts


def _beside_bare(statement: Statement, line: ProseLine) -> Statement:
    """A statement of the flat text that finds the number before it where the bare text has it."""
    return replace(statement, last_before=lambda: line.in_bare(statement.last_before()))


class StatementFinder:
    """Reads lines of one report, about one year."""

    def __init__(self, patterns: ClaimPatterns, year: int, body: ReportingBody, trace: Trace | None = None) -> None:
        self._patterns = patterns
        self._trace = trace
        self._year = year
        self._body = body

    @cached_property
    def _elsewhere(self) -> tuple[ElsewherePattern, ...]:
        return tuple(each for each in self._patterns.elsewhere if each.counts_for(self._body))

    @cached_property
    def _bodies(self) -> NamedBodies:
        return self._patterns.bodies_for(self._body)

    def statements(self, line: ProseLine, subjects: frozenset[str], is_right: IsRight) -> Iterator[Statement]:
        """What a line states; each number counts once, for the first figure that it fits.

        Args:
            line: what is read.
            subjects: those that it or its heading may speak of; no others are looked for.
            is_right: whether a figure is so much.
        """
        bare = self._matcher(line.bare, line.heading, subjects, is_right)
        yield from bare.statements(bare.candidates)
        if line.has_number_inside:
            flat = self._matcher(line.flat, line.heading, subjects, is_right, line.insides)
            read = flat.statements([each for each in flat.candidates if each.figure.figure.declared.part])
            yield from (_beside_bare(each, line) for each in read if line.is_inside(each.position))

    def agrees(self, line: ProseLine, subjects: frozenset[str], is_right: IsRight) -> bool:
        """Whether all numbers of a line are right that a phrase finds: then nothing of it need be examined."""
        if not agrees(self._patterns, line.bare, subjects, is_right):
            return False
        if not line.has_number_inside:
            return True
        return agrees(self._patterns, line.flat, subjects, is_right, line.insides)

    def structure(self, line: ProseLine) -> LineStructure:
        """How a line is built that is not searched for figures."""
        return LineStructure(self._patterns, self._bodies, line.bare, line.heading)

    def _matcher(
        self,
        text: str,
        heading: str,
        subjects: frozenset[str],
        is_right: IsRight,
        counting: Sequence[tuple[int, int]] | None = None,
    ) -> LineMatcher:
        structure = LineStructure(self._patterns, self._bodies, text, heading, counting)
        examiner = ScopeExaminer(structure, self._elsewhere, self._year, ToldParts(structure, self._elsewhere))
        return LineMatcher(structure, examiner, subjects, is_right, self._trace)
