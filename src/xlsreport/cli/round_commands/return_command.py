"""``xlsreport return``: give faulty workbooks back, with what is to be mended."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import round_option
from xlsreport.cli.group import FOUND_ERRORS, OK
from xlsreport.cli.localised_command import command
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress

if TYPE_CHECKING:
    from xlsreport.round.folder import Round
    from xlsreport.round.outgoing.returned_workbooks import ReturnedWorkbook

_KEPT = {"in_use": "return.in_use", "open": "write.open"}
"""Outcomes of a file that was left as it is, and what is said of it."""


@command("return")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@round_option
@click.option("--warnings", is_flag=True)
@click.pass_context
def return_(ctx: click.Context, codes: tuple[str, ...], folder: str, warnings: bool) -> None:
    """Write a workbook and a letter for each agency whose newest submission has errors."""
    from xlsreport.cli.round_access.current_round import current_round
    from xlsreport.round.counting.round_state import state_of
    from xlsreport.round.folder import ROUND_FILE
    from xlsreport.round.outgoing.returned_workbooks import return_workbooks, to_return
    from xlsreport.round.roster.agency_search import find_agencies

    round_ = current_round(folder)
    states = to_return(round_, codes, warnings=warnings)
    label = round_.messages("return.progress")
    done = list(progress(return_workbooks(round_, states), length=lambda: len(states), label=label))
    given_back = {one.agency.code for one in done}
    for text in codes:
        if given_back.isdisjoint(one.code for one in find_agencies(text, round_.roster, round_.messages)):
            echo_line(round_.messages("return.nothing_of", code=text), err=True)
    if done or codes:
        _print(done, round_)
    else:
        echo_line(round_.messages("return.nothing_at_all"))
    if done and not warnings and not codes and (warned := len(state_of(round_).of("warnings"))):
        echo_line(round_.messages("return.warnings_kept", count=warned))
    if not round_.office.strip() and any(one.letter is not None for one in done):
        echo_line(round_.messages("return.no_office", file=round_.folder / ROUND_FILE), err=True)
    ctx.exit(FOUND_ERRORS if any(map(_is_incomplete, done)) else OK)


def _outputs(one: ReturnedWorkbook) -> Iterable[tuple[Path, str]]:
    return ((output.path, output.outcome) for output in (one.workbook, one.letter) if output is not None)


def _is_incomplete(one: ReturnedWorkbook) -> bool:
    return one.workbook is None or any(outcome in _KEPT for _, outcome in _outputs(one))


def _print(done: Iterable[ReturnedWorkbook], round_: Round) -> None:
    """Print a line for each agency, and one for each file that was kept because somebody has changed it."""
    messages, count = round_.messages, 0
    for one in done:
        if one.workbook is None or one.remarks is None:
            echo_line(one.sentence, err=True)
            continue
        count += 1
        names = {"code": one.agency.code, "agency": one.agency.name, "file": one.workbook.path.name}
        echo_line(messages("return.line", **names, counts=one.remarks.counted(messages)))
        for path, outcome in _outputs(one):
            if outcome in _KEPT:
                echo_line(messages(_KEPT[outcome], file=path), err=True)
    echo_line(messages("return.done", folder=round_.subfolder("round.returned"), count=count))
