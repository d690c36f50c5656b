"""All abuses of lists, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from abuse.catalogue import abuses_of
from abuse.deed import Deed
from abuse.lists import list_entries, list_rows, list_sheets, list_sight
from abuse.lists.ledger_form import LedgerForm

LIST_ROOMS = (list_rows, list_entries, list_sight, list_sheets)

LIST_ABUSES: Mapping[str, Callable[[LedgerForm], Deed]] = {
    name: abuse for module in LIST_ROOMS for name, abuse in abuses_of(module)
}
