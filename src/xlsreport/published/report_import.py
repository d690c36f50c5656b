"""Reads a published report: file, figures and texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.errors import PublicationError
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.published.imported_report import ImportedReport
from xlsreport.published.matching.edition_recognition import recognised_definition
from xlsreport.published.matching.figure_matching import match_figures
from xlsreport.published.narratives.text_matching import match_texts
from xlsreport.published.publication.publication_reading import read_publication


def import_report(
    path: str | Path, definitions: Sequence[Definition], messages: Messages | None = None
) -> ImportedReport:
    """Read a published report back.

    Args:
        path: the web page, Word file, PDF, text or spreadsheet.
        definitions: the editions that it may follow; its labels decide.
        messages: the sentences of the user's language; Chinese by default.

    Raises:
        PublicationError: it cannot be read, or it follows none of the definitions.
    """
    messages = messages or messages_for(DEFAULT_LANGUAGE)
    publication = read_publication(Path(path).read_bytes(), str(path), messages)
    definition = recognised_definition(publication, definitions)
    if definition is None:
        raise PublicationError(f"{path}")
    figures, texts = match_figures(publication, definition), match_texts(publication, definition)
    return ImportedReport(publication.file, publication.format, definition, figures, texts, publication.notes)
