"""The entries of a whole column of a list: what is alike in it is parsed once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits, TextTraits, Traits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.lines_by_column import EntryColumn, entry_as_typed
from xlsreport.submission.submission import Entry
from xlsreport.values import Number, exact, is_number


def entry_column(
    values: Sequence[Any], distinct: Collection[Any], kind: AnyKind, entry_of: Callable[[Any], Entry | None]
) -> EntryColumn | None:
    """What is entered in a column; None where equal values may have different entries.

    Args:
        values: all that the column holds; an empty text is nothing.
        distinct: the same, each once.
        kind: what is asked for.
        entry_of: the entry of a single value, wherever it stands; it is asked for whatever is not as usual.
    """
    if bool in set(map(type, values)):  # True equals 1
        return None
    plain = {value: _plain(value, kind.traits) for value in distinct if value != ""}
    if None not in plain.values():
        return EntryColumn("texts" if isinstance(kind.traits, TextTraits) else "numbers", list(map(plain.get, values)))
    entries = {value: entry_of(value) if found is None else entry_as_typed(found) for value, found in plain.items()}
    if all(isinstance(value, str) and entry in (None, Entry(value)) for value, entry in entries.items()):
        texts = {value for value, entry in entries.items() if entry is not None}
        return EntryColumn("texts", [value if value in texts else None for value in values])
    return EntryColumn("entries", list(map(entries.get, values)))


def _plain(value: object, traits: Traits) -> Number | str | None:
    """A value that states just what it is, as nearly all do; None where more has to be known of it."""
    if isinstance(value, float) and isinstance(traits, NumberTraits):
        number = exact(value)
        return number if is_number(number) else None
    return value if isinstance(value, str) and isinstance(traits, TextTraits) and not is_blank(value) else None
