"""A form with lists, completely and correctly filled in: the workbook that the abuses of lists are done to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from support.definitions import loaded
from xlsreport import Definition, Place, Submission, new_submission
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.workbook_layout import Layout, layout_of
from xlsreport.submission.submission import Entry

LEDGER = Path(__file__).with_name("ledger.yaml")
LINES = 10
"""Lines that are filled; the list has room for 40."""


def line(number: int) -> dict[str, Any]:
    """What a line of the grants holds; no two amounts are equal, and the code is that of every other line."""
    loan = number % 3 == 0
    return {
        "code": f"A10{number % 2}",
        "purpose": f"Purpose {number}",
        "fund": "Building fund" if number % 2 else "OTHER",
        "amount": 100 + number * 3.25,
        "loan": "Y" if loan else "N",
        **({"owed": 10 + number} if loan else {}),
    }


@dataclass(frozen=True, eq=False)
class LedgerForm:
    """The filled form, and where everything in it stands."""

    submission: Submission

    @property
    def definition(self) -> Definition:
        """What is reported."""
        return self.submission.definition

    @cached_property
    def layout(self) -> Layout:
        """Where it stands."""
        return layout_of(self.definition)

    @property
    def laid(self) -> ListLayout:
        """The list of grants on its sheet."""
        return self.layout.lists["grants"]

    @property
    def sheet(self) -> str:
        """The name of that sheet."""
        return self.laid.sheet

    def cell(self, column: str, number: int) -> CellRef:
        """The cell of a column in a line of the grants."""
        return self.laid.line_cell(Place("grants", LINE, column), number)

    def visit(self, column: str, number: int) -> CellRef:
        """The cell of a column in a line of the visits."""
        return self.layout.lists["visits"].line_cell(Place("visits", LINE, column), number)

    def total(self, row: str) -> CellRef:
        """The cell of a figure of the table that the lines are added up in."""
        return self.layout.cell(Place("totals", row, "amount"))

    def beside(self, number: int, further: int = 0) -> CellRef:
        """The mark beside a line, or a column of intermediate results to the right of it."""
        return self.laid.in_line(number, self.laid.mark_column + further)

    def at(self, address: str) -> CellRef:
        """A cell of the sheet of the grants by its address."""
        return self._by_address(self.sheet, address)

    def check(self, address: str) -> CellRef:
        """A cell of the checks sheet by its address."""
        return self._by_address(self.layout.checks.sheet, address)

    @staticmethod
    def _by_address(sheet: str, address: str) -> CellRef:
        area = parse_range(address, sheet)
        assert area is not None
        return area.first

    def entered(self, first: int, last: int) -> CellRange:
        """The cells of some lines that are entered."""
        return self.cell("code", first).to(self.cell("branch", last))

    def heading(self, words: str) -> CellRef:
        """The cell of a heading."""
        return next(self.laid.cells_of(label).first for label in self.laid.grid.labels if label.text == words)

    def with_lines(self, lines: Mapping[int, Mapping[str, object]]) -> dict[str, object]:
        """What differs from the filled form where these are the lines of the grants, by their numbers."""
        before = {f"grants.{n}.{column}": value for n in range(1, LINES + 1) for column, value in line(n).items()}
        after = {f"grants.{n}.{column}": value for n, held in lines.items() for column, value in held.items()}
        changed = {
            name: after.get(name) for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        }
        return {name: Entry(value) if isinstance(value, str) else value for name, value in changed.items()}


def in_order(numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Lines of the filled form, in another order; 0 is an empty line."""
    return {at: line(number) for at, number in enumerate(numbers, start=1) if number}


@cache
def ledger_form() -> LedgerForm:
    """The filled form."""
    lines = [line(number) for number in range(1, LINES + 1)]
    visits = [{"day": f"2025-0{month}-15", "guests": month * 7} for month in (2, 5, 9)]
    total = sum(each["amount"] for each in lines)
    entries = {"phone": "1", "totals.ledger.amount": total, "grants": lines, "visits": visits}
    definition = loaded(str(LEDGER))
    return LedgerForm(new_submission(definition, agency="Bay Library", year=2025, entries=entries))
