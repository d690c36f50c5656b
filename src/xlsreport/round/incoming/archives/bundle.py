"""What every kind of archive and mail comes to: files, each with a name and a way to read it."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

UNREADABLE = (
    *(zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError),
    *(RuntimeError, OSError, IndexError, KeyError, TypeError),
)
"""What libraries raise for files that are damaged, or none, besides errors of their own."""
MAX_MEMBERS = 100_000
"""Files that one file which was sent in may come to."""
MAX_DIRECTORY_BYTES = 10_000_000
"""Bytes of an archive's list of members, which libraries read at once: a hundred for each member."""


class ReadableStream(Protocol):
    """As much of a file as the unpacking asks for."""

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes, fewer at the end, none after it; raises an InvalidFileError where they cannot be had."""
        ...

    def close(self) -> None:
        """Let go of what reading it takes."""
        ...


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """A file within a bundle: its name as the sender saw it, with ``/`` between folders.

    ``open`` begins to read it; it raises an InvalidFileError where that cannot be done. ``arrived`` is the date of the
    mail that it is attached to.
    """

    name: str
    open: Callable[[], ReadableStream]
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of an archive or a mail, the later saved later.

    ``count`` says how many there are, as far as that is known before they are read; ``nothing`` is the key of the
    sentence about one without any.
    """

    pieces: Iterable[BundleEntry]
    count: int = 1
    nothing: str = "archive"


@dataclass(frozen=True, slots=True)
class BundleSource:
    """What may be a bundle: an open file, and the name that it was sent under."""

    file: IO[bytes]
    name: str

    def begin(self, size: int) -> bytes:
        """Its first bytes; none where it cannot be read."""
        try:
            self.file.seek(0)
            return self.file.read(size)
        except OSError:
            return b""
