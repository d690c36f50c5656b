"""Imports styles, theme and page set-up from an office's document."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.document.docx.style_document import InvalidStyleError, StyleDocument
from xlsreport.document.docx.style_import.allow_list.allowed_markup import REBUILT_PART, qualified_name
from xlsreport.document.docx.style_import.header_footer.hidden_content import HiddenContent
from xlsreport.document.docx.style_import.imported_page import import_page
from xlsreport.document.docx.style_import.imported_styles import import_styles
from xlsreport.document.docx.style_import.imported_theme import import_theme
from xlsreport.opc.office_package import OfficePackage, PartLimits
from xlsreport.opc.relationships import Relationship
from xlsreport.submission.intake.file_types import foreign_kind

_LIMITS = PartLimits(size=16_000_000, tags=600_000, directory=1_000_000)
"""The text of a hundred pages has one million bytes and fifty thousand tags, a letterhead one million bytes more."""
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_LOCKED = ("encrypted", "rights")
"""Kinds of files that open with a password or an account only."""


def import_document(data: bytes) -> StyleDocument:
    """Import a document from its bytes.

    Raises:
        InvalidStyleError: it cannot be used.
        InvalidFileError: it is damaged, or unpacks to too much.
    """
    if not data.startswith(b"PK"):
        raise InvalidStyleError("locked_archive" if foreign_kind(data) in _LOCKED else "not_docx")
    archive = OfficePackage(data, _LIMITS)
    main = _main_part(archive)
    relations = archive.relations(main)
    settings, styles, theme = (_target(archive, relations.values(), kind) for kind in ("settings", "styles", "theme"))
    if styles is None:
        raise InvalidStyleError("damaged")
    body = archive.tree(main)
    if body.tag != qualified_name("w:document"):  # the strict variant of the format has other namespaces
        raise InvalidStyleError("not_docx")
    switches = None if settings is None else archive.tree(settings, REBUILT_PART)
    look = archive.tree(styles, REBUILT_PART)
    page, left_out = import_page(archive, body, relations, switches, HiddenContent(look))
    return StyleDocument(
        styles=import_styles(look),
        theme="" if theme is None else import_theme(archive.tree(theme, REBUILT_PART)),
        page=page,
        left_out=left_out,
    )


def _main_part(archive: OfficePackage) -> str:
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


def _target(archive: OfficePackage, relations: Iterable[Relationship], kind: str) -> str | None:
    inside = (relation.target for relation in relations if relation.kind == kind and not relation.is_external)
    return next(filter(archive.has, inside), None)
