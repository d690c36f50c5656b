"""Tables of elements that are no ``table``: those that a role or a style sheet makes one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from xlsreport.published.publication.web_page.markup.element_styles import ElementStyle, StyleSource
from xlsreport.published.publication.web_page.table_shapes.table_elements import ElementRow, TableElements, span
from xlsreport.published.publication.web_page.table_shapes.table_grid import MAX_SPAN, SpannedCell

_TABLE_ROLES = frozenset(("table", "grid", "treegrid"))
_CELL_ROLES = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_TABLE_DISPLAYS = frozenset(("table", "inline-table"))
_GRIDS = frozenset(("grid", "inline-grid"))
_REPEATED = re.compile(r"repeat\(\s*(\d+)\s*,([^()]*(?:\([^()]*\)[^()]*)*)\)")
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^()]*\)")
_OTHERS_WITHIN = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "nav")
"""Elements that stand in the parts of a page, and not in cells of a table."""
_MOST_TRACKS, _MOST_ROWS, _MOST_PLACES = 100, 100, 200_000
"""Columns of a grid, rows that a cell of it reaches over, and places that its cells take."""


def styled_table(element: etree._Element, style: ElementStyle, style_of: StyleSource) -> TableElements | None:
    """The rows and cells of an element that its role or style makes a table; None for any other."""
    if element.tag != "table" and element.get("role") in _TABLE_ROLES:
        rows = list(_rows_by_role(element, style_of))
    elif style.display in _TABLE_DISPLAYS:
        rows = list(_rows_by_display(element, style_of))
    elif style.display in _GRIDS:
        rows = _rows_of_grid(element, style, style_of)
    else:
        return None
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    has_spans = style.display not in _TABLE_DISPLAYS
    return TableElements([rows], exact_columns=has_spans or len({len(row) for row in rows if len(row) > 1}) == 1)


def _rows_by_role(table: etree._Element, style_of: StyleSource) -> Iterator[ElementRow]:
    for child in table:
        if style_of(child).is_hidden or child.get("role") in _TABLE_ROLES:
            continue
        if child.get("role") == "row":
            yield list(_cells_by_role(child, style_of))
        else:
            yield from _rows_by_role(child, style_of)


def _cells_by_role(row: etree._Element, style_of: StyleSource) -> Iterator[SpannedCell[etree._Element]]:
    for child in row:
        if style_of(child).is_hidden:
            continue
        if child.get("role") in _CELL_ROLES:
            height = span(child.get("aria-rowspan"), least=0, most=MAX_SPAN)
            yield SpannedCell(child, height, span(child.get("aria-colspan"), least=1, most=MAX_SPAN))
        else:
            yield from _cells_by_role(child, style_of)


def _rows_by_display(table: etree._Element, style_of: StyleSource) -> Iterator[ElementRow]:
    """Rows by the property ``display``; what stands between them without one is a row of one cell."""
    for child in table:
        style = style_of(child)
        if style.is_hidden or child.tag in ("br", "colgroup"):
            continue
        if style.display == "table-row" or child.tag == "tr":
            yield [SpannedCell(cell) for cell in child if not style_of(cell).is_hidden]
        elif style.display in ("table-row-group", "table-header-group", "table-footer-group", "contents"):
            yield from _rows_by_display(child, style_of)
        elif style.display in ("table-caption", "table-cell") or "".join(map(str, child.itertext())).strip():
            yield [SpannedCell(child)]


def _rows_of_grid(grid: etree._Element, style: ElementStyle, style_of: StyleSource) -> list[ElementRow]:
    """The rows of a grid with fixed columns, as its cells fill them one after the other."""
    columns = _tracks(style.tracks)
    cells = list(_cells_of_grid(grid, style_of))
    if not 2 <= columns <= _MOST_TRACKS:
        return []
    if any(next(cell.iter(*_OTHERS_WITHIN), None) is not None for cell in cells):
        return []
    rows: list[list[SpannedCell[etree._Element]]] = [[]]
    taken: set[tuple[int, int]] = set()
    column = 0
    for cell in cells:
        own = style_of(cell)
        width, height = min(_reach(own.reach, columns), columns), min(_reach(own.depth, 1), _MOST_ROWS)
        while not _is_free(taken, len(rows) - 1, column, width, columns):
            column += 1
            if column + width > columns:
                rows.append([])
                column = 0
        taken.update((len(rows) - 1 + y, column + x) for y in range(height) for x in range(width))
        rows[-1].append(SpannedCell(cell, height, width))
        column += width
        if len(taken) > _MOST_PLACES:
            return []
    rows.extend([] for _ in range(max((row for row, _ in taken), default=0) + 1 - len(rows)))
    return [*rows] if len(rows) > 1 else []


def _is_free(taken: set[tuple[int, int]], row: int, column: int, width: int, columns: int) -> bool:
    return column + width <= columns and not any((row, column + x) in taken for x in range(width))


def _cells_of_grid(grid: etree._Element, style_of: StyleSource) -> Iterator[etree._Element]:
    for child in grid:
        style = style_of(child)
        if style.display == "contents":
            yield from _cells_of_grid(child, style_of)
        elif not style.is_hidden:
            yield child


def _tracks(template: str) -> int:
    """How many columns ``grid-template-columns`` names; 0 where that depends on the window."""
    template = _REPEATED.sub(lambda found: f" {found[2]} " * min(int(found[1]), _MOST_TRACKS), template)
    if "repeat(" in template or "subgrid" in template:
        return 0
    return len(_BRACKETS.sub("", template.replace("minmax", "m")).split())


def _reach(stated: str, all_tracks: int) -> int:
    """Over how many tracks a cell of a grid reaches: ``span 2``, ``1 / 3``, ``1 / -1``."""
    start, _, end = (part.strip() for part in stated.partition("/"))
    for part in (start, end):
        if part.startswith("span"):
            return span(part[4:], least=1, most=MAX_SPAN)
    if start.isdecimal() and end == "-1":
        return max(1, all_tracks + 1 - int(start))
    return max(1, int(end) - int(start)) if start.isdecimal() and end.isdecimal() else 1
