"""``xlsreport roster``: look at a list of agencies, or write an empty one."""

from __future__ import annotations

from pathlib import Path

import click

from xlsreport.cli.options import OutputError, expect_ending, holds_something, user_messages, write_output
from xlsreport.cli.printable import echo_line
from xlsreport.cli.values import FILE
from xlsreport.cli.worded import command
from xlsreport.round.roster_file import blank_roster, load_roster


@command()
@click.argument("file", required=False, type=FILE, metavar="[FILE]")
@click.option("--template", type=FILE, metavar="FILE.xlsx")
def roster(file: str | None, template: str | None) -> None:
    """Check the list of agencies in FILE (.xlsx or .csv), line by line; or write an empty one by --template."""
    messages = user_messages()
    if file is None and template is None:
        raise click.UsageError(messages("roster.nothing"))
    if template is not None:
        expect_ending(template, ".xlsx")
        if holds_something(template):
            raise OutputError(messages("command.exists", file=template))
        write_output(template, blank_roster(messages))
        echo_line(messages("command.written", file=template))
    if file is not None:
        agencies = load_roster(Path(file), messages)
        echo_line(messages("roster.sound", file=file, count=len(agencies)))
