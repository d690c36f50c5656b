"""An office's own style document, named on the command line or kept in a round's folder."""

from __future__ import annotations

from pathlib import Path

from xlsreport.cli.common_options import user_messages
from xlsreport.cli.printable import echo_line
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.document.docx.style_loading import left_out_sentence, read_style_document


def read_office_styles(file: str) -> StyleDocument:
    """Read a style document, and tell what of it is not in the report.

    Raises:
        StyleError: it is none, or cannot be read.
    """
    style = read_style_document(file, user_messages())
    print_left_out(style, file)
    return style


def print_left_out(style: StyleDocument, file: str | Path) -> None:
    """Say what of a style document's headers and footers is not in the reports, if anything is not."""
    sentence = left_out_sentence(style, file, user_messages())
    if sentence is not None:
        echo_line(sentence, err=True)
