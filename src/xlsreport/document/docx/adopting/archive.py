"""A Word file that came from elsewhere: its parts, each unpacked only when it is asked for, and all under limits."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from xlsreport.document.docx.page import MAIN
from xlsreport.document.docx.style_document import UnfitStyleError

W = f"{{{MAIN}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
"""What comes before the names of Word's elements, and of attributes that hold the id of a relationship."""

_MOST_MEMBERS = 10_000
MOST_UNPACKED = 16_000_000
"""Bytes of all parts that are asked for: the text of a hundred pages has one million, a letterhead one more."""
_MOST_CLEANED = 4_000_000
"""Bytes of a part that is gone through element by element: styles have a tenth of a million."""
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
    OSError,
    KeyError,
)
"""What comes of archives that are none, or of parts that are not there; an encrypted member is a RuntimeError."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relationship of a part leads: to another part of the file, or out of it."""

    kind: str
    target: str
    is_external: bool


class Archive:
    """The parts of a file by name."""

    def __init__(self, data: bytes) -> None:
        if data.count(b"PK\x01\x02") > _MOST_MEMBERS:  # before anything makes a list of them
            raise UnfitStyleError("too_much")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE:
            raise UnfitStyleError("damaged") from None
        self._names = frozenset(self._archive.namelist())
        self._left = MOST_UNPACKED

    def has(self, name: str) -> bool:
        """Whether there is a part."""
        return name in self._names

    def part(self, name: str, most: int = MOST_UNPACKED) -> bytes:
        """The bytes of a part, of which zipfile gives no more than the directory says there are."""
        try:
            size = self._archive.getinfo(name).file_size
            if size > min(most, self._left):
                raise UnfitStyleError("too_much")
            self._left -= size
            return self._archive.read(name)
        except (*_UNREADABLE, RuntimeError):
            raise UnfitStyleError("damaged") from None

    def tree(self, name: str, most: int = _MOST_CLEANED) -> etree._Element:
        """The root of an XML part of no more than so many bytes."""
        data = self.part(name, most)
        if b"<!DOCTYPE" in data:  # no part of a Word file declares anything
            raise UnfitStyleError("damaged")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise UnfitStyleError("damaged") from None

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The relationships of a part by their ids; of the file itself for an empty name."""
        folder, file = posixpath.split(name)
        own = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(own):
            return {}
        return {item.get("Id", ""): _relation(item, folder) for item in self.tree(own)}


def _relation(item: etree._Element, folder: str) -> Relation:
    target = item.get("Target", "")
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(item.get("Type", "").rpartition("/")[2], path, item.get("TargetMode") == "External")


def relation_ids(item: etree._Element) -> list[str]:
    """The ids of the relationships that an element asks for."""
    return [str(value) for name, value in item.attrib.items() if str(name).startswith(R)]
