"""The schema by which editors check a definition agrees with what the engine itself accepts."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from support.patience import HANG_SECONDS
from xlsreport.definition.figure_kinds.kinds import KINDS
from xlsreport.definition.loading.extension import DIRECTIVES
from xlsreport.definition.loading.shipped_definitions import shipped_names, shipped_path, templates_folder
from xlsreport.definition.schema.json_schema import declaration_schema, definition_schema, schema_text
from xlsreport.definition.yaml_source.yaml_tree import plain_values, read_tree

SMALL = """\
id: small-form
edition: "1"
language: en
name: Small form
title: Small form
period: {label: Period, text: Always}
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: table_one
        columns: [{id: first, label: First, kind: {name: amount, unit: km}}]
        rows: [{id: only, label: Only, kind: count}]
        rules: [{id: some, for: rows, require: first > 0, statement: There is some.}]
"""


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(definition_schema())


def complaints(text: str) -> list[str]:
    """Where a YAML text departs from the schema."""
    tree: Any = plain_values(read_tree(text))
    return [error.json_path for error in validator().iter_errors(tree)]


@pytest.mark.slow
def test_the_schema_itself_is_a_schema() -> None:
    Draft202012Validator.check_schema(definition_schema())


def test_the_stored_schema_is_current() -> None:
    stored = templates_folder() / "definition.schema.json"
    assert stored.read_bytes() == schema_text().encode(), (
        "run: python -m xlsreport.definition.schema.json_schema > templates/definition.schema.json"
    )


@pytest.mark.slow
def test_the_command_prints_the_schema_byte_for_byte() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xlsreport.definition.schema.json_schema"],
        capture_output=True,
        check=True,
        timeout=HANG_SECONDS,
    )
    assert done.stdout == schema_text().encode()


@pytest.mark.parametrize("name", list(shipped_names()))
def test_what_ships_fits_the_schema_and_names_it_in_its_first_line(name: str) -> None:
    path = shipped_path(name)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert complaints(text) == []
    _, _, schema = text.splitlines()[0].partition("# yaml-language-server: $schema=")
    assert (path.parent / schema).resolve() == (templates_folder() / "definition.schema.json").resolve()


def test_a_small_definition_fits_the_schema() -> None:
    assert complaints(SMALL) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("name: Small form\n", "name: Small form\nauthor: me\n", "$"),
        ("heading: Part", "heding: Part", "$.sections[0]"),
        ('edition: "1"', "edition: 1", "$.edition"),
        ("language: en", "language: English", "$.language"),
        ("label: Only, ", "label: Only, total_of: first, ", "$.sections[0].tables[0].rows[0]"),
        ("for: rows", "for: row", "$.sections[0].tables[0].rules[0].for"),
        ("for: rows", "for_: rows", "$.sections[0].tables[0].rules[0]"),
        ("kind: count", "kind: number", "$.sections[0].tables[0].rows[0].kind"),
        ("{name: amount, unit: km}", "{unit: km}", "$.sections[0].tables[0].columns[0].kind"),
        ("{name: amount, unit: km}", "{name: count, unit: km}", "$.sections[0].tables[0].columns[0].kind"),
        ("{name: amount, unit: km}", "{name: amount, decimals: 10}", "$.sections[0].tables[0].columns[0].kind"),
    ],
)
def test_what_the_engine_refuses_the_schema_refuses_at_the_same_place(old: str, new: str, where: str) -> None:
    assert old in SMALL
    assert where in complaints(SMALL.replace(old, new))


@pytest.mark.parametrize(
    "changes",
    [
        "sections: [{id: part, heading: Other}]",
        "sections: [{id: part, $remove: true}, {id: new, $after: part}]",
        "sections: {$replace: []}",
        "$remove: [period]",
        "phrasing: {subjects: {$remove: [ship], boat: [boat]}}",
        "claims: [{id: some, figures: [{$where: {about: ship}, units: {$remove: [t], kg: 1}}]}]",
    ],
)
def test_an_extension_fits_the_schema_by_what_differs(changes: str) -> None:
    assert complaints(f"extends: base.yaml\n{changes}\n") == []


@pytest.mark.parametrize(
    "mistake", ["sections: [{id: part, headng: Other}]", "$after: part", "$remove: part", "rules: {$replaced: []}"]
)
def test_the_schema_finds_mistakes_in_an_extension(mistake: str) -> None:
    assert complaints(f"extends: base.yaml\n{mistake}\n") != []


def test_every_part_and_every_key_is_described() -> None:
    schema = definition_schema()
    assert len(declaration_schema()["$defs"]) == 38 + len(KINDS)
    assert schema["description"].endswith(".")
    models = [model for name, model in schema["$defs"].items() if name not in DIRECTIVES]
    assert len(models) == 1 + 38 + len(KINDS) + 40
    assert len(schema["$defs"]) == len(models) + len(DIRECTIVES) - 1  # what $replace is, stands in Replaced
    for model in models:
        assert model["description"].endswith(".")
        for key, field in model["properties"].items():
            described = schema["$defs"][key] if field == {"$ref": f"#/$defs/{key}"} else field
            assert described.get("description", "").endswith((".", ")")), f"{model}.{key}"
    assert "pydantic" not in json.dumps(schema)
