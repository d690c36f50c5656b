"""``xlsreport status``: who has sent what, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import (
    echo_json,
    expect_output,
    force_option,
    format_option,
    round_option,
    user_messages,
    write_guarded_output,
)
from xlsreport.cli.help_page import terminal_columns
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE, ChoiceType
from xlsreport.cli.printable import echo_line
from xlsreport.cli.text_columns import hanging_lines
from xlsreport.errors import RoundError
from xlsreport.round.counting.state_names import ASPECTS

if TYPE_CHECKING:
    from xlsreport.round.counting.state_names import Aspect
    from xlsreport.round.status.overview import AgencyStatus, Overview

_MIN_WIDTH = 40
"""Terminal columns; a narrower terminal breaks the lines itself."""


@command()
@click.argument("agencies", nargs=-1, metavar="[CODE]...")
@round_option
@click.option(
    "--only",
    "only",
    multiple=True,
    type=ChoiceType(ASPECTS),
)
@click.option("--rules", is_flag=True)
@format_option
@click.option("-o", "--output", type=FILE, metavar="FILE")
@force_option
def status(
    agencies: tuple[str, ...],
    folder: str,
    only: tuple[Aspect, ...],
    rules: bool,
    format_: str,
    output: str | None,
    force: bool,
) -> None:
    """Say how the round stands, agency by agency."""
    from xlsreport.cli.round_access.current_round import current_round
    from xlsreport.cli.round_commands.agency_details import agency_details, departed_details
    from xlsreport.cli.round_commands.rule_table import rule_table
    from xlsreport.round.status.overview import overview_of
    from xlsreport.round.status.rule_counts import rule_counts
    from xlsreport.round.status.status_json import status_json

    messages = user_messages()
    if output:
        expect_output(output, *_FORMS)
        if only or agencies:
            raise click.UsageError(messages("status.whole"))
    if rules and (only or agencies):
        raise click.UsageError(messages("status.rules_alone"))
    overview = overview_of(current_round(folder), datetime.now(UTC))
    picked = overview.chosen(only)
    lines = [line for line in _named(agencies, overview) if line in picked] if agencies else picked
    if output:
        form = _FORMS.get(PurePath(output).suffix.lower(), _json_bytes)  # a device has no suffix
        write_guarded_output(output, form(overview), force=force)
        echo_line(messages("command.written", file=output))
    elif format_ == "json":
        echo_json(status_json(overview, lines))
    elif rules:
        for text in rule_table(rule_counts(overview), overview.messages, _width()):
            echo_line(text)
    elif agencies:
        for line in lines:
            for text in agency_details(line, overview):
                _echo_folded(text, _width())
        for text in chain.from_iterable(departed_details(name, overview) for name in agencies):
            _echo_folded(text, _width())
    else:
        _print_table(lines, overview, whole=not only)


def _json_bytes(overview: Overview) -> bytes:
    from xlsreport.round.status.status_json import status_json

    return json.dumps(status_json(overview), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")


def _page(overview: Overview) -> bytes:
    from xlsreport.round.status.status_page import status_page

    return status_page(overview).encode()


def _workbook(overview: Overview) -> bytes:
    from xlsreport.round.status.status_workbook import status_workbook

    return status_workbook(overview)


_FORMS: dict[str, Callable[[Overview], bytes]] = {
    ".html": _page,
    ".xlsx": _workbook,
    ".json": _json_bytes,
}


def _named(names: Sequence[str], overview: Overview) -> list[AgencyStatus]:
    return [line for name in names for line in _found_by_name(name, overview)]


def _found_by_name(name: str, overview: Overview) -> list[AgencyStatus]:
    from xlsreport.cli.round_commands.agency_details import departed_details
    from xlsreport.round.roster.agency_search import find_agencies

    try:
        found = find_agencies(name, overview.round_.roster, overview.messages)
    except RoundError:
        if not any(departed_details(name, overview)):
            raise
        return []
    return [line for line in overview.lines if line.agency in found]


def _print_table(lines: Sequence[AgencyStatus], overview: Overview, *, whole: bool) -> None:
    from xlsreport.cli.round_commands.agency_table import agency_table

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
            parts = filter(None, (one.received, one.receipt.origin, one.name, one.sentence))
            _echo_folded("  " + "  ".join(parts), width)


def _echo_folded(text: str, width: int) -> None:
    for line in hanging_lines(text, width):
        echo_line(line)


def _width() -> int:
    return max(terminal_columns(), _MIN_WIDTH)
