"""Everything of a sheet but its rows: columns, merged cells, protection, conditional formats, the view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS, parse_range
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import NO_ELEMENT, Element
from xlsreport.xlsx.markup.attribute_values import count, flag, length, outline_level
from xlsreport.xlsx.markup.grammar import RELATIONSHIP_IDS, expect_known, expect_worksheet, split_name

_MARGIN = 0.7
_CELL = "([A-Z]{1,3}[0-9]{1,7})"
_WHOLE = re.compile(
    rf"=?(?:(?:IF|AND)\(ISNUMBER\({_CELL}\),)?{_CELL}=INT\({_CELL}\)(?:,(?:FALSE(?:\(\))?|0))?\)?", re.IGNORECASE
)
"""Conditions of our own for whole amounts, which are shown without a point."""
_MAX_COLS = 20_000
"""Elements for columns; a sheet has 16,384 columns."""


class ColumnRange(NamedTuple):
    """Columns that are alike, from ``first`` to ``last``, counted from 0; ``width`` in digits of the standard font."""

    first: int
    last: int
    is_hidden: bool = False
    width: float | None = None
    style: int = 0
    outline: int = 0
    is_collapsed: bool = False


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """A conditional format.

    Attributes:
        areas: as they are written, separated by blanks.
        kind: the type of the rule.
        format: the number of its format in the style sheet.
        own_format: its format where the rule itself contains it.
        shows_value: False where a bar or icon is drawn in place of the figure.
        colors: of the bar or scale that it draws behind figures.
        is_for_whole: whether it holds for whole numbers only.
    """

    areas: str
    kind: str
    format: int | None = None
    own_format: Element | None = field(default=None, compare=False)
    shows_value: bool = True
    colors: tuple[Mapping[str, str], ...] = field(default=(), compare=False)
    is_for_whole: bool = False


class Validation(NamedTuple):
    """What may be entered in some areas, written as in a conditional format.

    ``is_limiting`` is False where only a prompt is shown.
    """

    areas: str
    is_limiting: bool


@dataclass(frozen=True, eq=False, slots=True)
class SheetFrame:
    """The properties of a sheet; one that is known from another file is the same object.

    Attributes:
        merged: merged areas as they are written.
        columns: properties of columns.
        is_protected: whether the sheet is protected.
        hides_rows: whether rows that are not in the file are hidden.
        default_height: of rows, in points.
        keeps_height: whether rows that state no height have just that one, whatever is in them.
        default_width: of columns, in digits of the standard font.
        zoom: in percent.
        first_reached: the first row and column that can be scrolled to, from 0.
        conditionals: its conditional formats.
        parts: names of elements for drawings, controls, tables … that the sheet has.
        validations: its data validations.
        main_namespace: of the sheet's elements.
        spanned: the number of cells that merged areas and hyperlinks cover.
        widest: the area that covers most of them.
        filtered: the area of a filter that is on, as it is written; empty where there is none.
        anchors: where form controls and embedded objects lie, as elements ``anchor``.
        sparklines: the cells in which small charts are drawn, as they are written.
        notes: the relationships that lead to what is drawn in VML over the cells, not in printed headers.
    """

    merged: tuple[str, ...] = ()
    columns: tuple[ColumnRange, ...] = ()
    is_protected: bool = False
    hides_rows: bool = False
    default_height: float | None = None
    keeps_height: bool = False
    default_width: float | None = None
    zoom: int = 100
    first_reached: tuple[int, int] = (0, 0)
    conditionals: tuple[ConditionalFormat, ...] = ()
    parts: frozenset[str] = frozenset()
    validations: tuple[Validation, ...] = ()
    main_namespace: str = ""
    spanned: int = 0
    widest: str = ""
    filtered: str = ""
    anchors: tuple[Element, ...] = field(default=(), compare=False)
    sparklines: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()

    @property
    def has_rules_of_their_own(self) -> bool:
        """Whether a conditional format has its format with it, or draws something behind figures or in their place."""
        return any(one.own_format is not None or one.colors or not one.shows_value for one in self.conditionals)

    def column(self, column: int) -> ColumnRange | None:
        """The properties of a column, where it has any; the least width, where it has several."""
        covering = [some for some in self.columns if some.first <= column <= some.last]
        if len(covering) <= 1:
            return covering[0] if covering else None
        widths = [some.width for some in covering if some.width is not None]
        return covering[0]._replace(width=min(widths, default=None))


_THINGS = (
    "drawing",
    "legacyDrawing",
    "picture",
    "oleObjects",
    "controls",
    "tableParts",
    "AlternateContent",
    "hyperlinks",
)


def parse_frame(root: Element) -> SheetFrame:
    """The frame of a sheet, its rows left out.

    Raises:
        InvalidFileError: something in it is not as programs write it, and could be taken for something else.
    """
    expect_worksheet(root)
    by_name: dict[str, Element] = {child.local: child for child in root.children}
    nothing = NO_ELEMENT
    default = by_name.get("sheetFormatPr", nothing)
    expect_known("sheetFormatPr", default.attributes)
    views = by_name.get("sheetViews", nothing).all("sheetView")  # one for each window
    reached = [_first_reached(view) for view in views] or [(0, 0)]
    columns = by_name.get("cols", nothing).children
    if len(columns) > _MAX_COLS:
        raise InvalidFileError("too_many_cells")
    merged = tuple(dict.fromkeys(map(_area, by_name.get("mergeCells", nothing).children)))
    links = (link.attributes.get("ref", "") for link in by_name.get("hyperlinks", nothing).children)
    spans = {area: cell_count(area) for area in (*merged, *links)}
    return SheetFrame(
        merged=merged,
        spanned=sum(spans.values()),
        widest=max(spans, key=lambda area: spans[area], default=""),
        columns=_all_columns(columns),
        is_protected=flag(by_name.get("sheetProtection", nothing).attributes, "sheet"),
        hides_rows=flag(default.attributes, "zeroHeight"),
        default_height=length(default.attributes, "defaultRowHeight"),
        keeps_height=flag(default.attributes, "customHeight"),
        default_width=_default_width(default),
        zoom=min([count(view.attributes, "zoomScale", "100") for view in views], default=100),
        first_reached=(max(row for row, _ in reached), max(column for _, column in reached)),
        conditionals=tuple(_conditionals(root)),
        parts=frozenset(by_name.keys() & set(_THINGS)),
        validations=tuple(_validations(root)),
        main_namespace=split_name(root.name)[0],
        filtered=_filtered(by_name.get("autoFilter", nothing)),
        anchors=tuple(_anchors(root)),
        sparklines=tuple(_sparklines(by_name.get("extLst", nothing))),
        notes=frozenset(_notes(root)),
    )


def _filtered(element: Element) -> str:
    """The area of a filter that is on: one of its columns says what is shown."""
    return element.attributes.get("ref", "") if any(element.all("filterColumn")) else ""


def _sparklines(extensions: Element) -> Iterator[str]:
    for group in extensions.named("sparkline"):
        for written in group.all("sqref"):
            yield from written.text.split()


def _notes(root: Element) -> Iterator[str]:
    for item in root.named("legacyDrawing"):
        yield from (item.attributes[name] for name in RELATIONSHIP_IDS if name in item.attributes)


def _anchors(root: Element) -> Iterator[Element]:
    """Where controls and objects lie; what leads to them may stand in alternatives for older programs."""
    for child in root.children:
        if child.local in ("controls", "oleObjects", "AlternateContent"):
            yield from child.named("anchor")


def cell_count(area: str) -> int:
    """How many cells an area covers, as it is written; one that is written in an unusual way may cover all."""
    found = parse_range(area, "")
    return MAX_ROWS * MAX_COLUMNS if found is None or found.sheet else found.size


def _area(merged: Element) -> str:
    expect_known("mergeCell", merged.attributes)
    return merged.attributes.get("ref", "")


def _all_columns(elements: Sequence[Element]) -> tuple[ColumnRange, ...]:
    """The column ranges, which may overlap only where they differ in nothing but width.

    Of two ranges for one column some programs take the first, others the last. openpyxl writes a column a second time
    within its old range when a script sets its width, so overlapping widths are accepted.
    """
    columns = tuple(map(_columns, elements))
    outer = ColumnRange(-1, -1)
    for some in columns:
        is_within = outer.first <= some.first and some.last <= outer.last
        if is_within and _as_seen(some) == _as_seen(outer):
            continue
        if some.first <= outer.last:
            raise InvalidFileError("ambiguous")
        outer = some
    return columns


def _as_seen(columns: ColumnRange) -> tuple[bool, int, bool]:
    return columns.is_hidden, columns.outline, columns.is_collapsed


def _columns(element: Element) -> ColumnRange:
    attributes = element.attributes
    expect_known("col", attributes)
    first, last = (count(attributes, name, "") - 1 for name in ("min", "max"))
    if not 0 <= first <= last:
        raise InvalidFileError("ambiguous")
    is_hidden = flag(attributes, "hidden")
    return ColumnRange(
        first,
        min(last, MAX_COLUMNS - 1),
        is_hidden,
        length(attributes, "width", is_seen=not is_hidden),
        count(attributes, "style"),
        outline_level(attributes),
        flag(attributes, "collapsed"),
    )


def _default_width(default: Element) -> float | None:
    """The width of columns that state none, in digits; ``baseColWidth`` leaves out the margin of five pixels."""
    width, digits = length(default.attributes, "defaultColWidth"), length(default.attributes, "baseColWidth")
    return digits + _MARGIN if width is None and digits is not None else width


def _first_reached(view: Element) -> tuple[int, int]:
    """The first row and column that can be scrolled to: with frozen panes, cells before the first visible one are out
    of reach."""
    is_fixed = any(pane.attributes.get("state", "").startswith("frozen") for pane in view.all("pane"))
    area = parse_range(view.attributes.get("topLeftCell", ""), "") if is_fixed else None
    return (0, 0) if area is None else (area.first.row, area.first.column)


def _validations(root: Element) -> Iterator[Validation]:
    """Those of the first edition, and those in the extensions ([MS-XLSX] 2.6.13): lists that stand on other sheets."""
    extensions = (
        item for block in root.all("extLst") for item in block.descendants() if item.local == "dataValidations"
    )
    for group in (*root.all("dataValidations"), *extensions):
        for one in group.all("dataValidation"):
            within = [one.attributes.get("sqref", ""), *(item.text for item in one.all("sqref"))]
            yield Validation(" ".join(filter(None, within)), one.attributes.get("type", "none") != "none")


def _conditionals(root: Element) -> Iterator[ConditionalFormat]:
    """Those of the format's first edition ([ECMA-376] part 1, 18.3.1.18), and those that newer programs keep with the
    extensions ([MS-XLSX] 2.6.12, x14:conditionalFormatting)."""
    for block in root.all("conditionalFormatting"):
        for rule in block.all("cfRule"):
            number = count(rule.attributes, "dxfId") if "dxfId" in rule.attributes else None
            yield _conditional(block.attributes.get("sqref", ""), rule, number, None)
    for extensions in root.all("extLst"):
        for block in extensions.named("conditionalFormatting"):
            areas = " ".join(item.text for item in block.all("sqref"))
            for rule in block.all("cfRule"):
                yield _conditional(areas, rule, None, next(iter(rule.all("dxf")), None))


def _conditional(areas: str, rule: Element, number: int | None, own: Element | None) -> ConditionalFormat:
    """A conditional format, by the number of what it changes, or with what it changes in itself."""
    drawn = [item for item in rule.children if item.local in ("dataBar", "iconSet", "colorScale")]
    shows_value = all(flag(one.attributes, "showValue", "1") for one in drawn if one.local != "colorScale")
    within = [one for item in drawn if item.local != "iconSet" for one in item.children]
    colors = tuple(one.attributes for one in within if one.local in ("color", "fillColor"))
    formulas = [item.text for item in rule.children if item.local in ("formula", "f")]
    is_for_whole = len(formulas) == 1 and _asks_for_whole(formulas[0], areas)
    return ConditionalFormat(areas, rule.attributes.get("type", ""), number, own, shows_value, colors, is_for_whole)


def _asks_for_whole(formula: str, areas: str) -> bool:
    """Whether a formula, written for the first of its cells, asks of each whether it is a whole number."""
    found = _WHOLE.fullmatch(formula.replace(" ", ""))
    if found is None or len({cell for cell in found.groups() if cell is not None}) != 1:
        return False
    about = parse_range(found[2], "")
    first = [area.first for written in areas.split() if (area := parse_range(written, "")) is not None]
    corner = (min((cell.row for cell in first), default=-1), min((cell.column for cell in first), default=-1))
    return about is not None and (about.first in first[:1] or about.first[1:] == corner)
