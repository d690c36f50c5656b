"""What most agencies of a round wrote alike, as when the office gave out a model: told once, and nobody's copying."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from xlsreport.checking.comparable import Tokens, joined, shingles
from xlsreport.checking.repetition import RUN, runs_within
from xlsreport.round.repetition.texts import AgencyTexts

COMMON_SHARE = 0.5
"""What more than so many of the agencies wrote is common to them."""
_FEWEST = 20
"""In a round of fewer nothing is: there half of them may well have copied from each other."""
_SAMPLE = 400
"""Agencies by which it is found out what is common; of a round of thousands they are as good as all."""
_MOST_TOLD = 20
_SHORTEST_TOLD = 2
"""Runs of letters or words that a passage has at least to be told."""


@dataclass(frozen=True, slots=True)
class CommonPassage:
    """Words that many agencies have, as one of them wrote them, and how many have them."""

    text: str
    length: int
    agencies: int


@dataclass(frozen=True, slots=True)
class Common:
    """Runs of letters or words that are common to the agencies of a round, and the longest passages of them."""

    runs: frozenset[Hashable] = frozenset()
    passages: tuple[CommonPassage, ...] = ()


def common_to(texts: Sequence[AgencyTexts], language: str) -> Common:
    """What more than half of the agencies wrote alike."""
    if len(texts) < _FEWEST:
        return Common()
    run = RUN[language]
    wholes = {one.agency.code: [joined(section.pieces) for section in one.sections.values()] for one in texts}
    # By what they wrote, so that neither the order of the agencies nor chance decides.
    sample = sorted(texts, key=lambda one: _digest(wholes[one.agency.code]))[:_SAMPLE]
    counts: Counter[Hashable] = Counter()
    for one in sample:
        counts.update({found for whole in wholes[one.agency.code] for found in shingles(whole, run)})
    least = len(sample) * COMMON_SHARE
    runs = frozenset(found for found, count in counts.items() if count > least)
    if not runs:
        return Common()
    return Common(runs, tuple(_passages(sample, list(wholes.values()), runs, language)))


def _digest(wholes: Sequence[Tokens]) -> bytes:
    return hashlib.sha256(repr(wholes).encode("utf-8", "surrogatepass")).digest()


def _passages(
    sample: Sequence[AgencyTexts], wholes: Sequence[Sequence[Tokens]], runs: frozenset[Hashable], language: str
) -> Iterator[CommonPassage]:
    """The longest passages that consist of common runs, each with the number of agencies that have all of it."""
    run = RUN[language]
    found: dict[Tokens, str] = {}
    for one in sample:
        for section in one.sections:
            text = one.text(section, language)
            for first, length in runs_within(text.tokens, run, runs):
                tokens = text.tokens[first : first + length]
                if length >= _SHORTEST_TOLD * run and tokens not in found:
                    found[tokens] = text.quote(first, length)
    together = [[_spaced(whole) for whole in several] for several in wholes]
    counted = [
        (len(tokens), quote, sum(any(_spaced(tokens) in whole for whole in several) for several in together))
        for tokens, quote in sorted(found.items(), key=lambda item: (-len(item[0]), item[1]))[: 4 * _MOST_TOLD]
    ]
    common = [one for one in counted if one[2] > len(wholes) * COMMON_SHARE]
    for length, quote, count in common[:_MOST_TOLD]:
        yield CommonPassage(quote, length, count)


def _spaced(tokens: Tokens) -> str:
    """Tokens as one text in which they can be looked for."""
    return tokens if isinstance(tokens, str) else f" {' '.join(tokens)} "
