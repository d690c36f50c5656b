"""A place: the logical address of one figure, independent of any sheet."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """One figure of a report, as the code, the rules and the entries file name it.

    Prints as ``table.row.column`` and is read back from that text. A tuple, since mappings are asked for hundreds of
    places of every workbook.
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read ``table.row.column``.

        Raises:
            ValueError: the text has not exactly three parts.
        """
        table, row, column = text.split(".")
        return cls(table, row, column)
