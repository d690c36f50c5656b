"""``xlsreport new``: write one workbook to be filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from xlsreport.cli.body_options import body_option, form_for_agency, form_for_kind, kind_left_open
from xlsreport.cli.common_options import (
    definition_argument,
    expect_output,
    holds_something,
    naming_refused_file,
    user_messages,
    write_output,
)
from xlsreport.cli.data_exchange.lines_options import encoding_option, lines_option, with_given_lines
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.period_options import given_period, period_option, year_option
from xlsreport.cli.printable import echo_line
from xlsreport.cli.translations.language_options import in_chosen_language, language_option
from xlsreport.errors import OutputError, RejectedWorkbookError
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.definition.definition import Definition
    from xlsreport.submission.submission import Submission


@command()
@definition_argument
@click.option("-o", "--output", required=True, type=FILE, metavar="FILE.xlsx")
@click.option("--agency", default="")
@body_option
@language_option
@year_option
@period_option
@click.option("--entries", type=FILE, metavar="FILE")
@lines_option
@encoding_option
@click.option("--from", "filled", type=FILE, metavar="FILE.xlsx")
@click.option("--previous", type=FILE, metavar="FILE")
@click.option("--password")
@click.option("--force", is_flag=True)
def new(
    definition: str,
    output: str,
    agency: str,
    body: str | None,
    language: str | None,
    year: int | None,
    period: str,
    entries: str | None,
    lines: tuple[str, ...],
    encoding: str,
    filled: str | None,
    previous: str | None,
    password: str | None,
    force: bool,
) -> None:
    """Write a locked workbook of DEFINITION to be filled."""
    from xlsreport.checking.across_years import previous_values
    from xlsreport.definition.loading.definition_loading import load_definition
    from xlsreport.submission.entries_file import load_entries, new_submission
    from xlsreport.workbook.workbook_file import workbook_bytes

    messages = user_messages()
    expect_output(output, ".xlsx")
    _refuse_to_overwrite(output, force)
    if filled is not None:
        _expect_nothing_else(agency, body, language, year, period, previous)
        _write_anew(filled, definition, entries, lines, encoding, output, password)
        return
    whole = in_chosen_language(load_definition(definition, messages), language, messages)
    loaded = form_for_kind(whole, body, messages) if body else form_for_agency(whole, agency)
    year, part = given_period(loaded, year, period, messages)
    last_year = _read(previous, loaded, definition, messages) if previous else None
    figures = previous_values(loaded, year, last_year, part=part) if last_year else None
    submission = new_submission(
        loaded,
        agency=agency.strip(),
        year=year,
        part=part,
        entries=with_given_lines(
            loaded, load_entries(entries, messages) if entries else None, lines, encoding, messages
        ),
        previous=figures,
        messages=messages,
    )
    write_output(output, workbook_bytes(submission, password=password))
    if last_year:
        from xlsreport.cli.report_commands.earlier_workbook import print_previous_remarks  # loads all checks

        print_previous_remarks(last_year, submission)
    if left_open := kind_left_open(loaded, messages):
        echo_line(left_open)
    echo_line(messages("command.written", file=output))


def _expect_nothing_else(*given: object) -> None:
    """Refuse options that say what the filled workbook says itself."""
    if any(given):
        raise click.UsageError(user_messages()("lines.from_alone"))


def _write_anew(
    filled: str,
    source: str,
    entries: str | None,
    lines: Sequence[str],
    encoding: str,
    output: str,
    password: str | None,
) -> None:
    """Write what a filled workbook holds into a new one, with the entries and lines that are given."""
    from xlsreport.checking.replaced_entries import with_entries  # the same
    from xlsreport.definition.loading.definition_loading import load_definition
    from xlsreport.submission.entries_file import load_entries
    from xlsreport.submission.workbook_reader import read_workbook  # loads what reads files, seldom needed
    from xlsreport.workbook.workbook_file import workbook_bytes

    messages = user_messages()
    definition = load_definition(source, messages)
    with naming_refused_file(filled, messages):
        submission = read_workbook(filled, definition, messages)
    _refuse_signature_of_another_version(submission, filled)
    stated = load_entries(entries, messages) if entries else None
    given = with_given_lines(submission.definition, stated, lines, encoding, messages)
    write_output(output, workbook_bytes(with_entries(submission, given), password=password))
    echo_line(messages("command.written", file=output))


def _refuse_signature_of_another_version(submission: Submission, filled: str) -> None:
    """Refuse a workbook of a round that was signed with another version of the form: written by this one, its
    signature would not fit, and the office would take it for forged.
    """
    stamp = submission.source.stamp if submission.source else None
    if stamp and stamp.identity and stamp.fingerprint != submission.definition.fingerprint:
        raise RejectedWorkbookError(user_messages()("lines.from_other_version", file=filled))


def _read(previous: str, definition: Definition, source: str, messages: Messages) -> Submission:
    from xlsreport.cli.report_commands.earlier_workbook import read_earlier_workbook  # seldom needed, slow to load

    return read_earlier_workbook(previous, definition, source, messages)


def _refuse_to_overwrite(output: str, force: bool) -> None:
    """Refuse to replace a file with content, which may be a filled workbook."""
    if not force and holds_something(output):
        raise OutputError(user_messages()("command.exists", file=output))
