"""The top command: imports a subcommand when it is called, and turns expected errors into messages and exit codes."""

from __future__ import annotations

import atexit
import builtins
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import click

from xlsreport import __version__
from xlsreport.cli.localised_command import LocalisedCommand
from xlsreport.cli.user_language import user_help
from xlsreport.errors import XlsreportError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "demo": "demonstration",
    "templates": "report_commands",
    "describe": "report_commands",
    "lint": "report_commands",
    "translate": "translations",
    "new": "report_commands",
    "import": "data_exchange",
    "check": "report_commands",
    "open": "browser_commands",
    "offline": "browser_commands",
    "render": "report_commands",
    "audit": "published_commands",
    "roster": "round_commands",
    "init": "round_commands",
    "distribute": "round_commands",
    "collect": "round_commands",
    "status": "round_commands",
    "decide": "round_commands",
    "compare": "round_commands",
    "return": "round_commands",
    "migrate": "migration_commands",
    "diff": "migration_commands",
    "export": "data_exchange",
    "consolidate": "round_commands",
}
"""The subcommands in the order of use, and the package of each: ``check`` is in ``report_commands/check_command.py``.

The summaries are in the message catalogue, so that ``--help`` imports no subcommand."""

OK, FOUND_ERRORS, UNUSABLE = 0, 1, 2
"""Exit codes: clean or warnings only; errors found; wrong usage or an unreadable file."""
INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as in shells, so that nobody takes it for errors."""
_UNWRITTEN = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""What the system says, without the name of a file, where what a command prints is led into a file that cannot grow."""
_BEFORE_COLLECTING = 200_000
"""Allocations before Python's garbage collector runs: more than a command on one file makes. With the default of 700, a
start spends a tenth of its time on scanning modules and definitions, which live until the end."""


class CommandGroup(LocalisedCommand, click.Group):
    """Imports a subcommand only when it is used, since the libraries behind some are slow to load."""

    def main(self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override] # click's parameters are never given by position
        """Run the command, and end the process with its exit code; usage errors are printed as sentences.

        Where it is not to end the process, they are raised as click raises them.
        """
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        gc.set_threshold(_BEFORE_COLLECTING)
        atexit.register(gc.freeze)  # spares the last collection, which would scan every object
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or it scans all installed packages
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.UsageError as error:
            from xlsreport.cli.usage_errors import print_usage_error  # for mistakes only

            print_usage_error(error)
            code = error.exit_code
        except OSError as error:
            if error.filename is not None or error.errno not in _UNWRITTEN:
                raise
            from xlsreport.cli.usage_errors import print_unwritten  # for mistakes only

            print_unwritten(error)
            code = UNUSABLE
        except click.Abort as stopped:
            if isinstance(stopped.__cause__, EOFError):  # click takes a fault of a library for Ctrl-D
                raise stopped.__cause__ from None
            click.echo(user_help()("usage.aborted"), err=True)
            code = INTERRUPTED
        sys.exit(code or OK)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand by its name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"xlsreport.cli.{COMMANDS[cmd_name]}.{cmd_name}_command")
        # ``return`` is a keyword of Python and ``open`` one of its functions, so theirs are ``return_`` and ``open_``.
        is_taken = iskeyword(cmd_name) or hasattr(builtins, cmd_name)
        command: click.Command = getattr(module, f"{cmd_name}_" if is_taken else cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without arguments, print the help."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(UNUSABLE)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a subcommand, or say which was probably meant; files that are dropped on the program are opened."""
        if args[0] not in COMMANDS and _are_files(args):
            args = ["open", *args]
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing:
            from xlsreport.cli.usage_errors import NoSuchCommandError  # for mistakes only

            raise NoSuchCommandError(args[0], list(COMMANDS), ctx)
        return (args[0] if found else None), found, args[1:]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The subcommands with what each is for, without importing them, and the options."""
        from click.shell_completion import CompletionItem  # for shell completion only

        words = user_help()
        names = [name for name in COMMANDS if name.startswith(incomplete)]
        return [
            *(CompletionItem(name, help=words(f"{name}.summary")) for name in names),
            *LocalisedCommand.shell_complete(self, ctx, incomplete),
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
        """Run a subcommand; errors that users can mend are printed as sentences, without a traceback."""
        try:
            return super().invoke(ctx)
        except XlsreportError as error:
            from xlsreport.cli.printable import echo_error  # for mistakes only: it loads a table of all characters

            echo_error(error)
            ctx.exit(UNUSABLE)


def _are_files(arguments: Sequence[str]) -> bool:
    """Whether all arguments are files, as when somebody drops them on the program's icon."""
    return all(map(os.path.isfile, arguments))  # pathlib is slow to load; ``--help`` needs it not


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"xlsreport {__version__}")
        ctx.exit()


@click.group(
    "xlsreport", cls=CommandGroup, no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
def main() -> None:
    """Locked Excel report templates: generate, fill, check, render."""
    for stream in (sys.stdout, sys.stderr):
        # A console whose code page lacks a character must not raise an exception.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
