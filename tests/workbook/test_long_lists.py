"""Lists that are longer than any table: they are read, and a file that is larger than its form can need is not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from hostile.hostile_files import changed
from support.long_lists import filled_list, long_list
from support.reports import SAMPLES
from xlsreport import RejectedWorkbookError, check, read_workbook, write_workbook
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.reading_limits import ORDINARY_LIMITS
from xlsreport.submission.submission import Line
from xlsreport.xlsx.package.workbook_package import unpack

COLUMNS, LINES = 40, 3_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with a long list, all of it filled."""
    path = tmp_path_factory.mktemp("long") / "awards.xlsx"
    write_workbook(filled_list(COLUMNS, LINES), path)
    return path


def held(line: Line) -> tuple[int, dict[str, object]]:
    """The number of a line and what it holds."""
    return line.number, {place.column: entry.held for place, entry in line.entries.items()}


@pytest.mark.slow
def test_a_long_list_is_read_and_checked_by_the_limits_of_its_form(file: Path) -> None:
    with pytest.raises(InvalidFileError, match="too_many_cells"):  # the limits of a form without lists
        unpack(file.read_bytes())
    given, read = filled_list(COLUMNS, LINES), read_workbook(file, long_list(COLUMNS, LINES))
    assert [held(line) for line in read.lines["awards"]] == [held(line) for line in given.lines["awards"]]
    assert check(read) == ()


@pytest.mark.slow
def test_more_than_the_form_can_need_is_refused(file: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(5_000, 200_000))
    file.with_name("more.xlsx").write_bytes(
        changed(file.read_bytes(), lambda name, part: part.replace(b"</sheetData>", rows + b"</sheetData>"))
    )
    with pytest.raises(RejectedWorkbookError, match="far more rows, cells or texts than a filled workbook"):
        read_workbook(file.with_name("more.xlsx"), long_list(COLUMNS, LINES))


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*/workbook.xlsx")), ids=lambda file: file.parent.name)
def test_filled_workbooks_of_shipped_forms_fit_into_the_ordinary_limits(file: Path) -> None:
    """They are read without naming the form, so that nothing is known of its lists beforehand.

    Other programs write a tenth more of the largest, and a third more in the format of Excel 97.
    """
    with zipfile.ZipFile(file) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert 1.33 * sum(part.count(b"<") for part in parts) <= ORDINARY_LIMITS.tags
    assert 1.33 * sum(map(len, parts)) <= ORDINARY_LIMITS.unpacked
