"""Tar archives, and single files compressed by gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import lzma
import tarfile
import zlib
from collections.abc import Callable
from itertools import islice
from pathlib import PurePosixPath
from typing import IO

from xlsreport.archives.bundle import (
    MAX_DIRECTORY_BYTES,
    MAX_MEMBERS,
    UNREADABLE,
    Bundle,
    BundleEntry,
    BundleSource,
    ReadableStream,
    no_file,
)
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.file_types import TAR_HEADER, is_tar

_MAX_MEMORY_BYTES = 100_000_000
"""Bytes of memory for unpacking .xz; its strongest preset needs 65 million."""
_BLOCK = 65_536
_SMALL_BLOCK = 8_192
"""Where what is left of a block is copied for each piece of a file, since a piece may have 20 bytes."""
_GZIP = b"\x1f\x8b\x08"
_WITH_HEADER = zlib.MAX_WBITS | 16
"""Tells zlib to expect the header and the digest of gzip."""
_SHORT_ENDINGS = (".tgz", ".tbz", ".tbz2", ".txz")
"""Short forms of ``.tar`` with the suffix of a compression."""


def tar_bundle(source: BundleSource) -> Bundle | None:
    """The files of a tar archive; None where it is none.

    Raises:
        InvalidFileError: its list is damaged, or longer than that of any archive of workbooks.
    """
    if not is_tar(source.begin(TAR_HEADER)):
        return None
    source.file.seek(0)
    try:
        archive = tarfile.open(fileobj=_BoundedReads(source.file), mode="r:")  # type: ignore[call-overload]  # noqa: SIM115
        members = list(islice(archive, MAX_MEMBERS + 1))
    except (tarfile.TarError, *UNREADABLE):
        raise InvalidFileError("damaged_archive") from None
    if len(members) > MAX_MEMBERS:
        raise InvalidFileError("archive_bomb")
    members = [member for member in members if not member.isdir()]
    ordered = sorted(members, key=lambda member: (member.mtime, member.name))
    return Bundle([_piece(archive, member) for member in ordered], len(members))


def _piece(archive: tarfile.TarFile, member: tarfile.TarInfo) -> BundleEntry:
    return BundleEntry(_name_of(member), lambda: _opened(archive, member))


def _opened(archive: tarfile.TarFile, member: tarfile.TarInfo) -> ReadableStream:
    """A file; a link is the file in the same archive that it leads to."""
    try:
        return archive.extractfile(member) or no_file()
    except (KeyError, RecursionError):  # it leads out of the archive, or around
        return no_file()


def _name_of(member: tarfile.TarInfo) -> str:
    """The name, which current systems write as UTF-8; others use a code page."""
    raw = member.name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


class _BoundedReads:
    """A file for tarfile, of which no header is read that does not fit into memory.

    A header is read without a move in between, at once or (from Python 3.14 on) in pieces; before each block of a
    member tarfile moves to it.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._since_move = 0
        self.tell, self.close = file.tell, file.close

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to a place in the file."""
        self._since_move = 0
        return self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes; members are read in blocks, so that only a header could be larger."""
        self._since_move += size
        if not 0 <= size <= self._since_move <= MAX_DIRECTORY_BYTES:
            raise InvalidFileError("archive_bomb")
        return self._file.read(size)


def packed_bundle(source: BundleSource) -> Bundle | None:
    """The single file compressed by gzip, bzip2 or xz; None for any other file."""
    begin = source.begin(max(map(len, _PACKINGS)))
    opened = next((opened for signature, opened in _PACKINGS.items() if begin.startswith(signature)), None)
    if opened is None:
        return None
    return Bundle([BundleEntry(_inner_name(source.name), lambda: opened(source.file))])


def _inner_name(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/").rpartition("/")[2] or "x")
    return f"{path.stem}.tar" if path.suffix.lower() in _SHORT_ENDINGS else path.stem


def _bzip2(file: IO[bytes]) -> ReadableStream:
    file.seek(0)
    return bz2.BZ2File(file)


class _GzipStream:
    """A file compressed by gzip, in one piece or several, whatever else stands behind it, as mail gateways leave there.

    gunzip passes over that, too; :class:`gzip.GzipFile` calls the file damaged.
    """

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        self._file = file
        self._unpacking, self._packed = zlib.decompressobj(_WITH_HEADER), b""

    def read(self, size: int = -1, /) -> bytes:
        """Up to so many bytes; none at the end."""
        while not self._unpacking.eof or self._begin_next():
            packed = self._packed or self._file.read(_SMALL_BLOCK)
            try:
                data = self._unpacking.decompress(packed, max(size, 0))
            except zlib.error:
                raise InvalidFileError("damaged") from None
            self._packed = self._unpacking.unconsumed_tail
            if data:
                return data
            if not packed:
                raise InvalidFileError("damaged")
        return b""

    def _begin_next(self) -> bool:
        """Go on to the next piece; False where there is none."""
        rest = self._unpacking.unused_data.lstrip(b"\0")
        while len(rest) < len(_GZIP) and (more := self._file.read(_SMALL_BLOCK)):
            rest = (rest + more).lstrip(b"\0")
        if not rest.startswith(_GZIP):
            return False
        self._unpacking, self._packed = zlib.decompressobj(_WITH_HEADER), rest
        return True

    def close(self) -> None:
        """Does nothing: the file belongs to the caller."""


class _XzStream:
    """A file compressed by xz; unlike :class:`lzma.LZMAFile`, with a limit on memory."""

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        self._file = file
        self._unpacking = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MAX_MEMORY_BYTES)

    def read(self, size: int = -1, /) -> bytes:
        """Up to so many bytes; none at the end."""
        while not self._unpacking.eof:
            packed = self._file.read(_BLOCK) if self._unpacking.needs_input else b""
            try:
                data = self._unpacking.decompress(packed, size)
            except lzma.LZMAError:
                raise InvalidFileError("damaged") from None
            if data:
                return data
            if not packed and self._unpacking.needs_input:
                raise InvalidFileError("damaged")
        return b""

    def close(self) -> None:
        """Does nothing: the file belongs to the caller."""


_PACKINGS: dict[bytes, Callable[[IO[bytes]], ReadableStream]] = {
    _GZIP: _GzipStream,
    b"BZh": _bzip2,
    b"\xfd7zXZ\0": _XzStream,
}
"""Signatures, and how each format is read."""
