"""The parts of an .xlsx file that XlsxWriter has made, and their pieces that hold the contents of cells."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
CORE = "docProps/core.xml"
_SHEETS = "xl/worksheets/sheet"

CELL = re.compile(
    r'(?P<head><c r="(?P<address>[A-Z]+[0-9]+)"(?: s="[0-9]+")?)'
    r'(?P<kind>(?: t="[a-z]+")?)(?P<formula>(?:><f>[^<]*</f>)?)(?P<rest>/>|>?<v>[^<]*</v></c>)'
)
"""A cell: where it is and how it looks, of what kind its content is, its formula, and its content or result."""

BLANK = "/>"
"""What an empty cell has after its head."""


def string_cell(number: int) -> str:
    """What a cell has after its head that holds a shared string."""
    return f' t="s"><v>{number}</v></c>'


HEADER = re.compile(r"<oddHeader>[^<]*</oddHeader>")
"""What is printed at the head of a sheet's pages."""

_ITEM = re.compile(r"<si>.*?</si>", re.DOTALL)
_COUNTS = re.compile(r' count="[0-9]+" uniqueCount="[0-9]+"')


def sheet_part(number: int) -> str:
    """The name of the part of a sheet, counted from 0."""
    return f"{_SHEETS}{number + 1}.xml"


def is_sheet(name: str) -> bool:
    """Whether a part holds a sheet."""
    return name.startswith(_SHEETS)


def read_parts(data: bytes, *names: str) -> dict[str, bytes]:
    """Some parts of an archive, or all of them in their order.

    Raises:
        KeyError: there is no such part.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in names or archive.namelist()}


def archive_of(parts: Mapping[str, bytes]) -> bytes:
    """The archive of some parts, packed as XlsxWriter packs them."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, data)
    return stream.getvalue()


def string_items(part: str) -> list[str]:
    """The items of the part of shared strings, in order."""
    return _ITEM.findall(part)


class StringsFrame:
    """The part of shared strings without its items."""

    def __init__(self, part: str) -> None:
        first, last = part.index("<si>"), part.rindex("</si>") + len("</si>")
        self._start, self._end = _COUNTS.split(part[:first])
        self._foot = part[last:]

    def around(self, items: list[str], count: int) -> str:
        """The part with other items, of texts that stand in so many cells."""
        return f'{self._start} count="{count}" uniqueCount="{len(items)}"{self._end}{"".join(items)}{self._foot}'
