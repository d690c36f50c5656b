"""Colours as workbooks write them, and the contrast between them.

A colour is a value, a place in the workbook's theme with a tint, a number in a palette, or left to the program
([ECMA-376] part 1, 18.3.1.15, 18.8.19 and 18.8.27).
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Element
from xlsreport.xlsx.cell_format.cell_fonts import symbol_schemes

RGB: TypeAlias = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""
BLACK, WHITE = (0, 0, 0), (255, 255, 255)

_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_INDEXED = f"""
{_EIGHT}
{_EIGHT}
800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF
000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99
3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333
"""
_WINDOW_TEXT, _WINDOW = 64, 65
_SYSTEM: Mapping[str, RGB] = {"window": WHITE, "windowText": BLACK}
"""Colours that programs take from the system, whatever value a theme has saved with them (20.1.10.58)."""
_SAME = 1.2
"""Contrast of colours that nobody tells apart."""
_FIRST_OF_FORMATS = 7
"""What number formats call colour 1 is number 8 of the palette."""
_THEME = "FFFFFF 000000 E7E6E6 44546A 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47 0563C1 954F72"
"""The theme that Excel gives to new workbooks; it counts where a file has none."""
_IN_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme in the order by which cells refer to them; the theme part has dark before light."""


def rgb_of(digits: str) -> RGB | None:
    """The colour of six hexadecimal digits, or of eight, of which the first two say how opaque it is; else None."""
    six = digits[2:] if len(digits) == 8 else digits
    if len(six) != 6 or set(six.lower()) - set("0123456789abcdef"):
        return None
    return int(six[:2], 16), int(six[2:4], 16), int(six[4:], 16)


def _list(colours: str) -> tuple[RGB, ...]:
    return tuple(rgb for digits in colours.split() if (rgb := rgb_of(digits)) is not None)


class Palette(NamedTuple):
    """The colours of a workbook: those of its theme in the order of cells, and those that have numbers.

    ``symbol_schemes`` are the theme's fonts, ``major`` or ``minor``, that show symbols in place of letters.
    """

    theme: Sequence[RGB | None] = _list(_THEME)
    indexed: Sequence[RGB] = _list(_INDEXED)
    symbol_schemes: frozenset[str] = frozenset()

    def colour(self, written: Mapping[str, str], automatic: RGB) -> RGB:
        """The colour that attributes of a ``color`` element stand for.

        Args:
            written: The attributes: ``rgb``, ``theme``, ``indexed``, ``tint``, ``auto``.
            automatic: The colour where none is stated, or none that is known.

        Raises:
            InvalidFileError: It states several, of which programs take one or the other, or one of the theme that is
                not written as programs write it.
        """
        found = [rgb for rgb in self._stated(written) if rgb is not None]
        if any(contrast(found[0], other) > _SAME for other in found[1:]):
            raise InvalidFileError("ambiguous")
        return tinted(found[0], _tint(written.get("tint", "0"))) if found else automatic

    def _stated(self, written: Mapping[str, str]) -> Iterator[RGB | None]:
        yield rgb_of(written.get("rgb", ""))
        if "theme" in written and (place := _place(written["theme"], self.theme)) is not None:
            if self.theme[place] is None:
                raise InvalidFileError("ambiguous")
            yield self.theme[place]
        if "indexed" in written:
            windows = {str(_WINDOW_TEXT): BLACK, str(_WINDOW): WHITE}
            yield windows.get(written["indexed"]) or _nth(self.indexed, written["indexed"])

    def of_format(self, number: int) -> RGB | None:
        """The colour that number formats call by a number from 1 to 56."""
        return _nth(self.indexed, str(number + _FIRST_OF_FORMATS))


def palette_of(theme: Element, styles: Element) -> Palette:
    """The palette of a workbook: the standard one with whatever its theme and style sheet define."""
    own = [item for item in theme.named("clrScheme")[:1] for item in item.children]
    by_name = {item.local: _of_theme(item) for item in own}
    listed = [rgb_of(item.attributes.get("rgb", "")) for item in styles.named("rgbColor")]
    standard = Palette()
    themed = [by_name.get(name, usual) for name, usual in zip(_IN_THEME, standard.theme, strict=True)]
    indexed = [rgb or BLACK for rgb in listed] + list(standard.indexed[len(listed) :])
    return Palette(tuple(themed), tuple(indexed), symbol_schemes(theme))


def _of_theme(item: Element) -> RGB | None:
    """A colour of a theme, as a value or as one of the system's with the value that it last had (20.1.2.3).

    None for what is written otherwise, such as a colour with changes to it.
    """
    if len(item.children) != 1 or item.children[0].children:
        return None
    written = item.children[0].attributes
    value = written.get("val", "")
    return _SYSTEM.get(value) or rgb_of(value) or rgb_of(written.get("lastClr", ""))


def _nth(colours: Sequence[RGB], number: str) -> RGB | None:
    place = _place(number, colours)
    return None if place is None else colours[place]


def _place(number: str, colours: Sequence[object]) -> int | None:
    is_number = number.isascii() and number.isdecimal() and len(number) < 4
    return int(number) if is_number and int(number) < len(colours) else None


def _tint(text: str) -> float:
    try:
        tint = float(text)
    except ValueError:
        return 0.0
    return max(-1.0, min(1.0, tint)) if tint == tint else 0.0  # not a number


def tinted(rgb: RGB, tint: float) -> RGB:
    """A colour made darker by a tint from -1 to 0, or lighter by one from 0 to 1 (18.8.19)."""
    if not tint:
        return rgb
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, lightness, saturation))
    return red, green, blue


def mixed(front: RGB, back: RGB, share: float) -> RGB:
    """The mixture of two colours of which the first covers a share, from 0 to 1."""
    red, green, blue = (round(share * one + (1 - share) * other) for one, other in zip(front, back, strict=True))
    return red, green, blue


@lru_cache(maxsize=1024)
def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of WCAG 2: from 1 (the same lightness) to 21 (black and white)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: RGB) -> float:
    parts = [part / 255 for part in rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
