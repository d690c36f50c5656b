"""How cells look, as far as it decides whether what is read of them is what is seen ([ECMA-376] part 1, 18.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsreport.opc.safe_xml import Element, parse_xml
from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.xlsx.dates import is_date
from xlsreport.xlsx.row_stream import flag
from xlsreport.xlsx.vocabulary import COMPATIBILITY, VOCABULARIES, split

_NO = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Font:
    """Of a font: whether it strikes letters out, its size in points, and its colour as it is written."""

    is_struck: bool = False
    size: float | None = None
    color: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fill:
    """Of a fill: its pattern, and the colours of its foreground and background as they are written."""

    pattern: str = "none"
    foreground: Mapping[str, str] = field(default_factory=dict)
    background: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Style:
    """The format of a cell; ``code`` is that of its number format, None where it is known by its number only."""

    number: int = 0
    code: str | None = None
    font: Font = Font()
    fill: Fill = Fill()
    is_locked: bool = True
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class ConditionalStyle:
    """What a conditional format changes: number format, font and fill; None for what it leaves."""

    number: int | None = None
    code: str | None = None
    font: Font | None = None
    fill: Fill | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Styles:
    """The formats of a workbook, by their numbers, and those of conditional formats."""

    cells: Sequence[Style] = (Style(),)
    conditional: Sequence[ConditionalStyle] = ()

    def of(self, number: int) -> Style:
        """The format of a number; the first where there is none such, as programs take it."""
        return self.cells[number] if number < len(self.cells) else self.cells[0] if self.cells else Style()


def styles_of(part: bytes) -> Styles:
    """The formats that a part declares.

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
    return Styles(cells, tuple(conditional_style(item, codes) for item in groups.get("dxfs", ())))


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
    return Style(
        number,
        code,
        fonts[font] if font < len(fonts) else Font(),
        fills[fill] if fill < len(fills) else Fill(),
        all(locks),
        is_date(number, code),
    )


def conditional_style(item: Element, codes: Mapping[int, str]) -> ConditionalStyle:
    """What a conditional format changes; ``codes`` are the number formats of the workbook by their numbers."""
    formats, fonts, fills = item.all("numFmt"), item.all("font"), item.all("fill")
    number = _number(formats[0], "numFmtId") if formats else None
    code = formats[0].attributes.get("formatCode") or codes.get(number or 0) if formats else None
    font = font_of(fonts[0]) if fonts else None
    return ConditionalStyle(number, code, font, fill_of(fills[0]) if fills else None)


def font_of(item: Element) -> Font:
    """A font, as far as it matters."""
    is_struck = any(mark.attributes.get("val", "1") not in _NO for mark in item.all("strike"))
    sizes = [size.attributes.get("val", "") for size in item.all("sz")]
    colors = [color.attributes for color in item.all("color")]
    return Font(is_struck, _size(sizes[0]) if sizes else None, colors[0] if colors else {})


def fill_of(item: Element) -> Fill:
    """A fill; one that is a gradient has no pattern."""
    for pattern in item.all("patternFill"):
        front, back = (next((color.attributes for color in pattern.all(name)), {}) for name in ("fgColor", "bgColor"))
        return Fill(pattern.attributes.get("patternType", ""), front, back)
    return Fill("gradient" if item.all("gradientFill") else "none")


def _size(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _number(item: Element, name: str) -> int:
    text = item.attributes.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise UnfitFileError("ambiguous")
    return int(text)
