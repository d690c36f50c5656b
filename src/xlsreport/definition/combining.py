"""What becomes of each figure when the reports of several agencies are made into one."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.definition.definition import Definition
from xlsreport.definition.kinds import Combine
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.entry_sums import entry_sum
from xlsreport.definition.rule_language.expression import Expression


def combination_by_place(definition: Definition) -> Mapping[Place, Combine]:
    """How the figures of several agencies become one, for every place.

    An entry's kind says it. A total is recomputed from what the entries became; it is itself the sum of the agencies'
    totals where it does nothing but add entries that are summed, and of a ratio nothing can be made.
    """
    totals = {place: facts.total for place, facts in definition.places.items() if facts.total is not None}
    return {
        place: facts.kind.combine if facts.total is None else _of_total(definition, facts.total, totals)
        for place, facts in definition.places.items()
    }


def _of_total(definition: Definition, total: Expression, totals: Mapping[Place, Expression]) -> Combine:
    entries = entry_sum(total, totals)
    if entries is None:
        return "none"
    return "sum" if all(definition.places[place].kind.combine == "sum" for place in entries) else "none"
