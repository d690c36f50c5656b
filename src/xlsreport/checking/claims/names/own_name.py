"""The name of the reporting agency in its own texts; it may contain the name of another body."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

_MIN_LENGTH = 4
"""Characters of the end of a name that still name it."""
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
