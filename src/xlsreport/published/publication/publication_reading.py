"""Reads a published file of any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import assert_never

from xlsreport.errors import PublicationError
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.published.publication.publication import Publication
from xlsreport.published.publication.published_kinds import PublishedKind, kind_of_publication
from xlsreport.published.publication.unified_letters import with_unified_letters
from xlsreport.published.publication.unreadable import UnreadablePublicationError, unreadable_archive

_ENDINGS: Mapping[PublishedKind, str] = {"doc": "doc", "rtf": "rtf", "odt": "odt", "word_xml": "xml"}
"""By which LibreOffice knows a kind of file."""


def read_publication(data: bytes, name: str, messages: Messages, path: Path | None = None) -> Publication:
    """What a published file shows.

    Args:
        data: the bytes of the file; they tell its format, not its name.
        name: what to call it.
        messages: the sentences of the user's language.
        path: where the file is, beside which a folder may have the pages of its frames.

    Raises:
        PublicationError: it is of no format that can be read, or damaged.
    """
    try:
        return with_unified_letters(_read(kind_of_publication(data), data, name, messages, path))
    except ImportError as error:  # nobody builds some libraries for rare processors
        reason = messages("publication.no_library", library=error.name)
        raise PublicationError(messages("publication.unreadable", file=name, reason=reason)) from None
    except (UnreadablePublicationError, InvalidFileError) as error:
        refusal = unreadable_archive(error) if isinstance(error, InvalidFileError) else error
        reason = messages(f"publication.{refusal.key}", **refusal.values)
        raise PublicationError(messages("publication.unreadable", file=name, reason=reason)) from None


def _read(kind: PublishedKind, data: bytes, name: str, messages: Messages, path: Path | None) -> Publication:
    match kind:
        case "docx":
            from xlsreport.published.publication.word.docx_publication import (  # loads lxml
                read_docx_publication,
            )

            return read_docx_publication(data, name, messages)
        case "pdf":
            from xlsreport.published.publication.fixed_pages.pdf_publication import (  # no wheel for some machines
                read_pdf_publication,
            )

            return read_pdf_publication(data, name, messages)
        case "text":
            from xlsreport.published.publication.plain_text.plain_text_reading import (  # loads charset-normalizer
                read_plain_text,
            )
            from xlsreport.published.publication.web_page.markup.pages_beside import pages_beside  # of a page alone
            from xlsreport.published.publication.web_page.web_page_reading import (  # loads lxml
                looks_like_html,
                read_web_page,
            )

            if not looks_like_html(data):
                return read_plain_text(data, name, messages)
            return read_web_page(data, name, messages, partial(pages_beside, path) if path else dict)
        case "doc" | "rtf" | "odt" | "word_xml":
            from xlsreport.published.publication.office_conversion import converted  # as for docx
            from xlsreport.published.publication.word.docx_publication import (  # as above
                read_docx_publication,
            )

            return replace(read_docx_publication(converted(data, _ENDINGS[kind], "docx"), name, messages), format="doc")
        case "xlsx" | "xls" | "xlsb" | "ods":
            from xlsreport.published.publication.sheets.spreadsheet_publication import (  # loads what it needs
                read_spreadsheet,
            )

            return read_spreadsheet(data, kind, name, messages)
        case "ofd":
            from xlsreport.published.publication.fixed_pages.ofd_publication import (  # loads lxml
                read_ofd_publication,
            )

            return read_ofd_publication(data, name, messages)
        case _:
            assert_never(kind)
