"""Letters that a cell shows otherwise than they are read: struck out, as if they were not there, or raised.

What is read of a cell is its characters, whatever they look like: 120 and 94 behind it are read as 12094 though the 120
is struck out, and 97 with a raised 1 for a footnote as 971.
"""

from __future__ import annotations

from typing import Literal

from xlsreport.submission.invisible import is_blank
from xlsreport.xlsx.sheet import Sheet

Look = Literal["struck", "raised"]


def odd_look(sheet: Sheet, row: int, column: int) -> tuple[Look, str] | None:
    """What is struck out or raised in a cell; None where nothing is, as in nearly every one."""
    text = sheet.text(row, column)
    struck = text.struck + (text.rest if sheet.look(row, column).font.is_struck else "")
    if not is_blank(struck):
        return "struck", struck.strip()
    return ("raised", text.raised) if text.raised else None
