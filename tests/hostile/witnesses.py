"""Three other programs that read a workbook: a file in which two of them find different figures must not be read."""

from __future__ import annotations

import io
import subprocess
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import python_calamine

from support.office import soffice
from support.patience import HANG_SECONDS

Cells = Mapping[tuple[int, int], object]
"""What stands in the cells of the sheet of figures, by row and column from 0; blanks are not there."""


def by_calamine(data: bytes, sheet: str) -> Cells | None:
    """As calamine reads it; None where it does not."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = book.get_sheet_by_name(sheet)
        start = found.start or (0, 0)
        rows = found.to_python(skip_empty_area=True)
    except Exception:  # whatever it raises, it does not read the file
        return None
    except BaseException as error:  # a panic is no Exception
        if type(error).__name__ != "PanicException":
            raise
        return None
    return {
        (row + start[0], column + start[1]): value
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
        if value != ""
    }


def by_openpyxl(data: bytes, sheet: str) -> Cells | None:
    """As openpyxl reads it, results of formulas included; None where it does not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            cells = [cell for row in book[sheet].iter_rows() for cell in row]
    except Exception:  # whatever it raises, it does not read the file
        return None
    return {(cell.row - 1, cell.column - 1): cell.value for cell in cells if cell.value is not None}


def by_libreoffice(files: Iterable[bytes], sheet: str) -> list[Cells | None]:
    """As LibreOffice reads them, all in one start; None for those that it does not."""
    with TemporaryDirectory() as folder:
        sources = []
        for number, data in enumerate(files):
            sources.append(Path(folder, f"{number}.xlsx"))
            sources[-1].write_bytes(data)
        into, profile = Path(folder, "into"), Path(folder, "profile").as_uri()
        command = [soffice(), "--headless", f"-env:UserInstallation={profile}", "--convert-to", "ods"]
        command += ["--outdir", str(into), *map(str, sources)]
        subprocess.run(command, capture_output=True, timeout=HANG_SECONDS, check=False)
        written = [into / f"{source.stem}.ods" for source in sources]
        return [by_calamine(file.read_bytes(), sheet) if file.is_file() else None for file in written]
