"""Statements in the texts of a submission that contradict its tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from xlsreport.checking.claims.alike_sentences.told_line import tells_nothing
from xlsreport.checking.claims.claim_trace import ClaimTrace, Outcome
from xlsreport.checking.claims.compared_figures import ComparedFigure, ComparedFigures
from xlsreport.checking.claims.evidence.believed_bodies import BelievedBodies
from xlsreport.checking.claims.evidence.continued_lists import ContinuedLists
from xlsreport.checking.claims.evidence.corroboration import Corroboration
from xlsreport.checking.claims.evidence.listed_parts import ListedParts
from xlsreport.checking.claims.evidence.reached_numbers import ReachedNumbers
from xlsreport.checking.claims.evidence.stated_wholes import StatedSums, StatedWholes
from xlsreport.checking.claims.names.reporting_body import reporting_body
from xlsreport.checking.claims.patterns.claim_patterns import ClaimPatterns
from xlsreport.checking.claims.patterns.figure_patterns import PeriodPattern
from xlsreport.checking.claims.patterns.pattern_building import patterns_for
from xlsreport.checking.claims.periods import period_after, periods_in
from xlsreport.checking.claims.prose import Outline, ProseLine, without_blanks
from xlsreport.checking.claims.quantities import Quantity
from xlsreport.checking.claims.reading.stated_years import earlier_years
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.checking.claims.reading.statement_finder import StatementFinder
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.resolving.claim_resolution import BoundClaim
from xlsreport.letter_case import lowered
from xlsreport.submission.submission import Submission

_MAX_CHARACTERS = 200_000
"""Characters of one submission's texts that are read: thirty times a long report."""
_YEAR = re.compile("20[0-9]{2}|二[〇零○]")
_MAX_CONTRADICTIONS = 500
"""Contradictions that are reported; nobody corrects more of them one by one."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement that equals none of the figures that it may equal.

    ``line`` counts the lines of the section from 0; ``clause`` is the text that was understood, ``written`` the number
    in it, ``quantity`` what it was read as; ``period`` what the report's period is where the statement is about that.
    """

    claim: BoundClaim
    section: str
    line: int
    sentence: int
    clause: str
    written: str
    quantity: Quantity | None
    compared: tuple[ComparedFigure, ...]
    period: str = ""


def trace_claims(submission: Submission, values: Values, trace: ClaimTrace) -> None:
    """Read all texts as :func:`agreed_figures` does, and tell what is decided.

    Where nothing was entered, nothing agrees, so that each statement is examined.
    """
    if submission.year is None or not submission.definition.claims:
        return
    patterns = patterns_for(submission.definition, submission.year)
    for _ in _ContradictionFinder(submission, values, patterns, submission.year, trace).all():
        pass


def contradictions(submission: Submission, values: Values) -> tuple[Contradiction, ...]:
    """All contradictions between texts and tables, in the order of the texts."""
    if submission.year is None or not submission.definition.claims:
        return ()
    patterns = patterns_for(submission.definition, submission.year)
    found = _ContradictionFinder(submission, values, patterns, submission.year).all()
    return tuple(dict.fromkeys(islice(found, _MAX_CONTRADICTIONS)))


class _ContradictionFinder:
    def __init__(
        self,
        submission: Submission,
        values: Values,
        patterns: ClaimPatterns,
        year: int,
        trace: ClaimTrace | None = None,
    ) -> None:
        self._trace = trace
        self._submission = submission
        self._patterns = patterns
        decides = None if trace is None else trace.decides
        self._reader = StatementFinder(patterns, year, reporting_body(submission), decides)
        self._period = submission.definition.declaration.period.text.format_map(submission.names)
        self._figures = ComparedFigures(submission, values, patterns, is_asked=trace is not None)

    def all(self) -> Iterator[Contradiction]:
        """Section by section."""
        stated = tuple(self._stated())
        believed = BelievedBodies(
            (line.statements for line in stated), lambda statement: self._figures.is_known(statement.pattern)
        )
        for line in stated:
            if line.is_doubted:
                yield from self._contradicted(line, believed)
            yield from line.periods

    def _stated(self) -> Iterator[_StatedLine]:
        room = _MAX_CHARACTERS
        for section in self._submission.definition.narratives:
            lines = [
                without_blanks(raw, spaced=self._patterns.spaced) for raw in self._submission.printed(section).lines
            ]
            read = [text for text in lines if (room := room - len(text)) >= 0]
            yield from self._section(section, lines[: len(read)])

    def _section(self, section: str, lines: Sequence[str]) -> Iterator[_StatedLine]:
        # A heading that is not printed, since the form has it too, says what stands below it nevertheless.
        typed = [text or raw.strip() for text, raw in zip(lines, self._submission.texts.get(section, ()), strict=False)]
        sought_periods = self._patterns.periods_in("\n".join(typed))
        outline, heading, above = Outline(), "", frozenset[str]()
        for number, text in enumerate(lines):
            if outline.enter(typed[number]):
                heading, above = self._patterns.heading(str(outline))
            stated = _StatedLine(section, number)
            masked = self._patterns.mask.masked(text)
            subjects = self._patterns.spoken_of(masked) | above
            if text and (self._trace or (subjects and not tells_nothing(self._patterns, masked, subjects))):
                self._read(stated, ProseLine(self._patterns.readable(text), heading, self._patterns.asides), subjects)
            if sought_periods:
                stated.periods += self._periods(section, number, text, sought_periods)
            stated.periods += self._years(stated, text)
            yield stated

    def _read(self, stated: _StatedLine, line: ProseLine, subjects: frozenset[str]) -> None:
        """What a line states; if all its numbers are right, that is found out when somebody asks for it."""
        if self._trace:
            self._trace.reads((stated.section, stated.number), line)
        agrees = self._trace is None and self._reader.agrees(line, subjects, self._figures.is_right)
        stated.read = lambda: self._reader.statements(line, subjects, self._figures.is_right)
        stated.is_doubted = not agrees and bool(stated.statements)

    def _years(self, line: _StatedLine, text: str) -> Iterator[Contradiction]:
        """Where a line speaks of an earlier year as if it were the report's."""
        section, number = line.section, line.number
        claims = [each for each in self._patterns.years_with if _YEAR.search(text) and _is_read_for(each[0], section)]
        plain = self._patterns.readable(text) if claims else ""
        for claim, rightly in claims:
            if not rightly.found_in(plain, 0, len(plain)):
                structure = self._reader.structure(ProseLine(plain, "", self._patterns.asides))
                for sentence, written in earlier_years(structure, line.statements):
                    year = str(self._patterns.year)
                    yield Contradiction(claim, section, number, sentence, written, written, None, (), period=year)

    def _contradicted(self, line: _StatedLine, believed: BelievedBodies) -> Iterator[Contradiction]:
        figures, statements = self._figures, line.statements
        listed, wholes = ListedParts(statements), StatedWholes(statements, figures.is_right, figures.totals_of)
        continued = ContinuedLists(statements, lambda each: figures.figure(each.pattern), figures.totals_of)
        of_another = (wholes.are_other_than, wholes.is_of_another_body, listed.has, continued.has)
        corroboration = Corroboration(statements, lambda each: figures.is_known(each.pattern))
        reached = ReachedNumbers(statements, lambda each: figures.figure(each.pattern))
        evidence = (believed, corroboration, reached)
        counted: set[int] = set()
        for statement in statements:
            is_believed = any(each.counts(statement) for each in evidence)
            counts = statement.is_whole or (is_believed and statement.position not in counted)
            outcome = self._outcome(statement, line) if counts else "other"
            if outcome == "contradicts" and any(find(statement) for find in of_another):
                outcome = "another_whole"
            if outcome == "contradicts" and not self._stands(statement, line):
                outcome = "another_whole"
            if self._trace:
                self._trace.judges((line.section, line.number), statement, outcome, reached.reach_of(statement))
            if outcome in ("contradicts", "adds_up", "at_most", "section"):
                counted.add(statement.position)
            if outcome == "contradicts":
                yield Contradiction(
                    statement.pattern.claim,
                    line.section,
                    line.number,
                    statement.sentence,
                    statement.clause,
                    statement.written,
                    statement.quantity,
                    self._figures.compared(statement.pattern),
                )

    def _stands(self, statement: Statement, line: _StatedLine) -> bool:
        """Whether what a statement needs beside it is there: others to be added, or the figure that has changed."""
        declared = statement.pattern.figure.declared
        if declared.addend and not line.sums.has_addends(statement):
            return False
        return not declared.after or self._follows(statement, line)

    def _follows(self, statement: Statement, line: _StatedLine) -> bool:
        """Whether the number before a change is the figure that has changed, as the table has it.

        What stands between may be the same change in another way: 收到12件，下降25%，减少4件.
        """
        position, after = statement.last_before(), statement.pattern.figure.declared.after
        for each in line.statements:
            if each.position == position and each.pattern.figure.declared.after == after:
                return position < statement.position and self._follows(each, line)
            if each.position == position and each.is_right and each.pattern.figure.declared.equals[0] == after:
                return each.quantity.agrees_with(self._figures.compared(each.pattern)[0].value)
        return False

    def _outcome(self, statement: Statement, line: _StatedLine) -> Outcome:
        """What a statement about the tables amounts to."""
        if not self._figures.is_known(statement.pattern):
            return "unknown"
        if statement.is_right:
            return "agrees"
        if not _is_read_for(statement.pattern.claim, line.section):
            return "section"
        if statement.pattern.figure.declared.sum_of_list and statement.is_sum_of_those_before:
            return "adds_up"
        values = [each.value for each in self._figures.compared(statement.pattern)]
        if statement.pattern.figure.declared.at_most:
            return "contradicts" if line.sums.exceed(statement, values) else "at_most"
        return "adds_up" if line.sums.adds_up(statement, values) else "contradicts"

    def _periods(
        self, section: str, number: int, text: str, sought: Sequence[PeriodPattern]
    ) -> Iterator[Contradiction]:
        for each in sought:
            if not each.phrase.required.are_somewhere_in(lowered(text)):
                continue
            text, claim = self._patterns.readable(text), each.claim
            pattern = each.phrase.pattern_for(text)
            for match in pattern.finditer(text) if pattern else ():
                if each.of_another.found_in(text, text.rfind("。", 0, match.start()) + 1, match.start()):
                    continue
                stated = period_after(text, match.end())
                own = next(periods_in(self._period), None)
                if stated is None or own is None or not _is_read_for(claim, section):
                    continue
                if self._trace:
                    self._trace.meets_period((section, number), claim, stated[1], is_right=stated[0] == own)
                if stated[0] == own:
                    continue
                sentence = text.count("。", 0, match.start())
                yield Contradiction(
                    claim, section, number, sentence, stated[1], stated[1], None, (), period=self._period
                )


@dataclass
class _StatedLine:
    """What a line of a section states of figures, and where it states another period.

    Attributes:
        read: finds what it states.
        is_doubted: whether any of that may be wrong.
    """

    section: str
    number: int
    read: Callable[[], Iterable[Statement]] = tuple
    is_doubted: bool = False
    periods: list[Contradiction] = field(default_factory=list)

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """What it states."""
        return tuple(self.read())

    @cached_property
    def sums(self) -> StatedSums:
        """The sums of what it states of each figure."""
        return StatedSums(self.statements)


def _is_read_for(claim: BoundClaim, section: str) -> bool:
    sections: Sequence[str] = claim.declared.sections
    return not sections or section in sections
