"""What differs between two submissions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from xlsreport.comparison.word_differences import WordRun
from xlsreport.submission.submission import Submission
from xlsreport.values import Number, number_text

DifferenceSort = Literal["cover", "figure", "total", "line", "text", "answer", "explanation", "previous"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two submissions state differently.

    Attributes:
        sort: what it is; a ``total`` is calculated from the entries.
        name: in the later form, or in the earlier one where only that has it.
        label: in the words of that form.
        before: what the first states; empty where it is blank, None where its form does not ask for it.
        after: what the second states.
        by: by how much the figure is greater in the second, where both are numbers.
        words: of paragraphs: one text in which the words that differ stand in brackets.
        runs: the same without brackets, in parts.
    """

    sort: DifferenceSort
    name: str
    label: str
    before: str | None
    after: str | None
    by: Number | None = None
    words: str = ""
    runs: tuple[WordRun, ...] = ()

    def to_json(self) -> Mapping[str, Any]:
        """The difference for the command's JSON."""
        return {
            "sort": self.sort,
            "name": self.name,
            "label": self.label,
            "before": self.before,
            "after": self.after,
            "by": None if self.by is None else number_text(self.by),
        }


@dataclass(frozen=True, eq=False)
class SubmissionDifferences:
    """Two submissions side by side.

    Attributes:
        before: the first.
        after: the second.
        differences: what they state differently, in the order of the second's form.
        same: how many things both state alike.
    """

    before: Submission
    after: Submission
    differences: tuple[Difference, ...]
    same: int

    @property
    def is_same(self) -> bool:
        """Whether they state the same."""
        return not self.differences
