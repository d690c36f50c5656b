"""What in a Word file could act, reach out of it or hide something: an independent look at every part of it.

It shares no code and no list with what is tested. What it says of a report that is in order is nothing.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from zipfile import ZipFile

_OFFICE = "http://schemas.openxmlformats.org"
_W = f"{_OFFICE}/wordprocessingml/2006/main"
_NAMESPACES = {
    *(f"{_OFFICE}/package/2006/{kind}" for kind in ("content-types", "relationships", "metadata/core-properties")),
    *("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/", "http://www.w3.org/2001/XMLSchema-instance"),
    *(_W, f"{_OFFICE}/officeDocument/2006/relationships", "http://www.w3.org/XML/1998/namespace"),
    *(f"{_OFFICE}/drawingml/2006/{kind}" for kind in ("main", "picture", "wordprocessingDrawing")),
    *("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"),
    "urn:schemas-microsoft-com:office:word",
}
_ELEMENTS = """
object control altChunk subDoc movie binData attachedTemplate mailMerge docVars fldData ffData entryMacro exitMacro
calcOnExit sdt sdtContent dataBinding customXml smartTag hyperlink hlinkClick hlinkHover hlinkMouseOver videoFile
audioFile wavAudioFile quickTimeFile extLst svgBlip imgLayer imgProps OLEObject fldSimple AlternateContent background
embedRegular embedBold embedItalic embedBoldItalic saveThroughXslt webSettings script scriptAnchor signatureline numPr
picBullet contentPart chart relIds diagram del ins moveFrom moveTo
"""
_ATTRIBUTES = "src href link pict relid target title alt descr gfxdata onload macro"
_ACTIVE, _ACTIVE_ATTRIBUTES = set(_ELEMENTS.split()), set(_ATTRIBUTES.split())
"""What no report needs, whatever its namespace."""
_REACHING = re.compile(r"://|\\\\|file:|mhtml:|javascript:|vbscript:|data:|mk:@|ms-\w+:", re.IGNORECASE)
_MEANT = {
    f"{_OFFICE}/drawingml/2006/picture",
    "http://schemas.microsoft.com/office/word",
}
"""Addresses that are names of vocabularies."""
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/(_rels/)?[\w-]+\.xml(\.rels)?"
    r"|word/media/[\w-]+\.(png|jpeg|gif|bmp|emf|wmf)"
)
_TYPES = re.compile(
    r"application/(xml|vnd\.openxmlformats-package\.(relationships|core-properties)\+xml"
    r"|vnd\.openxmlformats-officedocument\.(theme|wordprocessingml\.(document\.main|styles|settings|fontTable|header|footer))\+xml)"
    r"|image/(png|jpeg|gif|bmp|x-emf|x-wmf)"
)
_KINDS = {"officeDocument", "core-properties", "styles", "settings", "fontTable", "theme", "header", "footer", "image"}
_SIGNS = {
    "png": rb"\x89PNG\r\n\x1a\n.*IEND\xaeB`\x82",
    "jpeg": rb"\xff\xd8\xff.*\xff\xd9",
    "gif": rb"GIF8[79]a.*;",
    "bmp": rb"BM.*",
    "emf": rb"\x01\0\0\0.{36} EMF.*",
    "wmf": rb"(\xd7\xcd\xc6\x9a.{18})?\x01\0\x09\0.*",
}
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "IF", "="}


def findings(data: bytes) -> list[str]:
    """Everything in a Word file that no report may have, with the part that it is in."""
    with ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name}: twice" for name in parts if names.count(name) > 1]
    found += [f"{name}: no part of a report" for name in parts if not _PARTS.fullmatch(name)]
    found += _unreached(parts)
    for name, part in parts.items():
        ending = name.rpartition(".")[2]
        if ending in ("xml", "rels"):
            found += (f"{name}: {what}" for what in _in_xml(part))
        elif not re.fullmatch(_SIGNS.get(ending, rb"(?!)"), part, re.DOTALL):
            found.append(f"{name}: not what its name says")
    return found


def _unreached(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Relationships that lead to nothing, and parts that nothing leads to."""
    reached = {"[Content_Types].xml"}
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        folder = posixpath.dirname(posixpath.dirname(name))
        owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        text = parts.get(owner, b"").decode()
        for item in ElementTree.fromstring(part):
            target = posixpath.normpath(posixpath.join(folder, item.get("Target", "")))
            reached.add(target)
            if item.get("TargetMode", "Internal") != "Internal" or target not in parts:
                yield f"{name}: leads out to {item.get('Target')}"
            if item.get("Type", "").rpartition("/")[2] not in _KINDS:
                yield f"{name}: of kind {item.get('Type')}"
            if item.get("Type", "").endswith("/image") and f'"{item.get("Id")}"' not in text:
                yield f"{name}: a picture that nothing shows"
    yield from (f"{name}: nothing leads to it" for name in parts if name not in reached)


def _in_xml(part: bytes) -> Iterator[str]:
    if b"<!" in part or part.count(b"<?") > 1:
        yield "declarations, instructions or comments"
    for _, (_, address) in ElementTree.iterparse(io.BytesIO(part), ["start-ns"]):
        if address not in _NAMESPACES:
            yield f"namespace {address}"
    root = ElementTree.fromstring(part)
    for item in root.iter():
        space, _, local = item.tag.removeprefix("{").rpartition("}")
        if space not in _NAMESPACES or local in _ACTIVE:
            yield f"element {item.tag}"
        for key, value in item.attrib.items():
            yield from _in_attribute(local, key, value)
    yield from (f"field {keyword}" for keyword in _fields(root) if keyword not in _FIELDS)


def _in_attribute(element: str, key: str, value: str) -> Iterator[str]:
    space, _, local = key.removeprefix("{").rpartition("}")
    is_relationship = element in ("Relationship", "Override", "Default")
    if is_relationship:
        if local == "ContentType" and not _TYPES.fullmatch(value):
            yield f"content type {value}"
        return
    if (space and space not in _NAMESPACES) or local in _ACTIVE_ATTRIBUTES:
        yield f"attribute {key} of {element}"
    if _REACHING.search(value) and value not in _MEANT:
        yield f"{element} with {key}={value}"


def _fields(root: ElementTree.Element) -> Iterator[str]:
    """The first word of every field; ``?`` for marks that are out of order."""
    open_: list[list[str]] = []
    for item in root.iter():
        kind = item.get(f"{{{_W}}}fldCharType")
        if item.tag == f"{{{_W}}}instrText":
            if not open_ or open_[-1][-1] != "instruction":
                yield "?"
            else:
                open_[-1][0] += item.text or ""
        elif kind == "begin":
            open_.append(["", "instruction"])
        elif kind in ("separate", "end"):
            if not open_:
                yield "?"
            elif kind == "separate":
                open_[-1][-1] = "result"
            else:
                words = re.match(r"\s*(=|[^\s\\\"=]*)", open_.pop()[0])
                yield words.group(1).upper() if words else "?"
    yield from ("?" for _ in open_)
