"""``xlsreport render``: make the final report from a filled workbook, or those of a whole round."""

from __future__ import annotations

from pathlib import Path, PurePath

import click

from xlsreport.cli.check import print_findings
from xlsreport.cli.group import FOUND_ERRORS
from xlsreport.cli.options import definition_option, processes_option, round_option, user_messages, write_output
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.definition.loading import load_definition
from xlsreport.document.building import build_document
from xlsreport.document.docx.reading_styles import read_style_document
from xlsreport.document.failure import RenderingError
from xlsreport.document.rendering import FORMATS, Format, FormatError, hindrance, known_format
from xlsreport.document.rendering import render as render_document
from xlsreport.inspection.check import check
from xlsreport.messages import Messages, messages_for
from xlsreport.round.folder import find_round
from xlsreport.round.reports import render_all
from xlsreport.submission.reading import read_workbook


@click.command(epilog="Example: xlsreport render 示例县.xlsx -o 示例县.docx")
@click.argument("file", metavar="[FILE.xlsx]", required=False)
@click.option(
    "-o", "--output", metavar="REPORT", help="The report to write (.docx, .html or .pdf); with --all a folder."
)
@click.option("--draft", is_flag=True, help="Render a workbook with errors too, visibly marked as a draft.")
@click.option("--all", "whole_round", is_flag=True, help="Render every accepted submission of a round.")
@click.option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="With --all: the format; may be given more than once. By default all that this computer can make.",
)
@click.option(
    "--style",
    metavar="FILE.docx",
    help="The Word document whose styles and page the Word reports have; with --all by default the round's style.docx.",
)
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
    style: str | None,
    folder: str,
    processes: int | None,
    definition: str | None,
) -> None:
    """Render the filled workbook FILE.xlsx as the report that is published; or, by --all, those of a round.

    A workbook with errors is refused, and its errors are listed; --draft renders it all the same.
    """
    if whole_round and file is None and not draft and definition is None:
        _render_round(ctx, folder, formats, output, style, processes)
    elif not whole_round and file is not None and output is not None and not formats:
        _render_file(ctx, file, output, style, draft, definition)
    else:
        raise click.UsageError(user_messages()("command.render_what"))


def _render_file(
    ctx: click.Context, file: str, output: str, style: str | None, draft: bool, definition: str | None
) -> None:
    messages = user_messages()
    format_ = known_format(PurePath(output).suffix, messages)
    if style is not None and format_ != "docx":
        raise FormatError(messages("style.word_only", suffix=PurePath(output).suffix))
    own_style = None if style is None else read_style_document(style, messages)
    submission = read_workbook(file, load_definition(definition, messages) if definition else None, messages)
    own = messages_for(submission.definition.language)
    errors = tuple(finding for finding in check(submission) if finding.severity == "error")
    if errors and not draft:
        echo_line(own("command.refused", file=file, count=len(errors)), err=True)
        print_findings(errors, own)
        ctx.exit(FOUND_ERRORS)
    document = build_document(submission, draft=draft)
    write_output(output, render_document(document, format_, style=own_style))
    echo_line(messages("command.written", file=output))


def _render_round(
    ctx: click.Context,
    folder: str,
    formats: tuple[Format, ...],
    output: str | None,
    style: str | None,
    processes: int | None,
) -> None:
    round_ = find_round(Path(folder), user_messages())
    messages = round_.messages
    if style is not None and formats and "docx" not in formats:
        raise FormatError(messages("style.word_only", suffix=f".{formats[0]}"))
    target = Path(output) if output is not None else round_.subfolder("round.reports")
    done = progress(
        render_all(
            round_,
            _possible(formats, messages),
            target,
            style=Path(style) if style else None,
            processes=processes,
        ),
        length=lambda: len(round_.roster),
        label=messages("round.rendering"),
    )
    rendered = 0
    left_out, failed = [], []
    for one in done:
        agency = one.state.agency
        rendered += bool(one.paths)
        failed += [messages("round.failed", code=agency.code, agency=agency.name, reason=why) for why in one.failures]
        if not one.paths and not one.failures:
            state = messages(f"status.{one.state.state}")
            left_out.append(messages("round.not_rendered", code=agency.code, agency=agency.name, state=state))
    for line in left_out:
        echo_line(line)
    for line in failed:
        echo_line(line, err=True)
    echo_line(messages("round.rendered", folder=target, count=rendered, left_out=len(left_out)))
    if failed:
        ctx.exit(FOUND_ERRORS)


def _possible(asked: tuple[Format, ...], messages: Messages) -> tuple[Format, ...]:
    """The formats that were asked for; or all that this computer can make, with a sentence about each other one.

    Raises:
        RenderingError: one that was asked for cannot be made, which is said before any report is.
    """
    reasons = {format_: hindrance(format_, messages.language) for format_ in asked or FORMATS}
    for reason in filter(None, reasons.values()):
        if asked:
            raise RenderingError(reason)
        echo_line(reason, err=True)
    return tuple(format_ for format_, reason in reasons.items() if reason is None)
