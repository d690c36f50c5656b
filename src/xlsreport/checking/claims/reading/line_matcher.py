"""Finds what one line states of figures, by their phrases."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from xlsreport.checking.claims.alike_sentences.agreement import IsRight
from xlsreport.checking.claims.decisions import COUNTS, IN_DOUBT, TAKEN, Decision, Trace
from xlsreport.checking.claims.patterns.claim_patterns import Candidate
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern, SearchPhrase
from xlsreport.checking.claims.quantities import NONE, Quantity, counts_of_unit, number_and_unit, quantity_of
from xlsreport.checking.claims.reading.line_structure import LineStructure
from xlsreport.checking.claims.reading.scopes import ScopeExaminer
from xlsreport.checking.claims.reading.statement import Statement

_SENTENCE = re.compile("[^。]+")
_ONE = Decimal(1)


@dataclass(frozen=True)
class LineMatcher:
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
        before_brackets = self._before_brackets(found)
        for each in found:
            if not any(each.is_within(other) for other in right.get(each.position, ())):
                of_another = self._is_of_another_whole(each, understood) or self._is_of_bracketed(each, before_brackets)
                goes_on = of_another or self._goes_on_from_another(each, understood)
                yield replace(each, is_whole=False) if goes_on else each

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

    def _goes_on_from_another(self, statement: Statement, understood: Set[int]) -> bool:
        """Whether a number that names no subject goes on from another one that is none of the report's, and greater:
        受理纳税人申请5600件，办结5590件.
        """
        names_it = self.structure.names_subject(*statement.span)
        if statement.is_right or statement.pattern.figure.declared.part or names_it:
            return False
        before = statement.last_before()
        quantity = statement.counted_before().get(before) if before not in understood else None
        if quantity is None or quantity.value < statement.quantity.value:
            return False
        goes_on = "；" not in self.structure.text[before : statement.position]
        return goes_on and not any(self.is_right(each.figure, quantity) for each in self._spoken_of)

    def _before_brackets(self, found: Iterable[Statement]) -> Mapping[int, Statement]:
        """The part whose number stands right before each bracket, by where the bracket begins."""
        parts = (each for each in found if each.pattern.figure.declared.part)
        ends = {each.position + len(each.written): each for each in parts}
        begins = (begin for begin, _ in self.structure.counting or ())
        return {begin: ends[begin - 1] for begin in begins if begin - 1 in ends}

    def _is_of_bracketed(self, part: Statement, before: Mapping[int, Statement]) -> bool:
        """Whether a part stands in brackets behind the number of one column: 自然人132件（予以公开40件）."""
        if part.is_right or not before or not part.pattern.figure.declared.part:
            return False
        spans = self.structure.counting or ()
        begin, end = spans[bisect_right(spans, part.position, key=itemgetter(0)) - 1]
        whole = before.get(begin) if part.position < end else None
        return whole is not None and not whole.pattern.own_lines & part.pattern.own_lines

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
            part_begins=lambda: self.examiner.parts.begin(number[0]),
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


def _number_in(match: re.Match[str], worth: Mapping[str, Decimal]) -> tuple[tuple[int, int], Quantity | None]:
    """Where a number stands, from its first digit to the end of its unit, and its quantity, by what units are worth."""
    name, unit = number_and_unit(match)
    end = match.end("unit" if unit else name)
    quantity = quantity_of(match[name], worth.get(unit, _ONE))
    return (match.start(name), end + (match.string[end : end + 1] == "%")), quantity
