"""The options of commands that say what time a report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlsreport.cli.parameter_types import WholeNumberType
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.definition.definition import Definition

year_option = click.option("--year", type=WholeNumberType(1900, 2999), metavar="YEAR")
period_option = click.option("--period", default="", metavar="PERIOD")


def given_period(
    definition: Definition, year: int | None, period: str, messages: Messages
) -> tuple[int | None, int | None]:
    """The year and part that the options name; None where none was given.

    Raises:
        click.UsageError: they contradict each other, or do not fit the periods of the definition.
    """
    from xlsreport.submission.typed_values.period_parsing import parse_period

    calendar = definition.calendar
    if year is not None and (period or calendar.has_parts):
        key = "year_and_period" if period else "year_has_periods"
        raise click.UsageError(messages(f"command.{key}", definition=definition.name, example=calendar.example))
    if not period:
        return year, None
    read = parse_period(period, calendar)
    if read is None:
        raise click.UsageError(messages("command.no_period", found=period, example=calendar.example))
    return read
