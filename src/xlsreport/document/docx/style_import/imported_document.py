"""Looks into an office's document for what its reports are to have: the styles, the theme of their fonts, the page."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.document.docx.style_document import InvalidStyleError, StyleDocument
from xlsreport.document.docx.style_import.allow_list.allowed_markup import qualified_name
from xlsreport.document.docx.style_import.docx_archive import MAX_UNPACKED, DocxArchive
from xlsreport.document.docx.style_import.imported_page import import_page
from xlsreport.document.docx.style_import.imported_styles import import_styles
from xlsreport.document.docx.style_import.imported_theme import import_theme
from xlsreport.opc.relationships import Relationship

_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def import_document(data: bytes) -> StyleDocument:
    """What is taken of a document's bytes.

    Raises:
        UnfitStyleError: it cannot serve.
    """
    if not data.startswith(b"PK"):
        raise InvalidStyleError("not_docx")
    archive = DocxArchive(data)
    main = _main_part(archive)
    relations = archive.relations(main)
    settings, styles, theme = (_target(archive, relations.values(), kind) for kind in ("settings", "styles", "theme"))
    if styles is None:
        raise InvalidStyleError("damaged")
    body = archive.tree(main, MAX_UNPACKED)
    if body.tag != qualified_name("w:document"):  # saved in the strict variant of the format, whose names are others
        raise InvalidStyleError("not_docx")
    page, left_out = import_page(archive, body, relations, None if settings is None else archive.tree(settings))
    return StyleDocument(
        styles=import_styles(archive.tree(styles)),
        theme="" if theme is None else import_theme(archive.tree(theme)),
        page=page,
        left_out=left_out,
    )


def _main_part(archive: DocxArchive) -> str:
    """The part that is the document; of a file with macros and of one that is no document there is none."""
    main = _target(archive, archive.relations("").values(), "officeDocument")
    if main is None or not archive.has("[Content_Types].xml"):
        raise InvalidStyleError("not_docx")
    kind = archive.content_type(main)
    if "macroEnabled" in kind:
        raise InvalidStyleError("macros")
    if kind not in (_DOCUMENT, _TEMPLATE):
        raise InvalidStyleError("not_docx")
    return main


def _target(archive: DocxArchive, relations: Iterable[Relationship], kind: str) -> str | None:
    inside = (relation.target for relation in relations if relation.kind == kind and not relation.is_external)
    return next(filter(archive.has, inside), None)
