"""The JSON Schema of a definition file, by which editors complete and check it: ``python -m ….json_schema``."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection
from typing import Any, get_args

from pydantic.json_schema import GenerateJsonSchema

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.loading.extension import AFTER, BEFORE, REMOVE, REPLACE, REPLACED_KEYS, WHERE
from xlsreport.definition.loading.source_tree import EXTENDS

TITLE = "Report definition of xlsreport"
_CHANGED = "Changed"
_KINDS = frozenset(kind.__name__ for kind in get_args(AnyKind))
_EXTENDS_SCHEMA = {
    "type": "string",
    "description": "A shipped definition, or a file below this one's folder; then only what differs is written.",
}
_PLACE_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "object"}]}
_REPLACED_SCHEMA = {
    "type": "object",
    "description": "A value of which the extended definition has another, and of that nothing is kept.",
    "properties": {REPLACE: {"description": "The value."}},
    "required": [REPLACE],
    "additionalProperties": False,
}
_DIRECTIVES: dict[str, Any] = {
    REMOVE: {
        "anyOf": [{"const": True}, {"type": "array", "items": {"type": "string"}}],
        "description": "true: the item is left out. A list: these keys are.",
    },
    WHERE: {"type": "object", "description": "The values of the items that are changed."},
    AFTER: _PLACE_SCHEMA | {"description": "The item that this one comes after."},
    BEFORE: _PLACE_SCHEMA | {"description": "The item that this one comes before."},
}


class _WithoutTitles(GenerateJsonSchema):
    """Leaves out titles that only repeat the key."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def definition_schema() -> dict[str, Any]:
    """The JSON Schema of a definition file; names and limits are checked on loading only.

    There are two schemas of each part: in a file that extends another, nothing is required.
    """
    whole = declaration_schema()
    parts = whole.pop("$defs")
    title, description = whole.pop("title"), whole["description"]
    changing = {"Declaration": whole} | {name: part for name, part in parts.items() if name not in _KINDS}
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": title,
        "description": description,
        "if": {"type": "object", "required": [EXTENDS]},
        "then": {"$ref": f"#/$defs/{_CHANGED}Declaration"},
        "else": {"$ref": "#/$defs/Declaration"},
        "$defs": {"Declaration": whole, "Replaced": _REPLACED_SCHEMA}
        | _DIRECTIVES
        | parts
        | {f"{_CHANGED}{name}": _changed_part(name, part, changing) for name, part in changing.items()},
    }


def declaration_schema() -> dict[str, Any]:
    """The schema of a definition that extends no other; in ``properties`` also the key by which it would."""
    schema = Declaration.model_json_schema(by_alias=True, schema_generator=_WithoutTitles) | {"title": TITLE}
    for model in schema["$defs"].values():
        _require_name(model)
    schema["properties"] = {EXTENDS: _EXTENDS_SCHEMA} | schema["properties"]
    return {key: schema[key] for key in ("title", "description", *schema)}


def _changed_part(name: str, part: dict[str, Any], changing: Collection[str]) -> dict[str, Any]:
    """A part of a definition that extends another: nothing is required, and the merge's own keys may stand in it."""
    properties = {
        key: schema if key in REPLACED_KEYS else _changed_value(schema, changing)
        for key, schema in part["properties"].items()
    }
    own = {key: _directive(key) for key in _DIRECTIVES if name != "Declaration" or key == REMOVE}
    kept = {key: value for key, value in part.items() if key not in ("required", "properties")}
    return kept | {"properties": properties | own}


def _changed_value(schema: dict[str, Any], changing: Collection[str]) -> dict[str, Any]:
    rest = {key: value for key, value in schema.items() if key not in ("description", "default")}
    return {
        "description": schema["description"],
        "anyOf": [_changed(rest, changing), {"$ref": "#/$defs/Replaced"}],
    }


def _changed(schema: Any, changing: Collection[str]) -> Any:
    """The same schema with every part as it stands in a definition that extends another."""
    if isinstance(schema, list):
        return [_changed(item, changing) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if (name := str(schema.get("$ref", "")).removeprefix("#/$defs/")) in changing:
        return schema | {"$ref": f"#/$defs/{_CHANGED}{name}"}
    changed = {key: _changed(value, changing) for key, value in schema.items() if key != "minItems"}
    if schema.get("type") == "object":  # names of the author's own, of which some may be removed
        changed["properties"] = {REMOVE: _directive(REMOVE)}
    return changed


def _directive(key: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{key}"}


def _require_name(model: dict[str, Any]) -> None:
    """Require the name of a kind that is written out; its default is for Python only."""
    name = model["properties"].get("name", {})
    if "const" in name:
        del name["default"]
        model["required"] = ["name", *model.get("required", [])]


def schema_text() -> str:
    """The schema as it is stored beside the definitions that ship."""
    return json.dumps(definition_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    # bytes: neither line ends nor encoding depend on the system
    sys.stdout.buffer.write(schema_text().encode())
