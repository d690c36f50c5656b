"""One mutant goes through reading and checking: what must hold, whatever was done to it."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fuzz.bases import Base
from fuzz.listing import listed_in, parts_in
from fuzz.locating import Telling, as_nil, same
from fuzz.sight import out_of_sight
from fuzz.truth import UNCLEAR, Cells, sheets_in
from xlsreport import RejectedWorkbookError, Submission, check, read_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.findings import Finding
from xlsreport.layout.cells import CellRef
from xlsreport.messages import messages_for

Result = Literal["rejected", "findings", "identical", "failed"]
_ABOUT_SIGHT = ("altered.hidden", "altered.format", "appearance")
_LEAST_FIGURE = 10
"""From here on every format of :mod:`fuzz.sight` that shows another figure does."""
_ABOUT_ENTRIES = {"filled", "kind", "number", "nil_return", "not_asked"}
"""Rules that speak of what stands in a cell, not of how figures add up."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant; ``why`` says what failed."""

    result: Result
    why: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that a workbook states in one cell: a figure of this year or last, or that a table is all zero.

    A required one is not to become blank without a finding, even though the file says so.
    """

    name: str
    cell: CellRef
    before: object
    after: object
    required: bool

    @property
    def is_as_before(self) -> bool:
        """Whether it means what it meant; under a nil return a blank is a zero."""
        blank_zero = not self.required and self.before == 0 and self.after is None
        return blank_zero or same(self.after, self.before)


def tried(base: Base, data: bytes, file: Path, *, forensic: bool = False) -> Outcome:
    """Write the mutant to a file, read it and check it; also with the thorough look, which costs ten times as much."""
    file.write_bytes(data)
    try:
        submission = read_workbook(file, base.definition)
        if forensic:
            check(submission, forensic=True)
        findings = check(submission)
    except RejectedWorkbookError as error:
        return Outcome("rejected") if str(error).strip() else Outcome("failed", "rejected without a reason")
    except KeyboardInterrupt:
        raise
    except BaseException:  # a panic of the reading library is no Exception
        return Outcome("failed", traceback.format_exc(limit=-4))
    wrong = [*silent(base, submission, findings, sheets_in(data)), *unseen(base, submission, findings, data)]
    if wrong:
        return Outcome("failed", "; ".join(wrong[:5]))
    same = set(findings) == set(base.findings) and all(slot.before == slot.after for slot in _slots(base, submission))
    return Outcome("identical" if same else "findings")


def silent(
    base: Base, submission: Submission, findings: Sequence[Finding], told: dict[str, Cells | None] | None
) -> Iterator[str]:
    """Everything that was read otherwise than the file says it, or dropped, without a finding."""
    telling = None if told is None else Telling(base, told)
    for slot in _slots(base, submission):
        found = [UNCLEAR] if telling is None else _told(base, slot, telling)
        unclear = any(value is UNCLEAR for value in found)
        right = slot.is_as_before if unclear else any(same(slot.after, value) for value in found)
        dropped = slot.required and slot.before is not None and slot.after is None
        if (not right or dropped) and not _mentioned(slot, submission, findings):
            yield f"{slot.name} at {slot.cell}: was {slot.before}, read as {slot.after}, the file says {found}"


def unseen(base: Base, submission: Submission, findings: Sequence[Finding], data: bytes) -> Iterator[str]:
    """Figures that were read and cannot be seen as they are, on sheets of which no finding says so."""
    parts = parts_in(data)
    listed = None if parts is None else listed_in(parts)
    if parts is None or listed is None:
        return
    told = {finding.sheet for finding in findings if finding.rule in _ABOUT_SIGHT}
    for place, entry in submission.entries.items():
        cell = submission.positions.cell(place)
        is_figure = isinstance(entry.typed, int) and not isinstance(entry.typed, bool) and entry.typed >= _LEAST_FIGURE
        if is_figure and cell.sheet not in told and cell.sheet in listed:
            reason = out_of_sight(parts, listed[cell.sheet], cell)
            if reason:
                yield f"{place} at {cell}: read as {entry.typed}, although {reason}"


def _told(base: Base, slot: Slot, telling: Telling) -> list[object]:
    found = telling.at(slot.cell)
    if slot.name.startswith("previous "):
        return [UNCLEAR if isinstance(value, str | bool) else value for value in found]
    if slot.name.startswith("nil "):
        return [as_nil(value, messages_for(base.definition.language)("table.yes")) for value in found]
    return found


def _slots(base: Base, submission: Submission) -> Iterator[Slot]:
    layout, before, after, values = base.layout, base.submission, submission, Values(submission)
    for place, facts in base.definition.places.items():
        if not facts.computed:
            old, new = (s.entries[place].typed if place in s.entries else None for s in (before, after))
            # Where what it depends on is no figure, whether it is asked is open, and that has a finding of its own.
            is_optional = facts.may_be_blank and values.asked(place) in ("optional", "empty", "open")
            yield Slot(
                str(place), layout.cell(place), old, new, not is_optional and place.table not in after.nil_returns
            )
    for place in base.definition.previous_places:
        old, new = (s.previous.get(place) for s in (before, after))
        yield Slot(f"previous {place}", layout.previous_cell(place), old, new, required=True)
    for name, table in layout.tables.items():
        if table.nil is not None:
            old, new = ("nil" if name in s.nil_returns else None for s in (before, after))
            yield Slot(f"nil {name}", table.nil, old, new, required=False)


def _mentioned(slot: Slot, submission: Submission, findings: Sequence[Finding]) -> bool:
    """Whether a finding says that something is the matter with this very cell."""
    if slot.name.startswith("previous "):
        # Without its digest, which is a matter of the stamp, nobody knows what was given out.
        return any(finding.rule in ("altered.previous", "altered.stamp") for finding in findings)
    cell = submission.positions.where(slot.cell)
    about = (finding for finding in findings if finding.rule in _ABOUT_ENTRIES)
    return any(cell in area for finding in about for area in (finding.cells, *finding.also))
