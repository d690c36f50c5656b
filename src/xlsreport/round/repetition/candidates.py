"""Which agencies may have written alike: found by the sketches of their paragraphs, without comparing all with all.

A sketch (MinHash, [Broder 1997]) keeps of the short runs of a text those few that a set of hash functions puts first;
texts with many runs in common have many of these in common. Sketches are filed by groups of them (locality-sensitive
hashing, [Leskovec et al., Mining of Massive Datasets] 3.4), so that only texts which share a group are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from heapq import nsmallest

from rensa import RMinHash, RMinHashLSH

from xlsreport.checking.texts.repetition import RUN_LENGTHS, parts_outside_runs
from xlsreport.checking.texts.tokens import Tokens, joined
from xlsreport.round.repetition.agency_texts import AgencyTexts

_SHINGLE_LENGTH = {"zh-CN": 5, "en": 3}
"""Letters or words of the runs that a sketch is made of: fewer than of those that count, so that little is missed."""
_MIN_TOKENS = {"zh-CN": 60, "en": 36}
"""Letters or words of a piece of text that has a sketch; paragraphs that are shorter are taken together."""
_WINDOWED_FROM = 6
"""Times as many in a paragraph that is looked at through windows of a third, each beginning where the one before has
its middle: so that it does not matter how a text is cut into paragraphs."""
_BANDS, _ROWS = 32, 3
"""Groups of a sketch, and hashes in each.

Pieces of which half the runs are in common, as after an exchange of every tenth word, are found with a probability of
99 %, those that have a tenth in common with one of 3 %: 1 - (1 - s³)³². An agency that copied has many pieces.
"""
_MIN_JACCARD = 0.18
"""So much of their sketches is alike in paragraphs of which half was copied, every tenth word exchanged; in those of
honest texts, hardly ever."""
_SEED = 20190514
"""Any number; always the same, so that the same texts give the same candidates."""
_BATCH = 2_000
"""Paragraphs that are sketched or looked up at a time, which bounds the memory."""
_MAX_ALIKE = 64
"""Paragraphs to which one is followed, the most alike first."""
_MAX_CANDIDATES = 12
"""Agencies with which one is compared, those with most paragraphs alike first."""


def candidates(
    texts: Sequence[AgencyTexts], language: str, common: frozenset[Hashable] = frozenset()
) -> list[list[int]]:
    """For each agency the others, by their numbers, that it is worth comparing with.

    Args:
        texts: all agencies, sorted by code.
        language: of the report.
        common: runs of letters or words that are left out.
    """
    owners: dict[tuple[Tokens, ...], list[int]] = {}
    for number, one in enumerate(texts):
        for piece in set(_pieces(one, language, common)):
            owners.setdefault(piece, []).append(number)
    # In an order that depends on the texts alone; for so do the paragraphs which are left out where many are alike.
    pieces = sorted(owners)
    counts: list[Counter[int]] = [Counter() for _ in texts]
    for number, alike in enumerate(_alike(pieces, language)):
        others = [owner for other in alike for owner in owners[pieces[other]]]
        for owner in owners[pieces[number]]:
            counts[owner].update(others)
    return [_best(number, found) for number, found in enumerate(counts)]


def _best(number: int, found: Counter[int]) -> list[int]:
    del found[number]
    return nsmallest(_MAX_CANDIDATES, found, key=lambda other: (-found[other], other))


def _pieces(one: AgencyTexts, language: str, common: frozenset[Hashable]) -> Iterator[tuple[Tokens, ...]]:
    """The paragraphs of an agency as far as they are long enough, without what is common."""
    run, least = RUN_LENGTHS[language], _MIN_TOKENS[language]
    for section in one.sections.values():
        for block in _blocks(section.pieces, least):
            for piece in _windows(block, least):
                parts = tuple(parts_outside_runs(piece, run, common)) if common else (piece,)
                if sum(map(len, parts)) >= least:
                    yield parts


def _blocks(paragraphs: Sequence[Tokens], least: int) -> Iterator[Tokens]:
    """Paragraphs, of which short ones are taken together with those that follow."""
    block: list[Tokens] = []
    for paragraph in paragraphs:
        block.append(paragraph)
        if sum(map(len, block)) >= least:
            yield joined(block)
            block = []
    yield joined(block)


def _windows(block: Tokens, least: int) -> Iterator[Tokens]:
    """A paragraph; of a long one parts that overlap by half."""
    if len(block) <= _WINDOWED_FROM * least:
        yield block
        return
    width = _WINDOWED_FROM * least // 3
    for start in range(0, len(block) - width // 2, width // 2):
        yield block[start : start + width]


def _alike(pieces: Sequence[tuple[Tokens, ...]], language: str) -> Iterator[list[int]]:
    """For each paragraph those that may be like it, and itself."""
    sketches: list[RMinHash] = []
    for batch in _batches(len(pieces)):
        clues = [_shingle_texts(pieces[number], _SHINGLE_LENGTH[language]) for number in batch]
        sketches += RMinHash.from_token_sets(clues, num_perm=_BANDS * _ROWS, seed=_SEED)
    index = RMinHashLSH(threshold=0.5, num_perm=_BANDS * _ROWS, num_bands=_BANDS)
    index.insert_many(sketches)
    for batch in _batches(len(pieces)):
        found = index.query_all(sketches[batch.start : batch.stop])
        for number, alike in zip(batch, found, strict=True):
            yield _most_alike(number, alike, sketches)


def _batches(count: int) -> Iterator[range]:
    return (range(first, min(first + _BATCH, count)) for first in range(0, count, _BATCH))


def _shingle_texts(parts: Sequence[Tokens], length: int) -> list[str]:
    """The short runs of a paragraph, as texts."""
    return [
        run if isinstance(run, str) else " ".join(run)
        for part in parts
        for run in (part[start : start + length] for start in range(max(1, len(part) - length + 1)))
    ]


def _most_alike(number: int, alike: list[int], sketches: Sequence[RMinHash]) -> list[int]:
    """Those of which the whole sketches are alike, too; the most alike, where there are many."""
    own = sketches[number]
    measured = ((own.jaccard(sketches[other]), other) for other in alike)
    kept = [(-likeness, other) for likeness, other in measured if likeness >= _MIN_JACCARD]
    return [other for _, other in (nsmallest(_MAX_ALIKE, kept) if len(kept) > _MAX_ALIKE else kept)]
