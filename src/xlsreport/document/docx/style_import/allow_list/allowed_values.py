"""The kinds of values that attributes and texts of an imported document may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

ValueKind = Callable[[str], str | None]
"""A function from a value to the value that is taken over; None if it is not."""

PICTURE = "picture"
"""The kind of an attribute that refers to a picture; the importer maps it to a new id."""
_PICTURE_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CSS = """
position left top width height margin-left margin-top margin-right margin-bottom z-index rotation flip visibility
mso-position-horizontal mso-position-horizontal-relative mso-position-vertical mso-position-vertical-relative
mso-wrap-style mso-wrap-distance-left mso-wrap-distance-top mso-wrap-distance-right mso-wrap-distance-bottom
mso-width-percent mso-height-percent mso-width-relative mso-height-relative mso-left-percent mso-top-percent
font-family font-size font-weight font-style v-text-anchor v-text-kern v-text-spacing v-same-letter-heights
layout-flow mso-layout-flow-alt mso-fit-shape-to-text mso-rotate v-text-align text-align
"""
_CSS_NAMES = frozenset(_CSS.split())
_CSS_VALUE = re.compile(r"[-\w.,%# \"']{1,80}")


def _matching(pattern: str) -> ValueKind:
    """Values that a pattern matches as a whole; digits are those of the format, not those of other scripts."""
    whole = re.compile(pattern.replace(r"\d", "[0-9]"))
    return lambda value: value if whole.fullmatch(value) else None


def _css(value: str) -> str | None:
    """The positions, sizes and fonts of a shape's style."""
    pairs = (part.partition(":") for part in value.split(";"))
    kept = [
        f"{name.strip().lower()}:{value.strip()}"
        for name, _, value in pairs
        if name.strip().lower() in _CSS_NAMES and _CSS_VALUE.fullmatch(value.strip())
    ]
    return ";".join(kept) or None


VALUES: Mapping[str, ValueKind] = {
    "switch": _matching(r"[01tf]|true|false|on|off"),
    "number": _matching(r"-?(\d{1,10}(\.\d{0,9})?|\.\d{1,9})[a-z%]{0,2}"),
    "short": _matching(r"-?\d{1,7}"),
    "token": _matching(r"[A-Za-z][A-Za-z0-9-]{0,39}"),
    "hex": _matching(r"[0-9A-Fa-f]{1,20}"),
    "colour": _matching(r"[#\w \[\]().%-]{1,40}"),
    "font": _matching(r"[^\\/:<>\x00-\x1f]{1,100}"),
    "face": _matching(r"[^\\/:<>\x00-\x1f]{0,100}"),
    "id": _matching(r"[\w .-]{1,253}"),
    "type": _matching(r"#?[\w-]{1,80}"),
    "geometry": _matching(r"[-\w@#.,+*/ ]{0,20000}"),
    # No file path, no network share and no URL: each contains one of the excluded characters.
    "words": _matching(r"(?:[^\\/:\x00-\x1f]|/(?!/)|:(?=\s|$)){0,253}"),
    "css": _css,
    "picture_uri": lambda value: value if value == _PICTURE_URI else None,
    "text": lambda value: value,
}
"""Every kind by name; ``short`` numbers have no unit, and programs write values beyond those of the format."""
