"""Tokens of texts, for comparing them: two agencies that wrote the same have the same tokens.

Width, case, punctuation and blanks are ignored. Numbers, titles in 《》 and the agency's own name become placeholders.
Chinese is compared by characters, English by words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Literal

from xlsreport.letter_case import caseless
from xlsreport.messages import Language, Messages, separates_words

Tokens = str | tuple[str, ...]
"""The tokens of a text: its characters, or its words."""
Unit = Literal["characters", "words"]
"""What the length of a passage is counted in."""

_NUMBER, _OWN, _TITLE = "#", "@", "§"
"""Placeholders for any number, for the agency's own name, and for any title in 《》; none is a letter."""
_QUOTES = "《》"
_MAX_TITLE = 60
_BODY_SUFFIXES = "省市县区旗镇乡街局委办厅部院所"
"""Last characters of the words by which agencies call themselves after 我 or 本, as in 我镇, 本局."""
_NAME_ENDINGS = ("人民政府办公室", "人民政府", "街道办事处", "办事处", "管理委员会", "委员会", "办公室")
"""Endings that running text leaves out of an agency's name."""
_MIN_NAME = 2
_MAX_NAME = 100
"""Characters of a name, counted from its end; no agency's name is near that long."""
_AREA = re.compile("[省市县区旗]")
_CACHE_SIZE = 256


def unit_of(tokens: Tokens) -> Unit:
    """What the tokens of a text are."""
    return "characters" if isinstance(tokens, str) else "words"


def length_in_words(length: int, unit: Unit, messages: Messages) -> str:
    """How long a passage is, as a sentence has it: 36 words."""
    return messages(f"wording.length_{unit}", count=length)


class _NormalisedLetters(dict[int, str]):
    """Maps each character to what is compared of it; filled as characters occur."""

    def __init__(self, gap: str) -> None:
        super().__init__()
        self._gap = gap

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _QUOTES:
            kept = letter
        else:
            folded = caseless(letter)
            kept = "".join(_NUMBER if part.isnumeric() else part for part in folded if part.isalnum())
            kept = kept or ("" if unicodedata.category(letter) in ("Mn", "Cf") else self._gap)
        self[code] = kept
        return kept


_NORMALISED_LETTERS: Mapping[Language, _NormalisedLetters] = {
    "zh-CN": _NormalisedLetters(""),
    "en": _NormalisedLetters(" "),
}
_WORD = re.compile(r"\S+")


class Tokeniser:
    """Makes tokens of the texts of one agency.

    Args:
        language: of the report.
        agency: who wrote them, as the report calls it.
    """

    def __init__(self, language: Language, agency: str) -> None:
        self._letters = _NORMALISED_LETTERS[language]
        self._by_words = separates_words(language)
        names = {self._kept(name).strip() for name in _names(agency, by_words=self._by_words)} - {""}
        ordered = sorted(names, key=lambda name: (-len(name), name))  # the longest first, since it contains others
        own = [" +".join(map(re.escape, name.split())) for name in ordered]
        own = [rf"\b{name}\b" for name in own] if self._by_words else [*own, f"[我本][{_BODY_SUFFIXES}]"]
        gaps = r"(?: *#)*" if self._by_words else "#*"
        title, itself = f"《[^《》]{{1,{_MAX_TITLE}}}》", "|".join(own) or "(?!)"
        self._neutral = re.compile(f"(?P<title>{title})|(?P<own>{itself})|(?P<number>#{gaps})|[《》]")

    def tokens(self, paragraph: str) -> Tokens:
        """The tokens of a paragraph."""
        text = self._neutral.sub(_placeholder, self._kept(paragraph))
        return tuple(text.split()) if self._by_words else text

    def places(self, paragraph: str) -> list[tuple[int, int]]:
        """Where each token of a paragraph stands in it: its first character, and the one after its last."""
        kept: list[str] = []
        at: list[int] = []
        for number, letter in enumerate(paragraph):
            parts = self._letters[ord(letter)]
            kept.append(parts)
            at += [number] * len(parts)
        text = "".join(kept)
        signs: list[tuple[str, int, int]] = []
        end = 0
        for match in self._neutral.finditer(text):
            signs += [(text[i], at[i], at[i] + 1) for i in range(end, match.start())]
            signs += [(sign, at[match.start()], at[match.end() - 1] + 1) for sign in _placeholder(match)]
            end = match.end()
        signs += [(text[i], at[i], at[i] + 1) for i in range(end, len(text))]
        if not self._by_words:
            return [(first, after) for _, first, after in signs]
        words = _WORD.finditer("".join(sign for sign, _, _ in signs))
        return [(signs[word.start()][1], signs[word.end() - 1][2]) for word in words]

    def _kept(self, text: str) -> str:
        return text.translate(self._letters)


def _placeholder(match: re.Match[str]) -> str:
    return {"title": _TITLE, "own": _OWN, "number": _NUMBER}.get(match.lastgroup or "", "")


@lru_cache(maxsize=_CACHE_SIZE)
def tokeniser_for(language: Language, agency: str) -> Tokeniser:
    """The tokeniser of one agency's texts; cached, since an agency has several."""
    return Tokeniser(language, agency)


def _names(agency: str, *, by_words: bool) -> Iterator[str]:
    """An agency's name and its short forms: without the area before it and without 人民政府 after it."""
    agency = agency[-_MAX_NAME:]
    yield agency
    if by_words:
        return
    starts = [0, *(match.end() for match in _AREA.finditer(agency))]
    for own in (agency[start:] for start in starts):
        ending = next((ending for ending in _NAME_ENDINGS if own.endswith(ending)), "")
        bare = own.removesuffix(ending)
        if len(bare) >= _MIN_NAME:
            yield own
            yield bare


class TokenisedText:
    """Paragraphs of one agency with their tokens.

    Args:
        paragraphs: as they were written.
        tokeniser: of the agency.
        token_lists: the tokens of each, if they are known already.
    """

    def __init__(
        self, paragraphs: Sequence[str], tokeniser: Tokeniser, token_lists: Sequence[Tokens] | None = None
    ) -> None:
        self._paragraphs = paragraphs
        self._tokeniser = tokeniser
        self._token_lists = (
            [tokeniser.tokens(paragraph) for paragraph in paragraphs] if token_lists is None else token_lists
        )

    @cached_property
    def tokens(self) -> Tokens:
        """All tokens, one paragraph after the other, so that it does not matter how a text is cut into paragraphs."""
        return joined(self._token_lists)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self._token_lists)))

    def paragraph_at(self, token: int) -> int:
        """The paragraph, counted from 0, in which a token stands."""
        return bisect_right(self._ends, token)

    def quote(self, first: int, length: int) -> str:
        """The words of the text from one token on, as they were written."""
        start, end = self.paragraph_at(first), self.paragraph_at(first + length - 1)
        quoted = []
        for number in range(start, end + 1):
            before = self._ends[number] - len(self._token_lists[number])
            places = self._tokeniser.places(self._paragraphs[number])[max(0, first - before) : first + length - before]
            if places:
                quoted.append(_with_marks(self._paragraphs[number], places[0][0], places[-1][1]))
        return " ".join(quoted)


def _with_marks(paragraph: str, first: int, end: int) -> str:
    """A part of a paragraph with the brackets and stops that belong to its first and last words."""
    while first and unicodedata.category(paragraph[first - 1]) in ("Ps", "Pi"):
        first -= 1
    while end < len(paragraph) and unicodedata.category(paragraph[end]) in ("Pe", "Pf", "Po"):
        end += 1
    return paragraph[first:end]


def joined(token_lists: Sequence[Tokens]) -> Tokens:
    """Several texts as one."""
    if token_lists and isinstance(token_lists[0], tuple):
        return tuple(word for tokens in token_lists for word in tokens)
    return "".join(str(tokens) for tokens in token_lists)


def shingles(tokens: Tokens, length: int) -> Iterator[Hashable]:
    """Every run of so many tokens, one for each at which one begins."""
    return (tokens[start : start + length] for start in range(len(tokens) - length + 1))
