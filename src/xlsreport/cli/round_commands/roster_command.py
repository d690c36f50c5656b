"""``xlsreport roster``: look at a list of agencies, or write an empty one."""

from __future__ import annotations

from pathlib import Path

import click

from xlsreport.cli.common_options import expect_output, holds_something, user_messages, write_output
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.errors import OutputError


@command()
@click.argument("file", required=False, type=FILE, metavar="[FILE]")
@click.option("--template", type=FILE, metavar="FILE.xlsx")
@click.option("--encoding", default="", metavar="NAME")
def roster(file: str | None, template: str | None, encoding: str) -> None:
    """Check a list of agencies, line by line, and say what was read; or write an empty one."""
    from xlsreport.round.roster.reading_summary import reading_summary
    from xlsreport.round.roster.roster_doubts import doubts
    from xlsreport.round.roster.roster_reading import read_roster
    from xlsreport.round.roster.roster_template import blank_roster

    messages = user_messages()
    if file is None and template is None:
        raise click.UsageError(messages("roster.nothing"))
    if template is not None:
        expect_output(template, ".xlsx")
        if holds_something(template):
            raise OutputError(messages("command.exists", file=template))
        write_output(template, blank_roster(messages))
        echo_line(messages("command.written", file=template))
    if file is not None:
        reading = read_roster(Path(file), messages, encoding=encoding)
        to_look_at = len(list(doubts(reading, messages)))
        key = "doubtful" if to_look_at else "sound"
        echo_line(messages(f"roster.{key}", file=file, count=len(reading.roster), doubts=to_look_at))
        for line in reading_summary(reading, messages):
            echo_line(line)
