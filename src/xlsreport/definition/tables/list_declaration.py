"""What a report definition says of a list, whose lines the reporter adds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from xlsreport.definition.claim_declaration import Id
from xlsreport.definition.declared import Declared
from xlsreport.definition.reader_words import Words
from xlsreport.definition.tables.list_combining import ListCombining
from xlsreport.definition.tables.list_printing import ListPrinting

Tidings = Literal["nothing", "note", "warning"]
"""What it is if a line is new, or gone: nothing to speak of, said, or in need of an explanation."""


class PreviousLines(Declared):
    """How the lines of a list are compared with last year's, which the workbook then shows beside them."""

    key: tuple[Id, ...] = Field(
        min_length=1, description="The columns by which a line is the same as last year's: texts, choices or numbers."
    )
    new: Tidings = Field("nothing", description="What it is if a line was not there last year.")
    gone: Tidings = Field("note", description="What it is if a line of last year is not there.")


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
    previous: PreviousLines | None = Field(
        None,
        description="By what a line is found in last year's list. Default: lines are not compared with last year's.",
    )
    print: ListPrinting | None = Field(
        None, description="How the list stands in the report. Default: line by line, as it was entered."
    )

    @property
    def printing(self) -> ListPrinting:
        """How the list stands in the report."""
        return _PLAINLY if self.print is None else self.print


_PLAINLY = ListPrinting.model_construct()
