"""The report as one web page that a site publishes and a phone shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlsreport.document.house import house_style
from xlsreport.document.html.environment import page_environment
from xlsreport.document.html.figures import figures_json
from xlsreport.document.html.headings import HeadingView, OutlineLevels
from xlsreport.document.html.paper import paper_css
from xlsreport.document.html.picture import PictureView, picture_view
from xlsreport.document.html.table import TableView, table_view
from xlsreport.document.keeping import Keeping, keeping_of
from xlsreport.document.model import Document, Heading, Line, Paragraph, Part, Picture, Table
from xlsreport.document.site import stated_meta

__all__ = ["render_html"]


def render_html(document: Document, meta: Mapping[str, str] | None = None) -> str:
    """Render a report as a self-contained page; the same report gives the same page.

    Args:
        document: the report.
        meta: what the site states about the page, by the names of its ``meta`` elements, such as SiteName.

    Raises:
        SiteError: a name or value of ``meta`` does not fit.
    """
    template = page_environment(__name__).get_template("report.html.jinja")
    return template.render(
        document=document,
        parts=list(_parts(document)),
        meta=stated_meta(document, meta or {}),
        paper=paper_css(house_style(document.layout)),
        figures=figures_json(document),
    )


_View = Part | HeadingView | TableView | PictureView


def _parts(document: Document) -> Iterator[tuple[str, _View, str]]:
    """Every part with the name of the macro that prints it, and with the classes that keep it on its page of paper."""
    kept = keeping_of(document, house_style(document.layout))
    for (kind, view), keeping in zip(_views(document, kept), kept, strict=True):
        yield kind, view, " ".join(_classes(keeping, is_heading=kind == "heading"))


def _classes(keeping: Keeping, *, is_heading: bool) -> Iterator[str]:
    """Headings need no class to stand with what follows: the style sheet says it of all."""
    with_next = keeping.with_next and not is_heading
    names = {"new-page": keeping.new_page, "with-next": with_next, "together": keeping.together}
    return (name for name, holds in names.items() if holds)


def _views(document: Document, kept: tuple[Keeping, ...]) -> Iterator[tuple[str, _View]]:
    """Every part as its macro prints it; tables and pictures are numbered for their ids."""
    outline = OutlineLevels()
    tables = pictures = 0
    labels = Counter[str]()
    for part, keeping in zip(document.parts, kept, strict=True):
        match part:
            case Heading():
                yield "heading", outline.next(part)
            case Paragraph():
                yield "paragraph", part
            case Line():
                yield "line", part
            case Table():
                tables += 1
                labels[part.label] += 1
                yield "table", table_view(part, tables, keeping.paging, labels[part.label])
            case Picture():
                pictures += 1
                yield "picture", picture_view(part, pictures)
