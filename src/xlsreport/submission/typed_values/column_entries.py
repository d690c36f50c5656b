"""The entries of a whole column of a list: what is alike in it is parsed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, assert_never

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.submission import Entry
from xlsreport.submission.typed_values.entry_parsing import entry_of_number


def entries_of(
    values: Sequence[object], kind: AnyKind, entry_of: Callable[[Any], Entry | None]
) -> Mapping[Any, Entry | None] | None:
    """By each value of a column its entry; None where equal values may have different ones.

    Args:
        values: all that the column holds; an empty text is nothing.
        kind: what is asked for.
        entry_of: the entry of a single value, wherever it stands; it is asked for whatever is not as usual.
    """
    if bool in set(map(type, values)):  # True equals 1
        return None
    distinct = dict.fromkeys(values)
    distinct.pop("", None)
    entries: dict[object, Entry | None] = {"": None}
    match kind.traits:
        case NumberTraits():
            new_entry_of = entry_of_number.__wrapped__  # a column has more different numbers than are worth keeping
            numbers = {value: new_entry_of(value) for value in distinct if isinstance(value, float)}
            entries |= {value: entry for value, entry in numbers.items() if entry is not None}
        case TextTraits():
            entries |= {
                value: None if is_blank(value) else Entry(value) for value in distinct if isinstance(value, str)
            }
        case DateTraits() | OptionTraits():
            pass
        case other:
            assert_never(other)
    return entries | {value: entry_of(value) for value in distinct if value not in entries}
