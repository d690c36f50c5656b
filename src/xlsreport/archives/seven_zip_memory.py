"""Unpacks 7z archives into memory, by the interface of py7zr."""

from __future__ import annotations

import io

from py7zr.io import Py7zIO, WriterFactory


class _MemoryFile(Py7zIO):
    def __init__(self, content: io.BytesIO) -> None:
        self._content = content

    def write(self, s: bytes | bytearray) -> int:
        return self._content.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self._content.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._content.seek(offset, whence)

    def flush(self) -> None:
        self._content.flush()

    def size(self) -> int:
        return self._content.getbuffer().nbytes

    def close(self) -> None:
        self._content.seek(0)


class InMemoryWriterFactory(WriterFactory):
    """Creates an in-memory file for each member; ``products`` has them by name."""

    def __init__(self) -> None:
        self.products: dict[str, io.BytesIO] = {}

    def create(self, filename: str) -> Py7zIO:
        """The place for a file."""
        return _MemoryFile(self.products.setdefault(filename, io.BytesIO()))
