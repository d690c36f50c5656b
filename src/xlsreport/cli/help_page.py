"""Formats ``--help`` for a terminal in which Chinese characters are two columns wide."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import click

_UNIT = r"\s+|[（“《【「]*(?:[^\s\u2e80-\uffff（“《【「，。；：、？！）”》】」…]+|.)[，。；：、？！）”》】」…]*"
"""A unit that is not broken: blanks, a word, or a wide character, with the punctuation that belongs to it."""
_MAX_WIDTH, _MIN_WIDTH = 80, 50
_GAP = 2
_MAX_TERM_WIDTH = 30
"""A wider term is printed on a line of its own."""


class HelpPage(click.HelpFormatter):
    """Click's formatter, for text whose characters may be two columns wide and that has no blanks to break at."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        whole = width or max(min(terminal_columns(), max_width or _MAX_WIDTH) - 2, _MIN_WIDTH)
        super().__init__(indent_increment, whole, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage, with what does not fit below it."""
        first = f"{prefix or ''}{prog} "
        self._write_block(first, args, min(own_text_width(first), self.width // 2))

    def write_heading(self, heading: str) -> None:
        """Write a heading, which has its colon."""
        self.write(f"{'':{self.current_indent}}{heading}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        for number, paragraph in enumerate(text.strip().split("\n\n")):
            if number:
                self.write("\n")
            self._write_block(" " * self.current_indent, paragraph, self.current_indent)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _MAX_TERM_WIDTH, col_spacing: int = _GAP
    ) -> None:
        """Write terms and what they mean in two columns."""
        listed = list(rows)
        broadest = max((own_text_width(term) for term, _ in listed if own_text_width(term) <= col_max), default=0)
        start = self.current_indent + broadest + col_spacing
        for term, meaning in listed:
            first = f"{'':{self.current_indent}}{term}"
            blanks = start - own_text_width(first)
            if blanks < col_spacing:
                self.write(f"{first}\n")
                first, blanks = "", start
            self._write_block(first + " " * blanks, meaning, start)

    def _write_block(self, first: str, text: str, indent: int) -> None:
        """Write a text that begins behind ``first`` and goes on below it, indented."""
        lines = wrapped(text, self.width - own_text_width(first), self.width - indent)
        for line in chain([first + next(lines, "")], (" " * indent + line for line in lines)):
            self.write(f"{line.rstrip()}\n")


def own_text_width(text: str) -> int:
    """The width of the program's own texts; ``text_columns.display_width`` measures any text but loads a table."""
    return sum(2 if char >= "\u2e80" else 1 for char in text)


def wrapped(text: str, first: int, others: int, measure: Callable[[str], int] = own_text_width) -> Iterator[str]:
    """A text wrapped to the widths of its first and its other lines; a word that is wider is broken."""
    if not text or measure(text) <= first:
        if text:
            yield text  # most texts fit, and compiling the pattern takes longer than the rest of ``--help``
        return
    beginning = text[: len(text) - len(text.lstrip())]
    line, room = beginning, first
    for unit in re.findall(_UNIT, text.lstrip()):
        for part in unit if measure(unit) > others else [unit]:
            blank = not part.strip()
            if line.strip() and not blank and measure(line + part) > room:
                yield line.rstrip()
                line, room = "", others
            line += (part if line.strip() else "") if blank else part
    if line:
        yield line


def terminal_columns() -> int:
    """The width of the terminal. ``shutil.get_terminal_size`` does the same but loads the archive modules."""
    try:
        return int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        pass
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns
    except (OSError, ValueError):
        return _MAX_WIDTH
