"""Labels as they are compared, whatever programs and people changed about their spelling."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_MAX_CACHED_LABEL = 200
"""Characters of texts that are likely to be compared again; a label of ours has fewer."""


def normalise_label(text: str) -> str:
    """A label without what programs and people change: width of characters, punctuation and blanks."""
    return _cached(text) if len(text) <= _MAX_CACHED_LABEL else _normalised(text)


def _normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] not in "PZC")


_cached = lru_cache(maxsize=5_000)(_normalised)
