"""Makes text from outside safe for a terminal."""

from __future__ import annotations

import os
import sys
import unicodedata

import click

from xlsreport.errors import XlsreportError

UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode categories of control characters, direction marks and line breaks."""


def printable(text: str) -> str:
    """A line of text from outside, with control characters escaped."""
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in UNPRINTABLE else char for char in text
    )


def echo_line(text: str, *, err: bool = False) -> bool:
    """Print one line; line breaks and control characters in it are escaped.

    Where nobody reads any more, as behind ``| head``, it is the first time that this is False, and what is printed
    later goes nowhere: a command that writes files goes on silently, one that only prints may end.
    """
    try:
        click.echo(printable(text), err=err)
    except BrokenPipeError:
        stream = sys.stderr if err else sys.stdout
        # By its number, so that what is left in the buffer, and what is said at the end of the process, has a place.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        return False
    return True


def echo_lines(text: str, *, err: bool = False) -> None:
    """Print a text of several lines, each made printable."""
    for line in text.split("\n"):
        echo_line(line, err=err)


def echo_error(error: XlsreportError) -> None:
    """Print what an error says, as lines of their own."""
    for text in error.lines():
        echo_lines(text, err=True)
