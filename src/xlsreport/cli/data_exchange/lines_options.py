"""The options by which ``new`` is told in which files lines of lists are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from xlsreport.cli.printable import echo_line
from xlsreport.errors import EntriesError
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.definition.definition import Definition

lines_option = click.option("--lines", "lines", multiple=True, metavar="LIST=FILE")
encoding_option = click.option("--encoding", default="", metavar="NAME")


def with_given_lines(
    definition: Definition, entries: Mapping[str, Any] | None, given: Sequence[str], encoding: str, messages: Messages
) -> Mapping[str, Any]:
    """Entries with the lines of the files that are named; what a person should know about these is printed.

    Args:
        definition: what is reported.
        entries: what is known otherwise.
        given: each a list and its file, as in ``awards=awards.csv``.
        encoding: that of texts, where the user says so.
        messages: the language of errors and remarks.

    Raises:
        EntriesError: a list is named twice, or a file cannot be read.
    """
    found = dict(entries or {})
    if not given:
        return found
    from xlsreport.tabular.lines.lines_file import load_lines  # seldom needed; loads the libraries of several formats

    for one in given:
        name, sign, path = one.partition("=")
        name = name.strip()
        if not (sign and name and path):
            raise EntriesError([messages("lines.expected")])
        if name in found:
            raise EntriesError([messages("lines.given_twice", list=name)])
        loaded = load_lines(definition, name, path, encoding=encoding, messages=messages)
        found[name] = loaded.lines
        for remark in loaded.remarks:
            echo_line(remark)
    return found
