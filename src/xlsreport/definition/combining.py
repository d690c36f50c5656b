"""How each figure is combined when the reports of several agencies are consolidated into one."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.entry_sums import entry_sum
from xlsreport.definition.rule_language.expression import Expression


def combination_by_place(definition: Definition) -> Mapping[Place, Combine]:
    """How the figures of several agencies are combined: of tables, and of the cover where they are calculated with.

    For an entry its kind decides. A total is recomputed from the combined entries. It equals the sum of the agencies'
    totals if it only adds entries that are summed; else, as for a ratio, there is nothing to compare it with.
    """
    totals = {place: facts.total for place, facts in definition.places.items() if facts.total is not None}
    return {
        place: facts.kind.combine if facts.total is None else _of_total(definition, facts.total, totals)
        for place, facts in (*definition.places.items(), *definition.calculated_fields.items())
    }


def _of_total(definition: Definition, total: Expression, totals: Mapping[Place, Expression]) -> Combine:
    entries = entry_sum(total, totals)
    if entries is None:
        return "none"
    return "sum" if all(definition.facts(place).kind.combine == "sum" for place in entries) else "none"
