"""A part of a sheet as a table of a page: with the letters and numbers of the sheet's edges, faulty cells marked.

What is too long or too wide for a page is cut to the rows and columns in which something is to be corrected, and their
neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from xlsreport.document.pagination.text_width import widest_word
from xlsreport.findings_page.cell_marks import Mark, Marks
from xlsreport.findings_page.sheet_parts import SheetBox, SheetPart
from xlsreport.layout.cells import CellRef, column_letters
from xlsreport.submission.submission import shortened

_MOST_COLUMNS = 18
"""Columns up to which a part is drawn whole; as many fit on a page of paper that lies across."""
PrintSetting = Literal["upright", "wide", "wide small", "wide small broken"]
"""How a drawing is printed: on a page that stands upright or lies across, in small print, with its words broken."""
_SETTINGS: tuple[tuple[PrintSetting, float], ...] = (("upright", 64.0), ("wide", 96.0), ("wide small", 130.0))
"""Each with the ems between the margins of A4, in print of 7.5 points and, where it is small, of 5.5."""
_LEAST_COLUMN, _CELL_MARGINS = 2.5, 0.8
"""Ems: a column of digits, and the margins of a cell."""
_SANS_SERIF = 1.15
"""How much wider the page's fonts are than those for which words are measured."""
_MOST_MARKED_COLUMNS = 24
"""Columns with something to correct that are drawn of a wider one."""
_LONG_TEXT, _LONGEST_TEXT = 60, 1_500
"""Characters that are shown of a text in a cell, and of one that is to be corrected."""
_MOST_LEADS = 3
"""Findings that a cell leads to."""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of the drawing.

    Attributes:
        element: ``th`` or ``td``.
        attributes: of the element.
        text: what the cell holds, up to what a finding quotes of it.
        quoted: what a finding quotes, and what ``follows`` it.
        should: what it should hold, where that is known.
        leads: the findings to which it leads, by their numbers.
    """

    element: str
    attributes: Mapping[str, str | int]
    text: str
    quoted: str = ""
    follows: str = ""
    should: str = ""
    leads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of the drawing; ``follows_gap`` says that rows before it are left out."""

    number: int
    cells: tuple[DrawnCell, ...]
    follows_gap: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A part of a sheet as it is drawn.

    Attributes:
        title: what it is called.
        area: its first and last cell in the file.
        letters: the sheet's columns that are drawn, each with whether columns before it are left out.
        head: the rows of the headings at its top.
        body: the others.
        rows: how many rows of values are drawn, and how many there are.
        columns: the same of the columns.
        is_text: whether it holds paragraphs.
        setting: how it is printed.
    """

    title: str
    area: str
    letters: tuple[tuple[str, bool], ...]
    head: tuple[DrawnRow, ...]
    body: tuple[DrawnRow, ...]
    rows: tuple[int, int]
    columns: tuple[int, int]
    is_text: bool
    setting: PrintSetting


class Draughtsman:
    """Draws the parts of one sheet.

    Args:
        marks: of the sheet.
        shown: the numbers of the findings that the page tells; a cell leads to no others.
        anchor: what the anchor of a cell is called.
        should: what cells should hold.
        quotes: what each finding quotes, by the finding's number.

    ``anchors`` are those of the marked cells that were drawn so far.
    """

    def __init__(
        self,
        marks: Marks,
        shown: Collection[int],
        anchor: Callable[[CellRef], str],
        should: Mapping[CellRef, str],
        quotes: Mapping[int, Sequence[str]],
    ) -> None:
        self.anchors: dict[CellRef, str] = {}
        self._marks, self._shown, self._anchor, self._should = marks, shown, anchor, should
        self._quotes = quotes
        self._told: set[tuple[int, str]] = set()

    def draw(self, part: SheetPart) -> Drawing:
        """Draw one part."""
        rows = _rows_of(part)
        boxes = [box for box in part.boxes if any(box.area.first.row <= row <= box.area.last.row for row in rows)]
        every = sorted({column for box in boxes for column in range(box.area.first.column, box.area.last.column + 1)})
        columns = self._columns(boxes, every)
        drawn = list(self._rows(_placed(boxes, rows, columns), rows, columns))
        over = {box.area.first.row for box in boxes if box.role == "over"}
        # What stands over the first block alone is not to be repeated above another on the next page.
        begin = min(part.rows, default=rows[-1] + 1)
        head = sum(row < begin for row in rows) if max(over, default=0) < begin else 0
        first, last = boxes[0].area.first, max(box.area.last for box in boxes)
        least = CellRef(first.sheet, rows[0], every[0])
        return Drawing(
            title=part.title,
            area=least.to(CellRef(first.sheet, max(last.row, rows[-1]), every[-1])).a1,
            letters=tuple((column_letters(column), gap) for column, gap in _with_gaps(columns)),
            head=tuple(drawn[:head]),
            body=tuple(drawn[head:]),
            rows=(len(part.rows), part.rows_in_all),
            columns=(len(columns), len(every)),
            is_text=all(box.role == "text" for box in boxes),
            setting=_setting(boxes, columns),
        )

    def _columns(self, boxes: Sequence[SheetBox], every: Sequence[int]) -> list[int]:
        """The columns that are drawn: the labels' and those with something to correct, if not all."""
        if len(every) <= _MOST_COLUMNS:
            return list(every)
        beside = {box.area.first.column for box in boxes if box.role in ("beside", "line")}
        leading = [column for column in every if column in beside] or every[:1]
        marked = [number for number, column in enumerate(every) if column in self._marked_columns(boxes)]
        near = {at for number in marked[:_MOST_MARKED_COLUMNS] for at in (number - 1, number, number + 1)}
        return sorted({*leading, *every[:2], *(every[at] for at in near if 0 <= at < len(every))})

    def _marked_columns(self, boxes: Sequence[SheetBox]) -> set[int]:
        return {box.area.first.column for box in boxes if any(mark.is_cause for mark in self._marks.at(box.area.first))}

    def _rows(
        self, placed: Mapping[tuple[int, int], _Placed], rows: Sequence[int], columns: Sequence[int]
    ) -> Iterator[DrawnRow]:
        covered = {
            (row, column)
            for (top, left), one in placed.items()
            for row in rows[rows.index(top) :][: one.height]
            for column in columns[columns.index(left) :][: one.width]
        }
        for row, gap in _with_gaps(rows):
            cells = []
            for column in columns:
                if (row, column) in placed:
                    cells.append(self._cell(placed[row, column]))
                elif (row, column) not in covered:
                    cells.append(DrawnCell("td", {"class": "none"}, ""))
            yield DrawnRow(row + 1, tuple(cells), gap)

    def _cell(self, placed: _Placed) -> DrawnCell:
        box, cell = placed.box, placed.box.area.first
        marks = self._marks.at(cell)
        is_cause = bool(marks) and marks[0].is_cause
        classes: list[str] = [box.role]
        attributes: dict[str, str | int] = {}
        if marks:
            classes += [marks[0].severity if is_cause else "related"]
            attributes["id"] = self.anchors[cell] = self._anchor(cell)
        element = "th" if box.role in ("over", "beside", "line") and box.text else "td"
        if element == "th":
            across = box.role == "over"
            spans = placed.width > 1 if across else placed.height > 1
            attributes["scope"] = ("col" if across else "row") + ("group" if spans else "")
        attributes |= {name: span for name, span in (("rowspan", placed.height), ("colspan", placed.width)) if span > 1}
        text = shortened(box.text, _LONGEST_TEXT if is_cause or element == "th" else _LONG_TEXT)
        quoted = self._quoted(text, marks) if is_cause and box.role == "text" else ""
        text, _, follows = text.partition(quoted) if quoted else (text, "", "")
        should = self._should.get(cell, "") if is_cause else ""
        attributes = {"class": " ".join(classes), **attributes}
        return DrawnCell(element, attributes, text, quoted, follows, should, tuple(self._leads(cell)))

    def _quoted(self, text: str, marks: Sequence[Mark]) -> str:
        """The longest part of a paragraph that a finding about it quotes."""
        quotes = (quote for mark in marks for quote in self._quotes.get(mark.finding, ()) if quote in text)
        return max(quotes, key=len, default="")

    def _leads(self, cell: CellRef) -> Iterator[int]:
        """The findings about a cell that the page tells; of an area, only its first drawn cell leads to them."""
        here: set[int] = set()
        for mark in self._marks.at(cell):
            is_told = mark.is_cause and mark.finding in self._shown
            area = mark.finding, mark.area.a1
            if is_told and area not in self._told and mark.finding not in here and len(here) < _MOST_LEADS:
                here.add(mark.finding)
                yield mark.finding
            self._told.add(area)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box, and over how many of the drawn rows and columns it stands."""

    box: SheetBox
    height: int
    width: int


def _setting(boxes: Sequence[SheetBox], columns: Sequence[int]) -> PrintSetting:
    """The first setting that breaks no word; in small print those of headings may be broken."""
    fitting = (setting for setting, room in _SETTINGS if _width(boxes, columns) <= room)
    values = [box for box in boxes if box.role != "over"]
    small: PrintSetting = "wide small" if _width(values, columns) <= _SETTINGS[-1][1] else "wide small broken"
    return next(fitting, small)


def _width(boxes: Sequence[SheetBox], columns: Sequence[int]) -> float:
    """The ems that boxes need so that no word is broken."""
    needed = dict.fromkeys(columns, _LEAST_COLUMN)
    for box in boxes:
        column = box.area.first.column
        if column in needed and column == box.area.last.column and box.role != "text":
            needed[column] = max(needed[column], widest_word(box.text[:_LONG_TEXT]) * _SANS_SERIF)
    return sum(needed.values()) + len(columns) * _CELL_MARGINS


def _rows_of(part: SheetPart) -> list[int]:
    """The rows that are drawn: those of values, and the headings above each run of them."""
    over = sorted(
        {row for box in part.boxes if box.role == "over" for row in range(box.area.first.row, box.area.last.row + 1)}
    )
    runs = [[row for _, row in run] for _, run in groupby(enumerate(over), key=lambda pair: pair[1] - pair[0])]
    ends = [*(run[0] for run in runs[1:]), None][: len(runs)]
    if not part.rows:
        return over
    kept = set(part.rows)
    for run, end in zip(runs, ends, strict=True):
        if any(row >= run[0] and (end is None or row < end) for row in part.rows):
            kept.update(run)
    return sorted(kept)


def _placed(
    boxes: Sequence[SheetBox], rows: Sequence[int], columns: Sequence[int]
) -> Mapping[tuple[int, int], _Placed]:
    """The boxes by the first drawn row and column of each.

    Where rows or columns were exchanged, a box over several of them may lie over another one; it is then drawn at its
    first cell, or not at all.
    """
    placed: dict[tuple[int, int], _Placed] = {}
    taken: set[tuple[int, int]] = set()
    for box in sorted(boxes, key=lambda box: (box.area.size, box.area.first)):
        down = [row for row in rows if box.area.first.row <= row <= box.area.last.row]
        across = [column for column in columns if box.area.first.column <= column <= box.area.last.column]
        cells = {(row, column) for row in down for column in across}
        if not cells or (down[0], across[0]) in taken:
            continue
        if cells & taken:
            down, across = down[:1], across[:1]
            cells = {(down[0], across[0])}
        taken |= cells
        placed[down[0], across[0]] = _Placed(box, len(down), len(across))
    return placed


def _with_gaps(numbers: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """Row or column numbers, each with whether some before it are left out."""
    for before, number in zip((None, *numbers), numbers, strict=False):
        yield number, before is not None and number != before + 1
