"""Makes sentences that differ in the digits of their numbers equal, as far as no phrase tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xlsreport.definition.claim_declaration import Phrasing
from xlsreport.definition.phrase_language.phrase_parser import YEARS
from xlsreport.definition.resolving.claim_resolution import BoundClaim

_RUN = re.compile("[0-9]+")


class DigitMask:
    """Puts one digit in place of all others, but in numbers that phrases name, such as a year or 12345.

    A phrase takes any digit for a number, so that it matches in a masked text just where it matches in the text itself.

    Args:
        phrases: all that is looked for in texts, as a definition writes it, and the years that it may mean.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        named = sorted({run for phrase in phrases for run in _RUN.findall(phrase)})
        self._digit = max(frozenset("0123456789").difference("".join(named)), default="")
        self._named = re.compile("|".join(named) or "(?!)")

    def masked(self, text: str) -> str:
        """A text of the same length with its digits masked; the text itself where phrases name every digit."""
        return _RUN.sub(self._masked_number, text) if self._digit else text

    def _masked_number(self, match: re.Match[str]) -> str:
        number = match[0]
        return number if self._named.search(number) else self._digit * len(number)


def digit_mask(phrasing: Phrasing, claims: Iterable[BoundClaim], year: int) -> DigitMask:
    """The mask for the subjects and figures of a definition in reports about a year."""
    return DigitMask(_phrases(phrasing, claims, year))


def _phrases(phrasing: Phrasing, claims: Iterable[BoundClaim], year: int) -> Iterator[str]:
    yield from (str(year + offset) for offset in YEARS.values())
    yield from phrasing.units
    for lists in (phrasing.words, phrasing.subjects):
        yield from (phrase for phrases in lists.values() for phrase in phrases)
    for figure in (figure.declared for claim in claims for figure in claim.figures):
        yield from (*figure.phrases, *figure.none, *figure.units)
