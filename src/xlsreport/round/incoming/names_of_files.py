"""Whom the name of a file speaks of, where that is another agency than the one whose workbook it is.

Whose a file is never depends on its name. But whoever picks a neighbour's workbook and fills it in mostly calls the
file by their own name, and nothing else tells.
"""

from __future__ import annotations

from functools import cached_property

from xlsreport.round.incoming.inbox import own_name
from xlsreport.round.roster.agencies import Agency, Roster
from xlsreport.tabular.body_names import normalise_code, normalise_name

_FEWEST_LETTERS = 3
"""Shorter names stand within many words."""


class NamesOfFiles:
    """The agencies of a roster, as names of files speak of them."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def other(self, origin: str, code: str) -> Agency | None:
        """The only agency that a file is named after, if it is not the one that the file is of, nor above that.

        Args:
            origin: of the file.
            code: whose it is.
        """
        own, file = self._roster.get(code), normalise_name(own_name(origin))
        if own is None or normalise_name(own.name) in file or normalise_code(own.code) in file:
            return None
        found = [name for name in self._by_name if name in file]
        whole = [name for name in found if not any(name in other for other in found if other != name)]
        other = self._by_name[whole[0]] if len(whole) == 1 else None
        return None if other is None or own in self._roster.below(other.code) else other

    @cached_property
    def _by_name(self) -> dict[str, Agency]:
        named = {normalise_name(agency.name): agency for agency in self._roster}
        return {name: agency for name, agency in named.items() if len(name) >= _FEWEST_LETTERS}
