"""The command line's reference, made from the commands themselves: ``python -m xlsreport.cli.reference``."""

from __future__ import annotations

import click

from xlsreport.cli.group import COMMANDS, main

_TITLE = """# The command line

Made from the commands by `python -m xlsreport.cli.reference`; a test keeps it current.

Exit codes: 0 clean, or warnings and notes only; 1 errors were found; 2 wrong usage, or a file that cannot be read.
Sentences are in the language of the report; before that is known, in the user's. `XLSREPORT_LANG` (`zh-CN` or `en`)
chooses the latter, else the system's language does, and Chinese where the system names none.
"""


def cli_reference() -> str:
    """The reference as Markdown: the help of every command, as it is printed at 100 characters."""
    parts = [_TITLE, _help("xlsreport", main)]
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        if command is not None:
            parts.append(f"## {name}\n\n{COMMANDS[name]}\n\n{_help(f'xlsreport {name}', command)}")
    return "\n".join(parts)


def _help(name: str, command: click.Command) -> str:
    help_names = main.context_settings["help_option_names"]
    with click.Context(
        command, info_name=name, max_content_width=100, terminal_width=100, help_option_names=help_names
    ) as context:
        return f"```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    click.echo(cli_reference(), nl=False)
