"""What the code leans on of libraries without being promised it: a version that lacks any of it fails here, by name."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

from support.package_source import MODULES, nodes_of
from xlsreport.workbook.xlsxwriter_backend.xlsxwriter_internals import PlainWorksheet, workbook_options

USED: dict[str, list[object]] = {
    "_Element": [etree],  # the type of all elements; the stubs have no other name for it
    "_assemble_xml_file": [Core],
    "_check_dimensions": [Worksheet],
    "_escape_control_characters": [XMLwriter],
    "_escape_data": [XMLwriter],
    "_get_xf_index": [Format],
    "_set_properties": [Core],
    "_set_xml_writer": [Core, SharedStrings, Worksheet],
    "_write_blank": [Worksheet],
    "_write_number": [Worksheet],
    "_write_odd_header": [Worksheet],
    "_write_si": [SharedStrings],
    "_write_sst": [SharedStrings],
    "_write_string": [Worksheet],
    "_yaml": [import_module("yaml")],
}
"""Private names of libraries that the source uses, and where each must be."""

DOCUMENTED = {"_exit", "_replace"}
"""Public ones of the standard library for all their underscore: ``os._exit``, ``namedtuple._replace``."""

OVERRIDDEN = {
    ("PartsWorkbook", "_get_packager", Workbook),
    ("_PartsPackager", "_create_package", Packager),
    ("PlainWorksheet", "_calculate_spans", Worksheet),
    ("PlainWorksheet", "_prepare_formula", Worksheet),
    ("PlainWorksheet", "_write_cell", Worksheet),
    ("PlainWorksheet", "write_blank", Worksheet),
    ("PlainWorksheet", "write_formula", Worksheet),
    ("PlainWorksheet", "write_number", Worksheet),
    ("PlainWorksheet", "write_string", Worksheet),
}
"""Methods of libraries in whose place are our own, most of which nobody would call under another name."""


def names_used() -> set[str]:
    """Every private name that the source takes from something, and does not define itself."""
    nodes = [node for path in MODULES for node in nodes_of(path)]
    return {name for node in nodes for name in _taken(node) if _is_private(name)} - set(_own(nodes))


def _taken(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, ast.ImportFrom) and not str(node.module).startswith("xlsreport"):
        return [*str(node.module).split("."), *(alias.name for alias in node.names)]
    return []


def _own(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def test_every_private_name_of_a_library_is_listed() -> None:
    assert names_used() == USED.keys() | DOCUMENTED


@pytest.mark.parametrize("name", USED)
def test_every_private_name_of_a_library_is_there(name: str) -> None:
    assert [home for home in USED[name] if not hasattr(home, name)] == []


@pytest.mark.parametrize(("ours", "name", "base"), sorted(OVERRIDDEN, key=str))
def test_whatever_is_overridden_is_there_and_takes_what_ours_takes(ours: str, name: str, base: type[Any]) -> None:
    theirs = inspect.signature(getattr(base, name)).parameters
    home = import_module(PlainWorksheet.__module__)
    own = inspect.signature(getattr(getattr(home, ours), name))
    own.bind(*range(len(theirs)))


def test_no_other_method_of_xlsxwriter_is_overridden() -> None:
    home = import_module(PlainWorksheet.__module__)
    own = {name: cls for name, cls in vars(home).items() if inspect.isclass(cls) and cls.__module__ == home.__name__}
    found = {
        (name, method)
        for name, cls in own.items()
        for method in vars(cls)
        if not method.startswith("__") and any(method in vars(base) for base in cls.__mro__[1:-1])
    }
    assert found == {(name, method) for name, method, _ in OVERRIDDEN}


FORMULA = "SORT(A1:A3)"
"""Which XlsxWriter would write as ``_xlfn._xlws.SORT``, after it has looked for thirty names more."""


def sheet_with_formulas(kind: type[Any]) -> str:
    """A sheet's part with a formula in a cell and one in a condition."""
    file = BytesIO()
    with Workbook(file, workbook_options()) as workbook:
        sheet = workbook.add_worksheet("S", kind)
        sheet.write_formula(0, 1, f"={FORMULA}")
        sheet.conditional_format("A1:A3", {"type": "formula", "criteria": f"={FORMULA}", "format": None})
    with ZipFile(file) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_xlsxwriter_asks_for_formulas_where_ours_are_written_as_they_are() -> None:
    """Without the override a workbook would say the same, and take more than twice as long."""
    ours = sheet_with_formulas(PlainWorksheet)
    assert ours.count(f">{FORMULA}<") == 2
    assert f"<f>{FORMULA}</f>" in ours  # in one cell, not in as many as it fills
    assert f">{FORMULA}<" not in sheet_with_formulas(Worksheet)


def sheet_with_cells(kind: type[Any]) -> str:
    """The cells of a sheet with each kind of cell that a draft has, and what XML and Excel would take otherwise."""
    file = BytesIO()
    with Workbook(file, workbook_options()) as workbook:
        sheet, bold = workbook.add_worksheet("S", kind), workbook.add_format({"bold": True})
        for row, text in enumerate(("a", " b ", 'c<d>&"e"', "a")):
            sheet.write_string(row, 0, text, bold)
            sheet.write_string(row, 27, text)
        for row, number in enumerate((0, -1.5, 1e21, 0.1, 12345678901234567)):
            sheet.write_number(row, 1, number, bold)
        for row, result in enumerate((0, 2.5, "", "x<y", "a\nb", *ERRORS, "#n/a")):
            sheet.write_formula(row, 2, '=IF(A1<"&",B1,0)', bold, result)
        sheet.write_blank(0, 3, None, bold)
        sheet.write_blank(1, 3, None)
        sheet.write_boolean(2, 3, True, bold)
        sheet.write_url(3, 3, "internal:'S'!A1", bold, "there")
        sheet.write_rich_string(4, 3, "a ", bold, "b", bold)
        sheet.merge_range(5, 3, 6, 4, "", bold)
    with ZipFile(file) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    return re.sub(' spans="[0-9:]+"', "", part)


ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def test_cells_that_are_written_in_one_piece_are_as_xlsxwriter_writes_them() -> None:
    ours = sheet_with_cells(PlainWorksheet)
    assert ours == sheet_with_cells(Worksheet)
    assert ours.count("<f>") == 5 + len(ERRORS) + 1
    assert ours.count('t="e"') == len(ERRORS)
