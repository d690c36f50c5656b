"""The library that reads values, and what it makes of pieces of a workbook: the one place that knows python-calamine.

Its answers about pieces are what the fast reading of ordinary sheets goes by, so that both read the same.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from xlsreport.submission.memory import Memory
from xlsreport.submission.packing import packed

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_VISIBILITIES = (
    (SheetVisibleEnum.Visible, "visible"),
    (SheetVisibleEnum.Hidden, "hidden"),
    (SheetVisibleEnum.VeryHidden, "very_hidden"),
)
_SHEET, STRINGS, _STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_SMALLEST = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": b'<Relationships xmlns="%b"><Relationship Id="rId1" Type="%b/officeDocument" '
    b'Target="xl/workbook.xml"/></Relationships>' % (_RELATIONS, _KINDS),
    "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="%b"><Relationship Id="rId1" Type="%b/worksheet" '
    b'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="%b/sharedStrings" '
    b'Target="sharedStrings.xml"/><Relationship Id="rId3" Type="%b/styles" Target="styles.xml"/></Relationships>'
    % (_RELATIONS, _KINDS, _KINDS, _KINDS),
    "xl/workbook.xml": b'<workbook xmlns="%b" xmlns:r="%b"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets>'
    b"</workbook>" % (_MAIN, _KINDS),
}
"""A workbook of one sheet, without the sheet and its strings."""

Rows = Sequence[Sequence[Any]]
"""All cells of a sheet up to its last filled one, as the library gives them; empty ones are empty texts."""


class UnreadableError(Exception):
    """The library stumbles over something."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of cells, and whether it is ``visible``, ``hidden`` or ``very_hidden``."""

    name: str
    visibility: str


class Book:
    """A workbook that the library has opened.

    Raises:
        UnreadableError: it cannot be opened; or, when rows are asked for, read.
    """

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        with _complaints():
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(packed(parts)))
            sheets = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        self.tabs = tuple(
            Tab(sheet.name, word) for sheet in sheets for visible, word in _VISIBILITIES if sheet.visible == visible
        )

    def rows(self, sheet: str) -> Rows:
        """All cells of a sheet."""
        with _complaints():
            return self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


_TABS: Memory[tuple[str | bytes, ...], tuple[Tab, ...]] = Memory(4_000_000)
_PLAIN_STYLES: Memory[bytes, frozenset[int]] = Memory(2_000_000)
_MOST_STYLES = 1_000


def tabs_of(parts: Mapping[str, bytes], sheets: Collection[str]) -> tuple[Tab, ...]:
    """The tabs of a workbook, given all its parts but the sheets and strings, and the names of the sheets' parts.

    Raises:
        UnreadableError: the library cannot open such a workbook.
    """
    key: tuple[str | bytes, ...] = (*parts, *parts.values(), *sheets)
    found = _TABS.get(key)
    if found is None:
        found = Book({**parts, STRINGS: strings_of(b""), **dict.fromkeys(sheets, sheet_of(b""))}).tabs
        _TABS.add(key, found, sum(map(len, key)) + 2_000)
    return found


def plain_styles(styles: bytes) -> frozenset[int]:
    """The styles in which a number is a number and no date, as far as they are among the first thousand.

    Raises:
        UnreadableError: the library cannot read the part with the styles.
    """
    found = _PLAIN_STYLES.get(styles)
    if found is None:
        cells = [b'<row r="%d"><c r="A%d" s="%d"><v>1</v></c></row>' % (n + 1, n + 1, n) for n in range(_MOST_STYLES)]
        rows = Book({**_SMALLEST, _SHEET: sheet_of(b"".join(cells)), _STYLES: styles}).rows("1")
        found = frozenset(style for style, row in enumerate(rows) if row == [1.0] and isinstance(row[0], float))
        _PLAIN_STYLES.add(styles, found, len(styles) + 50_000)
    return found


def sheet_of(rows: bytes) -> bytes:
    """A sheet of nothing but rows."""
    return b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (_MAIN, rows)


def strings_of(items: bytes) -> bytes:
    """Shared strings of nothing but items."""
    return b'<sst xmlns="%b">%b</sst>' % (_MAIN, items)


def rows_in(sheet: bytes, items: bytes = b"") -> Rows:
    """What the library reads in a sheet that stands alone, with the items of its shared strings.

    Raises:
        UnreadableError: it cannot read it.
    """
    return Book({**_SMALLEST, _SHEET: sheet, STRINGS: strings_of(items)}).rows("1")


@contextmanager
def _complaints() -> Iterator[None]:
    """Whatever it raises; a panic of its Rust code is no Exception, and its class can be known by name only."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise UnreadableError from None
        raise
