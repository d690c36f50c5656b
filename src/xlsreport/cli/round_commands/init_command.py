"""``xlsreport init``: begin a round."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import expected_definition, user_messages
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import DEFINITION, FILE, FOLDER
from xlsreport.cli.period_options import given_period, period_option, year_option
from xlsreport.cli.printable import echo_line
from xlsreport.cli.round_here import definition_here
from xlsreport.cli.site_options import given_site, site_option
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.round.folder import Round


def _expected_roster(ctx: click.Context, param: click.Parameter, given: str | None) -> str:
    """The roster that was given, or that of the round in whose folder the command runs."""
    from xlsreport.round.folder import roster_path

    here = definition_here()
    found = given or (None if here is None else roster_path(here.parent, user_messages()))
    if found is None:
        raise click.MissingParameter(ctx=ctx, param=param)
    return str(found)


_MOST_NAMED = 5
"""Agencies that are named of those whose line in the roster is to be corrected."""


@command()
@click.argument("folder", type=FOLDER, metavar="FOLDER")
@click.option("--definition", type=DEFINITION, metavar="DEFINITION", callback=expected_definition)
@year_option
@period_option
@click.option("--roster", type=FILE, metavar="FILE", callback=_expected_roster)
@click.option("--encoding", default="", metavar="NAME")
@click.option("--name", default="")
@click.option("--office", default="")
@click.option("--deadline", default="", metavar="YYYY-MM-DD")
@site_option
def init(
    folder: str,
    definition: str,
    year: int | None,
    period: str,
    roster: str,
    encoding: str,
    name: str,
    office: str,
    deadline: str,
    site: str | None,
) -> None:
    """Make the folder of one collection, and say what was read of the roster."""
    from xlsreport.definition.loading.definition_loading import load_definition
    from xlsreport.round.creating import RoundOptions, create_round
    from xlsreport.round.folder import ROUND_FILE, parse_deadline
    from xlsreport.round.roster.cover_columns import cover_headings, lacking_columns, unfit_values
    from xlsreport.round.roster.reading_summary import reading_summary
    from xlsreport.round.roster.roster_reading import read_roster

    messages = user_messages()
    last_day = parse_deadline(deadline, messages) if deadline else None
    office = office.strip() or _prompted_office(messages)
    loaded = load_definition(definition, messages)
    year, part = given_period(loaded, year, period, messages)
    if year is None:
        raise click.UsageError(messages("command.init_period"))
    by_default = loaded.deadline(year, part)
    options = RoundOptions(
        definition,
        year,
        Path(roster),
        name,
        last_day or by_default,
        office,
        given_site(site, (), messages),
        encoding,
        part,
    )
    round_ = create_round(Path(folder), options, messages)
    messages = messages.comparing(loaded.calendar.compared)
    echo_line(messages("init.made", folder=folder, count=len(round_.roster)))
    reading = read_roster(Path(roster), messages, encoding=encoding, language=loaded.locale)
    declaration = round_.definition.declaration
    for line in reading_summary(reading, messages, cover_headings(declaration)):
        echo_line(line)
    headings = (column.heading for one in reading.taken for column in one.headings.all_columns)
    for field in lacking_columns(headings, declaration):
        echo_line(messages("roster.no_column", label=field.label, id=field.id), err=True)
    for field, unfit in unfit_values(round_.roster, round_.definition):
        named = messages("command.comma").join(f"{agency.code} {agency.name}" for agency in unfit[:_MOST_NAMED])
        if len(unfit) > _MOST_NAMED:
            named = messages("roster.and_more", names=named, count=len(unfit) - _MOST_NAMED)
        echo_line(messages("roster.unfit", label=field.label, count=len(unfit), agencies=named), err=True)
    _say_deadline(round_, messages, given=last_day is not None)
    _say_missing_editions(round_, messages)
    if not office:
        echo_line(messages("init.no_office", file=Path(folder) / ROUND_FILE), err=True)
    echo_line(messages("init.next", folder=folder))


def _say_deadline(round_: Round, messages: Messages, *, given: bool) -> None:
    """Say a deadline that the definition gave, and that one is before the end of the period."""
    from xlsreport.round.folder import ROUND_FILE

    if round_.deadline is None:
        return
    end, file = round_.definition.calendar.last_day(round_.year, round_.part), round_.folder / ROUND_FILE
    if not given:
        echo_line(messages("init.deadline", deadline=round_.deadline, file=file))
    elif round_.deadline < end:
        echo_line(messages("init.early", deadline=round_.deadline, end=end, file=file), err=True)


def _say_missing_editions(round_: Round, messages: Messages) -> None:
    """Say which earlier editions have no definition in the round, by which last year's workbooks could be read."""
    from xlsreport.definition.succession.earlier_editions import find_editions, own_predecessors

    wanted = own_predecessors(round_.definition)
    missing = [name for name in wanted if name not in find_editions(wanted, [round_.folder])]
    if missing:
        names = messages("wording.comma").join(missing)
        echo_line(messages("init.no_edition", names=names, folder=round_.folder), err=True)


def _prompted_office(messages: Messages) -> str:
    """The name of the office, asked on a terminal only, so that a script does not wait for an answer."""
    if not sys.stdin.isatty():
        return ""
    answer: str = click.prompt(messages("init.ask_office"), default="", show_default=False)
    return answer.strip()
