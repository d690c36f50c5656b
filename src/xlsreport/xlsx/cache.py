"""What the pass over parts of a workbook found, remembered for the next file that has the same bytes.

An office reads thousands of files of one definition, which differ in the values of their cells and in nothing else.
So what is remembered is found by bytes without values: a row of a sheet, what surrounds the rows, a shared string, a
whole part. All of it was found by the same pass that reads a single file, and what was never seen goes through that
pass. A file that is read alone needs no cache.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")

_MAX_SHARE = 8
"""Nothing is remembered that would take more than one part in so many of the room."""


class ReadingCache:
    """What was found, by what it is (a name, or the bytes that it depends on) and its bytes.

    When it is full it forgets everything: what is usual is known again after one file, and what was sent in order to
    fill it is gone.

    Args:
        max_bytes: about how much memory it may take.
    """

    def __init__(self, max_bytes: int = 48_000_000) -> None:
        self._found: dict[object, dict[bytes, object]] = {}
        self._max_bytes = max_bytes
        self._taken = 0

    @property
    def taken(self) -> int:
        """About how many bytes are taken."""
        return self._taken

    def known(self, context: object) -> dict[bytes, object]:
        """What was found in a context, by bytes; to be looked up only."""
        return self._found.setdefault(context, {})

    def add(self, context: object, key: bytes, found: object, size: int) -> None:
        """Remember what was found, of about so many bytes together with its key."""
        if size * _MAX_SHARE > self._max_bytes:
            return
        if self._taken + size > self._max_bytes:
            self._found.clear()
            self._taken = 0
        self.known(context)[key] = found
        self._taken += size

    def get_or_find(self, context: str, key: bytes, find: Callable[[], T]) -> T:
        """What was found in these bytes; found now where they are new."""
        known = self.known(context).get(key)
        if known is None:
            known = find()
            self.add(context, key, known, 4 * len(key) + 2_000)
        return cast(T, known)
