"""As small a workbook as there can be, filled in, and what is done to it so that programs might read it differently.

A twist is one such change, with what must come of it: the workbook is read as if nothing had been done, or what stands
in the one cell that was changed is told to be no number, or the file is refused by a sentence.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fuzz.archive import DEFLATED, Member, packed
from support.definitions import loaded
from xlsreport import Definition, Submission, new_submission
from xlsreport.workbook.workbook_file import workbook_bytes

SAME, TOLD = "same", "told"
"""What may come of a twist besides the key of a refusal."""
SHEET, STRINGS, BOOK = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RELATIONS, KINDS, STYLES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"
FIGURE, NEXT = 4711, 4712
"""What stands in B3, which most twists change, and in C3."""
CELL = '<c r="B3" s="20"><v>4711</v></c>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

Parts = Mapping[str, bytes]


@dataclass(frozen=True)
class Twist:
    """``outcome`` is SAME, TOLD or the key of a refusal; ``make`` makes the file of the workbook's parts."""

    name: str
    outcome: str
    make: Callable[[Parts], bytes]


@cache
def definition() -> Definition:
    """What is reported."""
    return loaded(Path(__file__).with_name("pond.yaml"))


@cache
def submission() -> Submission:
    """The figures from 4711 to 4716, and texts."""
    rows = ("small", "large", "deep")
    places = [f"ponds.{row}.{column}" for row in rows for column in ("start", "end")]
    figures = {place: FIGURE + number for number, place in enumerate(places)}
    texts = {f"ponds.{row}.keeper": f"Keeper {row}" for row in rows}
    return new_submission(definition(), agency="A", year=2025, entries={**figures, **texts})


@cache
def parts() -> Parts:
    """The parts of the workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(submission()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def members(content: Parts) -> list[Member]:
    """The members of an archive of parts."""
    return [Member(name, part, DEFLATED) for name, part in content.items()]


def exchanged(*changes: tuple[str, str, str], **more: bytes) -> Callable[[Parts], bytes]:
    """A text of a part is another one, where it stands first; and there are more parts, with ``__`` for a slash."""

    def make(content: Parts) -> bytes:
        changed = dict(content)
        for part, old, new in changes:
            assert old.encode() in changed[part], old
            changed[part] = changed[part].replace(old.encode(), new.encode(), 1)
        return packed(members({**changed, **{name.replace("__", "/"): part for name, part in more.items()}}))

    return make


def in_sheet(old: str, new: str) -> Callable[[Parts], bytes]:
    """A text of the sheet of figures is another one."""
    return exchanged((SHEET, old, new))


def cell(xml: str) -> Callable[[Parts], bytes]:
    """The cell with the figure is another one."""
    return in_sheet(CELL, xml)


def value(xml: str) -> Callable[[Parts], bytes]:
    """The cell holds something else."""
    return cell(f'<c r="B3" s="20">{xml}</c>')


def of_type(kind: str, text: str) -> Callable[[Parts], bytes]:
    """The cell holds a text as the value of a type."""
    return cell(f'<c r="B3" s="20" t="{kind}"><v>{text}</v></c>')


def whole(part: str, change: Callable[[bytes], bytes]) -> Callable[[Parts], bytes]:
    """The bytes of a part are others."""
    return lambda content: packed(members({**content, part: change(content[part])}))


def tripled(part: bytes) -> bytes:
    """A part with other figures."""
    return part.replace(b"<v>47", b"<v>947")


def row(content: Parts, number: int) -> str:
    """A row of the sheet of figures, as it stands there."""
    found = re.search(rf'<row r="{number}".*?</row>'.encode(), content[SHEET])
    assert found is not None
    return found[0].decode()
