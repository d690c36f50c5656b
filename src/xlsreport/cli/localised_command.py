"""Commands whose help is in the message catalogue, by the names of command and option."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from xlsreport.cli.help_page import HelpPage
from xlsreport.cli.user_language import user_help
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _Context(click.Context):
    formatter_class = HelpPage


class LocalisedCommand(click.Command):
    """A command that describes itself in its user's language.

    Its option ``--count-parents`` is described by the message ``<command>.count_parents``, or by that of ``shared``;
    a placeholder of a value, such as FILE, by ``metavar.file``. A test requires all of them in all languages.
    """

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help``."""
        return _help_option(tuple(self.get_help_option_names(ctx)))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The options that are not given yet, with what they mean."""
        completed = click.Command.shell_complete(self, ctx, incomplete)
        by_name = {name: one for one in self.get_params(ctx) for name in (*one.opts, *one.secondary_opts)}
        for item in completed:
            option = by_name.get(item.value)
            if isinstance(option, click.Option):
                item.help = option_help(self, option, user_help())
        return completed

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The line of usage behind the command's name."""
        return [localise_metavar(piece, user_help()) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, user_help()("usage.usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(user_help()(f"{self.name}.about"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option means."""
        words = user_help()
        with formatter.section(words("usage.options")):
            formatter.write_dl(
                [
                    (localise_metavar(_spelt(option, ctx), words), option_help(self, option, words))
                    for option in self.get_params(ctx)
                    if isinstance(option, click.Option)
                ]
            )

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        words = user_help()
        example = words.texts.get(f"{self.name}.example")
        if example is not None:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(words("usage.example", example=example))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does; surplus arguments are refused with a localised message."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise ExtraArgumentsError(rest, ctx)
        return rest


@cache
def _help_option(names: tuple[str, ...]) -> click.Option:
    """Click's own help option looks for a translation at every start; this one does not."""
    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, callback=_show_help)


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class ExtraArgumentsError(click.UsageError):
    """The command line has more arguments than the command takes."""

    def __init__(self, found: list[str], ctx: click.Context) -> None:
        super().__init__(" ".join(found), ctx)
        self.found = found


def command(name: str | None = None) -> Callable[[Callable[..., Any]], LocalisedCommand]:
    """Make a function a subcommand, called as the function where no name is given."""
    return click.command(name, cls=LocalisedCommand)


def option_help(command: click.Command, option: click.Option, words: Messages) -> str:
    """The help of an option: what it means, and what its value has to be."""
    facts = [
        (option.required, "usage.required", {}),
        (option.show_default, "usage.default", {"value": option.default}),
        (isinstance(option.type, click.IntRange), "usage.range", _range(option)),
    ]
    extras = [words(key, **values) for holds, key, values in facts if holds]
    extras_note = words("usage.extras", extras=words("usage.and").join(extras)) if extras else ""
    return words(option_message_key(command, option, words)) + extras_note


def option_message_key(command: click.Command, option: click.Option, words: Messages) -> str:
    """The message that describes an option."""
    name = max(option.opts, key=len).lstrip("-").replace("-", "_")
    own = f"{command.name}.{name}"
    return own if own in words.texts else f"shared.{name}"


def localise_metavar(metavar: str, words: Messages) -> str:
    """The placeholder of a value, such as ``[FILE.xlsx]``, in the user's language."""
    return re.sub("[A-Z]{2,}", lambda found: words.texts.get(f"metavar.{found[0].lower()}", found[0]), metavar)


def _range(option: click.Option) -> dict[str, object]:
    return {"least": option.type.min, "most": option.type.max} if isinstance(option.type, click.IntRange) else {}


def _spelt(option: click.Option, ctx: click.Context) -> str:
    record = option.get_help_record(ctx)
    return record[0] if record else ""
