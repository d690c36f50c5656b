"""Packs a Word file: parts, relationships, properties, and the archive."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from xlsreport.document.content.model import Document, DrawnPicture
from xlsreport.document.docx.docx_styling import DocxStyling
from xlsreport.document.docx.page_setup import IMAGE_TYPES, MAIN, MarginImage, PageSetup
from xlsreport.document.docx.word_body import page_of
from xlsreport.document.docx.word_picture import picture_id
from xlsreport.document.docx.word_xml import DECLARATION, cleaned_text, element, escaped_text
from xlsreport.errors import RenderingError
from xlsreport.messages.locales import messages_in, runs_from_right_to_left

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_CORE = "docProps/core.xml"

# A fixed time, so that the same report gives the same bytes; it is the earliest of a zip file.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NO_MOMENT = "1980-01-01T00:00:00Z"
_MAX_PROPERTY = 255


@dataclass(frozen=True, slots=True)
class _PackagePart:
    """A part that the document refers to by ``id``; ``images`` are those that the part itself refers to."""

    name: str
    id: str
    relation: str
    type: str
    xml: str
    images: tuple[tuple[str, MarginImage], ...] = ()

    def media(self) -> Iterator[tuple[str, str, MarginImage]]:
        """Id, name and bytes of each image."""
        stem = self.name.removesuffix(".xml")
        yield from ((key, f"media/{stem}-{key}.{image.ending}", image) for key, image in self.images)


def docx_bytes(document: Document, body: str, styling: DocxStyling) -> bytes:
    """The bytes of the file; no member carries a time or names a system."""
    page = page_of(document, styling)
    pictures = [part for part in document.parts if isinstance(part, DrawnPicture)]
    images = tuple((picture_id(number), MarginImage("png", picture.png)) for number, picture in enumerate(pictures, 1))
    owned = [*_look_parts(styling, page), *_margin_parts(page)]
    main = _PackagePart("document.xml", "rId1", "officeDocument", "document.main", _document_xml(body), images)
    if runs_from_right_to_left(document.language):
        main, *owned = _from_right((main, *owned), document.language)
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in _members(document, main, owned):
            member = ZipInfo(name, _NO_TIME)
            # Pictures are compressed already.
            member.compress_type = ZIP_STORED if name.startswith("word/media/") else ZIP_DEFLATED
            member.create_system, member.external_attr = 0, 0
            archive.writestr(member, data)
    return stream.getvalue()


def _members(document: Document, main: _PackagePart, owned: list[_PackagePart]) -> Iterator[tuple[str, str | bytes]]:
    yield "[Content_Types].xml", _content_types([main, *owned])
    core = _relation("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", _CORE)
    yield "_rels/.rels", _relations([_relation(main.id, f"{_RELATIONS}/{main.relation}", f"word/{main.name}"), core])
    yield _CORE, _core_properties(document)
    named = {main.name: [_relation(part.id, f"{_RELATIONS}/{part.relation}", part.name) for part in owned]}
    for part in (main, *owned):
        yield f"word/{part.name}", part.xml
        relations = named.get(part.name, [])
        for key, name, image in part.media():
            relations.append(_relation(key, f"{_RELATIONS}/image", name))
            yield f"word/{name}", image.data
        if relations:
            yield f"word/_rels/{part.name}.rels", _relations(relations)


def _from_right(parts: Iterable[_PackagePart], language: str) -> Iterator[_PackagePart]:
    """The parts of a file that runs from right to left.

    Raises:
        RenderingError: it cannot be made here, which is in a browser.
    """
    try:
        from xlsreport.document.docx.right_to_left import set_from_right, styles_from_right  # not in browsers: lxml
    except ImportError:
        raise RenderingError(messages_in(language)("docx.by_command")) from None
    for part in parts:
        match part.type:
            case "document.main" | "header" | "footer":
                yield replace(part, xml=set_from_right(part.xml))
            case "styles":
                yield replace(part, xml=styles_from_right(part.xml))
            case _:
                yield part


def _look_parts(styling: DocxStyling, page: PageSetup) -> Iterator[_PackagePart]:
    yield _PackagePart("styles.xml", "styles", "styles", "styles", styling.styles)
    yield _PackagePart("settings.xml", "settings", "settings", "settings", _settings(styling, page))
    yield _PackagePart("fontTable.xml", "fonts", "fontTable", "fontTable", _font_table(styling))
    if styling.theme:
        yield _PackagePart("theme.xml", "theme", "theme", "", styling.theme)


def _margin_parts(page: PageSetup) -> Iterator[_PackagePart]:
    for margin in page.margins:
        key = margin.id
        tag = "hdr" if margin.kind == "header" else "ftr"
        xml = f'{DECLARATION}<w:{tag} xmlns:w="{MAIN}">{margin.content}</w:{tag}>'
        yield _PackagePart(f"{key}.xml", key, margin.kind, margin.kind, xml, margin.images)


def _document_xml(body: str) -> str:
    namespaces = f'xmlns:w="{MAIN}" xmlns:r="{_RELATIONS}"'
    return f"{DECLARATION}<w:document {namespaces}>{element('body', body)}</w:document>"


def _settings(styling: DocxStyling, page: PageSetup) -> str:
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word"}
    compatible = element(
        "compat",
        element("doNotExpandShiftReturn"),  # do not justify a line that ends with a manual break
        element("compatSetting", **mode, val=15),  # without it Word opens the file in compatibility mode
    )
    languages = element("themeFontLang", val=styling.language, eastAsia=styling.language)
    spacing = element("characterSpacingControl", val="doNotCompress")  # punctuation keeps the width of a character
    content = "".join((page.settings, spacing, compatible, languages))
    return f'{DECLARATION}<w:settings xmlns:w="{MAIN}">{content}</w:settings>'


def _font_table(styling: DocxStyling) -> str:
    """The substitute of each font that may be missing."""
    fonts = (
        element("font", element("altName", val=other), name=name)
        for name, other in styling.page_style.fallbacks.items()
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{MAIN}">{"".join(fonts)}</w:fonts>'


def _core_properties(document: Document) -> str:
    """Title and agency; no person and no program is named."""
    agency, title = (escaped_text(cleaned_text(text)[:_MAX_PROPERTY]) for text in (document.agency, document.title))
    namespaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    moments = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{_NO_MOMENT}</dcterms:{kind}>' for kind in ("created", "modified")
    )
    content = (
        f"<dc:title>{title}</dc:title><dc:creator>{agency}</dc:creator>"
        f"<dc:language>{document.language}</dc:language>{moments}"
    )
    return f"{DECLARATION}<cp:coreProperties {namespaces}>{content}</cp:coreProperties>"


def _content_types(parts: list[_PackagePart]) -> str:
    endings = {image.ending for part in parts for _, image in part.images}
    types = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    types |= {ending: f"image/{IMAGE_TYPES[ending]}" for ending in sorted(endings)}
    defaults = (f'<Default Extension="{ending}" ContentType="{type_}"/>' for ending, type_ in types.items())
    named = {f"word/{part.name}": f"{_WORD_TYPE}.{part.type}+xml" if part.type else _THEME_TYPE for part in parts}
    named[_CORE] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = (f'<Override PartName="/{name}" ContentType="{type_}"/>' for name, type_ in named.items())
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{"".join((*defaults, *overrides))}</Types>'


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'


def _relations(relations: Iterable[str]) -> str:
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'
