"""``xlsreport translate``: write the file of a translation, to be filled in."""

from __future__ import annotations

from pathlib import Path

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
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.translation.translation_declaration import Translation
from xlsreport.definition.translation.translation_file import begun_translation, read_translation
from xlsreport.errors import OutputError
from xlsreport.messages import Messages
from xlsreport.messages.locales import is_known, runs_from_right_to_left


@command()
@definition_argument
@click.option("--to", "language", required=True, metavar="LANGUAGE")
@click.option("-o", "--output", required=True, type=FILE, metavar="FILE.yaml")
@click.option("--findings", is_flag=True)
def translate(definition: str, language: str, output: str, findings: bool) -> None:
    """Write all words of DEFINITION into a file, to be translated; what is translated already is kept."""
    messages = user_messages()
    expect_output(output, ".yaml", ".yml")
    loaded = load_definition(definition, messages)
    if not is_known(language) or runs_from_right_to_left(language) or language == loaded.language:
        key = "language_rtl" if is_known(language) and language != loaded.language else "language_unknown"
        key = "language_own" if language == loaded.language else key
        raise OutputError(messages(f"problem.{key}", language=language))
    kept = _kept(output, messages)
    begun = begun_translation(loaded.declaration, language, kept, loaded.messages, findings=findings)
    write_output(output, begun.text.encode("utf-8"))
    names = {"file": output, "language": language, "name": Path(output).name}
    echo_line(messages("command.translation", **names, count=begun.count, missing=begun.missing))
    if language not in loaded.locales:
        echo_line(messages("command.translation_use", **names))


def _kept(output: str, messages: Messages) -> Translation:
    """What the file holds already.

    Raises:
        OutputError: it holds something else.
    """
    if not holds_something(output):
        return Translation()
    found = read_translation(Path(output))
    if found is None:
        raise OutputError(messages("command.no_translation_file", file=output))
    return found
