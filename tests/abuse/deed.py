"""What an abuse consists of: how it is done, what shows that it was done, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from abuse.form import Form
from abuse.package import Package, Value
from support.files import content
from xlsreport import Finding, Submission
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.submission.submission import Entry

Told = tuple[str, str, str]
"""A finding as far as it is expected: its rule, its severity and its cells."""


@dataclass(frozen=True)
class Rejected:
    """The file must be refused by a sentence of the message catalogue."""

    key: str


@dataclass(frozen=True)
class Read:
    """The file must be read: what differs from the filled form, and all findings with ``--forensic``.

    ``changed`` has the new value, or None for what is gone, by place or name as in an entries file, last year's
    figures with ``previous.`` before them.
    """

    changed: Mapping[str, object] = field(default_factory=dict)
    findings: frozenset[Told] = frozenset()


@dataclass(frozen=True)
class InCalc:
    """Done in LibreOffice Calc: the names of deeds of :mod:`abuse.in_calc`, each with its arguments."""

    steps: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class InOpenpyxl:
    """Done by a program that uses openpyxl, which drops the results of all formulas."""

    change: Callable[[openpyxl.Workbook], object]


@dataclass(frozen=True)
class InParts:
    """Done to the parts of the file."""

    change: Callable[[Package], object]


@dataclass(frozen=True)
class Deed:
    """One abuse of one form; ``shows`` looks at the file and says whether it was really done."""

    how: InCalc | InOpenpyxl | InParts
    outcome: Rejected | Read
    shows: Callable[[Package], bool]


Abuse = Callable[[Form], Deed]
"""Its name is the abuse's name, its first line says what is done."""


def calc(*steps: tuple[Any, ...]) -> InCalc:
    """Steps in LibreOffice Calc."""
    return InCalc(steps)


def put(values: Mapping[CellRef, Value | None]) -> InParts:
    """Cells are set by a program that leaves everything else as it is."""

    def change(file: Package) -> None:
        for cell, value in values.items():
            file.put(cell, value)

    return InParts(change)


def shown(values: Mapping[CellRef, Value | None]) -> Callable[[Package], bool]:
    """Cells hold these values, and no formulas."""
    return lambda file: all(file.value(c) == value and file.formula(c) is None for c, value in values.items())


def read(*findings: Told, **changed: object) -> Read:
    """A file that is read; dots in names are written as two underscores."""
    return Read({name.replace("__", "."): value for name, value in changed.items()}, frozenset(findings))


def note(kind: str, where: CellRef | CellRange | str) -> Told:
    """A harmless alteration of cells, or of a sheet by its name."""
    return told(f"altered.{kind}", "note", where)


def warning(kind: str, where: CellRef | CellRange | str) -> Told:
    """A suspicious alteration."""
    return told(f"altered.{kind}", "warning", where)


def told(rule: str, severity: str, where: CellRef | CellRange | str) -> Told:
    """Any finding."""
    cells = CellRef(where, 0, 0) if isinstance(where, str) else where
    return rule, severity, str(cells)


def seen(findings: tuple[Finding, ...]) -> set[Told]:
    """What was found, as it is expected."""
    return {(finding.rule, finding.severity, str(finding.cells)) for finding in findings}


def differences(before: Submission, after: Submission) -> dict[str, object]:
    """What another submission states otherwise; None for what it does not state."""
    old, new = _statements(before), _statements(after)
    return {name: new.get(name) for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)}


def _statements(submission: Submission) -> dict[str, object]:
    """Everything stated, by place or name; a plain number by itself, anything else typed as an Entry."""
    stated: dict[str, object] = {}
    for kind, value in content(submission).items():
        before = f"{kind}." if kind in ("previous", "explanations") else ""
        if isinstance(value, Mapping):
            stated |= {f"{before}{name}": _plain(one) for name, one in value.items()}
        elif isinstance(value, frozenset):
            stated |= {f"{name}.nil_return": True for name in value}
        else:
            stated[kind] = value
    return stated


def _plain(value: object) -> object:
    return value.number if isinstance(value, Entry) and value == Entry(value.number or 0, value.number) else value
