"""The stamp: what a workbook says about itself on its very hidden sheet, and the signature of the round in it."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FORMAT = "xlsreport-workbook"
FORMAT_VERSION = 2
"""Raised when an older reader could no longer find its way in the workbook. Since 2 there is room between paragraphs
and their lengths, and what stands there belongs to the paragraph."""
WRITER = 2
"""Raised when formulas, fixed words, merged or hidden cells of newly written workbooks change: one that an earlier
writer wrote is not altered because it lacks what came later."""
_FIRST_WRITER = 1
"""Stated nothing of itself."""

_VERSION, _YEAR = re.compile(r"[0-9]{1,6}"), re.compile(r"(?:[0-9]{4})?")
_ISSUED_NAME = re.compile(r"told[0-9]{1,2}")
_DIGESTS_IN_CELL = 3000
"""Digests in one cell, each of eight characters and a blank: a cell holds 32,767 characters."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose workbook it is within a round.

    ``round`` and ``code`` are those of the round and of the agency in its roster; ``revision`` is 1 as it was given out
    first and one more each time that it was returned. ``issued_digests`` are digests of the lines that the office
    wrote into a returned one, see :mod:`xlsreport.submission.identity.issued_text`. ``signature`` shows that the round
    gave it out; it is empty until it is signed.
    """

    round: str
    code: str
    revision: int = 1
    signature: str = ""
    issued_digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """The identity of a workbook; ``agency`` and ``year`` are empty where the reporter is to state them.

    ``previous`` is a digest of last year's figures as they were given out. ``incomplete`` says of a consolidation which
    agencies its figures lack. ``identity`` is there in a round only. ``writer`` says how the workbook was written.
    """

    definition: str
    fingerprint: str
    agency: str
    year: int | None
    previous: str = ""
    identity: Identity | None = None
    incomplete: str = ""
    version: int = FORMAT_VERSION
    writer: int = WRITER

    @property
    def issued_digests(self) -> tuple[str, ...]:
        """Digests of the lines that a returned workbook says; none where it was not returned."""
        return () if self.identity is None else self.identity.issued_digests

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Names and values as they stand on the sheet, and a digest of them all, by which an edited one shows."""
        signature = (("signature", self.identity.signature),) if self.identity is not None else ()
        stated = (*self._stated(), *signature)
        return (*stated, ("seal", hashlib.sha256(repr(stated).encode()).hexdigest()))

    def signature(self, key: bytes) -> str:
        """What a round's key makes of all that the stamp states: HMAC-SHA-256 ([RFC 2104]), in hexadecimal digits."""
        return hmac.new(key, repr(self._stated()).encode(), hashlib.sha256).hexdigest()

    def is_signed(self, key: bytes) -> bool:
        """Whether the holder of a key has signed the stamp, and nothing that it states was changed since."""
        return self.identity is not None and hmac.compare_digest(
            self.identity.signature.encode(), self.signature(key).encode()
        )

    def _stated(self) -> tuple[tuple[str, str], ...]:
        stated: tuple[tuple[str, str], ...] = (
            ("format", FORMAT),
            ("version", str(self.version)),
            ("definition", self.definition),
            ("fingerprint", self.fingerprint),
            ("agency", self.agency),
            ("year", "" if self.year is None else str(self.year)),
            ("previous", self.previous),
        )
        if self.incomplete:
            stated = (*stated, ("incomplete", self.incomplete))
        if self.writer != _FIRST_WRITER:
            stated = (*stated, ("writer", str(self.writer)))
        if self.identity is None:
            return stated
        identity = self.identity
        whose = (("round", identity.round), ("code", identity.code), ("revision", str(identity.revision)))
        return (*stated, *whose, *_issued_rows(identity.issued_digests))


def _issued_rows(issued_digests: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, first in enumerate(range(0, len(issued_digests), _DIGESTS_IN_CELL), start=1):
        yield f"told{number}", " ".join(issued_digests[first : first + _DIGESTS_IN_CELL])


def parse_stamp(rows: list[tuple[str, str]]) -> Stamp | None:
    """The stamp that the rows of a stamp sheet hold, or None where they hold none that can be understood."""
    values = dict(rows)
    version, year = values.get("version", ""), values.get("year", "")
    writer = values.get("writer", str(_FIRST_WRITER))
    numbers = (_VERSION.fullmatch(version), _VERSION.fullmatch(writer), _YEAR.fullmatch(year))
    if values.get("format") != FORMAT or not all(numbers):
        return None
    return Stamp(
        definition=values.get("definition", ""),
        fingerprint=values.get("fingerprint", ""),
        agency=values.get("agency", ""),
        year=int(year) if year else None,
        previous=values.get("previous", ""),
        identity=_parse_identity(values),
        incomplete=values.get("incomplete", ""),
        version=int(version),
        writer=int(writer),
    )


def _parse_identity(values: Mapping[str, str]) -> Identity | None:
    """The identity that a stamp states; one without a number for its revision is none of ours, and never signed."""
    if "round" not in values:
        return None
    revision = values.get("revision", "")
    number = int(revision) if _VERSION.fullmatch(revision) else 0
    issued_digests = tuple(
        one for name, value in values.items() if _ISSUED_NAME.fullmatch(name) for one in value.split()
    )
    return Identity(values["round"], values.get("code", ""), number, values.get("signature", ""), issued_digests)
