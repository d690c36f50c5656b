"""Sentences of ``tests/checking/sentences``, and one report in which nearly every figure is another number.

A line of a file is a paragraph. ``[ ]`` stands around a number that the tables have as well; the report's number is in
it. ``== words`` is a heading for the paragraphs below it, ``@ name`` the agency that writes them, ``#`` a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from support.files import official
from xlsreport import Submission, new_submission

FOLDER = Path(__file__).resolve().parents[1] / "checking" / "sentences"
BUREAU, YEAR = "青原县水务局", 2024
_MARKED = re.compile(r"\[([^\[\]]+)\]")
_COLUMNS = ("natural", "business", "research", "welfare", "law_services", "others")
_ROWS = {
    "received": (132, 23, 4, 5, 17, 9),
    "carried_in": (21, 3, 0, 0, 2, 0),
    "granted": (12, 24, 4, 4, 18, 9),
    "partly_granted": (34,),
    "state_secret": (2,),
    "forbidden_by_law": (3,),
    "endangers_safety": (1,),
    "third_party": (6,),
    "internal_affairs": (8,),
    "process_information": (10,),
    "enforcement_files": (5,),
    "query_items": (7,),
    "not_held": (20,),
    "to_be_made": (4,),
    "still_unclear": (3,),
    "petitions": (6,),
    "repeated": (4,),
    "publications": (1,),
    "excessive": (2,),
    "reconfirmation": (2,),
    "not_corrected": (5,),
    "fee_unpaid": (1,),
    "other": (3,),
    "carried_out": (14, 2, 0, 1, 1, 0),
}
_CASES = {"review": (5, 2, 3, 1), "direct": (4, 0, 1, 2), "after": (2, 1, 0, 0)}
_RESULTS = ("upheld", "corrected", "other", "pending")
_PROACTIVE = {
    "regulations.issued": 2,
    "regulations.abolished": 1,
    "regulations.valid": 8,
    "normative.issued": 6,
    "normative.abolished": 4,
    "normative.valid": 31,
    "licensing.decisions": 1250,
    "penalties.decisions": 88,
    "coercion.decisions": 17,
    "fees.charged": 1357.9,
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph with the numbers in it that the tables have, each with where it begins."""

    agency: str
    heading: str
    text: str
    numbers: tuple[tuple[int, str], ...]

    def with_number(self, place: int, written: str) -> str:
        """The text with another number in one place."""
        begin, number = self.numbers[place]
        return self.text[:begin] + written + self.text[begin + len(number) :]


@cache
def figures() -> dict[str, object]:
    """The figures of the report: 190 received and 26 carried over, 198 answered and 18 carried on."""
    definition = official()
    entries: dict[str, object] = {
        str(place): 0 for table in definition.tables for place in definition.entry_places(table)
    }
    for row, numbers in _ROWS.items():
        entries |= {f"requests.{row}.{column}": number for column, number in zip(_COLUMNS, numbers, strict=False)}
    for kind, counts in _CASES.items():
        entries |= {f"remedies.cases.{kind}_{result}": number for result, number in zip(_RESULTS, counts, strict=True)}
    return entries | {f"proactive.{place}": number for place, number in _PROACTIVE.items()}


def report(agency: str, *lines: str) -> Submission:
    """The report of an agency with lines in its first section."""
    return replace(_without_lines(), agency=agency, texts={"overview": tuple(line for line in lines if line)})


@cache
def _without_lines() -> Submission:
    return new_submission(official(), year=YEAR, entries=figures())


def sentences(name: str) -> Iterator[Sentence]:
    """The sentences of one file."""
    agency, heading = BUREAU, ""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            heading = line[2:].strip()
        elif line.startswith("@"):
            agency = line[1:].strip()
        elif line and not line.startswith("#"):
            yield _sentence(agency, heading, line)


def _sentence(agency: str, heading: str, marked: str) -> Sentence:
    text, numbers, done = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[done : match.start()]
        numbers.append((len(text), match[1]))
        text, done = text + match[1], match.end()
    return Sentence(agency, heading, text + marked[done:], tuple(numbers))
