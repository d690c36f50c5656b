"""The formats that a document can be rendered in, and everything that the project asks of one.

A format is a package of its own with the functions of :class:`OutputFormat`, and one entry in :func:`output_format`;
mypy names what is missing. Each package is loaded where its format is made or read, since some bring large libraries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, assert_never

from xlsreport.document.content.model import Document
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.format_protocol import OutputFormat, RenderOptions
from xlsreport.document.integrity_mark import marked
from xlsreport.document.proof.rendering_content import RenderingContent, UnreadableRenderingError
from xlsreport.errors import FormatError, RenderingError
from xlsreport.messages import Messages
from xlsreport.messages.locales import messages_in

if TYPE_CHECKING:
    from xlsreport.document.docx.style_document import StyleDocument

_OTHER_SUFFIXES: Mapping[str, Format] = {".htm": "html"}
"""Suffixes of file names that a format has besides its own name."""


def output_format(format_: Format) -> OutputFormat:
    """The package of a format."""
    match format_:
        case "docx":
            from xlsreport.document import docx  # each is loaded where it is needed

            return docx
        case "html":
            from xlsreport.document import html  # likewise; it brings Jinja2

            return html
        case "pdf":
            from xlsreport.document import pdf  # likewise; for some machines nobody builds its libraries

            return pdf
        case _:
            assert_never(format_)


@contextmanager
def _missing_library_named(messages: Messages) -> Iterator[None]:
    """What a format needs is imported where it is used; what is not installed ends in a sentence that names it."""
    try:
        yield
    except ImportError as error:
        raise RenderingError(messages("pdf.no_library", library=error.name)) from None


def read_back(rendering: bytes, format_: Format, messages: Messages) -> RenderingContent:
    """What a file of a format says.

    Raises:
        RenderingError: the library that reads it is not installed.
        UnreadableRenderingError: it is no file of the format.
    """
    with _missing_library_named(messages):
        return output_format(format_).read_back(rendering)


def says_the_same(rendering: bytes, other: bytes, format_: Format, messages: Messages) -> bool:
    """Whether two files of a format say the same, however another version of the program or another style sets it.

    Raises:
        RenderingError: the library that reads them is not installed.
    """
    try:
        return read_back(rendering, format_, messages) == read_back(other, format_, messages)
    except UnreadableRenderingError:
        return False


def render(
    document: Document,
    format_: Format,
    *,
    style: StyleDocument | None = None,
    meta: Mapping[str, str] | None = None,
) -> bytes:
    """The document as the bytes of a file; the same document always gives the same bytes.

    The file has a mark by which it shows whether somebody has changed it since, see
    :mod:`xlsreport.document.integrity_mark`.

    Args:
        document: from :func:`xlsreport.build_document`.
        format_: ``"docx"`` for Word and WPS, ``"html"`` for the web, UTF-8, ``"pdf"`` for print and archive, the bytes
            of which depend on the installed fonts too.
        style: whose styles and page a Word document has, see :func:`xlsreport.read_style_document`; other formats have
            their own.
        meta: what a web page states about the site that publishes it, by the names of its ``meta`` elements.

    Raises:
        FormatError: there is no such format.
        RenderingError: this computer lacks what a PDF needs: typst, a Chinese font, or a font with some character.
        SiteError: a name or value of ``meta`` does not fit.
    """
    messages = messages_in(document.language)
    known = known_format(f".{format_}", messages)  # callers whose types nobody checks may ask for anything
    with _missing_library_named(messages):
        return marked(output_format(known).render(document, RenderOptions(style, meta)))


def hindrance(format_: Format, language: str) -> str | None:
    """Why this computer makes no document of a format, and what to install, in one sentence; None where it does."""
    try:
        with _missing_library_named(messages_in(language)):
            return output_format(format_).hindrance(language)
    except RenderingError as error:
        return str(error)


def known_format(suffix: str, messages: Messages) -> Format:
    """The format for a file's ending, such as ``.docx``.

    Raises:
        FormatError: there is no such format.
    """
    lowered = suffix.lower()
    by_suffix = {f".{format_}": format_ for format_ in FORMATS} | dict(_OTHER_SUFFIXES)
    if lowered not in by_suffix:
        *others, last = (f".{format_}" for format_ in FORMATS)
        known = messages("command.or").join((messages("command.comma").join(others), last))
        raise FormatError(messages("command.format", suffix=lowered, known=known))
    return by_suffix[lowered]
