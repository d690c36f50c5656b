"""Mistakes in using the command, told in the user's language."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from xlsreport.cli.localised_command import ExtraArgumentsError, localise_metavar
from xlsreport.cli.parameter_types import did_you_mean
from xlsreport.cli.printable import echo_line
from xlsreport.cli.user_language import user_help
from xlsreport.messages import Messages, messages_for
from xlsreport.messages.system_errors import system_reason

_DASHES = "-－‐‑‒–—―−"
"""Dashes that text processors and input methods put in place of the hyphens of an option."""


class NoSuchCommandError(click.UsageError):
    """There is no subcommand of this name."""

    def __init__(self, name: str, known: Sequence[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.known = known


def print_usage_error(error: click.UsageError) -> None:
    """Print how the command is used, and what was wrong."""
    words, ctx = user_help(), error.ctx
    with suppress(OSError):  # where it cannot be written either, the exit code tells it all the same
        if ctx is not None:
            click.echo(ctx.get_usage(), err=True)
            echo_line(words("usage.try", command=ctx.command_path), err=True)
            click.echo(err=True)
        echo_line(words("usage.error", message=_sentence(error, words)), err=True)


def print_unwritten(error: OSError) -> None:
    """Say that what the command prints cannot be written where the user has led it."""
    # What is left in the buffer would be tried once more at the end of the process.
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the rest of the process
    reason = system_reason(error, messages_for(user_help().language))
    with suppress(OSError):  # as above
        echo_line(user_help()("usage.unwritten", reason=reason), err=True)


def _sentence(error: click.UsageError, words: Messages) -> str:
    match error:
        case click.NoSuchOption():
            names = list(_option_names(error.ctx))
            return words("usage.no_option", name=error.option_name) + did_you_mean(error.option_name, names)
        case click.MissingParameter():
            kind = "option" if isinstance(error.param, click.Option) else "argument"
            return words(f"usage.missing_{kind}", name=_name(error, words))
        case click.BadParameter():
            return words("usage.bad_value", name=_name(error, words), reason=error.message)
        case click.BadOptionUsage():
            key = "no_value" if error.option_name in _flags(error.ctx) else "needs_value"
            return words(f"usage.{key}", name=error.option_name)
        case NoSuchCommandError():
            return words("usage.no_command", name=error.message) + did_you_mean(error.message, error.known)
        case ExtraArgumentsError():
            return words("usage.too_much", found=error.message) + _meant_as_option(error)
    return error.message


def _name(error: click.BadParameter, words: Messages) -> str:
    """What the user calls the option or argument."""
    param = error.param
    if param is None:
        return ""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return localise_metavar((param.metavar or param.human_readable_name).strip("[]."), words)


def _option_names(ctx: click.Context | None) -> Iterator[str]:
    for option in ctx.command.get_params(ctx) if ctx else ():
        if isinstance(option, click.Option):
            yield from (*option.opts, *option.secondary_opts)


def _flags(ctx: click.Context | None) -> set[str]:
    options = ctx.command.get_params(ctx) if ctx else ()
    return {name for one in options if isinstance(one, click.Option) and one.is_flag for name in one.opts}


def _meant_as_option(error: ExtraArgumentsError) -> str:
    """The option that was probably meant, where its hyphens were replaced by other dashes."""
    dashed = next((one for one in error.found if one[0] in _DASHES), None)
    return did_you_mean("--" + dashed.lstrip(_DASHES), list(_option_names(error.ctx))) if dashed else ""
