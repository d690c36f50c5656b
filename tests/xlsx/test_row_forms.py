"""Lines of a list are parsed once for all of one form, and come out as if each were parsed by itself."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from random import Random

import pytest

from support.long_lists import filled_list
from xlsreport import workbook_bytes
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.reading_cache import NOTHING_KNOWN, ReadingCache
from xlsreport.xlsx.worksheet.row_form import CutRow, RowForm, cut_rows, is_shared
from xlsreport.xlsx.worksheet.sheet_parser import parse_sheet
from xlsreport.xlsx.worksheet.sheet_rows import SheetRow


@cache
def list_sheet() -> bytes:
    """The sheet of a list of sixty lines, with the formulas beside them written out, as LibreOffice has them."""
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(filled_list(12, 60)))) as archive:
        part = max((archive.read(name) for name in archive.namelist() if "/sheet" in name), key=len)
    formula = rb"\1<f>IF(B\2=&quot;&quot;,0,SUM($E$\2:F\2,E17)+\3)</f>"
    return re.sub(rb'(<c r="[A-Z]+([0-9]+)"[^>]*>)<f t="shared" si="([0-9]+)"/>', formula, part)


def parsed(part: bytes, known: ReadingCache = NOTHING_KNOWN) -> object:
    """All that a sheet's rows say, or why they are refused."""
    try:
        sheet = parse_sheet(part, known)
    except InvalidFileError as error:
        return error.key, error.values
    return sheet.skeleton.rows, list(sheet.values)


@cache
def sound() -> object:
    return parsed(list_sheet())


def test_all_lines_of_a_form_are_parsed_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, rows = sound(), []
    from_now_on = RowForm.of

    def counted(row: SheetRow, cut: CutRow) -> RowForm:
        rows.append(row.number)
        return from_now_on(row, cut)

    monkeypatch.setattr(RowForm, "of", counted)
    assert parsed(list_sheet(), ReadingCache()) == whole
    assert len(rows) < 20, "sixty lines, and six rows above them"


TURNS: dict[str, tuple[str, str]] = {
    "a formula that names another line": (r"<f>IF\(B20", r"<f>IF(B21"),
    "a formula with the number within a longer one": ("<f>", "<f>A2020+B120+C20.5+"),
    "a number behind a letter that is no address": ("<f>", '<f>"Q20"&amp;Z20&amp;20+'),
    "a letter by its number before the row's": ("<f>", "<f>&#65;20+"),
    "an ampersand before the row's number": ("<f>", "<f>1&lt;20+"),
    "a height in powers of ten": (r'<row r="20"', '<row r="20" ht="1E20" customHeight="1"'),
    "a height in powers of ten, a row below": (r'<row r="21"', '<row r="21" ht="1E20" customHeight="1"'),
    "a format like the number": (r'(<c r="B20") s="[0-9]+"', r'\1 s="20"'),
    "a name of a vocabulary with the number": (r'<row r="20"', '<row r="20" xmlns:A20="urn:z" A20:x="1"'),
    "a text in the cell with the number": (
        r'<c r="B20"[^>]*><v>[0-9]+</v></c>',
        '<c r="B20" t="inlineStr"><is><t>Q20</t></is></c>',
    ),
    "a tag's end within an attribute": (r'<row r="20"', '<row r="20" spans=">" ht="1E20"'),
    "a cell of another line": (r'<c r="C20"', '<c r="C21"'),
    "a cell of a longer number": (r'<c r="C20"', '<c r="C201"'),
    "a row of a number with a zero": (r'<row r="20"', '<row r="020"'),
    "a row that there cannot be": (r'<row r="60"', '<row r="1048577"'),
    "a row twice": (r'(<row r="20".*?</row>)', r"\1\1"),
    "rows the other way round": (r'(<row r="20".*?</row>)(<row r="21".*?</row>)', r"\2\1"),
    "the mark itself": ("<f>", "<f>\x01"),
    "a formula as LibreOffice writes it": ("<f>", '<f aca="false">'),
    "a formula that is always calculated": ("<f>", '<f aca="true">'),
    "a formula with an attribute that there is none of": ("<f>", '<f ac="false">'),
    "a shared formula": (r'(<c r="[A-Z]+20"[^>]*>)<f>', r'\1<f t="shared" ref="B20:B40" si="0">'),
}
"""Something exchanged in one line, which then is like the others no more, or less than it seems."""


@pytest.mark.parametrize("turn", TURNS)
def test_a_line_that_is_other_than_it_seems_is_read_as_it_is(turn: str) -> None:
    old, new = (text.encode() for text in TURNS[turn])
    changed, count = re.subn(old, new, list_sheet(), count=1, flags=re.DOTALL)
    at = list_sheet().find(b'<row r="20"')
    behind, in_line = re.subn(old, new, list_sheet()[at:], count=1, flags=re.DOTALL)
    assert (count, in_line) == (1, 1)
    for part in (changed, list_sheet()[:at] + behind):
        known = ReadingCache()
        whole = parsed(part)
        assert parsed(part, known) == whole  # the sheet by itself
        assert parsed(part, known) == whole  # after itself
        known = ReadingCache()
        parsed(list_sheet(), known)
        assert parsed(part, known) == whole  # after the sound one
        assert parsed(list_sheet(), known) == sound()


EVERYWHERE: dict[str, tuple[str, str]] = {
    "heights": (r'<row r="([0-9]+)"', r'<row r="\1" ht="1E\1"'),
    "heights behind a tag's end": (r'<row r="([0-9]+)"', r'<row r="\1" spans=">" ht="1E\1"'),
    "formats": (r'<c r="B([0-9]+)" s="[0-9]+"', r'<c r="B\1" s="\1"'),
    "texts in cells": (
        r'<c r="B([0-9]+)"[^>]*><v>[0-9]+</v></c>',
        r'<c r="B\1" t="inlineStr"><is><t>Q\1</t></is></c>',
    ),
    "names of a vocabulary": (r'<row r="([0-9]+)"', r'<row r="\1" xmlns:A\1="urn:z" A\1:x="1"'),
    "letters by their numbers": (r"<f>IF\(B([0-9]+)", r"<f>IF(&#66;\1"),
    "formulas as LibreOffice writes them": (r"<f>IF\(B([0-9]+)", r'<f aca="false">IF(B\1'),
    "texts within formulas": (r"<f>IF\(B([0-9]+)", r'<f>IF("Q\1"&lt;B\1'),
}
"""Something exchanged in all lines in which the number of each is repeated."""


@pytest.mark.parametrize("turn", EVERYWHERE)
def test_what_repeats_the_number_of_its_line_comes_out_with_that_number(turn: str) -> None:
    old, new = (text.encode() for text in EVERYWHERE[turn])
    changed, count = re.subn(old, new, list_sheet())
    assert count >= 60
    known = ReadingCache()
    assert parsed(changed, known) == parsed(changed)
    assert parsed(list_sheet(), known) == parsed(list_sheet())


@pytest.mark.slow
def test_lines_in_any_order_and_number_come_out_as_each_by_itself() -> None:
    """Lines are taken out, given other numbers and repeated; some references in them go with the number, others not."""
    draw, known = Random(11), ReadingCache()
    head, *rows = re.split(rb"(?=<row )", list_sheet().partition(b"</sheetData>")[0])
    end = list_sheet()[list_sheet().find(b"</sheetData>") :]
    for _ in range(40):
        part, number = head, 0
        for row in draw.sample(rows, 25):
            number += draw.choice((1, 1, 1, 7, 80, 900))
            own = re.match(rb'<row r="([0-9]+)"', row)
            assert own is not None
            pattern = (
                rb'(?<=[A-Z"])' + own[1] + rb"(?=\")" if draw.random() < 0.3 else rb'(?<=[A-Z$"])' + own[1] + rb"\b"
            )
            part += re.sub(pattern, b"%d" % number, row)
        assert parsed(part + end, known) == parsed(part + end)


@pytest.mark.parametrize("tag", [b"<f>", b'<f aca="false">'])
def test_what_is_cut_out_is_put_back_where_it_was(tag: bytes) -> None:
    lines = ((7, b"B7&amp;1"), (12, b"C3"))
    rows = [b'<row r="%d"><c r="A%d">%b%b</f>\0</c><c r="B%d"/></row>' % (n, n, tag, text, n) for n, text in lines]
    first, second = cut_rows(b"".join(rows)) or ()
    assert (first.number, first.formulas, second.number, second.formulas) == (6, ["B7&1"], 11, ["C3"])
    assert first.key == second.key == b'><c r="A\x01>\x02\0</c><c r="B\x01/></row>'
    row = SheetRow(number=6, formulas={0: "B7&1"}, styles={0: 0, 1: 0}, slots={0: 0}, kinds="n")
    assert RowForm.of(row, first).filled(second) == row._replace(number=11, formulas={0: "C3"})


@pytest.mark.parametrize(
    "rows",
    [
        b'<row spans="1:2" r="12"/>',
        b'<row r="1048577"/>',
        b'<row r="012"/>',
        b'x<row r="12"/>',
        b'<row r="12"><c r="A12"><f>&x;</f></c></row>',
    ],
)
def test_rows_that_are_not_written_as_usual_are_not_cut(rows: bytes) -> None:
    assert cut_rows(rows) is None


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="12"><c r="A13"/></row>',
        b'<row r="12"><c r="AAAA12"/></row>',
        b'<row r="12"><c r="&#65;12"/></row>',
        b'<row r="12"><c s="1" r="A12"/></row>',
        b'<row r="12"><x:c r="A12"/></row>',
        b'<row r="12"><c r="A12"><v xml:space="preserve">1</v></c></row>',
        b'<row r="12"><!-- --></row>',
    ],
)
def test_a_row_in_which_an_address_may_be_left_is_like_no_other(row: bytes) -> None:
    (cut,) = cut_rows(row) or ()
    assert cut == CutRow(11, row.removeprefix(b"<row "), None)


def test_rows_with_one_text_in_themselves_are_alike() -> None:
    assert is_shared(b'><c r="A\x01 t="inlineStr"><is><t>A12</t></is></c></row>')
