"""The tables of all keys of a definition file: ``python -m xlsreport.definition.schema.key_reference``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from xlsreport.definition.figure_kinds.kinds import KINDS
from xlsreport.definition.schema.json_schema import declaration_schema

BEGIN, END = "<!-- keys: begin -->", "<!-- keys: end -->"
"""The generated part of ``docs/reference/definition.md`` stands between these."""

_HEADINGS = (
    {
        "Period": "period",
        "Deadline": "deadline",
        "ChangeSince": "changes_since: a change",
        "BodyKind": "bodies: a kind of body",
        "CoverField": "cover: a field",
        "FromRoster": "from_roster",
        "OwnWords": "own_preamble",
        "Section": "sections: a section",
        "Narrative": "narrative",
        "Table": "tables: a table",
        "Lines": "list: a list",
        "ListCombining": "combine: lines of several agencies",
        "PreviousLines": "previous: lines of last year",
        "ListPrinting": "print: a list on paper",
        "LabelColumn": "label_columns: a column of labels",
        "Comment": "comment: room for a comment",
        "Block": "blocks: a block",
        "ColumnLabel": "columns: a column",
        "RowLabel": "rows: a row",
        "Rule": "rules: a rule",
        "ExplainedChange": "explain_change",
        "Picture": "pictures: a picture",
        "BarGroup": "groups: a group of bars",
        "Bar": "bars: a bar",
        "Translation": "languages: a translation",
        "Phrasing": "phrasing",
        "Elsewhere": "elsewhere: words that lead elsewhere",
        "OwnNames": "own: words of an agency for itself",
        "ForEach": "for_each: numbers that are no counts",
        "ShortenedNames": "shortened_names: names of the agency in texts",
        "Inexact": "inexact: numbers that are not exact",
        "Joining": "joining: between the labels of a list",
        "Claim": "claims: a claim",
        "ClaimedFigure": "figures: a figure in a text",
        "Mention": "mentions: a mention",
        "Aspect": "aspects: an aspect",
    }
    | {kind.__name__: f"kind: {name}" for name, kind in KINDS.items()}
    | {"NotApplicable": "not_applicable", "Requirement": "required"}
)
"""How each part is called, in the order of the page."""

_KINDS = {f"#/$defs/{kind.__name__}" for kind in KINDS.values()}
_ID = "^[a-z][a-z0-9_]*$"


def key_tables() -> str:
    """Every key of every part, with type, default and meaning, as Markdown."""
    schema = declaration_schema()
    parts = [_part("The top level", schema)]
    parts += [_part(heading, schema["$defs"][name]) for name, heading in _HEADINGS.items()]
    return "\n".join(parts)


def with_key_tables(page: str) -> str:
    """A page with what stands between its two markers made anew.

    Raises:
        ValueError: the page has not both markers.
    """
    before, _, rest = page.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"the page lacks {BEGIN} or {END}")
    return f"{before}{BEGIN}\n\n{key_tables()}\n{END}{after}"


def _part(heading: str, model: dict[str, Any]) -> str:
    rows = "".join(_rows(model))
    return f"### {heading}\n\n{model['description']}\n\n| key | type | default | meaning |\n|---|---|---|---|\n{rows}"


def _rows(model: dict[str, Any]) -> Iterator[str]:
    required = model.get("required", [])
    for key, field in model["properties"].items():
        default = "required" if key in required else _default(field.get("default"))
        yield f"| `{key}` | {_type(field)} | {default} | {field['description']} |\n"


def _default(value: object) -> str:
    return "none" if value in (None, [], "") else f"`{json.dumps(value, ensure_ascii=False)}`".replace('"', "")


def _type(field: dict[str, Any]) -> str:
    """A schema's type as a reader says it."""
    alternatives = [item for item in field.get("anyOf", ()) if item.get("type") != "null"]
    if any(item.get("$ref") in _KINDS for item in alternatives):
        return "a kind: its name, or `{name: …}` with its particulars"
    alternatives = alternatives or field.get("oneOf", [])
    if alternatives:
        return " or ".join(_type(item) for item in alternatives)
    if "$ref" in field:
        return _link(field["$ref"])
    if "const" in field:
        return f"`{json.dumps(field['const'])}`" if isinstance(field["const"], bool) else f"`{field['const']}`"
    if "enum" in field:
        return " or ".join(f"`{word}`" for word in field["enum"])
    return _simple(field)


def _simple(field: dict[str, Any]) -> str:
    match field["type"]:
        case "array":
            return f"list: {_type(field['items'])}"
        case "boolean":
            return "`true` or `false`"
        case "object":
            values = field.get("additionalProperties") or next(iter(field["patternProperties"].values()))
            return f"names, each with {_type(values)}"
        case "integer" | "number" as kind:
            name = "whole number" if kind == "integer" else "number"
            if "minimum" not in field:
                return name
            most = f" to {field['maximum']}" if "maximum" in field else " or more"
            return f"{name}, {field['minimum']}{most}"
        case _:
            return "id" if field.get("pattern") == _ID else "text"


def _link(reference_to: str) -> str:
    heading = _HEADINGS[reference_to.removeprefix("#/$defs/")]
    return f"[{heading.split(': ')[-1]}](#{heading.replace(':', '').replace(' ', '-')})"


if __name__ == "__main__":
    # bytes: neither line ends nor encoding depend on the system
    sys.stdout.buffer.write(key_tables().encode())
