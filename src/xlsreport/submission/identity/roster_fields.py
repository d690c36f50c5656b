"""Fields of the cover that a round has filled in and locked, as the stamp names them.

A digest of what each said stands beside its name, so that it shows where somebody has changed one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

_DIGITS = 8
"""Hexadecimal digits of a digest (32 bits)."""


@dataclass(frozen=True, slots=True)
class RosterField:
    """A field of the cover, by its id, and a digest of what it said."""

    name: str
    digest: str

    def __str__(self) -> str:
        return f"{self.name}:{self.digest}"

    @classmethod
    def of(cls, name: str, text: str) -> RosterField:
        """A field that says something, as it is printed; blanks make no difference."""
        plain = " ".join(text.split())
        return cls(name, hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS])

    @classmethod
    def parse(cls, text: str) -> RosterField:
        """Read what a field is printed as."""
        name, _, digest = text.partition(":")
        return cls(name, digest)
