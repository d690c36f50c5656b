"""The calendar of a definition's periods: their days, their order, and the words for them.

The words are lists of fragments, in which only the year is open. Python and the workbook's formulas both put the year
in, so that they cannot differ.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from string import Formatter

from xlsreport.definition.reporting_period.period_declaration import PARTS, Period
from xlsreport.messages import Compared, Messages

PERIOD_WORDS = ("year", "start", "end", "label")
"""The placeholders for a period in titles and texts."""

_SEPARATE_LETTERS = {"half_year": "H", "quarter": "Q", "month": ""}
_FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class YearFragment:
    """The report's year with some years added, in four digits or in the last two."""

    offset: int = 0
    short: bool = False

    def text(self, year: int) -> str:
        """How it reads."""
        return f"{(year + self.offset) % 100:02d}" if self.short else str(year + self.offset)


@dataclass(frozen=True, slots=True)
class FebruaryEnd:
    """The number of the last day of February, in the report's year with some years added."""

    offset: int

    def text(self, year: int) -> str:
        """How it reads."""
        return str(calendar.monthrange(year + self.offset, _FEBRUARY)[1])


Fragment = str | YearFragment | FebruaryEnd


def compared_by(period: object) -> Compared:
    """What the values of a ``period``, which may have mistakes, say that reports are compared with."""
    declared = period if isinstance(period, Mapping) else {}
    if str(declared.get("every")) not in _SEPARATE_LETTERS:
        return "previous"
    return "same_period" if declared.get("compare") == "year_before" else "period_before"


@dataclass(frozen=True)
class PeriodCalendar:
    """The periods of one definition: a period is a year and, where a year has several, the number of its part."""

    declared: Period
    catalogue: Messages

    @property
    def has_parts(self) -> bool:
        """Whether a year has several periods."""
        return self.parts > 1

    @property
    def parts(self) -> int:
        """How many periods a year has."""
        return PARTS[self.declared.every]

    @property
    def asked(self) -> str:
        """What the cover asks for: the year, or the period where a year has several."""
        return "period" if self.has_parts else "year"

    @property
    def compared(self) -> Compared:
        """With what the sheets compare: the year before, the period before, or the same period of the year before."""
        return compared_by(self.declared.model_dump())

    @property
    def example(self) -> str:
        """The code of a period, to show how one is written."""
        return self.code(2025, 1 if self.has_parts else None)

    def code(self, year: int, part: int | None) -> str:
        """How commands, files and the cover name a period: ``2025``, ``2025-H1``, ``2025-Q1``, ``2025-04``."""
        if part is None:
            return str(year)
        digits = 2 if self.declared.every == "month" else 1
        return f"{year}-{_SEPARATE_LETTERS.get(self.declared.every, '')}{part:0{digits}d}"

    def before(self, year: int, part: int | None) -> tuple[int, int | None]:
        """The period that ``previous`` means in the rules of this one."""
        if part is None or self.declared.compare == "year_before":
            return year - 1, part
        return (year, part - 1) if part > 1 else (year - 1, self.parts)

    def last_over(self, today: date) -> tuple[int, int | None]:
        """The last period that has ended before a day."""
        last = self.parts if self.has_parts else None
        year, part = today.year + 1, last
        while self.last_day(year, part) >= today:
            year, part = (year, part - 1) if part is not None and part > 1 else (year - 1, last)
        return year, part

    def first_day(self, year: int, part: int | None) -> date:
        """The day on which a period begins."""
        return self._first_day(year, (part or 1) - 1)

    def last_day(self, year: int, part: int | None) -> date:
        """The day on which a period ends."""
        return self._first_day(year, self.parts if part is None else part) - timedelta(days=1)

    def words(self, year: int | None, part: int | None) -> Mapping[str, str]:
        """The words for a period by :data:`PERIOD_WORDS`; all empty where the period is not known."""
        if year is None or (part is None and self.has_parts):
            return {**dict.fromkeys(PERIOD_WORDS, ""), "year": "" if year is None else str(year)}
        fragments = self.fragments[part or 1]
        return {
            name: "".join(one if isinstance(one, str) else one.text(year) for one in fragments[name])
            for name in PERIOD_WORDS
        }

    def label(self, year: int, part: int | None) -> str:
        """What a period is called: ``2025``, ``FY 2016``, ``Q1 2025/26``, ``April 2025``."""
        return self.words(year, part)["label"]

    def in_names(self, year: int, part: int | None) -> str:
        """A period in the name of a file, before the word for a report."""
        return self.messages("period.in_names", year=year) if part is None else self.code(year, part)

    def in_sentences(self, year: int | None, part: int | None) -> str:
        """A period in a sentence that may also be about a year: the year, or a label; a dash where it is not known."""
        if year is None:
            return "—"
        return str(year) if part is None else self.label(year, part)

    def in_titles(self, year: int, part: int | None) -> str:
        """A period in the title of a round."""
        return self.messages("period.in_titles", year=year) if part is None else self.label(year, part)

    @cached_property
    def fragments(self) -> Mapping[int, Mapping[str, tuple[Fragment, ...]]]:
        """The words for the periods of a year, by part from 1 and by placeholder."""
        return {part: self._fragments(part) for part in range(1, self.parts + 1)}

    def _fragments(self, part: int) -> Mapping[str, tuple[Fragment, ...]]:
        first, last = self._day(part - 1, 0), self._day(part, -1)
        return {
            "year": (YearFragment(),),
            "start": tuple(first),
            "end": tuple(last),
            "label": tuple(self._label(part)),
        }

    def _day(self, parts: int, days: int) -> Iterator[Fragment]:
        """A day, some parts of a year and then some days after the beginning of the year."""
        sample = 2001  # neither a leap year itself nor next to one
        day = self._first_day(sample, parts) + timedelta(days=days)
        offset = day.year - sample
        ends_february = day.month == _FEBRUARY and (day + timedelta(days=1)).month != _FEBRUARY
        number: Fragment = FebruaryEnd(offset) if ends_february and days else str(day.day)
        month = self.messages("letter.months").split(" ")[day.month - 1]
        return self._filled("letter.date", {"year": YearFragment(offset), "month": month, "day": number})

    def _label(self, part: int) -> Iterator[Fragment]:
        every = self.declared.every
        if every == "year":
            yield from self._year_name()
            return
        if every == "month":
            month = self.messages("period.months").split(" ")[part - 1]
            yield from self._filled("period.month", {"year": YearFragment(), "month": month})
            return
        name = self.messages(f"period.{every}").split(" ")[part - 1]
        for one in self._filled("period.part", {"part": name, "year": ""}):
            yield from self._year_name() if one == "" else (one,)

    def _year_name(self) -> Iterator[Fragment]:
        kind = "calendar_year"
        if self.declared.starts != "01-01":
            kind = "year_by_start" if self.declared.named_after == "start" else "year_by_end"
        return self._filled(f"period.{kind}", {"year": YearFragment(), "next": YearFragment(1, short=True)})

    def _filled(self, key: str, names: Mapping[str, Fragment]) -> Iterator[Fragment]:
        """The fragments of a message."""
        for text, name, _, _ in Formatter().parse(self.messages.texts[key]):
            if text:
                yield text
            if name is not None:
                yield names[name]

    def _first_day(self, year: int, parts: int) -> date:
        """The first day of the period that begins some parts of a year after the year does."""
        month, day = map(int, self.declared.starts.split("-"))
        named_late = self.declared.named_after == "end" and self.declared.starts != "01-01"
        months = month - 1 + parts * (12 // self.parts)
        return date(year - named_late + months // 12, months % 12 + 1, day)

    @cached_property
    def messages(self) -> Messages:
        """The catalogue of the report, whose sentences speak of its periods."""
        return self.catalogue.comparing(self.compared)
