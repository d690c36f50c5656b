"""Style documents as an office, or somebody who means harm, could hand one in: written as XML, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

_OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
SPACES = " ".join(
    (
        f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{RELATIONS}"',
        f'xmlns:mc="{_OFFICE}/markup-compatibility/2006" xmlns:a="{_OFFICE}/drawingml/2006/main"',
        f'xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:pic="{_OFFICE}/drawingml/2006/picture"',
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
        'xmlns:w10="urn:schemas-microsoft-com:office:word"',
        'xmlns:x="urn:nobody" mc:Ignorable="w14 x"',
    )
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="header"/><w:basedOn w:val="a"/></w:style>'
)
_OWN = {"header": "header1", "styles": "styles", "settings": "settings"}
_OUTSIDE = ' TargetMode="External"'
_SECTION = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" '
    'w:header="851" w:footer="992" w:gutter="0"/>'
)


@dataclass(frozen=True)
class StyleFile:
    """The parts of a document whose header is given; each of the rest may be given, too.

    ``relations`` are those of the header: kind, target and whether it is outside; their ids are r1, r2 and so on.
    ``parts`` are further parts by their names, ``kinds`` the relationships of the document that lead to them.
    """

    header: str = ""
    relations: tuple[tuple[str, str, bool], ...] = ()
    parts: Mapping[str, bytes] = field(default_factory=dict)
    kinds: tuple[tuple[str, str, bool], ...] = ()
    styles: str = ""
    settings: str = ""
    section: str = ""
    body: str = ""

    def write(self, path: Path) -> Path:
        """Write the document."""
        files = {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _relationships((("officeDocument", "word/document.xml", False),)),
            "word/document.xml": _root(
                "document",
                f'<w:body>{self.body}<w:sectPr><w:headerReference w:type="default" r:id="r1"/>{_SECTION}{self.section}'
                "</w:sectPr></w:body>",
            ),
            "word/_rels/document.xml.rels": _relationships(
                (*((kind, f"{name}.xml", False) for kind, name in _OWN.items()), *self.kinds)
            ),
            "word/styles.xml": _root("styles", _STYLES + self.styles),
            "word/settings.xml": _root("settings", self.settings),
            "word/header1.xml": _root("hdr", said("抬头") + self.header),
            "word/_rels/header1.xml.rels": _relationships(self.relations),
        }
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, content in (files | dict(self.parts)).items():
                archive.writestr(name, content)
        return path


def _types() -> str:
    named = {"document": "document.main", "styles": "styles", "settings": "settings", "header1": "header"}
    overrides = (
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in named.items()
    )
    defaults = (
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return f'<Types xmlns="{_OFFICE}/package/2006/content-types">{defaults}{"".join(overrides)}</Types>'


def _relationships(relations: tuple[tuple[str, str, bool], ...]) -> str:
    items = (
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"{_OUTSIDE if outside else ""}/>'
        for number, (kind, target, outside) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{"".join(items)}</Relationships>'


def _root(tag: str, content: str) -> str:
    return f"<w:{tag} {SPACES}>{content}</w:{tag}>"


def said(text: str) -> str:
    """A paragraph."""
    return f"<w:p>{word(text)}</w:p>"


def word(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str, attributes: str = "", content: str = "") -> str:
    """A run with the begin, the separation or the end of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{attributes}>{content}</w:fldChar></w:r>'


def instruction(text: str) -> str:
    """A run with a part of the instruction of a field; quotes and brackets are written as XML has them."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:r><w:instrText xml:space="preserve">{escaped}</w:instrText></w:r>'


def field_of(text: str, result: str = "机密", inside: str = "") -> str:
    """The runs of a field; ``inside`` are further runs of its instruction."""
    return f"{mark('begin')}{instruction(text)}{inside}{mark('separate')}{word(result)}{mark('end')}"


def simple(text: str, result: str) -> str:
    """A field in one element."""
    return f'<w:fldSimple w:instr="{text}" w:dirty="true">{result}</w:fldSimple>'


def inline(blip: str, beside: str = "", properties: str = "") -> str:
    """A run with a picture; ``beside`` are attributes and ``properties`` the content of its name."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="300000"/>'
        f'<wp:docPr id="1" name="C:\\张三\\机密.png" descr="机密"{beside}>{properties}</wp:docPr>'
        f'<a:graphic><a:graphicData uri="{_OFFICE}/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="机密.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def shape(content: str, attributes: str = "", tag: str = "v:shape") -> str:
    """A run with a shape of the older kind."""
    place = 'id="s1" style="position:absolute;width:100pt;height:20pt;background:url(http://zhangsan.example/a)"'
    return f"<w:r><w:pict><{tag} {place} {attributes}>{content}</{tag}></w:pict></w:r>"
