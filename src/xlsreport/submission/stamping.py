"""The stamp of a workbook that is about to be written, and the signature of the round that gives it out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from xlsreport.definition.place import Place
from xlsreport.submission.identity.stamp import Identity, Stamp
from xlsreport.submission.row_names import row_digests
from xlsreport.submission.submission import PreviousValue, Submission, with_known_body
from xlsreport.values import SIGNIFICANT_DIGITS


def stamp_for(submission: Submission) -> Stamp:
    """The stamp of a workbook that is about to be written."""
    definition = submission.definition
    asked = frozenset(definition.previous_places)
    known = {p: value for p, value in submission.previous.items() if p in asked or definition.is_carried(p)}
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
        rows_of_lines=tuple(map(str, row_digests(submission))),
        language="" if definition.original is None else definition.locale,
    )


def signed(submission: Submission, identity: Identity, key: bytes) -> Submission:
    """A submission whose workbook will carry an identity and the signature of a round's key."""
    unsigned = with_known_body(replace(submission, identity=identity))
    return replace(unsigned, identity=replace(identity, signature=stamp_for(unsigned).signature(key)))


def digest_of(figures: Mapping[Place, PreviousValue]) -> str:
    """A digest of figures to the 15 digits that a spreadsheet keeps, by which changes are noticed."""
    listed = "\n".join(sorted(f"{place}={_to_15_digits(value)}" for place, value in figures.items()))
    return hashlib.sha256(listed.encode()).hexdigest()


def _to_15_digits(value: PreviousValue) -> str:
    return value if isinstance(value, str) else f"{float(value):.{SIGNIFICANT_DIGITS}g}"
