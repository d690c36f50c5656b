"""``xlsreport render``: make the final report from a filled workbook."""

from __future__ import annotations

from pathlib import PurePath

import click

from xlsreport.cli.check import print_findings
from xlsreport.cli.group import FOUND_ERRORS
from xlsreport.cli.options import definition_option, user_messages, write_output
from xlsreport.cli.printable import echo_line
from xlsreport.definition.loading import load_definition
from xlsreport.document.building import build_document
from xlsreport.document.rendering import known_format
from xlsreport.document.rendering import render as render_document
from xlsreport.inspection.check import check
from xlsreport.messages import messages_for
from xlsreport.submission.reading import read_workbook


@click.command(epilog="Example: xlsreport render 示例县.xlsx -o 示例县.docx")
@click.argument("file", metavar="FILE.xlsx")
@click.option("-o", "--output", required=True, metavar="REPORT", help="The report to write: .docx or .html.")
@click.option("--draft", is_flag=True, help="Render a workbook with errors too, visibly marked as a draft.")
@definition_option
@click.pass_context
def render(ctx: click.Context, file: str, output: str, draft: bool, definition: str | None) -> None:
    """Render the filled workbook FILE.xlsx as the report that is published.

    A workbook with errors is refused, and its errors are listed; --draft renders it all the same.
    """
    messages = user_messages()
    format_ = known_format(PurePath(output).suffix, messages)
    submission = read_workbook(file, load_definition(definition, messages) if definition else None, messages)
    own = messages_for(submission.definition.language)
    errors = tuple(finding for finding in check(submission) if finding.severity == "error")
    if errors and not draft:
        echo_line(own("command.refused", file=file, count=len(errors)), err=True)
        print_findings(errors, own)
        ctx.exit(FOUND_ERRORS)
    document = build_document(submission, draft=draft)
    write_output(output, render_document(document, format_))
    echo_line(messages("command.written", file=output))
