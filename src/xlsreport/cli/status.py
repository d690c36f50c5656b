"""``xlsreport status``: who has sent what, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath

import click

from xlsreport.cli.agency_details import agency_details
from xlsreport.cli.columns import aligned
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
        put_output(output, _FORMS[PurePath(output).suffix.lower()](overview), force=force)
        echo_line(messages("command.written", file=output))
    elif format_ == "json":
        echo_json(status_json(overview, lines))
    elif agencies:
        for line in lines:
            for text in agency_details(line, overview):
                echo_line(text)
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


_HEADINGS = (
    "roster.code",
    "roster.name",
    "status.state",
    "status.time_limit",
    "status.received",
    "severity.error",
    "severity.warning",
    "status.explained",
    "roster.contact",
    "status.remarks",
)


def _print_table(lines: Sequence[AgencyLine], overview: Overview, *, whole: bool) -> None:
    messages = overview.messages
    echo_line(f"{overview.title}  {overview.moment}")
    if lines:
        for text in aligned([messages(key) for key in _HEADINGS], [_row(line) for line in lines]):
            echo_line(text)
    echo_line(overview.summary)
    for sentence in overview.changes if whole else ():
        echo_line(sentence)
    if not whole:
        echo_line(messages("status.shown", count=len(lines), total=len(overview.lines)))
    elif overview.kept_out:
        echo_line(messages("status.kept_out_count", count=len(overview.kept_out)))
        for one in overview.kept_out:
            echo_line("  " + "  ".join(filter(None, (one.received, one.receipt.origin, one.name, one.sentence))))


def _row(line: AgencyLine) -> list[str | int]:
    agency = line.agency
    counts = [line.counts[grade] if line.state.telling else "" for grade in ("error", "warning", "explained")]
    remarks = " ".join(line.remarks)
    return [agency.code, agency.name, line.label, line.mark, line.received, *counts, agency.contact, remarks]
