"""What a report prints of its lists: which lines in which order and groups, their sums, and what stands in an annex."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from xlsreport.checking.evaluation.lists.line_values import LineValues
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.declaration import Section
from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.definition.figure_kinds.kinds import printed
from xlsreport.definition.place import Place
from xlsreport.definition.tables.list_printing import ListPrinting
from xlsreport.definition.tables.table_declaration import LINE, Table
from xlsreport.document.content.line_order import grouped, sorted_lines
from xlsreport.layout.grid import TableGrid
from xlsreport.layout.printed_lines import GroupRow, LineRow, PrintedRow, SumRow, printed_lines_grid
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission
from xlsreport.values import EXACTLY, Number, plain_number

TOTAL = "total"
"""The row of the sums over all lines, in the names of places."""
_NUMBERING = re.compile(r"^\s*[(（]?(?:[\dIVX]{1,4}|[一二三四五六七八九十]{1,3})[.、．)）]\s*")
"""The number before a section's heading, which is not that of an annex."""

FigureOf = Callable[[Place], Number | str | None]
"""What stands at a place of a line."""


@dataclass(frozen=True)
class PrintedList:
    """A list with lines, as a report prints it.

    Attributes:
        table: the list.
        body: what stands in the report itself below the headings; nothing where all of it is in the annex.
        annex: what stands in an annex; None where there is none.
        annex_title: what it is called, with its number.
        reference: the sentence below the lines that says where the others are; None where all are there.
        columns: the ids of the columns that are printed.
        numbered: the heading of the column in which lines are numbered.
        is_numbered: whether they are numbered in any case.
        figures: the sums, and the words of the groups, by their places.
        places: of the lines that are printed, with what groups them.
    """

    table: Table
    body: Sequence[PrintedRow]
    annex: Sequence[PrintedRow] | None
    annex_title: str
    reference: str | None
    columns: tuple[str, ...]
    numbered: str
    is_numbered: bool
    figures: Mapping[Place, Number | str | None]
    places: tuple[Place, ...]

    def grid(self, *, annex: bool = False, numbered: bool = False) -> TableGrid:
        """The geometry of what stands in the report, or in the annex.

        Args:
            annex: which of the two.
            numbered: number the lines even where that is not declared.
        """
        rows = self.annex if annex else self.body
        heading = self.numbered if numbered or self.is_numbered else None
        return printed_lines_grid(self.table, rows or (), self.columns, heading)


def printed_lists(submission: Submission, values: Values, figure: FigureOf) -> Mapping[str, PrintedList]:
    """The lists of a report that have lines, by their ids.

    Args:
        submission: what was reported.
        values: its numbers.
        figure: what stands at a place of a line.
    """
    found: dict[str, PrintedList] = {}
    annexes = 0
    for section in submission.definition.sections:
        for table in section.lists:
            if submission.lines.get(table.id):
                one = _ListPrinter(submission.definition, section, table, values, figure).printed(annexes + 1)
                annexes += one.annex is not None
                found[table.id] = one
    return found


class _ListPrinter:
    """Makes one list."""

    def __init__(
        self, definition: Definition, section: Section, table: Table, values: Values, figure: FigureOf
    ) -> None:
        assert table.list is not None
        self._definition: Definition = definition
        self._section, self._table, self._figure = section, table, figure
        self._line: LineDefinition = definition.lines[table.id]
        self._print: ListPrinting = table.list.printing
        self._messages: Messages = definition.messages
        self._all = values.lines[table.id].lines
        self._figures: dict[Place, Number | str | None] = {}
        self._position = 0

    def printed(self, annex: int) -> PrintedList:
        """The list; ``annex`` is the number that its annex has, where it gets one."""
        rules, count = self._print, len(self._all)
        ordered = sorted_lines(self._line, rules.sort, self._all)
        rows = [*self._groups(ordered, self._within(rules.group), ""), *self._total("printed_list.total")]
        is_cut = rules.most is not None and count > rules.most
        body = list(self._first(rows, rules.most or 0)) if is_cut else rows
        has_annex = is_cut and rules.rest == "annex"
        lines = [row.line for row in (rows if has_annex else body) if isinstance(row, LineRow)]
        name = self._messages("printed_list.annex", number=annex) if has_annex else ""
        return PrintedList(
            self._table,
            body,
            rows if has_annex else None,
            self._annex_title(name),
            self._reference(name, count) if is_cut else None,
            self._columns(),
            self._messages("printed_list.number"),
            rules.numbers,
            self._figures,
            tuple(self._places(lines)),
        )

    def _columns(self) -> tuple[str, ...]:
        """The columns that are printed; those that group the lines stand in the headings.

        Where bodies of some kind are asked for none of them, all that they are asked for are printed.
        """
        named = self._print.columns
        own = tuple(place.column for place in self._line.places)
        return tuple(name for name in own if (name in named if named else name not in self._print.group)) or own

    def _within(self, names: Sequence[str]) -> tuple[str, ...]:
        """Those columns that the form has: bodies of some kinds may not be asked for all."""
        return tuple(name for name in names if Place(self._table.id, LINE, name) in self._line.places)

    def _places(self, lines: Sequence[int]) -> Iterator[Place]:
        columns = {*self._columns(), *self._print.group}
        for line in sorted(lines):
            for place in self._line.places:
                if place.column in columns:
                    yield place._replace(row=str(line))

    def _groups(self, lines: Sequence[LineValues], by: Sequence[str], above: str) -> Iterator[PrintedRow]:
        """The lines, in groups by some columns; ``above`` is the part of the group's name before its own number."""
        if not by:
            for line in lines:
                self._position += 1
                yield LineRow(line.line.number, self._position)
            return
        place = Place(self._table.id, LINE, by[0])
        for number, group in enumerate(grouped(self._line, place, lines), start=1):
            row = f"group{above}_{number}"
            figure = self._figure(place._replace(row=str(group[0].line.number)))
            words = printed(figure, self._line.places[place].kind, self._definition.locale)
            self._figures[Place(self._table.id, row, by[0])] = figure
            level = len(self._within(self._print.group)) - len(by)
            yield GroupRow(row, self._heading(place, words), level)
            yield from self._groups(group, by[1:], f"{above}_{number}")
            label = self._subtotal_label(words or self._ungrouped, len(group))
            yield from self._sums(row, label, self._print.subtotal, group)

    def _heading(self, place: Place, words: str) -> str:
        if not words:
            return self._ungrouped
        return self._messages("wording.comment", label=self._line.places[place].column_name, text=words)

    @property
    def _ungrouped(self) -> str:
        return self._print.ungrouped or self._messages("printed_list.ungrouped")

    def _subtotal_label(self, words: str, count: int) -> str:
        declared = self._print.subtotal_label
        if declared is not None:
            return declared.format_map({"group": words, "count": count})
        return self._messages("printed_list.subtotal", group=words)

    def _total(self, key: str) -> Iterator[SumRow]:
        """The row of the sums over all lines; ``key`` is of its words where none are declared."""
        count, declared = len(self._all), self._print.total_label
        text = self._messages(key, count=count) if declared is None else declared.format_map({"count": count})
        yield from self._sums(TOTAL, text, self._print.totals, self._all)

    def _sums(self, row: str, text: str, columns: Sequence[str], lines: Sequence[LineValues]) -> Iterator[SumRow]:
        """A row of sums: of what is filled in, as ``sum`` has it in rules."""
        added = self._within(columns)
        for name in added:
            figures = (line.at(Place(self._table.id, LINE, name)) for line in lines)
            with localcontext(EXACTLY):
                found = sum((Decimal(figure) for figure in figures if figure is not None), Decimal(0))
            self._figures[Place(self._table.id, row, name)] = plain_number(found)
        if added:
            yield SumRow(row, text, added)

    def _first(self, rows: Sequence[PrintedRow], most: int) -> Iterator[PrintedRow]:
        """The first lines with the groups that they begin and end, then the sums over all lines."""
        printed = 0
        for row in rows:
            if printed == most and not isinstance(row, SumRow):
                break
            printed += isinstance(row, LineRow)
            if most and not (isinstance(row, SumRow) and row.id == TOTAL):
                yield row
        yield from self._total("printed_list.total_of")

    def _annex_title(self, name: str) -> str:
        """``Annex 1: Grants``."""
        title = self._print.annex_title or self._table.title or _NUMBERING.sub("", self._section.heading)
        return self._messages("printed_list.annex_title", annex=name, title=title)

    def _reference(self, name: str, count: int) -> str:
        printed = self._print.most or 0
        if self._print.reference is not None:
            return self._print.reference.format_map({"printed": printed, "count": count, "annex": name})
        if name:
            key = "printed_list.first_and_annex" if printed else "printed_list.none_and_annex"
        else:
            key = "printed_list.first_only" if printed else "printed_list.none_only"
        return self._messages(key, printed=printed, count=count, annex=name)
