"""The file around the document: what the library's template leaves in it, its properties, its bytes."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from xlsreport.document.docx.oxml import Element, clean, element
from xlsreport.document.docx.styles import font_table, replace_styles
from xlsreport.document.house import HouseStyle
from xlsreport.document.model import Document

# No clock: the same report is the same file, whenever it is made. A zip file knows no earlier moment.
_NO_TIME = datetime(1980, 1, 1)

_LEFT_OVERS = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.NUMBERING,
    # That of the copy of the styles that Word 2010 kept beside them; the library has no name for it.
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def blank_document(document: Document, house: HouseStyle) -> WordDocument:
    """An empty Word document with the report's styles and properties, and nothing of the template."""
    word = docx.Document()
    replace_styles(word.styles.element, house, document.language)
    _name_fallback_fonts(word, house)
    _set_settings(word.settings.element, document.language)
    _set_properties(word, document)
    _drop(word.part.package.rels)
    _drop(word.part.rels)
    return word


def to_bytes(word: WordDocument) -> bytes:
    """The document as a file, in which no member carries a time or the name of a system."""
    saved, sealed = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(sealed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, _NO_TIME.timetuple()[:6])
            member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, 0, 0
            target.writestr(member, source.read(name))
    return sealed.getvalue()


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.author = clean(document.agency)[:255]
    properties.title = clean(document.title)[:255]
    properties.language = document.language
    properties.comments = ""
    properties.created = properties.modified = _NO_TIME


def _set_settings(settings: Element, language: str) -> None:
    for tag in ("w:rsids", "w:savePreviewPicture", "w:doNotAutoCompressPictures"):
        for child in settings.findall(qn(tag)):
            settings.remove(child)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")  # without it Word opens the file in compatibility mode
    for fonts in settings.findall(qn("w:themeFontLang")):
        settings.replace(fonts, element("themeFontLang", val=language, eastAsia=language))


def _name_fallback_fonts(word: WordDocument, house: HouseStyle) -> None:
    part = word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    font_table(table, house)
    _set_blob(part, etree.tostring(table, encoding="UTF-8", standalone=True, xml_declaration=True))


def _set_blob(part: Part, blob: bytes) -> None:
    """The library keeps parts that it does not know as they were read, and has no other way to change one."""
    part._blob = blob


def _drop(relationships: Relationships) -> None:
    for key in [key for key, found in relationships.items() if found.reltype in _LEFT_OVERS]:
        del relationships[key]
