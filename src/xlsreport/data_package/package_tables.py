"""The tables of a package, and the columns of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.messages import Messages
from xlsreport.tabular.formula_guard import guarded

FieldType = Literal["string", "integer", "number", "date", "boolean"]
"""Types of Table Schema (https://specs.frictionlessdata.io/table-schema) that are used."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "agencies": ("code", "agency", "category", "parent", "state", "late", "report"),
    "reports": (
        *("report", "code", "agency", "period", "language", "bodies", "verdict"),
        *("file", "sha256", "receipt", "received", "revision", "definition", "fingerprint"),
    ),
    "figures": (
        *("report", "agency", "place", "section", "table", "row", "column", "kind", "unit"),
        *("state", "number", "text", "typed", "sheet", "cell"),
    ),
    "texts": ("report", "agency", "section", "heading", "paragraph", "text"),
    "fields": ("report", "agency", "field", "label", "state", "number", "text", "typed"),
    "nil_returns": ("report", "agency", "table", "answer"),
    "explanations": ("report", "agency", "rule", "text"),
    "previous": ("report", "agency", "place", "number", "text"),
    "findings": ("report", "agency", "severity", "rule", "place", "sheet", "cell", "message"),
    "line_cells": ("report", "agency", "list", "line", "column", "state", "text", "typed"),
    "rules": ("rule", "table", "severity", "statement", "condition", "requirement"),
}
"""The columns of the tables that every package has, by the table's name; lists have tables of their own."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "agencies": ("code",),
    "reports": ("report",),
    "figures": ("report", "place"),
    "texts": ("report", "section", "paragraph"),
    "fields": ("report", "field"),
    "nil_returns": ("report", "table"),
    "explanations": ("report", "rule"),
    "previous": ("report", "place"),
    "line_cells": ("report", "list", "line", "column"),
}
"""The columns that tell the rows of a table from each other."""

_TYPES: Mapping[str, FieldType] = {
    **dict.fromkeys(("report", "receipt", "revision", "paragraph", "line"), "integer"),
    "number": "number",
    "late": "boolean",
}
_LINE_COLUMNS = ("report", "agency", "line", "sheet", "cell")
"""What stands before the columns of a list itself."""
LIST_PREFIX = "list_"


@dataclass(frozen=True, slots=True)
class PackageField:
    """A column: its name, its type, and what it says. ``facts`` are further properties of its descriptor."""

    name: str
    type: FieldType
    title: str
    description: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def descriptor(self) -> dict[str, Any]:
        """The field of a Table Schema."""
        said = {"title": self.title, "description": self.description}
        return {"name": self.name, "type": self.type, **{key: text for key, text in said.items() if text}, **self.facts}


@dataclass(frozen=True, slots=True)
class TableSchema:
    """The columns of a table, which of them tell its rows from each other, and which one names the report."""

    title: str
    fields: tuple[PackageField, ...]
    key: tuple[str, ...] = ()
    report: str = "report"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(each.name for each in self.fields)

    def descriptor(self, name: str) -> dict[str, Any]:
        """The Table Schema; every table but that of reports refers to it."""
        described: dict[str, Any] = {"fields": [each.descriptor() for each in self.fields]}
        if self.key:
            described["primaryKey"] = list(self.key)
        if self.report in self.names and name != "reports":
            target = {"resource": "reports", "fields": ["report"]}
            described["foreignKeys"] = [{"fields": [self.report], "reference": target}]
        return described


def fixed_schema(name: str, messages: Messages) -> TableSchema:
    """The schema of a table that every package has."""
    return TableSchema(
        messages(f"package.table_{name}"),
        tuple(_field(column, column, messages) for column in COLUMNS[name]),
        KEYS.get(name, ()),
    )


def list_schema(definition: Definition, name: str, messages: Messages) -> TableSchema:
    """The schema of the lines of a list."""
    places, table = definition.lines[name].places, definition.lists[name]
    own = line_columns(definition, name)
    columns = [
        PackageField(
            place.column,
            _type_of(facts.kind),
            " / ".join(filter(None, facts.column_labels)),
            facts.prompt or "",
            {**_constraints(facts.kind), "xlsreport:kind": facts.kind.name, "xlsreport:computed": facts.computed},
        )
        for place, facts in places.items()
    ]
    fields = (*(_field(column, called, messages) for column, called in own.items()), *columns)
    return TableSchema(table.title or name, fields, (own["report"], own["line"]), own["report"])


def line_columns(definition: Definition, name: str) -> Mapping[str, str]:
    """How the columns before those of a list are called, so that they differ from all of the list's own."""
    taken = [place.column for place in definition.lines[name].places]
    return {column: own_column(column, taken) for column in _LINE_COLUMNS}


def own_column(column: str, taken: Sequence[str]) -> str:
    """A name of ours that no column of the list has."""
    while column in taken:
        column = f"package_{column}"
    return column


def _field(column: str, called: str, messages: Messages) -> PackageField:
    return PackageField(called, _TYPES.get(column, "string"), "", messages(f"package.column_{column}"))


def _type_of(kind: AnyKind) -> FieldType:
    match kind.traits:
        case NumberTraits():
            return "number"
        case DateTraits():
            return "date"
        case _:
            return "string"


def _constraints(kind: AnyKind) -> Mapping[str, Any]:
    """What holds for all values of a column: those that are not of its kind stand elsewhere."""
    if isinstance(kind.traits, OptionTraits):
        return {"constraints": {"enum": list(map(guarded, kind.traits.options))}}
    return {}
