"""The report as one web page that a site publishes and a phone shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xlsreport.document.html.figures import figures_json
from xlsreport.document.html.table import TableView, table_view
from xlsreport.document.model import Document, Heading, Paragraph, Part, Table

__all__ = ["render_html"]

# Neither HTML nor UTF-8 has a place for these.
_NOT_IN_HTML = re.compile("[^\t\n\\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def render_html(document: Document, meta: Mapping[str, str] | None = None) -> str:
    """Render a report as a self-contained page; the same report gives the same page.

    ``meta`` are the names that the site prescribes, such as SiteName and PubDate, with their values.
    """
    template = _environment().get_template("report.html.jinja")
    return template.render(
        document=document,
        parts=list(_parts(document)),
        meta=dict(meta or {}),
        figures=figures_json(document.figures),
    )


def _parts(document: Document) -> Iterator[tuple[str, Part | TableView]]:
    """Every part with the name of the macro that prints it; tables are numbered for their ids."""
    tables = 0
    for part in document.parts:
        match part:
            case Heading():
                yield "heading", part
            case Paragraph():
                yield "paragraph", part
            case Table():
                tables += 1
                yield "table", table_view(part, tables)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__name__, "."),
        autoescape=True,
        finalize=_clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = _css_string
    return environment


def _css_string(text: str) -> Markup:
    """A string for a style sheet; as every character is escaped, none can end the string or the sheet."""
    return Markup('"' + "".join(f"\\{ord(character):06x}" for character in _NOT_IN_HTML.sub("", text)) + '"')


def _clean(value: object) -> object:
    """What a page prints, without the characters that a page cannot hold."""
    if not isinstance(value, str):
        return value
    # The type is kept: text that is marked as safe must stay so, and other text must not become so.
    return type(value)(_NOT_IN_HTML.sub("", value))
