"""Puts the pieces of a phrase together so that looking for it takes a time that grows with the text and no faster.

An expression that may begin over tries every way in which a text can be read, and thirty pieces of which each may be
left out can be read in a thousand million ways. So a piece in brackets that is there is taken, the longest of its words
first, and never given back, unless the words behind it could begin with the same letters; a gap reaches as far as what
stands behind it up to the next gap, and is not tried again. What is left is counted, and a phrase with too many ways
is a mistake of its author.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

MAX_WAYS = 500
"""Ways in which one text can be read by a phrase from one place."""
MAX_PATTERN_LENGTH = 100_000
"""Of the expression of a phrase with all its lists; each may use those above it, and so double again and again."""


@dataclass(frozen=True, slots=True)
class PhrasePattern:
    """What finds a phrase or a part of one.

    ``pattern`` is a regular expression, in which words are tried in their order; in ``longest_first`` the longer ones
    are. ``ways`` are the most in which it can find something at one place, ``begins`` are letters with one of which
    everything that it finds begins.
    """

    pattern: str
    longest_first: str
    ways: int = 1
    begins: frozenset[str] = field(default_factory=lambda: frozenset([""]))


@dataclass(frozen=True, slots=True)
class PhrasePiece:
    """Words of which one stands at a place, or, where the piece is optional, maybe none; ``source`` is as written."""

    choices: tuple[PhrasePattern, ...]
    is_optional: bool
    source: str


def alternatives(choices: Iterable[PhrasePattern]) -> PhrasePattern:
    """Any of several."""
    choices = list(choices)
    if len(choices) == 1 and len(choices[0].begins) == 1:
        return choices[0]
    counts: Counter[str] = Counter()
    for choice in choices:
        counts.update(dict.fromkeys(choice.begins, choice.ways))
    ways = max(sum(counts[begin[:end]] for end in range(len(begin) + 1)) for begin in counts)
    ordered = sorted(choices, key=lambda found: -max(map(len, found.begins)))
    patterns = "|".join(one.pattern for one in choices), "|".join(one.longest_first for one in ordered)
    return PhrasePattern(*patterns, ways, frozenset(counts))


@lru_cache(maxsize=1_000)
def sequence_of(pieces: tuple[PhrasePiece, ...]) -> PhrasePattern:
    """Pieces one after the other, without a gap; a blank may stand behind each.

    A definition's phrases are looked through when it is loaded, and put together once more when texts are judged.
    """
    pattern, ways = "", 1
    behind: list[tuple[str, frozenset[str]]] = []
    for piece in reversed(pieces):
        own = alternatives(piece.choices)
        if not piece.is_optional:
            behind = []
            ways *= own.ways
            pattern = f"(?:{own.pattern}) ?+{pattern}"
        elif _is_ambiguous(own.begins, (begins for source, begins in behind if source != piece.source)):
            ways *= own.ways + 1
            pattern = f"(?:(?:{own.pattern}) ?+)?{pattern}"
        else:
            pattern = f"(?:(?:{own.longest_first}) ?+)?+{pattern}"
        # The same words once more, as in [共] [共], say the same whichever of the two they are taken for.
        behind.append((piece.source if piece.is_optional else "", own.begins))
    return PhrasePattern(
        pattern, pattern, ways, frozenset().union(*(begins for _, begins in behind)) or frozenset([""])
    )


def with_gaps(parts: Sequence[PhrasePattern], gaps: Sequence[str]) -> PhrasePattern:
    """Parts with gaps between them, each of which reaches to the first place where the part behind it is found."""
    first, *others = parts
    pattern = first.pattern + "".join(f"(?>({gap}){part.pattern})" for gap, part in zip(gaps, others, strict=True))
    return PhrasePattern(pattern, pattern, first.ways * max((part.ways for part in others), default=1), first.begins)


def _is_ambiguous(words: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    """Whether words that are there, or letters at their ends, could be the beginning of what comes behind them."""
    rest = frozenset[str]().union(*others)
    firsts = {begin[:1] for begin in rest}
    ends = (
        word[len(other) :] for word in words for other in words if other and word != other and word.startswith(other)
    )
    return any(
        "" in firsts or _is_prefix_of_any(word, rest) for word in (*words, *ends) if word[:1] in firsts or "" in firsts
    )


def _is_prefix_of_any(word: str, others: Iterable[str]) -> bool:
    return any(word.startswith(other) or other.startswith(word) for other in others)
