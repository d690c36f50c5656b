"""What a sentence states of a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from xlsreport.checking.claims.decisions import Far
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.quantities import Quantity


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

    def is_within(self, other: Statement) -> bool:
        """Whether its phrase is a part of another's about the same number."""
        begin, end = other.span
        is_longer = end - begin > self.span[1] - self.span[0]
        return is_longer and begin <= self.span[0] and self.span[1] <= end

    @property
    def is_sum_of_those_before(self) -> bool:
        """Whether it is the sum of the numbers of its unit with which its sentence goes on until it."""
        before = sorted(self.counted_before().items(), reverse=True)
        return self.quantity.value in accumulate(each.value for _, each in before)
