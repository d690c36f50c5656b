"""Finds the columns of a list in a table that another program wrote, by their ids or labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.tabular.column_names import ColumnNames
from xlsreport.tabular.listed_sheets import ListLine

_MAX_LINES_ABOVE = 40
"""Filled lines that are searched for headings: above those of a list's own sheet are its title and its guidance."""


@dataclass(frozen=True, slots=True)
class FoundColumns:
    """The headings of a list in a table.

    Attributes:
        index: the last of their lines, from 0.
        cells: of that line and those above that belong to it, with the texts of headings.
        positions: where each column of the list stands, from 0; more than one place where its heading stands twice.
        unused: headings that are no columns of the list.
    """

    index: int
    cells: tuple[str, ...]
    positions: Mapping[str, tuple[int, ...]]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class LineColumns:
    """The columns of a list in the lines of a file, whose headings are ids or labels."""

    definition: Definition
    list: str

    @cached_property
    def names(self) -> ColumnNames:
        """What the headings may say."""
        return ColumnNames(self.definition, self.list, by_id=True)

    @property
    def facts(self) -> Mapping[str, PlaceFacts]:
        """The columns by their ids, in the order of the list."""
        return self.names.facts

    def found(self, lines: Sequence[ListLine]) -> FoundColumns | None:
        """The headings with most columns of the list; None where there is none."""
        filled = [index for index, line in enumerate(lines) if line.text][:_MAX_LINES_ABOVE]
        candidates = [self._at(lines, top, bottom) for top, bottom in self.names.windows(filled)]
        best = max(candidates, key=lambda one: len(one.positions), default=None)
        return best if best is not None and best.positions else None

    def heading_cells(self, lines: Sequence[ListLine]) -> Sequence[str] | None:
        """The texts of the headings, by which a text's separator and encoding are told."""
        found = self.found(lines)
        return None if found is None else found.cells

    def _at(self, lines: Sequence[ListLine], top: int, bottom: int) -> FoundColumns:
        above = lines[top:bottom]
        texts = {position: _texts(above, position) for position in range(max(len(line.cells) for line in above))}
        positions = self.names.positions(texts)
        used = {position for taken in positions.values() for position in taken}
        return FoundColumns(
            bottom - 1,
            tuple(text for position in sorted(used) for text in texts[position]),
            {column: tuple(taken) for column, taken in positions.items()},
            tuple(one[-1] for position, one in texts.items() if one and position not in used),
        )


def _texts(lines: Sequence[ListLine], position: int) -> list[str]:
    """The texts of a heading, from above; a merged cell's once."""
    return list(dict.fromkeys(text for line in lines if (text := " ".join(line.cell(position).split()))))
