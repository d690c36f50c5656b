"""CSV as the package has it ([RFC 4180]), safe to be opened in a spreadsheet program.

Files begin with a byte order mark: without it Excel in Chinese takes UTF-8 for GBK. Readers of Data Packages pass over
it.

A text that begins as a formula does would be calculated when the file is opened, and a formula can send data elsewhere.
So an apostrophe is put before it, and before a text that begins with an apostrophe, so that it can be taken away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlsreport.values import Number, number_text

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
ESCAPE = "'"
_BEGINNINGS = tuple("=+-@\t\r\n＝＋－＠'")
"""How formulas begin, in spreadsheet programs of several languages, and what could hide such a beginning."""

CsvValue = Number | str | None
Row = tuple[CsvValue, ...]


def escaped(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return ESCAPE + text if text.startswith(_BEGINNINGS) else text


def unescaped(text: str) -> str:
    """The text of which :func:`escaped` made another one."""
    return text.removeprefix(ESCAPE)


def csv_bytes(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table as a file; texts are escaped, and None is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(map(_cells, rows))
    return BYTE_ORDER_MARK + text.getvalue().encode()


def csv_rows(data: bytes) -> Iterator[Mapping[str, str]]:
    """The rows of a file by their headings, as texts that are still escaped.

    Raises:
        ValueError: it is no UTF-8, or no such table.
    """
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    try:
        headings = next(reader, [])
        for cells in reader:
            yield dict(zip(headings, cells, strict=True))
    except csv.Error as error:
        raise ValueError(str(error)) from None


def _cells(row: Row) -> list[str]:
    return ["" if value is None else escaped(value) if isinstance(value, str) else number_text(value) for value in row]
