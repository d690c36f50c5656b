"""Builds the regular expression of a phrase so that searching takes time linear in the text.

A regular expression that backtracks tries every way to read a text: thirty optional pieces can be read in 10^9 ways.
These rules keep the number small:

- An optional piece is possessive: it matches its longest word and never gives it back. It may backtrack only where the
  words behind it could begin with the same letters.
- A gap with what stands behind it, up to the next gap, is an atomic group.
- Repeated words of a list are each the longest that fits.
- The ways that remain are counted, and a phrase with more than MAX_WAYS is a mistake in the definition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

MAX_WAYS = 500
"""Ways in which a phrase can match at one position of a text."""
MAX_PATTERN_LENGTH = 100_000
"""Characters of the regular expression of a phrase with its lists; each list may use those above it, so that the length
can double with every list."""


MAX_REPEATED = 6
"""Words of a list that may stand one after the other."""


@dataclass(frozen=True, slots=True)
class PhrasePattern:
    """The regular expression of a phrase or of a part of one.

    ``pattern`` tries words in their order, ``longest_first`` the longer ones first. ``ways`` is the greatest number of
    ways in which it matches at one position. Every match begins with one of the texts in ``begins``.
    """

    pattern: str
    longest_first: str
    ways: int = 1
    begins: frozenset[str] = field(default_factory=lambda: frozenset([""]))


@dataclass(frozen=True)
class PhrasePiece:
    """Words of which one stands at a place, or, where the piece is optional, maybe none; ``source`` is as written.

    Where the piece is repeated, up to MAX_REPEATED of them do.
    """

    choices: tuple[PhrasePattern, ...]
    is_optional: bool
    source: str
    is_repeated: bool = False

    @cached_property
    def any_choice(self) -> PhrasePattern:
        """The pattern that matches any of the words."""
        return alternatives(self.choices)


def alternatives(choices: Iterable[PhrasePattern]) -> PhrasePattern:
    """A pattern that matches any of several."""
    choices = list(choices)
    if len(choices) == 1:
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

    Cached, since phrases are checked when a definition is loaded and used when texts are checked.
    """
    pattern, ways = "", 1
    behind: list[tuple[str, frozenset[str]]] = []
    repeated: list[frozenset[str]] = []
    for piece in reversed(pieces):
        own = piece.any_choice
        if not piece.is_optional:
            behind, repeated = [], []
            ways *= own.ways
            pattern = f"(?:{own.pattern}) ?+{pattern}"
        elif piece.is_repeated:
            # Each word is the longest that fits, so that they are read in one way; only how many they are may be tried.
            is_ambiguous = _is_ambiguous(own.begins, (begins for _, begins in behind))
            ways *= MAX_REPEATED + 1 if is_ambiguous else 1
            often = f"{{0,{MAX_REPEATED}}}{'?' if is_ambiguous else '+'}"
            pattern = f"(?:(?>{own.longest_first}) ?+){often}{pattern}"
            # What a piece before it takes of its words need not be given back, since none of them is needed.
            repeated.append(own.begins)
            continue
        elif _is_ambiguous(own.begins, (begins for source, begins in behind if source != piece.source)):
            ways *= own.ways + 1
            pattern = f"(?:(?:{own.pattern}) ?+)?{pattern}"
        else:
            pattern = f"(?:(?:{own.longest_first}) ?+)?+{pattern}"
        # A repeated piece, as in [共] [共], is not ambiguous: either reading means the same.
        behind.append((piece.source if piece.is_optional else "", own.begins))
    return PhrasePattern(
        pattern, pattern, ways, frozenset().union(*repeated, *(begins for _, begins in behind)) or frozenset([""])
    )


def with_gaps(parts: Sequence[PhrasePattern], gaps: Sequence[str]) -> PhrasePattern:
    """Parts with gaps between them; a gap ends at the first position where the part behind it matches."""
    first, *others = parts
    pattern = first.pattern + "".join(f"(?>({gap}){part.pattern})" for gap, part in zip(gaps, others, strict=True))
    return PhrasePattern(pattern, pattern, first.ways * max((part.ways for part in others), default=1), first.begins)


def _is_ambiguous(words: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    """Whether matched words, or the letters at their ends, could also be the beginning of what comes behind them."""
    rest = frozenset[str]().union(*others)
    if "" in rest:
        return True
    first_letters = {word[0] for word in rest}
    begin_alike = [each for each in _with_ends(words) if each[:1] in first_letters]
    return any(each.startswith(other) or other.startswith(each) for each in begin_alike for other in rest)


@lru_cache(maxsize=2_000)
def _with_ends(words: frozenset[str]) -> frozenset[str]:
    """Words, and what is left of each behind a shorter one: 收到, and 到 beside 收.

    Cached, since lists of words stand in many phrases.
    """
    lengths = {len(word) for word in words}
    ends = (word[length:] for word in words for length in lengths if 0 < length < len(word) and word[:length] in words)
    return words.union(ends)
