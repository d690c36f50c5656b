"""``xlsreport status``: who has sent what, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath

import click

from xlsreport.cli.agency_details import agency_details
from xlsreport.cli.agency_table import agency_table
from xlsreport.cli.columns import hanging
from xlsreport.cli.help_page import terminal_columns
from xlsreport.cli.options import (
    echo_json,
    expect_ending,
    force_option,
    format_option,
    put_output,
    round_option,
    user_messages,
)
from xlsreport.cli.printable import echo_line
from xlsreport.cli.values import FILE, Choice
from xlsreport.cli.worded import command
from xlsreport.round.folder import find_round
from xlsreport.round.status.json_form import status_json
from xlsreport.round.status.overview import ASPECTS, AgencyLine, Aspect, Overview, overview_of
from xlsreport.round.status.page import status_page
from xlsreport.round.status.sheets import status_workbook
from xlsreport.round.whose import agencies_named

_NARROWEST = 40
"""Columns; a terminal that is narrower breaks the lines itself."""


@command()
@click.argument("agencies", nargs=-1, metavar="[CODE]...")
@round_option
@click.option(
    "--only",
    "only",
    multiple=True,
    type=Choice(ASPECTS),
)
@format_option
@click.option("-o", "--output", type=FILE, metavar="FILE")
@force_option
def status(
    agencies: tuple[str, ...], folder: str, only: tuple[Aspect, ...], format_: str, output: str | None, force: bool
) -> None:
    """Say how the round stands, agency by agency."""
    messages = user_messages()
    if output:
        expect_ending(output, *_FORMS)
        if only or agencies:
            raise click.UsageError(messages("status.whole"))
    overview = overview_of(find_round(Path(folder), messages), datetime.now(UTC))
    picked = overview.chosen(only)
    lines = [line for line in _named(agencies, overview) if line in picked] if agencies else picked
    if output:
        form = _FORMS.get(PurePath(output).suffix.lower(), _json_bytes)  # a device has no ending
        put_output(output, form(overview), force=force)
        echo_line(messages("command.written", file=output))
    elif format_ == "json":
        echo_json(status_json(overview, lines))
    elif agencies:
        for line in lines:
            for text in agency_details(line, overview):
                _echo_folded(text, _width())
    else:
        _print_table(lines, overview, whole=not only)


def _json_bytes(overview: Overview) -> bytes:
    return json.dumps(status_json(overview), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")


_FORMS: dict[str, Callable[[Overview], bytes]] = {
    ".html": lambda overview: status_page(overview).encode(),
    ".xlsx": status_workbook,
    ".json": _json_bytes,
}


def _named(names: Sequence[str], overview: Overview) -> list[AgencyLine]:
    return [line for name in names for line in _named_so(name, overview)]


def _named_so(name: str, overview: Overview) -> list[AgencyLine]:
    found = agencies_named(name, overview.round_.roster, overview.messages)
    return [line for line in overview.lines if line.agency in found]


def _print_table(lines: Sequence[AgencyLine], overview: Overview, *, whole: bool) -> None:
    messages, width = overview.messages, _width()
    _echo_folded(f"{overview.title}  {overview.moment}", width)
    if lines:
        for text in agency_table(lines, overview, width):
            echo_line(text)
    _echo_folded(overview.summary, width)
    for sentence in overview.changes if whole else ():
        _echo_folded(sentence, width)
    if not whole:
        _echo_folded(messages("status.shown", count=len(lines), total=len(overview.lines)), width)
    elif overview.kept_out:
        _echo_folded(messages("status.kept_out_count", count=len(overview.kept_out)), width)
        for one in overview.kept_out:
            told = filter(None, (one.received, one.receipt.origin, one.name, one.sentence))
            _echo_folded("  " + "  ".join(told), width)


def _echo_folded(text: str, width: int) -> None:
    for line in hanging(text, width):
        echo_line(line)


def _width() -> int:
    return max(terminal_columns(), _NARROWEST)
