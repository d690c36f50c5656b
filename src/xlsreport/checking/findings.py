"""A finding: one place where something does not hold, in words that the reporter can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from xlsreport.definition.declaration import Severity
from xlsreport.layout.cells import CellRange
from xlsreport.values import Typed

Verdict = Literal["clean", "warnings", "errors", "rejected"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, where, and how grave it is.

    ``rule`` is the id of a declared rule, or of an implied one: ``filled``, ``kind``, ``sign``, ``number``,
    ``appearance``, ``nil_return``, ``total``, ``recalculated``; others have a dot in them, and are about the file or
    about what was pasted with the texts, or about what these repeat.
    ``place`` is ``table.row.column``, the id of a section or cover field, or two places joined by a colon for a range.
    ``found`` and ``expected`` are values where there are such. ``cells`` is where to look first, ``also`` are further
    areas that it is about: the other cells of a rule, or of a table's blanks.
    """

    rule: str
    severity: Severity
    place: str
    cells: CellRange
    message: str
    found: Typed | None = None
    expected: Typed | None = None
    also: tuple[CellRange, ...] = ()

    @property
    def sheet(self) -> str:
        """The sheet to look at."""
        return self.cells.sheet

    @property
    def cell(self) -> str:
        """The cell or range to look at: ``D7`` or ``D7:I25``."""
        return self.cells.a1

    def to_json(self) -> dict[str, Any]:
        """The finding as the command's JSON output gives it."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "place": self.place,
            "sheet": self.sheet,
            "cell": self.cell,
            "message": self.message,
            "found": _json_value(self.found),
            "expected": _json_value(self.expected),
            "also": list(map(str, self.also)),
        }


def _json_value(value: Typed | None) -> Typed | float | None:
    """JSON has one kind of number; a Decimal of up to 15 digits survives as a float's shortest form."""
    return float(value) if isinstance(value, Decimal) else value


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """The overall verdict; notes do not count."""
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return "errors"
    return "warnings" if "warning" in severities else "clean"
