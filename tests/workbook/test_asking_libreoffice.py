"""LibreOffice is asked for what formulas come to, in the words of a file: truth values and errors, too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from support.engines import by_libreoffice
from support.parts import cached_values

FORMULAS = {
    "A1": ("=1+1", 2),
    "A2": ('="a"&"b"', "ab"),
    "B3": ("=1=2", False),
    "B4": ("=1/0", "#DIV/0!"),
    "C7": ('=""', ""),
    "D7": ("=DATE(2025,1,31)", date(2025, 1, 31).toordinal() - date(1899, 12, 30).toordinal()),
}


@pytest.mark.engine
def test_it_gives_what_the_file_holds(tmp_path: Path) -> None:
    file = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Some sheet")
        for cell, (formula, value) in FORMULAS.items():
            sheet.write_formula(cell, formula, None, value)
    said = cached_values(file)
    assert {cell for _, cell in said} == FORMULAS.keys()
    assert by_libreoffice([file]) == [said]
