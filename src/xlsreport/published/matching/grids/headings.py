"""The headings of a band: which column of the form each printed column is, and what both ways of reading them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, ExpectedLabel, ExpectedLine
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.matching.labels.label_order import in_order
from xlsreport.published.matching.labels.label_wording import wording_of
from xlsreport.published.matching.labels.printed_units import is_unit
from xlsreport.published.matching.labels.vocabulary import LabelMatch, Vocabulary


@dataclass(frozen=True, slots=True)
class Slot:
    """A printed column of figures.

    Attributes:
        column: what it is in the form; None where its heading does not say.
        words: its headings, the nearest to the figures first.
        likeness: of its own heading.
        first: the column in which it begins, in a table with true columns.
        end: the column behind it.
        is_doubtful: whether it has no heading, and few rows have something there: their cells may have moved.
    """

    column: ExpectedLine | None
    words: tuple[str, ...]
    likeness: Likeness | None = None
    first: int = 0
    end: int = 0
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The printed columns of figures of a band, as columns of one block.

    ``aligned`` where they have true columns, which end before ``right``; ``assumed`` where the headings stand elsewhere
    and say nothing here.
    """

    block: ExpectedBlock
    slots: tuple[Slot, ...]
    aligned: bool
    assumed: bool = False
    right: int = 0

    @property
    def columns(self) -> tuple[ExpectedLine, ...]:
        """The columns that are known."""
        return tuple(slot.column for slot in self.slots if slot.column is not None)


@dataclass(frozen=True, slots=True)
class BlockLabels:
    """The labels of one block of the form, as printed words are compared with them."""

    vocabulary: Vocabulary
    block: ExpectedBlock

    def of_columns(self, text: str) -> tuple[LabelMatch, ...]:
        """The labels of columns, or of headings over them, that some words may be."""
        return self._matches(text, "column")

    def is_stub(self, text: str) -> bool:
        """Whether some words are what the form has above its row labels."""
        return bool(self._matches(text, "stub"))

    def is_row(self, text: str) -> bool:
        """Whether some words are a row label."""
        return bool(self._matches(text, "row"))

    def _matches(self, text: str, role: str) -> tuple[LabelMatch, ...]:
        found = self.vocabulary.matches(text)
        return tuple(match for match in found if match.block is self.block and match.role == role)


def follows_form(found: Sequence[frozenset[ExpectedLabel]], block: ExpectedBlock) -> bool:
    """Whether some printed labels are all labels of a block's columns in the form's order; headings may be missing."""
    own = {column.own for column in block.columns}
    for order in block.heading_orders:
        expected = [label for label in order if label in own or any(label in labels for labels in found)]
        if len(expected) == len(found) and all(label in labels for labels, label in zip(found, expected, strict=True)):
            return True
    return False


def says_nothing(text: str) -> bool:
    """Whether a heading is no label: a number, dashes, a unit."""
    return wording_of(text) is None or is_unit(text.strip("()（）[]【】 "))


def as_in_form(slots: Sequence[Slot], block: ExpectedBlock) -> tuple[Slot, ...]:
    """The slots, where a label that is only like one of the form counts if it stands where the form has it."""
    numbers = [None if slot.column is None else block.columns.index(slot.column) for slot in slots]
    certain = [slot.likeness is not None and slot.likeness >= Likeness.VARIANT for slot in slots]
    kept = in_order(numbers, certain)
    return tuple(slot if keeps else replace(slot, column=None) for slot, keeps in zip(slots, kept, strict=True))
