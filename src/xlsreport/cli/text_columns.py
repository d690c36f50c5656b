"""Tables and wrapped texts for a terminal, in which Chinese characters are two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from xlsreport.cli.help_page import wrapped
from xlsreport.cli.printable import printable

_GAP = "  "
_HANGING = 4
_INVISIBLE = ("Mn", "Me", "Cf")
"""Unicode categories of characters without a width of their own."""


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes.

    Characters whose width is ambiguous by [UAX 11] count as narrow, which is the default of terminals.
    """
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped_lines(text: str, width: int, indent: int = 0) -> Iterator[str]:
    """A text wrapped to a width, every line indented; no line for an empty text."""
    room = max(width - indent, 1)
    return (" " * indent + line for line in wrapped(printable(text), room, room, display_width))


def hanging_lines(text: str, width: int) -> Iterator[str]:
    """A text wrapped to a width with a hanging indent."""
    shown = printable(text)
    indent = len(shown) - len(shown.lstrip()) + _HANGING
    lines = wrapped(shown, width, width - indent, display_width)
    yield from (line if number == 0 else " " * indent + line for number, line in enumerate(lines))


def aligned_table(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> Iterator[str]:
    """The lines of a table; numbers are aligned on the right, and empty columns are left out."""
    kept = [column for column in range(len(headings)) if any(row[column] != "" for row in rows)]
    table: list[Sequence[str | int]] = [headings, *rows]
    shown = [[printable(str(row[column])) for column in kept] for row in table]
    widths = [max(display_width(row[column]) for row in shown) for column in range(len(kept))]
    numeric = [all(isinstance(row[column], int) or row[column] == "" for row in rows) for column in kept]
    for row in shown:
        yield _GAP.join(map(_padded, row, widths, numeric)).rstrip()


def _padded(text: str, width: int, on_the_right: bool) -> str:
    blanks = " " * (width - display_width(text))
    return blanks + text if on_the_right else text + blanks
