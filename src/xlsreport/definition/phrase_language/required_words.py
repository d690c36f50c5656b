"""The words that a text must have for a phrase to match it, and how near to each other.

Searching for words is much faster than for a phrase, and than compiling one: so they are searched for first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from xlsreport.definition.phrase_language.phrase_parser import (
    GAPS,
    NUMBER_BEGINS,
    NUMERALS,
    REFERENCE,
    REPEATED,
    YEARS,
    unquoted,
)
from xlsreport.definition.phrase_language.phrase_patterns import MAX_REPEATED
from xlsreport.letter_case import lowered

_NUMBERS = frozenset(["{number}", "{percent}", "{any}"])
_PERCENT_SIGNS = "%分"
"""That of 20% and of 百分之二十."""
_NUMBER = re.compile(f"[0-9{NUMERALS}][0-9.%分之{NUMERALS}]*")
_AROUND_UNIT = 3
"""Blanks before and behind the unit of a number, and its percent sign."""
_MARK = re.compile("[，。；]")
"""Marks that end a clause, which stand in no gap and in few words."""
_LONGEST_YEAR = 5
_ENDLESS = 1_000_000
"""Characters of a number, which may have any: more than are read of a text."""


@dataclass(frozen=True, slots=True)
class RequiredWord:
    """A place of a phrase: a text that the phrase matches has one of the words there, in lower case.

    Attributes:
        words: of which one is there; of a number, what it may begin with.
        reach: how many characters may be between the beginnings of the place before it and of this one.
        within_clause: whether no mark that ends a clause may be between them.
        is_number: whether a number is there.
        has: signs of which a number must have one.
    """

    words: frozenset[str]
    reach: int
    within_clause: bool = True
    is_number: bool = False
    has: str = ""

    def spans(self, text: str, windows: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Where a word begins, in windows from one position up to another, and from where what follows is counted."""
        if self.is_number:
            yield from self._numbers(text, windows)
            return
        for begin, end in windows:
            for word in self.words:
                at = text.find(word, begin, end + len(word))
                while at >= 0:
                    yield at, at
                    at = text.find(word, at + 1, end + len(word))

    def _numbers(self, text: str, windows: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Where the first number of each window begins and ends at the latest, and so on; each is read once."""
        behind = 0
        for begin, end in windows:
            if begin < behind:
                yield begin, behind
            while (found := _NUMBER.search(text, max(begin, behind))) and found.start() <= end:
                behind = found.end()
                if not self.has or not set(self.has).isdisjoint(found[0]):
                    yield found.span()


@dataclass(frozen=True)
class RequiredWords:
    """What a text must have for a phrase to match it, in the order of the phrase.

    Attributes:
        sets: the words of each place but numbers.
        arrange: finds all places, with how near they are to each other, which few phrases are asked for.
    """

    sets: tuple[frozenset[str], ...]
    arrange: Callable[[], tuple[RequiredWord, ...]] = field(compare=False, repr=False)

    @cached_property
    def places(self) -> tuple[RequiredWord, ...]:
        """The words and numbers of the phrase, in its order."""
        return self.arrange()

    @property
    def longest(self) -> frozenset[str]:
        """The set with the longest words, which are usually the rarest; an empty set where there is none."""
        return max(self.sets, key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())

    def are_somewhere_in(self, text: str) -> bool:
        """Whether a text, which is given in lower case and maybe with quotation marks and blanks, has the words."""
        for words in self.sets:  # written out, since generators would take twice as long
            for word in words:
                if word in text:
                    break
            else:
                return False
        return True

    def are_in(self, text: str) -> bool:
        """Whether the phrase can match a text: whether the words are in it in their order, and near enough."""
        small = lowered(text)
        spans = [(-1, len(small))]
        for place in self.places:
            spans = sorted(set(place.spans(small, _windows(small, spans, place))))
        return bool(spans)


def _windows(text: str, spans: Iterable[tuple[int, int]], place: RequiredWord) -> list[tuple[int, int]]:
    """Where a place may begin behind some words; stretches that overlap are one, so that none is read twice."""
    windows: list[tuple[int, int]] = []
    mark = 0
    for begin, end in spans:
        first = max(begin + 1, end)
        if place.within_clause and mark < first:
            found = _MARK.search(text, first)
            mark = found.start() if found else len(text)
        last = min(end + place.reach, mark if place.within_clause else len(text))
        if windows and begin <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], last))
        else:
            windows.append((begin + 1, last))
    return windows


class WordRequirements:
    """Says of phrases which words they require, with the lists of words that they may refer to."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._words: dict[str, frozenset[str]] = {}
        self._lengths: dict[str, int] = {}
        self._with_marks: dict[str, bool] = {}

    def of(self, phrase: str, units: Iterable[str] = ()) -> RequiredWords:
        """The words that a phrase without mistakes requires, with units of its numbers; none where none can be told."""
        pieces = phrase.split()
        sets = tuple(words for piece in pieces if (words := self._words_of(piece)))
        return RequiredWords(sets, partial(self._places, pieces, max(map(len, units), default=0) + _AROUND_UNIT))

    def _places(self, pieces: Iterable[str], behind_number: int) -> tuple[RequiredWord, ...]:
        places: list[RequiredWord] = []
        reach, within_clause = 0, True
        for piece in pieces:
            if piece in _NUMBERS:
                signs = _PERCENT_SIGNS if piece == "{percent}" else ""
                places.append(RequiredWord(NUMBER_BEGINS, reach, within_clause, is_number=True, has=signs))
                reach, within_clause = behind_number, True
                continue
            length, words = self._length(piece), self._words_of(piece)
            is_mark = bool(words) and all(len(choice) == 1 for choice in piece.split("|"))
            has_marks = self._has_marks(piece) and not is_mark
            reach, within_clause = reach + length, within_clause and not has_marks
            if words:
                places.append(RequiredWord(words, reach, within_clause))
                reach, within_clause = length, not has_marks
        return tuple(places)

    def _words_of(self, piece: str) -> frozenset[str]:
        if piece not in self._words:
            is_needed = piece not in GAPS and piece[0] != "[" and not REPEATED.fullmatch(piece)
            self._words[piece] = self._required(piece) if is_needed else frozenset()
        return self._words[piece]

    def _required(self, piece: str) -> frozenset[str]:
        keys: set[str] = set()
        for choice in piece.split("|"):
            literals = [text for text in REFERENCE.sub("\0", unquoted(choice)).split("\0") if text]
            names = [match[1] for match in REFERENCE.finditer(choice) if match[1] in self._lists]
            if literals:
                keys.add(lowered(max(literals, key=len)))
            elif names:
                inner = [self.of(phrase).longest for phrase in self._lists[names[0]]]
                if not all(inner):
                    return frozenset()
                keys.update(*inner)
            else:
                return frozenset()
        return frozenset(keys)

    def _has_marks(self, piece: str) -> bool:
        """Whether a piece may match a mark that ends a clause."""
        if piece not in self._with_marks:
            lists = (self._lists.get(match[1] or "", ()) for match in REFERENCE.finditer(piece))
            inner = (part for phrases in lists for phrase in phrases for part in phrase.split())
            self._with_marks[piece] = _MARK.search(piece) is not None or any(map(self._has_marks, inner))
        return self._with_marks[piece]

    def _length(self, piece: str) -> int:
        """Characters that a piece matches, with the blank behind it, at most."""
        if piece not in self._lengths:
            inner = piece[1:-1] if piece[0] == "[" and piece[-1] == "]" else piece
            longest = GAPS[piece] if piece in GAPS else max(map(self._length_of_choice, inner.split("|")))
            often = MAX_REPEATED if REPEATED.fullmatch(piece) else 1
            self._lengths[piece] = often * (longest + 1)
        return self._lengths[piece]

    def _length_of_choice(self, choice: str) -> int:
        references = sum(self._length_of_reference(match[1], match[2]) for match in REFERENCE.finditer(choice))
        return len(REFERENCE.sub("", choice)) + references

    def _length_of_reference(self, name: str | None, placeholder: str | None) -> int:
        if placeholder is not None:
            return _LONGEST_YEAR if placeholder in YEARS else _ENDLESS
        phrases = self._lists.get(name or "", ()) if name != "end" else ()
        return max((sum(map(self._length, phrase.split())) for phrase in phrases), default=0)
