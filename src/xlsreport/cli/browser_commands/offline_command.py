"""``xlsreport offline``: write the checker, one web page that checks workbooks without any installation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import expect_output, user_messages, write_guarded_output
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import DEFINITION, FILE
from xlsreport.cli.printable import echo_line
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.offline.browser_engine.engine_file import BrowserEngine
    from xlsreport.offline.checker_settings import CheckerSettings


@command()
@click.argument("definition", required=False, type=DEFINITION, metavar="[DEFINITION]")
@click.option("-o", "--output", type=FILE, metavar="FILE.html")
@click.option("--round", "folder", type=FILE, metavar="FOLDER")
@click.option("--engine", type=FILE, metavar="FILE")
@click.option("--prepare", is_flag=True)
@click.option("--force", is_flag=True)
def offline(
    definition: str | None, output: str | None, folder: str | None, engine: str | None, prepare: bool, force: bool
) -> None:
    """Write the checker, or prepare the engine that it needs."""
    from xlsreport.cli.browser_commands.checker_making import (
        default_engine_path,
        found_engine_path,
        report_settings,
        round_settings,
    )
    from xlsreport.offline.browser_engine.engine_file import read_engine
    from xlsreport.round.folder import find_round

    messages = user_messages()
    path = Path(engine) if engine else default_engine_path() if prepare else found_engine_path()
    if definition and folder:
        raise click.UsageError(messages("offline.both"))
    if output is None and not prepare:
        raise click.UsageError(messages("offline.needs_output"))
    if prepare:
        _prepare(path, messages)
    if output is not None:
        expect_output(output, ".html", ".htm")
        opened = read_engine(path, messages)  # first: to load every form that ships takes seconds
        settings, languages = (
            round_settings(find_round(Path(folder), messages)) if folder else report_settings(definition, messages)
        )
        _write(opened, output, settings, languages, force=force)


def _prepare(path: Path, messages: Messages) -> None:
    from xlsreport.offline.browser_engine.engine_file import write_engine
    from xlsreport.offline.browser_engine.engine_preparation import prepare_engine  # rarely needed

    echo_line(messages("offline.preparing"), err=True)
    write_engine(path, prepare_engine(messages))
    echo_line(messages("offline.prepared", file=path, megabytes=_megabytes(path.stat().st_size)))


def _write(
    engine: BrowserEngine, output: str, settings: CheckerSettings, languages: Iterable[str], *, force: bool
) -> None:
    from xlsreport.offline.checker_page import checker_page  # brings the templates

    page = checker_page(engine, settings, languages)
    write_guarded_output(output, page, force=force)
    echo_line(user_messages()("offline.written", file=output, megabytes=_megabytes(len(page))))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}"
