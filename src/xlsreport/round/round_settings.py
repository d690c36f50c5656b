"""Reads the settings of a round, which offices edit by hand: what cannot be read is told with its line."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, UnreadFileError, read_regular_file
from xlsreport.definition.problems import near_miss
from xlsreport.definition.yaml_source.typing_slips import slip_in
from xlsreport.definition.yaml_source.yaml_tree import Node, UnreadableYamlError, plain_values, read_tree
from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.round_key import expect_permission

_TO_CHANGE = ("name", "office", "deadline", "site")
_SETTINGS = ("version", "round", "definition", "year", "period", *_TO_CHANGE)
"""All settings of this version, and those that an office may change."""
_OF_ROUND = re.compile(r"^[ \t]*round[ \t]*[:：]", re.MULTILINE)
"""Without this line a file was never the settings of a round, or has lost what cannot be written anew by hand."""


def read_settings(path: Path, messages: Messages) -> dict[str, Any]:
    """The settings in a file, by name.

    Raises:
        RoundError: there is none, or it cannot be read.
    """
    try:
        data = read_regular_file(path, MAX_TEXT_MEGABYTES)
    except UnreadFileError as error:
        expect_permission(path, error, messages)
        raise RoundError(messages("round.none", folder=path.parent)) from None
    text = _decoded(data, path, messages)
    _expect_colons(text, path, messages)
    try:
        return plain_values(read_tree(text))
    except UnreadableYamlError as error:
        if not _OF_ROUND.search(text):
            raise RoundError(messages("round.settings", file=path)) from None
        reason = error.problem.problem.text(messages)
        raise RoundError(messages("round.settings_line", file=path, line=error.problem.line, reason=reason)) from None


def expect_known(path: Path, messages: Messages) -> None:
    """Make sure that the settings in a file, which was read, are all known: a misspelt one would be without effect.

    Raises:
        RoundError: one is not.
    """
    tree: Node = read_tree(_decoded(read_regular_file(path, MAX_TEXT_MEGABYTES), path, messages))
    assert isinstance(tree.value, dict)
    for name, pair in tree.value.items():
        if name not in _SETTINGS:
            meant = near_miss(name, _SETTINGS)
            hint = messages("problem.suggestion", suggestion=meant) if meant else ""
            to_change = messages("command.comma").join(_TO_CHANGE)
            reason = messages("round.unknown_setting", name=name, known=to_change) + hint
            raise RoundError(messages("round.settings_line", file=path, line=pair.line, reason=reason))


def _decoded(data: bytes, path: Path, messages: Messages) -> str:
    """The text of a file: UTF-8, or what editors of Windows call Unicode, which says so by its first bytes."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        key = "settings_not_utf8" if re.search(rb"^[ \t]*round[ \t]*:", data, re.MULTILINE) else "settings"
        raise RoundError(messages(f"round.{key}", file=path)) from None


def _expect_colons(text: str, path: Path, messages: Messages) -> None:
    """Make sure that behind each setting stands a colon and a blank; the parser would name the line below.

    Raises:
        RoundError: behind one stands something else.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if (slip := slip_in(line)) is not None:
            reason = messages(f"problem.{slip}")
            raise RoundError(messages("round.settings_line", file=path, line=number, reason=reason))
