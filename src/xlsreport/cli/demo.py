"""``xlsreport demo``: a whole round in a folder, from the list of agencies to the published reports."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import click

from xlsreport.cli.demo_round import DemoRound
from xlsreport.cli.options import user_messages
from xlsreport.cli.printable import echo_line
from xlsreport.cli.worded import command
from xlsreport.messages import Messages
from xlsreport.round.writing import not_written


@command()
@click.argument("folder", default="xlsreport-demo")
def demo(folder: str) -> None:
    """Run a made-up round of a dozen agencies in FOLDER: some report wrongly, one late, one with a forged workbook."""
    messages = user_messages()
    target = _new_folder(Path(folder), messages)
    for line in DemoRound(target, messages).run():
        echo_line(line)


def _new_folder(wanted: Path, messages: Messages) -> Path:
    names = (wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}") for number in count(1))
    folder = next(name for name in names if not name.exists())
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise not_written(folder, error, messages) from None
    return folder
