"""Findings about single entries: that one is not of the kind that is asked for, or had to be mended."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from xlsreport.checking.evaluation.figure_values import FigureValues
from xlsreport.checking.figures.line_results import is_unlisted
from xlsreport.checking.figures.misplaced_marks import is_beside_the_point, is_misplaced
from xlsreport.checking.findings import Finding
from xlsreport.checking.wording import unended
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import (
    DateTraits,
    NumberTraits,
    OptionTraits,
    TextTraits,
    Traits,
    mark_of,
)
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.messages.written_dates import printed_date
from xlsreport.submission.submission import Entry, shortened
from xlsreport.submission.typed_values.entry_parsing import may_be_two_dates, why_no_number
from xlsreport.values import Number, Typed, clock_time, is_number, number_text, plain_number, typed_text

_SEVERITIES: Mapping[str, Severity] = {
    "number": "warning",
    "hundredfold": "note",
    "option_mended": "note",
    "option_composed": "note",
}
"""Of findings about single entries, by their rule or the key of their sentence; others are errors."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where something is entered, and what: a place of a table, or a field of the cover, which has no ``place``.

    ``called`` is what findings call it.
    """

    name: str
    cell: CellRef
    called: str
    kind: AnyKind
    prompt: str | None = None
    place: Place | None = None


def is_in_order(entry: Entry, traits: Traits) -> bool:
    """Whether an entry is what its place takes as it was typed, as most are, so that nothing is found about it."""
    if entry.mended or entry.not_applicable:
        return False
    match traits:
        case NumberTraits():
            number = entry.number
            return number is not None and traits.takes(number) and not _may_be_hundredfold(number, traits)
        case DateTraits():
            return isinstance(entry.meaning, date) and not traits.faults(entry.meaning)
        case OptionTraits():
            return traits.option_of(entry.stated) is not None
        case TextTraits():
            text = str(entry.typed)
            return traits.source is None and len(text) <= traits.max_length and traits.is_as_written(text)
        case other:
            assert_never(other)


def _may_be_hundredfold(number: Number, traits: NumberTraits) -> bool:
    """Whether a percentage may have been typed as a fraction: 0.5 for 50 %."""
    return traits.is_share and 0 < max(number, -number) < 1


def _is_date(at: Asked) -> bool:
    return isinstance(at.kind.traits, DateTraits)


class EntryFindings:
    """Finds what is wrong with single entries of one submission."""

    def __init__(self, definition: Definition, values: FigureValues) -> None:
        self._definition = definition
        self._values = values
        self._messages = definition.messages

    def findings(self, at: Asked, entry: Entry) -> Iterator[Finding]:
        """The findings about one entry."""
        typed = entry.typed
        if entry.not_applicable:
            yield from self._not_applicable(at, entry)
            return
        match at.kind.traits:
            case TextTraits(source=(_, _)):
                yield from self._answer(at, entry)
            case TextTraits() as traits:
                yield from self._text(at, str(typed), traits)
            case DateTraits() as traits:
                yield from self._date(at, entry, traits)
            case OptionTraits(shown=words) as traits:
                if entry.mended:
                    yield self._mended_option(at, typed, traits.word_of(entry.stated))
                elif traits.option_of(entry.stated) is None:
                    listed = self._messages("wording.comma").join(words)
                    yield self._finding("kind", at, "not_option", typed, options=listed)
            case NumberTraits() as traits:
                if entry.number is None:
                    yield self._finding("kind", at, why_no_number(typed), typed)
                else:
                    yield from self._number(at, entry, entry.number, traits)
            case other:
                assert_never(other)

    def _finding(self, rule: str, at: Asked, key: str, found: Typed | None, **values: object) -> Finding:
        shown = self._in_words(found) if isinstance(found, Decimal) else shortened(typed_text(found))
        said = {name: self._in_words(value) if isinstance(value, Decimal) else value for name, value in values.items()}
        text = self._messages(f"finding.{key}", place=at.called, found=shown, **said)
        severity = _SEVERITIES.get(key) or _SEVERITIES.get(rule, "error")
        return Finding(rule, severity, at.name, CellRange(at.cell, at.cell), text, found, fault=key)

    def _in_words(self, number: Decimal) -> str:
        """A number with decimals as a sentence has it."""
        return self._messages.number(number_text(number))

    def _mended_option(self, at: Asked, typed: Typed, option: str) -> Finding:
        """That an answer is taken as an option; where both look the same, why they are not."""
        looks_alike = unicodedata.normalize("NFC", typed_text(typed)) == unicodedata.normalize("NFC", option)
        return self._finding("kind", at, "option_composed" if looks_alike else "option_mended", typed, option=option)

    def _text(self, at: Asked, typed: str, traits: TextTraits) -> Iterator[Finding]:
        if not traits.is_as_written(typed):
            yield self._finding(
                "kind", at, "not_as_written", typed, asked=unended(at.prompt) if at.prompt else f"“{traits.pattern}”"
            )
        elif len(typed) > traits.max_length:
            values = {"length": len(typed), "limit": traits.max_length}
            key = "too_long" if len(typed.strip()) > traits.max_length else "too_long_with_blanks"
            yield self._finding("kind", at, key, typed, **values)

    def _answer(self, at: Asked, entry: Entry) -> Iterator[Finding]:
        """That an answer does not stand in the list from which it is taken, or stands there a little otherwise."""
        if entry.mended:
            yield self._mended_option(at, entry.typed, entry.stated)
        elif is_unlisted(self._definition, entry, at.kind, self._values):
            source = self._definition.source_of(at.kind)
            assert source is not None
            column = self._definition.facts(source).column_name
            sheet = self._definition.sheet_of_list(source.table)
            yield self._finding("kind", at, "not_listed", entry.typed, column=column, sheet=sheet)

    def _date(self, at: Asked, entry: Entry, traits: DateTraits) -> Iterator[Finding]:
        """That a date had to be made out of what was typed, and why it cannot stand at its place."""
        language = self._definition.locale
        if not isinstance(entry.meaning, date):
            why = "date_either" if may_be_two_dates(entry.typed, language) else "no_date"
            yield self._finding("kind", at, why, entry.typed)
            return
        said = {"day": printed_date(entry.meaning, language)}
        said |= {"earliest": printed_date(traits.earliest, language), "latest": printed_date(traits.latest, language)}
        if entry.mended:
            yield self._finding("number", at, "date_mended", entry.typed, **said)
        yield from self._beside_the_point(at, said["day"])
        for fault in traits.faults(entry.meaning):
            yield self._finding("kind", at, fault, said["day"], **said)

    def _not_applicable(self, at: Asked, entry: Entry) -> Iterator[Finding]:
        """That other words were typed than the mark of a place, or that it does not belong there."""
        mark = mark_of(at.kind.traits)
        if entry.mended:
            yield self._finding("number", at, "mended_mark", entry.typed, mark=mark)
        if at.place is not None and is_misplaced(self._definition, at.place, self._values):
            key = "mark_misplaced_of_date" if _is_date(at) else "mark_misplaced"
            yield self._finding("not_applicable", at, key, entry.typed, mark=mark)

    def _beside_the_point(self, at: Asked, stated: Typed) -> Iterator[Finding]:
        """That something is stated where there is nothing to be stated."""
        if at.place is not None and is_beside_the_point(self._definition, at.place, self._values):
            key = "figure_beside_the_point_of_date" if _is_date(at) else "figure_beside_the_point"
            found = self._finding("not_applicable", at, key, stated, mark=mark_of(at.kind.traits))
            yield replace(found, severity="warning")

    def _number(self, at: Asked, entry: Entry, number: Number, traits: NumberTraits) -> Iterator[Finding]:
        """That a number had to be mended, and why it cannot stand at its place."""
        faults = traits.faults(number)
        if entry.mended and is_number(entry.typed):
            yield self._finding("hundredfold", at, "percent_cell", entry.typed, number=number)
        elif entry.mended and "too_great" not in faults:
            yield self._finding("number", at, "mended", entry.typed, number=number)
        if not entry.mended and _may_be_hundredfold(number, traits):
            whole = plain_number(Decimal(number) * 100)
            yield self._finding("hundredfold", at, "hundredfold", number, whole=whole)
        yield from self._beside_the_point(at, number)
        limits = {"decimals": traits.decimals, "least": traits.least, "greatest": traits.greatest}
        for fault in faults:
            shown = entry.typed if fault == "too_great" else number
            if fault == "not_whole" and isinstance(number, Decimal) and (time := clock_time(number)) is not None:
                yield self._finding("kind", at, "clock_time", shown, time=time)
                continue
            yield self._finding("sign" if fault == "negative" else "kind", at, fault, shown, **limits)
