"""Reads the lines of lists out of a publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.messages import Messages
from xlsreport.published.imported_report import PrintedLine, Unread
from xlsreport.published.matching.lists.heading_units import OtherUnit, heading_unit, stated_unit
from xlsreport.published.matching.lists.list_figures import LineFigures
from xlsreport.published.matching.lists.list_joining import JoinedList, ListJoining
from xlsreport.published.matching.lists.list_statements import printed_in_part, says_nothing
from xlsreport.published.matching.lists.list_tables import ListTable, TableAssignment
from xlsreport.published.matching.lists.printed_headings import FoundHeadings, PrintedHeadings
from xlsreport.published.publication.publication import Publication
from xlsreport.tabular.plain_headings import remarks_of

_CAPTION = 3
"""Paragraphs right above a table that may state its unit."""


@dataclass(frozen=True)
class MatchedLists:
    """What a publication says of the form's lists.

    Attributes:
        lines: by list; an empty one where it is said that there are none. A list that was not found is not there.
        unread: lists, their columns and places of their lines that could not be read.
        notes: what was put together or left out.
        tables: the numbers of the tables that are lists.
    """

    lines: Mapping[str, tuple[PrintedLine, ...]]
    unread: tuple[Unread, ...]
    notes: tuple[str, ...]
    tables: frozenset[int]


def match_lists(publication: Publication, definition: Definition, messages: Messages | None = None) -> MatchedLists:
    """The lines of all lists, as far as they are certain by their headings.

    Args:
        publication: what was published.
        definition: whose lists are looked for.
        messages: the sentences of the user's language; by default the definition's.
    """
    if not definition.lists:
        return MatchedLists({}, (), (), frozenset())
    messages = messages or definition.messages
    lines: dict[str, tuple[PrintedLine, ...]] = {}
    unread: list[Unread] = []
    notes: list[str] = []
    assigned = TableAssignment(publication, definition).assigned()
    for name in definition.lists:
        reader = _ListReader(publication, PrintedHeadings(definition, name), messages)
        tables = assigned.tables.get(name, ())
        if name in assigned.undecided:
            numbers = ", ".join(map(str, assigned.undecided[name]))
            unread.append(Unread(name, messages("imported_list.undecided", tables=numbers)))
        elif tables:
            lines[name] = reader.lines(tables)
            for number in assigned.without_headings.get(name, ()):
                unread.append(Unread(name, messages("imported_list.without_headings", table=number)))
        elif says_nothing(publication, definition, name):
            lines[name] = ()
        else:
            unread.append(Unread(name, messages("imported_list.not_found")))
        unread += reader.unread
        notes += reader.notes
    read = frozenset(table.grid.table.number for each in assigned.tables.values() for table in each)
    return MatchedLists(lines, tuple(unread), tuple(notes), read)


class _ListReader:
    """Reads the tables of one list."""

    def __init__(self, publication: Publication, headings: PrintedHeadings, messages: Messages) -> None:
        self._publication, self._headings, self._messages = publication, headings, messages
        self._list = headings.list
        self.unread: list[Unread] = []
        self.notes: list[str] = []

    def lines(self, tables: Sequence[ListTable]) -> tuple[PrintedLine, ...]:
        """The lines that stand in some tables."""
        joined = ListJoining(self._headings, self._messages).joined(tables)
        units = self._units(tables)
        unread = {**joined.unread, **self._ambiguous(joined.headings), **self._foreign(units)}
        unread.update(self._not_printed(joined, unread))
        in_part = printed_in_part(self._publication, self._headings.definition, self._list)
        doubts = [*joined.doubts, *([self._messages("imported_list.in_part", text=in_part)] if in_part else [])]
        figures = LineFigures(self._headings, unread.keys(), units, self._messages)
        read = tuple(figures.line(number, line) for number, line in enumerate(joined.lines, start=1))
        self.unread += [Unread(f"{self._list}.{column}", reason) for column, reason in unread.items()]
        self.unread += [*(Unread(self._list, doubt) for doubt in doubts), *figures.not_told]
        self.notes += [*joined.notes, *self._near(joined.headings), *self._unused(joined.headings)]
        self.notes += [sentence for sums in joined.sums for sentence in figures.contradicted(sums, read)]
        if not read and not joined.says_nothing and not doubts:
            self.unread.append(Unread(self._list, self._messages("imported_list.no_lines")))
        return read

    def _units(self, tables: Sequence[ListTable]) -> Mapping[str, OtherUnit]:
        """By column, a unit that is not its own: of its heading, or of the caption above its table."""
        found: dict[str, OtherUnit] = {}
        for table in tables:
            if table.found is None:
                continue
            top = range(table.found.top)
            captions = [table.grid.text(row, cell.column) for row in top for cell in table.grid.filled(row)]
            for column, words in table.found.words.items():
                facts = self._headings.facts[column]
                unit = heading_unit(words, " ".join(facts.column_labels), facts.kind)
                if unit is None and not remarks_of(words):
                    unit = stated_unit((*table.above[-_CAPTION:], *captions), facts.kind)
                if unit is not None:
                    found[column] = unit
        return found

    def _foreign(self, units: Mapping[str, OtherUnit]) -> Mapping[str, str]:
        return {
            column: self._messages("imported_list.other_unit", unit=unit.words)
            for column, unit in units.items()
            if unit.written is None
        }

    def _ambiguous(self, headings: Sequence[FoundHeadings]) -> Mapping[str, str]:
        twice = {column for found in headings for column in found.twice}
        below = {
            column: text
            for found in headings
            for column, text in found.below.items()
            if is_numeric(self._headings.facts[column].kind)
        }
        return {
            **{column: self._messages("imported_list.foreign_head", text=text) for column, text in below.items()},
            **{column: self._messages("imported_list.headed_twice") for column in sorted(twice)},
        }

    def _not_printed(self, joined: JoinedList, unread: Mapping[str, str]) -> Mapping[str, str]:
        """Columns that the form prints, and that have no heading here."""
        printing = self._headings.definition.lines[self._list].shape.printing
        found = {column for each in joined.headings for column in each.found} | set(printing.group)
        shown = printing.columns or tuple(self._headings.facts)
        missing = [column for column in shown if column not in found and column not in unread]
        return {column: self._messages("imported_list.no_column") for column in missing}

    def _near(self, headings: Sequence[FoundHeadings]) -> Iterator[str]:
        for column in sorted({column for found in headings for column in found.near}):
            words = next(found.words[column] for found in headings if column in found.near)
            label = self._headings.own_labels[column]
            yield self._messages("imported_list.near", list=self._list, words=words, label=label)

    def _unused(self, headings: Sequence[FoundHeadings]) -> Iterator[str]:
        words = dict.fromkeys(word for found in headings for word in found.unused)
        if words:
            yield self._messages("imported_list.unused", list=self._list, words=" | ".join(words))
