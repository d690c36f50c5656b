"""All labels of a definition, to be asked which of them a printed text is.

A text is compared with every label of the definition, not only with those that would suit where it stands: what is
exactly the label of one table is never a misprint of another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from xlsreport.definition.definition import Definition
from xlsreport.object_cache import remembered_by_object
from xlsreport.published.matching.labels.expected_labels import (
    ExpectedBlock,
    ExpectedLabel,
    NamedLines,
    expected_blocks,
)
from xlsreport.published.matching.labels.label_likeness import Likeness, likeness, misprints
from xlsreport.published.matching.labels.label_wording import Wording, folded_signs, wording_of

LabelRole = Literal["row", "column", "caption", "stub", "title"]
"""What a label heads: rows, columns, a block, the row labels, a table."""


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label that a text may be."""

    block: ExpectedBlock
    role: LabelRole
    label: ExpectedLabel
    likeness: Likeness


_Label: TypeAlias = tuple[ExpectedBlock, LabelRole, ExpectedLabel]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One wording, and all labels that have it."""

    wording: Wording
    labels: tuple[_Label, ...]


class Vocabulary:
    """The labels of one definition. Those without letters, such as 1–20, are known by all their signs."""

    def __init__(self, blocks: Sequence[ExpectedBlock]) -> None:
        self.blocks = blocks
        found: dict[Wording, list[_Label]] = {}
        without_letters: dict[str, list[_Label]] = {}
        for block in blocks:
            for role, label in _labels_of(block):
                for words in label.words:
                    wording = wording_of(words)
                    if wording is not None:
                        found.setdefault(wording, []).append((block, role, label))
                    else:
                        without_letters.setdefault(folded_signs(words), []).append((block, role, label))
        self._without_letters = without_letters
        self._entries = [_Entry(wording, tuple(labels)) for wording, labels in found.items()]
        self._cached = lru_cache(maxsize=20_000)(lambda text: tuple(self._matches(text)))

    def matches(self, text: str) -> tuple[LabelMatch, ...]:
        """All labels that a text is most like; none where it is like no label, or like several different ones."""
        return self._cached(text)

    def _matches(self, text: str) -> Iterator[LabelMatch]:
        printed = wording_of(text)
        if printed is None:
            known = self._without_letters.get(folded_signs(text), ())
            yield from (LabelMatch(*label, Likeness.EXACT) for label in known)
            return
        for wanted in _TIERS:
            alike = [entry for entry in self._by_core(printed, wanted) if likeness(printed, entry.wording) == wanted]
            if wanted == Likeness.NEAR:
                alike = self._clearly_nearest(printed, alike)
            if alike:
                found = [label for entry in alike for label in entry.labels]
                yield from (LabelMatch(*label, wanted) for label in found)
                if wanted == Likeness.EXACT:
                    yield from self._without_number(printed, found)
                return

    def _without_number(self, printed: Wording, found: Sequence[_Label]) -> Iterator[LabelMatch]:
        """Labels of the same blocks that a text is without their number, where it is the very label of something else.

        其他 is a column, and the row 3.其他 where a page prints no numbers. Which it is, its neighbours tell.
        """
        roles = {(block, role) for block, role, _ in found}
        blocks = {block for block, _ in roles}
        for entry in self._by_core(printed, Likeness.VARIANT):
            if not printed.number and likeness(printed, entry.wording) == Likeness.VARIANT:
                for block, role, label in entry.labels:
                    if block in blocks and (block, role) not in roles:
                        yield LabelMatch(block, role, label, Likeness.SHORT)

    def _by_core(self, printed: Wording, wanted: Likeness) -> Iterable[_Entry]:
        if wanted == Likeness.EXACT:
            return self._by_whole.get(printed.whole, ())
        return self._entries if wanted <= Likeness.SHORT else self._same_core.get(printed.core, ())

    @cached_property
    def _by_whole(self) -> Mapping[str, Sequence[_Entry]]:
        return _grouped((entry.wording.whole, entry) for entry in self._entries)

    @cached_property
    def _same_core(self) -> Mapping[str, Sequence[_Entry]]:
        return _grouped((entry.wording.core, entry) for entry in self._entries)

    def _clearly_nearest(self, printed: Wording, alike: Sequence[_Entry]) -> list[_Entry]:
        """The nearest of some, where no other label is nearly as near."""
        counted = [(misprints(printed, entry.wording) or 0, entry) for entry in alike]
        least = min((count for count, _ in counted), default=0)
        nearest = [entry for count, entry in counted if count == least]
        cores = {entry.wording.core for count, entry in counted if count <= least + _MARGIN}
        return nearest if len(cores) == 1 else []


_TIERS = (Likeness.EXACT, Likeness.VARIANT, Likeness.SHORT, Likeness.NEAR)
_MARGIN = 1
"""By how many misprints the second nearest label must at least be farther away than the nearest, less one."""


def _grouped(pairs: Iterable[tuple[str, _Entry]]) -> Mapping[str, Sequence[_Entry]]:
    found: dict[str, list[_Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return found


def _labels_of(block: ExpectedBlock) -> Iterator[tuple[LabelRole, ExpectedLabel]]:
    yield from (("row", label) for label in block.row_labels)
    yield from (("column", label) for label in block.column_labels)
    fixed: tuple[tuple[LabelRole, str], ...] = (
        ("caption", block.caption),
        ("stub", block.stub),
        *(("stub", words) for words in block.beside),
        ("title", block.title),
    )
    yield from ((role, ExpectedLabel("", (words,))) for role, words in fixed if words)


@remembered_by_object(32)
def vocabulary_of(definition: Definition, named: NamedLines = ()) -> Vocabulary:
    """The labels of a definition, computed once; ``named`` are the lines of lists that were read."""
    return Vocabulary(expected_blocks(definition, named))
