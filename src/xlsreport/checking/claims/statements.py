"""Finds the statements of sentences about figures, without those that may speak of something else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from xlsreport.checking.claims.alike_sentences.agreement import NONE, IsRight, agrees
from xlsreport.checking.claims.claim_patterns import Candidate, ClaimPatterns
from xlsreport.checking.claims.decisions import COUNTS, IN_DOUBT, TAKEN, Decision, Far, Trace
from xlsreport.checking.claims.figure_patterns import FigurePattern, SearchPhrase
from xlsreport.checking.claims.line_structure import LineStructure
from xlsreport.checking.claims.names.reporting_body import ReportingBody
from xlsreport.checking.claims.prose import ProseLine
from xlsreport.checking.claims.quantities import Quantity, counts_of_unit, number_and_unit, quantity_of
from xlsreport.checking.claims.scopes import ScopeExaminer

_SENTENCE = re.compile("[^。]+")
_NUMERIC = re.compile("[0-9零〇一二两三四五六七八九十百]")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Statement:
    """That a text says so much of a figure: as written, in which sentence of its line, counted from 0.

    Attributes:
        span: from where to where the phrase stands; ``position`` is where its number does.
        is_whole: whether it speaks of the figure as the table has it, rather than of a part or of something else.
        in_doubt: whether it may speak of it, but nothing says what the sentence is about.
        is_right: whether the figure is so much.
        is_apart: whether only words far from it say that it is about something else.
        reached_by: finds these words, also for a number that is right, whose sentence was not examined.
        other_body: the words for the body that it is told of, if that may not be the reporting one.
        goes_on_of: finds the same for a number that is right, whose sentence was not examined.
        told_of: finds the same, if its own sentence names that body.
        counted: finds the numbers of the same unit in its sentence, itself among them, by their positions.
        goes_on_from: finds the same in the sentences before it, the nearest first, if its own names no subject first.
        last_before: finds where the last number of its sentence stands that goes before its phrase; -1 where none does.
        part_begins: finds where its part of the sentence begins, behind words such as 其中 if there are any.
    """

    pattern: FigurePattern
    quantity: Quantity
    written: str
    sentence: int
    clause: str
    span: tuple[int, int]
    position: int
    is_whole: bool
    in_doubt: bool
    is_right: bool
    is_apart: bool
    other_body: str
    reached_by: Callable[[], Far] = field(compare=False)
    goes_on_of: Callable[[], str] = field(compare=False)
    told_of: Callable[[], str] = field(compare=False)
    counted: Callable[[], Mapping[int, Quantity]] = field(compare=False)
    goes_on_from: Callable[[], Iterator[Mapping[int, Quantity]]] = field(compare=False)
    last_before: Callable[[], int] = field(compare=False)
    part_begins: Callable[[], int] = field(compare=False)

    def counted_before(self) -> Mapping[int, Quantity]:
        """The numbers of the same unit that stand before it in its sentence, by their positions."""
        return {position: each for position, each in self.counted().items() if position < self.position}

    @property
    def is_sum_of_those_before(self) -> bool:
        """Whether it is the sum of the numbers of its unit with which its sentence goes on until it."""
        before = sorted(self.counted_before().items(), reverse=True)
        return self.quantity.value in accumulate(each.value for _, each in before)


class StatementFinder:
    """Reads lines of one report, about one year."""

    def __init__(self, patterns: ClaimPatterns, year: int, body: ReportingBody, trace: Trace | None = None) -> None:
        self._patterns = patterns
        self._trace = trace
        self._year = year
        self._elsewhere = tuple(each for each in patterns.elsewhere if each.counts_for(body))
        self._bodies = patterns.bodies_for(body)

    def statements(self, line: ProseLine, subjects: frozenset[str], is_right: IsRight) -> Iterator[Statement]:
        """What a line states; each number counts once, for the first figure that it fits.

        Args:
            line: what is read.
            subjects: those that it or its heading may speak of; no others are looked for.
            is_right: whether a figure is so much.
        """
        bare = self._matcher(line.bare, line.heading, subjects, is_right)
        yield from bare.statements(bare.candidates)
        if _NUMERIC.search(line.inside):
            flat = self._matcher(line.flat, line.heading, subjects, is_right, line.insides)
            read = flat.statements([each for each in flat.candidates if each.figure.figure.declared.part])
            yield from (each for each in read if line.is_inside(each.position))

    def agrees(self, line: ProseLine, subjects: frozenset[str], is_right: IsRight) -> bool:
        """Whether all numbers of a line are right that a phrase finds: then nothing of it need be examined."""
        bare = LineStructure(self._patterns, self._bodies, line.bare, line.heading)
        if not agrees(bare, subjects, is_right):
            return False
        if not _NUMERIC.search(line.inside):
            return True
        flat = LineStructure(self._patterns, self._bodies, line.flat, line.heading, line.insides)
        return agrees(flat, subjects, is_right, line.is_inside)

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
    ) -> _LineMatcher:
        structure = LineStructure(self._patterns, self._bodies, text, heading, counting)
        examiner = ScopeExaminer(structure, self._elsewhere, self._year)
        return _LineMatcher(structure, examiner, subjects, is_right, self._trace)


@dataclass(frozen=True)
class _LineMatcher:
    """One line while it is read."""

    structure: LineStructure
    examiner: ScopeExaminer
    subjects: frozenset[str]
    is_right: IsRight
    trace: Trace | None

    @property
    def candidates(self) -> Sequence[Candidate]:
        """What may be stated in it: a phrase with a number needs its words in sentences that have one."""
        structure = self.structure
        return structure.patterns.candidates(structure.text, structure.counting_text, self.subjects)

    @cached_property
    def _spoken_of(self) -> Sequence[Candidate]:
        """All figures that the line may speak of, be it without a number."""
        return self.structure.patterns.candidates(self.structure.text, self.structure.text, self.subjects)

    def statements(self, candidates: Sequence[Candidate]) -> Iterator[Statement]:
        """What is stated of some figures, in a line that may speak of others as well.

        A phrase within a longer one that is right is no statement of its own: 转下年度答复1件 is not 答复1件.
        """
        found = [each for candidate in candidates for each in self._stated(candidate)]
        right: dict[int, list[Statement]] = {}
        for each in found:
            if each.is_right:
                right.setdefault(each.position, []).append(each)
        understood = {each.position for each in found}
        for each in found:
            if not any(_is_within(each, other) for other in right.get(each.position, ())):
                of_another = self._is_of_another_whole(each, understood)
                yield replace(each, is_whole=False) if of_another else each

    def _is_of_another_whole(self, statement: Statement, understood: Set[int]) -> bool:
        """Whether a part follows a number that is none of the report's: 抽查答复30件，其中予以公开10件."""
        if statement.is_right or not statement.pattern.figure.declared.part:
            return False
        start = self.structure.start_of_sentence(statement.span[0])
        last = max(self._wholes(start, statement.span[0]), key=lambda each: each[0], default=None)
        if last is None or last[0] in understood:
            return False
        if (quantity := last[1]).value < statement.quantity.value:
            return False
        return not any(self.is_right(each.figure, quantity) for each in self._spoken_of)

    def _wholes(self, begin: int, end: int) -> Iterator[tuple[int, Quantity]]:
        """The numbers whose parts are told behind them, and where they stand."""
        text = self.structure.text
        for phrase in self.structure.patterns.wholes:
            pattern = phrase.pattern_for(text)
            for match in pattern.finditer(text, begin, end) if pattern else ():
                if (quantity := quantity_of(match["number"])) is not None:
                    yield match.start("number"), quantity

    @cached_property
    def _taken(self) -> set[int]:
        """Where the numbers stand that were said to count for a figure."""
        return set()

    def _stated(self, candidate: Candidate) -> Iterator[Statement]:
        figure = candidate.figure
        for match in self._matches(candidate.phrases):
            number, quantity = _number_in(match, figure.worth)
            is_right = quantity is not None and self.is_right(figure, quantity)
            decision = self._decision(figure, quantity, match, number, is_right=is_right)
            self._tell(figure, match, number, decision)
            if quantity is not None and (decision.scope is not None or decision.far):
                if decision.scope == "whole":
                    self._taken.add(number[0])
                yield self._statement(figure, quantity, match, number, decision, is_right=is_right)
        none = self._none(candidate)
        if none is not None:
            yield self._statement(figure, NONE, none, none.span(), COUNTS, is_right=False)

    def _matches(self, phrases: Sequence[SearchPhrase]) -> Iterator[re.Match[str]]:
        """Where phrases with a number stand."""
        text = self.structure.text
        for phrase in phrases:
            pattern = phrase.pattern_for(text)
            if pattern is not None:
                for begin, end in self.structure.counting_sentences:
                    yield from pattern.finditer(text, begin, end)

    def _none(self, candidate: Candidate) -> re.Match[str] | None:
        """Where the text says that there was none."""
        if not candidate.none or self.is_right(candidate.figure, NONE):
            return None
        for phrase in candidate.none:
            pattern = phrase.pattern_for(self.structure.text)
            for match in pattern.finditer(self.structure.text) if pattern else ():
                decision = self.examiner.decision(candidate.figure, match, match.span())
                self._tell(candidate.figure, match, match.span(), decision)
                if decision.scope == "whole":
                    return match
        return None

    def _tell(self, figure: FigurePattern, match: re.Match[str], number: tuple[int, int], decision: Decision) -> None:
        if self.trace is not None:
            self.trace(figure, match, number, decision)

    def _statement(
        self,
        figure: FigurePattern,
        quantity: Quantity,
        match: re.Match[str],
        number: tuple[int, int],
        decision: Decision,
        *,
        is_right: bool,
    ) -> Statement:
        return Statement(
            figure,
            quantity,
            written=self.structure.text[slice(*number)],
            sentence=bisect_left(self._ends, match.start()),
            clause=match[0],
            span=match.span(),
            position=number[0],
            is_whole=decision.scope == "whole",
            in_doubt=decision.cause in IN_DOUBT and not decision.far,
            is_right=is_right,
            is_apart=bool(decision.far),
            other_body=decision.words if decision.cause == "body" else "",
            reached_by=lambda: self.examiner.decision(figure, match, number).far if is_right else decision.far,
            goes_on_of=lambda: self.examiner.other_body(match),
            told_of=lambda: self.examiner.other_body(match, in_sentence=True),
            counted=lambda: self._counted(*number),
            goes_on_from=lambda: self._counted_above(*number),
            last_before=lambda: self._last_before(match.start()),
            part_begins=lambda: self.examiner.part_begins(number[0]),
        )

    def _last_before(self, position: int) -> int:
        text, start = self.structure.text, self.structure.start_of_sentence(position)
        counts = self.structure.patterns.counts.finditer(text, start, position)
        return max((each.start() for each in counts), default=-1)

    def _counted(self, begin: int, end: int) -> Mapping[int, Quantity]:
        """The numbers in digits, of the unit of a number, in its sentence, by their positions."""
        sentence = self.structure.start_of_sentence(begin), self.structure.end_of_sentence(end)
        return counts_of_unit(self.structure.text, (begin, end), sentence)

    def _counted_above(self, begin: int, end: int) -> Iterator[Mapping[int, Quantity]]:
        """The same in each sentence before, the nearest first, if the number's own names no subject before a number."""
        structure, start = self.structure, self.structure.start_of_sentence(begin)
        counted = self._counted(begin, end)
        names_one = structure.names_subject(start, min(counted, default=begin))
        while counted and start and not names_one:
            start, before = structure.start_of_sentence(start - 1), start - 1
            yield (counted := counts_of_unit(structure.text, (begin, end), (start, before)))

    @cached_property
    def _ends(self) -> Sequence[int]:
        """Where each sentence ends; an empty one is none."""
        return [match.end() for match in _SENTENCE.finditer(self.structure.text)]

    def _decision(
        self,
        figure: FigurePattern,
        quantity: Quantity | None,
        match: re.Match[str],
        number: tuple[int, int],
        *,
        is_right: bool,
    ) -> Decision:
        """Whether a number counts; one that is right does without looking, as most are."""
        if quantity is None:
            return Decision(None, "no_number", match.string[slice(*number)])
        if number[0] in self._taken:
            return TAKEN
        return COUNTS if is_right else self.examiner.decision(figure, match, number)


def _is_within(inner: Statement, outer: Statement) -> bool:
    """Whether one statement's phrase is a part of another's about the same number."""
    begin, end = outer.span
    is_longer = end - begin > inner.span[1] - inner.span[0]
    return is_longer and begin <= inner.span[0] and inner.span[1] <= end


def _number_in(match: re.Match[str], worth: Mapping[str, Decimal]) -> tuple[tuple[int, int], Quantity | None]:
    """Where a number stands, from its first digit to the end of its unit, and its quantity, by what units are worth."""
    name, unit = number_and_unit(match)
    end = match.end("unit" if unit else name)
    quantity = quantity_of(match[name], worth.get(unit, _ONE))
    return (match.start(name), end + (match.string[end : end + 1] == "%")), quantity
