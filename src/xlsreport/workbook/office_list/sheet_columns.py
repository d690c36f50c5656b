"""Columns of a list in a workbook: each heading is declared together with what stands below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from xlsreport.messages import Messages
from xlsreport.workbook.office_list.list_sheet import MAX_WIDTH, ListValue, OfficeList

Row = TypeVar("Row")
Shown = TypeVar("Shown", contravariant=True)


@dataclass(frozen=True, slots=True)
class SheetColumn(Generic[Shown]):
    """A column: the catalogue's key of its heading, the value of a row in it, and its greatest width in characters."""

    heading: str
    value: Callable[[Shown], ListValue]
    widest: float = MAX_WIDTH


def list_of_columns(
    name: str, guidance: str, columns: Sequence[SheetColumn[Row]], rows: Iterable[Row], messages: Messages
) -> OfficeList:
    """A sheet with a line for each row.

    Args:
        name: of the sheet.
        guidance: the sentence above the headings.
        columns: from left to right.
        rows: whatever the columns take their values from.
        messages: the language of the headings.
    """
    values = [[column.value(row) for column in columns] for row in rows]
    headings = [messages(column.heading) for column in columns]
    return OfficeList(name, guidance, headings, values, widest=[column.widest for column in columns])
