"""What was found out about some bytes, remembered for the next file that holds the same bytes.

An office reads thousands of files of one definition, which differ in their figures and texts and in nothing else. What
is remembered is compared byte by byte, never by a digest, and was found out by the same look that everything else gets.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_LARGEST_SHARE = 8
"""Nothing is remembered that would take more than one part in so many of the room."""
_MEMORIES: list[Memory[Any, Any]] = []


class Memory(Generic[K, V]):
    """A mapping of bounded size.

    When it is full it forgets everything: what is usual is known again after one file, and what was sent in order to
    fill it is gone.
    """

    def __init__(self, most: int) -> None:
        self._known: dict[K, V] = {}
        self._most = most
        self._taken = 0
        self.get: Callable[[K], V | None] = self._known.get
        """The value for a key, or None; bound once, since it is asked for every row of every sheet."""
        _MEMORIES.append(self)

    def __len__(self) -> int:
        return len(self._known)

    @property
    def taken(self) -> int:
        """How much of the room is taken."""
        return self._taken

    @property
    def most(self) -> int:
        """How much room there is."""
        return self._most

    def add(self, key: K, value: V, size: int) -> V:
        """Remember a value, of about so many bytes together with its key; returns the value."""
        if size * _LARGEST_SHARE > self._most or key in self._known:
            return value
        if self._taken + size > self._most:
            self.forget()
        self._known[key] = value
        self._taken += size
        return value

    def forget(self) -> None:
        """Forget everything."""
        self._known.clear()
        self._taken = 0


def memories() -> tuple[Memory[Any, Any], ...]:
    """All memories of the process."""
    return tuple(_MEMORIES)
