"""What surrounds the rows of a sheet: columns, merged cells, protection, conditional formats, and what hides cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsreport.layout.cells import parse_range
from xlsreport.opc.safe_xml import Element
from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.xlsx.grammar import expect_attributes, expect_worksheet
from xlsreport.xlsx.row_stream import MAX_COLUMN, MAX_ROW, flag, measure

_MAX_COLS = 20_000
"""Elements for columns; a sheet has 16,384 columns."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns that are alike, from ``first`` to ``last``, counted from 0; ``width`` in digits of the standard font."""

    first: int
    last: int
    is_hidden: bool = False
    width: float | None = None
    style: int = 0


@dataclass(frozen=True, slots=True)
class Conditional:
    """A conditional format: its areas as they are written, what it is, the number of its format in the styles.

    ``own_format`` is the format where it stands with the rule itself; ``shows_value`` is False where it draws over the
    figure.
    """

    areas: str
    kind: str
    format: int | None = None
    own_format: Element | None = field(default=None, compare=False)
    shows_value: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of a sheet besides its rows.

    ``merged`` are areas as they are written. ``default_height`` is in points, ``default_width`` in digits of the
    standard font. ``hides_rows`` says whether rows that are not written are hidden. ``parts`` are the kinds of things
    that lie on the sheet or belong to it, by the names of their elements. ``validations`` counts the rules for what may
    be typed. ``spanned`` counts the cells that merged areas and links cover, of which ``widest`` covers most.
    """

    merged: tuple[str, ...] = ()
    columns: tuple[Columns, ...] = ()
    is_protected: bool = False
    hides_rows: bool = False
    default_height: float | None = None
    default_width: float | None = None
    zoom: int = 100
    shows_formulas: bool = False
    conditionals: tuple[Conditional, ...] = ()
    parts: frozenset[str] = frozenset()
    validations: int = 0
    spanned: int = 0
    widest: str = ""

    def column(self, column: int) -> Columns | None:
        """What is said of a column, where something is."""
        return next((some for some in self.columns if some.first <= column <= some.last), None)


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


def frame_of(root: Element) -> Frame:
    """The frame of a sheet, its rows left out.

    Raises:
        UnfitFileError: something in it is not as programs write it, and could be taken for something else.
    """
    expect_worksheet(root)
    by_name: dict[str, Element] = {child.local: child for child in root.children}
    nothing = Element("", {})
    default = by_name.get("sheetFormatPr", nothing)
    if default is not nothing:
        expect_attributes(default)
    view = next(iter(by_name.get("sheetViews", nothing).all("sheetView")), nothing)
    columns = by_name.get("cols", nothing).children
    if len(columns) > _MAX_COLS:
        raise UnfitFileError("too_many_cells")
    validations = by_name.get("dataValidations", nothing)
    merged = tuple(dict.fromkeys(map(_area, by_name.get("mergeCells", nothing).children)))
    links = (link.attributes.get("ref", "") for link in by_name.get("hyperlinks", nothing).children)
    spans = {area: cells_of(area) for area in (*merged, *links)}
    return Frame(
        merged=merged,
        spanned=sum(spans.values()),
        widest=max(spans, key=lambda area: spans[area], default=""),
        columns=tuple(map(_columns, columns)),
        is_protected=flag(by_name.get("sheetProtection", nothing).attributes, "sheet"),
        hides_rows=flag(default.attributes, "zeroHeight"),
        default_height=measure(default.attributes, "defaultRowHeight"),
        default_width=measure(default.attributes, "defaultColWidth"),
        zoom=_zoom(view),
        shows_formulas=flag(view.attributes, "showFormulas"),
        conditionals=(*_conditionals(root), *_extended_conditionals(root)),
        parts=frozenset(by_name.keys() & set(_THINGS)),
        validations=len(validations.children),
    )


def cells_of(area: str) -> int:
    """How many cells an area covers, as it is written; one that is written in an unusual way may cover all."""
    found = parse_range(area, "")
    return MAX_ROW * MAX_COLUMN if found is None or found.sheet else found.size


def _area(merged: Element) -> str:
    expect_attributes(merged)
    return merged.attributes.get("ref", "")


def _columns(element: Element) -> Columns:
    expect_attributes(element)
    attributes = element.attributes
    first, last = (_count(attributes.get(name, "")) - 1 for name in ("min", "max"))
    if not 0 <= first <= last:
        raise UnfitFileError("ambiguous")
    style = attributes.get("style", "0")
    return Columns(
        first, min(last, MAX_COLUMN - 1), flag(attributes, "hidden"), measure(attributes, "width"), _count(style)
    )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise UnfitFileError("ambiguous")
    return int(text)


def _zoom(view: Element) -> int:
    zoom = view.attributes.get("zoomScale", "100")
    return int(zoom) if zoom.isascii() and zoom.isdecimal() and len(zoom) < 6 else 100


def _conditionals(root: Element) -> list[Conditional]:
    """Those of the format's first edition ([ECMA-376] part 1, 18.3.1.18)."""
    return [
        Conditional(
            block.attributes.get("sqref", ""),
            rule.attributes.get("type", ""),
            _count(rule.attributes["dxfId"]) if "dxfId" in rule.attributes else None,
            shows_value=all(flag(bar.attributes, "showValue", "1") for bar in rule.children if bar.local in _DRAWN),
        )
        for block in root.all("conditionalFormatting")
        for rule in block.all("cfRule")
    ]


_DRAWN = ("dataBar", "iconSet")


def _extended_conditionals(root: Element) -> list[Conditional]:
    """Those that newer programs keep with the extensions ([MS-XLSX] 2.6.12, x14:conditionalFormatting)."""
    found = []
    for extensions in root.all("extLst"):
        for block in (item for item in extensions.descendants() if item.local == "conditionalFormatting"):
            areas = " ".join(item.text for item in block.all("sqref"))
            for rule in block.all("cfRule"):
                own = next(iter(rule.all("dxf")), None)
                shows = all(flag(bar.attributes, "showValue", "1") for bar in rule.children if bar.local in _DRAWN)
                found.append(Conditional(areas, rule.attributes.get("type", ""), None, own, shows))
    return found
