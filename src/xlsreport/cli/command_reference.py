"""Writes the command line's reference: ``python -m xlsreport.cli.command_reference docs/reference``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from xlsreport.cli.group import COMMANDS, main
from xlsreport.cli.user_language import user_help
from xlsreport.messages import LANGUAGES

PAGES = {"zh-CN": "cli.md", "en": "cli.en.md"}
"""The file of each language's page."""
_WIDTH = 100


def cli_reference(language: str) -> str:
    """The reference as Markdown: the help of every command, as it is printed at 100 characters."""
    with _speaking(language):
        words, context = user_help(), click.Context(main)
        parts = [words("reference.title"), _help("xlsreport", main)]
        for name in COMMANDS:
            command = main.get_command(context, name)
            if command is not None:
                parts.append(f"## {name}\n\n{words(f'{name}.summary')}\n\n{_help(f'xlsreport {name}', command)}")
        parts.append(words("reference.completion"))
        return "\n".join(parts)


def _help(name: str, command: click.Command) -> str:
    help_names = main.context_settings["help_option_names"]
    with command.context_class(
        command, info_name=name, max_content_width=_WIDTH, terminal_width=_WIDTH, help_option_names=help_names
    ) as context:
        return f"```text\n{command.get_help(context)}\n```\n"


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    before = os.environ.get("XLSREPORT_LANG")
    os.environ["XLSREPORT_LANG"] = language
    try:
        yield
    finally:
        del os.environ["XLSREPORT_LANG"]
        if before is not None:
            os.environ["XLSREPORT_LANG"] = before


if __name__ == "__main__":
    for page_language in LANGUAGES:
        page = Path(sys.argv[1], PAGES[page_language])
        page.write_text(cli_reference(page_language), encoding="utf-8")
