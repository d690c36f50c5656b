"""A place: the logical address of one figure, independent of any sheet."""

from __future__ import annotations

from typing import NamedTuple

COVER = "cover"
"""What conditions call the cover, as if it were a table."""


class Place(NamedTuple):
    """One figure of a report, as the code, the rules and the entries file name it.

    Prints as ``table.row.column`` and is read back from that text. A tuple, since mappings are asked for hundreds of
    places of every workbook.
    """

    table: str
    row: str
    column: str

    @classmethod
    def of_field(cls, name: str) -> Place:
        """A field of the cover, as conditions ask about it: no place of a table."""
        return cls(COVER, name, "")

    @property
    def field(self) -> str | None:
        """The field of the cover that it is; None for the place of a figure."""
        return None if self.column else self.row

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}" if self.column else f"{self.table}.{self.row}"

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read ``table.row.column``.

        Raises:
            ValueError: the text has not exactly three parts.
        """
        table, row, column = text.split(".")
        return cls(table, row, column)
