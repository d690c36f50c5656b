"""The deadline of a definition: the last day for a report, counted from the end of its period."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from pydantic import Field

from xlsreport.definition.declared import Declared

_MONTHS = 12


class Deadline(Declared):
    """The last day on which a report may be sent in, counted from the end of its period."""

    days_after: int | None = Field(
        None, ge=0, le=1000, description="How many days after the last day of the period: 20 after 30 June is 20 July."
    )
    months_after: int | None = Field(
        None,
        ge=0,
        le=36,
        description="Instead: how many months after it; a month's last day leads to one. 1 after 30 June is 31 July.",
    )
    day: int | None = Field(
        None,
        ge=1,
        le=31,
        description="With months_after: on which day of that month; a month that is shorter has its last day instead.",
    )

    def after(self, last_day: date) -> date:
        """The deadline of the period that ends on a day."""
        if self.months_after is None:
            return last_day + timedelta(days=self.days_after or 0)
        months = last_day.year * _MONTHS + last_day.month - 1 + self.months_after
        year, month = divmod(months, _MONTHS)
        length = calendar.monthrange(year, month + 1)[1]
        ends = last_day.day == calendar.monthrange(last_day.year, last_day.month)[1]
        day = self.day or (length if ends else last_day.day)
        return date(year, month + 1, min(day, length))
