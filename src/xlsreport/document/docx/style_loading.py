"""Reads the Word document of an office whose styles and page its reports are to have."""

from __future__ import annotations

from pathlib import Path

from xlsreport.definition.loading.regular_file import SAID_ALIKE, UnreadFileError, read_regular_file
from xlsreport.document.docx.style_document import InvalidStyleError, StyleDocument
from xlsreport.document.docx.style_import.imported_document import import_document
from xlsreport.errors import StyleError
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.opc.invalid_file import InvalidFileError

_ODD = ("locked_archive", "duplicate_members", "entities", "encoding", "packing")
"""Keys of refusals with sentences of their own: somebody locked the file, or no word processor wrote it so."""
_MAX_MEGABYTES = 32
"""Enough for a few pages with photographs; only styles, page set-up, headers and footers are unpacked."""


def read_style_document(path: str | Path, messages: Messages | None = None) -> StyleDocument:
    """Read the styles, the page, the headers and the footers of a Word document.

    Args:
        path: a ``.docx`` document or a ``.dotx`` template.
        messages: the language of errors; by default Chinese.

    Returns:
        What is taken over; :func:`left_out_sentence` says what of headers and footers is not.

    Raises:
        StyleError: it is no such document, cannot be read, is damaged, has macros, or unpacks to far too much.
    """
    messages = messages or messages_for(DEFAULT_LANGUAGE)
    try:
        return import_document(read_regular_file(Path(path), _MAX_MEGABYTES))
    except UnreadFileError as error:
        key = SAID_ALIKE.get(error.key, f"style.{error.key}")
        raise StyleError(messages(key, file=path, **error.values)) from None
    except InvalidStyleError as error:
        raise StyleError(messages(f"style.{error.key}", file=path)) from None
    except InvalidFileError as error:
        key = "too_much" if error.is_too_much else error.key if error.key in _ODD else "damaged"
        raise StyleError(messages(f"style.{key}", file=path)) from None


def left_out_sentence(style: StyleDocument, path: str | Path, messages: Messages) -> str | None:
    """One sentence about parts of headers and footers that are not taken over; None if all are."""
    if not style.left_out:
        return None
    sentences = (messages(f"style.left_out.{one.kind}", name=one.name) for one in style.left_out)
    what = messages("style.left_out.separator").join(dict.fromkeys(sentences))
    return messages("style.left_out.sentence", file=path, what=what)
