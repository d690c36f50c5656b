"""Archives in several volumes, made for mail systems with a size limit; recognised by the names of the files."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from xlsreport.definition.loading.regular_file import open_regular_file
from xlsreport.opc.invalid_file import InvalidFileError

_Form = Literal["cut", "rar", "old_rar", "zip"]
"""How an archive is split: into bytes that are simply joined, or into volumes with headers of their own."""
_FORMS: tuple[tuple[_Form, re.Pattern[str]], ...] = (
    ("rar", re.compile(r"(.+)\.part0*([0-9]+)\.rar", re.IGNORECASE)),
    ("cut", re.compile(r"(.+\.(?:7z|zip|tar|rar|tgz|gz))\.([0-9]{3})", re.IGNORECASE)),
    ("old_rar", re.compile(r"(.+)\.r([0-9]{2})", re.IGNORECASE)),
    ("zip", re.compile(r"(.+)\.z([0-9]{2})", re.IGNORECASE)),
)
_WHOLE = {"old_rar": ".rar", "zip": ".zip"}
"""The suffix of the volume that looks like a whole archive."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """An archive in volumes: how it is split, and its name."""

    form: _Form
    name: str

    @property
    def key(self) -> tuple[str, str]:
        """A key that all volumes of an archive share."""
        return self.form, self.name.lower()


def volumes_of(name: str) -> Volumes | None:
    """The archive of which a file of this name is a volume; None if the name is not that of a volume."""
    for form, pattern in _FORMS:
        found = pattern.fullmatch(name)
        if found is not None:
            return Volumes(form, found[1])
    return None


def volumes_beside(path: Path) -> Volumes | None:
    """The archive of which a file is a volume, by its name and by the files beside it."""
    own = volumes_of(path.name)
    if own is not None:
        return own
    for form, ending in _WHOLE.items():
        if path.suffix.lower() == ending:
            first = path.with_name(f"{path.stem}{ending[:2]}{'00' if form == 'old_rar' else '01'}")
            if os.path.exists(first):  # noqa: PTH110 - no error for a name that no file can have
                return volumes_of(first.name)
    return None


def first_volume(volumes: Volumes, beside: Path) -> Path | None:
    """The volume at which reading starts; None if it is missing."""
    name = re.escape(volumes.name)
    first = {
        "rar": rf"{name}\.part0*1\.rar",
        "old_rar": rf"{name}\.rar",
        "zip": rf"{name}\.zip",
        "cut": rf"{name}\.001",
    }
    pattern = re.compile(first[volumes.form], re.IGNORECASE)
    return next((one for one in sorted(beside.parent.iterdir()) if pattern.fullmatch(one.name)), None)


def open_joined(volumes: Volumes, beside: Path) -> BinaryIO:
    """An archive that was split into bytes, joined to one file.

    Raises:
        InvalidFileError: a volume is missing.
        UnreadFileError: a volume cannot be read.
    """
    numbered = {int(one.name[-3:]): one for one in beside.parent.iterdir() if _is_of(one.name, volumes)}
    if sorted(numbered) != list(range(1, len(numbered) + 1)):
        raise InvalidFileError("missing_volume")
    return io.BufferedReader(_Joined([open_regular_file(numbered[number]) for number in sorted(numbered)]))


def _is_of(name: str, volumes: Volumes) -> bool:
    own = volumes_of(name)
    return own is not None and own.key == volumes.key


class _Joined(io.RawIOBase):
    """Concatenates files to one readable file."""

    def __init__(self, files: Sequence[BinaryIO]) -> None:
        self._files = files
        self._sizes = [file.seek(0, io.SEEK_END) for file in files]
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: sum(self._sizes)}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # with what callers give
        start = self._at
        for file, size in zip(self._files, self._sizes, strict=True):
            if start < size:
                file.seek(start)
                data = file.read(min(len(buffer), size - start))
                buffer[: len(data)] = data
                self._at += len(data)
                return len(data)
            start -= size
        return 0

    def close(self) -> None:
        for file in self._files:
            file.close()
        super().close()
