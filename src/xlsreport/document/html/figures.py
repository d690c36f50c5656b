"""The report's figures for machines, as JSON that can stand inside a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

from markupsafe import Markup

from xlsreport.document.model import Number

# Inside a script element these could end it, or begin a comment.
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})


def figures_json(figures: Mapping[str, Number | str | None]) -> Markup:
    """The figures as a JSON object, one a line; amounts keep every digit that was typed."""
    lines = (f"{json.dumps(place)}: {_value(figure)}" for place, figure in figures.items())
    text = "{\n" + ",\n".join(lines) + "\n}"
    return Markup(text.translate(_ESCAPES))


def _value(figure: Number | str | None) -> str:
    if isinstance(figure, Decimal):
        # JSON has numbers of any length; Python's encoder would make a float of this one.
        return format(figure, "f")
    return json.dumps(figure)
