"""A definition as a list of its parts, each with what it says of itself, so that two can be laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.tables.table_declaration import ColumnLabel, RowLabel, Table

PartSort = Literal[
    "form", "body", "field", "section", "table", "list", "block", "column", "row", "rule", "claim", "picture"
]
_OF_FORM = ("id", "sections", "cover", "bodies", "rules", "claims", "pictures", "changes_since")
"""Keys of the whole that are parts of their own, or say nothing about the form."""


@dataclass(frozen=True, slots=True)
class DeclaredPart:
    """A part of a form.

    Attributes:
        sort: what it is.
        name: its id, with that of its table.
        label: its words.
        within: the name of what it stands in.
        says: what it says of itself, by the keys of the definition file, without what is the default.
    """

    sort: PartSort
    name: str
    label: str
    within: str
    says: Mapping[str, str]


def declared_parts(declaration: Declaration) -> tuple[DeclaredPart, ...]:
    """All parts of a form in its order; no two of one sort have the same name."""
    found: dict[tuple[PartSort, str], DeclaredPart] = {}
    for part in _parts(declaration):
        # A column may stand in several blocks, in each of which it has the same figures.
        found.setdefault((part.sort, part.name), part)
    return tuple(found.values())


def _parts(declaration: Declaration) -> Iterator[DeclaredPart]:
    yield DeclaredPart("form", "", declaration.name, "", _said(declaration, _OF_FORM))
    for body in declaration.bodies:
        yield DeclaredPart("body", body.id, body.label, "", _said(body, ("id",)))
    for field in declaration.cover:
        yield DeclaredPart("field", field.id, field.label, "", _said(field, ("id",)))
    for section in declaration.sections:
        yield DeclaredPart("section", section.id, section.heading, "", _said(section, ("id", "tables")))
        for table in section.tables:
            yield from _of_table(table, section.id)
    yield from (DeclaredPart("rule", r.id, r.statement, "", _said(r, ("id",))) for r in declaration.rules)
    yield from (DeclaredPart("claim", c.id, c.statement, "", _said(c, ("id",))) for c in declaration.claims)
    yield from (DeclaredPart("picture", p.id, p.title, "", _said(p, ("id",))) for p in declaration.pictures)


def _of_table(table: Table, section: str) -> Iterator[DeclaredPart]:
    sort: PartSort = "table" if table.list is None else "list"
    label = table.title or table.caption or table.id
    left_out = ("id", "columns", "rows", "blocks", "rules", "stub", "caption")
    yield DeclaredPart(sort, table.id, label, section, _said(table, left_out))
    for number, block in enumerate(table.grids, start=1):
        name = f"{table.id}.{number}"
        yield DeclaredPart("block", name, block.caption or "", table.id, _said(block, ("columns", "rows")))
        yield from _labels("column", table.id, block.columns, "")
        yield from _labels("row", table.id, block.rows if table.list is None else (), "")
    for rule in table.rules:
        yield DeclaredPart("rule", rule.id, rule.statement, table.id, _said(rule, ("id",)))


def _labels(
    sort: Literal["column", "row"], table: str, labels: Sequence[ColumnLabel | RowLabel], above: str
) -> Iterator[DeclaredPart]:
    for label in labels:
        own = label.id or f"({label.label})"
        yield DeclaredPart(sort, f"{table}.{own}", label.label, above or table, _said(label, ("id", "columns", "rows")))
        yield from _labels(sort, table, label.children, f"{table}.{own}")


def _said(model: Any, left_out: Sequence[str]) -> Mapping[str, str]:
    """What a part says, by key, in one line each."""
    dumped = model.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(left_out))
    if dumped.get("kind") is not None:
        dumped["kind"] = {"name": model.kind.name, **dumped["kind"]}
    return {key: in_one_line(value) for key, value in dumped.items()}


def in_one_line(value: Any) -> str:
    """A value of a definition file in one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {in_one_line(item)}" for key, item in value.items() if item not in (None, [], {}))
    if isinstance(value, list):
        return ", ".join(map(in_one_line, value))
    return str(value).lower() if isinstance(value, bool) else str(value).replace("\n", " ")
