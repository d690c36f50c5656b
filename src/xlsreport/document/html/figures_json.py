"""The report's figures for machines, as JSON within the page."""

from __future__ import annotations

import json
from decimal import Decimal

from markupsafe import Markup

from xlsreport.document.content.model import Document
from xlsreport.values import Number

# Within a script element these could end it or begin a comment.
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})


def figures_json(document: Document) -> Markup:
    """Agency, year and all figures as a JSON object with one figure on each line.

    Amounts keep every digit that was typed; an unknown figure is null.
    """
    origin = document.origin
    about = {
        "agency": document.agency,
        "year": document.year,
        **({"period": origin.period_code} if origin is not None and origin.part is not None else {}),
        "definition": document.definition,
        "draft": document.draft is not None,
    }
    head = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in about.items()]
    lines = [f"  {json.dumps(place)}: {_value(figure)}" for place, figure in document.figures.items()]
    figures = "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"
    text = "{\n" + ",\n".join([*head, f'"figures": {figures}']) + "\n}"
    return Markup(text.translate(_ESCAPES))


def _value(figure: Number | str | None) -> str:
    if isinstance(figure, Decimal):
        # JSON numbers may have any length, but Python's encoder would convert a Decimal to a float.
        return format(figure, "f")
    return json.dumps(figure)
