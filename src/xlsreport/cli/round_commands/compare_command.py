"""``xlsreport compare``: whose text repeats another agency's, or last year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from xlsreport.checking.texts.repetition import DEFAULT_SHARE
from xlsreport.cli.common_options import (
    echo_json,
    expect_output,
    force_option,
    format_option,
    processes_option,
    round_option,
    write_guarded_output,
)
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE, WholeNumberType
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress

if TYPE_CHECKING:
    from xlsreport.round.folder import Round
    from xlsreport.round.repetition.agency_texts import AgencyTexts, UnreadableAgency


@command()
@round_option
@click.option(
    "--share",
    type=WholeNumberType(20, 100),
    default=round(DEFAULT_SHARE * 100),
    show_default=True,
    metavar="PERCENT",
)
@processes_option
@format_option
@click.option("-o", "--output", type=FILE, metavar="LIST.xlsx")
@force_option
def compare(folder: str, share: int, processes: int | None, format_: str, output: str | None, force: bool) -> None:
    """Find texts that repeat another agency's of the round, or the agency's own of last year."""
    from xlsreport.cli.round_access.current_round import current_round
    from xlsreport.round.repetition.repetition_json import repetition_json
    from xlsreport.round.repetition.repetition_lines import repetition_lines, repetition_summary
    from xlsreport.round.repetition.repetition_workbook import repetition_workbook
    from xlsreport.round.repetition.text_comparison import compare_texts

    if output:
        expect_output(output, ".xlsx")
    round_ = current_round(folder, processes=processes)
    found = compare_texts(
        round_, share / 100, processes=processes, watch=lambda read, count: _watched(read, count, round_)
    )
    own = round_.messages
    if format_ == "json":
        echo_json(repetition_json(found))
    if output:
        write_guarded_output(output, repetition_workbook(found, round_.title, own), force=force)
        if format_ != "json":
            echo_line(repetition_summary(found, own))
            echo_line(own("command.written", file=output))
    elif format_ != "json":
        for line in repetition_lines(found, own):
            echo_line(line)


def _watched(
    read: Iterator[AgencyTexts | UnreadableAgency], count: int, round_: Round
) -> Iterable[AgencyTexts | UnreadableAgency]:
    return progress(read, length=lambda: count, label=round_.messages("compare.progress"))
