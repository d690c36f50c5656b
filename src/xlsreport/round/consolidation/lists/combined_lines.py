"""Makes one line of those lines of several agencies that are about the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import (
    DateTraits,
    NumberTraits,
    OptionTraits,
    TextTraits,
    folded_answer,
)
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.tables.list_combining import ListCombining
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.cells import CellRange
from xlsreport.messages import Messages
from xlsreport.round.combined_figures import Figure, combine
from xlsreport.round.consolidation.contributions import Contribution
from xlsreport.round.consolidation.uncombined_entries import only_entry, plain_entry
from xlsreport.submission.submission import Entry, Line
from xlsreport.values import Number

_Key = tuple[Number | str, ...]

_BETWEEN_TEXTS = "; "
"""Between texts that differ, in any language; ``wording.comma`` may stand within one."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of one agency: whose it is, and the cells of its entries in the agency's file."""

    contribution: Contribution
    line: Line
    cells: CellRange


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """A line of a consolidation, and those that it was made of."""

    line: Line
    sources: tuple[SourceLine, ...]


def groups_of(definition: LineDefinition, sources: Iterable[SourceLine]) -> Iterator[tuple[SourceLine, ...]]:
    """The lines that become one, in the order of the first of each; each for itself where the list does not say so."""
    rules = definition.shape.combine
    groups: dict[object, list[SourceLine]] = {}
    for number, source in enumerate(sources):
        key = None if rules is None else _key(definition, rules, source.line)
        groups.setdefault(number if key is None else key, []).append(source)
    return map(tuple, groups.values())


def _key(definition: LineDefinition, rules: ListCombining, line: Line) -> _Key | None:
    """What a line has in the columns that make it the same as others; None where it has nothing there."""
    entries = [line.entries.get(Place(definition.list, LINE, name)) for name in rules.by]
    key = tuple("" if entry is None else _compared(entry) for entry in entries)
    return key if any(part != "" for part in key) else None


def _compared(entry: Entry) -> Number | str:
    return folded_answer(entry.stated) if entry.number is None else entry.number


class LineCombiner:
    """Makes one line of several of a list."""

    def __init__(self, definition: LineDefinition, messages: Messages) -> None:
        self._definition, self._messages = definition, messages
        rules = definition.shape.combine
        self._keys = frozenset(rules.by if rules is not None else ())
        self._lists_texts = rules is not None and rules.texts == "list"

    def combined(self, number: int, sources: Sequence[SourceLine]) -> JoinedLine:
        """The line with its number in the consolidation."""
        found = {place: self._entry(facts, sources) for place, facts in self._definition.places.items()}
        entries = {place: entry for place, entry in found.items() if entry is not None}
        return JoinedLine(Line(number, entries), tuple(sources))

    def _entry(self, facts: PlaceFacts, sources: Sequence[SourceLine]) -> Entry | None:
        if facts.computed:
            return None
        place = facts.place
        if place.column == self._definition.shape.agency:
            return self._agencies(place, facts, sources)
        entries = [entry for source in sources if (entry := source.line.entries.get(place)) is not None]
        if not entries:
            return None
        if len(sources) == 1 or place.column in self._keys:
            return plain_entry(entries[0])
        return self._of_several(facts, entries)

    def _of_several(self, facts: PlaceFacts, entries: Sequence[Entry]) -> Entry | None:
        """What becomes of entries that several lines have; None where that is left to be written."""
        match facts.kind.traits:
            case NumberTraits(mark=mark):
                if facts.kind.combine == "none":
                    return only_entry(entries, mark or "")
                figure = combine(facts.kind.combine, [_figure(entry, mark) for entry in entries])
                if isinstance(figure, str):
                    return Entry(figure, not_applicable=True)
                return Entry(figure, figure) if isinstance(figure, Number) else None
            case DateTraits() | OptionTraits():
                return _same(entries)
            case TextTraits() as traits:
                if not self._lists_texts or traits.source is not None:
                    return _same(entries)
                return self._text(traits, [entry.stated for entry in entries], _BETWEEN_TEXTS)
            case other:
                assert_never(other)

    def _agencies(self, place: Place, facts: PlaceFacts, sources: Sequence[SourceLine]) -> Entry | None:
        """The agencies whose lines these are: as they wrote it, or by their names."""
        traits = facts.kind.traits
        entries = [(source.line.entries.get(place), source.contribution.state.agency.name) for source in sources]
        names = [agency if entry is None else entry.stated for entry, agency in entries]
        if len(sources) == 1 or not isinstance(traits, TextTraits):
            return entries[0][0] or Entry(names[0])
        together = self._text(traits, names, self._messages("wording.comma"))
        count = len({folded_answer(name) for name in names})
        return together or self._text(traits, [self._messages("consolidate.agencies_together", count=count)], "")

    def _text(self, traits: TextTraits, texts: Sequence[str], between: str) -> Entry | None:
        """Texts one behind the other, each once; None where that does not fit the cell.

        A text that was itself made of several, in a consolidation that was handed up, is taken apart again.
        """
        different: dict[str, str] = {}
        for one in (part for text in texts for part in (text.split(between) if between else [text])):
            different.setdefault(folded_answer(one), one)
        text = between.join(different.values())
        return Entry(text) if len(text) <= traits.max_length and traits.is_as_written(text) else None


def _figure(entry: Entry, mark: str | None) -> Figure:
    return mark or entry.stated if entry.not_applicable else entry.number


def _same(entries: Sequence[Entry]) -> Entry | None:
    """The entry where all say the same."""
    return plain_entry(entries[0]) if len({_compared(entry) for entry in entries}) == 1 else None
