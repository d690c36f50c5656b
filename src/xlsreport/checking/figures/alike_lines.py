"""Lines of a list that probably are the same, since their keys differ in capitals, blanks or punctuation only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from xlsreport.checking.evaluation.line_keys import LineKey

_ACCENTS = range(0x300, 0x370)
"""Combining marks that are accents (Latin, Greek, Cyrillic). Marks elsewhere, as in Japanese, make another letter."""


def alike_lines(keys: Sequence[LineKey], asked: int) -> Iterator[Sequence[int]]:
    """The groups of lines that a rule takes for different, though their keys are the same once normalised.

    Args:
        keys: that of each line; lines are told by their indexes.
        asked: of how many parts of a key each must be filled.
    """
    texts = {part for key in keys for part in key if isinstance(part, str)}
    normalised = {text: normalised_key(text) for text in texts}
    groups: dict[LineKey, dict[LineKey, None]] = {}
    for key in keys:
        if "" not in key[:asked]:
            alike = tuple(normalised[part] if isinstance(part, str) else part for part in key)
            groups.setdefault(alike, {})[key] = None
    for group in groups.values():
        if len(group) > 1:
            yield [index for index, key in enumerate(keys) if key in group]


def normalised_key(text: str) -> str:
    """The letters and digits of a text, without accents; the text itself if it has none."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower())) or text
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in decomposed if _counts(sign))
    return unicodedata.normalize("NFC", letters) or text


def _counts(sign: str) -> bool:
    """Whether a character tells names apart: a letter, a digit, or a mark that makes another letter."""
    return unicodedata.category(sign)[0] in "LNM" and ord(sign) not in _ACCENTS
