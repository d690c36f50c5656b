"""Whose workbook is it? By its signed identity alone, never by the name of its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlsreport.round.folder import Round
from xlsreport.round.roster.agencies import Roster
from xlsreport.round.roster.name_matching import lookalike_key, normalise_name
from xlsreport.round.roster.roster_changes import successor
from xlsreport.submission.source_file import SourceFile
from xlsreport.submission.submission import Submission

_MIN_DISTINCT_FIGURES = 8
"""So many different figures other than zero make a submission unlike any other; villages without any are alike."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a workbook is kept out of the round's figures: the key of a sentence below ``identity.`` and its values.

    ``code`` is that of the agency which it was given to, where its signature holds.
    """

    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    code: str | None = None


@dataclass(frozen=True, slots=True)
class IdentityClaim:
    """Whose a workbook says that it is, signed by the round: the code, and the name that it was given out with.

    ``covers`` are the refusals for what its cover says instead, if it does: of a name, or of a year.
    """

    code: str
    agency: str
    covers: tuple[Refusal, ...] = ()

    def refusal(self, roster: Roster) -> Refusal | None:
        """Why it is not the workbook of an agency of the roster; None where it is."""
        agency = roster.get(self.code)
        if agency is None:
            return _unknown(self.agency, self.code, roster)
        for cover in self.covers:
            # Who was renamed meanwhile and says so has its own workbook; a changed cover is told as a warning.
            if cover.reason != _OTHER_NAME or normalise_name(str(cover.values["shown"])) != normalise_name(agency.name):
                return cover
        return None


def identity_claim(submission: Submission, collected: Round) -> IdentityClaim | Refusal:
    """Whose a workbook is as far as it shows without the roster, or why it is not one that the round gave out."""
    source = submission.source
    if source is None:
        raise TypeError("a submission that was not read from a file has no identity")
    stamp, identity = source.stamp, submission.identity
    if stamp.definition != collected.definition.name:
        return Refusal("edition", {"found": stamp.definition, "expected": collected.definition.name})
    if identity is None:
        return Refusal("none")
    if identity.round != collected.id:
        if stamp.year is not None and stamp.year != collected.year:
            return Refusal("other_year", {"found": stamp.year, "expected": collected.year})
        return Refusal("other_round", {"agency": stamp.agency})
    if not stamp.is_signed(collected.key):
        return Refusal("forged", {"agency": stamp.agency, "code": identity.code})
    if stamp.year != collected.year:  # of a folder that was copied, id and key are the same
        years = {"found": "—" if stamp.year is None else stamp.year, "expected": collected.year}
        return Refusal("other_year", years, identity.code)
    return IdentityClaim(identity.code, stamp.agency, tuple(_covers(source, identity.code)))


_OTHER_NAME = "relabelled"


def _covers(source: SourceFile, code: str) -> Iterator[Refusal]:
    """What the cover says otherwise than the signed identity, as when one agency passes on another's file."""
    cover = source.positions.cover_field
    reasons = {cover("agency"): _OTHER_NAME, cover("year"): "relabelled_year"}
    for alteration in source.alterations:
        if alteration.kind.rule == "stamp" and alteration.cells.first in reasons:
            yield Refusal(reasons[alteration.cells.first], dict(alteration.values), code)


def _unknown(name: str, code: str, roster: Roster) -> Refusal:
    """What became of the agency that had a code which the roster has no longer."""
    values = {"agency": name, "code": code}
    now = successor(code, name, roster)
    if now is None:
        return Refusal("unknown_agency", values, code)
    reason = "lost_zeros" if lookalike_key(now.code) == lookalike_key(code) else "recoded"
    return Refusal(reason, {**values, "now": now.code}, code)


def is_distinctive(submission: Submission) -> bool:
    """Whether it has so many figures that no two agencies have the same."""
    return len({entry.number for entry in submission.entries.values() if entry.number}) >= _MIN_DISTINCT_FIGURES


def content_digest(submission: Submission) -> str:
    """A digest of all figures and paragraphs."""
    figures = [entry and entry.typed for entry in map(submission.entries.get, submission.definition.places)]
    paragraphs = [submission.paragraphs(section) for section in submission.definition.narratives]
    return hashlib.sha256(repr((figures, paragraphs)).encode("utf-8", "surrogatepass")).hexdigest()
