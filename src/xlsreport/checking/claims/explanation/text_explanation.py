"""What became of each number of a text, as the library and the command's JSON give it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from xlsreport.checking.claims.claim_trace import Outcome
from xlsreport.checking.claims.decisions import Cause
from xlsreport.values import Number

Verdict = Outcome | Cause | Literal["longer"]
"""What became of a number: how it compares, or why it does not. ``longer``: it is right by a longer phrase."""
COMPARED: tuple[Outcome, ...] = ("agrees", "adds_up", "at_most", "another_whole", "contradicts", "unknown", "section")
"""Outcomes of a number that counts for a figure."""


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure that a number may equal: its name in the report's words, its cells, and its value where it is known."""

    name: str
    cells: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of which a phrase reads a number, and what became of it.

    Attributes:
        claim: the id of the claim.
        phrase: as the definition has it.
        matched: what it found in the text.
        figures: any of which the number may equal.
        verdict: how it compares, or why it was not compared.
        words: the words that speak against it.
        reach: the stretch of text in which such words count.
        agreeing: where they stand far from it, how many of the numbers that they reach are the tables', and how many
            these are, itself among them. It is compared nevertheless where that is enough.
        may_be_part: whether that is enough, but it may be of a part that is nearly all that the tables have.
    """

    claim: str
    phrase: str
    matched: str
    figures: tuple[NamedFigure, ...]
    verdict: Verdict
    words: str = ""
    reach: str = ""
    agreeing: tuple[int, int] | None = None
    may_be_part: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedNumber:
    """A number of a text with all that it was read as; a phrase that says that there was none counts as a number.

    ``sentence`` is where it stands, as it was read: without remarks in brackets, or as one of them.
    """

    written: str
    sentence: str
    readings: tuple[Reading, ...]

    @property
    def compared(self) -> tuple[Reading, ...]:
        """The readings for which it counts; there is seldom more than one."""
        return tuple(reading for reading in self.readings if reading.verdict in COMPARED)


@dataclass(frozen=True, slots=True)
class ExplainedPeriod:
    """A statistical period that a text states, and whether it is that of the report."""

    claim: str
    written: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A paragraph: its section, its number there from 1, its numbers and periods."""

    section: str
    number: int
    text: str
    numbers: tuple[ExplainedNumber, ...]
    periods: tuple[ExplainedPeriod, ...]


@dataclass(frozen=True, slots=True)
class TextExplanation:
    """What becomes of a text's numbers.

    ``in_place`` is whether the text stands in the submission and was read there, with all that stands around it.
    """

    in_place: bool
    lines: tuple[ExplainedLine, ...]

    def to_json(self) -> dict[str, Any]:
        """The explanation as the command's JSON output gives it."""
        return {"in_place": self.in_place, "lines": list(map(_line_json, self.lines))}


def _line_json(line: ExplainedLine) -> dict[str, Any]:
    numbers = [{**asdict(number), "readings": list(map(_reading_json, number.readings))} for number in line.numbers]
    return {**asdict(line), "numbers": numbers, "periods": [asdict(period) for period in line.periods]}


def _reading_json(reading: Reading) -> dict[str, Any]:
    figures = [
        {**asdict(figure), "value": None if figure.value is None else float(figure.value)} for figure in reading.figures
    ]
    return {**asdict(reading), "figures": figures}
