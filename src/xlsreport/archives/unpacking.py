"""Unpacks received archives and mails, and those within them, one after the other and under limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import IO, NamedTuple

from xlsreport.archives.bundle import MAX_MEMBERS, UNREADABLE, Bundle, BundleEntry, BundleSource
from xlsreport.archives.bundle_kinds import bundle_of
from xlsreport.archives.volumes import volumes_of
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.file_types import begins_like_an_archive
from xlsreport.submission.intake.input_file import MAX_BYTES, MAX_MEGABYTES, is_junk, is_whole_archive

_MAX_DEPTH = 8
"""Levels of nested archives and mails."""
_MAX_MEMBER_BYTES = MAX_BYTES
"""Bytes of a member, either a workbook or an archive."""
_MAX_HELD_BYTES = 2 * _MAX_MEMBER_BYTES
"""Bytes of nested archives that are held in memory at the same time."""
_MAX_UNPACKED_BYTES, _MAX_RATIO = 1_000_000_000, 20
"""Bytes to which one received file may unpack, or the ratio to its own size if that is more. Workbooks are compressed
themselves, so an archive of them unpacks to about its own size for each level."""
_BLOCK = 1_000_000
_HERE = (".", "..")
_ENDINGS = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")
"""Of archives."""


class UnpackedFile(NamedTuple):
    """A file's path within the received file, its content or why it cannot be read, and the date of its mail."""

    way: str
    content: bytes | InvalidFileError
    arrived: datetime | None = None


def unpacked_files(file: IO[bytes], name: str) -> Iterator[UnpackedFile] | None:
    """The files of an archive or a mail and of those within it, in the order of their dates; None for other files.

    Args:
        file: the received file, open.
        name: the name under which it was received.
    """
    try:
        size = file.seek(0, io.SEEK_END)
    except OSError:  # a special file without a size
        return None
    return _Unpacker(max(_MAX_UNPACKED_BYTES, _MAX_RATIO * size)).started(BundleSource(file, name))


def count_members(file: IO[bytes], name: str) -> int:
    """How many files an archive or mail has, as far as is known without unpacking; 1 for any other file."""
    try:
        bundle = bundle_of(BundleSource(file, name))
    except InvalidFileError:
        return 1
    return 1 if bundle is None else bundle.count


class _ExhaustedError(Exception):
    """Unpacking exceeds the limits."""


class _Unpacker:
    """Unpacks one received file, and counts what is left of its limits."""

    def __init__(self, most_bytes: int) -> None:
        self._bytes = most_bytes
        self._members = MAX_MEMBERS
        self._held = 0

    def started(self, source: BundleSource) -> Iterator[UnpackedFile] | None:
        """The files of a bundle; None where it is none."""
        try:
            bundle = bundle_of(source)
        except InvalidFileError as error:
            return iter([UnpackedFile("", error)])
        return None if bundle is None else self._until_exhausted(bundle)

    def _until_exhausted(self, bundle: Bundle) -> Iterator[UnpackedFile]:
        try:
            yield from self._members_in(bundle, UnpackedFile("", b""), 1)
        except _ExhaustedError:
            yield UnpackedFile("", InvalidFileError("archive_bomb"))

    def _members_in(self, bundle: Bundle, outer: UnpackedFile, depth: int) -> Iterator[UnpackedFile]:
        self._members -= bundle.count
        is_empty = True
        volumes: set[tuple[str, str]] = set()
        try:
            for number, piece in enumerate(bundle.pieces):
                self._members -= number >= bundle.count
                if self._members < 0:
                    raise _ExhaustedError
                sent = self._sent(piece)
                if sent is None:
                    continue
                piece, is_empty = sent, False
                place = UnpackedFile(f"{outer.way}!{piece.name}", b"", piece.arrived or outer.arrived)
                cut = volumes_of(piece.name)
                if cut is None:
                    yield from self._unpacked(piece, place, depth)
                elif cut.key not in volumes:  # once for all of them
                    volumes.add(cut.key)
                    yield place._replace(content=InvalidFileError("volumes"))
        except InvalidFileError as error:  # a directory that is read while it is iterated
            yield outer._replace(content=error)
            return
        if is_empty:
            yield outer._replace(content=InvalidFileError(bundle.nothing))

    def _sent(self, piece: BundleEntry) -> BundleEntry | None:
        """A piece that somebody sent; None for what a program left, which its name tells unless it is a workbook."""
        *folders, own = piece.name.split("/")
        if any(is_junk(name) for name in folders if name not in _HERE):
            return None
        if own in _HERE or not is_junk(own):
            return piece
        try:
            data = self._bytes_of(piece)
        except InvalidFileError:
            return None
        return replace(piece, open=partial(io.BytesIO, data)) if is_whole_archive(data) else None

    def _unpacked(self, piece: BundleEntry, place: UnpackedFile, depth: int) -> Iterator[UnpackedFile]:
        try:
            data = self._bytes_of(piece)
            inner = bundle_of(BundleSource(io.BytesIO(data), piece.name))
            if inner is not None and depth == _MAX_DEPTH:
                raise InvalidFileError("archive_too_deep", limit=_MAX_DEPTH)
            if inner is not None and self._held + len(data) > _MAX_HELD_BYTES:
                raise InvalidFileError("archive_too_large", limit=MAX_MEGABYTES)
        except InvalidFileError as error:
            yield place._replace(content=error)
            return
        if inner is None:
            yield place._replace(content=data)
            return
        self._held += len(data)
        yield from self._members_in(inner, place, depth + 1)
        self._held -= len(data)

    def _bytes_of(self, piece: BundleEntry) -> bytes:
        data = io.BytesIO()  # getvalue() shares its buffer instead of copying
        try:
            with closing(piece.open()) as stream:
                while block := stream.read(_BLOCK):
                    data.write(block)
                    self._expect_room(data, piece.name)
        except UNREADABLE:
            raise InvalidFileError("damaged") from None
        self._bytes -= data.tell()
        return data.getvalue()

    def _expect_room(self, data: io.BytesIO, name: str) -> None:
        if data.tell() > self._bytes:
            raise _ExhaustedError
        if data.tell() > _MAX_MEMBER_BYTES:
            is_archive = name.lower().endswith(_ENDINGS) or begins_like_an_archive(bytes(data.getbuffer()[:16]))
            raise InvalidFileError("archive_too_large" if is_archive else "file_too_large", limit=MAX_MEGABYTES)
