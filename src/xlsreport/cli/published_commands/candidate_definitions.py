"""Which definitions a published report may follow."""

from __future__ import annotations

from pathlib import Path

from xlsreport.cli.round_here import definition_or_here
from xlsreport.definition.definition import Definition
from xlsreport.definition.earlier_editions import find_editions, own_predecessors
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.messages import Messages


def candidate_definitions(given: str | None, messages: Messages) -> tuple[Definition, ...]:
    """The definition that is given, or that of the round here, with its earlier editions; else all that ship.

    Raises:
        DefinitionError: a definition has mistakes.
    """
    source = definition_or_here(given)
    if source is None:
        return tuple(load_definition(name, messages) for name in shipped_names())
    definition = load_definition(source, messages)
    own = own_predecessors(definition)
    shipped = [name for name in definition.predecessors if name not in own and name != definition.name]
    beside = find_editions(own, [Path(source).parent] if own else [])
    earlier = [load_definition(name, messages) for name in shipped]
    earlier += (load_definition(path, messages) for path in beside.values())
    return (definition, *earlier)
