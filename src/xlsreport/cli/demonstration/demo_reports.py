"""The reports of the demonstration's made-up agencies, this year's and last year's, computed from ``demo.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.round.roster.agencies import ROSTER_COLUMNS
from xlsreport.submission.entries_file import load_entries, new_submission
from xlsreport.submission.submission import Submission
from xlsreport.values import number_text

_ALSO_MORE = ("requests.received.natural", "requests.granted.natural")
"""Places to which ``more`` is added: requests that were received and granted, which keeps every rule satisfied."""
_LAST_YEAR = "last_year"
_OTHERWISE = 10
"""Offset of last year's style of wording, so that no agency of this year shares it."""


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """One agency: its line of the roster and its size; an agency of size 0 sends nothing of its own.

    ``style`` is how it words its texts; ``repeats`` is the agency whose texts it copies, or ``last_year``.
    """

    line: Mapping[str, str]
    size: int
    more: int
    style: int
    repeats: str

    @property
    def code(self) -> str:
        """Its code."""
        return self.line["code"]

    @property
    def name(self) -> str:
        """Its name."""
        return self.line["name"]


class DemoReports:
    """The agencies and their reports."""

    def __init__(self, definition: Definition) -> None:
        with as_file(files(__package__).joinpath("demo.yaml")) as path:
            self._data = load_entries(path)
        self._definition = definition
        self.agencies = tuple(
            DemoAgency(
                line={key: agency.get(key, "") for key in ROSTER_COLUMNS},
                size=agency.get("size", 0),
                more=agency.get("more", 0),
                style=style,
                repeats=agency.get("repeats", ""),
            )
            for style, agency in enumerate(self._data["agencies"])
        )
        self._styles = {agency.code: agency.style for agency in self.agencies}

    def agency(self, code: str) -> DemoAgency:
        """The agency of a code."""
        return next(agency for agency in self.agencies if agency.code == code)

    def this_year(self, agency: DemoAgency, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The entries of this year, with changes by name, which the texts follow."""
        style = self._styles.get(agency.repeats, agency.style) + _OTHERWISE * (agency.repeats == _LAST_YEAR)
        return self._entries(agency, self._data["this_year"], style, changes)

    def last_year(self, agency: DemoAgency, year: int) -> Submission:
        """The submission of last year."""
        entries = self._entries(agency, self._data["last_year"], agency.style + _OTHERWISE)
        return new_submission(self._definition, agency=agency.name, year=year, entries=entries)

    def _entries(
        self,
        agency: DemoAgency,
        given: Mapping[str, Any],
        style: int,
        changes: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        figures: dict[str, Any] = {
            str(place): 0 for place, facts in self._definition.places.items() if not facts.computed
        }
        figures |= {name: number * agency.size for name, number in given.items()}
        for name in _ALSO_MORE:
            figures[name] += agency.more
        figures |= changes or {}
        values = Values(new_submission(self._definition, entries=figures))
        quoted = {name: number_text(values.at(Place.parse(place)) or 0) for name, place in self._data["quoted"].items()}
        texts = {
            section: [_worded(ways, number, style).format(**quoted) for number, ways in enumerate(paragraphs)]
            for section, paragraphs in self._data["texts"].items()
        }
        return {**figures, **texts, **self._data["fields"]}


def _worded(ways: Sequence[str], number: int, style: int) -> str:
    """One of the wordings of a paragraph; two styles share hardly any wording of a text's paragraphs."""
    return ways[(style + number * (style // len(ways))) % len(ways)]
