"""Other rounds of an office, whose folders lie beside that of the present one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.folder import ROUND_FILE, Round
from xlsreport.round.round_settings import read_settings


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """What the settings of a round say it is."""

    id: str
    definition: str
    folder: Path


class NeighbouringRounds:
    """The other rounds in the folder above that of a round; they are looked for when a file belongs to none of it."""

    def __init__(self, round_: Round) -> None:
        self._round = round_

    def folder_of(self, round_id: str) -> Path | None:
        """The folder of a round by its id."""
        return next((one.folder for one in self._all if one.id == round_id), None)

    def folder_for(self, definition: str) -> Path | None:
        """The folder of a round that collects workbooks of a definition, called ``id/edition``."""
        return next((one.folder for one in self._all if one.definition == definition), None)

    @cached_property
    def _all(self) -> tuple[_Neighbour, ...]:
        return tuple(_rounds_in(self._round.folder.resolve().parent, self._round.id, self._round.messages))


def _rounds_in(folder: Path, own: str, messages: Messages) -> Iterator[_Neighbour]:
    for file in sorted(folder.glob(f"*/{ROUND_FILE}")):
        try:
            settings = read_settings(file, messages).values
        except RoundError:
            continue
        found = _Neighbour(str(settings.get("round")), str(settings.get("definition")), file.parent)
        if found.id != own:
            yield found
