"""The JSON Schema of a definition file, by which editors complete and check it: ``python -m ….json_schema``."""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from xlsreport.definition.declaration import Declaration

TITLE = "Report definition of xlsreport"


class _WithoutTitles(GenerateJsonSchema):
    """Leaves out titles that only repeat the key."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def definition_schema() -> dict[str, Any]:
    """What a definition file may hold, as far as a JSON Schema can say it; names and limits are checked on loading."""
    schema = Declaration.model_json_schema(by_alias=True, schema_generator=_WithoutTitles)
    schema = {"$schema": GenerateJsonSchema.schema_dialect} | schema | {"title": TITLE}
    for model in schema["$defs"].values():
        _require_name(model)
    return {key: schema[key] for key in ("$schema", "title", "description", *schema)}


def _require_name(model: dict[str, Any]) -> None:
    """A kind that is written out must say which it is; only in Python has the name a default."""
    name = model["properties"].get("name", {})
    if "const" in name:
        del name["default"]
        model["required"] = ["name", *model.get("required", [])]


def schema_text() -> str:
    """The schema as it is stored beside the definitions that ship."""
    return json.dumps(definition_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    # Bytes, so that no system puts in its own line ends or encoding.
    sys.stdout.buffer.write(schema_text().encode())
