"""The report as one web page that a site publishes and a phone shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.document.html.environment import page_environment
from xlsreport.document.html.figures import figures_json
from xlsreport.document.html.table import TableView, table_view
from xlsreport.document.model import Document, Heading, Line, Paragraph, Part, Table

__all__ = ["render_html"]


def render_html(document: Document, meta: Mapping[str, str] | None = None) -> str:
    """Render a report as a self-contained page; the same report gives the same page.

    ``meta`` are the names that the site prescribes, such as SiteName and PubDate, with their values.
    """
    template = page_environment(__name__).get_template("report.html.jinja")
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
            case Line():
                yield "line", part
            case Table():
                tables += 1
                yield "table", table_view(part, tables)
