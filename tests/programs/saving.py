"""Lets other programs open workbooks and save them again, as happens to a workbook that is sent around."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import excelize
import openpyxl

from support.office import converted, recalculated
from support.patience import HANG_SECONDS

_HERE = Path(__file__).resolve().parent

Saving = Callable[[Sequence[Path], Path], list[Path]]
"""Opens the files in a program and saves them into a new folder, as .xlsx files under their own names."""


def by_libreoffice(files: Sequence[Path], folder: Path) -> list[Path]:
    """Calculated and saved as .xlsx by LibreOffice."""
    return recalculated(files, folder)


def by_libreoffice_as_xls(files: Sequence[Path], folder: Path) -> list[Path]:
    """Saved in the format of Excel 97, which has no more than 256 columns, then back."""
    return recalculated(converted(files, folder / "xls", "xls"), folder)


def by_libreoffice_as_ods(files: Sequence[Path], folder: Path) -> list[Path]:
    """Saved as an OpenDocument spreadsheet, then back."""
    return recalculated(converted(files, folder / "ods", "ods"), folder)


def by_openpyxl(files: Sequence[Path], folder: Path) -> list[Path]:
    """Saved by a library that drops the values of formulas."""
    targets = _targets(files, folder)
    for file, target in zip(files, targets, strict=True):
        book = openpyxl.load_workbook(file)
        book.save(target)
        book.close()
    return targets


def by_sheetjs(files: Sequence[Path], folder: Path) -> list[Path]:
    """Saved by a library whose free edition drops styles and protection."""
    node = shutil.which("node")
    assert node is not None, "these tests need node: there is none on PATH"
    assert Path(_HERE, "node_modules", "xlsx").is_dir(), "these tests need SheetJS: run npm install in tests/programs"
    targets = _targets(files, folder)
    pairs = [str(path) for pair in zip(files, targets, strict=True) for path in pair]
    command = [node, str(_HERE / "save_by_sheetjs.cjs"), *pairs]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return targets


def by_excelize(files: Sequence[Path], folder: Path) -> list[Path]:
    """Saved by a Go library, which writes anew those sheets of which it was asked something."""
    targets = _targets(files, folder)
    for file, target in zip(files, targets, strict=True):
        book = excelize.open_file(str(file))
        for sheet in book.get_sheet_list():
            book.get_cell_value(sheet, "A1")
        book.save_as(str(target))
        book.close()
    return targets


PROGRAMS: Mapping[str, Saving] = {
    "libreoffice": by_libreoffice,
    "libreoffice-xls": by_libreoffice_as_xls,
    "libreoffice-ods": by_libreoffice_as_ods,
    "openpyxl": by_openpyxl,
    "sheetjs": by_sheetjs,
    "excelize": by_excelize,
}
"""Every way of saving that must not change what a workbook says."""


def _targets(files: Sequence[Path], folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    return [folder / file.name for file in files]
