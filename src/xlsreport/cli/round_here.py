"""The definition of the round in whose folder a command runs, loaded without the rest of a round."""

from __future__ import annotations

from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages

_ROUND_FILE = "round.yaml"
"""By this name alone it is decided whether the modules of rounds are loaded; these look for the file again."""


def definition_here(messages: Messages) -> Definition | None:
    """The definition of the round at or above the present folder; None where there is none.

    Raises:
        DefinitionError: it has mistakes.
    """
    here = Path().resolve()
    if not any((folder / _ROUND_FILE).exists() for folder in (here, *here.parents)):
        return None
    from xlsreport.round.folder import definition_of_round_at  # most files are checked outside of a round

    return definition_of_round_at(Path(), messages)
