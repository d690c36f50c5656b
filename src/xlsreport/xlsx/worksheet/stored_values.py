"""What is written for the value of a cell, and what it stands for ([ECMA-376] part 1, 18.18.11)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from xlsreport.opc.escaped_text import expect_certain, unescaped
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.opened_spreadsheet import Value
from xlsreport.xlsx.number_format.date_formats import Moment
from xlsreport.xlsx.worksheet.sheet_rows import ERROR, RESULT, TRUTH

_OF_NUMBERS = b"0123456789.+-eE\0"
"""Of which numbers are made as programs write them ([XML Schema] part 2, xsd:double), with a NUL, which XML cannot
contain, between them."""
_NEVER = (b"\0.", b"\0+", b".\0", b"-.", b"+.", b".e", b".E")
"""Forms of a number that only some programs read, as far as Python reads them, too."""
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[012][0-9]:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|\+00:00)?)?")
_TRUTHS = {"0": False, "1": True}


def stored_numbers(numbers: Sequence[str]) -> list[Value]:
    """The numbers of cells; an empty text where there is none.

    Raises:
        InvalidFileError: one is not written as programs write it.
    """
    joined = "\0".join(("", *filter(None, numbers), "")).encode(errors="replace")
    if joined.translate(None, _OF_NUMBERS) or any(form in joined for form in _NEVER):
        raise InvalidFileError("damaged")
    try:
        return [float(number) if number else "" for number in numbers]
    except ValueError:
        raise InvalidFileError("damaged") from None


def expect_indexes(indexes: Sequence[str], count: int) -> None:
    """Make sure that all are indexes of existing shared strings."""
    joined = "".join(indexes)
    if not indexes:
        return
    if not (joined.isascii() and joined.isdecimal() and all(indexes) and max(map(len, indexes)) < 8):
        raise InvalidFileError("damaged")
    if max(map(int, indexes)) >= count:
        raise InvalidFileError("damaged")


def stored_value(kind: str, written: str) -> Value:
    """What a cell holds whose value is neither a number nor a shared string."""
    if kind == TRUTH:
        if written not in _TRUTHS:
            raise InvalidFileError("damaged")
        return _TRUTHS[written]
    if kind == ERROR and written and not written.startswith("#"):
        raise InvalidFileError("damaged")  # some programs read it as a number
    if kind in (RESULT, ERROR) or not written:
        return unescaped(expect_certain(written))
    return _iso(written)


def _iso(text: str) -> Moment:
    """A date or time in ISO 8601, as strict workbooks have them.

    Weeks, days without hyphens and other time zones are not shown as dates, or as others, by some programs.
    """
    if not _ISO.fullmatch(text):
        raise InvalidFileError("ambiguous")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidFileError("damaged") from None
    moment = moment.replace(tzinfo=None)  # cells have no time zone, though some programs write one
    return moment if "T" in text else date(moment.year, moment.month, moment.day)
