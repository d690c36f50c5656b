"""From a YAML file to a definition, or to every mistake in it with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.consistency_check import check_consistency
from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, UnreadFileError, read_regular_file
from xlsreport.definition.loading.shape_check import declare
from xlsreport.definition.loading.shipped_definitions import shipped_names, shipped_path
from xlsreport.definition.problems import DefinitionError, LocatedProblem, Problem, near_miss
from xlsreport.definition.resolving.name_resolution import resolve
from xlsreport.definition.yaml_source.yaml_tree import UnreadableYamlError, locate, plain_values, read_tree
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for

_SENTENCES_FOR_UNREAD = {
    "not_a_file": "not_a_file",
    "file_too_large": "file_too_large",
    "no_file": "no_file",
    "folder": "no_file",
    "no_permission": "no_file",
    "dangling_link": "no_file",
    "damaged": "no_file",
    "changing": "no_file",
}
"""Which sentence says why a file was not read: what was asked for may have been meant as a name."""


def load_definition(source: str | FilePath, messages: Messages | None = None) -> Definition:
    """Load a report definition.

    Args:
        source: the name of a shipped definition, such as ``cn-gov-info-disclosure/2021``, or the path of a YAML file.
        messages: the language of errors; by default the definition's own, as far as it can be read.

    Raises:
        DefinitionError: the file cannot be read, or the definition has mistakes; it lists all of them.
    """
    path = shipped_path(str(source)) or FilePath(source)
    said = messages or messages_for(DEFAULT_LANGUAGE)
    try:
        text = read_regular_file(path, MAX_TEXT_MEGABYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(source, "not_utf8", said) from None
    except UnreadFileError as error:
        raise _unreadable(source, _SENTENCES_FOR_UNREAD[error.key], said, **error.values) from None
    return parse_definition(text, str(source), messages)


def parse_definition(text: str, file: str = "<definition>", messages: Messages | None = None) -> Definition:
    """As :func:`load_definition`, from YAML text; ``file`` is how errors name it.

    Raises:
        DefinitionError: the definition has mistakes; it lists all of them.
    """
    try:
        tree = read_tree(text)
        declared = plain_values(tree)
    except UnreadableYamlError as error:
        raise DefinitionError(file, [error.problem], messages or messages_for(DEFAULT_LANGUAGE)) from None
    definition, problems = _examine(declared)
    if definition is None:
        in_order = sorted((locate(problem, tree) for problem in problems), key=lambda p: (p.line, p.column))
        raise DefinitionError(file, in_order, messages or _own_language(declared))
    return definition


def _unreadable(source: object, key: str, messages: Messages, **values: object) -> DefinitionError:
    suggestion = _suggested_name(str(source)) if key == "no_file" else None
    return DefinitionError(str(source), [LocatedProblem(Problem((), key, values, suggestion), 1, 1)], messages)


def _suggested_name(source: str) -> str | None:
    """The shipped definition that was probably meant by a name, which may lack the report or the edition."""
    names = list(shipped_names())
    part = [name for name in names if source.strip("/") in name.split("/")]
    part = part or [name for name in names if len(source) > 2 and name.startswith(source)]
    return part[-1] if part else near_miss(source, names)


def _own_language(tree: Mapping[str, Any]) -> Messages:
    try:
        return messages_for(tree.get("language", DEFAULT_LANGUAGE))
    except (KeyError, TypeError):
        return messages_for(DEFAULT_LANGUAGE)


def _examine(tree: dict[str, Any]) -> tuple[Definition | None, list[Problem]]:
    """Build the definition, going from one checkpoint to the next as long as that makes sense."""
    declaration, problems = declare(tree)
    if declaration is None:
        return None, problems
    problems += check_consistency(declaration)
    # Names can only be bound where ids are there and unambiguous.
    if any(problem.key in {"duplicate_id", "leaf_without_id", "table_kind"} for problem in problems):
        return None, problems
    definition, unbound = resolve(declaration)
    problems += unbound
    return (None if problems else definition), problems
