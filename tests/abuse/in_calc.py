"""Does to workbooks in LibreOffice Calc what people do; run by the Python that LibreOffice's bridge is installed for.

Standard input is a JSON list of jobs: ``{"source": file, "target": file, "steps": [[deed, argument, …], …]}``. Rows and
columns count from 0; ranges are written as in a formula. A sheet that is locked is unlocked for a deed and locked again
before saving, as by somebody who found out that there is no password. A job with ``"values": sheet`` for its steps only
looks: the target is a JSON list of row, column and value of each cell that is not blank, or null if it does not open.
The arguments are the words before the command that starts LibreOffice: what ends it when this script is killed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryDirectory
from typing import Any

import uno  # type: ignore[import-not-found]  # comes with LibreOffice
from com.sun.star.container import NoSuchElementException  # type: ignore[import-not-found]
from com.sun.star.io import IOException  # type: ignore[import-not-found]
from com.sun.star.lang import DisposedException, IllegalArgumentException  # type: ignore[import-not-found]
from com.sun.star.table import TableSortField  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # it is run by itself, by another Python

from support.office_bridge import PATIENCE, connected, property_of

_CONTENT = 1 + 2 + 4 + 16
"""com.sun.star.sheet.CellFlags: values, dates, texts, formulas."""
_NO_PLAIN_NUMBER = 2 + 4 + 1024
"""com.sun.star.util.NumberFormat: dates, times, truth values."""
_LEFT = uno.Enum("com.sun.star.sheet.CellDeleteMode", "LEFT")
_UP = uno.Enum("com.sun.star.sheet.CellDeleteMode", "UP")
_ROWS = uno.Enum("com.sun.star.table.TableOrientation", "ROWS")
_FORMAT = "Calc MS Excel 2007 XML"

Document = Any
Sheet = Any


class Desk:
    """One open document, with the sheets that are to be locked again."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._to_lock: dict[str, Sheet] = {}

    def sheet(self, name: str) -> Sheet:
        """A sheet, free to be changed."""
        sheet = self.document.Sheets.getByName(name)
        if sheet.isProtected():
            sheet.unprotect("")
            self._to_lock[name] = sheet
        return sheet

    def lock_again(self) -> None:
        """Lock what was unlocked for a deed, as far as it still exists."""
        for name in self._to_lock.keys() & set(self.document.Sheets.ElementNames):
            self.document.Sheets.getByName(name).protect("")


def insert_rows(desk: Desk, sheet: str, row: int, count: int = 1) -> None:
    desk.sheet(sheet).Rows.insertByIndex(row, count)


def delete_rows(desk: Desk, sheet: str, row: int, count: int = 1) -> None:
    desk.sheet(sheet).Rows.removeByIndex(row, count)


def insert_columns(desk: Desk, sheet: str, column: int, count: int = 1) -> None:
    desk.sheet(sheet).Columns.insertByIndex(column, count)


def delete_columns(desk: Desk, sheet: str, column: int, count: int = 1) -> None:
    desk.sheet(sheet).Columns.removeByIndex(column, count)


def hide_rows(desk: Desk, sheet: str, row: int, count: int = 1) -> None:
    rows = desk.sheet(sheet).Rows
    for number in range(row, row + count):
        rows.getByIndex(number).IsVisible = False


def hide_columns(desk: Desk, sheet: str, column: int, count: int = 1) -> None:
    columns = desk.sheet(sheet).Columns
    for number in range(column, column + count):
        columns.getByIndex(number).IsVisible = False


def group_rows(desk: Desk, sheet: str, area: str) -> None:
    """Rows are grouped, and the group is collapsed."""
    rows = desk.sheet(sheet).getCellRangeByName(area).getRangeAddress()
    desk.sheet(sheet).group(rows, _ROWS)
    desk.sheet(sheet).hideDetail(rows)


def sort(desk: Desk, sheet: str, area: str, column: int) -> None:
    """Put the rows of an area into descending order by its column so-and-so."""
    field = TableSortField()
    field.Field, field.IsAscending = column, False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    desk.sheet(sheet).getCellRangeByName(area).sort((property_of("SortFields", fields),))


def number(desk: Desk, sheet: str, cell: str, value: float) -> None:
    desk.sheet(sheet).getCellRangeByName(cell).setValue(value)


def text(desk: Desk, sheet: str, cell: str, words: str) -> None:
    desk.sheet(sheet).getCellRangeByName(cell).setString(words)


def formula(desk: Desk, sheet: str, cell: str, written: str) -> None:
    desk.sheet(sheet).getCellRangeByName(cell).setFormula(written)


def formula_with(desk: Desk, sheet: str, cell: str, end: str) -> None:
    """Add something at the end of a formula."""
    cells = desk.sheet(sheet).getCellRangeByName(cell)
    cells.setFormula(cells.getFormula() + end)


def clear(desk: Desk, sheet: str, area: str) -> None:
    """Delete the content and keep the formats, as the Delete key does."""
    desk.sheet(sheet).getCellRangeByName(area).clearContents(_CONTENT)


def copy(desk: Desk, sheet: str, area: str, to: str) -> None:
    """Copy and paste with everything: content, formats, entry checks."""
    source = desk.sheet(sheet)
    target = source.getCellRangeByName(to).getCellByPosition(0, 0).getCellAddress()
    source.copyRange(target, source.getCellRangeByName(area).getRangeAddress())


def paste(desk: Desk, sheet: str, area: str, rows: list[list[Any]]) -> None:
    """Paste values only, as of a block that was copied elsewhere; None leaves a cell empty."""
    filled = tuple(tuple("" if value is None else value for value in row) for row in rows)
    desk.sheet(sheet).getCellRangeByName(area).setDataArray(filled)


def paste_with_formats(desk: Desk, sheet: str, cell: str, rows: list[list[Any]]) -> None:
    """Copy a block from another sheet with its formats, where nothing is locked and no entry is limited."""
    desk.document.Sheets.insertNewByName("elsewhere", 0)
    source = desk.document.Sheets.getByName("elsewhere")
    area = source.getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1)
    area.setDataArray(tuple(tuple("" if value is None else value for value in row) for row in rows))
    area.CharWeight = 150.0
    target = desk.sheet(sheet).getCellRangeByName(cell).getCellByPosition(0, 0).getCellAddress()
    source.copyRange(target, area.getRangeAddress())
    desk.document.Sheets.removeByName("elsewhere")


def delete_cells_leftwards(desk: Desk, sheet: str, area: str) -> None:
    """Delete cells and pull those to the right of them to the left, in these rows only."""
    cells = desk.sheet(sheet)
    cells.removeRange(cells.getCellRangeByName(area).getRangeAddress(), _LEFT)


def delete_cells_upwards(desk: Desk, sheet: str, area: str) -> None:
    """Delete cells and pull those below them up, in these columns only."""
    cells = desk.sheet(sheet)
    cells.removeRange(cells.getCellRangeByName(area).getRangeAddress(), _UP)


def drag(desk: Desk, sheet: str, area: str, to: str) -> None:
    """Cut and paste, after which formulas that meant the cut cells mean the pasted ones."""
    cells = desk.sheet(sheet)
    target = cells.getCellRangeByName(to).getCellByPosition(0, 0).getCellAddress()
    cells.moveRange(target, cells.getCellRangeByName(area).getRangeAddress())


def fill_down(desk: Desk, sheet: str, area: str) -> None:
    """Copy the first row of an area into its other rows."""
    cells = desk.sheet(sheet).getCellRangeByName(area)
    address = cells.getRangeAddress()
    first = cells.getCellRangeByPosition(0, 0, address.EndColumn - address.StartColumn, 0).getRangeAddress()
    for row in range(1, address.EndRow - address.StartRow + 1):
        desk.sheet(sheet).copyRange(cells.getCellByPosition(0, row).getCellAddress(), first)


def merge(desk: Desk, sheet: str, area: str, together: bool = True) -> None:
    desk.sheet(sheet).getCellRangeByName(area).merge(together)


def in_white(desk: Desk, sheet: str, area: str) -> None:
    """White on white."""
    cells = desk.sheet(sheet).getCellRangeByName(area)
    cells.CharColor = cells.CellBackColor = 0xFFFFFF


def remark(desk: Desk, sheet: str, cell: str, words: str) -> None:
    cells = desk.sheet(sheet).getCellRangeByName(cell)
    desk.sheet(sheet).Annotations.insertNew(cells.getCellAddress(), words)


def rename(desk: Desk, sheet: str, name: str) -> None:
    desk.document.Sheets.getByName(sheet).Name = name


def move(desk: Desk, sheet: str, position: int) -> None:
    desk.document.Sheets.moveByName(sheet, position)


def copy_sheet(desk: Desk, sheet: str, name: str, position: int) -> None:
    desk.document.Sheets.copyByName(sheet, name, position)


def add_sheet(desk: Desk, name: str, position: int) -> None:
    desk.document.Sheets.insertNewByName(name, position)


def remove_sheet(desk: Desk, sheet: str) -> None:
    desk.document.Sheets.removeByName(sheet)


def show_sheet(desk: Desk, sheet: str, visible: bool) -> None:
    desk.document.Sheets.getByName(sheet).IsVisible = visible


def unprotect(desk: Desk, sheet: str) -> None:
    desk.document.Sheets.getByName(sheet).unprotect("")


def protect(desk: Desk, sheet: str, password: str) -> None:
    locked = desk.document.Sheets.getByName(sheet)
    locked.unprotect("")
    locked.protect(password)


def define_name(desk: Desk, name: str, content: str) -> None:
    origin = desk.document.Sheets.getByIndex(0).getCellByPosition(0, 0).getCellAddress()
    desk.document.NamedRanges.addNewByName(name, content, origin, 0)


def recalculate(desk: Desk) -> None:
    desk.document.calculateAll()


DEEDS: Mapping[str, Callable[..., None]] = {
    deed.__name__: deed
    for deed in (
        insert_rows,
        delete_rows,
        insert_columns,
        delete_columns,
        hide_rows,
        hide_columns,
        group_rows,
        sort,
        number,
        text,
        formula,
        formula_with,
        clear,
        copy,
        paste,
        paste_with_formats,
        delete_cells_leftwards,
        delete_cells_upwards,
        drag,
        fill_down,
        merge,
        in_white,
        remark,
        rename,
        move,
        copy_sheet,
        add_sheet,
        remove_sheet,
        show_sheet,
        unprotect,
        protect,
        define_name,
        recalculate,
    )
}


def main() -> None:
    """Do all jobs in one start of a LibreOffice of its own, and print the target of each that is done."""
    with TemporaryDirectory() as profile:
        pipe = f"abuse{Path(profile).name}"
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = [*sys.argv[1:], "soffice", "--headless", "--norestore", own]
        command.append(f"--accept=pipe,name={pipe};urp;")
        office = subprocess.Popen(command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
        try:
            calc = connected(pipe)
            for job in json.load(sys.stdin):
                if "values" in job:
                    seen = values(calc, Path(job["source"]), job["values"])
                    Path(job["target"]).write_text(json.dumps(seen), encoding="utf-8")
                else:
                    run(calc, Path(job["source"]), Path(job["target"]), job["steps"])
                sys.stdout.write(f"{job['target']}\n")
                sys.stdout.flush()
            with suppress(DisposedException):  # the answer may be cut off by what was asked for
                calc.terminate()
            office.wait(PATIENCE)
        finally:
            with suppress(ProcessLookupError):  # the command is only the starter of the program
                os.killpg(office.pid, signal.SIGKILL)


def run(calc: Any, source: Path, target: Path, steps: list[list[Any]]) -> None:
    """Open a workbook, do something to it, calculate what follows and save it."""
    document = calc.loadComponentFromURL(source.as_uri(), "_blank", 0, (property_of("Hidden", True),))
    desk = Desk(document)
    for deed, *arguments in steps:
        DEEDS[deed](desk, *arguments)
    desk.lock_again()
    document.calculate()
    document.storeToURL(target.as_uri(), (property_of("FilterName", _FORMAT),))
    document.close(True)


def values(calc: Any, source: Path, sheet: str) -> list[tuple[int, int, object]] | None:
    """What stands in a sheet; of dates and truth values, as text, what is displayed."""
    document = _opened(calc, source)
    if document is None:
        return None
    try:
        cells = document.Sheets.getByName(sheet)
        cursor = cells.createCursor()
        cursor.gotoEndOfUsedArea(True)
        rows = cursor.getDataArray()
        found = ((row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line))
        there = ((row, column, value) for row, column, value in found if _is_there(value))
        return [(row, column, _shown(document, cells, row, column, value)) for row, column, value in there]
    except NoSuchElementException:
        return None
    finally:
        document.close(True)


def _opened(calc: Any, source: Path) -> Document | None:
    try:
        return calc.loadComponentFromURL(source.as_uri(), "_blank", 0, (property_of("Hidden", True),))
    except (IOException, IllegalArgumentException):
        return None


def _is_there(value: object) -> bool:
    """Whether a cell is neither blank nor an error."""
    return value not in ("", None)


def _shown(document: Document, cells: Sheet, row: int, column: int, value: object) -> object:
    if isinstance(value, str):
        return value
    cell = cells.getCellByPosition(column, row)
    kind = document.NumberFormats.getByKey(cell.NumberFormat).Type
    return cell.String if kind & _NO_PLAIN_NUMBER else value


if __name__ == "__main__":
    main()
