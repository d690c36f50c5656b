"""Finds agencies whose texts may be similar, without comparing each with each: by MinHash sketches of paragraphs.

A sketch (MinHash, [Broder 1997]) keeps, for each of a set of hash functions, the least hash of a text's shingles; the
share of equal ones estimates the Jaccard similarity. Sketches are indexed by bands (locality-sensitive hashing,
[Leskovec et al., Mining of Massive Datasets] 3.4), so that only texts with an equal band are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from heapq import nsmallest

from rensa import RMinHash, RMinHashLSH

from xlsreport.checking.texts.repetition import RUN_LENGTHS, parts_outside_runs
from xlsreport.checking.texts.tokens import Tokens, joined
from xlsreport.repetition.compared_texts import ComparedTexts

_SHINGLE_LENGTH = {"zh-CN": 5, "en": 3}
"""Letters or words of a shingle, fewer than of the runs that count as repetition, so that little is missed."""
_MIN_TOKENS = {"zh-CN": 60, "en": 36}
"""Letters or words of a text that is sketched; shorter paragraphs are joined."""
_WINDOWED_FROM = 6
"""A paragraph of so many times the minimum is sketched in overlapping windows of a third of that length, so that the
division into paragraphs does not matter."""
_BANDS, _ROWS = 32, 3
"""Bands of a sketch, and hashes in each.

The probability to find a pair of similarity s is 1 - (1 - s³)³²: 99 % for 0.5, as after replacing every tenth word, and
3 % for 0.1. An agency that copied has many paragraphs.
"""
_MIN_JACCARD = 0.18
"""The estimated similarity of a candidate pair. Paragraphs of which half was copied, with every tenth word replaced,
reach it; independent texts hardly ever do."""
_SEED = 20190514
"""An arbitrary constant, so that the same texts give the same candidates."""
_BATCH = 2_000
"""Paragraphs that are sketched or looked up at a time; bounds the memory."""
_MAX_ALIKE = 64
"""Similar paragraphs that are considered for one, the most similar first."""
_MAX_CANDIDATES = 12
"""Agencies with which one is compared, those with most similar paragraphs first."""


def candidates(
    texts: Sequence[ComparedTexts], language: str, common: frozenset[Hashable] = frozenset()
) -> list[list[int]]:
    """For each agency the indices of the others with which it should be compared.

    Args:
        texts: all agencies, sorted by code.
        language: of the report.
        common: runs of letters or words that are left out.
    """
    owners: dict[tuple[Tokens, ...], list[int]] = {}
    for number, one in enumerate(texts):
        for piece in set(_pieces(one, language, common)):
            owners.setdefault(piece, []).append(number)
    # Sorted, so that the limits below do not depend on the order of agencies.
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


def _pieces(one: ComparedTexts, language: str, common: frozenset[Hashable]) -> Iterator[tuple[Tokens, ...]]:
    """The paragraphs of an agency that are long enough, without common text."""
    run, least = RUN_LENGTHS[language], _MIN_TOKENS[language]
    for section in one.sections.values():
        for block in _blocks(section.pieces, least):
            for piece in _windows(block, least):
                parts = tuple(parts_outside_runs(piece, run, common)) if common else (piece,)
                if sum(map(len, parts)) >= least:
                    yield parts


def _blocks(paragraphs: Sequence[Tokens], least: int) -> Iterator[Tokens]:
    """Paragraphs, of which short ones are joined with those that follow."""
    block: list[Tokens] = []
    for paragraph in paragraphs:
        block.append(paragraph)
        if sum(map(len, block)) >= least:
            yield joined(block)
            block = []
    yield joined(block)


def _windows(block: Tokens, least: int) -> Iterator[Tokens]:
    """A paragraph; a long one as windows that overlap by half."""
    if len(block) <= _WINDOWED_FROM * least:
        yield block
        return
    width = _WINDOWED_FROM * least // 3
    for start in range(0, len(block) - width // 2, width // 2):
        yield block[start : start + width]


def _alike(pieces: Sequence[tuple[Tokens, ...]], language: str) -> Iterator[list[int]]:
    """For each paragraph the similar ones, including itself."""
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
    """The shingles of a paragraph, as texts."""
    return [
        run if isinstance(run, str) else " ".join(run)
        for part in parts
        for run in (part[start : start + length] for start in range(max(1, len(part) - length + 1)))
    ]


def _most_alike(number: int, alike: list[int], sketches: Sequence[RMinHash]) -> list[int]:
    """Those whose whole sketches are similar; of many, the most similar."""
    own = sketches[number]
    measured = ((own.jaccard(sketches[other]), other) for other in alike)
    kept = [(-likeness, other) for likeness, other in measured if likeness >= _MIN_JACCARD]
    return [other for _, other in (nsmallest(_MAX_ALIKE, kept) if len(kept) > _MAX_ALIKE else kept)]
