"""``xlsreport render``: make the final report from a filled workbook, or those of a whole round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, get_args

import click

from xlsreport.cli.common_options import definition_option, force_option, processes_option, round_option, user_messages
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE, ChoiceType
from xlsreport.cli.report_commands.picture_arguments import PictureArguments, pictures_option, previous_option
from xlsreport.cli.site_options import given_site, meta_option, site_option
from xlsreport.cli.translations.language_options import language_option
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.format_names import FORMATS

if TYPE_CHECKING:
    from xlsreport.document.format_names import Format


@command()
@click.argument("file", type=FILE, metavar="[FILE.xlsx]", required=False)
@click.option("-o", "--output", type=FILE, metavar="REPORT")
@click.option("--draft", is_flag=True)
@click.option("--all", "whole_round", is_flag=True)
@click.option(
    "--to",
    "formats",
    multiple=True,
    type=ChoiceType(FORMATS),
)
@click.option(
    "--page-style",
    "--layout",
    "page_style",
    type=ChoiceType(get_args(PageStyleName)),
)
@click.option(
    "--style",
    type=FILE,
    metavar="FILE.docx",
)
@language_option
@pictures_option
@previous_option
@site_option
@meta_option
@click.option(
    "--verify/--no-verify",
    default=True,
)
@force_option
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
    page_style: PageStyleName | None,
    style: str | None,
    language: str | None,
    pictures: bool,
    previous: str | None,
    site: str | None,
    meta: tuple[str, ...],
    verify: bool,
    force: bool,
    folder: str,
    processes: int | None,
    definition: str | None,
) -> None:
    """Render the filled workbook FILE.xlsx as the report that is published; or, by --all, those of a round."""
    from xlsreport.cli.report_commands.render_arguments import RenderArguments
    from xlsreport.cli.report_commands.render_file import FileToRender, render_file

    stated = given_site(site, meta, user_messages())
    arguments = RenderArguments(
        page_style, style, stated, PictureArguments(pictures, previous), verify, force, language
    )
    if whole_round:
        _expect_none({str(file): file, "--draft": draft, "--definition": definition})
        from xlsreport.cli.report_commands.render_round import render_round  # needs ledger and roster

        render_round(ctx, folder, formats, output, arguments, processes)
        return
    if formats:
        raise click.UsageError(user_messages()("command.goes_with", option="--to", other="--all"))
    if file is None or output is None:
        raise click.UsageError(user_messages()("command.render_what"))
    render_file(ctx, FileToRender(file, output, draft, definition), arguments)


def _expect_none(given: Mapping[str, object]) -> None:
    """Refuse what is for one workbook and was given for a round."""
    for name, value in given.items():
        if value:
            raise click.UsageError(user_messages()("command.not_with", option=name, other="--all"))
