"""How cells look, as far as it decides whether what is read of them is what is seen ([ECMA-376] part 1, 18.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xlsreport.opc.safe_xml import Element, parse_xml
from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.xlsx.colours import Palette, palette_of
from xlsreport.xlsx.dates import is_date
from xlsreport.xlsx.fonts import Font, font_of
from xlsreport.xlsx.row_stream import flag
from xlsreport.xlsx.vocabulary import COMPATIBILITY, VOCABULARIES, split

_STANDARD, _PLAIN = Palette(), Font()


@dataclass(frozen=True, slots=True)
class Fill:
    """Of a fill: its pattern, and the colours of its foreground and background as they are written."""

    pattern: str = "none"
    foreground: Mapping[str, str] = field(default_factory=dict)
    background: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Style:
    """The format of a cell.

    ``code`` is that of its number format, None where it is known by its number only; ``indent`` is in steps;
    ``is_shrunk`` and ``is_repeated`` say that what it shows is made to fit, and to fill the cell.
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


@dataclass(frozen=True, slots=True)
class ConditionalStyle:
    """What a conditional format changes: number format, font and fill; None for what it leaves."""

    number: int | None = None
    code: str | None = None
    font: Font | None = None
    fill: Fill | None = None


@dataclass(frozen=True, eq=False)
class Styles:
    """The formats of a workbook, by their numbers, those of conditional formats, and what its colours stand for."""

    cells: Sequence[Style] = (Style(),)
    conditional: Sequence[ConditionalStyle] = ()
    palette: Palette = _STANDARD

    @cached_property
    def dates(self) -> frozenset[int]:
        """The numbers of those that show dates and times."""
        return frozenset(number for number, style in enumerate(self.cells) if style.is_date)

    @cached_property
    def strike_out(self) -> bool:
        """Whether one of them strikes letters out."""
        return any(style.font.is_struck for style in self.cells)

    def of(self, number: int) -> Style:
        """The format of a number; the first where there is none such, as programs take it."""
        return self.cells[number] if number < len(self.cells) else self.cells[0] if self.cells else Style()


def styles_of(part: bytes, theme: bytes | None = None) -> Styles:
    """The formats that a part declares, in the colours of a workbook's theme.

    Raises:
        UnfitFileError: it is no XML, or programs could find different formats in it.
    """
    root = parse_xml(part)
    namespace, local = split(root.name)
    if local != "styleSheet" or namespace not in VOCABULARIES:
        raise UnfitFileError("ambiguous")
    groups: dict[str, list[Element]] = {}
    for child in root.children:
        if child.local in groups or child.name != f"{namespace} {child.local}":
            raise UnfitFileError("ambiguous")
        groups[child.local] = _resolved(child)
    codes = {_number(item, "numFmtId"): item.attributes.get("formatCode", "") for item in groups.get("numFmts", ())}
    fonts = [font_of(item) for item in groups.get("fonts", ())]
    fills = [fill_of(item) for item in groups.get("fills", ())]
    cells = tuple(_style(item, codes, fonts, fills) for item in groups.get("cellXfs", ()))
    conditional = tuple(conditional_style(item, codes) for item in groups.get("dxfs", ()))
    return Styles(cells, conditional, palette_of(None if theme is None else parse_xml(theme), root))


def _resolved(group: Element) -> list[Element]:
    """The members of a group; of alternatives what a program takes that knows no extension."""
    members = []
    for child in group.children:
        if child.name == f"{COMPATIBILITY} AlternateContent":
            members += [inner for choice in child.all("Fallback") for inner in choice.children]
        else:
            members.append(child)
    return members


def _style(item: Element, codes: Mapping[int, str], fonts: Sequence[Font], fills: Sequence[Fill]) -> Style:
    number, font, fill = (_number(item, name) for name in ("numFmtId", "fontId", "fillId"))
    code = codes.get(number)
    locks = [flag(child.attributes, "locked", "1") for child in item.all("protection")]
    alignment = next((child.attributes for child in item.all("alignment")), {})
    indent = alignment.get("indent", "0")
    return Style(
        number,
        code,
        fonts[font] if font < len(fonts) else Font(),
        fills[fill] if fill < len(fills) else Fill(),
        all(locks),
        is_date(number, code),
        int(indent) if indent.isascii() and indent.isdecimal() and len(indent) < 6 else 0,
        flag(alignment, "shrinkToFit"),
        alignment.get("horizontal") == "fill",
    )


def conditional_style(item: Element, codes: Mapping[int, str]) -> ConditionalStyle:
    """What a conditional format changes; ``codes`` are the number formats of the workbook by their numbers."""
    formats, fonts, fills = item.all("numFmt"), item.all("font"), item.all("fill")
    number = _number(formats[0], "numFmtId") if formats else None
    code = formats[0].attributes.get("formatCode") or codes.get(number or 0) if formats else None
    font = font_of(fonts[0]) if fonts else None
    return ConditionalStyle(number, code, font, fill_of(fills[0]) if fills else None)


def fill_of(item: Element) -> Fill:
    """A fill; of a gradient, its first colour and its last are taken for those of a pattern."""
    for pattern in item.all("patternFill"):
        front, back = (next((color.attributes for color in pattern.all(name)), {}) for name in ("fgColor", "bgColor"))
        return Fill(pattern.attributes.get("patternType", ""), front, back)
    colors = [color.attributes for gradient in item.all("gradientFill") for color in gradient.descendants()]
    stops = [attributes for attributes in colors if "position" not in attributes]
    return Fill("gradient", stops[0], stops[-1]) if stops else Fill()


def _number(item: Element, name: str) -> int:
    text = item.attributes.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise UnfitFileError("ambiguous")
    return int(text)
