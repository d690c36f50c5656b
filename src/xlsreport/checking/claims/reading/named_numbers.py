"""Finds the numbers of a line whose own words name a figure, in whatever order; also words for none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Set
from dataclasses import dataclass
from decimal import Decimal

from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.patterns.named_figures import CLAUSE, Named, named_in
from xlsreport.checking.claims.quantities import NONE, Quantity, number_and_unit, quantity_of
from xlsreport.checking.claims.reading.line_structure import LineStructure

_ONE = Decimal(1)
_MARK = re.compile("[，。；：、()]|[0-9]|(?:中|里|内)(?=[，有：]|$)|其中")
"""Where the words behind a number end that say what it counts."""
_PARTS = re.compile("[，。；：、()]")
"""Marks between parts of a text, each of which is of one stretch."""
_MAX_WORDS = 40
"""Characters near a number that may name what it counts."""


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A number whose words name a figure, and say nothing besides.

    Attributes:
        match: the number, with its words behind it as a gap if these name it.
        number: from where to where it stands, with its unit.
    """

    figure: FigurePattern
    match: re.Match[str]
    number: tuple[int, int]
    quantity: Quantity


def named_numbers(line: LineStructure, met: Set[int]) -> Iterator[NamedNumber]:
    """The numbers of a line that are known by their own words, but for those at positions that phrases have met.

    A sentence of which phrases meet no number has nothing that could show what it is about, and is passed over.
    """
    if line.patterns.named.figures:
        found = sorted(met)
        for start, stop in line.counting_sentences:
            if bisect_left(found, start) < bisect_left(found, stop):
                yield from _in_sentence(line, start, stop, met)
        if line.counting is None:
            yield from _none(line)


def _in_sentence(line: LineStructure, start: int, stop: int, met: Set[int]) -> Iterator[NamedNumber]:
    text, number = line.text, line.patterns.named.number
    behind, at = start, start
    while found := number.search(text, at, stop):
        begin = found.start("number")
        end = found.end("unit") if found["unit"] else found.end("number")
        at = max(end, begin + 1)
        percent = text[end : end + 1] == "%"
        if not percent and begin not in met:
            yield from _known(line, behind, (begin, end), stop)
        behind = end + percent


def _known(line: LineStructure, behind: int, number: tuple[int, int], stop: int) -> Iterator[NamedNumber]:
    text, patterns = line.text, line.patterns.named
    if patterns.foreign.search(_PARTS.split(text[max(behind, number[0] - _MAX_WORDS) : number[0]])[-1]):
        return
    begin = max(behind, line.stretch(number[0], number[0])[0], number[0] - _MAX_WORDS)
    before = named_in(patterns, text[begin : number[0]])
    if before.names:
        yield from _one(line, before, patterns.number.match(text, number[0], number[1]))
    elif not before.besides and text[number[1] - 1] not in "0123456789":
        mark = _MARK.search(text, number[1], stop)
        end = min(mark.start() if mark else stop, number[1] + _MAX_WORDS)
        yield from _one(line, named_in(patterns, text[number[1] : end]), patterns.number.match(text, number[0], end))


def _none(line: LineStructure) -> Iterator[NamedNumber]:
    """Clauses that say that there was none of something: 部分公开无, 无以前年度结转."""
    patterns = line.patterns.named
    for clause in CLAUSE.finditer(line.text):
        begin, end = clause.span()
        if not patterns.none.found_in(line.text, begin, end):
            continue
        matches = (denied.fullmatch(line.text, begin, end) for denied in patterns.denied)
        if match := next(filter(None, matches), None):
            first, last = match.span("number")
            named = named_in(patterns, f"{line.text[begin:first]}，{line.text[last:end]}")
            yield from (each for each in _one(line, named, match) if each.figure.figure.declared.part)


def _one(line: LineStructure, named: Named, match: re.Match[str] | None) -> Iterator[NamedNumber]:
    figures = line.patterns.named.figures_named(named.names) if named.names and not named.besides else ()
    if not figures or match is None:
        return
    begin = match.start("number")
    subject = line.subject_at(match.end(), line.start_of_sentence(begin))[0]
    about = [each for each in figures if each.figure.declared.about == subject] or figures
    if len(about) != 1:
        return
    figure = about[0]
    unit = number_and_unit(match)[1]
    if figure.worth and unit and unit not in figure.worth:
        return
    is_none = "unit" not in match.re.groupindex
    quantity = NONE if is_none else quantity_of(match["number"], figure.worth.get(unit, _ONE))
    if quantity is not None:
        end = match.end("unit") if unit else match.end("number")
        yield NamedNumber(figure, match, (begin, end), quantity)
