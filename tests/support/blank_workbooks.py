"""Blank workbooks, which tests only look at: of each definition one is written, and opened once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl.workbook import Workbook

from support.files import saved
from xlsreport import Definition, new_submission

_FOLDER = TemporaryDirectory(prefix="xlsreport-tests-")


@cache
def blank(definition: Definition) -> Path:
    """The file, which no test changes."""
    return saved(new_submission(definition), Path(_FOLDER.name), f"{blank.cache_info().currsize}.xlsx")


@cache
def blank_book(definition: Definition) -> Workbook:
    """The same as openpyxl reads it; who asks it for a cell that is not there makes one, and should open another."""
    return openpyxl.load_workbook(blank(definition))
