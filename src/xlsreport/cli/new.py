"""``xlsreport new``: write one workbook to be filled."""

from __future__ import annotations

import click

from xlsreport.checking.across_years import previous_figures
from xlsreport.cli.last_year import remark_on
from xlsreport.cli.options import OutputError, expect_ending, holds_something, user_messages, write_output
from xlsreport.cli.printable import echo_line
from xlsreport.definition.loading import load_definition
from xlsreport.submission.prefill import load_entries, new_submission
from xlsreport.submission.reading import read_workbook
from xlsreport.workbook.writing import workbook_bytes


@click.command(epilog="Example: xlsreport new cn-gov-info-disclosure/2021 --agency 示例县 --year 2025 -o 示例县.xlsx")
@click.argument("definition")
@click.option("-o", "--output", required=True, metavar="FILE.xlsx", help="The workbook to write.")
@click.option("--agency", default="", help="Who reports; locked into the workbook. Left out, the workbook asks.")
@click.option(
    "--year",
    type=click.IntRange(1900, 2999),
    help="The year reported on; locked. Left out, the workbook asks.",
)
@click.option("--entries", metavar="FILE", help="Values to fill in: JSON or YAML, by the names that describe prints.")
@click.option("--previous", metavar="FILE.xlsx", help="Last year's filled workbook, for the rules across years.")
@click.option("--password", help="Protect the locks with a password. Without it, unlocking needs none.")
@click.option("--force", is_flag=True, help="Overwrite the output file.")
def new(
    definition: str,
    output: str,
    agency: str,
    year: int | None,
    entries: str | None,
    previous: str | None,
    password: str | None,
    force: bool,
) -> None:
    """Write a locked workbook of DEFINITION to be filled.

    DEFINITION is a name that `xlsreport templates` prints, or the path of a YAML file.
    """
    messages = user_messages()
    expect_ending(output, ".xlsx")
    _refuse_to_overwrite(output, force)
    loaded = load_definition(definition, messages)
    last_year = read_workbook(previous, loaded, messages) if previous else None
    figures = previous_figures(loaded, year, last_year) if last_year else None
    submission = new_submission(
        loaded,
        agency=agency.strip(),
        year=year,
        entries=load_entries(entries, messages) if entries else None,
        previous=figures,
    )
    write_output(output, workbook_bytes(submission, password=password))
    if last_year:
        remark_on(last_year, submission)
    echo_line(messages("command.written", file=output))


def _refuse_to_overwrite(output: str, force: bool) -> None:
    """A workbook may hold a week of somebody's typing."""
    if not force and holds_something(output):
        raise OutputError(user_messages()("command.exists", file=output))
