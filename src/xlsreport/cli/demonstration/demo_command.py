"""``xlsreport demo``: a whole round in a folder, from the list of agencies to the published reports."""

from __future__ import annotations

import errno
import os
from itertools import count
from pathlib import Path

import click

from xlsreport.cli.common_options import user_messages
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FOLDER
from xlsreport.cli.printable import echo_line
from xlsreport.messages import Messages


@command()
@click.argument("folder", default="xlsreport-demo", type=FOLDER)
@click.option("--replies", type=FOLDER, metavar="FOLDER")
def demo(folder: str, replies: str | None) -> None:
    """Run a made-up round; or write what its agencies would send back to the round that one is in."""
    from xlsreport.cli.demonstration.demo_round import DemoRound

    messages = user_messages()
    if replies is not None:
        _send_replies(Path(replies), messages)
        return
    target = _new_folder(Path(folder), messages)
    for line in DemoRound(target, messages).run():
        echo_line(line)


def _send_replies(folder: Path, messages: Messages) -> None:
    from xlsreport.cli.demonstration.demo_replies import replies_of
    from xlsreport.cli.demonstration.demo_reports import DemoReports
    from xlsreport.round.files.atomic_write import write_atomically
    from xlsreport.round.folder import find_round

    round_ = find_round(Path(), messages)
    for reply in replies_of(round_, DemoReports(round_.definition), messages):
        write_atomically(folder / reply.name, reply.data, messages)
        echo_line(messages("command.written", file=folder / reply.name))


def _new_folder(wanted: Path, messages: Messages) -> Path:
    from xlsreport.round.files.atomic_write import write_error

    if not wanted.name:  # the current folder, or the root
        raise write_error(wanted, FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)), messages)
    names = (wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}") for number in count(1))
    folder = next(name for name in names if not os.path.lexists(name))
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise write_error(folder, error, messages) from None
    return folder
