"""The option by which a command is told in which language a form is to be."""

from __future__ import annotations

from dataclasses import replace

import click

from xlsreport.definition.definition import Definition
from xlsreport.definition.translation.translating import in_language
from xlsreport.errors import OutputError
from xlsreport.messages import Messages
from xlsreport.messages.locales import locale_named
from xlsreport.submission.submission import Submission, printed_fields

language_option = click.option("--language", metavar="LANGUAGE")


def in_chosen_language(definition: Definition, language: str | None, messages: Messages) -> Definition:
    """A definition in the language that is named, or as it is where none is.

    Raises:
        OutputError: the definition has no translation into it.
    """
    if language is None:
        return definition
    tag = locale_named(language, definition.locales)
    if tag is None:
        known = messages("command.comma").join(definition.locales)
        raise OutputError(messages("command.no_language", language=language, name=definition.name, known=known))
    return in_language(definition, tag)


def submission_in_chosen_language(submission: Submission, language: str | None, messages: Messages) -> Submission:
    """What was reported, to be printed in a language.

    Raises:
        OutputError: the definition has no translation into it.
    """
    definition = in_chosen_language(submission.definition, language, messages)
    fields = {**submission.fields, **printed_fields(definition, submission.field_entries)}
    return replace(submission, definition=definition, fields=fields)
