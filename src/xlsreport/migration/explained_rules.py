"""Where explanations lead: each belongs to a rule, and to the row or column that the rule is asked for."""

from __future__ import annotations

from dataclasses import replace

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.succession.succession import Destination, Succession


def explanation_destination(succession: Succession, key: str) -> Destination:
    """Where the key of an explanation leads: a rule with its row or column, or ``filled`` and the like with a section.

    Where only the rule, or nothing, is declared to be renamed, its row or column follows the figures in it.
    """
    head, point, rest = key.partition(".")
    if head in ("filled", "kind"):
        found = succession.destination(rest)
        return Destination(f"{head}{point}{found.name}", found.change)
    found = succession.destination(key)
    case = next((case for case in succession.earlier.cases if case.key == key), None)
    is_named = found.change is not None and any("." in name for name in found.change.from_)
    if case is None or not rest or is_named:
        return found
    member = _member_now(succession, case)
    return found if member is None else replace(found, name=f"{found.name.partition('.')[0]}.{member}")


def _member_now(succession: Succession, case: RuleCase) -> str | None:
    """The row or column of the present form to which all figures of a case's lead, each by itself."""
    present = set[str]()
    for place in succession.earlier.places:
        if place.table != case.table or _member(place, case) != case.member:
            continue
        found = succession.place(place)
        if not found.is_led or found.is_combined:
            return None
        present.add(_member(Place.parse(found.name), case))
    return present.pop() if len(present) == 1 else None


def _member(place: Place, case: RuleCase) -> str:
    return place.row if case.along == "rows" else place.column
