"""The name of the reporting agency in its own texts; it may contain the name of another body."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

_MIN_LENGTH = 4
"""Characters of the end of a name that still name it."""
_MAX_LEFT_OUT = 4
"""Characters of a name in a row that an abbreviation leaves out: 房和城乡 in 市住建局."""
_ENDINGS = ("员会", "公室", "公厅")
"""What an abbreviation leaves out at the end: 市发改委 for a 委员会, 市府办 for an 办公室."""
_OF_OTHERS = frozenset("局厅委省市县区旗州")
"""Characters that an abbreviation does not leave out: 市公安局 is not 市公安局城北分局."""
_MAX_LENGTH = 100
"""Characters of a name, counted from its end, that are compared; no agency's name is near that long."""


class OwnName:
    """Finds an agency's name in texts.

    Names differ from file to file, so that they are compared directly instead of compiling a pattern for each.

    Args:
        agency: its whole name. People shorten it: without what stands before, and without 人民.
    """

    def __init__(self, agency: str) -> None:
        name = agency[-_MAX_LENGTH:]
        self._names = [one for one in (name, name.replace("人民", "")) if len(one) >= _MIN_LENGTH]
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
        return any(_abbreviates(words, ending) for name in self._names for ending in _without_endings(name))

    def _length(self, text: str) -> int:
        """How many characters at the end of a text are of the name."""
        return max(_common_prefix(text[: -_MAX_LENGTH - 1 : -1], name[::-1]) for name in self._names)


def _without_endings(name: str) -> Iterator[str]:
    yield name
    yield from (name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending))


def _abbreviates(words: str, name: str) -> bool:
    """Whether the characters of some words stand in a name in their order, the last one at its end."""
    if not name.endswith(words[-1]):
        return False
    at = len(name)
    for letter in reversed(words):
        before = name.rfind(letter, max(0, at - 1 - _MAX_LEFT_OUT), at)
        if before < 0 or not _OF_OTHERS.isdisjoint(name[before + 1 : at]):
            return False
        at = before
    return True


def _ends_of(words: str, text: str) -> Iterator[int]:
    """Where some words end in a text."""
    at = text.find(words)
    while at >= 0:
        yield at + len(words)
        at = text.find(words, at + len(words))


def _common_prefix(text: str, other: str) -> int:
    """How many of their first characters two texts have in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False)))
