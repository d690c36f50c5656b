"""The option by which a command is told for what kind of body a form is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlsreport.errors import OutputError
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.definition.definition import Definition

body_option = click.option("--body", metavar="KIND")


def form_for_kind(definition: Definition, kind: str, messages: Messages) -> Definition:
    """The form of a kind of bodies.

    Raises:
        OutputError: the definition has no such kind.
    """
    from xlsreport.definition.problems import near_miss
    from xlsreport.definition.variation.variant import variant_of

    if kind in definition.bodies:
        return variant_of(definition, (kind,))
    if not definition.bodies:
        raise OutputError(messages("command.no_bodies", definition=definition.name))
    known = messages("command.comma").join(definition.bodies)
    meant = near_miss(kind, definition.bodies)
    suggestion = messages("problem.suggestion", suggestion=meant) if meant else ""
    raise OutputError(messages("command.unknown_body", kind=kind, known=known) + suggestion)


def form_for_agency(definition: Definition, agency: str) -> Definition:
    """The form of an agency, by its name; the whole form where that does not tell its kind."""
    from xlsreport.definition.variation.variant import form_of

    return form_of(definition, definition.body_kind_of(agency))


def kind_left_open(definition: Definition, messages: Messages) -> str:
    """A sentence that a form has everything since it is not known for whom it is; empty where that is settled."""
    from xlsreport.definition.variation.askable_parts import varies

    if definition.variant or not varies(definition.declaration):
        return ""
    return messages("command.body_left_open", known=messages("command.comma").join(definition.bodies))
