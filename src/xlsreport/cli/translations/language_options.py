"""The option by which a command is told in which language a form is to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlsreport.errors import OutputError
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.definition.definition import Definition

language_option = click.option("--language", metavar="LANGUAGE")


def in_chosen_language(definition: Definition, language: str | None, messages: Messages) -> Definition:
    """A definition in the language that is named, or as it is where none is.

    Raises:
        OutputError: the definition has no translation into it.
    """
    from xlsreport.definition.translation.translating import in_language

    return definition if language is None else in_language(definition, chosen_locale(definition, language, messages))


def chosen_locale(definition: Definition, language: str, messages: Messages) -> str:
    """The tag of a language that is named.

    Raises:
        OutputError: the definition has no translation into it.
    """
    from xlsreport.messages.locales import locale_named

    tag = locale_named(language, definition.locales)
    if tag is None:
        known = messages("command.comma").join(definition.locales)
        raise OutputError(messages("command.no_language", language=language, name=definition.name, known=known))
    return tag
