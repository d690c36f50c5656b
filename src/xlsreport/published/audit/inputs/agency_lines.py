"""Which line of a list is about which report, where the list does not name the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsreport.published.audit.inputs.audit_list import ListedReport
from xlsreport.tabular.body_matching import BodyNames
from xlsreport.tabular.body_names import normalise_name

_MIN_PART = 4
"""Letters that a name must have to be looked for in the name of a file: 教育局 is that of many towns."""


class AgencyLines:
    """The lines of a list that name no file, by the names of the agencies."""

    def __init__(self, lines: Iterable[ListedReport]) -> None:
        self._lines = tuple(lines)
        self._names = [normalise_name(line.name) for line in self._lines]
        self._bodies = BodyNames(line.name for line in self._lines)
        self._met: set[int] = set()

    def line_of(self, agency: str, year: int | None) -> ListedReport | None:
        """The line about an agency's report of a year, by the same name or the only one that may be meant."""
        meant = self._bodies.meant_by(agency)
        found = self._about(meant if self._is_one_name(meant) else (), year)
        self._met.update(found)
        return self._lines[found[0]] if found else None

    def line_named_by(self, file: str) -> ListedReport | None:
        """The only line whose agency the name of a file has in it, where the page itself names none."""
        stem = normalise_name(file)
        named = [number for number, name in enumerate(self._names) if len(name) >= _MIN_PART and name in stem]
        if not self._is_one_name(named):
            return None
        self._met.update(named)
        return self._lines[named[0]]

    def unmet(self) -> Sequence[ListedReport]:
        """The lines about which there was no report."""
        return [line for number, line in enumerate(self._lines) if number not in self._met]

    def _is_one_name(self, numbers: Iterable[int]) -> bool:
        return len({self._names[number] for number in numbers}) == 1

    def _about(self, numbers: Iterable[int], year: int | None) -> list[int]:
        lines = [(number, self._lines[number].year) for number in numbers]
        return [number for number, wanted in lines if wanted is None or year is None or wanted == year]
