"""Which line of a list is about which report, where the list does not name the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsreport.published.audit.audit_list import ListedReport
from xlsreport.tabular.body_names import normalise_name

_MIN_PART = 4
"""Letters that a shorter name must have to be taken for the end of a longer one: 教育局 is that of many towns."""


class AgencyLines:
    """The lines of a list that name no file, by the names of the agencies."""

    def __init__(self, lines: Iterable[ListedReport]) -> None:
        self._lines = tuple(lines)
        self._names = [normalise_name(line.name) for line in self._lines]
        self._met: set[int] = set()

    def line_of(self, agency: str, year: int | None) -> ListedReport | None:
        """The line about an agency's report of a year, by the same name or the only one that ends alike."""
        name = normalise_name(agency)
        if not name:
            return None
        same = [number for number, other in enumerate(self._names) if other == name]
        found = self._about(same or self._alike(name), year)
        self._met.update(found)
        return self._lines[found[0]] if found else None

    def line_named_by(self, file: str) -> ListedReport | None:
        """The only line whose agency the name of a file has in it, where the page itself names none."""
        stem = normalise_name(file)
        named = [number for number, name in enumerate(self._names) if len(name) >= _MIN_PART and name in stem]
        if len({self._names[number] for number in named}) != 1:
            return None
        self._met.update(named)
        return self._lines[named[0]]

    def unmet(self) -> Sequence[ListedReport]:
        """The lines about which there was no report."""
        return [line for number, line in enumerate(self._lines) if number not in self._met]

    def _alike(self, name: str) -> list[int]:
        alike = [number for number, other in enumerate(self._names) if is_part(name, other)]
        return alike if len({self._names[number] for number in alike}) == 1 else []

    def _about(self, numbers: Iterable[int], year: int | None) -> list[int]:
        lines = [(number, self._lines[number].year) for number in numbers]
        return [number for number, wanted in lines if wanted is None or year is None or wanted == year]


def is_part(one: str, other: str) -> bool:
    """Whether one of two normalised names is the end of the other: 教育局 of 某县教育局."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _MIN_PART and long.endswith(short)


def is_same_agency(one: str, other: str) -> bool:
    """Whether two names may be those of one agency: equal, or one is part of the other."""
    first, second = normalise_name(one), normalise_name(other)
    return first in second or second in first
