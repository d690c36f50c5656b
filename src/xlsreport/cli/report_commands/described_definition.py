"""What a definition asks for and where, as ``describe`` gives it as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from xlsreport.definition.declaration import IMPLIED_RULES
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits, mark_of
from xlsreport.definition.figure_kinds.kinds import AnyKind, is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import figures_in
from xlsreport.definition.tables.labels import leaves, row_words
from xlsreport.definition.variation.variant import kinds_asked
from xlsreport.layout.workbook_layout import Layout, layout_of
from xlsreport.values import EARLIEST_DATE, LATEST_DATE, is_number, number_text


def describe_definition(definition: Definition) -> dict[str, Any]:
    """The description as the JSON output gives it."""
    layout, deadline = layout_of(definition), definition.declaration.deadline
    asked = {} if definition.variant else kinds_asked(definition)
    return {
        "definition": definition.name,
        "language": definition.locale,
        "languages": list(definition.locales),
        "deadline": None if deadline is None else deadline.model_dump(exclude_none=True),
        "changes_since": definition.declaration.model_dump(
            mode="json", by_alias=True, exclude_defaults=True, include={"changes_since"}
        ).get("changes_since", {}),
        "kinds": list(definition.variant),
        "not_asked": list(map(str, definition.not_asked)),
        "places": [{**place, "bodies": list(asked.get(place["place"], ()))} for place in _places(definition, layout)],
        "lists": list(_lists(definition, layout)),
        "texts": [
            {"section": name, "sheet": laid.sheet, "cells": laid.lines.a1, "bodies": list(asked.get(name, ()))}
            for name, laid in layout.narratives.items()
        ],
        "fields": [
            {**_field(definition, name), "sheet": cell.sheet, "cell": cell.a1, "bodies": list(asked.get(name, ()))}
            for name, cell in layout.cover.fields.items()
        ],
        "comments": [
            {"comment": name, "label": comment.label, "sheet": cell.sheet, "cell": cell.a1}
            for name, comment in definition.comments.items()
            for cell in (layout.fields[name],)
        ],
        "nil_returns": [
            {"table": name, "sheet": nil.sheet, "cell": nil.a1}
            for name in (*layout.tables, *layout.lists)
            if (nil := layout.nil(name)) is not None
        ],
        "bodies": list(_bodies(definition)),
        "rules": [*_implied(definition), *_declared(definition)],
        "claims": list(_claims(definition)),
        "mentions": list(_mentions(definition)),
    }


def _field(definition: Definition, name: str) -> dict[str, Any]:
    """A field of the cover, and what may be entered in it."""
    kind = _kind(definition.field_kinds.get(name))
    return {"field": name, "label": definition.cover_fields[name].label, **kind}


def _kind(kind: AnyKind | None) -> dict[str, Any]:
    """A kind's name and what limits its entries, by the keys of a definition; without a kind any text will do."""
    if kind is None:
        return {"kind": "text"}
    limits = {**_entry_limits(kind), "not_applicable": mark_of(kind.traits)}
    return {"kind": kind.name, **{key: limit for key, limit in limits.items() if limit is not None}}


def _entry_limits(kind: AnyKind) -> dict[str, Any]:
    match kind.traits:
        case NumberTraits(unit=unit, decimals=decimals, least=least, greatest=greatest):
            bounds = {"minimum": least, "maximum": greatest}
            shown = {key: number_text(bound) for key, bound in bounds.items() if is_number(bound)}
            return {"unit": unit, "decimals": decimals, **shown}
        case DateTraits(earliest=earliest, latest=latest):
            return {
                "earliest": None if earliest == EARLIEST_DATE else earliest.isoformat(),
                "latest": None if latest == LATEST_DATE else latest.isoformat(),
            }
        case TextTraits(source=(name, column)):
            return {"options_from": f"{name}.{column}"}
        case TextTraits(max_length=length, pattern=pattern):
            return {"max_length": length, "pattern": pattern}
        case OptionTraits(shown=options):
            return {"options": list(options)}
        case other:
            assert_never(other)


def _places(definition: Definition, layout: Layout) -> Iterator[dict[str, Any]]:
    words = {
        (name, path[-1].id): row_words(path)
        for name, table in definition.tables.items()
        for block in table.grids
        for path in leaves(block.rows)
    }
    for place, facts in definition.places.items():
        cell = layout.cell(place)
        yield {
            "place": str(place),
            "row_labels": list(facts.row_labels),
            "column_labels": list(facts.column_labels),
            "labels": dict(words.get((place.table, place.row), {})),
            **_kind(facts.kind),
            "computed": facts.computed,
            "required": [{"when": one.when, "otherwise": one.otherwise} for one in facts.requirements],
            "sheet": cell.sheet,
            "cell": cell.a1,
        }


def _lists(definition: Definition, layout: Layout) -> Iterator[dict[str, Any]]:
    """Each list with its columns, and its rules, which hold for every line."""
    for name, line in definition.lines.items():
        laid = layout.lists[name]
        yield {
            "list": name,
            "sheet": laid.sheet,
            "cells": laid.entries.a1,
            "most": laid.most,
            **line.shape.model_dump(mode="json", include={"agency", "combine", "print"}),
            "columns": [
                {
                    "column": place.column,
                    "column_labels": list(facts.column_labels),
                    **_kind(facts.kind),
                    "computed": facts.computed,
                    "required": [{"when": one.when, "otherwise": one.otherwise} for one in facts.requirements],
                    "cell": laid.line_cell(place, 1).a1,
                }
                for place, facts in line.places.items()
            ],
            "rules": [{"id": rule.id, "severity": rule.severity, "statement": rule.statement} for rule in line.rules],
        }


def _implied(definition: Definition) -> Iterator[dict[str, Any]]:
    messages = definition.messages
    entries = [p for p, facts in definition.places.items() if not facts.computed]
    numeric = [p for p in entries if is_numeric(definition.places[p].kind)]
    shares = [p for p in entries if _is_share(definition, p)]
    nil = [p for p in numeric if definition.tables[p.table].nil_return is not None]
    totals = [p for p, facts in definition.places.items() if facts.computed]
    places: dict[str, list[Place]] = {
        "filled": entries,
        "kind": entries,
        "sign": numeric,
        "number": numeric,
        "appearance": entries,
        "hundredfold": shares,
        "not_applicable": [p for p in entries if definition.places[p].mark is not None],
        "nil_return": nil,
        "total": totals,
        "recalculated": totals,
        "alike": [],
        "typed_total": [],
        "not_asked": [p for p in entries if any(one.otherwise == "empty" for one in definition.places[p].requirements)],
    }
    severities = {
        "number": "warning",
        "appearance": "warning",
        "hundredfold": "note",
        "recalculated": "note",
        "alike": "warning",
        "typed_total": "warning",
    }
    for rule in IMPLIED_RULES:
        yield {
            "id": rule,
            "severity": severities.get(rule, "error"),
            "statement": messages(f"implied.{rule}"),
            "places": list(map(str, places[rule])),
            "bodies": [],
            "stands_in_for": None,
            "if": None,
            "explain_change": None,
        }


def _is_share(definition: Definition, place: Place) -> bool:
    traits = definition.places[place].kind.traits
    return isinstance(traits, NumberTraits) and traits.is_share


def _declared(definition: Definition) -> Iterator[dict[str, Any]]:
    rules = {case.rule.id: case.rule for case in definition.cases}
    for rule in rules.values():
        involved = [place for case in definition.cases if case.rule.id == rule.id for place in case.places]
        yield {
            "id": rule.id,
            "severity": rule.severity,
            "statement": rule.statement,
            "places": [str(place) for place in dict.fromkeys(involved)],
            "bodies": list(rule.bodies),
            "stands_in_for": rule.stands_in_for,
            "if": rule.if_,
            "explain_change": None if rule.explain_change is None else rule.explain_change.model_dump(mode="json"),
        }


def _bodies(definition: Definition) -> Iterator[dict[str, Any]]:
    for name, kind in definition.bodies.items():
        yield {"id": name, "label": kind.label, "categories": list(kind.categories), "names": list(kind.names)}


def _claims(definition: Definition) -> Iterator[dict[str, Any]]:
    for claim in definition.claims:
        figures = [figure for bound in claim.figures for tree in bound.equals for figure in figures_in(tree)]
        yield {
            "id": claim.id,
            "severity": claim.declared.severity,
            "statement": claim.declared.statement,
            "sections": list(claim.declared.sections or definition.narratives),
            "figures": claim.known_numbers,
            "places": [str(place) for place in dict.fromkeys(figure.place for figure in figures)],
        }


def _mentions(definition: Definition) -> Iterator[dict[str, Any]]:
    for name, section in definition.narratives.items():
        for mention in section.narrative.mentions if section.narrative else ():
            aspects = [aspect.name for aspect in mention.aspects]
            yield {"id": mention.id, "section": name, "statement": mention.statement, "aspects": aspects}
