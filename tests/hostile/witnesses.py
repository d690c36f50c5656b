"""Three other programs that read a workbook: a file in which two of them find different figures must not be read."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import python_calamine

from abuse.making import run_in_calc

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
        jobs = []
        for number, data in enumerate(files):
            source = Path(folder, f"{number}.xlsx")
            source.write_bytes(data)
            jobs.append({"source": str(source), "target": str(source.with_suffix(".json")), "values": sheet})
        run_in_calc(jobs)
        found = [json.loads(Path(str(job["target"])).read_text(encoding="utf-8")) for job in jobs]
        return [None if cells is None else {(row, column): value for row, column, value in cells} for cells in found]
