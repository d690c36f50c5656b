"""Which cells of a sheet the findings of a file are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xlsreport.checking.findings import Finding
from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.rule_declaration import SEVERITIES, Severity
from xlsreport.layout.cells import CellRange, CellRef

_TALL = 100
"""Rows; areas with more are looked through one by one, the others are found by their rows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An area that a finding is about.

    Attributes:
        area: of cells of the file.
        finding: the number of the finding.
        severity: of the finding.
        is_cause: whether its cells are to be corrected; others only take part in a rule that does not hold.
        is_first: whether it is where to look first.
    """

    area: CellRange
    finding: int
    severity: Severity
    is_cause: bool = True
    is_first: bool = False

    @property
    def grade(self) -> tuple[bool, int]:
        """A key that sorts the gravest mark of a cell first."""
        return not self.is_cause, SEVERITIES.index(self.severity)


class Marks:
    """The marks of one sheet."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._tall: list[Mark] = []
        self._by_row: dict[int, list[Mark]] = {}
        for mark in marks:
            rows = range(mark.area.first.row, mark.area.last.row + 1)
            if len(rows) > _TALL:
                self._tall.append(mark)
                continue
            for row in rows:
                self._by_row.setdefault(row, []).append(mark)

    def at(self, cell: CellRef) -> list[Mark]:
        """The marks of a cell, the gravest first."""
        return sorted((mark for mark in self._in_row(cell.row) if cell in mark.area), key=lambda mark: mark.grade)

    def has_cause_in(self, row: int) -> bool:
        """Whether a cell of a row is to be corrected."""
        return any(mark.is_cause for mark in self._in_row(row))

    def begins_in(self, row: int) -> bool:
        """Whether a row is the one to look at first for some finding."""
        return any(mark.is_first and mark.area.first.row == row for mark in self._in_row(row))

    def _in_row(self, row: int) -> Iterator[Mark]:
        yield from self._by_row.get(row, ())
        yield from (mark for mark in self._tall if mark.area.first.row <= row <= mark.area.last.row)


def marks_by_sheet(findings: Iterable[tuple[int, Finding]], definition: Definition) -> Mapping[str, Marks]:
    """The marks of each sheet that a finding is about.

    Args:
        findings: with their numbers.
        definition: of the report.
    """
    declared = {case.rule.id for each in (definition, *definition.lines.values()) for case in each.cases}
    found: dict[str, list[Mark]] = {}
    for number, finding in findings:
        for mark in _marks(number, finding, relates=finding.rule in declared or finding.rule == "total"):
            found.setdefault(mark.area.sheet, []).append(mark)
    return {sheet: Marks(marks) for sheet, marks in found.items()}


def _marks(number: int, finding: Finding, *, relates: bool) -> Iterator[Mark]:
    """The marks of a finding; ``relates``: it is about a relation between cells, of which one or another is wrong."""
    suspects = [CellRange(one.cell, one.cell) for one in finding.suspects]
    yield Mark(finding.cells, number, finding.severity, is_first=True)
    for area in suspects:
        if area != finding.cells:
            yield Mark(area, number, finding.severity)
    for area in finding.also:
        if area not in suspects:
            yield Mark(area, number, finding.severity, is_cause=not relates)
    for settled in finding.settles:
        for area in (settled.cells, *settled.also):
            yield Mark(area, number, finding.severity, is_cause=False)
