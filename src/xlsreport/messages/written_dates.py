"""How dates are written in each language: in cells and in documents."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from xlsreport.messages import Language

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The English names of the months."""


def date_format(language: Language) -> str:
    """The number format by which a cell shows a date."""
    match language:
        case "zh-CN":
            return 'yyyy"年"m"月"d"日"'
        case "en":
            return "yyyy-mm-dd"
        case _:
            assert_never(language)


def printed_date(written: object, language: Language) -> str:
    """A date, or a text in ISO 8601, as a document prints it; what is no date stays as it is."""
    try:
        day = date.fromisoformat(str(written))
    except ValueError:
        return str(written)
    match language:
        case "zh-CN":
            return f"{day.year}年{day.month}月{day.day}日"
        case "en":
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        case _:
            assert_never(language)
