"""``xlsreport status``: who has sent what, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import click

from xlsreport.cli.options import format_option, round_option, user_messages
from xlsreport.cli.printable import echo_line
from xlsreport.round.folder import find_round
from xlsreport.round.state import STATES, state_of


@click.command(epilog="Example: xlsreport status -o 进度.html")
@round_option
@format_option
def status(folder: str, format_: str) -> None:
    """Say how the round stands, agency by agency."""
    del format_
    round_ = find_round(Path(folder), user_messages())
    state = state_of(round_)
    for agency in state.agencies:
        echo_line(f"{agency.agency.code}  {agency.agency.name}  {round_.messages(f'status.{agency.state}')}")
    echo_line("  ".join(f"{round_.messages(f'status.{name}')} {len(state.of(name))}" for name in STATES))
