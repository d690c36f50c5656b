"""Parts what is resolved of a definition into that of its tables and that of a line of each of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.definition.rule_language.rule_cases import AcrossLines


def with_lines(resolved: Definition, across: Mapping[str, AcrossLines]) -> Definition:
    """The definition with places, totals and rules of tables alone, and those of each list in ``lines``."""
    lists = resolved.lists
    lines: dict[str, LineDefinition] = {}
    whole = replace(
        resolved,
        lines=lines,
        places={place: facts for place, facts in resolved.places.items() if place.table not in lists},
        totals=tuple(total for total in resolved.totals if total.place.table not in lists),
        cases=tuple(case for case in resolved.cases if case.table not in lists),
    )
    lines |= {
        name: LineDefinition(
            resolved.declaration,
            {place: facts for place, facts in resolved.places.items() if place.table == name},
            tuple(total for total in resolved.totals if total.place.table == name),
            tuple(case for case in resolved.cases if case.table == name),
            around=whole,
            list=name,
            across=across.get(name, AcrossLines()),
        )
        for name in lists
    }
    return whole


def joined(definition: Definition) -> Definition:
    """The definition with what is resolved of lines beside that of tables, as :func:`with_lines` takes it."""
    if not definition.lines:
        return definition
    lines = definition.lines.values()
    return replace(
        definition,
        places={**definition.places, **{place: facts for line in lines for place, facts in line.places.items()}},
        totals=(*definition.totals, *(total for line in lines for total in line.totals)),
        cases=(*definition.cases, *(case for line in lines for case in line.cases)),
        lines={},
    )
