"""How dates are written in each language: in cells and in documents."""

from __future__ import annotations

from datetime import date

from xlsreport.messages.locales import written_date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The English names of the months."""


def date_format(language: str) -> str:
    """The number format by which a cell shows a date; outside China the one that nobody reads in two ways."""
    return 'yyyy"年"m"月"d"日"' if language == "zh-CN" else "yyyy-mm-dd"


def printed_date(written: object, language: str) -> str:
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
            return written_date(day, language)
