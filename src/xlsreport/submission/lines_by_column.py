"""The lines of a list, kept by column until somebody asks for one.

A list has thousands of lines in few columns, and most of what is asked of it is asked of a whole column. So lines and
entries are made where they are asked for one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Literal, cast, overload

from xlsreport.definition.place import Place
from xlsreport.submission.submission import Entry, Line
from xlsreport.values import Number, Typed

ColumnForm = Literal["numbers", "texts", "entries"]
"""How a column is kept: as numbers or as texts where every entry counts just as it was typed, else as entries."""


class EntryColumn:
    """What is entered in one column: in each line something or nothing.

    Args:
        form: what ``kept`` holds.
        kept: by line a number, a text or an entry, or None.
    """

    def __init__(self, form: ColumnForm, kept: Sequence[Number | str | Entry | None]) -> None:
        self.form, self._kept = form, kept

    def entry(self, index: int) -> Entry | None:
        """The entry of one line."""
        kept = self._kept[index]
        return None if kept is None else _as_entry(kept)

    @cached_property
    def entries(self) -> Sequence[Entry | None]:
        """All entries; those of equal texts are one."""
        known = {one: entry_as_typed(one) for one in set(self._kept) if isinstance(one, str)}
        return [None if one is None else known[one] if isinstance(one, str) else _as_entry(one) for one in self._kept]

    @property
    def typed(self) -> Sequence[Typed | None]:
        """What was typed."""
        return [one.typed if isinstance(one, Entry) else one for one in self._kept]

    @property
    def numbers(self) -> Sequence[Number | None]:
        """The numbers that the entries stand for."""
        if self.form == "numbers":
            return cast(Sequence[Number | None], self._kept)
        return [one.number if isinstance(one, Entry) else None if isinstance(one, str) else one for one in self._kept]

    @property
    def stated(self) -> Sequence[str | None]:
        """What the entries state, as texts."""
        if self.form == "texts":
            return cast(Sequence[str | None], self._kept)
        return [None if one is None else _as_entry(one).stated for one in self._kept]

    @property
    def filled(self) -> Sequence[bool]:
        """Where something is entered."""
        return [one is not None for one in self._kept]

    def blank_among(self, indexes: Iterable[int]) -> Sequence[int]:
        """Those of some lines in which nothing is entered."""
        return [index for index in indexes if self._kept[index] is None]

    def changed(self, change: Callable[[Entry], Entry]) -> EntryColumn:
        """The column with other entries."""
        return EntryColumn("entries", [None if entry is None else change(entry) for entry in self.entries])

    def among(self, lines: Sequence[bool]) -> EntryColumn:
        """The column in some of the lines."""
        return EntryColumn(self.form, list(compress(self._kept, lines)))


def entry_as_typed(typed: Number | str) -> Entry:
    """The entry for a number or a text that counts just as it was typed."""
    return Entry(typed) if isinstance(typed, str) else Entry(typed, typed)


def _as_entry(kept: Number | str | Entry) -> Entry:
    return kept if isinstance(kept, Entry) else entry_as_typed(kept)


class ListLines(Sequence[Line]):
    """The lines of a list in which something is filled, in their order.

    Args:
        numbers: of the lines on their sheet.
        columns: by the places of the line's definition.
        made: the lines themselves, where they are there already.
    """

    def __init__(self, numbers: Sequence[int], columns: Mapping[Place, EntryColumn], made: Sequence[Line] = ()) -> None:
        self.numbers, self._columns, self._made = numbers, columns, dict(enumerate(made))

    def column(self, place: Place) -> EntryColumn:
        """What is entered in a column."""
        known = self._columns.get(place)
        return EntryColumn("entries", [None] * len(self)) if known is None else known

    @cached_property
    def indexes(self) -> Mapping[str, int]:
        """The index of each line by its number."""
        return {str(number): index for index, number in enumerate(self.numbers)}

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        if at not in self._made:
            self._made[at] = self._line(self.numbers[at], (column.entry(at) for column in self._columns.values()))
        return self._made[at]

    def __iter__(self) -> Iterator[Line]:
        if len(self._made) < len(self):
            entries = zip(*(column.entries for column in self._columns.values()), strict=True)
            for index, (number, here) in enumerate(zip(self.numbers, entries, strict=True)):
                self._made.setdefault(index, self._line(number, here))
        return map(self._made.__getitem__, range(len(self)))

    def _line(self, number: int, entries: Iterable[Entry | None]) -> Line:
        here = zip(self._columns, entries, strict=True)
        return Line(number, {place: entry for place, entry in here if entry is not None})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to a tuple of the same lines, whose hash is another

    def typed(self) -> Iterator[Typed]:
        """What was typed, line by line."""
        rows = zip(*(column.typed for column in self._columns.values()), strict=True)
        return (typed for row in rows for typed in row if typed is not None)

    def with_columns(self, columns: Mapping[Place, EntryColumn]) -> ListLines:
        """The lines with some columns instead of their own."""
        return ListLines(self.numbers, {**self._columns, **columns})

    def among(self, lines: Sequence[bool]) -> ListLines:
        """Some of the lines."""
        columns = {place: column.among(lines) for place, column in self._columns.items()}
        return ListLines(list(compress(self.numbers, lines)), columns)

    def without_blank(self) -> ListLines:
        """The lines in which something is filled."""
        blank: Sequence[int] = range(len(self))
        for column in self._columns.values():
            blank = column.blank_among(blank)
            if not blank:
                return self
        left_out = set(blank)
        return self.among([index not in left_out for index in range(len(self))])


def by_columns(lines: Sequence[Line], places: Iterable[Place]) -> ListLines:
    """Lines, whoever has made them, by column.

    Args:
        lines: of one list.
        places: of the line's definition.
    """
    if isinstance(lines, ListLines):
        return lines
    columns = {place: EntryColumn("entries", [line.entries.get(place) for line in lines]) for place in places}
    return ListLines([line.number for line in lines], columns, lines)
