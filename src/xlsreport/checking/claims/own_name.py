"""The name of the agency that reports, as its own texts have it; it may have the name of another body within it."""

from __future__ import annotations

import re
from functools import cached_property

_SHORTEST = 4
"""Characters of the end of a name that still name it."""
_LONGEST = 100
"""Characters of a name, counted from its end, that are looked for; no body's name comes near it."""


class OwnName:
    """Leaves an agency's name out of what its texts say about others.

    Args:
        agency: its whole name. People shorten it: without what stands before, and without 人民.
    """

    def __init__(self, agency: str) -> None:
        name = agency[-_LONGEST:]
        self._names = {name, name.replace("人民", "")}
        self._ends = tuple(name[-_SHORTEST:] for name in self._names if len(name) >= _SHORTEST)

    def left_out_of(self, text: str) -> str:
        """A stretch of text without the agency's name."""
        return self._pattern.sub("", text) if any(end in text for end in self._ends) else text

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Made where a text has the end of the name, which few have: each agency needs its own."""
        ends = {name[start:] for name in self._names for start in range(len(name) - _SHORTEST + 1)}
        return re.compile("|".join(map(re.escape, sorted(ends, key=len, reverse=True))))
