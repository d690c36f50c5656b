"""A published report as it was read: what was found, where, and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.published.publication.publication import PublishedFormat
from xlsreport.submission.submission import Entry


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is printed: page, table, row and column count from 1; None where the format has none."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as it is printed; ``entry`` is what that stands for, None for a blank cell."""

    printed: str
    entry: Entry | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a list: its figures by the places of the line's definition."""

    figures: Mapping[Place, PrintedFigure]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: a place, list, section or field of the cover by its name, and why, as a sentence."""

    name: str
    because: str


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """A row with figures that the form does not have, by the words in its cells."""

    words: tuple[str, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class MatchedFigures:
    """What the tables of a publication say. Figures of computed places are as printed, and may be wrong."""

    figures: Mapping[Place, PrintedFigure] = field(default_factory=dict)
    lines: Mapping[str, tuple[PrintedLine, ...]] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    foreign: tuple[ForeignRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchedTexts:
    """What the paragraphs of a publication say: texts by section, and what is known of the cover.

    ``contradicted`` has a sentence for ``agency`` or ``year`` where the publication states two different ones.
    """

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agency: str = ""
    year: int | None = None
    part: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    contradicted: Mapping[Literal["agency", "year"], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportedReport:
    """A published report, read back by a definition.

    Attributes:
        file: what it is called.
        format: what it is.
        definition: whose labels led to the places.
        figures: what its tables say.
        texts: what its paragraphs say.
        notes: what the reader of the format says.
    """

    file: str
    format: PublishedFormat
    definition: Definition
    figures: MatchedFigures
    texts: MatchedTexts
    notes: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Everything that could not be read."""
        return self.figures.unread + self.texts.unread
