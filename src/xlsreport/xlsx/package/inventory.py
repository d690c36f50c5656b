"""What a workbook's file holds besides cells: macros, links, objects, pictures, comments, words that are drawn.

Parts are recognised by the relationships that lead to them and by their content types, whatever their names are
([ECMA-376] part 1, 9 and 12.3; [MS-OFFMACRO2], [MS-XLSX] 2.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.relationships import Relationship, content_types_in, relationships_in
from xlsreport.opc.safe_xml import parse_xml
from xlsreport.spreadsheet.opened_spreadsheet import Content
from xlsreport.xlsx.package.workbook_package import CONTENT_TYPES, Package

_BY_RELATIONSHIP: Mapping[str, Content] = {
    **dict.fromkeys(("vbaProject", "wordVbaData", "attachedToolbars", "userCustomization", "ui"), "macro"),
    **dict.fromkeys(("jsProject", "jsaProject", "jdeExtension", "extensibility"), "macro"),
    **dict.fromkeys(("externalLink", "externalLinkPath", "externalLinkLongPath", "xlPathMissing"), "link"),
    **dict.fromkeys(("xlLibrary", "xlStartup", "xlAlternateStartup"), "link"),
    **dict.fromkeys(
        ("connections", "queryTable", "volatileDependencies", "customData", "powerPivotData", "xmlMaps"), "connection"
    ),
    **dict.fromkeys(("oleObject", "package", "control", "activeXControlBinary", "ctrlProp", "dialogsheet"), "object"),
    **dict.fromkeys(("webextension", "webextensiontaskpanes", "slicer", "timeline", "aFChunk", "python"), "object"),
    **dict.fromkeys(("image", "chart", "chartEx", "chartsheet", "diagramData", "video", "audio", "media"), "picture"),
    "font": "object",
}
"""By the last word of a relationship's type."""
_BY_CONTENT_TYPE: tuple[tuple[str, Content], ...] = (
    ("vbaproject", "macro"),
    ("externallink", "link"),
    ("connections+xml", "connection"),
    ("oleobject", "object"),
    ("activex", "object"),
    ("webextension", "object"),
)
"""By a word in the content type of a part, in lower case."""
_BY_NAME: tuple[tuple[str, Content], ...] = (
    ("xl/vbaproject.bin", "macro"),
    ("xl/externallinks/", "link"),
    ("xl/connections.xml", "connection"),
    ("xl/embeddings/", "object"),
    ("xl/activex/", "object"),
    ("xl/ctrlprops/", "object"),
    ("xl/media/", "picture"),
    ("xl/charts/", "picture"),
)
"""By the usual folder, for parts that no relationship leads to."""
_IN_XML = ("theme", "drawing", "table", "pivotTable", "comments", "chart", "chartEx", "diagramData", "diagramDrawing")
"""Kinds of parts that are looked at, and that every program calls .xml; one of another name is not unpacked."""
_HARMLESS_LINKS = ("http://", "https://", "mailto:", "#")
"""Targets of hyperlinks that are harmless: web pages, mail addresses, places in the workbook."""
_DRAWN = ("drawing", "chart", "chartEx", "chartUserShapes", "diagramData", "diagramDrawing")
_WORDS = ("http://schemas.openxmlformats.org/drawingml/2006/main t", "http://purl.oclc.org/ooxml/drawingml/main t")


def _relationships(package: Package) -> Iterator[Relationship]:
    """Those of all parts."""
    for name, part in package.parts.items():
        folder, _, file = name.rpartition("/")
        if file.endswith(".rels"):
            owner = folder.removesuffix("_rels") + file.removesuffix(".rels")
            yield from relationships_in(part, owner.rpartition("/")[0])


def contents_of(package: Package) -> tuple[frozenset[Content], Sequence[str]]:
    """What there is besides cells, and the parts of shapes, diagrams and charts.

    Raises:
        InvalidFileError: a part is called so that not every program takes it for what it is.
    """
    relationships = list(_relationships(package))
    targets = {one.target for one in relationships}
    unread = package.names.keys() - package.parts.keys()
    if any(one.kind in _IN_XML and one.target in unread for one in relationships):
        raise InvalidFileError("ambiguous")
    found = {content for one in relationships if (content := _of_relationship(one)) is not None}
    by_name, by_ending = content_types_in(package.parts.get(CONTENT_TYPES, b"<none/>"))
    kinds = {by_name.get(name, by_ending.get(name.rpartition(".")[2], "")).lower() for name in package.names}
    found |= {content for word, content in _BY_CONTENT_TYPE if any(word in kind for kind in kinds)}
    stray = package.names.keys() - targets
    found |= {content for begin, content in _BY_NAME if any(name.startswith(begin) for name in stray)}
    drawn = {one.target for one in relationships if one.kind in _DRAWN and not one.is_external}
    return frozenset(found), sorted(drawn & package.parts.keys())


def _of_relationship(one: Relationship) -> Content | None:
    if one.kind == "hyperlink":
        is_harmless = not one.is_external or one.target.lower().startswith(_HARMLESS_LINKS)
        return None if is_harmless else "hyperlink"
    content = _BY_RELATIONSHIP.get(one.kind)
    return "link" if one.is_external else content


def has_drawn_words(package: Package, drawn: Iterable[str]) -> bool:
    """Whether there are words in one of the parts of shapes, diagrams and charts."""
    items = (item for name in drawn for item in parse_xml(package.parts[name]).descendants())
    return any(item.name in _WORDS and item.text.strip() for item in items)


def comments_of(package: Package, part: str) -> list[tuple[str, str]]:
    """The comments of a sheet, by the name of its part: the address of each, as it is written, and its text."""
    found = []
    for one in package.relationships(part):
        if one.kind == "comments" and one.target in package.parts:
            for comment in parse_xml(package.parts[one.target]).named("comment"):
                text = "".join(item.text for item in comment.named("t"))
                found.append((comment.attributes.get("ref", ""), text))
    return found
