"""The files of a package, out of a folder or a zip archive, and its tables, row for row."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from xlsreport.data_package.csv_tables import csv_rows
from xlsreport.data_package.packaging import DESCRIPTOR
from xlsreport.definition.loading.regular_file import UnreadFileError, read_regular_file
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.zip_reader import ZipReader, unpacked
from xlsreport.tabular.formula_guard import unguarded

_MAX_MEGABYTES = 1000
"""Of each file; of a round of 3,000 agencies the figures take a tenth of that."""
_MAX_DIRECTORY_BYTES = 2_000_000
_HEADINGS = 1
"""Rows above the first."""


class UnfitPackageError(Exception):
    """What of a package is wrong: ``key`` is that of a message below ``package.``, ``values`` are what it needs."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class PackageFiles:
    """The files of a package in a folder or an archive; an archive may hold the folder itself."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent if path.name == DESCRIPTOR else path
        self._archive = b"" if self._folder.is_dir() else read_regular_file(path, _MAX_MEGABYTES)
        members = ZipReader(io.BytesIO(self._archive), _MAX_DIRECTORY_BYTES).members if self._archive else ()
        self._members = {PurePosixPath(member.filename): member for member in members}
        inside = [name.parent for name in self._members if name.name == DESCRIPTOR]
        self._inside = inside[0] if len(inside) == 1 else PurePosixPath()

    def descriptor(self) -> bytes:
        """The description of the package."""
        return self._bytes(DESCRIPTOR)

    def read(self, name: str) -> bytes:
        """All bytes of a file that belongs to it.

        Raises:
            UnfitPackageError: it is not there, or cannot be read.
        """
        try:
            return self._bytes(name)
        except (OSError, KeyError, ValueError, UnreadFileError, InvalidFileError):
            raise UnfitPackageError("missing", file=name) from None

    def _bytes(self, name: str) -> bytes:
        if not self._archive:
            return read_regular_file(self._folder / name, _MAX_MEGABYTES)
        member = self._members[self._inside / name]
        if member.file_size > _MAX_MEGABYTES * 1_000_000:
            raise InvalidFileError("bomb")
        return unpacked(self._archive, member)


def content(files: PackageFiles, resource: Mapping[str, Any]) -> bytes:
    """A file that the descriptor names, as it was when it was written.

    Raises:
        UnfitPackageError: it is not there, or was changed.
    """
    name = str(resource["path"])
    data = files.read(name)
    if resource["hash"] != f"sha256:{hashlib.sha256(data).hexdigest()}":
        raise UnfitPackageError("changed", file=name)
    return data


class Row(NamedTuple):
    """A row of a table: its file and its number there, and its cells by their headings."""

    file: str
    number: int
    cells: Mapping[str, str]

    def unfit(self) -> UnfitPackageError:
        """The error where no export writes such a row."""
        return UnfitPackageError("row", file=self.file, row=self.number)


def table_rows(data: bytes, resource: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of a table, no two of which state the same.

    Raises:
        UnfitPackageError: two rows have one key, or the file is no such table.
    """
    schema, file = resource["schema"], str(resource["path"])
    texts = {field["name"] for field in schema["fields"] if field["type"] == "string"}
    key, seen = schema.get("primaryKey", ()), set()
    number = _HEADINGS
    try:
        for number, cells in enumerate(csv_rows(data), _HEADINGS + 1):
            own = tuple(cells[name] for name in key)
            if key and own in seen:
                raise UnfitPackageError("row", file=file, row=number)
            seen.add(own)
            yield Row(file, number, {name: unguarded(cell) if name in texts else cell for name, cell in cells.items()})
    except (ValueError, KeyError):
        raise UnfitPackageError("row", file=file, row=number + 1) from None
