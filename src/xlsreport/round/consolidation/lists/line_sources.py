"""Sheets of the provenance about lists: each line of the report, and the lines of agencies that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits, TextTraits
from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import Messages
from xlsreport.round.consolidation.consolidating import Consolidation
from xlsreport.round.consolidation.lists.combined_lines import JoinedLine, SourceLine
from xlsreport.round.consolidation.lists.joined_lists import joined_lines
from xlsreport.submission.submission import Line
from xlsreport.values import Number
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.office_list.list_sheet import FIRST_ROW, ListValue, OfficeList

_HEADINGS = ("line", "sheet", "cells")
_AGENCY = ("roster.code", "roster.name", "consolidate.receipt")
_FIRST_COLUMN = len(_HEADINGS) + len(_AGENCY)
"""Of the entries: before them stand the number of the line, its cells, and whose they are."""
_MAX_NAME = 31
"""Characters in the name of a sheet; Excel's specification."""
_FUNCTIONS: dict[Combine, str] = {"sum": "SUM", "min": "MIN", "max": "MAX"}


def line_sheet_names(form: Definition, messages: Messages) -> dict[str, str]:
    """The names of the sheets of lists, each different from the others."""
    found: dict[str, str] = {}
    for number, name in enumerate(form.lines, start=1):
        sheet = messages("consolidate.lines", sheet=layout_of(form).lists[name].sheet)[:_MAX_NAME]
        taken = {other.casefold() for other in found.values()}
        end = f" {number}"
        found[name] = f"{sheet[: _MAX_NAME - len(end)]}{end}" if sheet.casefold() in taken else sheet
    return found


def line_sheets(result: Consolidation, messages: Messages) -> Iterator[OfficeList]:
    """A sheet for each list of the form."""
    joined = joined_lines(result.form, result.contributions, messages)
    for name, sheet in line_sheet_names(result.form, messages).items():
        yield _LineSheet(result.form, result.form.lines[name], messages).made(sheet, joined.get(name, ()))


class _LineSheet:
    def __init__(self, form: Definition, definition: LineDefinition, messages: Messages) -> None:
        self._form, self._definition, self._messages = form, definition, messages
        self._laid = layout_of(form).lists[definition.list]
        self._columns = [facts for facts in definition.places.values() if not facts.computed]
        self._combines = definition.shape.combine is not None

    def made(self, sheet: str, lines: Sequence[JoinedLine]) -> OfficeList:
        """The sheet; a line that agencies have together stands above theirs, with formulas over them."""
        headings = [self._messages(f"consolidate.{key}") for key in _HEADINGS]
        headings += [self._messages(key) for key in _AGENCY]
        headings += [self._heading(facts) for facts in self._columns]
        rows: list[list[ListValue]] = []
        for joined in lines:
            if self._combines:
                rows.append(self._together(joined, FIRST_ROW + len(rows)))
            rows += [self._source(joined.line.number, source) for source in joined.sources]
        guidance = "consolidate.about_lines" if self._combines else "consolidate.lines_of_one"
        return OfficeList(sheet, self._messages(guidance), headings, rows)

    def _heading(self, facts: PlaceFacts) -> str:
        """A column, and how its entries are combined."""
        if not self._combines or facts.place.column == self._definition.shape.agency:
            return facts.column_name
        how = self._messages(f"consolidate.how_{self._how(facts)}")
        return self._messages("consolidate.of_column", name=facts.column_name, how=how)

    def _how(self, facts: PlaceFacts) -> str:
        rules, traits = self._definition.shape.combine, facts.kind.traits
        if rules is None or facts.place.column in rules.by:
            return "key"
        if isinstance(traits, NumberTraits):
            return facts.kind.combine
        listed = isinstance(traits, TextTraits) and traits.source is None and rules.texts == "list"
        return "listed" if listed else "same"

    def _together(self, joined: JoinedLine, row: int) -> list[ListValue]:
        """A line of the report; its sums are formulas over the rows below."""
        number = joined.line.number
        cells = [self._laid.line_cell(facts.place, number) for facts in self._columns]
        where = min(cells, key=lambda cell: cell.column).to(max(cells, key=lambda cell: cell.column))
        values = self._values(joined.line)
        for position, facts in enumerate(self._columns):
            value, function = values[position], _FUNCTIONS.get(facts.kind.combine)
            is_key = self._how(facts) == "key"
            if isinstance(value, Number) and isinstance(facts.kind.traits, NumberTraits) and function and not is_key:
                first = CellRef("", row + 1, _FIRST_COLUMN + position)
                last = CellRef("", row + len(joined.sources), _FIRST_COLUMN + position)
                values[position] = Formula(f"{function}({first.a1}:{last.a1})", value)
        return [number, where.first.sheet, where.a1, None, None, None, *values]

    def _source(self, number: int, source: SourceLine) -> list[ListValue]:
        agency = source.contribution.state.agency
        named: list[ListValue] = [agency.code, agency.name, source.contribution.receipt.number]
        return [number, source.cells.first.sheet, source.cells.a1, *named, *self._values(source.line)]

    def _values(self, line: Line) -> list[ListValue]:
        entries = [line.entries.get(facts.place) for facts in self._columns]
        return [
            None
            if entry is None
            else entry.number
            if entry.number is not None and isinstance(facts.kind.traits, NumberTraits)
            else entry.printed(facts.kind, self._form.locale)
            for entry, facts in zip(entries, self._columns, strict=True)
        ]
