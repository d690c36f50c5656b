"""The name of the reporting agency in its own texts; it may contain the name of another body."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from xlsreport.definition.claim_declaration import ShortenedNames

_MIN_LENGTH = 4
"""Characters of the end of a name that still name it."""
_MAX_LEFT_OUT = 4
"""Characters of a name in a row that an abbreviation leaves out: 房和城乡 in 市住建局."""
_MAX_LENGTH = 100
"""Characters of a name, counted from its end, that are compared; no agency's name is near that long."""


class OwnName:
    """Finds an agency's name in texts.

    Names differ from file to file, so that they are compared directly instead of compiling a pattern for each.

    Args:
        agency: its whole name. People shorten it: without what stands before, and as ``shortened`` says.
    """

    def __init__(self, agency: str, shortened: ShortenedNames) -> None:
        name = agency[-_MAX_LENGTH:]
        without = (name.replace(word, "") for word in shortened.without)
        self._names = [one for one in dict.fromkeys((name, *without)) if len(one) >= _MIN_LENGTH]
        self._left_out = shortened.endings
        self._kept = frozenset(shortened.kept)
        self._endings = {one[-_MIN_LENGTH:] for one in self._names}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where the name stands, each time."""
        begin = 0
        for end in sorted(end for ending in self._endings for end in _ends_of(ending, text)):
            if end >= begin + _MIN_LENGTH:
                yield end - self._length(text[begin:end]), end
                begin = end

    def is_shortened_to(self, words: str) -> bool:
        """Whether some words abbreviate the name: 市住建局 the 住房和城乡建设局 of a city."""
        if len(words) < _MIN_LENGTH:
            return False
        return any(self._abbreviates(words, ending) for name in self._names for ending in self._without_endings(name))

    def _without_endings(self, name: str) -> Iterator[str]:
        yield name
        yield from (name.removesuffix(ending) for ending in self._left_out if name.endswith(ending))

    def _abbreviates(self, words: str, name: str) -> bool:
        """Whether the characters of some words stand in a name in their order, the last one at its end."""
        if not name.endswith(words[-1]):
            return False
        at = len(name)
        for letter in reversed(words):
            before = name.rfind(letter, max(0, at - 1 - _MAX_LEFT_OUT), at)
            if before < 0 or not self._kept.isdisjoint(name[before + 1 : at]):
                return False
            at = before
        return True

    def _length(self, text: str) -> int:
        """How many characters at the end of a text are of the name."""
        return max(_common_prefix(text[: -_MAX_LENGTH - 1 : -1], name[::-1]) for name in self._names)


def _ends_of(words: str, text: str) -> Iterator[int]:
    """Where some words end in a text."""
    at = text.find(words)
    while at >= 0:
        yield at + len(words)
        at = text.find(words, at + len(words))


def _common_prefix(text: str, other: str) -> int:
    """How many of their first characters two texts have in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False)))
