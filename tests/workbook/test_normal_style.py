"""The style that pasted cells get is that of a paragraph, and nothing else can be typed into because of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from support.blank_workbooks import blank
from support.fillings import DEFINITIONS, definition_named
from support.parts import parts, sheet_parts
from xlsreport.layout.workbook_layout import layout_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EVERY = pytest.mark.parametrize("name", DEFINITIONS)


def styles_of(file: Path) -> etree._Element:
    return etree.fromstring(parts(file)["xl/styles.xml"])


@EVERY
def test_pasted_cells_can_be_typed_into_and_show_their_whole_text(name: str) -> None:
    styles = styles_of(blank(definition_named(name)))
    (normal,) = styles.findall(f"{_MAIN}cellStyleXfs/{_MAIN}xf")
    assert dict(normal.find(f"{_MAIN}protection").attrib) == {"locked": "0"}  # type: ignore[union-attr]
    assert dict(normal.find(f"{_MAIN}alignment").attrib) == {"vertical": "top", "wrapText": "1"}  # type: ignore[union-attr]
    assert normal.get("applyProtection") == normal.get("applyAlignment") == "1"


@EVERY
def test_every_format_of_a_cell_says_of_itself_whether_it_is_locked(name: str) -> None:
    styles = styles_of(blank(definition_named(name)))
    formats = styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")
    locks = [found.find(f"{_MAIN}protection").get("locked") for found in formats]  # type: ignore[union-attr]
    assert set(locks) == {"0", "1"}
    assert locks[0] == "1", "the format of cells that nobody wrote"
    assert dict(formats[0].find(f"{_MAIN}alignment").attrib) == {"vertical": "bottom", "wrapText": "0"}  # type: ignore[union-attr]
    assert all(found.get("applyProtection") == found.get("applyAlignment") == "1" for found in formats)


@EVERY
def test_cells_that_nobody_wrote_are_locked_by_their_columns(name: str) -> None:
    definition = definition_named(name)
    package = parts(blank(definition))
    sheets = sheet_parts(package)
    for part, data in package.items():
        if part.startswith("xl/worksheets/sheet"):
            columns = etree.fromstring(data).findall(f"{_MAIN}cols/{_MAIN}col")
            spans = [(int(column.get("min")), int(column.get("max"))) for column in columns]  # type: ignore[arg-type]
            assert [first for first, _ in spans] == [1, *(last + 1 for _, last in spans[:-1])]
            assert spans[-1][1] == 1024
            opened = [span for span, column in zip(spans, columns, strict=True) if column.get("style") != "0"]
            room = [one.room for one in layout_of(definition).narratives.values() if sheets[one.sheet] == part]
            assert opened == [(one.first.column + 1, one.last.column + 1) for one in room]


@EVERY
def test_the_widths_of_columns_are_counted_in_a_font_that_every_system_has_or_replaces_by_one_of_its_width(
    name: str,
) -> None:
    styles = styles_of(blank(definition_named(name)))
    first = styles.find(f"{_MAIN}fonts/{_MAIN}font")
    assert first is not None
    assert [element.get("val") for element in first.iter(f"{_MAIN}name", f"{_MAIN}sz")] == ["11", "Arial"]


@EVERY
def test_no_font_is_the_themes_which_would_be_shown_in_place_of_the_one_that_is_named(name: str) -> None:
    styles = styles_of(blank(definition_named(name)))
    assert list(styles.iter(f"{_MAIN}scheme")) == []


@pytest.mark.slow
def test_the_second_workbook_of_a_process_is_written_as_the_first() -> None:
    program = (
        "import hashlib, xlsreport\n"
        "blank = xlsreport.new_submission(xlsreport.load_definition('cn-gov-info-disclosure/2021'), agency='A')\n"
        "print(*(hashlib.sha256(xlsreport.workbook_bytes(blank)).hexdigest() for _ in range(2)))"
    )
    first, second = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert first == second
