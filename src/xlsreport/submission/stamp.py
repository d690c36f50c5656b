"""The stamp: what a workbook says about itself on its very hidden sheet."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.definition.definition import Definition

FORMAT = "xlsreport-workbook"
FORMAT_VERSION = 1
"""Raised when an older reader could no longer find its way in the workbook."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The identity of a workbook; ``agency`` and ``year`` are empty where the reporter is to state them."""

    definition: str
    fingerprint: str
    agency: str
    year: int | None
    version: int = FORMAT_VERSION

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Names and values as they stand on the sheet."""
        return (
            ("format", FORMAT),
            ("version", str(self.version)),
            ("definition", self.definition),
            ("fingerprint", self.fingerprint),
            ("agency", self.agency),
            ("year", "" if self.year is None else str(self.year)),
        )


def stamp_for(definition: Definition, agency: str, year: int | None) -> Stamp:
    """The stamp of a workbook that is about to be written."""
    return Stamp(definition.name, definition.fingerprint, agency, year)


def parse_stamp(rows: list[tuple[str, str]]) -> Stamp | None:
    """The stamp that the rows of a stamp sheet hold, or None where they hold none that can be understood."""
    values = dict(rows)
    version, year = values.get("version", ""), values.get("year", "")
    if values.get("format") != FORMAT or not version.isdecimal() or not (year.isdecimal() or not year):
        return None
    return Stamp(
        definition=values.get("definition", ""),
        fingerprint=values.get("fingerprint", ""),
        agency=values.get("agency", ""),
        year=int(year) if year else None,
        version=int(version),
    )
