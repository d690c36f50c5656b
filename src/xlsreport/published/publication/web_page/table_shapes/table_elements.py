"""The rows and cells of a ``table`` element, as its markup has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from xlsreport.published.publication.web_page.line_text import line_text
from xlsreport.published.publication.web_page.markup.element_styles import StyleSource
from xlsreport.published.publication.web_page.markup.page_tree import inner_text
from xlsreport.published.publication.web_page.table_shapes.table_grid import MAX_SPAN, SpannedCell

ElementRow = Sequence[SpannedCell[etree._Element]]
_WHOLE_NUMBER = re.compile(r"\s*\+?(\d+)", re.ASCII)
_TALLEST = 65_534
"""Rows that a cell may reach over ([HTML Standard] 4.9.11)."""
_PARTS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))


@dataclass(slots=True)
class TableElements:
    """A table before its cells are read.

    Attributes:
        groups: rows of cells by groups of rows, which no cell reaches beyond, in the order in which they are shown.
        outside: captions, and elements that stand between the cells by mistake; all are shown before the table.
        stray: texts that do.
        between: what of both stands between the cells of a row.
        exact_columns: the cells' columns are certain.
    """

    groups: list[list[ElementRow]] = field(default_factory=list)
    outside: list[etree._Element] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    exact_columns: bool = True


@dataclass(slots=True)
class _Group:
    """A group of rows; ``is_loose``: its last row has no element of its own, and takes further cells without one."""

    tag: str
    rows: list[list[SpannedCell[etree._Element]]] = field(default_factory=list)
    is_loose: bool = False


def table_elements(table: etree._Element, style_of: StyleSource) -> TableElements:
    """The rows and cells of a ``table``, the head first and the foot last, wherever they stand."""
    found = TableElements()
    groups = [_Group("tbody")]
    _collect(table, groups, found, style_of)
    heads = [group for group in groups if group.tag == "thead"][:1]
    feet = [group for group in groups if group.tag == "tfoot"][:1]
    body = [group for group in groups if group not in heads and group not in feet]
    found.groups = [list(group.rows) for group in (*heads, *body, *feet) if group.rows]
    return found


def _collect(parent: etree._Element, groups: list[_Group], found: TableElements, style_of: StyleSource) -> None:
    found.stray.extend(_stray(parent))
    for child in parent:
        if style_of(child).is_hidden or _is_of_no_height(child):
            continue
        if child.tag in _PARTS:
            groups.append(_Group(str(child.tag)))
            _collect(child, groups, found, style_of)
            groups.append(_Group("tbody"))
        elif child.tag == "tr":
            groups[-1].rows.append(_row(child, found, style_of))
            groups[-1].is_loose = False
        elif child.tag in _CELLS:
            if not groups[-1].is_loose:
                groups[-1].rows.append([])
            groups[-1].is_loose = True
            groups[-1].rows[-1].append(_cell(child))
        elif child.tag in ("caption", "table") or next(child.iter("tr", *_CELLS), None) is None:
            found.outside.append(child)
        else:
            _collect(child, groups, found, style_of)


def _stray(parent: etree._Element) -> Iterator[str]:
    """Texts directly in a table, a group of rows or a row."""
    return filter(None, (line_text(text or "") for text in (parent.text, *(child.tail for child in parent))))


def _is_of_no_height(row: etree._Element) -> bool:
    """Whether a row only keeps widths of columns, as Word and Excel write it at the end of a table."""
    return row.tag == "tr" and row.get("height") == "0" and not inner_text(row).strip("\xa0 \n\r\t")


def _row(row: etree._Element, found: TableElements, style_of: StyleSource) -> list[SpannedCell[etree._Element]]:
    """The cells of a row.

    Where anything else is seen between them, the mark of a cell is missing, and no column is certain. An empty cell
    before it is left out, too: it may have been closed too early, and would be read as blank.
    """
    cells: list[SpannedCell[etree._Element]] = []
    if text := line_text(row.text or ""):
        found.stray.append(text)
        _note_between(text, cells, found)
    for child in row:
        if child.tag in _CELLS and not style_of(child).is_hidden:
            cells.append(_cell(child))
        elif not style_of(child).is_hidden and child.tag != "table" and next(child.iter(*_CELLS), None) is not None:
            cells.extend(_row(child, found, style_of))
        elif not style_of(child).is_hidden:
            found.outside.append(child)
            _note_between(line_text(inner_text(child)), cells, found)
        if tail := line_text(child.tail or ""):
            found.stray.append(tail)
            _note_between(tail, cells, found)
    return cells


def _note_between(text: str, cells: list[SpannedCell[etree._Element]], found: TableElements) -> None:
    """Note what stands between cells."""
    if not text:
        return
    found.between.append(text)
    found.exact_columns = False
    if cells and not inner_text(cells[-1].content).strip("\xa0 \n\r\t"):
        cells.pop()


def _cell(cell: etree._Element) -> SpannedCell[etree._Element]:
    height = span(cell.get("rowspan"), least=0, most=_TALLEST)
    return SpannedCell(cell, height, span(cell.get("colspan"), least=1, most=MAX_SPAN))


def span(stated: str | None, *, least: int, most: int) -> int:
    """How far a cell reaches; 1 where that is no number ([HTML Standard] 4.9.11)."""
    found = _WHOLE_NUMBER.match(stated or "1")
    if found is None:
        return 1
    number = int(found[1][:9]) if len(found[1]) <= 9 else most
    return min(number, most) if number >= least else 1
