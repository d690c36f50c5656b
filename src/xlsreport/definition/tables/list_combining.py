"""How lines of several agencies that are about the same become one line of their consolidation."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from xlsreport.definition.declared import Declared
from xlsreport.definition.tables.list_printing import ColumnIds


class ListCombining(Declared):
    """What makes one line of those of several agencies."""

    by: ColumnIds = Field(
        min_length=1,
        description="Columns that are entered: lines that have the same in all of them become one, whatever their "
        "capitals and blanks. Lines that have nothing in any of them stay as they are.",
    )
    texts: Literal["list", "blank"] = Field(
        "list",
        description="What becomes of texts that differ. list: all of them, one behind the other, as far as there is "
        "room. blank: nothing, so that it is left to be written.",
    )
