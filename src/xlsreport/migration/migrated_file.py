"""What became of one workbook file, in a form that other processes and lists can take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xlsreport.checking.alteration_findings import altered_finding
from xlsreport.checking.figures.unclear_findings import unclear_finding
from xlsreport.checking.findings import Finding
from xlsreport.inspection.submission_check import examine
from xlsreport.migration.migration_result import AskedAnew, MigratedValue, Migration, MigrationOutcome, counts_of
from xlsreport.submission.alteration import AlterationKind
from xlsreport.submission.submission import Submission
from xlsreport.submission.unclear_reasons import UNREADABLE_REASONS

_TOLD_OTHERWISE = (AlterationKind.FINGERPRINT, AlterationKind.MOVED)
"""That it is of another version is why it is moved; and where its cells were matters no more."""


@dataclass(frozen=True, slots=True)
class MigratedFile:
    """One workbook and what became of it.

    Attributes:
        file: where it was found.
        refusal: why there is no new workbook; empty where there is one.
        agency: whose it is, as it says.
        code: the code of the agency, in a workbook of a round.
        period: the period that it is about.
        earlier: the name of the definition that it was made from.
        is_exact: whether it was read by that definition, and not only by its labels.
        is_signed: whether the new workbook has the identity of the round.
        values: what became of every value.
        asked_anew: what the present form asks for besides.
        remarks: what the new workbook does not hold, since it was done to the file, or cannot be read.
        workbook: the bytes of the new one.
        written: where it was written.
    """

    file: str
    refusal: str = ""
    agency: str = ""
    code: str = ""
    period: str = ""
    earlier: str = ""
    is_exact: bool = True
    is_signed: bool = False
    values: tuple[MigratedValue, ...] = ()
    asked_anew: tuple[AskedAnew, ...] = ()
    remarks: tuple[Finding, ...] = ()
    workbook: bytes | None = field(default=None, repr=False)
    written: str = ""

    @property
    def counts(self) -> Mapping[MigrationOutcome, int]:
        """How many values had each outcome; together they are all that were read."""
        return counts_of(self.values)

    @property
    def lost(self) -> tuple[MigratedValue, ...]:
        """The values that the new workbook does not hold."""
        return tuple(value for value in self.values if value.is_lost)

    def to_json(self) -> dict[str, Any]:
        """The file for the command's JSON."""
        return {
            "file": self.file,
            "written": self.written or None,
            "refusal": self.refusal or None,
            "agency": self.agency,
            "code": self.code or None,
            "period": self.period,
            "from": self.earlier,
            "exact": self.is_exact,
            "signed": self.is_signed,
            "counts": {"read": len(self.values), **self.counts},
            "values": [value.to_json() for value in self.values],
            "asked_anew": [{"name": one.name, "label": one.label} for one in self.asked_anew],
            "remarks": [one.to_json() for one in self.remarks],
        }


def migrated_file(file: str, migration: Migration, *, is_exact: bool, workbook: bytes) -> MigratedFile:
    """What became of a workbook that was moved.

    Args:
        file: where it was found.
        migration: of what it states.
        is_exact: whether it was read by the very definition that it was made from.
        workbook: the new one.
    """
    before, after = migration.before, migration.after
    return MigratedFile(
        file=file,
        agency=before.agency,
        code="" if before.identity is None else before.identity.code,
        period=before.period_code,
        earlier=before.definition.name,
        is_exact=is_exact,
        is_signed=after.identity is not None,
        values=migration.values,
        asked_anew=migration.asked_anew,
        remarks=tuple(remarks_on_file(before)),
        workbook=workbook,
    )


def remarks_on_file(before: Submission) -> list[Finding]:
    """What was done to the file besides filling it in, and does not come along; cells of which nothing can be read."""
    messages = before.definition.messages
    kinds = [each for each in examine(before).alterations if each.kind not in _TOLD_OTHERWISE]
    lost = [each for each in kinds if each.kind.severity == "warning" or each.kind.on_return != "restored"]
    unread = [one for one in before.unclear if one.reason in UNREADABLE_REASONS and not one.typed]
    return [
        *(altered_finding(each, messages) for each in lost),
        *(unclear_finding(before.definition, one) for one in unread),
    ]
