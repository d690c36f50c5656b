"""How many totals wait for each other, one after the other."""

from __future__ import annotations

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.resolving.computation_order import dependency_order, needs_of
from xlsreport.object_cache import remembered_by_object


@remembered_by_object()
def longest_chain(definition: Definition) -> int:
    """The most totals of a definition of which each needs the one before, conditions of entries among them."""
    requirements = {facts.place: facts.requirements for facts in definition.places.values() if facts.requirements}
    requirements |= {Place.of_field(name): bound for name, bound in definition.text_requirements.items()}
    needs = needs_of({total.place: total.expression for total in definition.totals}, requirements)
    length: dict[Place, int] = {}
    for place in dependency_order(needs) or ():
        length[place] = 1 + max((length.get(needed, 0) for needed in needs.get(place, ())), default=0)
    return max(length.values(), default=0)
