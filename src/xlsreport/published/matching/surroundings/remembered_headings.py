"""Headings that were printed apart from the figures: above the section's tables, or one for all of them.

Tables with headings that say nothing, such as 数据1, 数据2, are read by the headings that the same section printed
before them. That is an assumption: such a row counts only where its printed total is the sum of its figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlsreport.published.matching.grids.headings import Heading, Slot, follows_form
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, ExpectedLabel
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.matching.labels.vocabulary import Vocabulary

_COUNTER = re.compile(r"[\s_.:：-]*(?:\d+|[a-z]|[一二三四五六七八九十]+)[\s:：]*$", re.IGNORECASE)


class RememberedHeadings:
    """The labels of columns that a section has printed so far, in their order."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._texts: list[str] = []

    def forget(self) -> None:
        """Begin with another section."""
        self._texts = []

    def add(self, text: str) -> None:
        """Take note of a text that may be the heading of a column."""
        if any(match.role == "column" for match in self._vocabulary.matches(text)):
            self._texts.append(text)

    def heading(self, block: ExpectedBlock, printed: Sequence[str]) -> Heading | None:
        """The columns of a block in the form's order, where all its labels were printed so.

        Args:
            block: which one.
            printed: the headings of the table, without the corner above its row labels.
        """
        if not says_nothing(printed, self._known(printed, block)):
            return None
        if printed and len(printed) != len(block.columns):
            return None
        for text, column in zip(printed, block.columns, strict=False):
            labels = self._labels(text, block)
            if labels and column.own not in labels:
                return None
        found: list[frozenset[ExpectedLabel]] = []
        for text in self._texts:
            labels = self._labels(text, block)
            if labels and labels not in found:
                found.append(labels)
        if not follows_form(found, block):
            return None
        slots = tuple(Slot(column, (), Likeness.EXACT) for column in block.columns)
        return Heading(block, slots, aligned=False, assumed=True)

    def _labels(self, text: str, block: ExpectedBlock) -> frozenset[ExpectedLabel]:
        found = self._vocabulary.matches(text)
        return frozenset(match.label for match in found if match.block is block and match.role == "column")

    def _known(self, printed: Sequence[str], block: ExpectedBlock) -> Sequence[bool]:
        return [bool(self._labels(text, block)) for text in printed]


def says_nothing(printed: Sequence[str], known: Sequence[bool]) -> bool:
    """Whether the headings that are no labels of the form are one word with a counter, or blank."""
    others = {_COUNTER.sub("", text).strip() for text, is_known in zip(printed, known, strict=True) if not is_known}
    return len(others) <= 1
