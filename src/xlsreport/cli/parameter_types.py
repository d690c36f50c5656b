"""Types of options and arguments, with errors in the user's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from xlsreport.cli.user_language import user_help

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class ChoiceType(click.Choice[str]):
    """One of several words, with a suggestion for a misspelt one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The word itself."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            allowed = ", ".join(self.choices)
            sentence = user_help()("usage.not_among", found=value, allowed=allowed)
            raise click.BadParameter(sentence + did_you_mean(str(value), self.choices), ctx, param) from None


class WholeNumberType(click.IntRange):
    """A whole number within bounds."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; Chinese and full-width digits are digits, too."""
        words = user_help()
        try:
            number = int(value)
        except ValueError:
            raise click.BadParameter(words("usage.not_whole", found=value), ctx, param) from None
        try:
            return super().convert(number, param, ctx)
        except click.BadParameter:
            sentence = words("usage.out_of_range", found=number, least=self.min, most=self.max)
            raise click.BadParameter(sentence, ctx, param) from None


class PathType(click.ParamType[str]):
    """A path as it was typed, completed by the shell; whether it exists is checked when it is used."""

    name = "path"

    def __init__(self, completed: str = "file") -> None:
        self._completed = completed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The path; an empty one is refused, since it usually comes from an unset variable of a script."""
        if not value:
            raise click.BadParameter(user_help()("usage.empty_path"), param=param, ctx=ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Let the shell complete files."""
        from click.shell_completion import CompletionItem  # for shell completion only

        return [CompletionItem(incomplete, type=self._completed)]


class DefinitionType(PathType):
    """The name of a shipped definition, or the path of one."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The shipped names, and files."""
        from click.shell_completion import CompletionItem  # for shell completion only

        from xlsreport.definition.loading.shipped_definitions import shipped_names  # likewise

        names = [CompletionItem(name) for name in shipped_names() if name.startswith(incomplete)]
        return names or super().shell_complete(ctx, param, incomplete)


FILE, FOLDER, DEFINITION = PathType("file"), PathType("dir"), DefinitionType("file")


def did_you_mean(found: str, known: Sequence[str]) -> str:
    """A question whether one of the similar known words was meant; empty if none is similar."""
    from difflib import get_close_matches  # for mistakes only

    near = get_close_matches(found, known, n=3, cutoff=0.6)
    words = user_help()
    return words("usage.meant", names=words("usage.or").join(near)) if near else ""
