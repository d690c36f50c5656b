"""The form that all reports of a package have in common, whatever language and kind of body each is in."""

from __future__ import annotations

from xlsreport.definition.definition import Definition


def whole_form(definition: Definition) -> Definition:
    """The definition of which a form for some kinds of bodies, or in another language, was made."""
    whole = definition.whole or definition
    return whole.original or whole
