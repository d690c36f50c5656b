"""The spreadsheet engines against which the workbook's own values are tested: LibreOffice and two from PyPI."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import formualizer
import ironcalc
import pytest

from support.office import FormulaCell, calculated
from support.parts import Cell, cached_values, formulas, sheet_parts
from support.parts import parts as parts_of
from xlsreport.layout.cells import column_number
from xlsreport.values import serial_of

Values = Mapping[Cell, str | float]
"""What an engine makes of every formula of a workbook."""


def by_libreoffice(files: Sequence[Path]) -> list[Values]:
    """Opened and calculated, all in one start."""
    return list(map(_by_libreoffice, files))


def _by_libreoffice(file: Path) -> Values:
    by_sheet: dict[str, dict[Cell, FormulaCell]] = {}
    for cell, said in cached_values(file).items():
        by_sheet.setdefault(cell[0], {})[cell] = (*_from_zero(cell[1]), said in ("0", "1"))
    found = calculated(file, {sheet: list(cells.values()) for sheet, cells in by_sheet.items()})
    return {cell: value for sheet, cells in by_sheet.items() for cell, value in zip(cells, found[sheet], strict=True)}


def by_ironcalc(files: Sequence[Path]) -> list[Values]:
    """Calculated in memory by IronCalc."""
    return list(map(_by_ironcalc, files))


def _by_ironcalc(file: Path) -> Values:
    model = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
    model.evaluate()
    sheets = list(sheet_parts(parts_of(file)))
    return {
        cell: _value(model.get_cell_value(sheets.index(cell[0]), *_row_and_column(cell[1]))) for cell in formulas(file)
    }


def by_formualizer(files: Sequence[Path]) -> list[Values]:
    """Calculated in memory by formualizer."""
    return list(map(_by_formualizer, files))


def _by_formualizer(file: Path) -> Values:
    book = formualizer.load_workbook(str(file))
    book.evaluate_all()
    return {cell: _value(book.get_value(cell[0], *_row_and_column(cell[1]))) for cell in formulas(file)}


def _row_and_column(address: str) -> tuple[int, int]:
    row, column = _from_zero(address)
    return row + 1, column + 1


def _from_zero(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]) - 1, column_number(letters)


def _value(value: object) -> str | float:
    """A result as a file would hold it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date):  # as formualizer gives the number of a date
        return float(serial_of(value))
    return "" if value is None else str(value)


Case = TypeVar("Case")

ENGINES: Mapping[str, Callable[[Sequence[Path]], list[Values]]] = {
    "LibreOffice": by_libreoffice,
    "IronCalc": by_ironcalc,
    "formualizer": by_formualizer,
}

_TIERS = {"LibreOffice": [pytest.mark.engine], "IronCalc": [], "formualizer": [pytest.mark.slow]}
CALCULATING = [pytest.param(name, marks=_TIERS[name]) for name in ENGINES]
"""The names of the engines for ``pytest.mark.parametrize``, each in its tier."""


def calculates(engine: str, cases: Iterable[Case], each: int = 3) -> list[Case]:
    """Which of many cases that differ in a value or two an engine takes.

    LibreOffice needs a third of a second for a file, where the others calculate all of them in a second; it takes the
    first four, which fillings have of a kind each, and a part of those after them.
    """
    every = list(cases)
    return [*every[:4], *every[4::each]] if engine == "LibreOffice" else every
