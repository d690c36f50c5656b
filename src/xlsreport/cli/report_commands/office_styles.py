"""An office's own style document, named on the command line or kept in a round's folder."""

from __future__ import annotations

from pathlib import Path

from xlsreport.cli.common_options import user_messages
from xlsreport.cli.printable import echo_line
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.document.docx.style_loading import left_out_sentence, read_style_document


def read_office_styles(file: str) -> StyleDocument:
    """Read a style document, and print which parts of it are not taken over.

    Raises:
        StyleError: it is none, or cannot be read.
    """
    style = read_style_document(file, user_messages())
    print_left_out(style, file)
    return style


def print_left_out(style: StyleDocument, file: str | Path) -> None:
    """Print which parts of a style document's headers and footers are not taken over, if any."""
    sentence = left_out_sentence(style, file, user_messages())
    if sentence is not None:
        echo_line(sentence, err=True)
