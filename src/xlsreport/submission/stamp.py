"""The stamp: what a workbook says about itself on its very hidden sheet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.definition.place import Place
from xlsreport.submission.submission import Number, Submission

FORMAT = "xlsreport-workbook"
FORMAT_VERSION = 1
"""Raised when an older reader could no longer find its way in the workbook."""


_VERSION, _YEAR = re.compile(r"[0-9]{1,6}"), re.compile(r"(?:[0-9]{4})?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The identity of a workbook; ``agency`` and ``year`` are empty where the reporter is to state them.

    ``previous`` is a digest of last year's figures as they were given out.
    """

    definition: str
    fingerprint: str
    agency: str
    year: int | None
    previous: str = ""
    version: int = FORMAT_VERSION

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Names and values as they stand on the sheet, and a digest of them all, by which an edited one shows."""
        stated = (
            ("format", FORMAT),
            ("version", str(self.version)),
            ("definition", self.definition),
            ("fingerprint", self.fingerprint),
            ("agency", self.agency),
            ("year", "" if self.year is None else str(self.year)),
            ("previous", self.previous),
        )
        return (*stated, ("seal", hashlib.sha256(repr(stated).encode()).hexdigest()))


def stamp_for(submission: Submission) -> Stamp:
    """The stamp of a workbook that is about to be written."""
    definition = submission.definition
    known = {place: submission.previous[place] for place in definition.previous_places if place in submission.previous}
    return Stamp(definition.name, definition.fingerprint, submission.agency, submission.year, digest_of(known))


def digest_of(figures: Mapping[Place, Number]) -> str:
    """A digest of figures, to the 15 digits that a spreadsheet keeps, which shows whether one was changed since."""
    listed = "\n".join(sorted(f"{place}={float(number):.15g}" for place, number in figures.items()))
    return hashlib.sha256(listed.encode()).hexdigest()


def parse_stamp(rows: list[tuple[str, str]]) -> Stamp | None:
    """The stamp that the rows of a stamp sheet hold, or None where they hold none that can be understood."""
    values = dict(rows)
    version, year = values.get("version", ""), values.get("year", "")
    if values.get("format") != FORMAT or not _VERSION.fullmatch(version) or not _YEAR.fullmatch(year):
        return None
    return Stamp(
        definition=values.get("definition", ""),
        fingerprint=values.get("fingerprint", ""),
        agency=values.get("agency", ""),
        year=int(year) if year else None,
        previous=values.get("previous", ""),
        version=int(version),
    )
