"""A bounded cache of parsing results for whoever reads many files.

An office reads thousands of files of one definition, which differ in little but the values of their cells. The keys are
bytes with the values cut out: a row of a sheet, what surrounds the rows, a shared string, a whole part. The results
come from one parser; bytes that are not in the cache go through it. A file by itself has a cache of its own, since
most of its rows are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar, cast

from xlsreport.opc.invalid_file import InvalidFileError

T = TypeVar("T")

Context = tuple[str, bytes]
"""The kind of a result, and the surrounding bytes on which it depends besides its own."""

_NOTHING: Mapping[bytes, object] = {}
_SIZE_OF_MET = 100
"""About how many bytes it takes to remember that a key was met."""
_MAX_SHARE = 4
"""A result that takes more than this fraction (a quarter) of the cache is not kept."""


class ReadingCache:
    """Results by context and key.

    A full cache is cleared: after one more file it knows what is usual again, and whatever was sent in order to fill it
    is gone.

    Args:
        max_bytes: about how much memory it may take, in bytes. With 0 nothing is kept, and every part is parsed whole.
    """

    def __init__(self, max_bytes: int = 16_000_000) -> None:
        self._found: dict[Context, dict[bytes, object]] = {}
        self._met: set[int] = set()
        self._max_bytes = max_bytes
        self._taken = 0

    @property
    def keeps_something(self) -> bool:
        """Whether anything that was read is known later."""
        return self._max_bytes > 0

    @property
    def taken(self) -> int:
        """About how many bytes it takes now."""
        return self._taken

    def known(self, context: Context) -> Mapping[bytes, object]:
        """The results of a context by their keys."""
        return self._found.get(context, _NOTHING)

    def add(self, context: Context, key: bytes, found: object, size: int) -> None:
        """Keep a result; ``size`` is about how many bytes it takes together with its key."""
        size += 0 if context in self._found else len(context[1])
        if size * _MAX_SHARE > self._max_bytes:
            return
        self._take(size)
        self._found.setdefault(context, {})[key] = found

    def add_if_met_again(self, context: Context, key: bytes, found: object, size: int) -> None:
        """Keep a large result, unless its key is met for the first time: what one file alone has is of no use later."""
        met = hash((context, key))
        if met in self._met:
            self.add(context, key, found, size)
        else:
            self._take(_SIZE_OF_MET)
            self._met.add(met)

    def _take(self, size: int) -> None:
        if self._taken + size > self._max_bytes:
            self._found.clear()
            self._met.clear()
            self._taken = 0
        self._taken += size

    def get_or_find(self, kind: str, depends_on: Sequence[bytes], find: Callable[[], T]) -> T:
        """The result for these bytes, computed by ``find`` where it is not in the cache."""
        context, key = (kind, b""), joined(depends_on)
        known = self.known(context).get(key)
        if known is None:
            known = find()
            self.add(context, key, known, 4 * len(key) + 2_000)
        return cast(T, known)


NOTHING_KNOWN = ReadingCache(max_bytes=0)
"""With it each part is parsed as a whole; reading with any other cache must come to the same."""


def read_with(
    cache: ReadingCache,
    part: bytes,
    by_what_is_known: Callable[[bytes, ReadingCache], T | None],
    whole: Callable[[bytes], T],
) -> T:
    """The contents of a part: with the cache where that is possible, otherwise by parsing all of it.

    Where reading with the cache would refuse the part, it is parsed once more without, so that the reason for the
    refusal is the same with and without a cache.
    """
    if cache.keeps_something:
        with suppress(InvalidFileError):
            found = by_what_is_known(part, cache)
            if found is not None:
                return found
    return whole(part)


def joined(pieces: Sequence[bytes]) -> bytes:
    """One key for several pieces; different pieces never give the same key."""
    lengths = ",".join([str(len(piece)) for piece in pieces])
    return b"".join((lengths.encode(), b" ", *pieces))
