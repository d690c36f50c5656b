"""What decides whether a figure is seen is read as programs write it, or the file is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fuzz.bases import base_named
from hostile.hostile_files import changed
from xlsreport import RejectedWorkbookError, check, read_workbook
from xlsreport.messages import messages_for

SHEET, STYLES = "xl/worksheets/sheet4.xml", "xl/styles.xml"
_OTHER = 'xmlns:z="urn:z"'
_WAYS = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:n="urn:n"'
_PALE = '<font><sz val="11"/><color rgb="FFFFFBE6"/></font>'
_DARK = '<font><sz val="11"/><color rgb="FF000000"/></font>'


def _either(one: str, other: str) -> str:
    choice = f'<mc:Choice Requires="n">{one}</mc:Choice>'
    return f"<mc:AlternateContent {_WAYS}>{choice}<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"


def _edited(part: str, old: str, new: str, folder: Path) -> Path:
    return _edited_often((part, old, new), folder=folder)


def _edited_often(*edits: tuple[str, str, str], folder: Path) -> Path:
    """The base with the first match of each pattern exchanged in its part."""

    def change(name: str, content: bytes) -> bytes:
        for part, old, new in edits:
            if name == part:
                content, count = re.subn(old.encode(), new.encode(), content, count=1)
                assert count == 1, f"{old} is not in {part}"
        return content

    file = folder / "in.xlsx"
    file.write_bytes(changed(base_named("2021-distinct").archive, change))
    return file


TWO_READINGS = {
    "a height with an underscore": (SHEET, r'<row r="8" ht="21"', '<row r="8" ht="1_00"'),
    "a height in full-width digits": (SHEET, r'<row r="8" ht="21"', '<row r="8" ht="１００"'),
    "a width with a blank": (SHEET, r'max="10" width="', 'max="10" width=" '),
    "a width below zero": (SHEET, r'max="10" width="', 'max="10" width="-'),
    "a depth with a zero before it": (SHEET, r'<row r="8"', '<row r="8" outlineLevel="01"'),
    "a zoom with a blank": (SHEET, "<sheetView ", '<sheetView zoomScale=" 10" '),
    "a zoom with decimals": (SHEET, "<sheetView ", '<sheetView zoomScale="10.0" '),
    "a hidden column within a group": (
        SHEET,
        r'(<col min="4" max="10"[^>]*/>)',
        r'\1<col min="6" max="6" hidden="1"/>',
    ),
    "a column twice": (SHEET, "</cols>", '<col min="4" max="4" width="0" hidden="1"/></cols>'),
    "a column of a range once more": (SHEET, "<cols>", '<cols><col min="1" max="40" width="10"/>'),
    "a sheet's heights in two ways": (SHEET, "<cols>", _either('<sheetFormatPr zeroHeight="1"/>', "") + "<cols>"),
    "a sheet's view in two ways": (
        SHEET,
        "<mergeCells",
        _either('<sheetViews><sheetView zoomScale="10"/></sheetViews>', "") + "<mergeCells",
    ),
    "an address of many letters": (SHEET, r'<c r="D8"', f'<c r="{"A" * 120_000}8"'),
    "a foreign colour": (STYLES, "</fonts>", f'<font><z:color {_OTHER} rgb="FF000000"/></font></fonts>'),
    "two colours": (STYLES, "</fonts>", '<font><color rgb="FF000000"/><color rgb="FFFFFFFF"/></font></fonts>'),
    "two sizes": (STYLES, "</fonts>", '<font><sz val="11"/><sz val="1"/></font></fonts>'),
    "a size that is none": (STYLES, "</fonts>", '<font><sz val="nan"/></font></fonts>'),
    "fonts in two ways": (STYLES, "</fonts>", _either(_PALE, _DARK) + "</fonts>"),
    "a colour in two ways": (STYLES, "</fonts>", "<font>" + _either('<color rgb="FFFFFFFF"/>', "") + "</font></fonts>"),
    "two fills in one": (
        STYLES,
        "</fills>",
        '<fill><patternFill patternType="none"/><patternFill patternType="solid"/></fill></fills>',
    ),
    "two alignments": (
        STYLES,
        "</cellXfs>",
        '<xf><alignment horizontal="left"/><alignment horizontal="fill"/></xf></cellXfs>',
    ),
    "two number formats of one number": (
        STYLES,
        "</numFmts>",
        '<numFmt numFmtId="170" formatCode="0"/><numFmt numFmtId="170" formatCode="0!.0"/></numFmts>',
    ),
}
"""The part, what is exchanged, and for what."""


@pytest.mark.parametrize("name", TWO_READINGS)
def test_what_programs_could_take_otherwise_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(RejectedWorkbookError) as caught:
        read_workbook(_edited(*TWO_READINGS[name], tmp_path))
    assert str(caught.value) == messages_for("zh-CN")("rejected.ambiguous")


_GROUP = r'(<col min="4" max="10"[^>]*/>)'
"""Columns within which openpyxl writes one once more when a script sets its width."""
ONE_READING = {
    "alternatives that look alike": (STYLES, "</fonts>", _either(_DARK, _DARK) + "</fonts>"),
    "controls in two ways": (SHEET, "</worksheet>", _either("<controls/>", "") + "</worksheet>"),
    "a number format twice": (STYLES, "</numFmts>", '<numFmt numFmtId="164" formatCode="@"/></numFmts>'),
    "another width within a group of columns": (SHEET, _GROUP, r'\1<col min="6" max="6" width="12"/>'),
    "a hidden column of a width below zero": (SHEET, r'width="[0-9.]+"([^>]* hidden="1")', r'width="-0.03"\1'),
    "a height with an exponent": (SHEET, r'<row r="8" ht="21"', '<row r="8" ht="2.1E1"'),
}


@pytest.mark.parametrize("name", ONE_READING)
def test_what_all_programs_take_alike_is_read(name: str, tmp_path: Path) -> None:
    sound = tmp_path / "sound.xlsx"
    sound.write_bytes(base_named("2021-distinct").archive)
    assert check(read_workbook(_edited(*ONE_READING[name], tmp_path))) == check(read_workbook(sound))


@pytest.mark.slow
def test_of_a_column_that_is_said_twice_the_narrower_counts(tmp_path: Path) -> None:
    file = _edited(SHEET, _GROUP, r'\1<col min="6" max="6" width="0.1"/>', tmp_path)
    told = [(f.rule, f.cells.first.column) for f in check(read_workbook(file)) if f.rule == "altered.hidden"]
    assert told == [("altered.hidden", 5)]


def test_a_code_that_goes_on_in_the_next_run_is_no_character(tmp_path: Path) -> None:
    runs = "<is><r><t>111_x00</t></r><r><t>39_</t></r></is>"
    file = _edited(SHEET, r'(<c r="D8"[^>]*)><v>\d+</v>', rf'\1 t="inlineStr">{runs}', tmp_path)
    typed = [entry.typed for entry in read_workbook(file).entries.values() if isinstance(entry.typed, str)]
    assert typed == ["111_x0039_"]


_MISLEADING = (
    (STYLES, "</numFmts>", '<numFmt numFmtId="190" formatCode="0&quot;5&quot;"/></numFmts>'),
    (STYLES, "</cellXfs>", '<xf numFmtId="190" fontId="0" fillId="0" borderId="0"/></cellXfs>'),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "where",
    [
        (SHEET, '<row r="8"', '<row r="8" s="{}" customFormat="1"'),
        (SHEET, r'(<col min="4"[^>]*) style="\d+"', '\\1 style="{}"'),
    ],
    ids=["row", "column"],
)
def test_a_cell_that_states_no_style_may_be_shown_by_that_of_its_row_or_column(
    where: tuple[str, str, str], tmp_path: Path
) -> None:
    part, old, new = where
    number = re.search(rb'<cellXfs count="(\d+)"', base_named("2021-distinct").contents[STYLES])
    assert number is not None
    bare = (SHEET, r'(<c r="D8") s="\d+"', r"\1")
    file = _edited_often(*_MISLEADING, (part, old, new.format(number[1].decode())), bare, folder=tmp_path)
    found = [finding.cells for finding in check(read_workbook(file)) if finding.rule == "altered.format"]
    assert [(cells.sheet, cells.first.row, cells.first.column, cells.size) for cells in found] == [
        ("三、申请办理", 7, 3, 1)
    ]
