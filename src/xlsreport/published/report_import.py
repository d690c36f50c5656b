"""Reads a published report: file, figures and texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.regular_file import SAID_ALIKE, UnreadFileError, read_regular_file
from xlsreport.definition.variation.body_kinds import body_kind_of
from xlsreport.definition.variation.variant import variant_of
from xlsreport.errors import PublicationError, RejectedWorkbookError
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.messages.locales import runs_from_right_to_left
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.published.candidate_definitions import shipped_candidates
from xlsreport.published.imported_report import ImportedReport
from xlsreport.published.matching.edition_recognition import recognised_definition
from xlsreport.published.matching.figure_matching import match_figures
from xlsreport.published.narratives.text_matching import match_texts
from xlsreport.published.publication.publication import Publication
from xlsreport.published.publication.publication_reading import read_publication
from xlsreport.submission.workbook_reader import read_workbook_bytes

MAX_MEGABYTES = 64
"""A report with scanned pages has some ten megabytes."""
_UNREAD = {"folder": "not_a_file", "not_a_file": "not_a_file", "file_too_large": "file_too_large"}
"""By the reason why a file was not read: its sentence; all others share one."""


def import_report(
    path: str | Path, definitions: Sequence[Definition] | None = None, messages: Messages | None = None
) -> ImportedReport:
    """Read a published report back.

    Args:
        path: the web page, Word file, PDF, text or spreadsheet.
        definitions: the editions that it may follow; its labels decide. By default all that ship with xlsreport.
        messages: the sentences of the user's language; Chinese by default.

    Raises:
        PublicationError: it cannot be read, or it follows none of the definitions.
    """
    messages = messages or messages_for(DEFAULT_LANGUAGE)
    return _imported(_bytes_of(Path(path), messages), str(path), definitions, messages, Path(path))


def import_report_bytes(
    data: bytes, name: str, definitions: Sequence[Definition] | None = None, messages: Messages | None = None
) -> ImportedReport:
    """Read a published report back from the bytes of its file; pages that a browser saved beside it are not read.

    Args:
        data: all bytes of the file, which tell what it is.
        name: what to call the file.
        definitions: as of :func:`import_report`.
        messages: likewise.

    Raises:
        PublicationError: as of :func:`import_report`.
    """
    messages = messages or messages_for(DEFAULT_LANGUAGE)
    if len(data) > MAX_MEGABYTES * 1_000_000:
        raise PublicationError(messages("import.file_too_large", file=name, limit=MAX_MEGABYTES))
    return _imported(data, name, definitions, messages)


def _imported(
    data: bytes, name: str, definitions: Sequence[Definition] | None, messages: Messages, path: Path | None = None
) -> ImportedReport:
    publication = read_publication(data, name, messages, path)
    if publication.format == "xlsx" and _is_own_workbook(data, name, messages):
        raise PublicationError(messages("import.own_workbook", file=name))
    return import_publication(publication, definitions or shipped_candidates(messages), messages)


def import_publication(
    publication: Publication, definitions: Sequence[Definition], messages: Messages
) -> ImportedReport:
    """The same of a publication that was read.

    Raises:
        PublicationError: it follows none of the definitions.
    """
    definition = recognised_definition(publication, definitions)
    if definition is None:
        raise PublicationError(_why_no_definition(publication, definitions, messages))
    texts = match_texts(publication, definition, messages)
    figures = match_figures(publication, definition, messages, texts.year)
    left_out = _left_out_for(texts.agency, definition) if figures.unread else frozenset[str]()
    figures = replace(figures, unread=tuple(one for one in figures.unread if one.name not in left_out))
    return ImportedReport(publication.file, publication.format, definition, figures, texts, publication.notes)


def _left_out_for(agency: str, definition: Definition) -> frozenset[str]:
    """The figures and lists that the kind of body which an agency's name tells is not asked for."""
    kind = body_kind_of(definition.declaration.bodies, agency) if agency else None
    if kind is None:
        return frozenset()
    asked = variant_of(definition, [kind.id])
    places = {str(place) for place in definition.places.keys() - asked.places.keys()}
    return frozenset(places | (definition.lists.keys() - asked.lists.keys()))


def _why_no_definition(publication: Publication, definitions: Sequence[Definition], messages: Messages) -> str:
    """Why a publication follows none of some definitions."""
    names = list(dict.fromkeys(one.name for one in definitions))
    from_right = any(runs_from_right_to_left(one.locale) for one in definitions)
    if from_right and publication.format in _DRAWN:
        return messages("import.drawn_from_right", file=publication.file)
    key = "no_definition" if len(names) > 1 else "not_as_defined"
    return messages(f"import.{key}", file=publication.file, names=messages("command.comma").join(names))


_DRAWN = ("pdf", "ofd")
"""Formats that have letters where they are drawn, and not in the order in which they are read."""


def _is_own_workbook(data: bytes, name: str, messages: Messages) -> bool:
    """Whether a spreadsheet is a workbook that was given out to be filled, which is read otherwise."""
    try:
        read_workbook_bytes(data, name, None, messages)
    except RejectedWorkbookError as error:
        return error.definition is not None
    except InvalidFileError:
        return False
    return True


def _bytes_of(path: Path, messages: Messages) -> bytes:
    try:
        return read_regular_file(path, MAX_MEGABYTES)
    except UnreadFileError as error:
        key = SAID_ALIKE.get(error.key, f"import.{_UNREAD.get(error.key, 'no_file')}")
        raise PublicationError(messages(key, file=path, **error.values)) from None
