"""Reads a filled workbook: the stamp first, then the labels, then everything that was entered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading import load_definition
from xlsreport.definition.place import Place
from xlsreport.definition.shipped import shipped_path
from xlsreport.definition.soundness import STAMP_SHEET
from xlsreport.layout.checklines import CaseLine
from xlsreport.layout.sheets import Layout, layout_of
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.submission.anchors import check_anchors
from xlsreport.submission.container import Workbook, open_workbook
from xlsreport.submission.normalise import read_entry
from xlsreport.submission.stamp import FORMAT_VERSION, Stamp, parse_stamp
from xlsreport.submission.submission import Entry, Number, RejectedWorkbookError, Submission, Typed, without_blank_end


def read_workbook(
    path: str | Path, definition: Definition | None = None, messages: Messages | None = None
) -> Submission:
    """Read a filled workbook.

    Args:
        path: the .xlsx file, as Excel, WPS or LibreOffice saved it.
        definition: the definition that it was made from, where that does not ship with xlsreport.
        messages: the language of refusals while the workbook's own is not known.

    Raises:
        RejectedWorkbookError: the file is not a workbook that can be read with certainty; the text says why.
    """
    said = messages or messages_for(DEFAULT_LANGUAGE)
    workbook = open_workbook(Path(path), said)
    if STAMP_SHEET not in workbook.sheets:
        raise RejectedWorkbookError(said("rejected.no_stamp"))
    stamp = parse_stamp(workbook.pairs(STAMP_SHEET))
    if stamp is None:
        raise RejectedWorkbookError(said("rejected.no_stamp"))
    definition = _definition_for(stamp, definition, said)
    layout = layout_of(definition)
    check_anchors(workbook, layout, messages_for(definition.language))
    return _Reader(workbook, layout, stamp).submission(str(path))


def _definition_for(stamp: Stamp, given: Definition | None, messages: Messages) -> Definition:
    """The definition that a stamp names; one that differs in wording only is as good."""
    if stamp.version > FORMAT_VERSION:
        raise RejectedWorkbookError(messages("rejected.newer", version=stamp.version), stamp.definition)
    if given is not None and given.name == stamp.definition:
        return given
    if shipped_path(stamp.definition) is None:
        if given is not None:
            sentence = messages("rejected.other_definition", name=stamp.definition, given=given.name)
            raise RejectedWorkbookError(sentence, stamp.definition)
        sentence = messages("rejected.unknown_definition", name=stamp.definition)
        raise RejectedWorkbookError(sentence, stamp.definition)
    return shipped_definition(stamp.definition)


_LOADED: dict[str, Definition] = {}


def shipped_definition(name: str) -> Definition:
    """A shipped definition, loaded once however many workbooks are read."""
    if name not in _LOADED:
        _LOADED[name] = load_definition(name)
    return _LOADED[name]


class _Reader:
    """Reads what was entered in a workbook whose structure is known to be right."""

    def __init__(self, workbook: Workbook, layout: Layout, stamp: Stamp) -> None:
        self._workbook = workbook
        self._layout = layout
        self._definition = layout.definition
        self._stamp = stamp
        self._messages = messages_for(layout.definition.language)

    def submission(self, file: str) -> Submission:
        """Everything, as one submission."""
        return Submission(
            definition=self._definition,
            agency=self._agency(),
            year=self._year(),
            entries=self._entries(),
            texts=self._texts(),
            fields=self._fields(),
            nil_returns=self._nil_returns(),
            previous=self._previous(),
            shown=self._shown(),
            explanations=self._explanations(),
            file=file,
        )

    def _at(self, place: Place) -> Typed | None:
        cell = self._layout.cell(place)
        return self._workbook.value(cell.sheet, cell.row, cell.column)

    def _entries(self) -> Mapping[Place, Entry]:
        entries = {}
        for place, facts in self._definition.places.items():
            typed = None if facts.computed else self._at(place)
            entry = None if typed is None else read_entry(typed, facts.kind)
            if entry is not None:
                entries[place] = entry
        return entries

    def _shown(self) -> Mapping[Place, Typed]:
        computed = (place for place, facts in self._definition.places.items() if facts.computed)
        return {place: typed for place in computed if (typed := self._at(place)) is not None}

    def _previous(self) -> Mapping[Place, Number]:
        known = {}
        for place in self._definition.previous_places:
            cell = self._layout.previous_cell(place)
            value = self._workbook.value(cell.sheet, cell.row, cell.column)
            if value is not None and not isinstance(value, str | bool):
                known[place] = value
        return known

    def _texts(self) -> Mapping[str, tuple[str, ...]]:
        return {section: self._lines(section) for section in self._definition.narratives}

    def _lines(self, section: str) -> tuple[str, ...]:
        laid = self._layout.narratives[section]
        cells = (laid.line(number) for number in range(laid.size))
        return without_blank_end([self._workbook.text(cell.sheet, cell.row, cell.column) for cell in cells])

    def _fields(self) -> Mapping[str, str]:
        cells = self._layout.cover.fields.items()
        texts = {name: self._workbook.text(cell.sheet, cell.row, cell.column).strip() for name, cell in cells}
        return {name: text for name, text in texts.items() if text}

    def _agency(self) -> str:
        """The stamp's, where the office gave it; else what the cover says."""
        cell = self._layout.cover.agency
        return self._stamp.agency or self._workbook.text(cell.sheet, cell.row, cell.column).strip()

    def _year(self) -> int | None:
        cell = self._layout.cover.year
        typed = self._workbook.value(cell.sheet, cell.row, cell.column)
        if self._stamp.year is not None:
            return self._stamp.year
        if isinstance(typed, str) and typed.strip().isdecimal():
            return int(typed)
        return typed if isinstance(typed, int) and not isinstance(typed, bool) else None

    def _nil_returns(self) -> frozenset[str]:
        yes = self._messages("table.yes")
        cells = {table: laid.nil for table, laid in self._layout.tables.items() if laid.nil is not None}
        answers = {t: self._workbook.text(c.sheet, c.row, c.column).strip() for t, c in cells.items()}
        return frozenset(table for table, answer in answers.items() if answer == yes)

    def _explanations(self) -> Mapping[str, str]:
        found = {}
        for line in self._layout.checks.rows:
            if isinstance(line, CaseLine) and line.case.rule.severity == "warning":
                cell = self._layout.checks.cell(line, "explanation")
                text = self._workbook.text(cell.sheet, cell.row, cell.column).strip()
                if text:
                    found[line.case.key] = text
        return found
