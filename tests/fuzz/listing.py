"""Which part of a package each sheet is in, without the code under test, and only where no program can take another."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from fuzz.archive import UNICODE_PATH
from support.parts import MAIN

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ODD_TARGET = re.compile(r"[%#?\\\s:]|//")
_BAD_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
_LOCAL = struct.Struct("<4s2xHH4xLLLHH")
_LONGEST_DESCRIPTOR = 24
_KEPT = 400
"""Parsed parts; mutants share most of theirs with the workbook that they were made of."""


def parsed(part: bytes) -> etree._Element:
    """The root of a part."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def parts_in(data: bytes) -> dict[str, bytes] | None:
    """The members by name; None where the archive is damaged, or says something that not every program heeds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {posixpath.normpath(member.orig_filename.lower().strip(" .\0")) for member in members}
            if len(names) < len(members) or not _said_once(data, members):
                return None
            return {member.filename: archive.read(member) for member in members}
    except (*_BAD_ARCHIVE, struct.error):
        return None


def _said_once(data: bytes, members: list[zipfile.ZipInfo]) -> bool:
    """Whether the headers before the members say what the directory says, and nothing lies between them."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    ends = []
    for member in ordered:
        head = data[member.header_offset : member.header_offset + _LOCAL.size]
        _, flags, method, crc, packed, size, of_name, of_extra = _LOCAL.unpack(head)
        begin = member.header_offset + _LOCAL.size
        name, extra = data[begin : begin + of_name], data[begin + of_name : begin + of_name + of_extra]
        own = member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437", "replace")
        sums = (method, crc, packed, size)
        told = (member.compress_type, member.CRC, member.compress_size, member.file_size)
        if name != own or (sums != told and not flags & 8) or _has_second_name(extra) or _has_second_name(member.extra):
            return False
        ends.append(begin + of_name + of_extra + member.compress_size)
    gaps = [later.header_offset - end for end, later in zip(ends, ordered[1:], strict=False)]
    return bool(ordered) and ordered[0].header_offset == 0 and all(0 <= gap <= _LONGEST_DESCRIPTOR for gap in gaps)


def _has_second_name(extra: bytes) -> bool:
    return struct.pack("<H", UNICODE_PATH) in extra


def listed_in(parts: Mapping[str, bytes]) -> Mapping[str, str] | None:
    """The part of each sheet by name; None where that is not beyond doubt."""
    needed = (_BOOK, _RELATIONS, "_rels/.rels")
    if any(name not in parts for name in needed):
        return None
    try:
        return _listed(*(parts[name] for name in needed))
    except etree.XMLSyntaxError:
        return None


@lru_cache(_KEPT)
def _listed(workbook: bytes, relations: bytes, package: bytes) -> Mapping[str, str] | None:
    books = [item.get("Target") for item in parsed(package) if (item.get("Type") or "").endswith("/officeDocument")]
    items = list(parsed(relations))
    book = parsed(workbook)
    is_external = any(item.get("TargetMode", "Internal") != "Internal" for item in items)
    if books != [_BOOK] or is_external or not _one_list(book):
        return None
    targets = {item.get("Id"): item for item in items}
    sheets = [(sheet.get("name") or "", sheet.get(_RELATION)) for sheet in book.iter(MAIN + "sheet")]
    names = {name.lower() for name, _ in sheets}
    ids = {item.get("Id") or "" for item in items}  # every program tells rId1 from rid1
    if len(names) < len(sheets) or len(ids) < len(items) or any(key not in targets for _, key in sheets):
        return None
    found = {name: _part(targets[key]) for name, key in sheets}
    known = {name: part for name, part in found.items() if part is not None}
    return known if len(known) == len(found) == len(set(known.values())) else None


def _one_list(book: etree._Element) -> bool:
    local = [etree.QName(item).localname for item in book.iter() if isinstance(item.tag, str)]
    own = list(book.iter(MAIN + "sheet"))
    return local.count("sheets") == 1 and local.count("sheet") == len(own) and not any(len(sheet) for sheet in own)


def _part(item: etree._Element) -> str | None:
    target = item.get("Target") or ""
    if _ODD_TARGET.search(target) or not (item.get("Type") or "").endswith("/relationships/worksheet"):
        return None
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
