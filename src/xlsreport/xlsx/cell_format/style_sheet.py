"""The formats of cells in ``styles.xml``, as far as they decide what is seen of a cell ([ECMA-376] part 1, 18.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import NO_ELEMENT, Attributes, Element, parse_xml
from xlsreport.spreadsheet.opened_spreadsheet import NO_WORDS
from xlsreport.xlsx.cell_format.cell_fonts import Font, only_children, parse_font
from xlsreport.xlsx.cell_format.colours import Palette, palette_of
from xlsreport.xlsx.markup.attribute_values import count, flag
from xlsreport.xlsx.markup.grammar import MARKUP_COMPATIBILITY, NAMESPACES, split_name
from xlsreport.xlsx.number_format.date_formats import is_date
from xlsreport.xlsx.number_format.displayed_numbers import (
    UNCHANGING,
    built_in_code,
    displayed_text,
    shows_in_own_words,
)

T = TypeVar("T")

_NUMBERED = ("numFmtId", "fontId", "fillId", "borderId")
_SAMPLES = (0, 11, -11, Decimal("1234.5"), Decimal("-0.25"))
_STANDARD, _PLAIN = Palette(), Font()


class Fill(NamedTuple):
    """The pattern of a fill, and the colours of its foreground and background as they are written.

    ``stops`` are those of a gradient, each of which is behind some of the letters.
    """

    pattern: str = "none"
    foreground: Mapping[str, str] = {}
    background: Mapping[str, str] = {}
    stops: Sequence[Mapping[str, str]] = ()


class CellFormat(NamedTuple):
    """The format of a cell (an ``xf`` of ``cellXfs``).

    Attributes:
        number: of its number format.
        code: of its number format; None where that is known by its number only.
        font: its font.
        fill: its fill.
        is_locked: whether it cannot be changed while its sheet is protected.
        is_date: whether it shows dates or times.
        indent: in steps.
        is_shrunk: whether letters are made smaller until they fit.
        is_repeated: whether the text is repeated until the cell is full (alignment "fill").
        is_spread: whether it is centred across the empty cells to the right that are aligned alike.
        is_crossed_out: whether a border goes across it.
        rotation: of the letters in degrees; 255 where they stand one below the other.
    """

    number: int = 0
    code: str | None = None
    font: Font = _PLAIN
    fill: Fill = Fill()
    is_locked: bool = True
    is_date: bool = False
    indent: int = 0
    is_shrunk: bool = False
    is_repeated: bool = False
    is_spread: bool = False
    is_crossed_out: bool = False
    rotation: int = 0

    @property
    def strikes_out(self) -> bool:
        """Whether what the cell holds looks deleted, by its font or by a border."""
        return self.font.is_struck or self.is_crossed_out

    @property
    def format_code(self) -> str:
        """The code of its number format."""
        return built_in_code(self.number) if self.code is None else self.code


class DifferentialFormat(NamedTuple):
    """What a conditional format changes (a ``dxf``): code of the number format, font, fill; None for what it leaves.

    ``is_crossed_out`` says that a border goes across the cell.
    """

    code: str | None = None
    font: Font | None = None
    fill: Fill | None = None
    is_crossed_out: bool = False

    @property
    def strikes_out(self) -> bool:
        """Whether what is in a cell looks deleted by it."""
        return self.is_crossed_out or (self.font is not None and self.font.is_struck)


@dataclass(frozen=True, eq=False)
class StyleSheet:
    """The cell formats of a workbook, its differential formats, its palette, and the styles of tables that it brings.

    ``tables`` has by the name of each what it changes, by the kind of its elements: ``wholeTable``, ``headerRow`` …
    """

    cells: Sequence[CellFormat] = (CellFormat(),)
    conditional: Sequence[DifferentialFormat] = ()
    palette: Palette = _STANDARD
    tables: Mapping[str, Mapping[str, DifferentialFormat]] = field(default_factory=dict)

    @cached_property
    def dates(self) -> frozenset[int]:
        """The numbers of cell formats that show dates and times."""
        return frozenset(number for number, style in enumerate(self.cells) if style.is_date)

    @cached_property
    def strike_out(self) -> bool:
        """Whether one of the cell formats strikes letters out."""
        return any(style.strikes_out for style in self.cells)

    @cached_property
    def shows_integers(self) -> bool:
        """Whether every number format shows whole numbers as they are, and no words beside them."""
        codes = {one.format_code for one in self.cells}
        return all(shows_in_own_words(code, number, NO_WORDS) for code in codes for number in (11, -11, 0))

    def has(self, number: int) -> bool:
        """Whether there is a format of a number."""
        return number < len(self.cells)

    def of(self, number: int) -> CellFormat:
        """The format of a number; the first one where it does not exist, as programs do."""
        return self.cells[number] if number < len(self.cells) else self.cells[0] if self.cells else CellFormat()


def parse_styles(part: bytes, theme: bytes = b"") -> StyleSheet:
    """The formats that a part declares, in the colours of a workbook's theme, where it has one.

    Raises:
        InvalidFileError: it is no XML, or programs could find different formats in it.
    """
    root = parse_xml(part)
    namespace, local = split_name(root.name)
    if local != "styleSheet" or namespace not in NAMESPACES:
        raise InvalidFileError("ambiguous")
    groups: dict[str, Element] = defaultdict(lambda: NO_ELEMENT)
    for child in root.children:
        if child.local in groups or child.name != f"{namespace} {child.local}":
            raise InvalidFileError("ambiguous")
        groups[child.local] = child
    codes = _codes(_members(groups["numFmts"], _code))
    fonts = _members(groups["fonts"], parse_font)
    fills = _members(groups["fills"], parse_fill)
    crossing = _members(groups["borders"], _goes_across)
    named = _members(groups["cellStyleXfs"], lambda item: item.attributes)
    cells = tuple(_members(groups["cellXfs"], lambda item: _style(item, codes, fonts, fills, crossing, named)))
    conditional = tuple(_members(groups["dxfs"], lambda item: differential_format(item, codes)))
    tables = dict(_members(groups["tableStyles"], lambda item: _table_style(item, conditional)))
    return StyleSheet(cells, conditional, palette_of(parse_xml(theme) if theme else NO_ELEMENT, root), tables)


def _members(group: Element, read: Callable[[Element], T]) -> list[T]:
    """The parsed members of a group; all variants of an ``AlternateContent`` must give the same."""
    members: list[T] = []
    for child in group.children:
        if child.name == f"{MARKUP_COMPATIBILITY} AlternateContent":
            found = [list(map(read, choice.children)) for choice in child.children]
            if not found or any(only_child != found[0] for only_child in found):
                raise InvalidFileError("ambiguous")
            members += found[0]
        else:
            members.append(read(child))
    return members


def _code(item: Element) -> tuple[int, str]:
    return count(item.attributes, "numFmtId"), item.attributes.get("formatCode", "")


def _codes(listed: Sequence[tuple[int, str]]) -> Mapping[int, str]:
    """The number formats by their numbers; two formats with one number are refused."""
    codes = dict(listed)
    if len(codes) < len(set(listed)):
        raise InvalidFileError("ambiguous")
    return codes


def _expect_complete(item: Element, named: Sequence[Attributes]) -> None:
    """Refuse a cell format that leaves out what its named style states, which LibreOffice then takes, and Excel not."""
    attributes = item.attributes
    style = count(attributes, "xfId")
    beside = named[style] if style < len(named) else {}
    if any(beside.get(name, "0") != "0" for name in _NUMBERED if name not in attributes):
        raise InvalidFileError("ambiguous")


def _goes_across(border: Element) -> bool:
    """Whether a border has a line from one corner to the other."""
    (line,) = (one.attributes.get("style", "none") for one in only_children(border, "diagonal"))
    return line != "none" and any(flag(border.attributes, name) for name in ("diagonalUp", "diagonalDown"))


def _certain_code(number: int, declared: str | None) -> str | None:
    """The code that a file declares for a number; with the built-in one before it, where that shows something else.

    Excel keeps to its own format for such a number, other programs take the declared one. Both together are a code that
    shows nothing for sure.
    """
    own = UNCHANGING.get(number)
    if own is None or declared is None:
        return declared
    is_same = is_date(number, None) == is_date(number, declared) and (
        is_date(number, None) or all(displayed_text(own, one) == displayed_text(declared, one) for one in _SAMPLES)
    )
    return declared if is_same else f"{own} / {declared}"


def _style(
    item: Element,
    codes: Mapping[int, str],
    fonts: Sequence[Font],
    fills: Sequence[Fill],
    crossing: Sequence[bool],
    named: Sequence[Attributes],
) -> CellFormat:
    _expect_complete(item, named)
    attributes = item.attributes
    number, font, fill, border = (count(attributes, name) for name in _NUMBERED)
    code = _certain_code(number, codes.get(number))
    protection, alignment = (one.attributes for one in only_children(item, "protection", "alignment"))
    return CellFormat(
        number,
        code,
        fonts[font] if font < len(fonts) else Font(),
        fills[fill] if fill < len(fills) else Fill(),
        flag(protection, "locked", "1"),
        is_date(number, code),
        count(alignment, "indent"),
        flag(alignment, "shrinkToFit"),
        alignment.get("horizontal") == "fill",
        alignment.get("horizontal") == "centerContinuous",
        border < len(crossing) and crossing[border],
        count(alignment, "textRotation"),
    )


def _table_style(item: Element, formats: Sequence[DifferentialFormat]) -> tuple[str, Mapping[str, DifferentialFormat]]:
    """The name of a table style, and what it changes; an element without a format that exists changes nothing."""
    numbers = {one.attributes.get("type", ""): one.attributes for one in item.children if "dxfId" in one.attributes}
    known = {kind: number for kind, of in numbers.items() if (number := count(of, "dxfId")) < len(formats)}
    return item.attributes.get("name", ""), {kind: formats[number] for kind, number in known.items()}


def differential_format(item: Element, codes: Mapping[int, str]) -> DifferentialFormat:
    """What a conditional format changes; ``codes`` are the number formats of the workbook by their numbers."""
    shown, font, fill, border = only_children(item, "numFmt", "font", "fill", "border")
    code = None
    if shown is not NO_ELEMENT:
        number = count(shown.attributes, "numFmtId")
        code = shown.attributes.get("formatCode") or codes.get(number) or built_in_code(number)
    return DifferentialFormat(
        code,
        None if font is NO_ELEMENT else parse_font(font),
        None if fill is NO_ELEMENT else parse_fill(fill),
        _goes_across(border),
    )


def parse_fill(item: Element) -> Fill:
    """A fill; the first and last colour of a gradient count as the colours of a pattern."""
    pattern, gradient = only_children(item, "patternFill", "gradientFill")
    if pattern is not NO_ELEMENT and gradient is not NO_ELEMENT:
        raise InvalidFileError("ambiguous")
    if pattern is not NO_ELEMENT:
        front, back = (one.attributes for one in only_children(pattern, "fgColor", "bgColor"))
        return Fill(pattern.attributes.get("patternType", ""), front, back)
    stops = [color.attributes for color in gradient.descendants() if "position" not in color.attributes]
    return Fill("gradient", stops[0], stops[-1], tuple(stops)) if stops else Fill()
