"""The top command: finds a subcommand when it is called, and turns every expected error into a sentence and a code."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from xlsreport import __version__
from xlsreport.cli.printable import echo_error

COMMANDS = {
    "demo": "The whole cycle in a folder, from template to report.",
    "templates": "Which report definitions there are.",
    "describe": "Every place, text and rule of a definition.",
    "lint": "Check a definition of your own.",
    "new": "Write a locked workbook to be filled.",
    "check": "Read filled workbooks back and say what is wrong, and where.",
    "render": "Make the final report from a filled workbook.",
    "roster": "Look at a list of agencies, or write an empty one.",
    "init": "Begin a round: a folder for one collection from many agencies.",
    "distribute": "Write the workbooks of a round, one for each agency.",
    "collect": "Take in what agencies sent back.",
    "status": "Who has sent what, and what is wrong with it.",
    "compare": "Whose text repeats another's, or last year's.",
    "return": "Give faulty workbooks back, with what is to be mended.",
    "consolidate": "Add up what the agencies sent, with every figure traceable.",
}
"""Subcommands in the order of use, each in a module of its name; the summary stands here so that help imports none."""

OK, FOUND_ERRORS, UNUSABLE = 0, 1, 2
"""Exit codes: clean or warnings only; errors found; wrong usage or an unreadable file."""


class Commands(click.Group):
    """Imports a subcommand only when it is used, since the libraries behind some are slow to load."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand by its name."""
        if cmd_name not in COMMANDS:
            return None
        # A word of Python's own, such as return, can be no name in it.
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"xlsreport.cli.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; what users can do something about ends as a sentence, not as a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if not _is_expected(error):
                raise
            echo_error(error)
            ctx.exit(UNUSABLE)


def _is_expected(error: Exception) -> bool:
    """Whether an exception is one that the library declares, known by name so that its room need not be imported."""
    declared = {
        "DefinitionError",
        "EntriesError",
        "FormatError",
        "LedgerError",
        "OutputError",
        "PicturesError",
        "PreviousError",
        "RejectedWorkbookError",
        "RenderingError",
        "RosterError",
        "RoundError",
        "SiteError",
        "StyleError",
        "UnfaithfulRenderingError",
        "WorkbookError",
    }
    return type(error).__module__.startswith("xlsreport.") and type(error).__name__ in declared


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Locked Excel report templates: generate, fill, check, render."""
    for stream in (sys.stdout, sys.stderr):
        # A console of another code page must not end a check with an exception about a tick.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
