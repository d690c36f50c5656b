"""A workbook that was opened: its sheets, and what else its file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.relationships import PACKAGE_RELATIONSHIPS, Relationship, relationships_part
from xlsreport.opc.safe_xml import Element, parse_xml
from xlsreport.spreadsheet.opened_spreadsheet import CellQuery, Content, HiddenCell, Visibility
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.spreadsheet.reading_limits import ORDINARY_LIMITS, ReadingLimits
from xlsreport.xlsx.appearance.hidden_cells import hidden_cells
from xlsreport.xlsx.cell_format.style_sheet import StyleSheet, parse_styles
from xlsreport.xlsx.markup.attribute_values import flag
from xlsreport.xlsx.markup.grammar import NAMESPACES, RELATIONSHIP_IDS, expect_workbook, split_name
from xlsreport.xlsx.package.inventory import comments_of, contents_of, has_drawn_words
from xlsreport.xlsx.package.workbook_package import (
    CONTENT_TYPES,
    STRINGS,
    STYLES,
    WORKBOOK,
    Package,
    expect_one_workbook,
)
from xlsreport.xlsx.worksheet.rich_text import CellText
from xlsreport.xlsx.worksheet.shared_strings import parse_shared_strings
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells, expect_near
from xlsreport.xlsx.worksheet.sheet_frame import cell_count
from xlsreport.xlsx.worksheet.sheet_parser import parse_sheet

_MAX_SHEETS = 100
"""A workbook of ours has nine sheets; each costs time and memory."""
_VISIBILITIES: Mapping[str, Visibility] = {"visible": "visible", "hidden": "hidden", "veryHidden": "very_hidden"}
_IN_FILE = re.compile(r"\s*(?:_xlfn\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
"""WPS's function for a picture in a cell, and Excel's for one of the web; nothing of either can be read."""
_RICH_PICTURES = ("xl/richdata/", "xl/media/")
"""Where Excel keeps a picture that was placed in a cell ([MS-XLSX] 2.2.4.10)."""
_MACRO_SHEETS = ("xlMacrosheet", "xlIntlMacrosheet")


class Tab(NamedTuple):
    """A tab of a workbook: its name, whether it is seen, its part, and what it is.

    ``kind`` is the last word of the relationship's type: ``worksheet``, ``chartsheet``, ``dialogsheet`` …
    """

    name: str
    visibility: Visibility
    part: str
    kind: str

    @property
    def has_cells(self) -> bool:
        """Whether it is a sheet of cells."""
        return self.kind == "worksheet"


class ParsedWorkbook(NamedTuple):
    """What the part of the workbook itself says, and the name of the theme that it leads to, if it does.

    ``names`` are those that are defined, each with its meaning.
    """

    tabs: Sequence[Tab]
    from_1904: bool
    main_namespace: str
    theme: str
    names: Sequence[tuple[str, str]]


class OpenedWorkbook:
    """The sheets of a workbook and their cells.

    Args:
        package: its parts.
        cache: what is known of other files.
        limits: how much there may be in it.

    Raises:
        InvalidFileError: something in it cannot be read with certainty; where one cell is the reason, the values of the
            error have ``sheet`` and ``at``.
    """

    def __init__(
        self, package: Package, cache: ReadingCache | None = None, limits: ReadingLimits = ORDINARY_LIMITS
    ) -> None:
        self.package = package
        self._cache = ReadingCache() if cache is None else cache
        parsed = _parsed_with(self._cache, package)
        self.tabs = parsed.tabs
        self.names = parsed.names
        self._from_1904 = parsed.from_1904
        self.strings: Sequence[CellText] = (
            parse_shared_strings(package.parts[STRINGS], self._cache, limits.tags) if STRINGS in package.parts else ()
        )
        self.styles = self._styles(package.parts.get(parsed.theme, b""))
        self.sheets: Mapping[str, SheetCells] = {tab.name: self._sheet(tab) for tab in self.tabs if tab.has_cells}
        self._expect_one_vocabulary(parsed.main_namespace)
        expect_near(list(self.sheets.values()), limits.area)
        self._expect_few_repetitions(limits.shown)
        self.contents, self.has_drawn_words = self._contents()
        self.comments = {tab.name: self._comments(tab) for tab in self.tabs}

    @cached_property
    def has_runs(self) -> bool:
        """Whether letters of some shared text have a font of their own."""
        return any(text.runs for text in self.strings)

    @cached_property
    def odd_sheets(self) -> Mapping[str, SheetCells]:
        """The sheets in which letters of some cell may be struck out, raised or shown in another order."""
        if self.styles.strike_out or any(text.struck or text.raised or text.is_reordered for text in self.strings):
            return self.sheets
        return {name: sheet for name, sheet in self.sheets.items() if sheet.has_odd_texts}

    @property
    def shows_integers(self) -> bool:
        """Whether every number format of cells shows whole numbers as they are."""
        return self.styles.shows_integers

    def shows_picture(self, sheet: str, row: int, column: int) -> bool:
        """Whether a cell, which holds an error or nothing that can be read, shows a picture."""
        found = self.sheets[sheet].rows.get(row)
        if found is None:
            return False
        if _IN_FILE.match(found.formulas.get(column, "")):
            return True
        has_rich_pictures = all(any(name.startswith(begin) for name in self.package.names) for begin in _RICH_PICTURES)
        return has_rich_pictures and column in found.stand_ins

    def hidden_cells(self, sheet: str, query: CellQuery) -> Iterator[HiddenCell]:
        """Those of some cells that hold something which is not seen as it is; see ``OpenedSpreadsheet``."""
        part = next(tab.part for tab in self.tabs if tab.name == sheet)
        return hidden_cells(self.sheets[sheet], query, self.styles, self.package, part, has_runs=self.has_runs)

    def _expect_one_vocabulary(self, main_namespace: str) -> None:
        """All parts must have one namespace: some programs find nothing in a part of the other one."""
        (other,) = (name.encode() for name in NAMESPACES if name != main_namespace)
        shared = (self.package.parts.get(name, b"") for name in (STRINGS, STYLES))
        is_mixed = any(sheet.frame.main_namespace != main_namespace for sheet in self.sheets.values())
        if is_mixed or any(other in part for part in shared):
            raise InvalidFileError("ambiguous")

    def _expect_few_repetitions(self, most: int) -> None:
        """Limit the characters of all cells: a shared string may be shown in many cells, and is judged for each."""
        longest = max([len(text.text) for text in self.strings], default=0)
        if longest * sum(sheet.shared for sheet in self.sheets.values()) > most and (
            sum(sheet.characters for sheet in self.sheets.values()) > most
        ):
            raise InvalidFileError("too_many_cells")

    def _contents(self) -> tuple[frozenset[Content], bool]:
        """What there is besides cells; known by all parts that lead to something, and by the kinds of all."""
        package = self.package
        leading = [part for name, part in package.parts.items() if name.endswith(".rels") or name == CONTENT_TYPES]
        names = [name.encode("utf-8", "surrogatepass") for name in package.names]
        contents, drawn = self._cache.get_or_find("contents", (*names, *leading), lambda: contents_of(package))
        return contents, has_drawn_words(package, drawn)

    def _comments(self, tab: Tab) -> Sequence[tuple[str, str]]:
        found = comments_of(self.package, tab.part)
        for address, _ in found:
            if cell_count(address) != 1:
                raise InvalidFileError("far_cell", sheet=tab.name, at=address)
        return found

    def _styles(self, theme: bytes) -> StyleSheet:
        part = self.package.parts.get(STYLES)
        if part is None:
            return StyleSheet()
        return self._cache.get_or_find("styles", (part, theme), lambda: parse_styles(part, theme))

    def _sheet(self, tab: Tab) -> SheetCells:
        parsed = parse_sheet(self.package.parts[tab.part], self._cache)
        return SheetCells(tab.name, parsed, self.strings, self.styles, from_1904=self._from_1904)


def parse_workbook(package: Package) -> ParsedWorkbook:
    """The tabs of a workbook.

    Raises:
        InvalidFileError: readers could find other tabs, or other parts for them; there is one of Excel 4's macros.
    """
    relationships = {one.id: one for one in expect_one_workbook(package)}
    root = parse_xml(package.parts[WORKBOOK], is_strict=True)
    expect_workbook(root)
    listed = root.all("sheets")[0].children
    if len(listed) > _MAX_SHEETS:
        raise InvalidFileError("too_many_sheets")
    tabs = [_tab(item, relationships, package) for item in listed if not _is_module(item)]
    for names in ([tab.name.casefold() for tab in tabs], [tab.part for tab in tabs]):
        if len(set(names)) < len(names):
            raise InvalidFileError("ambiguous")
    properties = root.all("workbookPr")
    from_1904 = any(flag(one.attributes, "date1904") for one in properties)
    themes = [one.target for one in relationships.values() if one.kind == "theme"]
    if len(themes) > 1:
        raise InvalidFileError("ambiguous")
    defined = [item for block in root.all("definedNames") for item in block.all("definedName")]
    meanings = [(item.attributes.get("name", ""), item.text) for item in defined]
    return ParsedWorkbook(tabs, from_1904, split_name(root.name)[0], "".join(themes), meanings)


def _is_module(item: Element) -> bool:
    """Whether a tab is a module of Excel 5, which has no part of its own: its program is kept with all others."""
    return any(item.attributes.get(name) == "" for name in RELATIONSHIP_IDS)


def _parsed_with(cache: ReadingCache, package: Package) -> ParsedWorkbook:
    """The same by means of the cache; it depends on the names of parts and on the parts that lead to others."""
    deciding = (PACKAGE_RELATIONSHIPS, relationships_part(WORKBOOK), WORKBOOK)
    names = [name.encode("utf-8", "surrogatepass") for name in package.names.values()]
    parts = [package.parts.get(name, b"") for name in deciding]
    return cache.get_or_find("workbook", (*names, *parts), lambda: parse_workbook(package))


def _tab(item: Element, relationships: Mapping[str, Relationship], package: Package) -> Tab:
    """A tab; one with two ids can be taken for either."""
    ids = [value for name, value in item.attributes.items() if name.rpartition(" ")[2] == "id"]
    if len(ids) != 1 or not any(name in item.attributes for name in RELATIONSHIP_IDS):
        raise InvalidFileError("ambiguous")
    name = item.attributes.get("name", "")
    visibility = _VISIBILITIES.get(item.attributes.get("state", "visible"))
    leads_to = relationships.get(ids[0])
    if leads_to is None or visibility is None or leads_to.is_external:
        raise InvalidFileError("ambiguous")
    if leads_to.kind in _MACRO_SHEETS:
        raise InvalidFileError("macro_sheet", sheet=name)
    if leads_to.target not in package.parts:
        raise InvalidFileError("damaged")
    return Tab(name, visibility, leads_to.target, leads_to.kind)
