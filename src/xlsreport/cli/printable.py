"""Text from outside as it may reach a terminal."""

from __future__ import annotations

import unicodedata

import click

from xlsreport.errors import XlsreportError

UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that could steer a terminal, turn a line around, or break it."""


def printable(text: str) -> str:
    """A line of text from outside, of which nothing but letters and blanks reaches the terminal."""
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in UNPRINTABLE else char for char in text
    )


def echo_line(text: str, *, err: bool = False) -> None:
    """Print one line; whatever a file or a name brought into it stays in that line."""
    click.echo(printable(text), err=err)


def echo_lines(text: str, *, err: bool = False) -> None:
    """Print a text whose line breaks are our own."""
    for line in text.split("\n"):
        echo_line(line, err=err)


def echo_error(error: XlsreportError) -> None:
    """Print what an error says, as lines of their own."""
    for text in error.lines():
        echo_lines(text, err=True)
