"""Finds where the cells of the layout stand in a file whose rows, columns or sheets were moved.

Figures are read by position. So the labels around them (landmarks) must be in their cells, or must show without doubt
where the figures are now; otherwise the file is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xlsreport.errors import PortableError
from xlsreport.layout.cells import CellRef
from xlsreport.layout.landmarks import Landmark, landmarks_of
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.positions import MovedSheet, Positions, moved_in_format_1, moved_index
from xlsreport.layout.workbook_layout import Layout
from xlsreport.messages import Messages
from xlsreport.object_cache import remembered_by_object
from xlsreport.spreadsheet.opened_spreadsheet import CellQuery, OpenedSpreadsheet
from xlsreport.submission.filled_workbook import text_of
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.submission import shortened
from xlsreport.values import exact


class DisplacedLandmark(NamedTuple):
    """A landmark that is not in its cell."""

    cell: CellRef
    expected: str
    found: str


class OtherLabelsError(PortableError):
    """A sheet or its labels are not where they were given out; ``key`` and ``words`` are those of the sentence."""

    def __init__(self, key: str, words: Mapping[str, object], messages: Messages) -> None:
        super().__init__(messages(f"rejected.{key}", **words))
        self.key, self.words = key, words


def find_positions(workbook: OpenedSpreadsheet, layout: Layout, messages: Messages) -> Positions:
    """Where everything of a layout stands in a workbook.

    The checks sheet may be lost without refusing the file, since no figure is read from it.

    Raises:
        OtherLabelsError: a sheet is missing, or its landmarks do not tell beyond doubt where its cells are.
    """
    moved: dict[str, MovedSheet] = {}
    lost: set[str] = set()
    for sheet in landmarks_of(layout.definition):
        try:
            found = _found(workbook, layout, sheet, messages)
        except OtherLabelsError:
            if sheet != layout.checks.sheet:
                raise
            lost.add(sheet)
        else:
            moved |= {} if found is None else {sheet: found}
    if moved == moved_in_format_1(layout) and not lost:
        return as_first_arranged(layout)
    return Positions(layout, moved, frozenset(lost)) if moved or lost else unmoved(layout)


@remembered_by_object()
def unmoved(layout: Layout) -> Positions:
    """Where everything stands in a workbook that was not moved about."""
    return Positions(layout)


@remembered_by_object()
def as_first_arranged(layout: Layout) -> Positions:
    """Where everything stands in a workbook of format 1 that was not moved about."""
    return Positions(layout, moved_in_format_1(layout))


@remembered_by_object()
def _marks(layout: Layout) -> Mapping[str, tuple[CellQuery, list[str]]]:
    """By sheet, a query for the cells of its landmarks, and their texts."""
    return {
        sheet: (CellQuery(tuple((mark.cell.row, mark.cell.column) for mark in marks)), [mark.text for mark in marks])
        for sheet, marks in landmarks_of(layout.definition).items()
    }


def _found(workbook: OpenedSpreadsheet, layout: Layout, sheet: str, messages: Messages) -> MovedSheet | None:
    """How a sheet was moved about, or None where it was not."""
    query, texts = _marks(layout)[sheet]
    name = sheet if sheet in workbook.sheets else _renamed(workbook, layout, sheet)
    if name is None:
        raise OtherLabelsError("missing_sheet", {"sheet": sheet}, messages)
    moved = MovedSheet(name)
    if workbook.sheets[name].values(query) != texts:
        moved = _first_arranged(workbook, layout, sheet, name) or _anchored(workbook, layout, sheet, name, messages)
    for laid in layout.lists.values():
        if laid.sheet == sheet:
            heading = CellRef(sheet, laid.first_line_row - 1, 0)
            moved = _with_numbers(workbook, heading, laid.most, _with_summary(laid, moved))
    for narrative in layout.narratives.values():
        if narrative.sheet == sheet:
            heading = CellRef(sheet, narrative.lines.first.row - 1, 0)
            moved = _with_numbers(workbook, heading, narrative.size, moved)
            _expect_own_heading(workbook, layout, sheet, moved, messages)
    return None if moved == MovedSheet(sheet) else moved


def _first_arranged(workbook: OpenedSpreadsheet, layout: Layout, sheet: str, name: str) -> MovedSheet | None:
    """How a sheet stands in a workbook of format 1, if all its landmarks are there."""
    arranged = moved_in_format_1(layout).get(sheet)
    if arranged is None:
        return None
    arranged = replace(arranged, sheet=name)
    return None if any(_displaced(workbook, arranged, landmarks_of(layout.definition)[sheet])) else arranged


def _anchored(workbook: OpenedSpreadsheet, layout: Layout, sheet: str, name: str, messages: Messages) -> MovedSheet:
    """How a sheet was moved whose landmarks are not exactly as they were given out."""
    landmarks = landmarks_of(layout.definition)[sheet]
    displaced = list(_displaced(workbook, MovedSheet(name), landmarks))
    moved = _relocated(workbook, name, landmarks, _cells_to_read(layout, sheet)) if displaced else MovedSheet(name)
    if moved is None:
        raise _refusal(displaced, messages)
    return moved


def _with_numbers(workbook: OpenedSpreadsheet, heading: CellRef, most: int, moved: MovedSheet) -> MovedSheet:
    """``moved`` with the rows of lines, found by the numbers beside them, where rows were inserted or deleted.

    Of a list, which is read line by line wherever it stands, this leads to the formulas beside it.

    Args:
        workbook: the file.
        heading: of the column with the numbers, in the layout.
        most: the last number that there was.
        moved: what is known by the labels.
    """
    now = moved.where(heading)
    numbers = workbook.sheets[moved.sheet].column(now.column, now.row + 1)
    rows = dict(moved.rows)
    if not rows and numbers == list(range(1, len(numbers) + 1)):
        return moved
    found = [
        (heading.row + number, now.row + offset)
        for offset, value in enumerate(numbers, start=1)
        if isinstance(number := exact(value), int) and not isinstance(number, bool) and 0 < number <= most
    ]
    if found != sorted(found):  # lines were sorted with their numbers, and all formulas stay
        return moved
    for row, at in found:
        if moved_index(row, rows) != at:
            rows[row] = at
    return moved if rows == moved.rows else replace(moved, rows=rows)


def _with_summary(laid: ListLayout, moved: MovedSheet) -> MovedSheet:
    """``moved`` with the summary of a list, which stands above its headings."""
    if not moved.rows or (top := min(moved.rows)) <= laid.summary.row:
        return moved
    summary = max(0, moved.rows[top] - top + laid.summary.row)
    return replace(moved, rows={laid.summary.row: summary, **moved.rows})


def _expect_own_heading(
    workbook: OpenedSpreadsheet, layout: Layout, sheet: str, moved: MovedSheet, messages: Messages
) -> None:
    """Refuse a sheet of paragraphs with the heading of another section; it has no other label to tell them apart."""
    own = next(section for section in layout.definition.sections if section.sheet == sheet)
    heading = moved.where(layout.sections[own.id].heading)
    found = text_of(workbook.sheets[moved.sheet].value(heading.row, heading.column))
    others = {normalise_label(section.heading) for section in layout.definition.sections if section.sheet != sheet}
    if normalise_label(found) in others - {normalise_label(own.heading)}:
        raise _refusal([DisplacedLandmark(heading, own.heading, found)], messages)


def _refusal(displaced: Sequence[DisplacedLandmark], messages: Messages) -> OtherLabelsError:
    first = displaced[0]
    words = {"sheet": first.cell.sheet, "cell": first.cell.a1, "expected": first.expected}
    return OtherLabelsError("labels", {**words, "found": shortened(first.found), "count": len(displaced)}, messages)


def _displaced(
    workbook: OpenedSpreadsheet, moved: MovedSheet, landmarks: Iterable[Landmark]
) -> Iterator[DisplacedLandmark]:
    """The landmarks that are not in their cells if the sheet was moved about like this."""
    for mark in landmarks:
        cell = moved.where(mark.cell)
        found = text_of(workbook.sheets[moved.sheet].value(cell.row, cell.column))
        if normalise_label(found) != normalise_label(mark.text):
            yield DisplacedLandmark(cell, mark.text, found)


def _renamed(workbook: OpenedSpreadsheet, layout: Layout, sheet: str) -> str | None:
    """The one sheet under another name that looks like a sheet that is missing."""
    found = similar_sheets(workbook, layout, sheet)
    return found[0] if len(found) == 1 else None


def similar_sheets(workbook: OpenedSpreadsheet, layout: Layout, sheet: str) -> list[str]:
    """The sheets under other names that have the heading of a sheet, and all its landmarks."""
    landmarks = landmarks_of(layout.definition)[sheet]
    heading = next((laid.heading for laid in layout.sections.values() if laid.sheet == sheet), None)
    headings = () if heading is None else (heading, CellRef(sheet, heading.row, 0))  # where it was in format 1
    words = next((s.heading for s in layout.definition.sections if s.sheet == sheet), "")

    def fits(name: str) -> bool:
        if headings and normalise_label(words) not in (
            normalise_label(text_of(workbook.sheets[name].value(at.row, at.column))) for at in headings
        ):
            return False
        arranged = (MovedSheet(name), moved_in_format_1(layout).get(sheet))
        shapes = (replace(moved, sheet=name) for moved in arranged if moved is not None)
        return any(next(_displaced(workbook, moved, landmarks), None) is None for moved in shapes)

    return [name for name in workbook.sheets if name not in layout.sheets and fits(name)]


def _cells_to_read(layout: Layout, sheet: str) -> list[CellRef]:
    """The cells of a sheet whose rows and columns must be known beyond doubt."""
    places = layout.definition.places
    cells = [layout.cell(place) for place in places if layout.tables[place.table].sheet == sheet]
    cells += [cell for table in layout.tables.values() if table.sheet == sheet for cell in table.previous.values()]
    cells += [table.nil for table in layout.tables.values() if table.sheet == sheet and table.nil is not None]
    for laid in layout.lists.values():
        if laid.sheet == sheet:
            cells += [laid.entries.first, laid.entries.last, *filter(None, (laid.nil,))]
    # A comment stands right below its label, whatever was inserted between it and the next table.
    labels = [laid.comment_label for laid in layout.tables.values() if laid.sheet == sheet]
    labels += [laid.comment_label for laid in layout.lists.values() if laid.sheet == sheet]
    cells += [label.first for label in labels if label is not None]
    if sheet == layout.cover.sheet:
        cells += [*layout.cover.required, *layout.cover.fields.values()]
    return cells + [laid.lines.first for laid in layout.narratives.values() if laid.sheet == sheet]


def _relocated(
    workbook: OpenedSpreadsheet, sheet: str, landmarks: Sequence[Landmark], cells: list[CellRef]
) -> MovedSheet | None:
    """Where rows and columns stand now, if all landmarks are there in their order and every cell is certain."""
    words = {normalise_label(mark.text) for mark in landmarks if mark.is_unique}
    expected = {(mark.cell.row, mark.cell.column): normalise_label(mark.text) for mark in landmarks if mark.is_unique}
    found = {(row, column): text for row, column, text in _texts(workbook, sheet) if text in words}
    rows = _matched(expected, found, lambda at: at)
    columns = _matched(expected, found, lambda at: (at[1], at[0]))
    if rows is None or columns is None:
        return None
    moved = MovedSheet(sheet, rows, columns)
    if any(_displaced(workbook, moved, landmarks)):
        return None
    certain = all(_certain(cell.row, rows) and _certain(cell.column, columns) for cell in cells)
    return moved if certain else None


def _texts(workbook: OpenedSpreadsheet, sheet: str) -> Iterator[tuple[int, int, str]]:
    cells = workbook.sheets[sheet]
    for row, column in cells.filled:
        value = cells.value(row, column)
        if isinstance(value, str) and value:
            yield row, column, normalise_label(value)


_At = tuple[int, int]


def _matched(
    expected: Mapping[_At, str], found: Mapping[_At, str], turned: Callable[[_At], _At]
) -> dict[int, int] | None:
    """By rows (or columns) before, those now with the same landmarks in the same order; None where they differ."""
    before, now = _by_line(expected, turned), _by_line(found, turned)
    if list(before.values()) != list(now.values()):
        return None
    return dict(zip(before, now, strict=True))


def _by_line(texts: Mapping[_At, str], turned: Callable[[_At], _At]) -> dict[int, tuple[str, ...]]:
    lines: dict[int, tuple[str, ...]] = {}
    for (line, _), text in sorted((turned(at), text) for at, text in texts.items()):
        lines[line] = (*lines.get(line, ()), text)
    return lines


def _certain(position: int, moved: Mapping[int, int]) -> bool:
    """Whether the position of a row or column is certain: it has landmarks, or its neighbours with landmarks are as far
    apart as before."""
    if position in moved:
        return True
    before = max((known for known in moved if known < position), default=None)
    after = min((known for known in moved if known > position), default=None)
    if before is None or after is None:
        return before is not None or after is not None
    return moved[after] - moved[before] == after - before
