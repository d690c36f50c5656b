"""Tables of elements that are no ``table`` and say nothing of it: rows of equally many short parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from xlsreport.published.publication.web_page.line_text import line_text
from xlsreport.published.publication.web_page.markup.element_styles import ElementStyle, StyleSource
from xlsreport.published.publication.web_page.markup.page_tree import inner_text
from xlsreport.published.publication.web_page.table_shapes.measured_columns import measured_spans
from xlsreport.published.publication.web_page.table_shapes.table_elements import ElementRow, TableElements
from xlsreport.published.publication.web_page.table_shapes.table_grid import SpannedCell

_ROW_NAME = re.compile(r"(?:^|[-_]|table)t?r(?:ow)?$", re.IGNORECASE)
_CELL_NAME = re.compile(r"(?:^|[-_]|table)(?:t[dh]|cell)$", re.IGNORECASE)
"""Classes of rows and cells: ``tr``, ``table-row``, ``divTableRow``, ``td``, ``t_cell`` …"""
_CELLS = frozenset(("div", "li", "dd", "dt", "section"))
_BESIDE = frozenset(("inline-block", "table-cell", "inline-flex", "flex"))
_ROWS = frozenset(("div", "ul", "ol", "dl", "li", "section", "article", "main", "body", "form"))
_NEVER = frozenset(("table", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "pre", "iframe"))
_LONGEST = 200
"""Characters of a cell."""
_TITLE = 60
"""Characters of a row of one cell, which heads others."""
_FIGURE = re.compile(r"[\s\d.,+%％/()（）—–－-]*")
_FIGURES = 1 / 3
"""Share of the cells behind the first that are figures or blank, in a table that no class names."""
_ALIKE = 0.6
"""Share of the rows that have the same number of cells."""
_MANY = 4
"""Figures beside each other, which are a row of a table whatever the other rows are."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an element is made of: ``rows`` of cells, or a short text, which may be a cell."""

    rows: tuple[tuple[etree._Element, ...], ...] = ()
    length: int = 0
    is_short: bool = False
    is_named: bool = False


_OTHER = _Shape()


def repeated_rows(root: etree._Element, style_of: StyleSource) -> Mapping[etree._Element, TableElements]:
    """The elements of a page that are tables by the shape of what stands in them."""
    shapes: dict[etree._Element, _Shape] = {}
    found: dict[etree._Element, TableElements] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        if isinstance(element.tag, str):
            shapes[element] = shape = _shape(element, shapes, style_of)
            if len(shape.rows) > 1 and (table := _table([element], shape, style_of)) is not None:
                found[element] = table
            elif not shape.rows:
                found.update(_among_others(element, shapes, style_of))
    return found


def _among_others(
    element: etree._Element, shapes: Mapping[etree._Element, _Shape], style_of: StyleSource
) -> Iterator[tuple[etree._Element, TableElements]]:
    """Tables of rows that follow each other among other things; all stands with the first, and nothing with others."""
    children = [child for child in element if child in shapes]
    for has_rows, group in groupby(children, key=lambda child: bool(shapes[child].rows)):
        run = list(group)
        shape = _together([(child, shapes[child]) for child in run]) if has_rows and len(run) > 1 else _OTHER
        if len(shape.rows) > 1 and (table := _table(run, shape, style_of)) is not None:
            yield run[0], table
            yield from ((child, TableElements()) for child in run[1:])


def _shape(element: etree._Element, shapes: Mapping[etree._Element, _Shape], style_of: StyleSource) -> _Shape:
    if element.tag in _NEVER:
        return _OTHER
    style = style_of(element)
    if style.is_hidden:
        return _Shape(is_short=True)
    children = [child for child in element if isinstance(child.tag, str) and not style_of(child).is_hidden]
    length = _own_length(element) + sum(shapes[child].length for child in children)
    is_cell = _has_class(element, _CELL_NAME)
    inner = [shapes[child] for child in children]
    is_text = bool(_own_length(element)) or element.tag not in _ROWS or is_cell
    if not is_text and (rows := _rows(element, children, inner, style_of)) is not None:
        return rows
    is_short = length <= _LONGEST and all(shape.is_short for shape in inner)
    return _Shape(length=length, is_short=True) if is_short else _OTHER


def _rows(
    element: etree._Element, children: Sequence[etree._Element], inner: Sequence[_Shape], style_of: StyleSource
) -> _Shape | None:
    """The rows of an element: it is one, or it has only such and their titles within; else None."""
    length = sum(shape.length for shape in inner)
    if element.tag == "dl" and len(children) > 3 and all(shape.is_short for shape in inner):
        pairs = list(zip(children[::2], children[1::2], strict=False))
        if len(children) % 2 == 0 and all((term.tag, said.tag) == ("dt", "dd") for term, said in pairs):
            return _Shape(tuple(pairs), length)
    if len(children) > 1 and all(shape.is_short for shape in inner):
        names = [_has_class(child, _CELL_NAME) for child in children]
        if all(name or _is_beside(child, style_of(child)) for child, name in zip(children, names, strict=True)):
            return _Shape((tuple(children),), length, is_named=all(names) and _has_class(element, _ROW_NAME))
    if not any(shape.rows for shape in inner) or any(not shape.rows and not _is_title(shape) for shape in inner):
        return None
    if any(child.tag not in _ROWS for child in children):
        return None
    return _together(list(zip(children, inner, strict=True)))


def _together(parts: Sequence[tuple[etree._Element, _Shape]]) -> _Shape:
    """The rows of several elements; one that is no row heads others, and is a row of one cell."""
    rows = tuple(row for part, shape in parts for row in shape.rows or (((part,),) if shape.length else ()))
    return _Shape(rows, sum(shape.length for _, shape in parts), is_named=any(shape.is_named for _, shape in parts))


def _is_title(shape: _Shape) -> bool:
    return shape.is_short and shape.length <= _TITLE


def _is_beside(element: etree._Element, style: ElementStyle) -> bool:
    return element.tag in _CELLS or style.display in _BESIDE


def _table(parts: Sequence[etree._Element], shape: _Shape, style_of: StyleSource) -> TableElements | None:
    """The table, if most rows are alike, and it has figures or its classes say so; None for anything else."""
    whole = [row for row in shape.rows if len(row) > 1]
    (columns, alike), *_ = Counter(map(len, whole)).most_common(1)
    if len(whole) < 2 or len(whole) * 2 < len(shape.rows):
        return None
    if sum(len(inner_text(link)) for part in parts for link in part.iter("a")) * 2 > shape.length:
        return None
    figures = [[_FIGURE.fullmatch(line_text(inner_text(cell))) is not None for cell in row[1:]] for row in whole]
    if alike < _ALIKE * len(whole) and max(map(sum, figures)) < _MANY:
        return None
    if not shape.is_named and sum(map(sum, figures)) < _FIGURES * sum(map(len, figures)):
        return None
    return _of_rows(shape.rows, columns, style_of, is_even=alike == len(whole))


def _of_rows(
    rows: Sequence[Sequence[etree._Element]], columns: int, style_of: StyleSource, *, is_even: bool
) -> TableElements:
    """The table; where rows are not alike, the widths of cells say over how many columns they reach."""
    reach = {1: columns}
    spans = None if is_even else measured_spans(rows, style_of)
    reaches = spans or [[reach.get(len(row), 1)] * len(row) for row in rows]
    cells: list[ElementRow] = [
        [SpannedCell(cell, 1, width) for cell, width in zip(row, widths, strict=True)]
        for row, widths in zip(rows, reaches, strict=True)
    ]
    return TableElements([cells], exact_columns=is_even or spans is not None)


def _has_class(element: etree._Element, name: re.Pattern[str]) -> bool:
    return any(name.search(each) for each in element.get("class", "").split())


def _own_length(element: etree._Element) -> int:
    """The letters that stand in an element beside its children."""
    return sum(len((text or "").strip()) for text in (element.text, *(child.tail for child in element)))
