"""What the pass over parts of a workbook found, remembered for the next file that has the same bytes.

An office reads thousands of files of one definition, which differ in the values of their cells and in nothing else.
So what is remembered is found by bytes without values: a row of a sheet, what surrounds the rows, a shared string, a
whole part. All of it was found by the same pass that reads a single file, and what was never seen goes through that
pass. A file that is read alone needs no cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar, cast

from xlsreport.opc.invalid_file import InvalidFileError

T = TypeVar("T")

Context = tuple[str, bytes]
"""What kind of thing was found, and the bytes around it on which it depends too."""

_NOTHING: Mapping[bytes, object] = {}
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
        self._found: dict[Context, dict[bytes, object]] = {}
        self._max_bytes = max_bytes
        self._taken = 0

    @property
    def taken(self) -> int:
        """About how many bytes are taken."""
        return self._taken

    def known(self, context: Context) -> Mapping[bytes, object]:
        """What was found in a context, by bytes."""
        return self._found.get(context, _NOTHING)

    def add(self, context: Context, key: bytes, found: object, size: int) -> None:
        """Remember what was found, of about so many bytes together with its key."""
        size += 0 if context in self._found else len(context[1])
        if size * _MAX_SHARE > self._max_bytes:
            return
        if self._taken + size > self._max_bytes:
            self._found.clear()
            self._taken = 0
        self._found.setdefault(context, {})[key] = found
        self._taken += size

    def get_or_find(self, kind: str, depends_on: Sequence[bytes], find: Callable[[], T]) -> T:
        """What was found in these bytes; found now where they are new."""
        context, key = (kind, b""), joined(depends_on)
        known = self.known(context).get(key)
        if known is None:
            known = find()
            self.add(context, key, known, 4 * len(key) + 2_000)
        return cast(T, known)


def read_with(
    cache: ReadingCache | None,
    part: bytes,
    by_what_is_known: Callable[[bytes, ReadingCache], T | None],
    whole: Callable[[bytes], T],
) -> T:
    """What a part holds: by what is known of other files where that tells, else by the pass over all of it.

    Where the first way would refuse it the second is gone, so that the reason is the one that is found without a cache.
    """
    if cache is not None:
        with suppress(InvalidFileError):
            found = by_what_is_known(part, cache)
            if found is not None:
                return found
    return whole(part)


def joined(pieces: Sequence[bytes]) -> bytes:
    """One key of several pieces, which no other pieces have, whatever bytes are in them."""
    lengths = ",".join([str(len(piece)) for piece in pieces])
    return b"".join((lengths.encode(), b" ", *pieces))
