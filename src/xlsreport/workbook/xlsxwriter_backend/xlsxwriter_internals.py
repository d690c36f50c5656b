"""The only module that uses internals of XlsxWriter: to get parts before they are packed, and to rewrite fragments.

tests/test_private_names.py checks that each of them exists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.utility import xl_rowcol_to_cell, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from xlsreport.workbook.xlsxwriter_backend.normal_style import FONT

_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation time of every workbook, so that the same input gives the same bytes."""
_WRITTEN_IN_ONE_PIECE = frozenset({"Blank", "Formula", "Number", "String"})
"""The kinds of cells that workbooks have by the thousand, as the classes of XlsxWriter are named."""
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""Results that are stored as errors; XlsxWriter has the same."""


def workbook_options() -> dict[str, Any]:
    """Options for XlsxWriter; a new dictionary for each workbook, since XlsxWriter changes what it is given."""
    return {"in_memory": True, "strings_to_urls": False, "default_format_properties": dict(FONT)}


def workbook_properties(title: str, author: str) -> dict[str, Any]:
    """The document properties of a workbook."""
    return {"title": title, "author": author, "created": _NO_CLOCK}


class PartsWorkbook(Workbook):  # type: ignore[misc]  # ships no types
    """A workbook whose parts are kept instead of packed.

    Args:
        shared: the texts of its shared calls. They get the first indices among the shared strings, so that no other
            text moves them.
    """

    def __init__(self, shared: Sequence[str]) -> None:
        super().__init__(BytesIO(), workbook_options())
        self.parts: dict[str, bytes] = {}
        self._uses, self._fixed = len(shared), list(dict.fromkeys(shared))
        self._fixed_items = b""
        self._number_strings(0)

    def _get_packager(self) -> Packager:
        return _PartsPackager(self.parts)

    def begin_again(self) -> None:
        """Prepare for other contents, from the first sheet to the last."""
        self._number_strings(self._uses)

    def _number_strings(self, count: int) -> None:
        """Drop all strings except those of shared calls; ``count`` is how many cells these are used in."""
        table = self.str_table
        table.string_table = {text: number for number, text in enumerate(self._fixed)}
        table.unique_count, table.count = len(self._fixed), count

    def strings(self) -> list[bytes]:
        """The varying fragments of the shared strings: the tag with their counts, and the strings."""
        writer = SharedStrings()
        writer.string_table = self.str_table
        texts = list(self.str_table.string_table)
        self._fixed_items = self._fixed_items or _fragment(writer, writer._write_si, self._fixed)
        others = _fragment(writer, writer._write_si, texts[len(self._fixed) :])
        return [_fragment(writer, lambda _: writer._write_sst(), [None]), self._fixed_items + others]


class _PartsPackager(Packager):  # type: ignore[misc]  # ships no types
    """Hands over the parts and packs nothing."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        super().__init__()
        self._parts = parts

    def _create_package(self) -> list[Any]:
        self._parts.update((name, stream.getvalue().encode()) for stream, name, _ in super()._create_package())
        return []


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # ships no types
    """A worksheet whose formulas use only functions that need no prefix in the file; tests verify that."""

    def __init__(self) -> None:
        super().__init__()
        self._filled: list[str] = []
        self._filled_at: dict[str, int] = {}

    def fill_down(self, first_row: int, column: int, last_row: int) -> None:
        """Store the formulas of a column as a shared formula ([ECMA-376] part 1, 18.3.1.40).

        The formulas must be that of the first cell with its references moved down.
        """
        cells = [xl_rowcol_to_cell(row, column) for row in range(first_row, last_row + 1)]
        self._filled_at |= dict.fromkeys(cells, len(self._filled))
        self._filled.append(f"{cells[0]}:{cells[-1]}")

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        # In one piece, since a list has a hundred thousand of them; addresses, styles and types need no escaping.
        kind = cell.__class__.__name__
        if cell.format is None or kind not in _WRITTEN_IN_ONE_PIECE:
            super()._write_cell(row, col, cell)
            return
        address = xl_rowcol_to_cell_fast(row, col)
        start = f'<c r="{address}" s="{cell.format._get_xf_index()}"'
        match kind:
            case "Formula":
                self.fh.write(f"{start}{self._formula_and_result(address, cell.formula, cell.value)}</c>")
            case "String":
                self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
            case "Number":
                self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
            case _:
                self.fh.write(f"{start}/>")

    def _formula_and_result(self, address: str, formula: str, result: object) -> str:
        """What follows the style in the element of a cell with a formula, until its end."""
        kind = ""
        if isinstance(result, str):
            kind = f' t="{"e" if result in _ERRORS else "str"}"' if result else ""
            # XlsxWriter writes a result as it is; _x0041_ in one would be an A to Excel.
            result = self._escape_data(self._escape_control_characters(result))
        number = self._filled_at.get(address)
        if number is None:
            return f"{kind}><f>{self._escape_data(formula)}</f><v>{result}</v>"
        own = f'si="{number}"/>'
        if self._filled[number].startswith(f"{address}:"):
            own = f'ref="{self._filled[number]}" si="{number}">{self._escape_data(formula)}</f>'
        return f'{kind}><f t="shared" {own}<v>{result}</v>'

    def _calculate_spans(self) -> None:
        """Omit the optional ``spans`` attribute of rows, which costs work for every cell."""

    def _prepare_formula(self, formula: str, *_: object) -> str:
        # XlsxWriter searches every formula for functions that need a prefix, with thirty patterns and with more than a
        # hundred in conditions. That took more than half of the time of a workbook.
        return formula.removeprefix("=")

    # By row and column; those that XlsxWriter has for everybody look first whether they were given "A1".
    write_string = Worksheet._write_string
    write_number = Worksheet._write_number
    write_blank = Worksheet._write_blank

    def write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: object = 0) -> int:
        """Store a formula as it is, and its result.

        XlsxWriter also searches for functions whose results spill into other cells: a fifth of the time that is left.
        """
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(self._prepare_formula(formula), cell_format, value)
        return 0

    def element(self, row: int, column: int) -> bytes:
        """The XML element of a cell, as the sheet's part has it."""
        return _fragment(self, lambda cell: self._write_cell(row, column, cell), [self.table[row][column]])

    def header_element(self) -> bytes:
        """The XML element of the page header."""
        return _fragment(self, lambda _: self._write_odd_header(), [None])


def core_part(title: str, author: str) -> bytes:
    """The part with the document properties."""
    core = Core()
    core._set_properties(workbook_properties(title, author))
    return _fragment(core, lambda _: core._assemble_xml_file(), [None])


def _fragment(writer: Any, write: Callable[[Any], object], things: Sequence[Any]) -> bytes:
    """What a writer of XlsxWriter writes for each thing, joined."""
    stream = StringIO()
    writer._set_xml_writer(stream)
    for thing in things:
        write(thing)
    return stream.getvalue().encode()
