"""``xlsreport open``: check filled workbooks, and show what was found in the browser."""

from __future__ import annotations

import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import (
    definition_option,
    expect_output,
    force_option,
    user_messages,
    write_guarded_output,
)
from xlsreport.cli.group import OK
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.cli.round_here import definition_or_here
from xlsreport.cli.user_language import user_language

if TYPE_CHECKING:
    from xlsreport.inspection.check_outcome import CheckOutcome

_PAGE = "findings.html"
"""The name of a page for which none is given."""


@command("open")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE.xlsx...")
@definition_option
@click.option("-o", "--output", type=FILE, metavar="FILE.html")
@force_option
@click.option("--browser/--no-browser", "browser", default=True)
@click.pass_context
def open_(
    ctx: click.Context,
    files: tuple[str, ...],
    definition: str | None,
    output: str | None,
    force: bool,
    browser: bool,
) -> None:
    """Check filled workbooks, and show what was found as a page in the browser."""
    from xlsreport.cli.report_commands.check_command import exit_code_of, summary_of
    from xlsreport.definition.loading.definition_loading import load_definition
    from xlsreport.findings_page.web_page import findings_page
    from xlsreport.inspection.check_outcome import outcome_of

    messages = user_messages()
    if output is not None:
        expect_output(output, ".html")
    source = definition_or_here(definition)
    loaded = load_definition(source, messages) if source else None
    exit_code = OK

    def outcomes() -> Iterator[CheckOutcome]:
        nonlocal exit_code
        for file in files:
            outcome = outcome_of(file, loaded, messages)
            exit_code = max(exit_code, exit_code_of(outcome))
            echo_line(summary_of(outcome, messages))
            yield outcome

    page = findings_page(outcomes(), user_language()).encode("utf-8")
    path = Path(output) if output is not None else Path(tempfile.mkdtemp(prefix="xlsreport-open-")) / _PAGE
    write_guarded_output(str(path), page, force=force)
    echo_line(messages("command.written", file=path))
    if browser and not webbrowser.open(path.absolute().as_uri()):
        echo_line(messages("command.no_browser", file=path), err=True)
    ctx.exit(exit_code)
