"""What several commands share: the user's language, output as text or JSON, refused files, and writing a file."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import click

from xlsreport.cli.parameter_types import DEFINITION, FILE, FOLDER, ChoiceType, WholeNumberType
from xlsreport.cli.printable import UNPRINTABLE
from xlsreport.cli.round_here import definition_or_here
from xlsreport.cli.user_language import user_language
from xlsreport.errors import OutputError, RejectedWorkbookError
from xlsreport.messages import Messages, messages_for
from xlsreport.round.files.atomic_write import StagedFile, write_atomically
from xlsreport.round.files.guarded_output import write_unless_changed

format_option = click.option(
    "--format",
    "format_",
    type=ChoiceType(["text", "json"]),
    default="text",
    show_default=True,
)
definition_option = click.option(
    "--definition",
    type=FILE,
    metavar="FILE.yaml",
)


def expected_definition(ctx: click.Context, param: click.Parameter, given: str | None) -> str:
    """The callback of a parameter that names a definition; within a round it may be left out.

    Raises:
        MissingParameter: it was left out elsewhere.
    """
    found = definition_or_here(given)
    if found is None:
        raise click.MissingParameter(ctx=ctx, param=param)
    return found


definition_argument = click.argument(
    "definition",
    type=DEFINITION,
    required=False,
    metavar="[DEFINITION]",
    callback=expected_definition,
)

round_option = click.option(
    "--round",
    "folder",
    type=FOLDER,
    metavar="FOLDER",
    default=".",
    envvar="XLSREPORT_ROUND",
)
processes_option = click.option(
    "--processes",
    type=WholeNumberType(1, 256),
    metavar="N",
)


force_option = click.option("--force", is_flag=True)


def user_messages() -> Messages:
    """The catalogue in the user's language."""
    return messages_for(user_language())


@contextmanager
def naming_refused_file(file: str, messages: Messages) -> Iterator[None]:
    """Say of which file it is that a workbook is refused, where a command was given several.

    Raises:
        RejectedWorkbookError: the refusal, with the file's name.
    """
    try:
        yield
    except RejectedWorkbookError as error:
        sentence = messages("command.rejected", file=file, reason=error)
        raise RejectedWorkbookError(sentence, error.definition) from None


def echo_json(value: Any) -> None:
    """Print JSON; characters beyond ASCII are escaped only where the output's encoding requires it."""
    readable = (sys.stdout.encoding or "").lower().startswith("utf")
    lines = json.dumps(value, ensure_ascii=not readable, indent=2).split("\n")
    click.echo("\n".join(map(_json_escaped, lines)))


def _json_escaped(line: str) -> str:
    """The same JSON with control characters, which a terminal would obey, as escapes of JSON."""
    return "".join(
        f"\\u{ord(char):04x}" if ord(char) < 0x10000 and unicodedata.category(char) in UNPRINTABLE else char
        for char in line
    )


def holds_something(path: str) -> bool:
    """Whether there is a non-empty file at a path; no path that the system rejects has one."""
    try:
        return Path(path).is_file() and Path(path).stat().st_size > 0
    except (OSError, ValueError):
        return False


def write_output(path: str, data: bytes) -> None:
    """Write a file atomically; data for the null device is discarded.

    Raises:
        RoundError: the file cannot be written, or its path is that of a device or the like.
    """
    if path != os.devnull:
        write_atomically(Path(path), data, user_messages(), in_new_folders=False)


def write_guarded_output(path: str, data: bytes, *, force: bool) -> None:
    """Write a report, list or page, unless somebody has changed the present one since it was written.

    Raises:
        OutputError: somebody has changed it, and ``force`` is not set.
        RoundError: as in :func:`write_output`.
    """
    if (
        path != os.devnull
        and write_unless_changed(Path(path), data, user_messages(), force=force, in_new_folders=False) == "in_use"
    ):
        raise OutputError(user_messages()("command.changed", file=path))


def suffix_of(path: str) -> str:
    """The ending of a file's name with its point; none where it ends with a point, which Python 3.14 gives back."""
    return PurePath(path).suffix.rstrip(".")


def expect_output(path: str, *endings: str) -> None:
    """Refuse a file that could not be written, before the work for it is done.

    Raises:
        OutputError: its suffix is that of another format than the one that would be written.
        RoundError: as in :func:`write_output`.
    """
    if suffix_of(path).lower() not in endings and not _is_something_else(path):
        raise unknown_suffix(path, *endings)
    expect_writable(path)


def expect_writable(path: str) -> None:
    """Refuse a path at which no file could be written, as :func:`write_output` would later."""
    if path != os.devnull:
        with StagedFile(Path(path), b"", user_messages(), in_new_folders=False):
            pass  # what was written under a temporary name is gone again


def unknown_suffix(path: str, *endings: str) -> OutputError:
    """The error that a name has none of the suffixes that select a format."""
    messages, suffix = user_messages(), suffix_of(path)
    *others, last = endings
    known = messages("command.or").join(filter(None, (messages("command.comma").join(others), last)))
    if not suffix:
        return OutputError(messages("command.no_ending", file=path, known=known))
    return OutputError(messages("command.ending", file=path, suffix=suffix, known=known))


def _is_something_else(path: str) -> bool:
    """Whether a folder, a device or the like is at a path; these have no suffix to check."""
    try:
        return Path(path).exists() and not Path(path).is_file()
    except (OSError, ValueError):
        return False
