"""Everything that a reporter stated in one workbook, independent of sheets and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeAlias, assert_never

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits, mark_of
from xlsreport.definition.figure_kinds.kinds import AnyKind, is_numeric, printed
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.definition.variation.body_kinds import BodyKind
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.identity.source_file import SourceFile
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.narrative.printed_text import PrintedText, printed_texts
from xlsreport.submission.unclear_reasons import UnclearCell
from xlsreport.values import Number, Typed, is_number, serial_of, typed_text

PreviousValue: TypeAlias = Number | str
"""A figure of last year, or a text or an answer in one of last year's lines."""
_QUOTED = 80


def shortened(text: str, most: int = _QUOTED) -> str:
    """A text as it is quoted in a sentence: only its beginning where it is long, and in one line."""
    text = text.replace("\r\n", "\n").replace("\n", "⏎")
    return text if len(text) <= most else text[: most - 1] + "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered at a place.

    Attributes:
        typed: as it was typed.
        number: the number that it stands for; None for texts and choices, and for what is no number.
        mended: whether the number, or what it means, was taken out of something else, such as ``251000元``.
        meaning: what it stands for where that is neither a number nor any text: a date, or one of the options.
        not_applicable: whether it says, in words that its place takes, that there is nothing to be stated.
    """

    typed: Typed
    number: Number | None = None
    mended: bool = False
    meaning: date | str | None = None
    not_applicable: bool = False

    @property
    def held(self) -> Typed:
        """What a cell of a new workbook holds: the number of a date, 40.5 for Excel's own 40.5%, the option."""
        if isinstance(self.meaning, str):
            return self.meaning
        if self.meaning is not None and (is_number(self.typed) or not self.mended):
            return serial_of(self.meaning)
        return self.number if self.number is not None and is_number(self.typed) else self.typed

    def printed(self, kind: AnyKind, language: str) -> str:
        """What a sentence says of it in a document; what is no number as it was typed."""
        figure = self.figure(kind)
        return printed(self.stated if figure is None else figure, kind, language)

    def figure(self, kind: AnyKind) -> Number | str | None:
        """What it states: a number, a mark, a date in ISO 8601, an option or a text; None for what is no number."""
        if self.not_applicable:
            return mark_of(kind.traits)
        return self.number if is_numeric(kind) else self.stated

    def is_understood(self, kind: AnyKind) -> bool:
        """Whether it is a number, a date, an option or a text, as its kind asks, or not applicable.

        Whether it is within bounds is asked by the checks.
        """
        if self.not_applicable:
            return True
        match kind.traits:
            case NumberTraits():
                return self.number is not None
            case TextTraits():
                return True
            case OptionTraits(options=options):
                return self.stated in options
            case DateTraits():
                return self.meaning is not None
            case other:
                assert_never(other)

    @property
    def day(self) -> date | None:
        """The date that it states; None where it is none."""
        return self.meaning if isinstance(self.meaning, date) else None

    @property
    def stated(self) -> str:
        """What it states, as a text."""
        if isinstance(self.meaning, date):
            return self.meaning.isoformat()
        return typed_text(self.typed) if self.meaning is None else self.meaning


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list in which something is filled.

    Attributes:
        number: of the line on its sheet, from 1, so that a line in between may be blank.
        entries: by the places of the line's definition.
    """

    number: int
    entries: Mapping[Place, Entry]


@dataclass(frozen=True, slots=True)
class Overflow:
    """What stands below the lines for which a list has room, which counts for nothing.

    Attributes:
        cells: how many of them are filled.
        first: the first of them, from the top.
        lines: what they state, to be there again in a workbook that is returned.
    """

    cells: int
    first: CellRef
    lines: tuple[Line, ...] = ()


class PreviousTexts(NamedTuple):
    """Last year's paragraphs by section, and the agency as it was called then."""

    agency: str
    sections: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Submission:
    """The content of one workbook.

    Attributes:
        definition: what is reported.
        agency: who reports.
        year: of the report.
        entries: by place; blank places have none.
        lines: by list, the lines in which something is filled, in their order.
        overflow: by list, what is filled below the lines for which there is room.
        texts: by section, its lines as they stand in the sheet, with empty ones between paragraphs.
        fields: the texts of the cover's fields, as documents print them, and the comments below tables.
        field_entries: what was entered in those fields of the cover that are of a kind.
        nil_returns: the tables that are declared to be all zero.
        declined: the tables that are declared not to be.
        previous: last year's figures, where they are known; with texts of last year's lines, by the lines' numbers.
        previous_texts: last year's texts, which stand in no workbook.
        previous_shown: the figures of last year that the workbook shows; None where it shows all of ``previous``.
        shown: what the computed cells of the file displayed.
        explanations: reasons for warnings, by rule case or claim.
        unclear: cells whose content does not fit what they are asked for.
        identity: of a workbook of a round.
        incomplete: of a consolidation, a sentence about the agencies whose figures are missing.
        part: the number of its half year, quarter or month; None where the report is about a whole year.
        source: the file that it was read from, if any.
    """

    definition: Definition
    agency: str = ""
    year: int | None = None
    entries: Mapping[Place, Entry] = field(default_factory=dict)
    lines: Mapping[str, Sequence[Line]] = field(default_factory=dict)
    overflow: Mapping[str, Overflow] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    field_entries: Mapping[str, Entry] = field(default_factory=dict)
    nil_returns: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    previous: Mapping[Place, PreviousValue] = field(default_factory=dict)
    previous_texts: PreviousTexts | None = None
    previous_shown: frozenset[Place] | None = None
    shown: Mapping[Place, Typed] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    unclear: tuple[UnclearCell, ...] = ()
    identity: Identity | None = None
    incomplete: str = ""
    part: int | None = None
    source: SourceFile | None = field(default=None, repr=False)

    @cached_property
    def body_kind(self) -> BodyKind | None:
        """What kind of body reports: whose form it is, or else by the roster, the cover or its name."""
        return self.known_body or self.stated_body or self.definition.body_kind_of(self.agency)

    @property
    def known_body(self) -> BodyKind | None:
        """The kind of body whose form it is, or that the roster of the round knows."""
        if len(self.definition.variant) == 1:
            return self.definition.bodies[self.definition.variant[0]]
        return None if self.identity is None else self.definition.bodies.get(self.identity.body)

    @property
    def stated_body(self) -> BodyKind | None:
        """The kind of body that the cover states."""
        entry = self.field_entries.get(self.definition.body_field or "")
        return None if entry is None else self.definition.bodies.get(entry.stated)

    @property
    def contradicted_body(self) -> BodyKind | None:
        """The kind of body that the roster or else the name tells, where the cover states another one."""
        told = self.known_body or self.definition.body_kind_of(self.agency)
        return None if self.stated_body in (None, told) else told

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the placeholders of titles stand for."""
        return self.definition.declaration.names(self.agency, self.year, self.part)

    @property
    def period_code(self) -> str:
        """How files and commands name the period of the report; empty where it is not known."""
        return "" if self.year is None else self.definition.calendar.code(self.year, self.part)

    @property
    def positions(self) -> Positions:
        """Where its cells are."""
        return Positions(layout_of(self.definition)) if self.source is None else self.source.positions

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """What its reader noticed about the file itself."""
        return () if self.source is None else self.source.alterations

    def shows_previous(self, place: Place) -> bool:
        """Whether the workbook itself shows last year's figure of a place."""
        return place in (self.previous if self.previous_shown is None else self.previous_shown)

    def with_previous(self, figures: Mapping[Place, PreviousValue], texts: PreviousTexts | None) -> Submission:
        """The submission with last year's figures and texts from elsewhere than its workbook."""
        shown = frozenset(filter(self.shows_previous, self.previous))
        return replace(self, previous=figures, previous_texts=texts, previous_shown=shown)

    def entry(self, place: Place) -> Entry | None:
        """What is entered at a place of a table, in a line of a list by its number, or in a field of the cover that is
        of a kind; None where it is blank."""
        if place.field is not None:
            return self.field_entries.get(place.field)
        if place.table not in self.definition.lists:
            return self.entries.get(place)
        line = self._lines_by_number.get((place.table, place.row))
        return None if line is None else line.entries.get(place._replace(row=LINE))

    @cached_property
    def _lines_by_number(self) -> Mapping[tuple[str, str], Line]:
        return {(name, str(line.number)): line for name, lines in self.lines.items() for line in lines}

    def entries_with_cells(self) -> Iterator[tuple[PlaceFacts, Entry, CellRef]]:
        """Everything that is entered in tables and in lines of lists, with where it stands."""
        positions, definition = self.positions, self.definition
        for place, entry in self.entries.items():
            yield definition.places[place], entry, positions.cell(place)
        for name, lines in self.lines.items():
            places = definition.lines[name].places
            for line in lines:
                for place, entry in line.entries.items():
                    yield places[place], entry, positions.line_cell(place, line.number)

    def place_in_list(self, name: str) -> Place | None:
        """The place in a line of a list that a name stands for; None where it is the name of something else."""
        table, _, rest = name.partition(".")
        return Place.parse(name) if "." in rest and table in self.definition.lists else None

    def unclear_at(self, name: str) -> str:
        """What an unclear cell holds, by the place's or text's name; empty where there is none."""
        return next((unclear.typed for unclear in self.unclear if unclear.name == name), "")

    @cached_property
    def _printed(self) -> Mapping[str, PrintedText]:
        return printed_texts(self.definition, self.names, self.fields, self.texts)

    def printed(self, section: str) -> PrintedText:
        """The lines of a section as the report prints them, and what is left out of them."""
        return self._printed.get(section, PrintedText())

    def paragraphs(self, section: str) -> tuple[str, ...]:
        """The paragraphs of a section as the report prints them, one for each cell that has any."""
        return tuple(filter(None, self.printed(section).lines))

    def typed_paragraphs(self, section: str) -> tuple[str, ...]:
        """The paragraphs of a section as they were typed, one for each cell, without the blanks around each."""
        return tuple(line.strip() for line in self.texts.get(section, ()) if not is_blank(line))


def printed_fields(definition: Definition, entries: Mapping[str, Entry]) -> dict[str, str]:
    """What documents print of the fields of the cover that are of a kind."""
    kinds, language = definition.field_kinds, definition.locale
    return {name: entry.printed(kinds[name], language) for name, entry in entries.items()}


def with_known_body(submission: Submission) -> Submission:
    """A submission whose cover states the kind of body that is known, where the cover has a field for it."""
    field, kind = submission.definition.body_field, submission.known_body
    if field is None or kind is None:
        return submission
    entries = {**submission.field_entries, field: Entry(kind.id)}
    return replace(submission, fields={**submission.fields, field: kind.label}, field_entries=entries)


def without_blank_end(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a section without blank ones at the end."""
    end = len(lines)
    while end and (lines[end - 1] == "" or is_blank(lines[end - 1])):
        end -= 1
    return tuple(lines[:end])
