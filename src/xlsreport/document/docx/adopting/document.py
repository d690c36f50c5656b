"""Looks into an office's document for what its reports are to have: the styles, the theme of their fonts, the page."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from xlsreport.document.docx.adopting.archive import MOST_UNPACKED, Archive, Relation, W, relation_ids
from xlsreport.document.docx.adopting.page import adopted_page
from xlsreport.document.docx.adopting.styles import cleaned_styles
from xlsreport.document.docx.style_document import StyleDocument, UnfitStyleError

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
    settings = _target(archive, relations.values(), "settings")
    styles = _target(archive, relations.values(), "styles")
    if styles is None:
        raise UnfitStyleError("damaged")
    body = archive.tree(main, MOST_UNPACKED)
    if body.tag != f"{W}document":  # saved in the strict variant of the format, whose names are others
        raise UnfitStyleError("not_docx")
    return StyleDocument(
        cleaned_styles(archive.tree(styles)),
        _theme(archive, _target(archive, relations.values(), "theme")),
        adopted_page(archive, body, relations, None if settings is None else archive.tree(settings)),
    )


def _main_part(archive: Archive) -> str:
    """The part that is the document; of a file with macros and of one that is no document there is none."""
    main = _target(archive, archive.relations("").values(), "officeDocument")
    if main is None or not archive.has("[Content_Types].xml"):
        raise UnfitStyleError("not_docx")
    types = archive.tree("[Content_Types].xml")
    kind = next((item.get("ContentType", "") for item in types if item.get("PartName") == f"/{main}"), "")
    if "macroEnabled" in kind:
        raise UnfitStyleError("macros")
    if kind not in (_DOCUMENT, _TEMPLATE):
        raise UnfitStyleError("not_docx")
    return main


def _target(archive: Archive, relations: Iterable[Relation], kind: str) -> str | None:
    inside = (relation.target for relation in relations if relation.kind == kind and not relation.is_external)
    return next(filter(archive.has, inside), None)


def _theme(archive: Archive, name: str | None) -> str:
    """The theme, in which the styles look their fonts up; one that needs pictures is left out."""
    if name is None:
        return ""
    theme = archive.tree(name)
    if any(map(relation_ids, theme.iter())):
        return ""
    return etree.tostring(theme, encoding="unicode")
