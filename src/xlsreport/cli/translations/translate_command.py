"""``xlsreport translate``: write the file of a translation, to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import (
    definition_argument,
    expect_output,
    holds_something,
    user_messages,
    write_output,
)
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.errors import OutputError
from xlsreport.messages import LANGUAGES, Messages, messages_for

if TYPE_CHECKING:
    from xlsreport.definition.declaration import Declaration
    from xlsreport.definition.translation.translation_declaration import Translation


@command()
@definition_argument
@click.option("--to", "language", required=True, metavar="LANGUAGE")
@click.option("-o", "--output", required=True, type=FILE, metavar="FILE.yaml")
@click.option("--findings", is_flag=True)
def translate(definition: str, language: str, output: str, findings: bool) -> None:
    """Write all words of DEFINITION into a file, to be translated; what is translated already is kept."""
    from xlsreport.definition.loading.definition_loading import load_definition
    from xlsreport.definition.translation.translation_file import begun_sentences, begun_translation

    messages = user_messages()
    expect_output(output, ".yaml", ".yml")
    loaded = load_definition(definition, messages)
    declaration = loaded.declaration
    _expect_translatable(language, declaration, messages)
    kept, is_own = _kept(output, messages), language == declaration.language
    if is_own:
        begun = begun_sentences(declaration, kept, messages_for(loaded.language), findings=findings)
    else:
        begun = begun_translation(declaration, language, kept, messages_for(loaded.language), findings=findings)
    write_output(output, begun.text.encode("utf-8"))
    names = {"file": output, "language": language, "name": Path(output).name}
    sentence = "command.translated_sentences" if is_own else "command.translation"
    echo_line(messages(sentence, **names, count=begun.count, missing=begun.missing))
    if language not in declaration.languages:
        echo_line(messages("command.translation_use", **names))


def _expect_translatable(language: str, declaration: Declaration, messages: Messages) -> None:
    """Refuse a language into which nothing can be translated.

    Raises:
        OutputError: it is not known, or the engine and the definition speak it already.
    """
    from xlsreport.messages.locales import is_known

    if not is_known(language):
        raise OutputError(messages("problem.language_unknown", language=language))
    if language == declaration.language and language in LANGUAGES:
        raise OutputError(messages("problem.language_own", language=language))


def _kept(output: str, messages: Messages) -> Translation:
    """What the file holds already.

    Raises:
        OutputError: it holds something else.
    """
    from xlsreport.definition.translation.translation_declaration import Translation
    from xlsreport.definition.translation.translation_file import read_translation

    if not holds_something(output):
        return Translation()
    found = read_translation(Path(output))
    if found is None:
        raise OutputError(messages("command.no_translation_file", file=output))
    return found
