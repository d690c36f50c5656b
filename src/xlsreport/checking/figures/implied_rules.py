"""The rules that every definition has: cells are filled, entries are of their kind, nil returns are true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from xlsreport.checking.figures.blank_findings import BlankFindings
from xlsreport.checking.figures.evaluation import Values
from xlsreport.checking.figures.line_results import nil_contradictions, unfilled_fields
from xlsreport.checking.figures.misplaced_marks import is_beside_the_point, is_misplaced
from xlsreport.checking.findings import Finding
from xlsreport.checking.texts.answers import says_nothing
from xlsreport.checking.wording import Wording, cell_list
from xlsreport.definition.definition import PlaceFacts
from xlsreport.definition.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits, Traits
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import Severity
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.checklines import TextLine, explanation_key
from xlsreport.layout.positions import Positions
from xlsreport.messages.written_dates import printed_date
from xlsreport.submission.submission import Entry, Submission, UnclearCell, UnclearReason, shortened
from xlsreport.submission.typed_values.entry_parsing import may_be_two_dates, why_no_number
from xlsreport.values import Number, Typed, date_of, is_number, number_text, plain_number, typed_text

_DOUBTS: Mapping[UnclearReason, tuple[str, Severity]] = {
    "nil": ("nil_return", "warning"),
    "year": ("kind", "error"),
    "year_mended": ("number", "warning"),
    "period": ("kind", "error"),
    "period_mended": ("number", "warning"),
    "text_error": ("kind", "error"),
    "text_value": ("kind", "warning"),
    "text_number": ("kind", "warning"),
    "text_parted": ("kind", "note"),
    "picture": ("kind", "error"),
    "struck": ("appearance", "warning"),
    "raised": ("appearance", "warning"),
    "formula": ("kind", "error"),
}
"""The rule and the severity of the finding about an unclear cell, by why it is unclear."""
_SEVERITIES: Mapping[str, Severity] = {"number": "warning", "hundredfold": "note", "option_mended": "note"}
"""Of findings about single entries, by their rule or the key of their sentence; others are errors."""


_DIGITS_OF_DATES = 5
_YEARS_OF_DATES = range(1950, 2100)


def _is_in_order(entry: Entry, traits: Traits) -> bool:
    """Whether an entry is a number that its place takes as it was typed, as most are."""
    return (
        isinstance(traits, NumberTraits)
        and not entry.mended
        and entry.number is not None
        and traits.takes(entry.number)
        and not _may_be_hundredfold(entry.number, traits)
    )


def _may_be_hundredfold(number: Number, traits: NumberTraits) -> bool:
    """Whether a percentage may have been typed as a fraction: 0.5 for 50 %."""
    return traits.is_share and 0 < max(number, -number) < 1


def _likely_date(typed: str) -> date | None:
    """The date that a number in place of a text may have been, if it is of our time."""
    day = date_of(int(typed)) if typed.isdecimal() and len(typed) == _DIGITS_OF_DATES else None
    return day if day is not None and day.year in _YEARS_OF_DATES else None


class ImpliedRules:
    """Applies the implied rules to one submission."""

    def __init__(self, submission: Submission, positions: Positions, values: Values) -> None:
        self._submission = submission
        self._definition = submission.definition
        self._positions = positions
        self._values = values
        self._wording = Wording(submission.definition)
        self._messages = self._wording.messages

    def findings(self) -> Iterator[Finding]:
        """All findings of these rules, in no particular order."""
        yield from map(self._unclear, self._submission.unclear)
        yield from self._empty_fields()
        yield from self._empty_texts()
        yield from self._empty_comments()
        blanks = BlankFindings(self._submission, self._positions, self._wording)
        for table in self._definition.tables:
            yield from blanks.findings(table)
            yield from self._nil_return(table)
        pictures = {one.name for one in self._submission.unclear if one.reason == "picture"}
        for place, entry in self._submission.entries.items():
            facts = self._definition.places[place]
            is_plain = _is_in_order(entry, facts.kind.traits) and facts.not_applicable_when is None
            if not is_plain and str(place) not in pictures:
                yield from self._entry(facts, entry)

    def _finding(self, rule: str, place: Place, key: str, found: Typed | None, **values: object) -> Finding:
        cell = self._positions.cell(place)
        text = self._messages(
            f"finding.{key}", place=self._wording.place(place), found=shortened(typed_text(found)), **values
        )
        severity = _SEVERITIES.get(key) or _SEVERITIES.get(rule, "error")
        return Finding(rule, severity, str(place), CellRange(cell, cell), text, found)

    def _unclear(self, unclear: UnclearCell) -> Finding:
        rule, severity = _DOUBTS[unclear.reason]
        text = self._messages(f"finding.unclear_{unclear.reason}", found=shortened(unclear.typed))
        if unclear.reason == "text_number" and (day := _likely_date(unclear.typed)) is not None:
            text += self._messages("finding.perhaps_date", day=printed_date(day, self._definition.language))
        return Finding(rule, severity, unclear.name, CellRange(unclear.cell, unclear.cell), text, unclear.typed)

    def _empty_fields(self) -> Iterator[Finding]:
        engine = {"agency": "agency", "year": self._submission.definition.calendar.asked}
        severities: tuple[Severity, ...] = ("error", "note")
        for severity in severities:
            for name in unfilled_fields(self._submission, severity):
                if any(unclear.name == name for unclear in self._submission.unclear):
                    continue  # it has a finding of its own
                cell = self._positions.cover_field(name)
                field = self._definition.fields.get(name)
                label = self._messages(f"cover.{engine[name]}") if field is None else field.label
                text = self._messages("finding.filled_field", label=label)
                yield Finding("filled", severity, name, CellRange(cell, cell), text)

    def _empty_texts(self) -> Iterator[Finding]:
        unclear = {one.name for one in self._submission.unclear}
        for name, section in self._definition.narratives.items():
            if name in unclear:
                continue  # it has a finding of its own
            severity = "nothing" if section.narrative is None else section.narrative.when_blank
            if severity != "nothing" and says_nothing(self._submission, name):
                first = self._positions.first_line(name)
                yield self._nothing_written(TextLine(name, severity), first, self._empty_text(name, section.heading))

    def _empty_comments(self) -> Iterator[Finding]:
        unclear = {one.name for one in self._submission.unclear}
        for name, comment in self._definition.comments.items():
            severity = comment.when_blank
            if severity != "nothing" and name not in unclear and says_nothing(self._submission, name):
                text = self._messages("finding.empty_text", heading=self._wording.comment(name))
                yield self._nothing_written(TextLine(name, severity), self._positions.cover_field(name), text)

    def _nothing_written(self, line: TextLine, cell: CellRef, text: str) -> Finding:
        """The finding about a text that should not be empty; a note where the reason is stated."""
        severity = line.severity
        explanation = self._submission.explanations.get(explanation_key(line) or "")
        if explanation:
            text, severity = self._messages("finding.explained", message=text, explanation=explanation), "note"
        else:
            text += self._what_to_write(line)
        return Finding("filled", severity, line.name, CellRange(cell, cell), text)

    def _empty_text(self, section: str, heading: str) -> str:
        """The message about a section without a paragraph, or with only words that are no answer."""
        written = self._submission.paragraphs(section)
        found = shortened(self._messages("wording.comma").join(written))
        return self._messages("finding.no_answer" if written else "finding.empty_text", heading=heading, found=found)

    def _what_to_write(self, line: TextLine) -> str:
        if explanation_key(line) is None:
            return self._messages("finding.write_comment" if self._is_comment(line) else "finding.write_text")
        cell = self._positions.check_cell(line, "explanation")
        return self._messages("finding.write_or_explain", sheet=cell.sheet, cell=cell.a1)

    def _is_comment(self, line: TextLine) -> bool:
        return line.name in self._definition.comments

    def _nil_return(self, table: str) -> Iterator[Finding]:
        cells = sorted(
            self._positions.cell(place) for place in nil_contradictions(self._submission, self._values, table)
        )
        nil = self._positions.nil(table)
        if cells and nil is not None:
            text = self._messages(
                "finding.nil_return",
                statement=self._definition.tables[table].nil_return,
                count=len(cells),
                cells=cell_list(cells, nil.sheet, self._messages("finding.cells")),
            )
            yield Finding("nil_return", "error", f"{table}.nil_return", CellRange(nil, nil), text)

    def _entry(self, facts: PlaceFacts, entry: Entry) -> Iterator[Finding]:
        place, typed = facts.place, entry.typed
        match facts.kind.traits:
            case TextTraits(max_length=limit) as traits:
                if not traits.is_as_written(str(typed)):
                    asked = facts.prompt or traits.pattern
                    yield self._finding("kind", place, "not_as_written", typed, asked=asked)
                if len(str(typed)) > limit:
                    yield self._finding("kind", place, "too_long", typed, length=len(str(typed)), limit=limit)
            case DateTraits() as traits:
                yield from self._date(place, entry, traits)
            case OptionTraits(options=options):
                if entry.meaning is not None:
                    yield self._finding("kind", place, "option_mended", typed, option=entry.meaning)
                elif typed not in options:
                    yield self._finding(
                        "kind", place, "not_option", typed, options=self._messages("wording.comma").join(options)
                    )
            case NumberTraits() as traits:
                if entry.not_applicable:
                    yield from self._not_applicable(place, entry)
                elif entry.number is None:
                    yield self._finding("kind", place, why_no_number(typed), typed)
                else:
                    yield from self._number(place, entry, entry.number, traits)
            case other:
                assert_never(other)

    def _date(self, place: Place, entry: Entry, traits: DateTraits) -> Iterator[Finding]:
        """That a date had to be made out of what was typed, and why it cannot stand at its place."""
        if not isinstance(entry.meaning, date):
            why = "date_either" if may_be_two_dates(entry.typed) else "no_date"
            yield self._finding("kind", place, why, entry.typed)
            return
        language = self._definition.language
        said = {"day": printed_date(entry.meaning, language)}
        said |= {"earliest": printed_date(traits.earliest, language), "latest": printed_date(traits.latest, language)}
        if entry.mended:
            yield self._finding("number", place, "date_mended", entry.typed, **said)
        for fault in traits.faults(entry.meaning):
            yield self._finding("kind", place, fault, said["day"], **said)

    def _not_applicable(self, place: Place, entry: Entry) -> Iterator[Finding]:
        """That other words were typed than the mark of a place, or that it does not belong there."""
        mark = self._definition.places[place].mark
        if entry.mended:
            yield self._finding("number", place, "mended_mark", entry.typed, mark=mark)
        if is_misplaced(self._definition, place, self._values):
            yield self._finding("not_applicable", place, "mark_misplaced", entry.typed, mark=mark)

    def _number(self, place: Place, entry: Entry, number: Number, traits: NumberTraits) -> Iterator[Finding]:
        """That a number had to be mended, and why it cannot stand at its place."""
        faults = traits.faults(number)
        if entry.mended and is_number(entry.typed):
            yield self._finding("hundredfold", place, "percent_cell", entry.typed, number=number_text(number))
        elif entry.mended and "too_great" not in faults:
            yield self._finding("number", place, "mended", entry.typed, number=number_text(number))
        if not entry.mended and _may_be_hundredfold(number, traits):
            whole = number_text(plain_number(Decimal(number) * 100))
            yield self._finding("hundredfold", place, "hundredfold", number, whole=whole)
        if is_beside_the_point(self._definition, place, self._values):
            mark = self._definition.places[place].mark
            found = self._finding("not_applicable", place, "figure_beside_the_point", number, mark=mark)
            yield replace(found, severity="warning")
        limits = {"decimals": traits.decimals, "least": traits.least, "greatest": traits.greatest}
        for fault in faults:
            shown = entry.typed if fault == "too_great" else number
            yield self._finding("sign" if fault == "negative" else "kind", place, fault, shown, **limits)
