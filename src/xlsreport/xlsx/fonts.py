"""Fonts, as far as they decide whether what is read is what is seen ([ECMA-376] part 1, 18.8.22 and 18.4.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsreport.opc.safe_xml import Element

_NO = ("0", "false", "off")
_SYMBOLS = (
    "wingdings",
    "webdings",
    "marlett",
    "mt extra",
    "bookshelf symbol",
    "zapf dingbats",
    "dingbats",
    "opensymbol",
)
"""Beginnings of the names of fonts that show pictures in place of digits and letters."""
_SYMBOL_SET = "2"
"""The character set of such fonts."""


@dataclass(frozen=True, slots=True)
class Font:
    """Of a font: whether it strikes letters out or shows symbols in their place, its size in points, and its colour.

    The colour is as it is written; size and colour are those around it where it states none.
    """

    is_struck: bool = False
    size: float | None = None
    color: Mapping[str, str] = field(default_factory=dict)
    is_symbols: bool = False


def font_of(item: Element) -> Font:
    """A font of a cell, or of letters within one."""
    is_struck = any(mark.attributes.get("val", "1") not in _NO for mark in item.all("strike"))
    sizes = [size.attributes.get("val", "") for size in item.all("sz")]
    colors = [color.attributes for color in item.all("color")]
    names = [name.attributes.get("val", "").lower() for name in (*item.all("name"), *item.all("rFont"))]
    is_symbols = any(name.startswith(_SYMBOLS) for name in names) or any(
        charset.attributes.get("val") == _SYMBOL_SET for charset in item.all("charset")
    )
    return Font(is_struck, _size(sizes[0]) if sizes else None, colors[0] if colors else {}, is_symbols)


def _size(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
