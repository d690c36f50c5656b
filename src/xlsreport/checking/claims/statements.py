"""Finds the statements of sentences about figures, without those that may speak of something else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from xlsreport.checking.claims.claim_patterns import Candidate, ClaimPatterns, ElsewherePattern, FigurePattern
from xlsreport.checking.claims.decisions import COUNTS, TAKEN, Decision, Trace
from xlsreport.checking.claims.own_name import OwnName
from xlsreport.checking.claims.prose import ProseLine
from xlsreport.checking.claims.quantities import Quantity, is_exact, quantity_of
from xlsreport.submission.typed_values.chinese_numerals import parse_chinese_number

_YEAR = {
    False: re.compile(r"(?<![比较与同和])(20[0-9]{2}|二[〇零○][〇零○一二三四五六七八九]{2})年(?!度?结转)"),
    True: re.compile(r"(?<!than )\b(20[0-9]{2})\b"),
}
"""A year that a text is about, not one that it compares with; by whether blanks part words."""
_SPAN = re.compile("(?:20)?[0-9]{2}(?:年度?)?(?:至|到|[-—–~～]+| to )$")
"""What stands before the last year of several: 2022年至2024年."""
_SENTENCE = re.compile("[^。]+")
_NEGATIONS = ("不", "未", "非", "没")
"""Characters that negate the word behind them: 不同意公开, 未办结."""
_NONE = Quantity(Decimal(0), Decimal(1))
_MAX_SENTENCE = 600
"""Characters; what goes on for longer is no sentence that can be read by patterns."""
_MAX_CONTEXT = 2 * _MAX_SENTENCE
"""Characters before a number in which words count that lead elsewhere: two sentences."""


@dataclass(frozen=True, slots=True)
class Statement:
    """That a text says so much of a figure: as written, in which sentence of its line, counted from 0.

    ``is_whole`` is whether it speaks of the figure as the table has it, rather than of a part or of another body;
    ``position`` is where its number stands.
    """

    pattern: FigurePattern
    quantity: Quantity
    written: str
    sentence: int
    clause: str
    position: int
    is_whole: bool


IsRight = Callable[[FigurePattern, Quantity], bool]
"""Whether a figure may have this value; then its sentence need not be examined."""


class StatementFinder:
    """Reads lines of one report, about one year."""

    def __init__(self, patterns: ClaimPatterns, year: int, agency: str, trace: Trace | None = None) -> None:
        self._patterns = patterns
        self._trace = trace
        self._year = year
        self._elsewhere = tuple(each for each in patterns.elsewhere if each.counts_for(agency))
        self._own_name = OwnName(agency)

    def statements(self, line: ProseLine, subjects: frozenset[str], is_right: IsRight) -> Iterator[Statement]:
        """What a line states; each number counts once, for the first figure that it fits.

        Args:
            line: what is read.
            subjects: those that it or its heading may speak of; no others are looked for.
            is_right: whether a figure is so much.
        """
        candidates = self._patterns.candidates(line.bare, subjects)
        if candidates:
            yield from self._reading(line.bare, line.heading, is_right).statements(candidates)
        if line.inside:
            inside = self._patterns.candidates(line.inside, subjects)
            parts = [each for each in inside if each.figure.figure.declared.part]
            yield from self._reading(line.flat, line.heading, is_right).statements(parts)

    def _reading(self, text: str, heading: str, is_right: IsRight) -> _LineMatcher:
        return _LineMatcher(
            self._patterns, self._elsewhere, self._own_name, self._year, is_right, text, heading, self._trace
        )


@dataclass(frozen=True)
class _LineMatcher:
    """One line while it is read."""

    patterns: ClaimPatterns
    elsewhere: Sequence[ElsewherePattern]
    own_name: OwnName
    year: int
    is_right: IsRight
    text: str
    heading: str
    trace: Trace | None

    def statements(self, candidates: Sequence[Candidate]) -> Iterator[Statement]:
        """What is stated of some figures."""
        taken: set[int] = set()
        for candidate in candidates:
            figure = candidate.figure
            for pattern in candidate.phrases:
                for match in pattern.finditer(self.text):
                    number = _number_in(match)
                    quantity = _quantity(figure, match)
                    decision = TAKEN if number[0] in taken else self._decision(figure, quantity, match, number)
                    self._tell(figure, match, number, decision)
                    if quantity is not None and decision.scope is not None:
                        if decision.scope == "whole":
                            taken.add(number[0])
                        yield self._statement(figure, quantity, match, number, is_whole=decision.scope == "whole")
            none = self._none(candidate)
            if none is not None:
                yield self._statement(figure, _NONE, none, none.span(), is_whole=True)

    def _none(self, candidate: Candidate) -> re.Match[str] | None:
        """Where the text says that there was none."""
        if not candidate.none or self.is_right(candidate.figure, _NONE):
            return None
        for pattern in candidate.none:
            for match in pattern.finditer(self.text):
                decision = self._examined(candidate.figure, match, match.span())
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
        *,
        is_whole: bool,
    ) -> Statement:
        sentence = bisect_left(self._ends, match.start())
        return Statement(figure, quantity, self.text[slice(*number)], sentence, match[0], number[0], is_whole)

    @cached_property
    def _ends(self) -> Sequence[int]:
        """Where each sentence ends; an empty one is none."""
        return [match.end() for match in _SENTENCE.finditer(self.text)]

    def _decision(
        self, figure: FigurePattern, quantity: Quantity | None, match: re.Match[str], number: tuple[int, int]
    ) -> Decision:
        """Whether a number counts; one that is right does without looking, as most are."""
        if quantity is None:
            return Decision(None, "no_number", match.string[slice(*number)])
        return COUNTS if self.is_right(figure, quantity) else self._examined(figure, match, number)

    def _examined(self, figure: FigurePattern, match: re.Match[str], number: tuple[int, int]) -> Decision:
        """Whether a phrase speaks of the figure, of this year and exactly; and then, of the whole or something else."""
        text, declared = self.text, figure.figure.declared
        start, end = self._start_of_sentence(match.start()), self._end_of_sentence(match.end())
        sentence = text[start:end]
        if end - start > _MAX_SENTENCE:
            return Decision(None, "long")
        if text[start : match.start()].endswith(_NEGATIONS):
            return Decision(None, "negated", text[match.start() - 1 : match.start()])
        subject, context = self._subject_at(match.end(), start)
        if subject != declared.about:
            return Decision(None, "subject", subject)
        if other_year := self._other_year(match):
            return other_year
        if not is_exact(text[start : number[0]], text[slice(*number)], text[number[1] : end]):
            return Decision(None, "inexact", text[max(start, number[0] - 2) : number[1] + 2])
        if figure.within and not self._is_within(figure.within, start, end):
            return Decision(None, "within", reach=sentence)
        clause = max(start, *(text.rfind(mark, start, match.start()) + 1 for mark in "，；："))
        clause_end = min(_first(text, mark, match.end(), end) for mark in "，；")
        if figure.unless and (found := figure.unless.search(text, clause, clause_end)):
            return Decision("other", "unless", found[0], text[clause:clause_end])
        if figure.unless_sentence and (found := figure.unless_sentence.search(text, start, end)):
            return Decision("other", "unless_sentence", found[0], sentence)
        part = max(start, text.rfind("；", start, match.start()) + 1)
        begins = {"clause": clause, "part": part, "context": max(context, match.start() - _MAX_CONTEXT)}
        return self._elsewhere(match, begins, declared.part)

    def _elsewhere(self, match: re.Match[str], begins: dict[str, int], is_part: bool) -> Decision:
        """Whether the text before a match, or in its gaps, takes it elsewhere."""
        if self.patterns.any_elsewhere.search(self.text, min(begins.values()), match.end()) is None:
            return COUNTS
        first = bisect_left(self._subjects, match.start(), key=itemgetter(0))
        names_subject = first < bisect_left(self._subjects, match.end(), key=itemgetter(0))
        left_out = self.own_name.left_out_of
        gaps = [left_out(gap) for gap in _gaps(match)]
        before = {where: left_out(self.text[begin : match.start()]) for where, begin in begins.items()}
        for each in self.elsewhere:
            if each.declared.but_parts and is_part:
                continue
            where = "context" if each.declared.lasting and not names_subject else each.declared.where
            for stretch in (before[where], *gaps):
                if words := each.found_in(stretch):
                    return Decision("other", "elsewhere", words, stretch)
        return COUNTS

    def _is_within(self, phrases: re.Pattern[str], start: int, end: int) -> bool:
        """Whether one of some phrases stands in the sentence, in the one before it or in the heading."""
        before = max(self._start_of_sentence(max(0, start - 1)), start - _MAX_SENTENCE)
        return phrases.search(self.text, before, end) is not None or phrases.search(self.heading) is not None

    @cached_property
    def _subjects(self) -> Sequence[tuple[int, str]]:
        """Where each subject is named."""
        return [(match.start(), str(match.lastgroup)) for match in self.patterns.subjects.finditer(self.text)]

    @cached_property
    def _above(self) -> str:
        """The subject of the heading."""
        named = [str(match.lastgroup) for match in self.patterns.subjects.finditer(self.heading)]
        return named[-1] if named else ""

    @cached_property
    def _years(self) -> Sequence[tuple[int, int | None]]:
        """Where each year is named."""
        found = _YEAR[self.patterns.spaced].finditer(self.text)
        return [(match.start(), None if self._ends_a_span(match) else _year_of(match[1])) for match in found]

    def _ends_a_span(self, year: re.Match[str]) -> bool:
        """Whether a year only ends a span of several."""
        return _SPAN.search(self.text, max(0, year.start() - 8), year.start()) is not None

    def _subject_at(self, position: int, start: int) -> tuple[str, int]:
        """The subject that is named last before a position, and from where on the text speaks of it.

        A sentence that names no subject goes on from the one before it, unless that left the heading's subject.
        """
        before = bisect_left(self._subjects, position, key=itemgetter(0))
        if not before:
            return self._above, 0
        begin, subject = self._subjects[before - 1]
        if begin >= start:
            return subject, start
        went_off = self._above and subject != self._above
        return "" if went_off else subject, self._start_of_sentence(begin)

    @cached_property
    def _stops(self) -> Sequence[int]:
        return [number for number, letter in enumerate(self.text) if letter == "。"]

    def _start_of_sentence(self, position: int) -> int:
        before = bisect_left(self._stops, position)
        return self._stops[before - 1] + 1 if before else 0

    def _end_of_sentence(self, position: int) -> int:
        after = bisect_left(self._stops, position)
        return self._stops[after] if after < len(self._stops) else len(self.text)

    def _other_year(self, match: re.Match[str]) -> Decision | None:
        """That the year named last, or one in a gap, is not the report's; None where it is, or none is named."""
        before = bisect_left(self._years, match.start(), key=itemgetter(0))
        named = [year for _, year in self._years[max(0, before - 1) : before]]
        years = _YEAR[self.patterns.spaced]
        named += [_year_of(year) for gap in _gaps(match) for year in years.findall(gap)]
        others = (year for year in named if year != self.year)
        return next((Decision(None, "year", str(year)) if year else Decision(None, "years") for year in others), None)


def _first(text: str, mark: str, position: int, end: int) -> int:
    """Where a mark comes first after a position, or the end."""
    found = text.find(mark, position, end)
    return end if found < 0 else found


def _quantity(figure: FigurePattern, match: re.Match[str]) -> Quantity | None:
    groups = match.groupdict()
    written = groups.get("percent") or groups.get("percent_words") or groups.get("number")
    worth = figure.worth.get(groups.get("unit") or "", Decimal(1))
    return None if written is None else quantity_of(written, worth)


def _year_of(written: str) -> int | None:
    return int(written) if written.isascii() else parse_chinese_number(written.replace("○", "〇"))


def _number_in(match: re.Match[str]) -> tuple[int, int]:
    """From the number's first digit to the end of its unit."""
    groups = match.groupdict()
    name = next(name for name in ("number", "percent", "percent_words") if groups.get(name) is not None)
    end = match.end("unit" if groups.get("unit") else name)
    return match.start(name), end + (match.string[end : end + 1] == "%")


def _gaps(match: re.Match[str]) -> list[str]:
    """What stands in the gaps of a phrase."""
    named = set(match.re.groupindex.values())
    return [text for number, text in enumerate(match.groups(), 1) if text and number not in named]
