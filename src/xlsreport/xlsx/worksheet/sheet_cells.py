"""The cells of one sheet: what each holds and how it is shown, whichever program wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.opened_spreadsheet import ANY_WORDS, CellQuery, Oddity, OwnWords, RowColumn, Value
from xlsreport.spreadsheet.reordered_text import is_reordered
from xlsreport.values import SIGNIFICANT_DIGITS, Number, kept_digits
from xlsreport.xlsx.cell_format.style_sheet import CellFormat, StyleSheet
from xlsreport.xlsx.number_format.date_formats import moment_of, shows_day
from xlsreport.xlsx.number_format.displayed_numbers import (
    have_room,
    shows_in_own_words,
    shows_percent,
    without_suffix,
)
from xlsreport.xlsx.worksheet.rich_text import CellText, overlaid, plain_text
from xlsreport.xlsx.worksheet.sheet_frame import SheetFrame
from xlsreport.xlsx.worksheet.sheet_parser import ParsedSheet
from xlsreport.xlsx.worksheet.sheet_rows import KINDS, NUMBER, RESULT, SHARED
from xlsreport.xlsx.worksheet.sheet_skeleton import NO_VALUE
from xlsreport.xlsx.worksheet.stored_values import expect_indexes, stored_numbers, stored_value

_OTHERS = set(KINDS.values()) - {NUMBER, SHARED}
MAX_SPANNED = 200_000
"""Cells that merged areas and hyperlinks cover, all sheets together."""


class SheetCells:
    """The cells of a sheet.

    Args:
        name: that of its tab.
        parsed: its parsed part.
        strings: the shared strings of the workbook.
        styles: its formats.
        from_1904: whether its dates count from 1904.

    Raises:
        InvalidFileError: a value does not fit its type.
    """

    def __init__(
        self, name: str, parsed: ParsedSheet, strings: Sequence[CellText], styles: StyleSheet, *, from_1904: bool
    ) -> None:
        self.name = name
        self.frame: SheetFrame = parsed.frame
        self.skeleton = skeleton = parsed.skeleton
        self.merged, self.is_protected = self.frame.merged, self.frame.is_protected
        self.rows, self.height, self.hidden_rows = skeleton.by_number, skeleton.height, skeleton.hidden_rows
        self.formula_columns, self.formula_texts = skeleton.formula_columns, skeleton.formula_texts
        self.broken_formulas = skeleton.broken_formulas
        self.within, self.beside = skeleton.within, skeleton.beside
        self._strings = strings
        self._styles = styles
        self._written = parsed.values
        self._held = self._all_values(from_1904=from_1904)

    def _all_values(self, *, from_1904: bool) -> list[Value]:
        """The values of all cells, in the order of the skeleton."""
        held: list[Value] = [*self._written, *(text.text for text in self.skeleton.inline), ""]
        for kind, places in self.skeleton.by_kind.items():
            for place, value in zip(places, self._stored(kind, self._of_kind(kind)), strict=True):
                held[place] = value
        moments: dict[tuple[float, int], Value] = {}  # a list has few different days
        for place, style in self.skeleton.numbers_in(self._styles.dates) if self._styles.dates else ():
            number = held[place]
            if isinstance(number, float):
                if (number, style) not in moments:
                    code = self._styles.of(style).format_code
                    moments[number, style] = moment_of(number, code, from_1904=from_1904)
                held[place] = moments[number, style]
        return held

    def _of_kind(self, kind: str) -> list[str]:
        """The values of a type as they are written."""
        return [self._written[place] for place in self.skeleton.by_kind.get(kind, ())]

    def _stored(self, kind: str, written: list[str]) -> Sequence[Value]:
        """What is written for values of a type stands for."""
        if kind == NUMBER:
            return stored_numbers(written)
        if kind == SHARED:
            expect_indexes(written, len(self._strings))
            return [self._strings[int(index)].text for index in written]
        if kind == RESULT and not any("_x" in text for text in written):  # as nearly all of a list's formulas give
            return written
        return [stored_value(kind, text) for text in written]

    @property
    def area(self) -> int:
        """Cells from the first of the sheet to its last filled row and column."""
        return self.skeleton.height * self.skeleton.width

    @property
    def shared(self) -> int:
        """How many cells have shared strings."""
        return len(self.skeleton.by_kind.get(SHARED, ()))

    @property
    def characters(self) -> int:
        """Characters of all cells with shared strings."""
        return sum(len(self._strings[int(index)].text) for index in self._of_kind(SHARED))

    @property
    def farthest(self) -> RowColumn:
        """The cell that makes the area large: in the last row, or in the row that reaches farthest to the right."""
        last = next(row for row in reversed(self.skeleton.rows) if row.last >= 0)
        widest = max(self.skeleton.rows, key=lambda row: row.last)
        far = last if last.number > widest.last else widest
        return far.number, far.last

    def value(self, row: int, column: int) -> Value:
        """What a cell holds; an empty text where it is empty."""
        return self._held[self.skeleton.index(row, column)]

    def values(self, query: CellQuery) -> list[Value]:
        """What cells hold."""
        return list(map(self._held.__getitem__, self.skeleton.places(query)))

    def texts_at(self, places: Sequence[int]) -> list[str]:
        """Some values as texts."""
        return [str(self._held[place]) for place in places]

    def written_at(self, places: Sequence[int]) -> list[str]:
        """Some numbers, as they are written."""
        return [self._written[place] for place in places]

    def column(self, column: int, first: int) -> list[Value]:
        """What the cells of a column hold from a row down to the end of the sheet."""
        return list(map(self._held.__getitem__, self.skeleton.column(column, first)))

    @property
    def filled(self) -> Iterator[RowColumn]:
        """The cells with something in them, row by row; maybe with some that hold an empty text."""
        for row in self.skeleton.rows:
            for column in sorted((*row.slots, *row.inline)) if row.inline else row.slots:
                yield row.number, column

    @property
    def typed(self) -> frozenset[RowColumn]:
        """The cells for a number, date or truth value of their own, not the result of a formula; some may be empty."""
        return self.skeleton.typed

    def typed_outside(self, rows: range, columns: range) -> Iterator[RowColumn]:
        """Those of ``typed`` that are not within these rows and columns."""
        for row in self.skeleton.rows:
            if not row.typed or (row.number in rows and columns.start <= row.typed[0] and row.typed[-1] < columns.stop):
                continue
            for column in row.typed:
                if (row.number not in rows or column not in columns) and self.value(row.number, column) != "":
                    yield row.number, column

    @property
    def hidden_columns(self) -> Sequence[tuple[int, int]]:
        """The first and last of columns that are hidden, or of no width."""
        return [(some.first, some.last) for some in self.frame.columns if some.is_hidden or some.width == 0]

    def _style_numbers(self, row: int, column: int) -> tuple[int, ...]:
        """The number of a cell's format; where it states none that exists, of all that programs may take.

        LibreOffice takes that of the column, Excel the first of the workbook, which it writes by stating none.
        """
        found = self.rows.get(row)
        if found is not None and column in found.styles and column not in found.unstated:
            own = found.styles[column]
            if self._styles.has(own):
                return (own,)
        columns = self.frame.column(column)
        return (0,) if columns is None or not columns.style else (columns.style, 0)

    def text(self, row: int, column: int) -> CellText:
        """The text of a cell with its fonts; of a number, its digits as they are written."""
        place = self.skeleton.index(row, column)
        if place == NO_VALUE:
            return CellText("")
        if place >= len(self._written):
            return self.skeleton.inline[place - len(self._written)]
        written = self._written[place]
        return self._strings[int(written)] if self.skeleton.kinds[place] == SHARED else plain_text(written)

    @property
    def has_odd_texts(self) -> bool:
        """Whether something in a text that stands in the sheet itself is not seen as it is."""
        others = "\n".join(text for kind in _OTHERS for text in self._of_kind(kind))
        return any(text.is_odd for text in self.skeleton.inline) or bool(overlaid(others)) or is_reordered(others)

    @property
    def has_runs(self) -> bool:
        """Whether letters of a text that stands in the sheet itself have a font of their own."""
        return any(text.runs for text in self.skeleton.inline)

    def with_runs(self, query: CellQuery) -> Sequence[RowColumn]:
        """Those of some cells in which letters have a font of their own."""
        return [at for at in self.skeleton.texts(query) if self.text(*at).runs]

    def styles(self, row: int, column: int) -> Sequence[CellFormat]:
        """The formats that programs may give to a cell, without conditional formats; nearly always one."""
        return [self._styles.of(number) for number in self._style_numbers(row, column)]

    def style(self, row: int, column: int) -> CellFormat:
        """The format of a cell, without conditional formats."""
        return self._styles.of(self._style_numbers(row, column)[0])

    def is_joined(self, row: int, column: int) -> bool:
        """Whether a cell is empty and part of what a text to its left is centred across."""
        return self.value(row, column) == "" and self.style(row, column).is_spread

    def is_locked(self, row: int, column: int) -> bool:
        """Whether a cell cannot be changed while the sheet is protected."""
        return self.style(row, column).is_locked

    def oddities(self, row: int, column: int) -> Iterator[tuple[Oddity, str]]:
        """Letters of a cell that are shown in another way than others."""
        text = self.text(row, column)
        struck = text.struck + (text.rest if any(style.strikes_out for style in self.styles(row, column)) else "")
        yield from (("struck", struck.strip()),) if struck else ()
        yield from (("raised", text.raised),) if text.raised else ()
        yield from (("reordered", text.text),) if text.is_reordered else ()

    def misleading_day(self, row: int, column: int, language: str) -> str | None:
        """The format of a cell that holds a date, where it does not show this date to readers of a language."""
        codes = (style.format_code for style in self.styles(row, column))
        return next((code for code in codes if not shows_day(code, language)), None)

    def shows_percent(self, row: int, column: int) -> bool:
        """Whether a cell shows its number as a percentage: 0.405 as 40.5%."""
        return shows_percent(self.style(row, column).format_code)

    def shows_digits(self, column: int, first: int, suffix: str = "") -> bool:
        """Whether it is certain of all numbers of a column, from a row on, that their formats show them as they are."""
        formats = self.skeleton.formats(column, first)
        if formats is None or not all(map(self._styles.has, formats)):
            return False
        codes = {without_suffix(self._styles.of(number).format_code, suffix) for number in formats}
        places = self.skeleton.column(column, first)
        written = self.written_at([place for place in places if self.skeleton.kinds[place] == NUMBER])
        if max(map(len, written), default=0) > SIGNIFICANT_DIGITS:
            written = list(map(kept_digits, written))
        return have_room(codes, written)

    def misleading_format(self, row: int, column: int, number: Number, words: OwnWords = ANY_WORDS) -> str | None:
        """The number format of a cell, where it shows another figure than this one with the words that belong to it."""
        codes = (style.format_code for style in self.styles(row, column))
        return next((code for code in codes if not shows_in_own_words(code, number, words)), None)


def expect_near(sheets: Sequence[SheetCells], max_area: int) -> None:
    """Make sure that the sheets are not larger than the report can be: ``max_area`` cells in all.

    Raises:
        InvalidFileError: ``far_cell``, with the sheet and the cell, counted from 0, or the area that reach too far.
    """
    areas = [sheet.area for sheet in sheets]
    if sum(areas) > max_area:
        largest = sheets[areas.index(max(areas))]
        raise InvalidFileError("far_cell", sheet=largest.name, at=largest.farthest)
    spanned = [sheet.frame.spanned for sheet in sheets]
    if sum(spanned) > MAX_SPANNED:
        widest = sheets[spanned.index(max(spanned))]
        raise InvalidFileError("far_cell", sheet=widest.name, at=widest.frame.widest)
