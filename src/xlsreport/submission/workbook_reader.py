"""Reads a filled workbook: the stamp first, then the labels, then everything that was entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.translation.translating import before_its_sentences
from xlsreport.errors import RejectedWorkbookError
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import DEFAULT_LANGUAGE, LANGUAGES, Messages, messages_for
from xlsreport.spreadsheet.opened_spreadsheet import OpenedSpreadsheet
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.spreadsheet.reading_limits import limits_of
from xlsreport.submission.alterations.file_alterations import file_alterations
from xlsreport.submission.alterations.sheet_facts import facts_of
from xlsreport.submission.filled_workbook import FilledWorkbook, joined_line, text_of
from xlsreport.submission.identity.source_file import SourceFile
from xlsreport.submission.identity.stamp import Stamp
from xlsreport.submission.identity.stamped_definition import stamped_definition
from xlsreport.submission.intake.open_file import open_stamped, read_bytes, refused
from xlsreport.submission.invisible_characters import is_blank, unpunctuated
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.lines_by_column import ListLines
from xlsreport.submission.lists.list_reader import is_out_of_order, previous_lines, read_lines
from xlsreport.submission.relocation import OtherLabelsError, find_positions
from xlsreport.submission.submission import (
    Entry,
    Overflow,
    PreviousValue,
    Submission,
    printed_fields,
    without_blank_end,
)
from xlsreport.submission.typed_values.entry_parsing import entry_of_number, parse_entry
from xlsreport.submission.typed_values.listed_answers import with_listed_answers
from xlsreport.submission.typed_values.percentages import entry_of_percent
from xlsreport.submission.typed_values.period_parsing import parse_period
from xlsreport.submission.unclear_cells import UnclearCellFinder, is_no_text
from xlsreport.values import Typed, exact

T = TypeVar("T")


def read_workbook(
    path: str | Path,
    definition: Definition | None = None,
    messages: Messages | None = None,
    cache: ReadingCache | None = None,
) -> Submission:
    """Read a filled workbook.

    Args:
        path: the .xlsx file, as Excel, WPS or LibreOffice saved it.
        definition: the definition that it was made from, where that does not ship with xlsreport.
        messages: the language of refusals while the workbook's own is not known; by default that of the definition, if
            one is given.
        cache: for whoever reads many workbooks: what is known of those that were read before.

    Raises:
        RejectedWorkbookError: the file is not a workbook that can be read with certainty; the text says why.
    """
    said = messages or _spoken_of(definition)
    return read_workbook_bytes(read_bytes(Path(path), said), str(path), definition, said, cache)


def read_workbook_bytes(
    data: bytes,
    name: str,
    definition: Definition | None = None,
    messages: Messages | None = None,
    cache: ReadingCache | None = None,
) -> Submission:
    """Read a filled workbook from the bytes of its file, which may since have changed or be kept elsewhere.

    Args:
        data: all bytes of the .xlsx file.
        name: what to call the file.
        definition: the definition that it was made from, where that does not ship with xlsreport.
        messages: the language of refusals while the workbook's own is not known; by default that of the definition, if
            one is given.
        cache: for whoever reads many workbooks: what is known of those that were read before.

    Raises:
        RejectedWorkbookError: the file is not a workbook that can be read with certainty; the text says why.
    """
    said = messages or _spoken_of(definition)
    data, opened, stamp = open_stamped(data, said, cache, limits_of(definition))
    definition = stamped_definition(stamp, definition, said)
    positions = _positions(opened, stamp, definition)
    workbook = FilledWorkbook(opened, positions)
    definition = workbook.definition
    for name in definition.row_lists:
        if is_out_of_order(workbook, name):
            words = {"list": definition.lists[name].title or positions.sheet(positions.layout.lists[name].sheet)}
            raise RejectedWorkbookError(said("rejected.lines_moved", **words))
    facts = facts_of(opened, stamp.issued_digests, positions.layout.returned_sheet)
    source = SourceFile(name, data, stamp, positions, facts)
    submission = with_listed_answers(_SubmissionReader(workbook, stamp).submission())
    with refused(said):  # drawings and conditional formats are parsed only now
        noticed = tuple(file_alterations(workbook, stamp, replace(submission, source=source)))
    return replace(submission, source=replace(source, alterations=noticed))


def _spoken_of(definition: Definition | None) -> Messages:
    return messages_for(DEFAULT_LANGUAGE) if definition is None else definition.messages


def _positions(opened: OpenedSpreadsheet, stamp: Stamp, definition: Definition) -> Positions:
    """Where everything stands; labels that differ are those of another version, where the stamp says so.

    What xlsreport says itself may have been translated while the workbook was out.
    """
    try:
        return find_positions(opened, layout_of(definition), definition.messages)
    except OtherLabelsError as error:
        before = before_its_sentences(definition)
        if before is not None:
            with suppress(OtherLabelsError):
                return find_positions(opened, layout_of(before), before.messages)
        sentence = str(error)
        if stamp.fingerprint != definition.fingerprint:
            words = {**error.words, "name": definition.name}
            sentence = definition.messages(f"rejected.version_{error.key}", **words)
        raise RejectedWorkbookError(sentence, definition.name) from error


_UNKNOWN = tuple(messages_for(language)("table.previous_unknown") for language in LANGUAGES)
"""Marks for an unknown figure of last year, which would be read as zero otherwise."""


class _SubmissionReader:
    """Reads the entries of a workbook whose positions are known."""

    def __init__(self, workbook: FilledWorkbook, stamp: Stamp) -> None:
        self._workbook, self._stamp = workbook, stamp
        self._positions, self._layout, self._definition = workbook.positions, workbook.layout, workbook.definition
        self._messages, self._plan = workbook.definition.messages, workbook.plan

    def submission(self) -> Submission:
        """Everything, as one submission."""
        year, part = self._period()
        field_entries = self._field_entries()
        return Submission(
            definition=self._definition,
            agency=self._agency(),
            year=year,
            part=part,
            entries=self._entries(),
            lines={name: lines for name, (lines, _) in self._lists.items() if lines},
            overflow={name: beyond for name, (_, beyond) in self._lists.items() if beyond is not None},
            texts=self._texts(),
            fields=self._fields() | printed_fields(self._definition, field_entries),
            field_entries=field_entries,
            nil_returns=self._answered("table.yes"),
            declined=self._answered("table.no"),
            previous=self._previous(),
            shown=self._shown(),
            explanations=self._explanations(),
            identity=self._stamp.identity,
            incomplete=self._stamp.incomplete,
            unclear=tuple(UnclearCellFinder(self._workbook, self._stamp).all()),
        )

    def _entries(self) -> Mapping[Place, Entry]:
        entries = {}
        for facts, value in self._workbook.items(self._plan.entries):
            if (entry := self._entry(facts.kind, value, self._positions.cell, facts.place)) is not None:
                entries[facts.place] = entry
        return entries

    def _entry(self, kind: AnyKind, value: object, cell_of: Callable[[T], CellRef], at: T) -> Entry | None:
        """What a cell states; which one it is matters for shares alone."""
        entry = None
        if isinstance(value, float) and isinstance(traits := kind.traits, NumberTraits):
            entry = self._share(value, cell_of(at)) if traits.is_share else entry_of_number(value)
        if entry is None and value != "":
            entry = parse_entry(exact(value), kind, self._definition.locale)
        if entry is not None and isinstance(entry.meaning, date) and isinstance(value, str):
            return replace(entry, mended=True)  # a date that stands there as a text counts for no formula
        return entry

    def _share(self, value: float, cell: CellRef) -> Entry | None:
        """The entry of a number, which is a hundredth of what a cell shows as a percentage."""
        shows_percent = self._workbook.sheet(cell).shows_percent(cell.row, cell.column)
        return (entry_of_percent(value) if shows_percent else None) or entry_of_number(value)

    @cached_property
    def _lists(self) -> Mapping[str, tuple[ListLines, Overflow | None]]:
        """By list its lines, and what is filled below them."""
        return {
            name: read_lines(self._workbook, columns, self._line_entry)
            for name, columns in self._workbook.columns.items()
        }

    def _line_entry(self, facts: PlaceFacts, value: object, line: int) -> Entry | None:
        """What a cell of a line states."""
        return self._entry(facts.kind, value, partial(self._positions.line_cell, facts.place), line)

    def _field_entries(self) -> Mapping[str, Entry]:
        """What was entered in the fields of the cover that are of a kind."""
        entries = {}
        for name, kind in self._definition.field_kinds.items():
            value = self._workbook.held(self._positions.cover_field(name))
            typed = value.strip() if isinstance(value, str) else value
            if (entry := self._entry(kind, typed, self._positions.cover_field, name)) is not None:
                entries[name] = entry
        return entries

    def _shown(self) -> Mapping[Place, Typed]:
        return {place: exact(value) for place, value in self._workbook.items(self._plan.totals) if value != ""}

    def _previous(self) -> Mapping[Place, PreviousValue]:
        known: dict[Place, PreviousValue] = {}
        for place, value in self._workbook.items(self._plan.previous):
            kind = self._definition.places[place].kind
            entry = None if value == "" else parse_entry(exact(value), kind, self._definition.locale)
            if entry is not None and entry.number is not None and value not in _UNKNOWN:
                known[place] = entry.number
        for name in self._definition.carried:
            known |= previous_lines(self._workbook, name)
        return known

    def _texts(self) -> Mapping[str, tuple[str, ...]]:
        return {section: self._lines(section) for section in self._definition.narratives}

    def _lines(self, section: str) -> tuple[str, ...]:
        filled, more = self._workbook.filled_lines[section], dict(self._workbook.split_lines(section))
        texts = [text_of(filled.get(n, "")) for n in range(max((*filled, *more), default=-1) + 1)]
        for number, rest in more.items():
            texts[number] = joined_line(texts[number], rest)
        return without_blank_end(texts)

    def _fields(self) -> dict[str, str]:
        """The texts of the cover and below tables, without those fields that are of a kind."""
        names = (name for name in self._layout.fields if name not in self._definition.field_kinds)
        texts = {name: self._workbook.text(self._positions.cover_field(name)) for name in names}
        return {name: text for name, text in texts.items() if text and self._is_there(name)}

    def _is_there(self, name: str) -> bool:
        """Whether a line of the reporter's own preamble has its label beside it; older workbooks have no such lines."""
        own = self._definition.own_lines.get(name)
        cell = self._positions.cover_field(name)
        beside = self._workbook.text(CellRef(cell.sheet, cell.row, cell.column - 1)) if own else ""
        return own is None or normalise_label(beside) == normalise_label(own.label)

    def _agency(self) -> str:
        """The stamp's, where the office gave it; else what the cover says."""
        return self._stamp.agency or self._workbook.text(self._positions.cover_field("agency"))

    def _period(self) -> tuple[int | None, int | None]:
        """Year and part: the stamp's, where the office gave them; else what the cover says."""
        if self._stamp.year is not None:
            return self._stamp.year, self._stamp.part
        typed = self._workbook.held(self._positions.cover_field("year"))
        return parse_period(exact(typed), self._definition.calendar) or (None, None)

    def _answered(self, key: str) -> frozenset[str]:
        """The tables that are declared to be all zero, or not to be."""
        answer = self._messages(key).casefold()
        asked = (*self._layout.tables, *self._layout.lists)
        return frozenset(table for table in asked if self._workbook.nil_answer(table).casefold() == answer)

    def _explanations(self) -> Mapping[str, str]:
        texts = {key: text_of(value).strip() for key, value in self._workbook.items(self._plan.explanations)}
        language = self._definition.language
        said = {key: text for key, text in texts.items() if not is_blank(unpunctuated(text, language))}
        return {key: text for key, text in said.items() if not is_no_text(text)}
