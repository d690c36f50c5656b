"""The top command: finds a subcommand when it is called, and turns every expected error into a sentence and a code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import click

from xlsreport import __version__
from xlsreport.cli.language import user_help
from xlsreport.cli.worded import Worded
from xlsreport.errors import XlsreportError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = (
    "demo",
    "templates",
    "describe",
    "lint",
    "new",
    "check",
    "render",
    "roster",
    "init",
    "distribute",
    "collect",
    "status",
    "decide",
    "compare",
    "return",
    "consolidate",
)
"""Subcommands in the order of use, each in a module of its name; what each is for stands in the catalogue, so that help
imports none."""

OK, FOUND_ERRORS, UNUSABLE = 0, 1, 2
"""Exit codes: clean or warnings only; errors found; wrong usage or an unreadable file."""
_ABORTED = 1
_BEFORE_COLLECTING = 50_000
"""How many more objects there must be before Python looks for garbage. By its own 700, a start spends a tenth of its
time on looking through modules and definitions, which stay to the end."""


class Commands(Worded, click.Group):
    """Imports a subcommand only when it is used, since the libraries behind some are slow to load."""

    def main(self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override] # click's parameters are never given by position
        """Run the command, and end the process with its code; mistakes in using it end as sentences.

        Where it is not to end the process, they are raised as click raises them.
        """
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        gc.set_threshold(_BEFORE_COLLECTING)
        atexit.register(gc.freeze)  # or Python would look through everything once more, only to end
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look through all that is installed
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.UsageError as error:
            from xlsreport.cli.misuse import tell_misuse  # for mistakes only

            tell_misuse(error)
            code = error.exit_code
        except click.Abort:
            click.echo(user_help()("usage.aborted"), err=True)
            code = _ABORTED
        sys.exit(code or OK)

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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a word, the help is what is asked for."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(UNUSABLE)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a subcommand, or say which was probably meant."""
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing:
            from xlsreport.cli.misuse import NoSuchCommandError  # for mistakes only

            raise NoSuchCommandError(args[0], COMMANDS, ctx)
        return (args[0] if found else None), found, args[1:]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The subcommands with what each is for, without importing them, and the options."""
        from click.shell_completion import CompletionItem  # while a shell completes, and never else

        words = user_help()
        names = [name for name in COMMANDS if name.startswith(incomplete)]
        return [
            *(CompletionItem(name, help=words(f"{name}.summary")) for name in names),
            *Worded.shell_complete(self, ctx, incomplete),
        ]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the subcommands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        words = user_help()
        with formatter.section(words("usage.commands")):
            formatter.write_dl([(name, words(f"{name}.summary")) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; what users can do something about ends as a sentence, not as a traceback."""
        try:
            return super().invoke(ctx)
        except XlsreportError as error:
            from xlsreport.cli.printable import echo_error  # for mistakes only: it loads a table of all characters

            echo_error(error)
            ctx.exit(UNUSABLE)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"xlsreport {__version__}")
        ctx.exit()


@click.group("xlsreport", cls=Commands, no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
def main() -> None:
    """Locked Excel report templates: generate, fill, check, render."""
    for stream in (sys.stdout, sys.stderr):
        # A console of another code page must not end a check with an exception about a tick.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
