"""The common form of archives and mails: entries with a name and a function that opens them."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

from xlsreport.opc.invalid_file import InvalidFileError

UNREADABLE = (
    *(zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError),
    *(RuntimeError, OSError, IndexError, KeyError, TypeError),
)
"""Exceptions that libraries raise for damaged files, besides their own."""
MAX_MEMBERS = 100_000
"""How many files one received file may unpack to."""
MAX_DIRECTORY_BYTES = 10_000_000
"""Size of an archive's directory, which libraries read at once; a hundred bytes for each member."""


class ReadableStream(Protocol):
    """The part of a binary file's interface that unpacking needs."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to so many bytes, none at the end; raises an InvalidFileError if they cannot be read."""
        ...

    def close(self) -> None:
        """Release resources."""
        ...


def no_file() -> ReadableStream:
    """Opens a member that is a link: what it leads to is on the sender's computer."""
    raise InvalidFileError("shortcut")


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """A file in an archive or mail: its name as the sender saw it, with ``/`` between folders.

    ``open`` begins to read it; it raises an InvalidFileError where that cannot be done. ``arrived`` is the date of the
    mail that it is attached to.
    """

    name: str
    open: Callable[[], ReadableStream]
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of an archive or a mail, in the order of their dates.

    ``count`` is their number as far as it is known in advance; ``nothing`` is the key of the message for an empty one.
    """

    pieces: Iterable[BundleEntry]
    count: int = 1
    nothing: str = "archive"


@dataclass(frozen=True, slots=True)
class BundleSource:
    """A possible archive or mail: an open file, and the name under which it was received."""

    file: IO[bytes]
    name: str

    def begin(self, size: int) -> bytes:
        """Its first bytes; none if it cannot be read."""
        try:
            self.file.seek(0)
            return self.file.read(size)
        except OSError:
            return b""
