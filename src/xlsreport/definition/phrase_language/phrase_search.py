"""Finds which of many phrases a text may have, by the words that they require."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from xlsreport.definition.phrase_language.required_words import RequiredWords
from xlsreport.definition.phrase_language.word_search import WordSearch

Phrase = TypeVar("Phrase")


class PhraseSearch(Generic[Phrase]):
    """Searches a text for many phrases at once.

    A phrase is looked at only where the text has one of its longest words, so that what a text takes depends on what it
    says and hardly on how many phrases there are.

    Args:
        phrases: each with the words that it requires.
    """

    def __init__(self, phrases: Iterable[tuple[Phrase, RequiredWords]]) -> None:
        self._phrases = tuple(phrases)
        self._with_word: dict[str, list[int]] = {}
        for number, (_, required) in enumerate(self._phrases):
            for word in required.longest or ("",):
                self._with_word.setdefault(word, []).append(number)
        self._words = WordSearch(self._with_word)

    def found_in(self, text: str) -> Sequence[Phrase]:
        """The phrases whose words are all somewhere in a text, which is given in lower case; in their order."""
        numbers = {number for word in self._words.found_in(text) for number in self._with_word[word]}
        may_be = (self._phrases[number] for number in sorted(numbers))
        return [phrase for phrase, required in may_be if required.are_somewhere_in(text)]
