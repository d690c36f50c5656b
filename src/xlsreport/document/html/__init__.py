"""Renders a document as one self-contained web page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from xlsreport.document.content.model import (
    Document,
    DrawnPicture,
    Heading,
    LetterLine,
    Paragraph,
    Part,
    PrintedTable,
    TableNote,
)
from xlsreport.document.html.figures_json import figures_json
from xlsreport.document.html.html_picture import PictureView, picture_view
from xlsreport.document.html.html_table import TableView, table_view
from xlsreport.document.html.jinja_environment import page_environment
from xlsreport.document.html.print_css import paper_css
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.pagination.page_breaks import PageBreaks, page_breaks_of, title_is_landscape
from xlsreport.document.proof.rendering_content import RenderingContent
from xlsreport.document.site_metadata import stated_meta
from xlsreport.messages.locales import runs_from_right_to_left
from xlsreport.messages.text_direction import stays_from_left

if TYPE_CHECKING:
    from xlsreport.document.format_protocol import RenderOptions

__all__ = ["hindrance", "read_back", "render", "render_html"]


def render(document: Document, options: RenderOptions) -> bytes:
    """The report as a file, see :class:`xlsreport.document.format_protocol.OutputFormat`."""
    return render_html(document, options.meta).encode()


def read_back(rendering: bytes) -> RenderingContent:
    """The content of a page."""
    from xlsreport.document.html.html_reader import read_html  # needed by the proof only

    return read_html(rendering)


def hindrance(language: str) -> str | None:
    """None: rendering needs nothing that is not installed with the project."""


def render_html(document: Document, meta: Mapping[str, str] | None = None) -> str:
    """Render a report as a self-contained page; the same report gives the same page.

    Args:
        document: the report.
        meta: what the site states about the page, by the names of its ``meta`` elements, such as SiteName.

    Raises:
        SiteError: a name or value of ``meta`` does not fit.
    """
    page_style = page_style_named(document.page_style)
    breaks = page_breaks_of(document, page_style)
    tables = [part for part in document.parts if isinstance(part, PrintedTable)]
    template = page_environment(__name__).get_template("report.html.jinja")
    return template.render(
        document=document,
        parts=list(_parts(document, breaks)),
        title_is_landscape=title_is_landscape(breaks),
        has_landscape=any(table.landscape for table in tables),
        has_groups=any(cell.role in ("group", "sum") for table in tables for cell in table.cells),
        meta=stated_meta(document, meta or {}),
        paper=paper_css(page_style),
        web_class=page_style.web_class,
        figures=figures_json(document),
        from_right=runs_from_right_to_left(document.language),
        direction=partial(_direction, language=document.language),
    )


def _direction(text: str, language: str) -> Markup:
    """The attribute of an element whose text runs otherwise than its page."""
    return Markup(' dir="ltr"' if stays_from_left(text, language) else "")


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading: its element, the level that decides its appearance, and its text."""

    element: str
    level: int
    text: str


class OutlineLevels:
    """Chooses heading elements without gaps between levels, as screen readers expect."""

    def __init__(self) -> None:
        self._above: list[int] = []

    def next(self, heading: Heading) -> HeadingView:
        """The view of the next heading; the report's title is the h1."""
        self._above = [*(level for level in self._above if level < heading.level), heading.level]
        return HeadingView(f"h{len(self._above) + 1}", heading.level, heading.text)


_View = Part | HeadingView | TableView | PictureView


def _parts(document: Document, kept: tuple[PageBreaks, ...]) -> Iterator[tuple[str, _View, str]]:
    """Every part with the name of its macro and the classes for page breaks in print."""
    for (kind, view), breaks in zip(_views(document, kept), kept, strict=True):
        yield kind, view, " ".join(_classes(breaks, is_heading=kind == "heading"))


def _classes(breaks: PageBreaks, *, is_heading: bool) -> Iterator[str]:
    """The classes of a part; the style sheet keeps all headings with what follows them."""
    with_next = breaks.with_next and not is_heading
    names = {
        "new-page": breaks.new_page,
        "with-next": with_next,
        "together": breaks.together,
        "landscape": breaks.landscape,
    }
    return (name for name, holds in names.items() if holds)


def _views(document: Document, kept: tuple[PageBreaks, ...]) -> Iterator[tuple[str, _View]]:
    """Every part as its macro takes it; tables and pictures are numbered for their ids."""
    page_style = page_style_named(document.page_style)
    outline = OutlineLevels()
    tables = pictures = 0
    labels = Counter[str]()
    for part, breaks in zip(document.parts, kept, strict=True):
        match part:
            case Heading():
                yield "heading", outline.next(part)
            case Paragraph():
                yield "paragraph", part
            case LetterLine():
                yield "line", part
            case TableNote():
                yield "note", part
            case PrintedTable():
                tables += 1
                labels[part.label] += 1
                width = (page_style.turned if part.landscape else page_style).type_width
                yield "table", table_view(part, tables, breaks.paging, width, labels[part.label])
            case DrawnPicture():
                pictures += 1
                yield "picture", picture_view(part, pictures)
