"""``xlsreport collect``: take in what agencies sent back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from xlsreport.cli.collected_lines import Told, lines_of, told_of
from xlsreport.cli.group import FOUND_ERRORS, OK, UNUSABLE
from xlsreport.cli.options import echo_json, format_option, processes_option, round_option, user_messages
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.cli.values import FILE
from xlsreport.cli.worded import command
from xlsreport.round.collection import Collected, clock_was_turned_back
from xlsreport.round.collection import collect as collect_files
from xlsreport.round.folder import Round, find_round
from xlsreport.round.incoming import count_files
from xlsreport.round.roster_changes import changes_in

_COUNTED = ("clean", "warnings", "errors", "refused", "known", "unread")


@command()
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@round_option
@processes_option
@format_option
@click.pass_context
def collect(ctx: click.Context, paths: tuple[str, ...], folder: str, processes: int | None, format_: str) -> None:
    """Read, check and record the workbooks in files, folders, archives and mails, whatever they are called."""
    round_ = find_round(Path(folder), user_messages())
    messages = round_.messages
    if clock_was_turned_back(round_):
        echo_line(messages("collect.clock"), err=True)
    files = [Path(path) for path in paths]
    done = progress(
        collect_files(round_, files, processes=processes),
        length=lambda: count_files(files, round_.folder),
        label=messages("collect.progress"),
    )
    changes = changes_in(round_)
    exit_code = OK
    counts: Counter[str] = Counter()
    told: list[Told] = []
    listed: list[dict[str, Any]] = []
    for one in done:  # of thousands, only what is to be told is kept
        exit_code = max(exit_code, _exit_code(one))
        counts[one.receipt.verdict if one.receipt else one.deed] += 1
        if format_ == "json":
            listed.append(_to_json(one, round_))
        else:
            told += told_of(one, round_, changes)
    if format_ == "json":
        echo_json(listed)
    else:
        for line in (*lines_of(told, messages), *changes.without_renamed.sentences(messages)):
            echo_line(line)
        echo_line(messages("collect.done", **{key: counts[key] for key in _COUNTED}))
    ctx.exit(exit_code)


def _exit_code(one: Collected) -> int:
    if one.deed == "unread":
        return UNUSABLE
    return FOUND_ERRORS if one.receipt is not None and one.receipt.verdict in ("errors", "refused") else OK


def _to_json(one: Collected, round_: Round) -> dict[str, Any]:
    receipt = one.receipt
    if receipt is None:
        return {"file": one.origin, "deed": one.deed, "sentence": one.sentence or None}
    agency = round_.roster.get(receipt.code or "")
    return {
        "file": one.origin,
        "deed": one.deed,
        "number": receipt.number,
        "sha256": receipt.sha256,
        "code": receipt.code,
        "agency": agency.name if agency else None,
        "revision": receipt.revision,
        "verdict": receipt.verdict,
        "reason": receipt.reason or None,
        "sentence": receipt.sentence or None,
        "findings": [dict(finding) for finding in receipt.findings],
    }
