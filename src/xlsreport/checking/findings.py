"""A finding: one place where something does not hold, in words that the reporter can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from xlsreport.checking.suspects.cause import Certainty, Reason
from xlsreport.definition.place import Place
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.values import Number, Typed

Verdict = Literal["clean", "warnings", "errors", "rejected"]


@dataclass(frozen=True, slots=True)
class SuspectedFigure:
    """A figure that may be what is wrong where rules do not hold.

    Attributes:
        place: of the figure.
        cell: where it stands.
        found: what it is; None for a blank cell.
        suggested: what it should be; None where several numbers would do.
        because: what speaks for it, as keys, the strongest first.
        alternative: figures with the same number are wrong together; 1 is the most likely.
    """

    place: Place
    cell: CellRef
    found: Number | None
    suggested: Number | None
    because: tuple[Reason, ...]
    alternative: int = 1

    def to_json(self) -> dict[str, Any]:
        """The figure as the command's JSON output gives it."""
        return {
            "place": str(self.place),
            "sheet": self.cell.sheet,
            "cell": self.cell.a1,
            "found": _json_value(self.found),
            "suggested": _json_value(self.suggested),
            "because": list(self.because),
            "alternative": self.alternative,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, where, and how grave it is.

    ``rule`` is the id of a declared rule, or of an implied one: ``filled``, ``kind``, ``sign``, ``number``,
    ``appearance``, ``nil_return``, ``total``, ``recalculated``; others have a dot in them, and are about the file or
    about what was pasted with the texts, or about what these repeat.
    ``place`` is ``table.row.column``, the id of a section or cover field, or two places joined by a colon for a range;
    empty where it is about none, such as about the file.
    ``found`` and ``expected`` are values where there are such. ``cells`` is where to look first, ``also`` are further
    areas that it is about: the other cells of a rule, or of a table's blanks.

    Where several rules do not hold because of one mistake, there is one finding about that mistake; ``settles`` has the
    finding of each rule. ``suspects`` are the figures that are most likely wrong, ``certainty`` says how certain that
    is. If it is ``unique`` or ``pair``, place and cells are those of the figures, and ``found`` and ``expected`` those
    of the only one; otherwise they are the gravest rule's, as ``rule`` and ``severity`` are in any case.

    ``fault`` tells apart what one rule finds in single cells, such as a date that is none and one that is too early.
    """

    rule: str
    severity: Severity
    place: str
    cells: CellRange
    message: str
    found: Typed | None = None
    expected: Typed | None = None
    also: tuple[CellRange, ...] = ()
    suspects: tuple[SuspectedFigure, ...] = ()
    certainty: Certainty | None = None
    settles: tuple[Finding, ...] = ()
    fault: str = field(default="", compare=False)

    @property
    def each_rule(self) -> tuple[Finding, ...]:
        """A finding for each rule that does not hold: those that it settles, or itself."""
        return self.settles or (self,)

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
            "place": self.place or None,
            "sheet": self.sheet,
            "cell": self.cell,
            "message": self.message,
            "found": _json_value(self.found),
            "expected": _json_value(self.expected),
            "also": list(map(str, self.also)),
            "suspects": [suspect.to_json() for suspect in self.suspects],
            "certainty": self.certainty,
            "settles": [finding.to_json() for finding in self.settles],
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
