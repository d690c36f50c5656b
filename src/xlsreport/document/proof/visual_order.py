"""The order in which a person sees the letters of a text that runs from right to left, by the Unicode Bidirectional
Algorithm ([UAX #9]).

A PDF says where each letter is drawn and not in which order those from right to left are read. That order cannot be had
from the places alone: 2026 before a Latin name and behind it look the same in an Arabic line. So it is worked out from
what should stand there, and compared with what does. Reports print no marks of
direction, embeddings or isolates, so that these are not known here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from xlsreport.document.proof.rendering_content import VisibleText, visible
from xlsreport.messages.text_direction import has_letters_from_right

_BRACKETS = {")": "(", "]": "[", "}": "{"}
_DROPPED = frozenset("()[]{}<>«»‹›")
"""Brackets are drawn turned round, read back as either of the two or not at all, and programs differ in where a single
one goes; so they are not compared."""
_NUMBERS, _ACCENTS = ("EN", "AN"), ("Mn", "Mc", "Me")


class DrawnText(str):
    """What was read of a text on a page with letters from right to left, and its lines as seen, from left to right."""

    __slots__ = ("lines",)
    lines: tuple[str, ...]

    def __new__(cls, text: str, lines: Sequence[str]) -> DrawnText:
        """The text as far as it could be read, and its lines."""
        self = super().__new__(cls, text)
        self.lines = tuple(map(_comparable, lines))
        return self

    def shows(self, text: str) -> bool:
        """Whether a person who sees these lines reads a text; its base direction is not known here.

        Of a text with vowel signs only the letters are compared: a letter and its sign are one drawing in some fonts.
        """
        whole = text.whole if isinstance(text, VisibleText) else text
        if any(unicodedata.category(letter) == "Mn" for letter in whole):
            return set(_comparable(whole)) == set("".join(self.lines))
        bases = (1, 0) if has_letters_from_right(whole) else (0,)
        return any(self._shown(whole, base) for base in bases)

    def _shown(self, text: str, base: int) -> bool:
        placed = (zip(line, levels(line, base), strict=True) for line in text.splitlines())
        rest, drawn = iter([*chain.from_iterable(placed)]), 0
        for line in self.lines:
            letters: list[tuple[str, int]] = []
            while drawn < len(line) and (one := next(rest, None)):
                letters.append(one)
                drawn += len(_comparable(one[0]))
            if _reordered(letters) != line:
                return False
            drawn = 0
        return not any(_comparable(letter) for letter, _ in rest)


def levels(letters: str, base: int) -> Iterator[int]:
    """The embedding level of each character: letters of an odd level run from right to left."""
    own = "R" if base % 2 else "L"
    kinds = _neutrals(_weak([unicodedata.bidirectional(letter) for letter in letters], own), letters, own)
    for kind in kinds:
        odd = base % 2
        yield base + {"L": odd, "R": 1 - odd}.get(kind, 2 - odd)


def _weak(kinds: list[str], own: str) -> list[str]:
    """Rules W1 to W7: what figures and the signs in them are."""
    strong, before = own, own
    for number, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            kinds[number] = before
        elif kind == "EN" and strong == "AL":
            kinds[number] = "AN"
        strong = kind if kind in ("L", "R", "AL") else strong
        before = kinds[number]
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for number, (left, kind, right) in enumerate(zip(["", *kinds], kinds, [*kinds[1:], ""], strict=False)):
        if left == right and ((kind == "ES" and left == "EN") or (kind == "CS" and left in _NUMBERS)):
            kinds[number] = left
    reached = 0
    for kind, run in groupby(list(kinds)):
        length = len(list(run))
        around = [*kinds[max(0, reached - 1) : reached], *kinds[reached + length : reached + length + 1]]
        if kind in ("ET", "ES", "CS"):
            kinds[reached : reached + length] = ["EN" if kind == "ET" and "EN" in around else "ON"] * length
        reached += length
    strong = own
    for number, kind in enumerate(kinds):
        strong = kind if kind in ("L", "R") else strong
        if kind == "EN" and strong == "L":
            kinds[number] = "L"
    return kinds


def _neutrals(kinds: list[str], letters: str, own: str) -> list[str]:
    """Rules N0 to N2: what stands between letters goes with them where both sides agree, else with the text."""
    for first, last in _brackets(letters, kinds):
        inside = {_side(kind) for kind in kinds[first + 1 : last]} - {""}
        before = next((_side(kind) for kind in reversed(kinds[:first]) if _side(kind)), own)
        if own in inside or (inside and before == own):
            kinds[first] = kinds[last] = own
        elif inside:
            kinds[first] = kinds[last] = before
    reached = 0
    for is_neutral, run in groupby([not _side(kind) for kind in kinds]):
        length = len(list(run))
        if is_neutral:
            left = _side(kinds[reached - 1]) if reached else own
            right = _side(kinds[reached + length]) if reached + length < len(kinds) else own
            kinds[reached : reached + length] = [left if left == right else own] * length
        reached += length
    return kinds


def _brackets(letters: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    open_, pairs = [], []
    for number, letter in enumerate(letters):
        if kinds[number] == "ON" and letter in "([{":
            open_.append(number)
        elif kinds[number] == "ON" and letter in ")]}":
            fitting = [at for at in open_ if letters[at] == _BRACKETS[letter]]
            if fitting:
                pairs.append((fitting[-1], number))
                del open_[open_.index(fitting[-1]) :]
    return sorted(pairs)


def _side(kind: str) -> str:
    """The direction that a letter has for the signs beside it; figures count as from right to left."""
    return "L" if kind == "L" else "R" if kind in ("R", *_NUMBERS) else ""


def _reordered(line: Sequence[tuple[str, int]]) -> str:
    """Rule L2: the runs of each level are turned round, from the deepest to the outermost."""
    drawn = list(line)
    for depth in range(max((level for _, level in drawn), default=0), 0, -1):
        drawn = [one for run in _runs_at(drawn, depth) for one in run]
    return "".join(_comparable(letter) for letter, _ in drawn)


def _runs_at(drawn: Sequence[tuple[str, int]], depth: int) -> Iterator[list[tuple[str, int]]]:
    for inside, run in groupby(drawn, key=lambda one: one[1] >= depth):
        ordered = [*run]
        yield ordered[::-1] if inside else ordered


def _comparable(text: str) -> str:
    """A text as two programs agree on it: no blanks, accents and brackets, and compatibility forms alike."""
    kept = (letter for letter in unicodedata.normalize("NFKC", visible(text)) if letter not in _DROPPED)
    return "".join(letter for letter in kept if unicodedata.category(letter) not in _ACCENTS)
