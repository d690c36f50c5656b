"""CSV as the package has it ([RFC 4180]), safe to be opened in a spreadsheet program.

Files begin with a byte order mark: without it Excel in Chinese takes UTF-8 for GBK. Readers of Data Packages pass over
it.

Texts that would be taken for formulas are guarded (:mod:`xlsreport.tabular.formula_guard`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlsreport.tabular.formula_guard import guarded
from xlsreport.values import Number, number_text

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CsvValue = Number | str | None
Row = tuple[CsvValue, ...]


def csv_bytes(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table as a file; texts are guarded, and None is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(map(_cells, rows))
    return BYTE_ORDER_MARK + text.getvalue().encode()


def csv_rows(data: bytes) -> Iterator[Mapping[str, str]]:
    """The rows of a file by their headings, as texts that are still guarded.

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
    return ["" if value is None else guarded(value) if isinstance(value, str) else number_text(value) for value in row]
