"""Imports styles, theme and page set-up from an office's document."""

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
    """Import a document from its bytes.

    Raises:
        InvalidStyleError: it cannot be used.
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
    if body.tag != qualified_name("w:document"):  # the strict variant of the format has other namespaces
        raise InvalidStyleError("not_docx")
    page, left_out = import_page(archive, body, relations, None if settings is None else archive.tree(settings))
    return StyleDocument(
        styles=import_styles(archive.tree(styles)),
        theme="" if theme is None else import_theme(archive.tree(theme)),
        page=page,
        left_out=left_out,
    )


def _main_part(archive: DocxArchive) -> str:
    """The name of the main part; files with macros are refused."""
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
