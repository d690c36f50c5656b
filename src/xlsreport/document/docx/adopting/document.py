"""Looks into an office's document for what its reports are to have: the styles, the theme of their fonts, the page."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.document.docx.adopting.allowed_markup import named
from xlsreport.document.docx.adopting.archive import MOST_UNPACKED, Archive
from xlsreport.document.docx.adopting.page import adopted_page
from xlsreport.document.docx.adopting.styles import adopted_styles
from xlsreport.document.docx.adopting.theme import adopted_theme
from xlsreport.document.docx.style_document import StyleDocument, UnfitStyleError
from xlsreport.opc.relationships import Relationship

_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def adopted_document(data: bytes) -> StyleDocument:
    """What is taken of a document's bytes.

    Raises:
        UnfitStyleError: it cannot serve.
    """
    if not data.startswith(b"PK"):
        raise UnfitStyleError("not_docx")
    archive = Archive(data)
    main = _main_part(archive)
    relations = archive.relations(main)
    settings, styles, theme = (_target(archive, relations.values(), kind) for kind in ("settings", "styles", "theme"))
    if styles is None:
        raise UnfitStyleError("damaged")
    body = archive.tree(main, MOST_UNPACKED)
    if body.tag != named("w:document"):  # saved in the strict variant of the format, whose names are others
        raise UnfitStyleError("not_docx")
    page, left_out = adopted_page(archive, body, relations, None if settings is None else archive.tree(settings))
    return StyleDocument(
        styles=adopted_styles(archive.tree(styles)),
        theme="" if theme is None else adopted_theme(archive.tree(theme)),
        page=page,
        left_out=left_out,
    )


def _main_part(archive: Archive) -> str:
    """The part that is the document; of a file with macros and of one that is no document there is none."""
    main = _target(archive, archive.relations("").values(), "officeDocument")
    if main is None or not archive.has("[Content_Types].xml"):
        raise UnfitStyleError("not_docx")
    kind = archive.content_type(main)
    if "macroEnabled" in kind:
        raise UnfitStyleError("macros")
    if kind not in (_DOCUMENT, _TEMPLATE):
        raise UnfitStyleError("not_docx")
    return main


def _target(archive: Archive, relations: Iterable[Relationship], kind: str) -> str | None:
    inside = (relation.target for relation in relations if relation.kind == kind and not relation.is_external)
    return next(filter(archive.has, inside), None)
