"""``xlsreport collect``: take in what agencies sent back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from xlsreport.cli.common_options import echo_json, format_option, processes_option, round_option
from xlsreport.cli.group import FOUND_ERRORS, OK, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.cli.round_commands.collected_lines import FileMessage
    from xlsreport.round.folder import Round
    from xlsreport.round.incoming.collection import CollectedFile


@command()
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@round_option
@click.option("--received", metavar="YYYY-MM-DD")
@processes_option
@format_option
@click.pass_context
def collect(
    ctx: click.Context,
    paths: tuple[str, ...],
    folder: str,
    received: str | None,
    processes: int | None,
    format_: str,
) -> None:
    """Read, check and record the workbooks in files, folders, archives and mails, whatever they are called."""
    from xlsreport.cli.round_access.current_round import current_round
    from xlsreport.cli.round_commands.collected_lines import file_messages, message_lines
    from xlsreport.round.counting.roster_changes import changes_in
    from xlsreport.round.incoming.collection import CollectOutcome, clock_was_turned_back
    from xlsreport.round.incoming.collection import collect as collect_files
    from xlsreport.round.incoming.inbox import count_files
    from xlsreport.round.ledger.records import Judgement
    from xlsreport.round.ledger.timestamps import parse_moment

    counted = (*get_args(Judgement), *(one for one in get_args(CollectOutcome) if one != "recorded"))
    round_ = current_round(folder, processes=processes)
    messages = round_.messages
    arrived = parse_moment(received, messages) if received is not None else None
    if clock_was_turned_back(round_):
        echo_line(messages("collect.clock"), err=True)
    files = [Path(path) for path in paths]
    done = progress(
        collect_files(round_, files, received=arrived, processes=processes),
        length=lambda: count_files(files, round_.folder),
        label=messages("collect.progress"),
    )
    changes = changes_in(round_)
    exit_code = OK
    counts: Counter[str] = Counter()
    about_files: list[FileMessage] = []
    listed: list[dict[str, Any]] = []
    for one in done:  # of thousands of files, only what is printed is kept in memory
        exit_code = max(exit_code, _exit_code(one))
        counts[_count_key(one)] += 1
        counts["undecided"] += one.undecided
        if format_ == "json":
            listed.append(_to_json(one, round_))
        else:
            about_files += file_messages(one, round_, changes)
    if format_ == "json":
        echo_json(listed)
    else:
        for line in (*message_lines(about_files, messages), *changes.without_renamed.sentences(messages)):
            echo_line(line)
        echo_line(messages("collect.done", **{key: counts[key] for key in counted}))
        for line in _extra_lines(counts, arrived, messages):
            echo_line(line)
    ctx.exit(exit_code)


def _count_key(one: CollectedFile) -> str:
    """The key under which a file is counted in the totals."""
    if one.receipt is None:
        return one.outcome
    return "not_counted" if one.receipt.acceptable and not one.counts else one.receipt.verdict


def _extra_lines(counts: Counter[str], arrived: str | None, messages: Messages) -> Iterator[str]:
    """Sentences about what the line of totals does not cover."""
    if counts["not_counted"]:
        yield messages("collect.not_counted", count=counts["not_counted"])
    if counts["undecided"]:
        yield messages("collect.undecided", count=counts["undecided"])
    if arrived is not None and counts["known"]:
        yield messages("collect.received_known", count=counts["known"])


def _exit_code(one: CollectedFile) -> int:
    if one.outcome == "unread":
        return UNUSABLE
    return FOUND_ERRORS if one.receipt is not None and one.receipt.verdict in ("errors", "refused") else OK


def _to_json(one: CollectedFile, round_: Round) -> dict[str, Any]:
    receipt = one.receipt
    if receipt is None:
        optional = {"sentence": one.sentence or None, "remarks": list(one.remarks)}
        return {"file": one.origin, "outcome": one.outcome, **optional}
    agency = round_.roster.get(receipt.code or "")
    return {
        "file": one.origin,
        "outcome": one.outcome,
        "number": receipt.number,
        "arrived": receipt.arrived,
        "counts": one.counts,
        "remarks": list(one.remarks),
        "sha256": receipt.sha256,
        "code": receipt.code,
        "agency": agency.name if agency else None,
        "revision": receipt.revision,
        "verdict": receipt.verdict,
        "reason": receipt.reason or None,
        "sentence": receipt.sentence or None,
        "findings": [dict(finding) for finding in receipt.findings],
    }
