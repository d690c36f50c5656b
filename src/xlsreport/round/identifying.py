"""Whose workbook is it? By its signed identity alone, never by the name of its file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsreport.round.folder import Round
from xlsreport.round.likeness import likeness, plain_name
from xlsreport.round.roster import Agency
from xlsreport.round.roster_changes import successor
from xlsreport.submission.source import Source
from xlsreport.submission.submission import Submission

_TELLING_FIGURES = 8
"""So many different figures other than zero make a submission unlike any other; villages without any are alike."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a workbook is kept out of the round's figures: the key of a sentence below ``identity.`` and its values.

    ``code`` is that of the agency which it was given to, where its signature holds.
    """

    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    code: str | None = None


def refusal_of(submission: Submission, collected: Round) -> Refusal | None:
    """Why a workbook is not one that the round gave to an agency of its roster; None where it is."""
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
    agency = collected.roster.get(identity.code)
    if agency is None:
        return _unknown(stamp.agency, identity.code, collected)
    return _relabelled(source, agency)


def _unknown(name: str, code: str, collected: Round) -> Refusal:
    """What became of the agency that had a code which the roster has no longer."""
    values = {"agency": name, "code": code}
    now = successor(code, name, collected.roster)
    if now is None:
        return Refusal("unknown_agency", values, code)
    reason = "lost_zeros" if likeness(now.code) == likeness(code) else "recoded"
    return Refusal(reason, {**values, "now": now.code}, code)


def _relabelled(source: Source, agency: Agency) -> Refusal | None:
    """Whether the cover says something else than the signed identity, as when one agency passes on another's file."""
    cover = source.positions.cover_field
    reasons = {cover("agency"): "relabelled", cover("year"): "relabelled_year"}
    for alteration in source.alterations:
        if alteration.kind != "stamp" or alteration.cells.first not in reasons:
            continue
        is_name = alteration.cells.first == cover("agency")
        # Who was renamed meanwhile and says so has its own workbook; that the cover was changed is told as a warning.
        if not is_name or plain_name(str(alteration.values["shown"])) != plain_name(agency.name):
            return Refusal(reasons[alteration.cells.first], dict(alteration.values), agency.code)
    return None


def is_telling(submission: Submission) -> bool:
    """Whether it has so many figures that no two agencies have the same."""
    return len({entry.number for entry in submission.entries.values() if entry.number}) >= _TELLING_FIGURES


def content_digest(submission: Submission) -> str:
    """A digest of all figures and paragraphs."""
    figures = [entry and entry.typed for entry in map(submission.entries.get, submission.definition.places)]
    paragraphs = [submission.paragraphs(section) for section in submission.definition.narratives]
    return hashlib.sha256(repr((figures, paragraphs)).encode("utf-8", "surrogatepass")).hexdigest()
