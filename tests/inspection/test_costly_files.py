"""What would take long to compare is not compared; the figures are read and checked all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from hostile.hostile_files import changed
from support.files import official, saved
from xlsreport import check, new_submission, read_workbook

SHEET = "xl/worksheets/sheet3.xml"


def replaced(part: str, old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda plain: changed(plain, lambda n, p: p.replace(old.encode(), new.encode(), 1) if n == part else p)


def shared(plain: bytes, part: str = SHEET, old: str = "</sheetData>", new: str = "") -> bytes:
    """A long formula that is kept once for thousands of cells, in place of something in a part."""
    first = f'<row r="90"><c r="A90"><f t="shared" si="0" ref="A90:A3000">{"1+" * 4_000}1</f></c></row>'
    others = "".join(f'<row r="{r}"><c r="A{r}"><f t="shared" si="0"/></c></row>' for r in range(91, 2_000))
    return replaced(part, old, f"{new}{first}{others}</sheetData>")(plain)


def filling(plain: bytes) -> bytes:
    """Formulas each of which is for forty thousand cells."""
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><f t="array" ref="A{r}:IV{r + 1_000}">1+1</f></c></row>' for r in range(90, 110)
    )
    return replaced(SHEET, "</sheetData>", f"{rows}</sheetData>")(plain)


RESTRICTED = '<dataValidation sqref="' + "A1 " * 40_000 + '"/>'
COSTLY: dict[str, Callable[[bytes], bytes]] = {
    "shared formulas": shared,
    "formulas for areas": filling,
    "restricted areas": replaced(SHEET, "</dataValidations>", f"{2 * RESTRICTED}</dataValidations>"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", COSTLY)
def test_a_file_that_would_take_long_to_look_at_is_not_looked_at(name: str, tmp_path: Path) -> None:
    file = saved(new_submission(official(), agency="某镇", year=2025), tmp_path)
    file.write_bytes(COSTLY[name](file.read_bytes()))
    rules = {finding.rule for finding in check(read_workbook(file), forensic=True)}
    assert {"altered.unexamined", "filled"} <= rules


@pytest.mark.slow
def test_what_is_costly_on_an_added_sheet_keeps_nobody_from_looking_at_the_others(tmp_path: Path) -> None:
    file = saved(new_submission(official(), agency="某镇", year=2025), tmp_path)
    book = openpyxl.load_workbook(file)
    book.create_sheet("副本")
    book.save(file)
    added = shared(file.read_bytes(), f"xl/worksheets/sheet{len(book.sheetnames)}.xml", "<sheetData/>", "<sheetData>")
    file.write_bytes(added)
    rules = {finding.rule for finding in check(read_workbook(file), forensic=True)}
    assert "altered.sheet" in rules
    assert "altered.unexamined" not in rules


@pytest.mark.slow
def test_of_a_file_that_is_no_xlsx_only_the_figures_are_checked(tmp_path: Path) -> None:
    """As it would be of a second format, whose room gives a submission all the same."""
    submission = read_workbook(saved(new_submission(official(), agency="某镇", year=2025), tmp_path))
    assert submission.source is not None
    other = replace(submission, source=replace(submission.source, data=b"PK of another format"))
    rules = {finding.rule for finding in check(other, forensic=True)}
    assert {"altered.unexamined", "filled"} <= rules


@pytest.mark.slow
def test_columns_that_do_not_exist_are_not_hidden_one_by_one(tmp_path: Path) -> None:
    file = saved(new_submission(official(), agency="某镇", year=2025), tmp_path)
    hidden = b'<cols><col min="2" max="1000000000" hidden="1"/></cols>'
    written = file.read_bytes()
    file.write_bytes(changed(written, lambda n, p: re.sub(rb"<cols>.*</cols>", hidden, p) if n == SHEET else p))
    assert "filled" in {finding.rule for finding in check(read_workbook(file))}
