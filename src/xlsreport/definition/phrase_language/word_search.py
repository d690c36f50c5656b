"""Finds which of many words a text has, before anything costlier is looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


class WordSearch:
    """Searches a text for many words at once.

    A word is looked for only where the text has one letter of it: the one that fewest of the words share. A line of
    Chinese has some forty different letters, and with them a tenth of the words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        distinct = frozenset(words)
        shared = Counter(letter for word in distinct for letter in set(word))
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(distinct - {""}):
            self._by_letter.setdefault(min(word, key=lambda letter: shared[letter]), []).append(word)
        self._always = distinct & {""}

    def found_in(self, text: str) -> frozenset[str]:
        """Those of the words that stand in a text; an empty word stands in every text."""
        by_letter = self._by_letter
        found = [word for letter in by_letter.keys() & text for word in by_letter[letter] if word in text]
        return self._always.union(found)
