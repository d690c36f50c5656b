"""Dashes that say that nothing stands at a place; at the place of a number they mean zero."""

from __future__ import annotations

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place_facts import PlaceFacts

_DASHES = frozenset("–—-－―") | {"--", "——"}


def marks_a_blank(text: str, facts: PlaceFacts, definition: Definition) -> bool:
    """Whether a text is a dash that stands for no figure: a document prints one where nothing is asked.

    A total has one where nothing is asked of all that it adds up.
    """
    if text not in _DASHES:
        return False
    if facts.may_be_blank or not is_numeric(facts.kind):
        return True
    return facts.computed and any(other.may_be_blank for other in definition.places_of(facts.place.table))
