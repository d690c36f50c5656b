"""Finds text that most agencies share, as from a model of the office; it is reported once, and not as copying."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from xlsreport.checking.texts.repetition import RUN_LENGTHS, parts_within_runs
from xlsreport.checking.texts.tokens import TokenisedText, Tokens, Unit, joined, shingles, unit_of
from xlsreport.repetition.compared_texts import ComparedTexts

COMMON_SHARE = 0.5
"""Text of more than this share of the agencies is common."""
_MIN_AGENCIES = 20
"""Smaller rounds have no common text: half of few agencies may well have copied from each other."""
_SAMPLE, _LIKELY = 150, 0.35
"""Runs in less than this share of a sample of so many agencies are not counted further, which saves memory."""
_MAX_PASSAGES, _MAX_EXAMINED = 20, 400
_MIN_RUNS = 2
"""The least length of a reported passage, in runs."""


@dataclass(frozen=True, slots=True)
class CommonPassage:
    """A passage that many agencies share, as one of them wrote it, and the least number that has every part of it."""

    text: str
    length: int
    unit: Unit
    agencies: int


@dataclass(frozen=True, slots=True)
class CommonText:
    """Runs of letters or words that are common to the agencies of a round, and the longest passages of them."""

    runs: frozenset[Hashable] = frozenset()
    passages: tuple[CommonPassage, ...] = ()


def find_common_text(texts: Sequence[ComparedTexts], language: str) -> CommonText:
    """What more than half of the agencies wrote alike."""
    if len(texts) < _MIN_AGENCIES:
        return CommonText()
    # Shuffled by a digest of the codes, which is deterministic and independent of the roster's order.
    mixed = sorted(texts, key=lambda one: hashlib.sha256(one.key.encode("utf-8", "surrogatepass")).digest())
    counts: Counter[Hashable] = Counter()
    for one in mixed[:_SAMPLE]:
        counts.update(_runs(one, language))
    likely = min(len(mixed), _SAMPLE) * _LIKELY
    counts = Counter({found: count for found, count in counts.items() if count > likely})
    for one in mixed[_SAMPLE:]:
        counts.update(counts.keys() & _runs(one, language))
    common = {found: count for found, count in counts.items() if count > len(texts) * COMMON_SHARE}
    return CommonText(frozenset(common), tuple(_passages(mixed[:_SAMPLE], common, language)))


def _runs(one: ComparedTexts, language: str) -> set[Hashable]:
    """Every run of letters or words that an agency wrote."""
    pieces = (joined(section.pieces) for section in one.sections.values())
    return {found for whole in pieces for found in shingles(whole, RUN_LENGTHS[language])}


def _passages(
    sample: Sequence[ComparedTexts], common: Mapping[Hashable, int], language: str
) -> Iterator[CommonPassage]:
    """The longest passages of common runs, without those mostly contained in a longer one."""
    covered: set[Hashable] = set()
    passages = 0
    for tokens, quote in _longest(sample, common, language):
        runs = common.keys() & set(shingles(tokens, RUN_LENGTHS[language]))
        if 2 * len(runs & covered) < len(runs):
            covered |= runs
            passages += 1
            yield CommonPassage(quote, len(tokens), unit_of(tokens), min(common[found] for found in runs))
        if passages == _MAX_PASSAGES:
            return


def _longest(
    sample: Sequence[ComparedTexts], common: Mapping[Hashable, int], language: str
) -> list[tuple[Tokens, str]]:
    """Passages as they were written, the longest first."""
    run = RUN_LENGTHS[language]
    found: dict[Tokens, tuple[TokenisedText, int]] = {}
    for one in sample:
        for section in one.sections:
            text = one.text(section, language)
            for first, length in parts_within_runs(text.tokens, run, common):
                if length >= _MIN_RUNS * run:
                    found.setdefault(text.tokens[first : first + length], (text, first))
    longest = nsmallest(_MAX_EXAMINED, found, key=lambda tokens: (-len(tokens), tokens))
    return [(tokens, found[tokens][0].quote(found[tokens][1], len(tokens))) for tokens in longest]
