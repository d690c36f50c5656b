"""Where the files of a 7z archive are unpacked to: memory, as py7zr asks for it."""

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
    """Makes a place for each file; ``products`` are the files by their names."""

    def __init__(self) -> None:
        self.products: dict[str, io.BytesIO] = {}

    def create(self, filename: str) -> Py7zIO:
        """The place for a file."""
        return _MemoryFile(self.products.setdefault(filename, io.BytesIO()))
