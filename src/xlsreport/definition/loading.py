"""From a YAML file to a definition, or to every mistake in it with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from xlsreport.definition import declaration as declared
from xlsreport.definition import kinds
from xlsreport.definition.declaration import Declaration
from xlsreport.definition.definition import Definition
from xlsreport.definition.problems import DefinitionError, LocatedProblem, Path, Problem, near_miss
from xlsreport.definition.resolving import resolve
from xlsreport.definition.shipped import shipped_path
from xlsreport.definition.soundness import check_soundness
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for


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
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(source, "not_utf8", said) from None
    except (OSError, ValueError):
        raise _unreadable(source, "no_file", said) from None
    return parse_definition(text, str(source), messages)


def parse_definition(text: str, file: str = "<definition>", messages: Messages | None = None) -> Definition:
    """As :func:`load_definition`, from YAML text; ``file`` is how errors name it.

    Raises:
        DefinitionError: the definition has mistakes; it lists all of them.
    """
    said = messages or messages_for(DEFAULT_LANGUAGE)
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = Problem((), "yaml", {"reason": " ".join(str(error.problem).split())})
        raise DefinitionError(file, [LocatedProblem(problem, line, column)], said) from None
    except YAMLError as error:
        raise DefinitionError(file, [LocatedProblem(Problem((), "yaml", {"reason": str(error)}), 1, 1)], said) from None
    if not isinstance(tree, dict):
        raise DefinitionError(file, [LocatedProblem(Problem((), "not_mapping"), 1, 1)], said)
    said = messages or _own_language(tree)
    definition, problems = _examine(_plain(tree))
    if definition is None:
        located = sorted((_located(problem, tree) for problem in problems), key=lambda p: (p.line, p.column))
        raise DefinitionError(file, located, said)
    return definition


def _unreadable(source: object, key: str, messages: Messages) -> DefinitionError:
    return DefinitionError(str(source), [LocatedProblem(Problem((), key), 1, 1)], messages)


def _own_language(tree: Mapping[str, Any]) -> Messages:
    try:
        return messages_for(tree.get("language", DEFAULT_LANGUAGE))
    except (KeyError, TypeError):
        return messages_for(DEFAULT_LANGUAGE)


def _examine(tree: dict[str, Any]) -> tuple[Definition | None, list[Problem]]:
    """Build the definition, going on after unknown keys so that later mistakes are reported with them."""
    try:
        return _examine_sound(Declaration.model_validate(tree), [])
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems = [_structural(detail, tree) for detail in details if not _only_a_consequence(detail)]
    for detail in details:
        if detail["type"] == "extra_forbidden":
            _remove(tree, detail["loc"])
    try:
        declaration = Declaration.model_validate(tree)
    except ValidationError:
        return None, problems
    return None, _examine_sound(declaration, problems)[1]


def _examine_sound(declaration: Declaration, problems: list[Problem]) -> tuple[Definition | None, list[Problem]]:
    problems = problems + check_soundness(declaration)
    # Names can only be bound where ids are there and unambiguous.
    if any(problem.key in {"duplicate_id", "leaf_without_id", "table_kind"} for problem in problems):
        return None, problems
    definition, unbound = resolve(declaration)
    problems = problems + unbound
    return (None if problems else definition), problems


def _only_a_consequence(detail: ErrorDetails) -> bool:
    """A list whose items are all wrong is also called too short; the items' own problems are what matters."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _structural(detail: ErrorDetails, tree: Mapping[str, Any]) -> Problem:
    """Pydantic's finding in our words."""
    path = _existing(detail["loc"], tree)
    name = str(detail["loc"][-1])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            known = _known_keys(detail["loc"])
            return Problem(path, "unknown_key", {"name": name}, near_miss(name, known), on_key=True)
        case "missing":
            return Problem(path, "missing", {"name": name})
        case "string_type":
            return Problem(path, "not_text", {"found": repr(_plain_input(detail["input"]))})
        case "string_pattern_mismatch":
            return Problem(path, "pattern", {"found": detail["input"]})
        case "literal_error" | "union_tag_invalid" | "enum":
            allowed = str(context.get("expected") or context.get("expected_tags"))
            words = [word.strip(" '") for word in allowed.replace(" or ", ", ").split(",")]
            found = str(context.get("tag", detail["input"]))
            return Problem(path, "not_among", {"found": found, "allowed": ", ".join(words)}, near_miss(found, words))
        case kind:
            return Problem(path, "value", {"kind": kind, "reason": detail["msg"]})


def _plain_input(value: object) -> object:
    return type(value).__name__ if isinstance(value, dict | list) else value


def _known_keys(loc: Sequence[str | int]) -> set[str]:
    """The keys of the model that an unknown key was written in: the one whose field name leads there."""
    holder = _model_at([part for part in loc[:-1] if isinstance(part, str)])
    return {field.alias or key for key, field in holder.model_fields.items()}


_HOLDERS: Mapping[str, type[BaseModel]] = {
    "sections": declared.Section,
    "tables": declared.Table,
    "columns": declared.ColumnLabel,
    "rows": declared.RowLabel,
    "blocks": declared.Block,
    "rules": declared.Rule,
    "narrative": declared.Narrative,
    "cover": declared.CoverField,
    "period": declared.Period,
    "amount": kinds.Amount,
    "text": kinds.Text,
    "choice": kinds.Choice,
    "count": kinds.Count,
    "signed_count": kinds.SignedCount,
}


def _model_at(keys: Sequence[str]) -> type[BaseModel]:
    return _HOLDERS[keys[-1]] if keys else Declaration


def _existing(loc: Sequence[str | int], tree: Any) -> Path:
    """The longest beginning of a location that the file really has; pydantic adds names of union members."""
    path: list[str | int] = []
    for part in loc:
        inside = (isinstance(tree, Mapping) and part in tree) or (
            isinstance(tree, list) and isinstance(part, int) and part < len(tree)
        )
        if not inside:
            continue
        path.append(part)
        tree = tree[part]
    return tuple(path)


def _remove(tree: Any, loc: Sequence[str | int]) -> None:
    path = _existing(loc, tree)
    for part in path[:-1]:
        tree = tree[part]
    if isinstance(tree, dict):
        tree.pop(path[-1], None)


def _plain(value: Any) -> Any:
    """The same tree without the positions that the YAML library keeps in it."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return bool(value)
    return next((kind(value) for kind in (int, float, str) if isinstance(value, kind)), value)


def _located(problem: Problem, tree: Any) -> LocatedProblem:
    """Find the line of a problem: of its key, of its value, or of what it lies in."""
    line, column = 0, 0
    for node, part in _steps(problem.path, tree):
        position = node.lc.data.get(part) if hasattr(node, "lc") and node.lc.data else None
        if position is not None:
            is_last_key = problem.on_key and node is not None and len(position) == 4
            line, column = position[:2] if is_last_key or len(position) == 2 else position[2:]
    return LocatedProblem(problem, line + 1, column + 1)


def _steps(path: Path, tree: Any) -> Iterator[tuple[Any, str | int]]:
    for part in path:
        try:
            below = tree[part]
        except (KeyError, IndexError, TypeError):
            return
        yield tree, part
        tree = below
