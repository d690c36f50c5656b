"""``xlsreport init``: begin a round."""

from __future__ import annotations

from pathlib import Path

import click

from xlsreport.cli.options import user_messages
from xlsreport.cli.printable import echo_line
from xlsreport.cli.site_options import given_site, site_option
from xlsreport.round.creating import Plan, create_round
from xlsreport.round.folder import parse_deadline


@click.command(
    epilog="Example: xlsreport init 2025年报 --definition cn-gov-info-disclosure/2021 --year 2025 --roster 名册.xlsx "
    "--deadline 2026-01-20"
)
@click.argument("folder", metavar="ROUND")
@click.option("--definition", required=True, metavar="DEFINITION", help="The report: a name, or a YAML file.")
@click.option("--year", required=True, type=click.IntRange(1900, 2999), help="The year reported on.")
@click.option("--roster", required=True, metavar="FILE", help="The agencies: .xlsx or .csv (see xlsreport roster).")
@click.option("--name", default="", help="What the office calls the round.")
@click.option("--office", default="", help="Who collects, as letters to the agencies are signed.")
@click.option("--deadline", default="", metavar="YYYY-MM-DD", help="The last day on which a submission is not late.")
@site_option
def init(
    folder: str, definition: str, year: int, roster: str, name: str, office: str, deadline: str, site: str | None
) -> None:
    """Make the folder ROUND for one collection: settings, roster, key and ledger.

    Keep the folder to yourselves and make backups of it: its key signs the workbooks, and its ledger keeps all that
    comes back.
    """
    messages = user_messages()
    last_day = parse_deadline(deadline, messages) if deadline else None
    plan = Plan(definition, year, Path(roster), name, last_day, office, given_site(site, (), messages))
    round_ = create_round(Path(folder), plan, messages)
    echo_line(round_.messages("init.made", folder=folder, count=len(round_.roster)))
    echo_line(round_.messages("init.next", folder=folder))
