"""Nested row and column labels: walking through them, and naming them unambiguously."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, Self, TypeVar


class Label(Protocol):
    """What row labels and column labels have in common."""

    @property
    def label(self) -> str:
        """The words as the form prints them."""
        ...

    @property
    def id(self) -> str | None:
        """The name for rules, if it has one."""
        ...

    @property
    def prompt(self) -> str | None:
        """What is shown when a cell is selected that stands under or beside the label."""
        ...

    @property
    def children(self) -> tuple[Self, ...]:
        """The labels nested in this one."""
        ...


L = TypeVar("L", bound=Label)


def leaves(labels: Sequence[L], above: tuple[L, ...] = ()) -> Iterator[tuple[L, ...]]:
    """The path from the outermost label to each label without children, in the form's order."""
    for label in labels:
        path = (*above, label)
        if label.children:
            yield from leaves(label.children, path)
        else:
            yield path


def every(labels: Sequence[L]) -> Iterator[L]:
    """All labels, headings before what they head."""
    for label in labels:
        yield label
        yield from every(label.children)


def depth(labels: Sequence[Label]) -> int:
    """How many levels the labels are nested: 1 for a flat list."""
    return max(len(path) for path in leaves(labels))


def printed_depth(labels: Sequence[Label]) -> int:
    """How many levels of the labels are printed: a group without words is only a name for its members."""
    return max(sum(bool(label.label or not label.children) for label in path) for path in leaves(labels))


class LabelledRow(Protocol):
    """A row with words in further columns of labels."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Its words by the ids of the columns."""
        ...


def row_words(path: Sequence[LabelledRow]) -> Mapping[str, str]:
    """What stands beside a row in further columns of labels: its own words, else those of the headings beside it."""
    return {column: text for label in path for column, text in label.labels.items()}


def prompts_of(row: Sequence[Label], column: Sequence[Label]) -> tuple[str, ...]:
    """The prompts of a cell: that of its row, or of the nearest heading that has one, then likewise its column's."""
    nearest = (next((label.prompt for label in reversed(path) if label.prompt), None) for path in (row, column))
    return tuple(prompt for prompt in nearest if prompt)


def shortest_name(path: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> str:
    """The fewest innermost labels that tell ``path`` from all ``others``, outermost first."""
    for length in range(1, len(path) + 1):
        if sum(other[-length:] == path[-length:] for other in others) <= 1:
            return " / ".join(path[-length:])
    return " / ".join(path)
