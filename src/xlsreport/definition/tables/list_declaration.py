"""What a report definition says of a list, whose lines the reporter adds."""

from __future__ import annotations

from pydantic import Field

from xlsreport.definition.claim_declaration import Id
from xlsreport.definition.declared import Declared
from xlsreport.definition.reader_words import Words
from xlsreport.definition.tables.list_combining import ListCombining
from xlsreport.definition.tables.list_printing import ListPrinting


class Lines(Declared):
    """What makes a table a list: its rows are lines that the reporter adds."""

    most: int = Field(100, ge=1, le=5_000, description="For how many lines the sheet has room.")
    sheet: Words | None = Field(
        None,
        description="The name of the tab of the list, which has a sheet of its own; needed where the section has other "
        "tables, and else the section's.",
    )
    agency: Id | None = Field(
        None,
        description="A column of texts that gets the name of the agency whose line it is, where it is blank, when the "
        "lines of several agencies are joined in a consolidation.",
    )
    name: Words | None = Field(
        None, description="What findings call a line, with its columns as placeholders: {prefix}.{extension} {program}."
    )
    combine: ListCombining | None = Field(
        None,
        description="Makes one line of those lines of several agencies that are about the same, when their reports are "
        "consolidated. Default: all lines stand one below the other.",
    )
    print: ListPrinting | None = Field(
        None, description="How the list stands in the report. Default: line by line, as it was entered."
    )

    @property
    def printing(self) -> ListPrinting:
        """How the list stands in the report."""
        return _PLAINLY if self.print is None else self.print


_PLAINLY = ListPrinting.model_construct()
