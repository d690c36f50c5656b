"""What one submission states, as rows of the package's tables, without the report and agency that stand before each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from xlsreport.checking.evaluation.lists.line_values import LineValues
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.line_names import name_of_row
from xlsreport.data_package.csv_tables import CsvValue, Row
from xlsreport.data_package.package_tables import LIST_PREFIX
from xlsreport.data_package.whole_forms import whole_form
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.submission.submission import Entry, PreviousValue, Submission
from xlsreport.values import NOT_ASKED_MARK, Number, is_number, typed_text

State = Literal["entered", "computed", "nil_return", "blank", "not_applicable", "not_asked", "unfit"]
"""What stands at a place: a value of its kind; a total; the zero of a table that is declared to be all zero; nothing;
the mark for what is not applicable; nothing, since nothing is asked; or what is no value of the kind."""

YES, NO = "yes", "no"
"""The answers of a nil return."""


class Stated(NamedTuple):
    """What stands somewhere: a number or a text, such as a date in ISO 8601; and as it was typed where that differs."""

    state: State
    number: Number | None = None
    text: str | None = None
    typed: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether its value says all of it."""
        return self.state in ("entered", "computed", "blank", "not_asked") and self.typed is None


def stated_entry(entry: Entry, kind: AnyKind) -> Stated:
    """What an entry states."""
    typed = typed_text(entry.typed)
    if not entry.is_understood(kind):
        return Stated("unfit", text=typed)
    state: State = "not_applicable" if entry.not_applicable else "entered"
    figure = entry.figure(kind)
    shown = typed_text(figure)
    as_typed = typed if entry.mended or typed != shown else None
    return Stated(state, figure, None, as_typed) if is_number(figure) else Stated(state, None, shown, as_typed)


def stated_value(value: Number | str | None) -> Stated:
    """What a computed place shows."""
    if value == NOT_ASKED_MARK:
        return Stated("not_asked")
    if value is None:
        return Stated("blank")
    return Stated("computed", value) if is_number(value) else Stated("not_applicable", text=str(value))


class ReportRows:
    """The rows of one submission."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._form = whole_form(submission.definition)
        self._values = Values(submission)

    def tables(self) -> Mapping[str, list[Row]]:
        """The rows by table; those of lists begin with the line and its cell."""
        submission = self._submission
        return {
            "figures": list(self._figures()),
            "texts": list(self._texts()),
            "fields": list(self._fields()),
            "nil_returns": list(self._nil_returns()),
            "explanations": [(rule, text) for rule, text in submission.explanations.items()],
            "previous": [_previous(place, value) for place, value in submission.previous.items()],
            **{f"{LIST_PREFIX}{name}": list(self._lines(name)) for name in self._form.lines},
            "line_cells": [row for name in self._form.lines for row in self._line_cells(name)],
        }

    def _figures(self) -> Iterator[Row]:
        positions, asked = self._submission.positions, self._submission.definition.places
        for place, facts in self._form.places.items():
            if self._is_of_unused_line(place):
                continue
            stated = self._at(place) if place in asked else Stated("not_asked")
            cell = positions.cell(place) if place in asked else None
            yield (
                str(place),
                *_words(self._form, facts, name_of_row(self._submission, place)),
                *stated,
                *_address(cell),
            )

    def _is_of_unused_line(self, place: Place) -> bool:
        """Whether a row stands for a line of a list that is not begun, so that nothing was asked and nothing stated."""
        line = self._form.line_of(place)
        return line is not None and line not in self._begun and place not in self._submission.entries

    @cached_property
    def _begun(self) -> frozenset[tuple[str, int]]:
        lists = self._submission.lines.items()
        return frozenset((name, line.number) for name, lines in lists for line in lines)

    def _at(self, place: Place) -> Stated:
        facts, values = self._form.places[place], self._values
        if facts.computed:
            return stated_value(values.shown(place))
        entry = self._submission.entries.get(place)
        if entry is not None:
            return stated_entry(entry, facts.kind)
        if values.is_left_blank(place):
            return Stated("not_asked")
        zero = values.at(place)
        return Stated("blank") if zero is None else Stated("nil_return", zero)

    def _texts(self) -> Iterator[Row]:
        for section, lines in self._submission.texts.items():
            heading = self._form.narratives[section].heading
            for number, line in enumerate(lines, start=1):
                if line:
                    yield section, heading, number, line

    def _fields(self) -> Iterator[Row]:
        submission = self._submission
        kinds = self._form.field_kinds
        for name, declared in self._form.fields.items():
            entry = submission.field_entries.get(name)
            if entry is not None:
                yield (name, declared.label, *stated_entry(entry, kinds[name]))
            elif name in submission.fields:
                yield (name, declared.label, *Stated("entered", text=submission.fields[name]))
            elif name in submission.definition.fields:
                yield (name, declared.label, *Stated("blank"))

    def _nil_returns(self) -> Iterator[Row]:
        for names, answer in ((self._submission.nil_returns, YES), (self._submission.declined, NO)):
            yield from ((name, answer) for name in sorted(names))

    def _lines(self, name: str) -> Iterator[Row]:
        positions = self._submission.positions
        for line, columns in self._listed(name):
            at = next((positions.line_cell(place, line.line.number) for place in columns), None)
            values: list[CsvValue] = []
            for place in self._form.lines[name].places:
                stated = columns.get(place, Stated("not_asked"))
                is_value = stated.state in ("entered", "computed")
                values.append((stated.number if stated.text is None else stated.text) if is_value else None)
            yield (line.line.number, *_address(at), *values)

    def _line_cells(self, name: str) -> Iterator[Row]:
        """The cells of which a value of the column's type does not say everything."""
        for line, columns in self._listed(name):
            for place, (state, _, text, typed) in columns.items():
                if not columns[place].is_plain:
                    yield name, line.line.number, place.column, state, text, typed

    def _listed(self, name: str) -> Iterator[tuple[LineValues, Mapping[Place, Stated]]]:
        if name not in self._submission.definition.lines:
            return
        asked, places = self._submission.definition.lines[name].places, self._form.lines[name].places
        for line in self._values.lines[name].lines:
            yield line, {place: _in_line(line, facts) for place, facts in places.items() if place in asked}


def _address(cell: CellRef | None) -> Row:
    return (None, None) if cell is None else (cell.sheet, cell.a1)


def _in_line(line: LineValues, facts: PlaceFacts) -> Stated:
    if facts.computed:
        return stated_value(line.shown(facts.place))
    entry = line.line.entries.get(facts.place)
    return Stated("blank") if entry is None else stated_entry(entry, facts.kind)


def _words(form: Definition, facts: PlaceFacts, row_name: str) -> Row:
    """How a reader finds a place, and what is asked there; a row that stands for a line is called as that line."""
    table = form.tables[facts.place.table]
    section = next(one.heading for one in form.sections if table in one.tables)
    rows = (row_name,) if row_name else facts.row_labels
    labels = (" / ".join(filter(None, words)) for words in (rows, facts.column_labels))
    unit = facts.kind.traits.unit if isinstance(facts.kind.traits, NumberTraits) else None
    return (section, table.title or facts.place.table, *labels, facts.kind.name, unit)


def _previous(place: Place, value: PreviousValue) -> Row:
    """A figure of the period before, or a text in one of its lines."""
    return (str(place), None, value) if isinstance(value, str) else (str(place), value, None)
