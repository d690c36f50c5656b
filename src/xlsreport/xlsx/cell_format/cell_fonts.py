"""Fonts, as far as they decide what is seen of a text ([ECMA-376] part 1, 18.8.22 and 18.4.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import NO_ELEMENT, Element
from xlsreport.xlsx.markup.attribute_values import flag, number
from xlsreport.xlsx.markup.grammar import NAMESPACES, split_name

_SYMBOLS = (
    "wingdings",
    "webdings",
    "marlett",
    "mt extra",
    "bookshelf symbol",
    "zapf dingbats",
    "dingbats",
    "opensymbol",
    "monotype sorts",
    "ms outlook",
    "ms reference specialty",
    "segoe mdl2 assets",
    "segoe fluent icons",
    "adobe blank",
    "symbolps",
    "symbol neu",
    "standard symbols",
    "free 3 of 9",
    "idautomation",
    "code 39",
    "code39",
    "code 128",
    "code128",
)
"""Prefixes of the names of fonts that show symbols, bars or nothing in place of digits and letters."""
_BARS, _GREEK = "barcode", "symbol"
_SCHEMES = {"majorFont": "major", "minorFont": "minor"}
_OF_FONTS = ("strike", "sz", "color", "charset", "scheme", "name", "rFont")
_SYMBOL_SET = "2"
"""The character set of such fonts."""


class Font(NamedTuple):
    """A font.

    Attributes:
        is_struck: whether it strikes letters out.
        size: in points; None where it states none, so that the size of the cell counts.
        color: as it is written; empty where it states none.
        is_symbols: whether it shows symbols in place of letters.
        scheme: which of the theme's fonts it is, whatever its own name says: ``major`` or ``minor``.
    """

    is_struck: bool = False
    size: float | None = None
    color: Mapping[str, str] = {}
    is_symbols: bool = False
    scheme: str = ""


def parse_font(item: Element) -> Font:
    """A font of a cell, or of letters within one."""
    strike, size, color, charset, scheme, *names = only_children(item, *_OF_FONTS)
    is_struck = strike is not NO_ELEMENT and flag(strike.attributes, "val", "1")
    is_symbols = any(_shows_symbols(name.attributes.get("val", "")) for name in names)
    is_symbols = is_symbols or charset.attributes.get("val") == _SYMBOL_SET
    scheme_name = scheme.attributes.get("val", "")
    return Font(is_struck, number(size.attributes, "val"), color.attributes, is_symbols, scheme_name)


def symbol_schemes(theme: Element) -> frozenset[str]:
    """The schemes of a theme of which one font, for whatever script, shows symbols ([ECMA-376] part 1, 20.1.4.1.18)."""
    return frozenset(
        scheme
        for local, scheme in _SCHEMES.items()
        for item in theme.named(local)
        if any(_shows_symbols(face.attributes.get("typeface", "")) for face in item.children)
    )


def _shows_symbols(name: str) -> bool:
    plain = name.strip().lower()
    return plain.startswith(_SYMBOLS) or plain == _GREEK or _BARS in plain


def only_children(item: Element, *wanted: str) -> Iterable[Element]:
    """Of each of some names the only child; ``NO_ELEMENT`` where there is none.

    Raises:
        InvalidFileError: there are several, or one has another namespace or variants: programs differ.
    """
    found = dict.fromkeys(wanted, NO_ELEMENT)
    for child in item.children:
        namespace, local = split_name(child.name)
        if local == "AlternateContent":
            raise InvalidFileError("ambiguous")
        if local in found:
            if found[local] is not NO_ELEMENT or namespace not in NAMESPACES:
                raise InvalidFileError("ambiguous")
            found[local] = child
    return found.values()
