"""Finds the columns of a list in a table that another program wrote, by their ids or labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.tables.labels import depth, leaves
from xlsreport.definition.translation.translating import in_language
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.tabular.listed_sheets import ListLine
from xlsreport.tabular.plain_headings import plain_heading

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
    """The columns of a list, and what their headings may say."""

    definition: Definition
    list: str

    @cached_property
    def facts(self) -> Mapping[str, PlaceFacts]:
        """The columns by their ids, in the order of the list."""
        return {place.column: facts for place, facts in self.definition.lines[self.list].places.items()}

    def found(self, lines: Sequence[ListLine]) -> FoundColumns | None:
        """The headings with most columns of the list; None where there is none."""
        filled = [index for index, line in enumerate(lines) if line.text][:_MAX_LINES_ABOVE]
        candidates = [
            self._at(lines, index, height)
            for index in filled
            for height in range(1, self._depth + 1)
            if height <= index + 1
        ]
        best = max(candidates, key=lambda one: len(one.positions), default=None)
        return best if best is not None and best.positions else None

    def heading_cells(self, lines: Sequence[ListLine]) -> Sequence[str] | None:
        """The texts of the headings, by which a text's separator and encoding are told."""
        found = self.found(lines)
        return None if found is None else found.cells

    def _at(self, lines: Sequence[ListLine], index: int, height: int) -> FoundColumns:
        above = lines[index - height + 1 : index + 1]
        named: dict[str, dict[int, list[int]]] = {}
        texts = {position: _texts(above, position) for position in range(max(len(line.cells) for line in above))}
        for position, one in texts.items():
            if (match := self._column_of(one)) is not None:
                named.setdefault(match[0], {}).setdefault(match[1], []).append(position)
        positions = {column: tuple(by_rank[min(by_rank)]) for column, by_rank in named.items()}
        used = {position for taken in positions.values() for position in taken}
        return FoundColumns(
            index,
            tuple(text for position in sorted(used) for text in texts[position]),
            positions,
            tuple(one[-1] for position, one in texts.items() if one and position not in used),
        )

    def _column_of(self, texts: Sequence[str]) -> tuple[str, int] | None:
        """The column that a heading names, and how well: the lower the number, the better."""
        for rank, (names, spelt) in enumerate(zip(self._names, _SPELLINGS, strict=True)):
            for text in (*texts[-1:], " ".join(texts)):
                if (column := names.get(spelt(text))) is not None:
                    return column, rank
        return None

    @cached_property
    def _depth(self) -> int:
        return depth(self.definition.lists[self.list].columns)

    @cached_property
    def _names(self) -> tuple[Mapping[str, str], ...]:
        """The columns by what names them, in each spelling; what two columns may be called names neither."""
        ids = {column: column for column in self.facts}
        loosely = _SPELLINGS[1:]
        return (ids, *(_unambiguous((spelt(name), column) for name, column in self._words()) for spelt in loosely))

    def _words(self) -> Iterator[tuple[str, str]]:
        """Every id and label, in all languages of the report."""
        yield from ((column, column) for column in self.facts)
        for language in self.definition.locales:
            for path in leaves(in_language(self.definition, language).lists[self.list].columns):
                leaf = str(path[-1].id)
                yield from ((name, leaf) for name in (path[-1].label, " ".join(label.label for label in path)))


def _as_written(text: str) -> str:
    return normalise_label(text).casefold()


_SPELLINGS: tuple[Callable[[str], str], ...] = (str, _as_written, plain_heading)
"""How a heading may name a column, the best first: by its id, by a label, by one without remarks in brackets."""


def _texts(lines: Sequence[ListLine], position: int) -> list[str]:
    """The texts of a heading, from above; a merged cell's once."""
    return list(dict.fromkeys(text for line in lines if (text := " ".join(line.cell(position).split()))))


def _unambiguous(named: Iterator[tuple[str, str]]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for name, column in named:
        if name:
            found.setdefault(name, set()).add(column)
    return {name: next(iter(columns)) for name, columns in found.items() if len(columns) == 1}
