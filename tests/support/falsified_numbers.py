"""Falsifies the marked numbers of texts, one at a time, and says which of them a check of the texts notices.

What is noticed is a finding about the texts in the cell of the number's own line that the true text has not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from cn2an import an2cn

from support.kept_readings import KeptReadings
from support.marked_texts import MarkedNumber, MarkedPassage, marked_passages, value_of
from xlsreport.checking.claims.claim_findings import claim_findings
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.findings import Finding
from xlsreport.values import Number, plain_number

Mistake = Literal["one more", "digits exchanged", "ten times", "another figure"]
"""What typists and those who copy do to a number."""
MISTAKES: tuple[Mistake, ...] = get_args(Mistake)
_TO_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_OTHERS = ("received_new", "granted", "refused", "licences", "natural", "carried_in", "answered")
"""Kinds whose value is written by mistake in place of another's."""


@dataclass(frozen=True, eq=False)
class Falsified:
    """A number of a passage with a mistake in it, and whether that is noticed."""

    passage: MarkedPassage
    number: MarkedNumber
    mistake: Mistake
    noticed: bool


class JudgedPassage:
    """What a check of the texts says of a passage: as it is, and with each number falsified."""

    def __init__(self, passage: MarkedPassage) -> None:
        self.passage = passage
        self._readings = KeptReadings()

    @cached_property
    def false_alarms(self) -> tuple[Finding, ...]:
        """The findings where all is true."""
        with self._readings.used():
            return _findings(self.passage, None)

    def falsified(self) -> Iterator[Falsified]:
        """Each number with each of the mistakes that would make it another one than a report may state there."""
        for number in self.passage.numbers:
            yield from self._mistaken(number)

    def misses(self, number: MarkedNumber) -> bool:
        """Whether a number is not compared at all."""
        return not any(each.noticed for each in self._mistaken(number))

    def _mistaken(self, number: MarkedNumber) -> Iterator[Falsified]:
        for mistake in MISTAKES:
            findings = self._with_mistake(number, mistake)
            if findings is not None:
                yield Falsified(self.passage, number, mistake, self._is_noticed(number, findings))

    def _with_mistake(self, number: MarkedNumber, mistake: Mistake) -> tuple[Finding, ...] | None:
        passage = self.passage
        if number.denied:
            return _findings(passage.with_some(number.denied), None) if mistake == "another figure" else None
        written = _with_mistake(passage, number, mistake)
        if written is None:
            return None
        with self._readings.used():
            return _findings(passage, passage.text[: number.begin] + written + passage.text[number.end :])

    def _is_noticed(self, number: MarkedNumber, findings: Iterable[Finding]) -> bool:
        line = self.passage.text.count("\n", 0, number.begin)
        section = self.passage.section
        positions = self.passage.report.submission.positions
        cell = positions.where(positions.layout.narratives[section].line(line)).a1
        new = Counter(_identity(each) for each in findings)
        new.subtract(_identity(each) for each in self.false_alarms)
        return any(count > 0 and at == cell for (_, at, _), count in new.items())


def judged_in(path: Path) -> list[JudgedPassage]:
    """The passages of a file."""
    return [JudgedPassage(passage) for passage in marked_passages(path)]


def numbers_in(passages: Iterable[JudgedPassage]) -> Iterator[tuple[JudgedPassage, MarkedNumber]]:
    """The numbers of passages, each with its own."""
    for judged in passages:
        yield from ((judged, number) for number in judged.passage.numbers)


def missed_among(numbers: Iterable[tuple[JudgedPassage, MarkedNumber]]) -> list[str]:
    """The numbers that are not compared at all, as a list names them."""
    return [judged.passage.around(number) for judged, number in numbers if judged.misses(number)]


def _findings(passage: MarkedPassage, text: str | None) -> tuple[Finding, ...]:
    """The findings in the section of a passage."""
    submission = passage.submission(text)
    contradicted = contradictions(submission, passage.report.values)
    found = claim_findings(contradicted, submission, submission.positions)
    return tuple(each for each in found if each.place == passage.section)


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.cell, str(finding.found)


def _with_mistake(passage: MarkedPassage, number: MarkedNumber, mistake: Mistake) -> str | None:
    """A number as it is written, with a mistake; None where that makes no other number, or one that may stand there."""
    if number.kind == "year" and mistake != "one more":
        return None
    quantity = value_of(number.written)
    value = _mistaken(passage, number, quantity.value, mistake)
    written = _written_as(number.written, value)
    read = None if written is None else value_of(written)
    return None if read is None or any(read.agrees_with(each) for each in number.equals) else written


def _mistaken(passage: MarkedPassage, number: MarkedNumber, value: Decimal, mistake: Mistake) -> Number:
    match mistake:
        case "one more":
            return plain_number(value + 1)
        case "digits exchanged":
            return _exchanged(value)
        case "ten times":
            return plain_number(value * 10)
        case "another figure":
            others = [other for kind in _OTHERS for other in passage.report.equal_to(kind)[:1] if other != value]
            return others[number.begin % len(others)] if others else plain_number(value)


def _exchanged(value: Decimal) -> Number:
    """The number with its first two different neighbouring digits exchanged; of one digit, another one."""
    digits = format(value, "f")
    for at in range(len(digits) - 1):
        first, second = digits[at], digits[at + 1]
        if first.isdigit() and second.isdigit() and first != second and (at or second != "0"):
            return plain_number(Decimal(f"{digits[:at]}{second}{first}{digits[at + 2 :]}"))
    return plain_number(Decimal(f"{digits[:-1]}{(int(digits[-1]) + 3) % 10}"))


def _written_as(written: str, value: Number) -> str | None:
    """A number in the way in which another is written: in full-width digits, with separators, or as a numeral."""
    unit = written[-1] if written[-1] in "万亿" and written[0] in "0123456789" else ""
    decimals = len(written.rstrip(unit).replace("．", ".").partition(".")[2])
    if written[0] in "零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖":
        return None if value != int(value) else str(an2cn(int(value)))
    shown = Decimal(value) / (10_000 if unit == "万" else 1)
    text = f"{shown:,.{decimals}f}" if "," in written or "，" in written else f"{shown:.{decimals}f}"
    return (text.translate(_TO_WIDE) if written[0] in "０１２３４５６７８９" else text) + unit
