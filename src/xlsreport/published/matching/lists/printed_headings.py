"""Finds the headings of a list in a published table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.published.matching.lists.list_grid import ListGrid
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.tabular.column_names import ColumnNames, as_written

_MAX_ROWS_ABOVE = 12
"""Rows of a table that are searched for its first heading: captions and units stand above it."""
_NUMBER_WORDS = frozenset(
    {"no", "nr", "n", "№", "#", "", "序号", "编号", "序號", "編號", "lfdnr", "item", "番号", "连番", "rank"}
)
_NEAR, _APART = 0.86, 0.08
"""A misspelt heading is as similar as this to a label, and less to any other by that much."""
_MIN_NEAR = 4
"""Letters of a label that may be misspelt; a shorter one is another word soon."""


@dataclass(frozen=True)
class FoundHeadings:
    """The headings of a list in a table.

    Attributes:
        top: the first of their rows, from 0.
        bottom: the row below them.
        columns: the list's column of each column of the table that has one.
        words: how each of these is headed, and whether that is only similar to the form's label.
        number: the column in which lines are numbered.
        unused: headings that are no columns of the list.
        twice: columns of the list that have several headings.
        below: by column, a heading above its own that the form does not have.
    """

    top: int
    bottom: int
    columns: Mapping[int, str]
    words: Mapping[str, str] = field(default_factory=dict)
    near: frozenset[str] = frozenset()
    number: int | None = None
    unused: tuple[str, ...] = ()
    twice: frozenset[str] = frozenset()
    below: Mapping[str, str] = field(default_factory=dict)

    @property
    def found(self) -> frozenset[str]:
        """The list's columns that the table has."""
        return frozenset(self.columns.values())


@dataclass(frozen=True)
class PrintedHeadings:
    """What the headings of a list may say."""

    definition: Definition
    list: str

    @cached_property
    def names(self) -> ColumnNames:
        """What the list's columns may be called."""
        return ColumnNames(self.definition, self.list)

    @property
    def facts(self) -> Mapping[str, PlaceFacts]:
        """The columns by their ids, in the order of the list."""
        return self.names.facts

    @cached_property
    def own_labels(self) -> Mapping[str, str]:
        """The innermost label of each column, as the form has it."""
        return {column: facts.column_labels[-1] for column, facts in self.facts.items()}

    def find(self, grid: ListGrid) -> FoundHeadings | None:
        """The headings with most columns of the list; None where there is none."""
        filled = [row for row in range(grid.height) if grid.filled(row)][:_MAX_ROWS_ABOVE]
        candidates = [self.at(grid, top, bottom) for top, bottom in self.names.windows(filled)]
        best = max(candidates, key=lambda one: (len(one.found), -len(one.near)), default=None)
        if best is None or not best.columns:
            return None
        return replace(_down_to_the_lines(grid, best), below=dict(self._foreign_heads(grid, best)))

    def _foreign_heads(self, grid: ListGrid, found: FoundHeadings) -> Iterator[tuple[str, str]]:
        """Headings right above those of the list that are none of the form, and stand over some of its columns only."""
        for column, name in found.columns.items():
            head = grid.cell(found.top - 1, column)
            text = grid.text(found.top - 1, column)
            if head is None or not text or all(grid.cell(found.top - 1, at) is head for at in found.columns):
                continue
            if head is grid.cell(found.top, column):  # it reaches up beside headings that stand over several columns
                continue
            if not any(letter.isalpha() for letter in text) or re.search(r"[:：]", text):
                continue
            if as_written(text) not in self.names.spanners:
                yield name, text

    def at(self, grid: ListGrid, top: int, bottom: int) -> FoundHeadings:
        """What some rows say if they are headings."""
        texts = {column: _texts(grid, top, bottom, column) for column in range(grid.width)}
        positions = dict(self.names.positions(texts))
        near = dict(self._near(texts, positions)) if positions else {}
        positions.update({name: [column] for name, column in near.items()})
        heads = {name: self._heads(grid, bottom - 1, columns) for name, columns in positions.items()}
        columns = {column: name for name, each in positions.items() for column in each}
        others = {column: words[-1] for column, words in texts.items() if words and column not in columns}
        number = next((column for column, word in others.items() if _is_number_word(word)), None)
        return FoundHeadings(
            top,
            bottom,
            columns,
            {name: " ".join(texts[each[0]]) for name, each in positions.items()},
            frozenset(near),
            number,
            tuple(dict.fromkeys(word for column, word in others.items() if column != number)),
            frozenset(name for name, count in heads.items() if count > 1),
        )

    @staticmethod
    def _heads(grid: ListGrid, row: int, columns: Sequence[int]) -> int:
        """How many cells head a column: one that is merged over several of the table's columns is a single one."""
        return len({id(grid.cell(row, column)) for column in columns})

    def is_heading(self, grid: ListGrid, row: int) -> bool:
        """Whether a row repeats headings of the list: each of its cells is one."""
        texts = [grid.text(row, cell.column) for cell in grid.filled(row)]
        if not texts or not any(self.names.column_of([text]) for text in texts):
            return False
        return all(
            self.names.column_of([text]) or _is_number_word(text) or normalise_label(text) in self.names.spanners
            for text in texts
        )

    def _near(
        self, texts: Mapping[int, Sequence[str]], taken: Mapping[str, Sequence[int]]
    ) -> Iterator[tuple[str, int]]:
        """Columns whose headings are only similar to their labels, where no two fit."""
        used = {column for columns in taken.values() for column in columns}
        for column, words in texts.items():
            if column in used or not words or (name := self._similar(words[-1])) is None or name in taken:
                continue
            if sum(self._similar(other[-1]) == name for at, other in texts.items() if other and at not in used) == 1:
                yield name, column

    def _similar(self, text: str) -> str | None:
        plain = as_written(text)
        scores = sorted(
            (
                (SequenceMatcher(None, plain, label).ratio(), column)
                for label, column in self.names.as_written.items()
                if _comparable(plain, label)
            ),
            reverse=True,
        )
        if not scores or scores[0][0] < _NEAR:
            return None
        best, column = scores[0]
        others = [score for score, other in scores if other != column]
        return column if not others or others[0] <= best - _APART else None


def _down_to_the_lines(grid: ListGrid, found: FoundHeadings) -> FoundHeadings:
    """The headings with the rows into which some of them reach; what stands there below others parts their columns."""
    heads = {column: grid.cell(found.bottom - 1, column) for column in found.columns}
    bottom = max((cell.row + cell.height for cell in heads.values() if cell is not None), default=found.bottom)
    parted = {
        found.columns[column]
        for column, head in heads.items()
        for row in range(found.bottom, bottom)
        if grid.cell(row, column) is not head and grid.text(row, column)
    }
    return replace(found, bottom=bottom, twice=found.twice | parted | _headless_beside(grid, found))


def _headless_beside(grid: ListGrid, found: FoundHeadings) -> set[str]:
    """The columns with one at their right that has no heading and is filled: theirs may have stood over both."""
    row, beside = found.bottom - 1, set()
    for column, name in found.columns.items():
        right = column + 1
        is_filled = any(grid.text(below, right) for below in range(found.bottom, grid.height))
        if grid.cell(row, right) is not None and not grid.text(row, right) and is_filled:
            beside.add(name)
    return beside


def _texts(grid: ListGrid, top: int, bottom: int, column: int) -> list[str]:
    """The texts of a heading, from above; a merged cell's once."""
    return list(dict.fromkeys(text for row in range(top, bottom) if (text := grid.text(row, column))))


def _comparable(one: str, other: str) -> bool:
    """Whether one may be the other, misspelt: numbers in it are no slips of the pen."""
    return min(len(one), len(other)) >= _MIN_NEAR and re.findall(r"\d+", one) == re.findall(r"\d+", other)


def _is_number_word(text: str) -> bool:
    return as_written(text) in _NUMBER_WORDS
