"""The stamp: what a workbook says about itself on its very hidden sheet, and the signature of the round in it."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

FORMAT = "xlsreport-workbook"
FORMAT_VERSION = 2
"""Version of the arrangement of sheets, raised when older readers can no longer read the workbook. Since version 2
there are open cells between paragraphs and their lengths, whose contents belong to the paragraph."""
WRITER = 5
"""Version of the writer, raised when formulas, fixed words, merged or hidden cells of new workbooks change. What a
workbook of an earlier writer lacks for that reason is no alteration."""
_FIRST_WRITER = 1
"""Workbooks of the first writer do not state a version."""

_VERSION, _YEAR = re.compile(r"[0-9]{1,6}"), re.compile(r"(?:[0-9]{4})?")
_PART = re.compile(r"(?:[1-9]|1[0-2])?")
_ISSUED_NAME = re.compile(r"told[0-9]{1,2}")
_ROWS_NAME = re.compile(r"rows[0-9]{1,2}")
_ROWS_IN_CELL = 300
"""Digests of rows in one cell: each takes up to some 80 characters, most of which are the id of the list."""
_DIGESTS_IN_CELL = 3000
"""Digests in one cell: each takes eight characters and a blank, and a cell holds 32,767 characters."""
_FIELD_DIGITS = 8
"""Hexadecimal digits of the digest of a field (32 bits)."""


class RosterField(NamedTuple):
    """A field of the cover that a round has filled in and locked, by its id, and a digest of what it said."""

    name: str
    digest: str

    def __str__(self) -> str:
        return f"{self.name}:{self.digest}"

    @classmethod
    def of(cls, name: str, text: str) -> RosterField:
        """A field that says something, as it is printed; blanks make no difference."""
        plain = " ".join(text.split())
        return cls(name, hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_FIELD_DIGITS])

    @classmethod
    def parse(cls, text: str) -> RosterField:
        """Read what a field is printed as."""
        name, _, digest = text.partition(":")
        return cls(name, digest)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose workbook it is within a round.

    ``round`` and ``code`` are those of the round and of the agency in its roster; ``revision`` is 1 as it was given out
    first and one more each time that it was returned. ``issued_digests`` are digests of the lines that the office
    wrote into a returned one, see :mod:`xlsreport.submission.identity.issued_text`. ``signature`` shows that the round
    gave it out; it is empty until it is signed. ``body`` is the id of the kind of body that the agency is by the
    roster, empty where that does not tell. ``from_roster`` are the fields of the cover that the roster has filled in.
    """

    round: str
    code: str
    revision: int = 1
    signature: str = ""
    issued_digests: tuple[str, ...] = ()
    body: str = ""
    from_roster: tuple[RosterField, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """The identity of a workbook; ``agency`` and ``year`` are empty where the reporter is to state them; ``part`` is
    the number of the half year, quarter or month, None for a whole year.

    ``variant`` are the kinds of bodies whose form it is, none where it has all that the definition has. ``previous``
    is a digest of last year's figures as they were given out. ``incomplete`` says of a consolidation which agencies its
    figures lack. ``identity`` is there in a round only. ``writer`` says how the workbook was written.
    ``language`` is that of the translation in which it is; empty where it is in the definition's own.
    ``rows_of_lines`` are digests of the rows for lines of lists in which figures stood when it was written, see
    :mod:`xlsreport.submission.row_names`; they are not signed, since whoever fills in a workbook by a
    program writes it anew.
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
    part: int | None = None
    variant: tuple[str, ...] = ()
    language: str = ""
    rows_of_lines: tuple[str, ...] = ()

    @property
    def issued_digests(self) -> tuple[str, ...]:
        """Digests of the lines that the office wrote into a returned workbook; none in any other."""
        return () if self.identity is None else self.identity.issued_digests

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Names and values as they stand on the sheet, with a digest of all of them that reveals edits."""
        signature = (("signature", self.identity.signature),) if self.identity is not None else ()
        stated = (*self._stated(), *_in_cells("rows", self.rows_of_lines, _ROWS_IN_CELL), *signature)
        return (*stated, ("seal", hashlib.sha256(repr(stated).encode()).hexdigest()))

    def signature(self, key: bytes) -> str:
        """HMAC-SHA-256 ([RFC 2104]) of what the workbook is by its stamp, under a round's key, in hex digits."""
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
        if self.part is not None:
            stated = (*stated, ("part", str(self.part)))
        if self.variant:
            stated = (*stated, ("variant", " ".join(self.variant)))
        if self.language:
            stated = (*stated, ("language", self.language))
        if self.incomplete:
            stated = (*stated, ("incomplete", self.incomplete))
        if self.writer != _FIRST_WRITER:
            stated = (*stated, ("writer", str(self.writer)))
        if self.identity is None:
            return stated
        identity = self.identity
        whose: tuple[tuple[str, str], ...] = (
            ("round", identity.round),
            ("code", identity.code),
            ("revision", str(identity.revision)),
        )
        if identity.body:
            whose = (*whose, ("body", identity.body))
        if identity.from_roster:
            whose = (*whose, ("from_roster", " ".join(map(str, identity.from_roster))))
        return (*stated, *whose, *_in_cells("told", identity.issued_digests, _DIGESTS_IN_CELL))


def _in_cells(name: str, words: tuple[str, ...], most: int) -> Iterator[tuple[str, str]]:
    """Words in as many numbered cells as they need."""
    for number, first in enumerate(range(0, len(words), most), start=1):
        yield f"{name}{number}", " ".join(words[first : first + most])


def _from_cells(pattern: re.Pattern[str], values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(one for name, value in values.items() if pattern.fullmatch(name) for one in value.split())


def parse_stamp(rows: list[tuple[str, str]]) -> Stamp | None:
    """The stamp that the rows of a stamp sheet hold, or None where they hold none that can be understood."""
    values = dict(rows)
    version, year, part = values.get("version", ""), values.get("year", ""), values.get("part", "")
    writer = values.get("writer", str(_FIRST_WRITER))
    numbers = (_VERSION.fullmatch(version), _VERSION.fullmatch(writer), _YEAR.fullmatch(year), _PART.fullmatch(part))
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
        part=int(part) if part else None,
        variant=tuple(values.get("variant", "").split()),
        language=values.get("language", ""),
        rows_of_lines=_from_cells(_ROWS_NAME, values),
    )


def _parse_identity(values: Mapping[str, str]) -> Identity | None:
    """The identity that a stamp states; its revision is 0 where that is no number, so that no signature fits."""
    if "round" not in values:
        return None
    revision = values.get("revision", "")
    number = int(revision) if _VERSION.fullmatch(revision) else 0
    issued_digests = _from_cells(_ISSUED_NAME, values)
    code, signature = values.get("code", ""), values.get("signature", "")
    from_roster = tuple(map(RosterField.parse, values.get("from_roster", "").split()))
    return Identity(values["round"], code, number, signature, issued_digests, values.get("body", ""), from_roster)
