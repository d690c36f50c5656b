"""What the headings of a list may say, wherever it stands: in a file of another program or in a published table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.tables.labels import depth, leaves
from xlsreport.definition.translation.translating import in_language
from xlsreport.letter_case import caseless
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.tabular.plain_headings import plain_heading, without_remarks

_Positions = list[int]
_FOOTNOTE_MARKS = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079*†‡§]+\s*$|\[\d\]\s*$")


@dataclass(frozen=True)
class ColumnNames:
    """The columns of a list by what they may be called.

    Args:
        definition: the report definition.
        list: the id of the list.
        by_id: whether a heading may be the id of a column, which files of programs have and nobody prints.
    """

    definition: Definition
    list: str
    by_id: bool = False

    @cached_property
    def facts(self) -> Mapping[str, PlaceFacts]:
        """The columns by their ids, in the order of the list."""
        return {place.column: facts for place, facts in self.definition.lines[self.list].places.items()}

    @cached_property
    def spanners(self) -> frozenset[str]:
        """The labels that stand above those of several columns, normalised."""
        return frozenset(normalise_label(label) for facts in self.facts.values() for label in facts.column_labels[:-1])

    @cached_property
    def as_written(self) -> Mapping[str, str]:
        """The columns by their labels and other names, in the spelling of :func:`as_written`."""
        return _unambiguous((as_written(name), column) for name, column in self._words())

    def windows(self, filled: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The rows that may be the headings of the list, as a range, where some rows are filled."""
        height_of_labels = depth(self.definition.lists[self.list].columns)
        for row in filled:
            for height in range(1, min(height_of_labels, row + 1) + 1):
                yield row - height + 1, row + 1

    def positions(self, headings: Mapping[int, Sequence[str]]) -> Mapping[str, Sequence[int]]:
        """Where each column of the list stands; at more than one place where its heading stands twice, equally well.

        Args:
            headings: by the position of a column, the texts of its heading from above.
        """
        ranked: dict[str, dict[int, _Positions]] = {}
        for position, texts in headings.items():
            if texts and (match := self.column_of(texts)) is not None:
                ranked.setdefault(match[0], {}).setdefault(match[1], []).append(position)
        return {column: by_rank[min(by_rank)] for column, by_rank in ranked.items()}

    def column_of(self, texts: Sequence[str]) -> tuple[str, int] | None:
        """The column that a heading names by its texts from above, and how well: the lower the number, the better."""
        for rank, (spelt, names) in enumerate(self._spellings):
            for text in dict.fromkeys((" ".join(texts), " ".join(texts[-2:]), texts[-1])):
                if (column := names.get(spelt(text))) is not None:
                    return column, rank
        return None

    @cached_property
    def _spellings(self) -> Sequence[tuple[Callable[[str], str], Mapping[str, str]]]:
        """How a heading may name a column, the best first; what two columns may be called names neither."""
        return (
            (str, {column: column for column in self.facts} if self.by_id else {}),
            (as_written, self.as_written),
            *(
                (spelt, _unambiguous((spelt(name), column) for name, column in self._words()))
                for spelt in (_without_remarks, _plain)
            ),
        )

    def _words(self) -> Iterator[tuple[str, str]]:
        """Every label, alone and below those above it, in all languages of the report, and what else it is called."""
        if self.by_id:
            yield from ((column, column) for column in self.facts)
        for language in self.definition.locales:
            for path in leaves(in_language(self.definition, language).lists[self.list].columns):
                for name in dict.fromkeys((path[-1].label, " ".join(label.label for label in path), *path[-1].also)):
                    yield name, str(path[-1].id)


def as_written(text: str) -> str:
    """A heading without the marks of footnotes, and without what programs and people change about its spelling."""
    return caseless(normalise_label(_FOOTNOTE_MARKS.sub("", text)))


def _without_remarks(text: str) -> str:
    return as_written(without_remarks(text))


def _plain(text: str) -> str:
    return plain_heading(_FOOTNOTE_MARKS.sub("", text))


def _unambiguous(named: Iterator[tuple[str, str]]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for name, column in named:
        if name:
            found.setdefault(name, set()).add(column)
    return {name: next(iter(columns)) for name, columns in found.items() if len(columns) == 1}
