"""What the made-up agencies of the demonstration report, this year and last: ``demo.yaml``, and a little arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

from xlsreport.checking.evaluation import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.submission.prefill import load_entries, new_submission
from xlsreport.submission.submission import Submission, number_text

_ALSO_MORE = ("requests.received.natural", "requests.granted.natural")
"""Where requests are added that were all received and granted, so that every rule holds for any number of them."""
_ROSTER = ("code", "name", "kind", "parent", "contact")


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """One agency: its line of the roster, and how large it is; one without a size sends nothing of its own."""

    line: Mapping[str, str]
    size: int
    more: int

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
            DemoAgency({key: agency.get(key, "") for key in _ROSTER}, agency.get("size", 0), agency.get("more", 0))
            for agency in self._data["agencies"]
        )

    def this_year(self, agency: DemoAgency, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The entries of this year, with changes by name, which the texts follow."""
        return self._entries(agency, self._data["this_year"], changes or {})

    def last_year(self, agency: DemoAgency, year: int) -> Submission:
        """The submission of last year."""
        entries = self._entries(agency, self._data["last_year"])
        return new_submission(self._definition, agency=agency.name, year=year, entries=entries)

    def _entries(
        self, agency: DemoAgency, given: Mapping[str, Any], changes: Mapping[str, Any] | None = None
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
            section: [paragraph.format(**quoted) for paragraph in paragraphs]
            for section, paragraphs in self._data["texts"].items()
        }
        return {**figures, **texts, **self._data["fields"]}
