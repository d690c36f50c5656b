"""All that is used of XlsxWriter's insides: its parts before they are packed, and pieces of them written once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.worksheet import Worksheet

from xlsreport.workbook.normal_style import FONT

_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook carries no time of its making, so that the same input gives the same bytes."""


def options() -> dict[str, Any]:
    """How XlsxWriter is asked to work; anew for each workbook, since it writes into what it is given."""
    return {"in_memory": True, "strings_to_urls": False, "default_format_properties": dict(FONT)}


def properties(title: str, author: str) -> dict[str, Any]:
    """What a workbook says of itself."""
    return {"title": title, "author": author, "created": _NO_CLOCK}


class PartsWorkbook(Workbook):  # type: ignore[misc]  # ships no types
    """A workbook whose parts are kept and not packed.

    Args:
        fixed: the texts of its fixed calls. They get the first numbers among the shared strings, which no others move.
    """

    def __init__(self, fixed: Sequence[str]) -> None:
        super().__init__(BytesIO(), options())
        self.parts: dict[str, bytes] = {}
        self._uses, self._fixed = len(fixed), list(dict.fromkeys(fixed))
        self._fixed_items = b""
        self._number_strings(0)

    def _get_packager(self) -> Packager:
        return _PartsPackager(self.parts)

    def begin_again(self) -> None:
        """Take other contents, from the first sheet to the last."""
        self._number_strings(self._uses)

    def _number_strings(self, count: int) -> None:
        """Forget all shared strings but the fixed ones, which stand in so many cells."""
        table = self.str_table
        table.string_table = {text: number for number, text in enumerate(self._fixed)}
        table.unique_count, table.count = len(self._fixed), count

    def strings(self) -> list[bytes]:
        """What varies in the part of shared strings: the tag that counts them, and the strings."""
        writer = SharedStrings()
        writer.string_table = self.str_table
        texts = list(self.str_table.string_table)
        self._fixed_items = self._fixed_items or _written(writer, writer._write_si, self._fixed)
        others = _written(writer, writer._write_si, texts[len(self._fixed) :])
        return [_written(writer, lambda _: writer._write_sst(), [None]), self._fixed_items + others]


class _PartsPackager(Packager):  # type: ignore[misc]  # ships no types
    """Hands out the parts, and has nothing to pack."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        super().__init__()
        self._parts = parts

    def _create_package(self) -> list[Any]:
        self._parts.update((name, stream.getvalue().encode()) for stream, name, _ in super()._create_package())
        return []


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # ships no types
    """A worksheet whose formulas use only functions that a file names without a prefix, as tests see to."""

    def _prepare_formula(self, formula: str, *_: object) -> str:
        # As shipped, some thirty patterns, and for conditions more than a hundred, look for functions that need one in
        # every formula: more than half of the time of a workbook.
        return formula.removeprefix("=")

    def element(self, row: int, column: int) -> bytes:
        """The element of a cell, as it stands in the sheet's part."""
        return _written(self, lambda cell: self._write_cell(row, column, cell), [self.table[row][column]])

    def header_element(self) -> bytes:
        """The element of the line at the head of every page."""
        return _written(self, lambda _: self._write_odd_header(), [None])


def core_part(title: str, author: str) -> bytes:
    """The part in which a workbook says something of itself."""
    core = Core()
    core._set_properties(properties(title, author))
    return _written(core, lambda _: core._assemble_xml_file(), [None])


def _written(writer: Any, write: Callable[[Any], object], things: Sequence[Any]) -> bytes:
    """What XlsxWriter writes for some things, one after the other."""
    stream = StringIO()
    writer._set_xml_writer(stream)
    for thing in things:
        write(thing)
    return stream.getvalue().encode()
