"""How a list is printed in a report: which lines in which order, in groups, with sums, and what stands in an annex."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from xlsreport.definition.claim_declaration import Id
from xlsreport.definition.declared import Declared
from xlsreport.definition.reader_words import Words


def _as_list(value: Any) -> Any:
    """Let a single id stand for a list of one."""
    return (value,) if isinstance(value, str) else value


_SortKey = Annotated[str, StringConstraints(pattern=r"^-?[a-z][a-z0-9_]*$")]

ColumnIds = Annotated[tuple[Id, ...], BeforeValidator(_as_list, json_schema_input_type=Id | tuple[Id, ...])]
"""Columns of a list; one of them may be written without brackets."""
SortKeys = Annotated[
    tuple[_SortKey, ...], BeforeValidator(_as_list, json_schema_input_type=_SortKey | tuple[_SortKey, ...])
]
"""Columns by which lines are sorted; behind a minus sign from the greatest to the least."""


class ListPrinting(Declared):
    """How a list stands on paper."""

    most: int | None = Field(
        None,
        ge=0,
        le=5_000,
        description="How many lines stand in the report itself where there are more than that. Default: all.",
    )
    rest: Literal["annex", "omit"] = Field(
        "annex",
        description="What becomes of a list with more lines. annex: all of them stand in an annex at the end of the "
        "report. omit: only the first are printed. Sums are of all lines in either case.",
    )
    columns: ColumnIds = Field(
        (),
        description="The columns that are printed; no other stands in the report or in the data of its web page. "
        "Default: all but those that group the lines.",
    )
    numbers: bool = Field(False, description="Whether the lines are numbered, in a column of their own at the left.")
    sort: SortKeys = Field(
        (),
        description="Columns by which the lines are sorted, behind a minus sign from the greatest to the least: "
        "[-amount, code]. Answers go by the order of their options; blanks stand last. Default: as they were entered.",
    )
    group: ColumnIds = Field(
        (),
        max_length=3,
        description="Columns whose words part the lines into groups, each below a heading; the groups of a second one "
        "stand within those of the first. Groups are in the order of the options, or in that of their first lines.",
    )
    ungrouped: Words | None = Field(
        None, description="The heading of the lines that have nothing in the column that groups them."
    )
    subtotal: ColumnIds = Field((), description="Columns that are added up in a row below each group.")
    subtotal_label: Words | None = Field(
        None, description="What stands in that row, with {group} for the words of the group and {count} for its lines."
    )
    totals: ColumnIds = Field((), description="Columns that are added up over all lines, in the last row.")
    total_label: Words | None = Field(
        None, description="What stands in the last row, with {count} for the number of lines."
    )
    none: Words | None = Field(None, description="What stands in place of the list where it has no lines.")
    annex_title: Words | None = Field(
        None, description="What the annex is called. Default: the title of the list, or its section's heading."
    )
    reference: Words | None = Field(
        None,
        description="What stands below the lines where there are more, with {printed}, {count} and {annex}: The first "
        "{printed} of {count} awards; all are in {annex}.",
    )
