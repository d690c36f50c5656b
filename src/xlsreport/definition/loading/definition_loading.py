"""From a definition's name or file to a definition, or to every mistake in it with its file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path as FilePath
from typing import Any

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.advice import advice_on
from xlsreport.definition.loading.checks.consistency_check import check_consistency
from xlsreport.definition.loading.checks.rows_from_check import as_written
from xlsreport.definition.loading.checks.shape_check import declare
from xlsreport.definition.loading.look_up_advice import look_up_advice
from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, UnreadFileError, read_regular_file
from xlsreport.definition.loading.shipped_definitions import shipped_names, shipped_path
from xlsreport.definition.loading.source_tree import SourceError, SourceTree, source_tree
from xlsreport.definition.problems import DefinitionError, LocatedProblem, Problem, near_miss
from xlsreport.definition.reporting_period.period_calendar import compared_by
from xlsreport.definition.resolving.name_resolution import resolve
from xlsreport.definition.succession.change_check import change_problems
from xlsreport.definition.tables.line_rows import with_line_rows
from xlsreport.definition.translation.translation_check import translation_hints, translation_problems
from xlsreport.definition.translation.translation_file import english_sentences
from xlsreport.definition.variation.variation_check import variant_problems
from xlsreport.definition.yaml_source.yaml_tree import locate, located_mistakes
from xlsreport.definition.yaml_source.yaml_writer import yaml_text
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.messages.locales import is_known, spoken_language

_LANGUAGE = re.compile(r"^language:\s*[\"']?([\w-]+)", re.MULTILINE)
_NOT_RESOLVED = {"duplicate_id", "leaf_without_id", "table_kind", "rows_from_too_large"}
"""Problems with which no names are resolved: ids are missing or ambiguous, or there are so many rows that it would take
minutes."""
_SENTENCES_FOR_UNREAD = {
    "not_a_file": "not_a_file",
    "file_too_large": "file_too_large",
    "no_file": "no_file",
    "folder": "folder",
    "no_permission": "no_permission",
    "dangling_link": "dangling_link",
    "damaged": "no_file",
    "changing": "changing",
}
"""The sentence for each reason why a file was not read; some say that there is no such definition, since a name
may have been meant."""
UNREAD_FILE = {*_SENTENCES_FOR_UNREAD.values(), "none_shipped"}
"""The problems by which a definition was not read at all."""


def load_definition(source: str | FilePath, messages: Messages | None = None) -> Definition:
    """Load a report definition.

    Args:
        source: the name of a shipped definition, such as ``cn-gov-info-disclosure/2021``, or the path of a YAML file.
        messages: the language of errors; by default the definition's own, as far as it can be read.

    Raises:
        DefinitionError: the file, or one that it extends, cannot be read, or the definition has mistakes; it lists all
            of them.
    """
    # The tests look through the phrases of what is shipped; here it would take half of the time.
    are_sound = shipped_path(str(source)) is not None
    return _definition_of(_tree_of(source, messages), str(source), messages, phrases_are_sound=are_sound)


def load_with_hints(
    source: str | FilePath,
    messages: Messages | None = None,
    limits: Callable[[Definition], Iterable[Problem]] = lambda _: (),
) -> tuple[Definition, tuple[LocatedProblem, ...]]:
    """As :func:`load_definition`, looking through all of it, with hints about what should be written otherwise.

    Args:
        source: as of :func:`load_definition`.
        messages: as of :func:`load_definition`.
        limits: what else may keep a definition without mistakes from being used, such as the limits of a program.

    Raises:
        DefinitionError: as :func:`load_definition`.
    """
    tree = _tree_of(source, messages)
    definition = _definition_of(tree, str(source), messages)
    if beyond := [locate(problem, tree.tree) for problem in limits(definition)]:
        raise DefinitionError(str(source), beyond, messages or messages_for(definition.language))
    declared = definition.declaration
    advice = [
        *advice_on(definition),
        *look_up_advice(definition),
        *translation_hints(declared),
        *english_sentences(declared),
    ]
    located = [locate(problem, tree.tree) for problem in advice]
    return definition, (*tree.hints, *(one for one in located if not _is_of_a_base(one, tree)))


def _is_of_a_base(hint: LocatedProblem, source: SourceTree) -> bool:
    """Whether a translation is superfluous here and may not be in the definition that is extended."""
    return hint.problem.key in ("translation_superfluous", "translation_part") and hint.file in source.bases


def parse_definition(text: str, file: str = "<definition>", messages: Messages | None = None) -> Definition:
    """As :func:`load_definition`, from YAML text; ``file`` is how errors name it.

    A text has no folder, so that it can extend shipped definitions only.

    Raises:
        DefinitionError: the definition has mistakes; it lists all of them.
    """
    return _definition_of(_tree(text, None, file, messages), file, messages)


def self_contained_text(source: str | FilePath, messages: Messages | None = None) -> str | None:
    """A definition as one text that extends no other; None where its own file already is one.

    Raises:
        DefinitionError: as :func:`load_definition`, where no tree can be made.
    """
    tree = _tree_of(source, messages)
    return yaml_text(tree.tree) if len(tree.files) > 1 else None


def _tree_of(source: str | FilePath, messages: Messages | None) -> SourceTree:
    path = shipped_path(str(source)) or FilePath(source)
    said = messages or messages_for(DEFAULT_LANGUAGE)
    try:
        text = read_regular_file(path, MAX_TEXT_MEGABYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(source, "not_utf8", said) from None
    except UnreadFileError as error:
        raise _unreadable(source, _SENTENCES_FOR_UNREAD[error.key], said, **error.values) from None
    return _tree(text, path, str(source), messages)


def _tree(text: str, path: FilePath | None, file: str, messages: Messages | None) -> SourceTree:
    try:
        return source_tree(text, path)
    except SourceError as error:
        language = error.language or _written_language(text)
        raise DefinitionError(file, error.problems, messages or _own_language(language)) from None


def _unreadable(source: object, key: str, messages: Messages, **values: object) -> DefinitionError:
    suggestion = _suggested_name(str(source)) if key in ("no_file", "folder") else None
    if key == "folder" and (suggestion or not str(source)):
        key = "no_file"  # a name was meant, or nothing was
    if key == "no_file" and next(shipped_names(), None) is None:
        missing = Problem((), "none_shipped", values)
        return DefinitionError(str(source), [LocatedProblem(missing, 1, 1)], messages)
    return DefinitionError(str(source), [LocatedProblem(Problem((), key, values, suggestion), 1, 1)], messages)


def _suggested_name(source: str) -> str | None:
    """The shipped definition that was probably meant by a name, which may lack the report or the edition."""
    names = list(shipped_names())
    part = [name for name in names if source.strip("/") in name.split("/")]
    part = part or [name for name in names if len(source) > 2 and name.startswith(source)]
    return part[-1] if part else near_miss(source, names)


def _written_language(text: str) -> str | None:
    """The language of a text that is no YAML."""
    found = _LANGUAGE.search(text)
    return found and found[1]


def _own_language(language: object) -> Messages:
    """The catalogue for a language that may be none."""
    tag = str(language)
    return messages_for(spoken_language(tag) if is_known(tag) else DEFAULT_LANGUAGE)


def _definition_of(
    source: SourceTree, file: str, messages: Messages | None, *, phrases_are_sound: bool = False
) -> Definition:
    language = source.values.get("language")
    definition, problems = _examine(source.values, phrases_are_sound=phrases_are_sound)
    if definition is not None:
        return definition
    found = located_mistakes(problems, source.tree)
    in_order = sorted(found, key=lambda one: (source.files.index(one.file), one.line, one.column))
    said = (messages or _own_language(language)).comparing(compared_by(source.values.get("period")))
    raise DefinitionError(file, in_order, said)


def _examine(tree: dict[str, Any], *, phrases_are_sound: bool) -> tuple[Definition | None, list[Problem]]:
    """Build the definition; each check runs if those before it leave something to check."""
    declaration, problems = declare(tree)
    if declaration is None:
        return None, problems
    declaration = with_line_rows(declaration)
    found, further = _resolved(declaration, phrases_are_sound=phrases_are_sound)
    problems += (as_written(problem, declaration) for problem in further)
    return (None if problems else found), problems


def _resolved(declaration: Declaration, *, phrases_are_sound: bool) -> tuple[Definition | None, list[Problem]]:
    problems = check_consistency(declaration)
    if not problems:
        problems += translation_problems(declaration)
    if any(problem.key in _NOT_RESOLVED for problem in problems):
        return None, problems
    definition, unbound = resolve(declaration, phrases_are_sound=phrases_are_sound)
    problems += unbound
    if definition is not None and not problems:
        problems += variant_problems(definition)
        problems += change_problems(definition)
    return (None if problems else definition), problems
