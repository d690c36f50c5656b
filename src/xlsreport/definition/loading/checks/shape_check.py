"""Checks the keys and value types of a definition; pydantic's errors in the words of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from xlsreport.definition.characters import unwritable
from xlsreport.definition.declaration import Declaration
from xlsreport.definition.figure_kinds.kinds import KINDS
from xlsreport.definition.problems import Path, Problem, near_miss


def declare(tree: dict[str, Any]) -> tuple[Declaration | None, list[Problem]]:
    """The declaration that a tree holds, and its problems of structure.

    Unknown keys are reported and then passed over, so that a tree which is otherwise right still gives a declaration,
    and later mistakes can be reported with them.
    """
    problems = list(_unwritable(tree, ()))
    try:
        return Declaration.model_validate(tree), problems
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems += [_worded_problem(detail, tree) for detail in details if not _only_a_consequence(detail)]
    for detail in details:
        if detail["type"] == "extra_forbidden":
            _remove(tree, detail["loc"])
    try:
        return Declaration.model_validate(tree), problems
    except ValidationError:
        return None, problems


def _unwritable(value: Any, path: Path) -> Iterator[Problem]:
    """Every text with a character that could not stand in a workbook."""
    if isinstance(value, str) and (character := unwritable(value)) is not None:
        yield Problem(path, "unwritable", {"character": character})
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _unwritable(item, (*path, key))


def _only_a_consequence(detail: ErrorDetails) -> bool:
    """Whether an error only follows from another one.

    A list whose items are all wrong is also reported as too short, and a text with half a surrogate pair as no text.
    """
    return (detail["type"] == "too_short" and bool(detail["input"])) or detail["type"] == "string_unicode"


_SIMPLE = {
    "tuple_type": "not_list",
    "model_type": "not_keys",
    "model_attributes_type": "not_keys",
    "too_short": "empty",
    "string_too_short": "empty",
    "int_type": "not_whole",
    "int_parsing": "not_whole",
    "int_from_float": "not_whole",
    "float_type": "not_number",
    "float_parsing": "not_number",
    "finite_number": "not_number",
    "date_from_datetime_parsing": "not_date",
    "date_from_datetime_inexact": "not_date",
    "date_parsing": "not_date",
}
"""Pydantic's error types whose message has no values."""


def _worded_problem(detail: ErrorDetails, tree: Mapping[str, Any]) -> Problem:
    """Pydantic's finding in our words."""
    path = _existing_path(detail["loc"], tree)
    name = str(detail["loc"][-1])
    found = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            meant = near_miss(name, _known_keys(detail["loc"]))
            if found is None and not meant:  # as in {label: Fees, charges}
                return Problem(path, "unknown_key_alone", {"name": name}, on_key=True)
            return Problem(path, "unknown_key", {"name": name}, meant, on_key=True)
        case "missing":
            return Problem(path, "missing", {"name": name})
        case "union_tag_not_found":
            return Problem(path, "missing", {"name": "name"})
        case _ if found is None:
            return Problem(path, "no_value")
        case "string_type" if isinstance(found, dict | list):
            return Problem(path, "not_line")
        case "string_type":
            return Problem(path, "not_text", {"found": _as_written(found)})
        case "string_pattern_mismatch" if name == "mark":
            return Problem(path, "mark", {"found": found})
        case "string_pattern_mismatch":
            return Problem(path, "pattern", {"found": found})
        case "literal_error" | "union_tag_invalid":
            allowed = str(context.get("expected") or context.get("expected_tags"))
            words = [word.strip(" '") for word in allowed.replace(" or ", ", ").split(",")]
            tag = _as_written(context.get("tag", found))
            return Problem(path, "not_among", {"found": tag, "allowed": ", ".join(words)}, near_miss(tag, words))
        case "greater_than_equal":
            return Problem(path, "at_least", {"limit": context["ge"]})
        case "less_than_equal":
            return Problem(path, "at_most", {"limit": context["le"]})
        case simple if simple in _SIMPLE:
            return Problem(path, _SIMPLE[simple])
        case kind:
            return Problem(path, "value", {"kind": kind, "reason": detail["msg"]})


def _as_written(value: object) -> str:
    """A value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _known_keys(loc: Sequence[str | int]) -> set[str]:
    """The keys of the model that an unknown key was written in: the one whose field name leads there."""
    holder = _model_at([part for part in loc[:-1] if isinstance(part, str)])
    return {field.alias or key for key, field in holder.model_fields.items()}


@cache
def _holders() -> Mapping[str, type[BaseModel]]:
    """The models by the keys that lead to them, and the kinds by their names, which pydantic puts into a location."""
    return {**_models_below(Declaration, {}), **KINDS}


def _models_below(model: type[BaseModel], found: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    """The models that the keys of a model lead to, at any depth."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        for inner in _models_in(field.annotation):
            if key not in found:
                found[key] = inner
                _models_below(inner, found)
    return found


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models in a type, such as the one of a tuple's members."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _model_at(keys: Sequence[str]) -> type[BaseModel]:
    """The model that keys lead to; those which a definition chooses itself, such as languages, are passed over."""
    return next((_holders()[key] for key in reversed(keys) if key in _holders()), Declaration)


def _existing_path(loc: Sequence[str | int], tree: Any) -> Path:
    """A location without the parts that the file does not have: pydantic inserts the names of union members."""
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
    path = _existing_path(loc, tree)
    for part in path[:-1]:
        tree = tree[part]
    if isinstance(tree, dict):
        tree.pop(path[-1], None)
