"""Texts of reports in which each number that states a figure is marked, with the figures of the report they belong to.

``kinds.toml`` says for each kind of statement what it may equal. A folder of such texts holds one file for each report,
which has an agency, a year, an edition, its figures, and passages; the passages stand under a heading,
which says what they have in common, so that a measurement can be given for each.
A file may hold whole reports instead, as ``[[reports]]``: each with an agency, a year, an edition, figures, those of
last year (``previous``) and ``texts``, one for each section, which are read together.

In a passage ``{received}`` stands for the figure of that kind in digits, and ``{received=十二}`` for a number as it was
written by somebody, which must be right. A number without a mark is one that no reader would compare.
``{no_reviews=未发生}`` are words which say that the figure is zero; ``{part=6}`` is a number that the tables have only
with those beside it, as in 废止6件、失效5件, so that it may be nothing but what is written. A first line such as
``@problems`` says in which section the passage stands; without one it is the first. A table ``[under]`` has the line
that stands above each passage of a heading, such as （二）依申请公开, without which some would mean nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from xlsreport import Definition, Place, Submission, load_definition, new_submission
from xlsreport.checking.claims.quantities import quantity_of
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.rule_language.expression import figures_in
from xlsreport.submission.submission import Entry
from xlsreport.values import Number, number_text, plain_number

WHOLE = "whole report"
"""With what the headings of whole reports begin."""
OWN = Path(__file__).resolve().parents[1] / "checking" / "corpus"
"""The texts that were written for this project."""
MISSED = OWN / "missed.txt"
"""The numbers in them of which it is known that a mistake is not noticed; written by ``tests/generated_files.py``."""
PARTS = ("part", "rest")
"""Kinds of numbers that the tables have only together with others; they may equal nothing but what is written."""
APPLICANTS = ("natural", "business", "research", "welfare", "law_services", "others")
"""The columns of the table of requests, in which a row is written as a list."""
_MARK = re.compile(r"\{([a-z_]+)(?:=([^{}\n]+))?\}")
_KINDS, _FAMILIES = "kinds.toml", "families"
_HUNDRED = Decimal(100)
_NONE_OF, _SOME, _LAST = "no_", 3, "last."
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")


@dataclass(frozen=True, slots=True)
class MarkedNumber:
    """A number of a passage: its kind, where it stands, as it is written, and all that it may equal."""

    kind: str
    begin: int
    written: str
    equals: tuple[Number, ...]

    @property
    def denied(self) -> str:
        """The kind of which words say that there was none; empty for a number."""
        return self.kind.removeprefix(_NONE_OF) if self.kind.startswith(_NONE_OF) else ""

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.begin + len(self.written)


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """Some lines of a report, with the numbers in them that state figures."""

    report: MarkedReport
    heading: str
    section: str
    text: str
    numbers: tuple[MarkedNumber, ...]
    besides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def submission(self, text: str | None = None) -> Submission:
        """The report with these lines, or with others in their place, and with what stands in its other sections."""
        lines = (self.text if text is None else text).split("\n")
        return replace(self.report.submission, texts={**self.besides, self.section: tuple(lines)})

    def with_some(self, kind: str) -> MarkedPassage:
        """The same lines in a report that has some of what they say that there was none of."""
        return replace(self, report=self.report.with_some(kind))

    def around(self, number: MarkedNumber) -> str:
        """A number with the words around it: how it is called in a list."""
        before, after = self.text[: number.begin], self.text[number.end :]
        words = f"{before[-14:]}[{number.written}]{after[:8]}".replace("\n", "/")
        return f"{self.report.name} {number.kind}: {words}"


@dataclass(frozen=True, eq=False)
class MarkedReport:
    """The report that passages belong to: its name in lists, its figures, and what the kinds of statements equal."""

    name: str
    submission: Submission
    kinds: Mapping[str, Sequence[str]]

    @cached_property
    def values(self) -> Values:
        """Its figures and their totals."""
        return Values(self.submission)

    def equal_to(self, kind: str) -> tuple[Number, ...]:
        """All that a statement of a kind may equal; nothing where none of it is known."""
        if kind == "year":
            return (self.submission.year or 0,)
        return tuple(value for terms in self.kinds[kind] if (value := self._value(terms)) is not None)

    def _value(self, terms: str) -> Number | None:
        """The value of a sum of places and kinds, ``a.b.c + d``; of ``a.b.c % d``, one in percent of the other."""
        part, _, whole = terms.partition(" % ")
        more, _, less = terms.partition(" - ")
        if less and not whole:
            now, before = self._value(more), self._value(less)
            return None if now is None or before is None else plain_number(abs(Decimal(now) - Decimal(before)))
        if whole:
            of = self._value(whole)
            share = self._value(part)
            return None if not of or share is None else Decimal(share) / Decimal(of) * _HUNDRED
        values = [self._figure(term) for term in part.split(" + ")]
        return None if None in values else sum(value for value in values if value is not None)

    def _figure(self, term: str) -> Number | None:
        term, _, times = term.partition(" * ")
        if times:
            value = self._figure(term)
            return None if value is None else value * int(times)
        if "." not in term:
            return next(iter(self.equal_to(term)), None)
        is_last = term.startswith(_LAST)
        place = Place(*term.removeprefix(_LAST).split("."))
        return self.values.at(place, previous=is_last) if place in self.submission.definition.places else None

    def with_some(self, kind: str) -> MarkedReport:
        """A report with the same figures but for one of that kind, which is not zero."""
        place = self._entry_of(kind)
        entries = {**self.submission.entries, place: Entry(_SOME, _SOME)}
        return MarkedReport(self.name, replace(self.submission, entries=entries), self.kinds)

    def _entry_of(self, term: str) -> Place:
        if "." not in term:
            return self._entry_of(self.kinds[term][0].split(" + ")[0])
        place = Place(*term.split("."))
        total = self.submission.definition.places[place].total
        return place if total is None else next(figures_in(total)).place

    def passage(self, heading: str, marked: str) -> MarkedPassage:
        """A passage as it is written in a file.

        Raises:
            ValueError: a marked number is not that of the report.
        """
        section, text = next(iter(self.submission.definition.narratives)), marked.strip("\n")
        if text.startswith("@"):
            section, _, text = text[1:].partition("\n")
        plain, numbers, read = "", [], 0
        for mark in _MARK.finditer(text):
            plain += text[read : mark.start()]
            number = self._number(mark[1], mark[2], len(plain))
            numbers.append(number)
            plain, read = plain + number.written, mark.end()
        return MarkedPassage(self, heading, section, plain + text[read:], tuple(numbers))

    def _number(self, kind: str, written: str | None, begin: int) -> MarkedNumber:
        if kind in PARTS:
            return MarkedNumber(kind, begin, str(written), (value_of(str(written)).value,))
        equals = self.equal_to(kind.removeprefix(_NONE_OF))
        if not equals:
            raise ValueError(f"{self.name}: {kind} has no figure")
        if kind.startswith(_NONE_OF) and written and not any(equals):
            return MarkedNumber(kind, begin, written, equals)
        if written is None:
            return MarkedNumber(kind, begin, _in_digits(kind, equals[0]), equals)
        read = value_of(written)
        if read is None or not any(read.agrees_with(value) for value in equals):
            raise ValueError(f"{self.name}: {kind} is {equals}, and not {written}")
        return MarkedNumber(kind, begin, written, equals)


def _in_digits(kind: str, value: Number) -> str:
    """A share with two decimals, as reports print it; any other number as it is."""
    return f"{value:.2f}" if kind.startswith("share_") else number_text(value)


def value_of(written: str) -> Any:
    """What a number as it is written comes to, with the precision in which it is; None for what is no number."""
    return quantity_of(written.translate(_WIDE).replace("两", "二"))


def marked_files(folder: Path = OWN) -> list[Path]:
    """The files of a folder that have passages."""
    return [path for path in sorted(folder.glob("*.toml")) if path.name != _KINDS]


@cache
def marked_passages(path: Path) -> tuple[MarkedPassage, ...]:
    """All passages of a file."""
    return tuple(_passages_of(path))


_definition = cache(load_definition)


def _passages_of(path: Path) -> Iterator[MarkedPassage]:
    kinds = _declared_kinds(tomllib.loads((OWN / _KINDS).read_text(encoding="utf-8")))
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    for number, whole in enumerate(declared.get("reports", ()), start=1):
        report = _report(whole, kinds, path, f"{path.stem}.{number}")
        yield from _sections_of(report, whole["texts"])
    if "passages" not in declared:
        return
    report = _report(declared, kinds, path, path.stem)
    for heading, passages in declared["passages"].items():
        above = declared.get("under", {}).get(heading)
        for marked in passages:
            yield report.passage(heading, f"{above}\n{marked}" if above else marked)


def _sections_of(report: MarkedReport, texts: Mapping[str, str]) -> Iterator[MarkedPassage]:
    """The sections of a whole report, each with the others beside it."""
    sections = [report.passage(f"{WHOLE}: {name}", f"@{name}\n{text.strip()}") for name, text in texts.items()]
    for each in sections:
        besides = {other.section: tuple(other.text.split("\n")) for other in sections if other is not each}
        yield replace(each, besides=besides)


def _report(
    declared: Mapping[str, Any], kinds: Mapping[str, dict[str, Sequence[str]]], path: Path, name: str
) -> MarkedReport:
    definition = _definition(declared["edition"])
    entries: dict[str, object] = {
        str(place): 0 for table in definition.tables for place in definition.entry_places(table)
    }
    if "figures_file" in declared:
        figures = json.loads((path.parent / declared["figures_file"]).read_text(encoding="utf-8"))["figures"]
        entries = {name: value for name, value in figures.items() if name in entries}
    entries |= dict(_flat(declared.get("figures", {})))
    agency, year = declared["agency"], declared["year"]
    previous = _previous(definition, dict(_flat(declared.get("previous", {}))))
    submission = new_submission(definition, agency=agency, year=year, entries=entries, previous=previous)
    return MarkedReport(name, submission, kinds["all"] | kinds.get(declared["edition"].rpartition("/")[2], {}))


def _previous(definition: Definition, entries: Mapping[str, object]) -> dict[Place, Number]:
    """Last year's figures as far as the workbook of this year has them, with their totals."""
    values = Values(new_submission(definition, entries=entries))
    known = ((place, values.at(place)) for place in definition.previous_places)
    return {place: value for place, value in known if value is not None}


def _flat(figures: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        elif isinstance(value, list):
            yield from ((f"{above}{name}.{column}", each) for column, each in zip(APPLICANTS, value, strict=True))
        else:
            yield f"{above}{name}", value


def _declared_kinds(declared: Mapping[str, Any]) -> Mapping[str, dict[str, Sequence[str]]]:
    return {
        edition: {name: [equals] if isinstance(equals, str) else equals for name, equals in kinds.items()}
        for edition, kinds in declared.items()
        if edition != _FAMILIES
    }


def family_of() -> Mapping[str, str]:
    """The family of each kind, in the order in which families are declared."""
    declared = tomllib.loads((OWN / _KINDS).read_text(encoding="utf-8"))[_FAMILIES]
    families = {kind: family for family, kinds in declared.items() for kind in kinds}
    return families | dict.fromkeys((f"{_NONE_OF}{kind}" for kind in families), "that there was none")
