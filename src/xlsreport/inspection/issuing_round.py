"""Whether a workbook was given out by a round, as far as that shows without the round's key and roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.submission.identity.source_file import SourceFile
from xlsreport.submission.submission import Submission

RENAMED = "relabelled"
"""The reason of a cover that states another agency than the one to which the workbook was issued."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a workbook is refused: the key of a message below ``identity.`` and its values.

    ``code`` is that of the agency to which it was issued, if its signature is valid. ``agency`` is whom the workbook
    names, where the message does not, so that whoever looks for an agency's file finds it.
    """

    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    code: str | None = None
    agency: str = ""

    def sentence(self, messages: Messages) -> str:
        """Why, and whom the workbook names."""
        why = messages(f"identity.{self.reason}", **self.values)
        return messages("identity.naming", why=why, agency=self.agency) if self.agency else why


@dataclass(frozen=True, slots=True)
class IssuingRound:
    """What everybody may know of a round: its id, its definition, and the period that it collects."""

    id: str
    definition: Definition
    year: int
    part: int | None = None

    def is_period_of(self, source: SourceFile) -> bool:
        """Whether a workbook is for the period that the round collects."""
        return (source.stamp.year, source.stamp.part) == (self.year, self.part)

    def wrong_period(self, source: SourceFile, code: str | None = None) -> Refusal:
        """The refusal of a workbook for another period."""
        calendar, stamp = self.definition.calendar, source.stamp
        periods = {
            "found": calendar.in_sentences(stamp.year, stamp.part),
            "expected": calendar.in_sentences(self.year, self.part),
        }
        return Refusal("other_period" if calendar.has_parts else "other_year", periods, code, stamp.agency)

    def other_origin(self, submission: Submission) -> Refusal | None:
        """Why a workbook cannot be one that the round gave out; None if it says that it is.

        That it does say so is no proof: only the round's key shows whether its signature is true.
        """
        source, identity = source_of(submission), submission.identity
        stamp = source.stamp
        if stamp.definition != self.definition.name:
            names = {"found": stamp.definition, "expected": self.definition.name}
            return Refusal("edition", names, agency=submission.agency)
        if identity is not None and identity.round == self.id:
            return None
        if stamp.year is not None and not self.is_period_of(source):
            return self.wrong_period(source)
        if identity is None:
            return Refusal("none", agency=submission.agency)
        return Refusal("other_round", {"agency": stamp.agency})


def source_of(submission: Submission) -> SourceFile:
    """The file of a submission.

    Raises:
        TypeError: it was not read from a file.
    """
    if submission.source is None:
        raise TypeError("a submission that was not read from a file has no identity")
    return submission.source


def contradicting_covers(source: SourceFile, code: str) -> Iterator[Refusal]:
    """Refusals for a cover that contradicts the identity, as when one agency uses another's file."""
    cover = source.positions.cover_field
    has_parts = source.positions.layout.definition.calendar.has_parts
    relabelled = "relabelled_period" if has_parts else "relabelled_year"
    reasons = {cover("agency"): RENAMED, cover("year"): relabelled}
    for alteration in source.alterations:
        if alteration.kind.rule == "stamp" and alteration.cells.first in reasons:
            yield Refusal(reasons[alteration.cells.first], dict(alteration.values), code)
