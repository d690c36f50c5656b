"""The stamp of a workbook that is about to be written, and the signature of the round that gives it out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from xlsreport.definition.place import Place
from xlsreport.submission.identity.stamp import Identity, Stamp
from xlsreport.submission.submission import Submission, with_known_body
from xlsreport.values import SIGNIFICANT_DIGITS, Number


def stamp_for(submission: Submission) -> Stamp:
    """The stamp of a workbook that is about to be written."""
    definition = submission.definition
    known = {place: submission.previous[place] for place in definition.previous_places if place in submission.previous}
    return Stamp(
        definition=definition.name,
        fingerprint=definition.fingerprint,
        agency=submission.agency,
        year=submission.year,
        part=submission.part,
        previous=digest_of(known),
        identity=submission.identity,
        incomplete=submission.incomplete,
        variant=definition.variant,
        language="" if definition.original is None else definition.locale,
    )


def signed(submission: Submission, identity: Identity, key: bytes) -> Submission:
    """A submission whose workbook will carry an identity and the signature of a round's key."""
    unsigned = with_known_body(replace(submission, identity=identity))
    return replace(unsigned, identity=replace(identity, signature=stamp_for(unsigned).signature(key)))


def digest_of(figures: Mapping[Place, Number]) -> str:
    """A digest of figures to the 15 digits that a spreadsheet keeps, by which changes are noticed."""
    listed = "\n".join(sorted(f"{place}={float(number):.{SIGNIFICANT_DIGITS}g}" for place, number in figures.items()))
    return hashlib.sha256(listed.encode()).hexdigest()
