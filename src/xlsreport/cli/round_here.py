"""The definition of the round in whose folder a command runs, found without the rest of a round."""

from __future__ import annotations

import os
from pathlib import Path

_ROUND_FILE = "round.yaml"
"""By this name alone it is decided whether the modules of rounds are loaded; these look for the file again."""


def definition_or_here(given: str | None) -> str | None:
    """The definition that was given to a command, or else the file of the round's; None where there is neither.

    The round is the one of other commands: at or above the present folder, or the one that XLSREPORT_ROUND names.
    """
    if given:
        return given
    path = definition_here()
    return None if path is None else str(path)


def definition_here() -> Path | None:
    """The file of the definition of the round in which a command runs; None where it runs in none."""
    return definition_above(Path(os.environ.get("XLSREPORT_ROUND") or "."))


def definition_above(folder: Path) -> Path | None:
    """The file of the definition of the round at or above a folder; None where there is no round."""
    try:
        if not any((at / _ROUND_FILE).exists() for at in (folder, *folder.resolve().parents)):
            return None
    except (OSError, RuntimeError, ValueError):  # a name that no folder has, or one that may not be looked into
        return None
    from xlsreport.round.folder import definition_path_at  # most files are checked outside of a round

    return definition_path_at(folder)
