"""The parts of a workbook's file, unpacked once under limits.

Some programs find sheets, strings and formats by relationships, others by the usual names of parts. A file in which the
two ways lead to different parts is refused.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.literal_sections import as_ordinary_text
from xlsreport.opc.relationships import PACKAGE_RELATIONSHIPS, Relationship, relationships_in, relationships_part
from xlsreport.opc.safe_xml import expect_bounded
from xlsreport.opc.zip_reader import ENCRYPTED, ZipReader, expect_single_directory, expect_unambiguous, unpacked
from xlsreport.spreadsheet.reading_limits import ORDINARY_LIMITS, ReadingLimits

_MAX_MEMBERS = 10_000
"""A workbook of ours has twenty members; listing ten thousand takes a tenth of a second."""
_MAX_DIRECTORY = 5_000_000
_MAX_BY_MISTAKE = 320_000_000
"""Bytes that formats copied down to the last row may take by mistake: a hundred million. Far more is deliberate."""
_READ = (".xml", ".rels", ".vml")
CONTENT_TYPES = "[content_types].xml"
WORKBOOK = "xl/workbook.xml"
STRINGS, STYLES = "xl/sharedstrings.xml", "xl/styles.xml"
_USUAL = {"sharedStrings": STRINGS, "styles": STYLES}
"""Parts of which a workbook has one at most, and their usual names ([ECMA-376] part 1, 12.3)."""


@dataclass(frozen=True, eq=False)
class Package:
    """The unpacked parts of a workbook's file.

    Attributes:
        parts: the XML parts by their names in lower case, and what is drawn in VML.
        names: the names of all members in their original spelling, by the same in lower case.
    """

    parts: Mapping[str, bytes] = field(repr=False)
    names: Mapping[str, str]

    def relationships(self, part: str) -> Sequence[Relationship]:
        """Where a part leads to, by its name; the package itself for an empty name."""
        own = relationships_part(part) if part else PACKAGE_RELATIONSHIPS
        folder = part.rpartition("/")[0]
        return relationships_in(self.parts[own], folder) if own in self.parts else ()


def unpack(
    data: bytes,
    foreign: Callable[[Sequence[str]], str] = lambda _: "not_xlsx",
    limits: ReadingLimits = ORDINARY_LIMITS,
) -> Package:
    """Unpack the parts of a workbook that are XML, or VML.

    Args:
        data: the bytes of an .xlsx file.
        foreign: gives the key of the refusal for an archive without a workbook's parts, from the names of its members.
        limits: how large it may be.

    Raises:
        InvalidFileError: the archive is damaged, no workbook, can be read in two ways, or was made to do harm.
    """
    expect_single_directory(data, _MAX_MEMBERS)
    members = ZipReader(io.BytesIO(data), _MAX_DIRECTORY).members
    names = [member.orig_filename for member in members]
    _expect_sound_names(names, foreign)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise InvalidFileError("encrypted")
    expect_unambiguous(data, members)
    needed = [member for member in members if member.orig_filename.lower().endswith(_READ)]
    size = sum(member.file_size for member in needed)
    if size > _MAX_BY_MISTAKE:
        raise InvalidFileError("bomb")
    if size > limits.unpacked:
        raise InvalidFileError("too_many_cells")
    parts = {member.orig_filename.lower(): as_ordinary_text(unpacked(data, member)) for member in needed}
    if sum(map(len, parts.values())) > limits.unpacked:
        raise InvalidFileError("too_many_cells")
    expect_bounded(parts, limits.tags)
    return Package(parts, {name.lower(): name for name in names})


def _expect_sound_names(names: Sequence[str], foreign: Callable[[Sequence[str]], str]) -> None:
    if any(map(_is_strange, names)):
        raise InvalidFileError("member_names")
    same = {name.lower() for name in names}
    if WORKBOOK not in same:
        raise InvalidFileError("part_names" if r"xl\workbook.xml" in same else foreign(names))
    if any("\\" in name for name in names):  # some programs write it in place of a slash, and not all read it so
        raise InvalidFileError("part_names")
    if len({_tidied(name) for name in names}) < len(names):
        raise InvalidFileError("duplicate_members")


def _tidied(name: str) -> str:
    """A name as a file system would have it if the member was unpacked to a file."""
    return "/".join(
        piece.rstrip(" .") for piece in name.lower().split("/") if piece not in ("", ".")
    ) + "/" * name.endswith("/")


def _is_strange(name: str) -> bool:
    """Whether a member would leave the folder that it is unpacked to, or hides in a listing."""
    if not name:
        return True
    pieces = name.replace("\\", "/").split("/")
    is_absolute = name[:1] in ("/", "\\") or (name[1:2] == ":" and name[0].isascii() and name[0].isalpha())
    return is_absolute or ".." in pieces or min(name) < " " or "\x7f" in name


def expect_one_workbook(package: Package) -> Sequence[Relationship]:
    """Make sure that every reader finds the same parts; gives the relationships of the workbook.

    Raises:
        InvalidFileError: readers could find different parts.
    """
    books = [one.target for one in package.relationships("") if one.kind == "officeDocument"]
    if books != [WORKBOOK]:
        raise InvalidFileError("ambiguous" if books else "damaged")
    found = package.relationships(WORKBOOK)
    if any(one.written != package.names.get(one.target, one.written) for one in found if not one.is_external):
        raise InvalidFileError("ambiguous")  # names of parts are case-sensitive to some programs
    for kind, usual in _USUAL.items():
        expected = [usual] if usual in package.parts else []
        if [one.target for one in found if one.kind == kind] != expected:
            raise InvalidFileError("ambiguous")
    return found
