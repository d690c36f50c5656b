"""The cells of one sheet: what each holds and how it is shown, whichever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.xlsx.dates import Moment, moment_of
from xlsreport.xlsx.rich_text import decoded
from xlsreport.xlsx.rows import DATE, ERROR, NUMBER, RESULT, SHARED, TRUTH, Row, Text
from xlsreport.xlsx.sheet_frame import Frame
from xlsreport.xlsx.sheet_parsing import ParsedSheet
from xlsreport.xlsx.styles import Style, Styles

At = tuple[int, int]
"""Row and column of a cell, from 0."""
Value = str | float | bool | Moment
"""What a cell holds; an empty one holds an empty text."""

MAX_AREA = 130_000
"""Cells from the first of a sheet to the last that is filled, all sheets together: ours have ten thousand."""
MAX_SPANNED = 200_000
"""Cells that merged areas and links cover, all sheets together."""
_NUMBERS = re.compile(r"(?:\0-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)*")
"""Numbers as programs write them ([XML Schema] part 2, xsd:double, without what only some of them read), each behind a
character that no XML has."""
_TRUTHS = {"0": False, "1": True}


@dataclass(frozen=True, eq=False)
class Asked:
    """Cells that are asked for together, of one workbook after the other."""

    cells: tuple[At, ...]

    @cached_property
    def columns(self) -> tuple[int, int]:
        """The first and the last column that is asked for."""
        columns = [column for _, column in self.cells]
        return min(columns), max(columns)

    @cached_property
    def by_row(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The same, as rows with the columns that are asked for in each, one after the other."""
        return tuple(
            (row, tuple(column for _, column in cells)) for row, cells in groupby(self.cells, key=lambda at: at[0])
        )


class Sheet:
    """The cells of a sheet.

    Args:
        name: that of its tab.
        parsed: what the pass over its part found.
        strings: the shared strings of the workbook.
        styles: its formats.
        from_1904: whether its dates count from 1904.

    Raises:
        UnfitFileError: a value is none of its kind.
    """

    def __init__(
        self, name: str, parsed: ParsedSheet, strings: Sequence[Text], styles: Styles, *, from_1904: bool
    ) -> None:
        self.name = name
        self.frame: Frame = parsed.frame
        self._rows = parsed.rows
        self.rows: Mapping[int, Row] = {row.number: row for row in parsed.rows}
        self._starts = dict(zip(self.rows, parsed.starts, strict=False))
        self._values = parsed.values
        self._strings = strings
        self._styles = styles
        self._from_1904 = from_1904
        self._within: dict[tuple[int, range], list[At]] = {}
        self._columns: dict[tuple[int, int], list[Value]] = {}
        self._expect_sound()

    def _expect_sound(self) -> None:
        """Every value is one of its kind, whether somebody asks for it or not."""
        kinds = "".join([row.kinds for row in self._rows])
        numbers = [value for value, kind in zip(self._values, kinds, strict=True) if kind == NUMBER and value]
        if not _NUMBERS.fullmatch("\0" + "\0".join(numbers) if numbers else ""):
            raise UnfitFileError("damaged")
        indexes = [value for value, kind in zip(self._values, kinds, strict=True) if kind == SHARED]
        self.shared = len(indexes)
        if indexes:
            joined = "".join(indexes)
            if not (joined.isascii() and joined.isdecimal() and all(indexes) and max(map(len, indexes)) < 8):
                raise UnfitFileError("damaged")
            if max(map(int, indexes)) >= len(self._strings):
                raise UnfitFileError("damaged")
        if TRUTH in kinds or DATE in kinds or ERROR in kinds:
            self._expect_sound_rest(kinds)

    def _expect_sound_rest(self, kinds: str) -> None:
        for value, kind in zip(self._values, kinds, strict=True):
            if kind == TRUTH and value not in _TRUTHS:
                raise UnfitFileError("damaged")
            if kind == ERROR and value and not value.startswith("#"):
                raise UnfitFileError("damaged")  # which some programs take for a number
            if kind == DATE and value:
                _iso(value)

    @cached_property
    def height(self) -> int:
        """How many rows there are down to the last with something in it."""
        return next((row.number + 1 for row in reversed(self._rows) if row.last >= 0), 0)

    @property
    def area(self) -> int:
        """Cells from the first of the sheet to its last filled row and column."""
        return self.height * (1 + max([row.last for row in self._rows], default=-1))

    @property
    def characters(self) -> int:
        """Characters of all cells with shared strings."""
        shown = ((slot, row) for row in self._rows for slot, kind in enumerate(row.kinds) if kind == SHARED)
        return sum(len(self._strings[int(self._values[self._starts[r.number] + slot])].text) for slot, r in shown)

    @property
    def farthest(self) -> At:
        """The cell that makes the area large: of the last row, or of the one that reaches farthest to the right."""
        last = next(row for row in reversed(self._rows) if row.last >= 0)
        widest = max(self._rows, key=lambda row: row.last)
        far = last if last.number > widest.last else widest
        return far.number, far.last

    def value(self, row: int, column: int) -> Value:
        """What a cell holds; an empty text where it is empty."""
        found = self.rows.get(row)
        if found is None:
            return ""
        slot = found.slots.get(column)
        if slot is None:
            text = found.inline.get(column)
            return "" if text is None else text.text
        return self._value(self._values[self._starts[row] + slot], found, column, slot)

    def _value(self, written: str, row: Row, column: int, slot: int) -> Value:
        kind = row.kinds[slot]
        if kind == SHARED:
            return self._strings[int(written)].text
        if kind == NUMBER:
            return self._number(written, row.styles[column]) if written else ""
        if kind == TRUTH:
            return _TRUTHS[written]
        if kind in (RESULT, ERROR):
            return decoded(written)
        return _iso(written) if written else ""

    def _number(self, written: str, style: int) -> Value:
        if style not in self._styles.dates:
            return float(written)
        look = self._styles.of(style)
        return moment_of(float(written), look.number, look.code, from_1904=self._from_1904)

    def values(self, asked: Asked) -> list[Value]:
        """What cells hold."""
        found: list[Value] = []
        for number, columns in asked.by_row:
            row = self.rows.get(number)
            if row is None:
                found += [""] * len(columns)
            else:
                found += self._of_row(row, columns)
        return found

    def _of_row(self, row: Row, columns: Iterable[int]) -> Iterator[Value]:
        slots, kinds, start = row.slots, row.kinds, self._starts[row.number]
        for column in columns:
            slot = slots.get(column)
            if slot is None:
                yield row.inline[column].text if column in row.inline else ""
            elif kinds[slot] == SHARED:
                yield self._strings[int(self._values[start + slot])].text
            else:
                yield self._value(self._values[start + slot], row, column, slot)

    def counts_on(self, column: int, first: int) -> bool:
        """Whether a column holds the numbers from 1 on, from a row down to the end of the sheet."""
        rows = [row for row in self._rows if first <= row.number < self.height]
        try:
            written = [self._values[self._starts[row.number] + row.slots[column]] for row in rows]
        except KeyError:
            return False
        is_close = not rows or rows[-1].number - rows[0].number == len(rows) - 1
        return is_close and written == [str(number) for number in range(1, self.height - first + 1)]

    def column(self, column: int, first: int) -> Sequence[Value]:
        """What the cells of a column hold from a row down to the end of the sheet."""
        known = self._columns.get((column, first))
        if known is None:
            known = [""] * max(0, self.height - first)
            for row in self._rows:
                if first <= row.number < self.height and (column in row.slots or column in row.inline):
                    known[row.number - first] = self.value(row.number, column)
            self._columns[column, first] = known
        return known

    @property
    def filled(self) -> Iterator[At]:
        """The cells with something in them, row by row; maybe with some that hold an empty text."""
        for row in self.rows.values():
            for column in sorted((*row.slots, *row.inline)) if row.inline else row.slots:
                yield row.number, column

    def filled_but(self, first: int, columns: frozenset[int]) -> Iterator[At]:
        """The cells with something in them, but for those from a row on that are within some columns."""
        for row in self._rows:
            if row.number < first or row.inline or not columns.issuperset(row.slots):
                for column in (*row.slots, *row.inline):
                    if row.number < first or column not in columns:
                        yield row.number, column

    def within(self, first: int, columns: range) -> Sequence[At]:
        """The cells with something in them, from a row on and within some columns, row by row."""
        known = self._within.get((first, columns))
        if known is None:
            known = [
                (row.number, column)
                for row in self._rows
                if row.number >= first and row.last >= columns.start
                for column in (*row.slots, *row.inline)
                if column in columns
            ]
            self._within[first, columns] = known
        return known

    @property
    def typed(self) -> Iterator[At]:
        """The cells with something other than text that is no result of a formula."""
        for row in self._rows:
            start = self._starts[row.number]
            for column in row.typed:
                if self._values[start + row.slots[column]]:
                    yield row.number, column

    @cached_property
    def formulas(self) -> frozenset[At]:
        """The cells with formulas."""
        return frozenset((row.number, column) for row in self.rows.values() for column in row.formulas)

    @property
    def merged(self) -> tuple[str, ...]:
        """The merged areas, as they are written."""
        return self.frame.merged

    def style(self, row: int, column: int) -> int:
        """The number of a cell's style: its own, or that of its column where the cell is not there."""
        found = self.rows.get(row)
        if found is not None and column in found.styles:
            return found.styles[column]
        columns = self.frame.column(column)
        return 0 if columns is None else columns.style

    def text(self, row: int, column: int) -> Text:
        """What a cell holds as a text, with what in it looks otherwise than it is read; numbers as they are written."""
        found = self.rows.get(row)
        if found is None:
            return Text("")
        if column in found.inline:
            return found.inline[column]
        slot = found.slots.get(column)
        written = "" if slot is None else self._values[self._starts[row] + slot]
        return self._strings[int(written)] if slot is not None and found.kinds[slot] == SHARED else Text(written)

    def has_odd_texts(self) -> bool:
        """Whether something in a cell that keeps its own text is struck out or raised."""
        return any(text.is_odd for row in self._rows if row.inline for text in row.inline.values())

    def are_numbers(self, column: int, first: int) -> bool:
        """Whether there is nothing but numbers in a column from a row on."""
        return all(column not in row.slots or column in row.typed for row in self._rows if row.number >= first)

    @property
    def has_runs(self) -> bool:
        """Whether letters of a text that stands in the sheet itself have a font of their own."""
        return any(text.runs for row in self._rows if row.inline for text in row.inline.values())

    def look(self, row: int, column: int) -> Style:
        """How a cell looks, conditional formats left out."""
        return self._styles.of(self.style(row, column))


def expect_near(sheets: Sequence[Sheet]) -> None:
    """Make sure that sheets are no larger than any report is.

    Raises:
        UnfitFileError: ``far_cell``, with the sheet and the cell, counted from 0, or the area that reach too far.
    """
    areas = [sheet.area for sheet in sheets]
    if sum(areas) > MAX_AREA:
        largest = sheets[areas.index(max(areas))]
        raise UnfitFileError("far_cell", sheet=largest.name, at=largest.farthest)
    spanned = [sheet.frame.spanned for sheet in sheets]
    if sum(spanned) > MAX_SPANNED:
        widest = sheets[spanned.index(max(spanned))]
        raise UnfitFileError("far_cell", sheet=widest.name, at=widest.frame.widest)


def _iso(text: str) -> Moment:
    """A date or time in ISO 8601, as strict workbooks have them."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UnfitFileError("damaged") from None
    moment = moment.replace(tzinfo=None)  # a cell has no zone, whatever some programs write
    return moment if "T" in text else date(moment.year, moment.month, moment.day)
