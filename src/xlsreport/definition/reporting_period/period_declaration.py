"""The statistical period of a definition."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from xlsreport.definition.declared import Declared
from xlsreport.definition.reader_words import Words

Frequency = Literal["year", "half_year", "quarter", "month"]
PARTS: dict[Frequency, int] = {"year": 1, "half_year": 2, "quarter": 4, "month": 12}
"""How many reports of each frequency there are in a year."""


class Period(Declared):
    """The time that the report speaks of."""

    label: Words = Field(description="What the cover calls the period.")
    text: Words = Field(
        description="The period itself, with {year}, {start}, {end} and {label} where they go: the year of the report, "
        "the first and the last day, and the period's name, such as Q1 2025/26."
    )
    every: Frequency = Field(
        "year",
        description="How long one period is: year, half_year, quarter or month. Months are those of the calendar.",
    )
    starts: Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")] = Field(
        "01-01", description="The month and day on which the year begins, in quotes, such as 04-01."
    )
    named_after: Literal["start", "end"] = Field(
        "start",
        description="Which calendar year a year that begins on another day is named after: the one in which it starts "
        "(2025/26 is 2025), or the one in which it ends (FY 2026 is 2026).",
    )
    compare: Literal["previous", "year_before"] = Field(
        "previous",
        description="What previous means in a rule: the period before, or the same period of the year before. For "
        "whole years it is the same.",
    )
