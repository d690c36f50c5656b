"""``xlsreport render``: make the final report from a filled workbook, or those of a whole round."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

import click

from xlsreport.cli.check import print_findings
from xlsreport.cli.group import FOUND_ERRORS
from xlsreport.cli.options import definition_option, processes_option, round_option, user_messages, write_output
from xlsreport.cli.picture_options import PictureOptions, pictures_option, previous_option
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.cli.site_options import given_site, meta_option, site_option
from xlsreport.definition.loading import load_definition
from xlsreport.document.building import build_document
from xlsreport.document.rendering import FORMATS, Format, known_format
from xlsreport.document.rendering import render as render_document
from xlsreport.document.site import checked_site
from xlsreport.inspection.check import check
from xlsreport.messages import messages_for
from xlsreport.round.folder import find_round
from xlsreport.round.reports import render_all
from xlsreport.submission.reading import read_workbook


@click.command(epilog="Example: xlsreport render 示例县.xlsx -o 示例县.docx")
@click.argument("file", metavar="[FILE.xlsx]", required=False)
@click.option("-o", "--output", metavar="REPORT", help="The report to write (.docx or .html); with --all a folder.")
@click.option("--draft", is_flag=True, help="Render a workbook with errors too, visibly marked as a draft.")
@click.option("--all", "whole_round", is_flag=True, help="Render every accepted submission of a round.")
@click.option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="With --all: the format; may be given more than once. By default all.",
)
@pictures_option
@previous_option
@site_option
@meta_option
@round_option
@processes_option
@definition_option
@click.pass_context
def render(
    ctx: click.Context,
    file: str | None,
    output: str | None,
    draft: bool,
    whole_round: bool,
    formats: tuple[Format, ...],
    pictures: bool,
    previous: str | None,
    site: str | None,
    meta: tuple[str, ...],
    folder: str,
    processes: int | None,
    definition: str | None,
) -> None:
    """Render the filled workbook FILE.xlsx as the report that is published; or, by --all, those of a round.

    A workbook with errors is refused, and its errors are listed; --draft renders it all the same.
    """
    stated = given_site(site, meta, user_messages())
    shown = PictureOptions(pictures, previous)
    if whole_round and file is None and not draft and definition is None:
        _render_round(folder, formats or FORMATS, output, stated, shown, processes)
    elif not whole_round and file is not None and output is not None and not formats:
        _render_file(ctx, file, output, draft, stated, shown, definition)
    else:
        raise click.UsageError(user_messages()("command.render_what"))


def _render_file(
    ctx: click.Context,
    file: str,
    output: str,
    draft: bool,
    site: Mapping[str, object],
    pictures: PictureOptions,
    definition: str | None,
) -> None:
    messages = user_messages()
    format_ = known_format(PurePath(output).suffix, messages)
    submission = read_workbook(file, load_definition(definition, messages) if definition else None, messages)
    own = messages_for(submission.definition.language)
    errors = tuple(finding for finding in check(submission) if finding.severity == "error")
    if errors and not draft:
        echo_line(own("command.refused", file=file, count=len(errors)), err=True)
        print_findings(errors, own)
        ctx.exit(FOUND_ERRORS)
    last_year = pictures.last_year_of(submission, messages)
    document = build_document(submission, draft=draft, pictures=pictures.wanted, previous=last_year)
    meta = checked_site(site, document.layout, own)
    write_output(output, render_document(document, format_, meta))
    echo_line(messages("command.written", file=output))


def _render_round(
    folder: str,
    formats: tuple[Format, ...],
    output: str | None,
    site: Mapping[str, object],
    pictures: PictureOptions,
    processes: int | None,
) -> None:
    round_ = find_round(Path(folder), user_messages())
    messages = round_.messages
    target = Path(output) if output is not None else round_.subfolder("round.reports")
    last_year = pictures.last_year_of_all(round_)
    reports = render_all(
        round_, formats, target, site=site, pictures=pictures.wanted, last_year=last_year, processes=processes
    )
    done = progress(
        reports,
        length=lambda: len(round_.roster),
        label=messages("round.rendering"),
    )
    rendered = 0
    left_out = []
    for one in done:
        rendered += bool(one.paths)
        if not one.paths:
            agency = one.state.agency
            state = messages(f"status.{one.state.state}")
            left_out.append(messages("round.not_rendered", code=agency.code, agency=agency.name, state=state))
    for line in left_out:
        echo_line(line)
    echo_line(messages("round.rendered", folder=target, count=rendered, left_out=len(left_out)))
