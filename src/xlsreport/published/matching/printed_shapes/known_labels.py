"""What of a table the definition knows: labels of its tables, and headings of its lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from xlsreport.definition.definition import Definition
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.matching.labels.vocabulary import LabelMatch, Vocabulary, vocabulary_of
from xlsreport.published.matching.lists.printed_headings import PrintedHeadings


@dataclass(frozen=True)
class KnownLabels:
    """The labels of a definition."""

    definition: Definition

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Those of tables with fixed rows."""
        return vocabulary_of(self.definition)

    @cached_property
    def lists(self) -> Mapping[str, PrintedHeadings]:
        """The headings of the lists."""
        return {name: PrintedHeadings(self.definition, name) for name in self.definition.lists}

    def certain(self, text: str) -> Sequence[LabelMatch]:
        """The labels of tables that a text certainly is."""
        return [match for match in self.vocabulary.matches(text) if match.likeness >= Likeness.VARIANT]

    def lists_headed_by(self, text: str) -> frozenset[str]:
        """The lists of which a text is the heading of a column."""
        return self._lists_by_heading(text)

    @cached_property
    def _lists_by_heading(self) -> Callable[[str], frozenset[str]]:
        return lru_cache(maxsize=20_000)(
            lambda text: frozenset(
                name for name, headings in self.lists.items() if headings.names.column_of([text]) is not None
            )
        )

    def knows(self, text: str) -> bool:
        """Whether a text certainly is some label of the definition."""
        return bool(self.certain(text)) or bool(self.lists_headed_by(text))
