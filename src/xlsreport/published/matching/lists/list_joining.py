"""Puts the tables of a list together: over pages, side by side, and where all of it is printed once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlsreport.messages import Messages
from xlsreport.published.matching.lists.list_lines import LineCollector, RawLine, RawPart, RawSums
from xlsreport.published.matching.lists.list_rows import ListRows
from xlsreport.published.matching.lists.list_tables import ListTable
from xlsreport.published.matching.lists.printed_headings import FoundHeadings, PrintedHeadings
from xlsreport.submission.label_normalising import normalise_label


@dataclass
class ListPrinting:
    """A list as it is printed once: parts with different columns."""

    parts: list[RawPart] = field(default_factory=list)


@dataclass(frozen=True)
class JoinedList:
    """The lines of a list.

    Attributes:
        lines: as they are printed.
        headings: of all of its tables.
        sums: that are printed with them.
        unread: columns whose lines cannot be told, with the reason.
        doubts: sentences on what may be a line and was not read.
        notes: sentences on what was put together or left out.
        says_nothing: whether it is printed that there are no lines.
    """

    lines: Sequence[RawLine]
    headings: Sequence[FoundHeadings]
    sums: Sequence[RawSums]
    unread: Mapping[str, str]
    doubts: Sequence[str]
    notes: Sequence[str]
    says_nothing: bool = False


class ListJoining:
    """Joins the tables of one list."""

    def __init__(self, headings: PrintedHeadings, messages: Messages) -> None:
        self._headings, self._messages = headings, messages
        self._rows, self._collector = ListRows(headings), LineCollector(headings, messages)

    def joined(self, tables: Sequence[ListTable]) -> JoinedList:
        """All lines of a list."""
        printings = self._printings(tables)
        found = [table.found for table in tables if table.found is not None]
        read = [self._beside(printing) for printing in printings]
        doubts = [doubt for one in read for doubt in one.doubts]
        notes = [note for one in read for note in one.notes]
        longest = max(read, key=lambda one: len(one.lines))
        if not all(_is_within(one.lines, longest.lines) for one in read):
            doubts.append(self._messages("imported_list.several", tables=_listed(tables)))
            longest = replace(longest, lines=(), sums=())  # the longest may be the one of last year
        elif len(read) > 1:
            notes.append(self._messages("imported_list.twice", tables=_listed(tables)))
        return replace(longest, headings=found, doubts=doubts, notes=notes)

    def _printings(self, tables: Sequence[ListTable]) -> Sequence[ListPrinting]:
        """The tables of each printing of the list: those that follow each other with nothing in between."""
        printings: list[ListPrinting] = []
        found: FoundHeadings | None = None
        for table in tables:
            start = 0 if table.found is None else table.found.bottom
            found = table.found or found
            assert found is not None  # the first table of a list has headings
            rows = list(self._rows.rows(table.grid, found, start))
            numbers = [row.number for row in rows if row.kind == "line"]
            part = self._part_of(printings[-1], found, numbers) if printings and table.adjoins else None
            if part is None:
                if not (printings and table.adjoins and self._stands_beside(printings[-1], found)):
                    printings.append(ListPrinting())
                part = RawPart(found.found, table.grid.width)
                printings[-1].parts.append(part)
                self._collector.begin()
            self._collector.add(part, table.grid, rows)
        return printings

    @staticmethod
    def _part_of(printing: ListPrinting, found: FoundHeadings, numbers: Sequence[str]) -> RawPart | None:
        """The part that a table goes on from; numbers that begin anew begin another printing."""
        for part in printing.parts:
            if part.columns == found.found:
                before = next((line.number for line in reversed(part.lines) if line.number), "")
                first = next(filter(None, numbers), "")
                restarts = before.isdecimal() and first.isdecimal() and int(first) <= int(before)
                return None if restarts else part
        return None

    @staticmethod
    def _stands_beside(printing: ListPrinting, found: FoundHeadings) -> bool:
        """Whether a table has further columns of the same lines."""
        return all(found.found - part.columns and part.columns != found.found for part in printing.parts)

    def _beside(self, printing: ListPrinting) -> JoinedList:
        """The parts of a printing side by side."""
        first, *others = printing.parts
        lines, unread = list(first.lines), {}
        for part in others:
            lines_beside = _matching(lines, part)
            if lines_beside is None:
                reason = self._messages("imported_list.not_beside")
                unread.update(dict.fromkeys(part.columns - first.columns, reason))
                continue
            lines = [_both(line, other) for line, other in zip(lines, lines_beside, strict=True)]
        return JoinedList(
            lines,
            (),
            [sums for part in printing.parts for sums in part.sums],
            unread,
            [doubt for part in printing.parts for doubt in part.doubts],
            [note for part in printing.parts for note in part.notes],
            all(part.says_nothing and not part.lines for part in printing.parts),
        )


def _matching(lines: Sequence[RawLine], part: RawPart) -> Sequence[RawLine] | None:
    """The lines of a part in the order of others, by their numbers or by what they repeat; None where it is unclear."""
    if len(lines) != len(part.lines):
        return None
    numbers = [line.number for line in lines]
    if all(numbers) and len(set(numbers)) == len(numbers):
        by_number = {line.number: line for line in part.lines}
        if by_number.keys() == set(numbers):
            return [by_number[number] for number in numbers]
    shared = {name for name, cell in (lines[0].cells.items() if lines else ()) if cell.text} & part.columns
    if not shared:
        return None
    alike = all(
        normalise_label(one.cells[name].text) == normalise_label(other.cells[name].text)
        for one, other in zip(lines, part.lines, strict=True)
        for name in shared
        if name in one.cells and name in other.cells
    )
    return part.lines if alike else None


def _both(line: RawLine, other: RawLine) -> RawLine:
    return replace(line, cells={**other.cells, **line.cells}, uncertain=line.uncertain | other.uncertain)


def _is_within(lines: Sequence[RawLine], others: Sequence[RawLine]) -> bool:
    """Whether every line of a printing stands in another one as well."""
    left = [other.texts for other in others]
    for line in lines:
        texts = line.texts
        at = next(
            (n for n, other in enumerate(left) if all(other.get(name, text) == text for name, text in texts.items())),
            None,
        )
        if at is None:
            return False
        del left[at]
    return True


def _listed(tables: Sequence[ListTable]) -> str:
    return ", ".join(str(table.grid.table.number) for table in tables)
