"""Decides which tables of a publication belong to which list, by their headings and by what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.labels import leaves
from xlsreport.letter_case import caseless
from xlsreport.published.matching.lists.list_grid import ListGrid
from xlsreport.published.matching.lists.printed_headings import FoundHeadings, PrintedHeadings
from xlsreport.published.publication.publication import Paragraph, Publication, PublishedTable
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.label_normalising import normalise_label

_FURNITURE = re.compile(
    r"[\s\-–—·.第页頁共/\\|]*(?:\d{1,3}(?:[\s\-–—·.第页頁共/\\|]+\d{1,3})?[\s\-–—·.页頁]*)?|page\s*\d+(\s*(of|/)\s*\d+)?"
    r"|.{0,80}?[(（]?(?:续表?|續表?|接上表|continued|cont[’'.]?d?\.?|suite|fortsetzung)[)）]?.{0,20}"
    r"|[(（]?(?:单位|單位|units?)\s*[:：].{0,20}",
    re.IGNORECASE,
)
"""Paragraphs between two pages of one table: page numbers, the table's title with “continued”, its unit."""


@dataclass(frozen=True)
class ListTable:
    """A table of a list.

    Attributes:
        found: its headings; None where it goes on from the table before without any.
        above: the paragraphs between it and the table before.
        adjoins: whether nothing but page numbers and the like stands there.
    """

    grid: ListGrid
    found: FoundHeadings | None
    above: tuple[str, ...]
    adjoins: bool


@dataclass(frozen=True)
class _Seen:
    """A table with the paragraphs above it, up to the table before, and all paragraphs before it."""

    grid: ListGrid
    above: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True)
class AssignedTables:
    """What is known of the tables of lists.

    Attributes:
        tables: of each list.
        undecided: by list, the numbers of tables that may as well belong to another list.
        without_headings: by list, the numbers of tables right below its own that have no headings, and no place in it.
    """

    tables: Mapping[str, Sequence[ListTable]]
    undecided: Mapping[str, Sequence[int]]
    without_headings: Mapping[str, Sequence[int]]


class TableAssignment:
    """Assigns the tables of one publication."""

    def __init__(self, publication: Publication, definition: Definition) -> None:
        self._publication, self._definition = publication, definition
        self._headings = {name: PrintedHeadings(definition, name) for name in definition.lists}

    def assigned(self) -> AssignedTables:
        """All tables that have headings of a list, and those that go on from them."""
        tables: dict[str, list[ListTable]] = {}
        undecided: dict[str, list[int]] = {}
        strays: dict[str, list[int]] = {}
        last: tuple[str, ListTable] | None = None
        for seen in self._seen():
            names, found = self._lists_of(seen)
            adjoins = all(_FURNITURE.fullmatch(text) or self._is_title(text, last) for text in seen.above)
            if not names:
                before, last = last, self._going_on(seen, last, adjoins=adjoins)
                if last is not None:
                    tables[last[0]].append(last[1])
                elif before is not None and adjoins and not self._is_of_the_form(seen.grid):
                    strays.setdefault(before[0], []).append(seen.grid.table.number)
                    last = before
                continue
            for name in names if len(names) > 1 else ():
                undecided.setdefault(name, []).append(seen.grid.table.number)
            if len(names) > 1:
                last = None
                continue
            (name,) = names
            last = name, ListTable(seen.grid, found[name], seen.above, adjoins and name in tables)
            tables.setdefault(name, []).append(last[1])
        return AssignedTables(tables, undecided, strays)

    def _is_of_the_form(self, grid: ListGrid) -> bool:
        """Whether a table has labels of one of the form's tables that are no lists."""
        said = {caseless(normalise_label(cell.text)) for cell in grid.table.cells}
        return any(len(said & labels) > 1 for labels in self._labels_of_tables)

    def _seen(self) -> Iterator[_Seen]:
        above: list[str] = []
        before: list[str] = []
        for block in self._publication.blocks:
            if isinstance(block, PublishedTable):
                yield _Seen(ListGrid(block), tuple(above), tuple(before))
                above = []
            elif isinstance(block, Paragraph) and not block.chrome and not is_blank(block.text):
                above.append(block.text.strip())
                before.append(block.text.strip())

    def _lists_of(self, seen: _Seen) -> tuple[tuple[str, ...], Mapping[str, FoundHeadings]]:
        """The lists whose headings a table has; more than one where nothing decides between them."""
        found = {
            name: one for name, headings in self._headings.items() if (one := headings.find(seen.grid)) is not None
        }
        fitting = {name: one for name, one in found.items() if self._fits(seen.grid, name, one)}
        most = max((len(one.found) - len(one.near) / 2 for one in fitting.values()), default=0)
        best = [name for name, one in fitting.items() if len(one.found) - len(one.near) / 2 == most]
        return tuple(self._told_apart(best, seen) if len(best) > 1 else best), fitting

    def _fits(self, grid: ListGrid, name: str, found: FoundHeadings) -> bool:
        """Whether a table is more likely one of the list than of the form's other tables, or of none."""
        shown = len(self._printed_columns(name))
        least = 1 if found.number is not None else 2
        if len(found.found) < min(least, shown) or len(found.found) <= len(found.unused):
            return False
        said = {
            caseless(normalise_label(grid.text(row, cell.column)))
            for row in range(found.top, found.bottom)
            for cell in grid.filled(row)
        }
        own = len(found.found)
        return all(len(said & labels) < own for labels in self._labels_of_tables)

    def _printed_columns(self, name: str) -> Sequence[str]:
        shape = self._definition.lines[name].shape
        return shape.printing.columns or tuple(self._headings[name].facts)

    @cached_property
    def _labels_of_tables(self) -> Sequence[frozenset[str]]:
        """The headings of each table that is no list."""
        return [
            frozenset(
                caseless(normalise_label(text))
                for grid in table.grids
                for text in (
                    grid.stub,
                    *(column.label for column in table.label_columns),
                    *(path[-1].label for path in leaves(grid.columns)),
                )
                if text
            )
            for table in self._definition.tables.values()
        ]

    def _told_apart(self, names: Sequence[str], seen: _Seen) -> Sequence[str]:
        """Of lists with the same headings the one whose title or section is named last above a table."""
        top = [seen.grid.text(0, cell.column) for cell in seen.grid.filled(0)]
        for text in (*reversed(top), *reversed(seen.before)):
            plain = caseless(normalise_label(text))
            named = [name for name in names if any(title and title in plain for title in self._titles(name))]
            if len(named) == 1:
                return named
        return names

    def _titles(self, name: str) -> Iterator[str]:
        section = next(each for each in self._definition.sections if any(table.id == name for table in each.tables))
        title = self._definition.lists[name].title
        alone = sum(table.list is not None for table in section.tables) == 1
        for text in (title, section.heading if alone else None):
            if text:
                yield caseless(normalise_label(text))

    def _is_title(self, text: str, last: tuple[str, ListTable] | None) -> bool:
        return last is not None and caseless(normalise_label(text)) in set(self._titles(last[0]))

    def _going_on(
        self, seen: _Seen, last: tuple[str, ListTable] | None, *, adjoins: bool
    ) -> tuple[str, ListTable] | None:
        """The list whose table a table without headings goes on from: one on the next page, with as many columns."""
        if last is None or not adjoins:
            return None
        before, page = last[1].grid, seen.grid.table.page
        ended = before.table.cells[-1].page if before.table.cells else None
        if page is None or ended is None or page != ended + 1 or before.width != seen.grid.width:
            return None
        return last[0], ListTable(seen.grid, None, seen.above, adjoins=True)
