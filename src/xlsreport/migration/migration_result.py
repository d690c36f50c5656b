"""What became of every value of a submission that was moved into another form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from xlsreport.submission.submission import Submission

MigrationOutcome = Literal["moved", "converted", "to_split", "dropped"]
"""At its place unchanged; in another value or together with others; to be divided by hand; without a place."""
OUTCOMES: tuple[MigrationOutcome, ...] = get_args(MigrationOutcome)
ValueSort = Literal["cover", "figure", "line", "text", "answer", "explanation", "previous"]
"""The cover's fields and comments below tables; figures of tables; of lines of lists; paragraphs; nil returns; reasons
for warnings; figures of last year."""


@dataclass(frozen=True, slots=True)
class MigratedValue:
    """One value that the earlier workbook stated, and what became of it.

    Attributes:
        sort: what it is.
        name: as an entries file of the earlier form names it.
        label: in the words of the earlier form.
        value: as it was stated.
        outcome: what became of it.
        targets: the names in the present form: where it is, or among which it has to be divided.
        because: a sentence: why it is not simply moved, or what to look at; empty where there is nothing to say.
    """

    sort: ValueSort
    name: str
    label: str
    value: str
    outcome: MigrationOutcome
    targets: tuple[str, ...] = ()
    because: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether the present form does not hold it."""
        return self.outcome in ("to_split", "dropped")

    def to_json(self) -> Mapping[str, Any]:
        """The value for the command's JSON."""
        return {
            "sort": self.sort,
            "name": self.name,
            "label": self.label,
            "value": self.value,
            "outcome": self.outcome,
            "to": list(self.targets),
            "because": self.because,
        }


def counts_of(values: Iterable[MigratedValue]) -> Mapping[MigrationOutcome, int]:
    """How many of some values had each outcome."""
    found = Counter(value.outcome for value in values)
    return {outcome: found[outcome] for outcome in OUTCOMES}


@dataclass(frozen=True, slots=True)
class AskedAnew:
    """Something that the present form asks for and the earlier one did not: its name and its label."""

    name: str
    label: str


@dataclass(frozen=True, eq=False)
class Migration:
    """A submission in another form.

    Attributes:
        before: as it was read.
        after: in the present form, to be written into a new workbook.
        values: every value that ``before`` states, in the order of its form.
        asked_anew: what the present form asks for besides.
    """

    before: Submission
    after: Submission
    values: tuple[MigratedValue, ...]
    asked_anew: tuple[AskedAnew, ...] = ()

    @property
    def counts(self) -> Mapping[MigrationOutcome, int]:
        """How many values had each outcome; together they are all that were read."""
        return counts_of(self.values)

    @property
    def to_look_after(self) -> tuple[MigratedValue, ...]:
        """The values that are not in the new workbook, or of which there is something to be said."""
        return tuple(value for value in self.values if value.is_lost or value.because)
