"""Reads the settings of a round, which offices edit by hand: what cannot be read is told with its line."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any, NamedTuple

from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, UnreadFileError, read_regular_file
from xlsreport.definition.problems import near_miss
from xlsreport.definition.yaml_source.typing_slips import colon_slip
from xlsreport.definition.yaml_source.yaml_tree import Node, UnreadableYamlError, plain_values, read_tree
from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.round_key import expect_permission

_TO_CHANGE = ("name", "office", "deadline", "site")
_SETTINGS = ("version", "round", "definition", "year", "period", *_TO_CHANGE)
"""All settings of this version, and those that an office may change."""
_OF_ROUND = re.compile(r"^[ \t]*round[ \t]*[:：]", re.MULTILINE)
"""Without this line a file was never the settings of a round, or has lost what cannot be written anew by hand."""


class RoundSettings(NamedTuple):
    """The settings in a file: with the lines in which they stand, and their values by name."""

    path: Path
    tree: Node
    values: dict[str, Any]


def read_settings(path: Path, messages: Messages) -> RoundSettings:
    """The settings in a file.

    Raises:
        RoundError: there is none, or it cannot be read.
    """
    try:
        data = read_regular_file(path, MAX_TEXT_MEGABYTES)
    except UnreadFileError as error:
        expect_permission(path, error, messages)
        raise RoundError(messages("round.none", folder=path.parent)) from None
    text = _decoded(data, path, messages)
    try:
        tree = read_tree(text)
        return RoundSettings(path, tree, plain_values(tree))
    except UnreadableYamlError as error:
        if not _OF_ROUND.search(text):
            raise RoundError(messages("round.settings", file=path)) from None
        raise _in_line(path, error.problem.line, error.problem.problem.text(messages), messages) from None


def expect_known_settings(settings: RoundSettings, messages: Messages) -> None:
    """Make sure that settings are known, since a misspelt one would be without effect; and that ``site`` has names.

    Raises:
        RoundError: one is not, or the colon behind a name of the site is none.
    """
    path, tree = settings.path, settings.tree
    assert isinstance(tree.value, dict)
    for name, pair in tree.value.items():
        if name not in _SETTINGS:
            meant = near_miss(name, _SETTINGS)
            hint = messages("problem.suggestion", suggestion=meant) if meant else ""
            to_change = messages("command.comma").join(_TO_CHANGE)
            reason = messages("round.unknown_setting", name=name, known=to_change) + hint
            raise _in_line(path, pair.line, reason, messages)
        # What stands below site and has no colon is one text to the parser, and no mistake.
        if name == "site" and isinstance(pair.value.value, str) and (slip := colon_slip(pair.value.value)) is not None:
            raise _in_line(path, pair.value.line, messages(f"problem.{slip}"), messages)


def _in_line(path: Path, line: int, reason: str, messages: Messages) -> RoundError:
    return RoundError(messages("round.settings_line", file=path, line=line, reason=reason))


def _decoded(data: bytes, path: Path, messages: Messages) -> str:
    """The text of a file: UTF-8, or what editors of Windows call Unicode, which says so by its first bytes."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        key = "settings_not_utf8" if re.search(rb"^[ \t]*round[ \t]*:", data, re.MULTILINE) else "settings"
        raise RoundError(messages(f"round.{key}", file=path)) from None
