"""Texts, tables, styles, themes and settings of a style document: words and looks, and nothing active besides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from support.active_content import findings
from support.picture_files import png
from support.style_documents import RELATIONS, SPACES, StyleFile, field_of, inline, instruction, mark, said, word
from support.styled_reports import EN, StyledReport, W, small_workbook
from xlsreport import StyleError, read_style_document


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_workbook(tmp_path_factory.mktemp("filled"))


BLIP = '<a:blip r:embed="r1"/>'
IMAGE, LINKED = ("image", "media/a.png", False), ("image", "http://zhangsan.example/a.png", True)


def _paragraph(properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{word('前')}</w:p>"


HIDING = "".join(
    f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>{content}</w:style>'
    for kind, key, content in (
        ("character", "hidden", "<w:rPr><w:vanish/></w:rPr>"),
        ("paragraph", "hiding", '<w:rPr><w:vanish w:val="true"/></w:rPr>'),
        ("paragraph", "later", '<w:basedOn w:val="hiding"/>'),
        ("table", "grid", "<w:rPr><w:vanish/></w:rPr>"),
    )
)

BLOCKS = {
    "another document": ('<w:altChunk r:id="r1"/>' + said("前"), ["object"]),
    "a document below": ('<w:subDoc r:id="r1"/>' + said("前"), ["object"]),
    "a form bound to data": (
        (
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:alias w:val="张三"/></w:sdtPr>'
            f"<w:sdtContent>{said('前')}</w:sdtContent></w:sdt>"
        ),
        [],
    ),
    "markup of one's own": (
        f'<w:customXml w:uri="urn:zhangsan" w:element="evil"><w:customXmlPr/>{said("前")}</w:customXml>',
        [],
    ),
    "a link": (
        f'<w:p><w:hyperlink r:id="r1" w:tooltip="机密" w:tgtFrame="evil">{word("前")}</w:hyperlink></w:p>',
        [],
    ),
    "a tag of a program": (
        f'<w:p><w:smartTag w:uri="urn:zhangsan" w:element="evil">{word("前")}</w:smartTag></w:p>',
        [],
    ),
    "a form field with macros": (
        "<w:p>"
        + mark("begin", "", '<w:ffData><w:name w:val="张三"/><w:entryMacro w:val="evil"/></w:ffData>')
        + instruction("FORMTEXT")
        + mark("end")
        + word("前")
        + "</w:p>",
        ["field FORMTEXT"],
    ),
    "numbering with pictures": (_paragraph('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), []),
    "a page of the web": (_paragraph('<w:divId w:val="1"/><w:cnfStyle w:val="evil"/>'), []),
    "values that are none": (
        _paragraph(
            '<w:jc w:val="http://evil"/><w:spacing w:line="evil" w:after="file:evil"/><w:pStyle w:val="&quot;evil:"/>'
        ),
        [],
    ),
    "attributes of nobody": (
        _paragraph('<w:jc w:val="left" x:evil="1" w:evil="1" w14:evil="1" xml:base="http://evil"/>'),
        [],
    ),
    "fonts that are paths": (
        f'<w:p><w:r><w:rPr><w:rFonts w:ascii="\\\\evil\\a.ttf" w:cs="http://evil"/></w:rPr></w:r>{word("前")}</w:p>',
        [],
    ),
    "changes": (
        (
            f'<w:p><w:moveFrom w:author="张三">{word("机密")}</w:moveFrom>'
            f'<w:ins w:author="张三">{word("前")}</w:ins></w:p>'
        ),
        [],
    ),
    "hidden words": (
        (
            f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>机密</w:t></w:r>{word('前')}"
            '<w:r><w:rPr><w:webHidden/><w:vanish w:val="on"/></w:rPr><w:t>机密</w:t></w:r></w:p>'
        ),
        [],
    ),
    "words that a style hides": (
        "".join(
            f"<w:p><w:pPr>{of_paragraph}</w:pPr><w:r><w:rPr>{of_run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
            for of_paragraph, of_run, text in (
                ("", '<w:rStyle w:val="hidden"/>', "机密"),
                ('<w:pStyle w:val="hiding"/>', "", "机密"),
                ('<w:pStyle w:val="later"/>', "", "机密"),
                ('<w:pStyle w:val="later"/>', '<w:vanish w:val="0"/>', "前"),
            )
        ),
        [],
    ),
    "a table that its style hides": (
        (
            '<w:tbl><w:tblPr><w:tblStyle w:val="grid"/></w:tblPr><w:tr>'
            f"<w:tc>{said('机密')}</w:tc></w:tr></w:tbl>{said('前')}"
        ),
        [],
    ),
    "a cell that was deleted": (
        (
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>{said("机密")}</w:tc>'
            f"<w:tc>{said('前')}</w:tc></w:tr></w:tbl>"
        ),
        [],
    ),
    "shapes that are not shown": (
        "".join(
            f'<w:p><w:r><w:pict><v:rect style="width:9pt;{hiding}"><v:textbox><w:txbxContent>{said("机密")}'
            "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
            for hiding in ("visibility:hidden", "Visibility : HIDDEN ;height:9pt", "display:none")
        )
        + "<w:p>"
        + inline(BLIP, ' hidden="1"')
        + "</w:p>"
        + said("前"),
        [],
    ),
    "a row that was deleted": (
        (
            '<w:tbl><w:tr><w:trPr><w:del w:author="张三"/></w:trPr>'
            f"<w:tc>{said('机密')}</w:tc></w:tr><w:tr><w:tc>{said('前')}</w:tc></w:tr></w:tbl>"
        ),
        [],
    ),
    "a table without a paragraph": ("<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>" + said("前"), []),
    "texts within each other": ("<w:p>" * 200 + "</w:p>" * 200 + said("前"), ["other p"]),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_paragraphs_and_tables_have_only_words_and_looks(workbook: Path, tmp_path: Path, name: str) -> None:
    content, left_out = BLOCKS[name]
    relations = (("aFChunk", "http://zhangsan.example/a.docx", True),)
    made = StyledReport(workbook, StyleFile(content, relations, styles=HIDING), tmp_path)
    assert findings(made.data) == []
    assert [text for text in made.words if text] == ["前"]
    assert not made.secrets
    assert made.left_out(*left_out) or name == "texts within each other"


def test_headers_that_show_on_no_page_stay_behind(workbook: Path, tmp_path: Path) -> None:
    other = f"<w:hdr {SPACES}>{said('机密')}</w:hdr>"
    style = StyleFile(
        section='<w:headerReference w:type="first" r:id="r4"/><w:headerReference w:type="even" r:id="r4"/>',
        kinds=(("header", "header2.xml", False),),
        parts={"word/header2.xml": other.encode()},
    )
    made = StyledReport(workbook, style, tmp_path)
    assert findings(made.data) == []
    assert not made.secrets


def test_of_settings_sections_and_themes_nothing_active_is_taken(workbook: Path, tmp_path: Path) -> None:
    theme = (
        f"<a:theme {SPACES} name='张三'><a:themeElements><a:fmtScheme name='evil'><a:fillStyleLst><a:blipFill>"
        f"<a:blip r:link='r1'/></a:blipFill></a:fillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
    style = StyleFile(
        settings=(
            '<w:attachedTemplate r:id="r1"/><w:mailMerge><w:dataSource r:id="r1"/></w:mailMerge>'
            '<w:docVars><w:docVar w:name="evil" w:val="机密"/></w:docVars><w:saveThroughXslt r:id="r1"/>'
        ),
        section=(
            '<w:pgBorders><w:top w:val="single" w:sz="4" r:id="r1" r:topLeft="r1"/></w:pgBorders>'
            '<w:printerSettings r:id="r1"/><w:cols w:num="2" w:evil="1"/>'
        ),
        body='<w:p/><w:background><v:background><v:fill src="http://evil" r:id="r1"/></v:background></w:background>',
        kinds=(
            ("theme", "theme.xml", False),
            ("attachedTemplate", "file:///C:/zhangsan.dotm", True),
            ("vbaProject", "vbaProject.bin", False),
            ("customXml", "../customXml/evil.xml", False),
            ("fontTable", "fontTable.xml", False),
        ),
        parts={
            "word/theme.xml": theme.encode(),
            "word/vbaProject.bin": b"evil",
            "customXml/evil.xml": b"<evil/>",
            "customUI/customUI.xml": b"<evil/>",
            "word/fontTable.xml": b"<evil/>",
            "word/fonts/evil.odttf": b"evil",
            "word/_rels/settings.xml.rels": b"<evil/>",
        },
    )
    made = StyledReport(workbook, style, tmp_path)
    assert findings(made.data) == []
    assert not made.secrets
    assert b'<w:top w:val="single" w:sz="4"/>' in made.parts["word/document.xml"].replace(b" xmlns:w", b"xmlns:w")
    assert "word/theme.xml" not in made.parts


def test_a_theme_gives_its_fonts_and_colours_alone(workbook: Path, tmp_path: Path) -> None:
    theme = docx.Document().part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    blip = b'<a:blipFill><a:blip xmlns:r="%b" r:link="r1"/></a:blipFill>' % RELATIONS.encode()
    evil = theme.replace(b"<a:fillStyleLst>", b"<a:fillStyleLst>" + blip).replace(b'name="Office', b'name="evil Office')
    assert evil.count(b"evil") > 1
    style = StyleFile(kinds=(("theme", "theme.xml", False),), parts={"word/theme.xml": evil})
    made = StyledReport(workbook, style, tmp_path)
    assert findings(made.data) == []
    assert "evil" not in made.everything
    before, after = (ElementTree.fromstring(data) for data in (theme, made.parts["word/theme.xml"]))
    place = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for tag in ("latin", "srgbClr"):
        scheme = "fontScheme" if tag == "latin" else "clrScheme"
        assert [item.attrib for item in after.iterfind(f".//{place}{scheme}//{place}{tag}")] == [
            item.attrib for item in before.iterfind(f".//{place}{scheme}//{place}{tag}")
        ]


STYLES = {
    "one that hides": (
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:rPr><w:vanish/></w:rPr></w:style>'
    ),
    "an id that is markup": (
        '<w:style w:type="paragraph" w:styleId="x&quot;/&gt;&lt;w:evil/&gt;"><w:name w:val="heading 1"/></w:style>'
    ),
    "a name that is a path": '<w:style w:type="paragraph" w:styleId="e"><w:name w:val="\\\\zhangsan\\a"/></w:style>',
    "one in a circle": (
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:basedOn w:val="c"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="机"/><w:basedOn w:val="b"/></w:style>'
    ),
    "one upon itself": (
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:basedOn w:val="b"/></w:style>'
    ),
    "a chain without end": "".join(
        f'<w:style w:type="paragraph" w:styleId="b{number}"><w:name w:val="{"heading 1" if number == 0 else number}"/>'
        f'<w:basedOn w:val="b{number + 1}"/></w:style>'
        for number in range(5000)
    ),
    "twice": '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="机密"/></w:style>' * 2,
    "with what belongs to people": (
        '<w:style w:type="paragraph" w:styleId="b" x:evil="1"><w:name w:val="heading 1"/><w:aliases w:val="张三"/>'
        '<w:personal/><w:rsid w:val="evil"/><w:rPr><w:rPrChange w:author="张三"/><w14:evil/></w:rPr></w:style>'
        '<w:latentStyles><w:lsdException w:name="张三"/></w:latentStyles>'
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", STYLES)
def test_styles_are_made_anew_and_end_somewhere(workbook: Path, tmp_path: Path, name: str) -> None:
    made = StyledReport(workbook, StyleFile(styles=STYLES[name]), tmp_path)
    assert findings(made.data) == []
    assert not made.secrets
    styles = ElementTree.fromstring(made.parts["word/styles.xml"])
    found = list(styles.iter(f"{W}style"))
    bases = {style.get(f"{W}styleId"): style.find(f"{W}basedOn") for style in found}
    assert len(bases) == len(found)
    assert not list(styles.iter(f"{W}vanish"))
    for one in bases:
        chain = [one]
        while (base := bases[chain[-1]]) is not None:
            chain.append(base.get(f"{W}val"))
            assert len(chain) <= 21


def test_the_styles_that_a_header_asks_for_come_along(workbook: Path, tmp_path: Path) -> None:
    own = '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="眉"/><w:basedOn w:val="a"/></w:style>'
    made = StyledReport(workbook, StyleFile(_paragraph('<w:pStyle w:val="own"/>'), styles=own), tmp_path)
    assert 'w:val="眉"' in made.parts["word/styles.xml"].decode()
    assert findings(made.data) == []


TOO_MUCH: dict[str, Callable[[], StyleFile]] = {
    "a million styles": lambda: StyleFile(styles='<w:style w:type="paragraph" w:styleId="b"/>' * 1_000_000),
    "tags without number": lambda: StyleFile(styles="<w:a/>" * 500_000),
    "words without end": lambda: StyleFile(said("甲" * 6_000_000)),
    "relationships without number": lambda: StyleFile(relations=(IMAGE,) * 100_000),
    "pictures without number": lambda: StyleFile(
        f"<w:p>{''.join(inline(BLIP.replace('r1', f'r{number}')) for number in range(1, 30))}</w:p>",
        tuple(("image", f"media/{number}.png", False) for number in range(1, 30)),
        {f"word/media/{number}.png": png(behind=bytes(1_000_000)) for number in range(1, 30)},
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_far_too_much_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(StyleError) as error:
        read_style_document(TOO_MUCH[name]().write(tmp_path / "style.docx"), EN)
    keys = ("too_much", "damaged") if name == "relationships without number" else ("too_much",)
    assert str(error.value) in [EN(f"style.{key}", file=tmp_path / "style.docx") for key in keys]


LINK = '<a:blip r:link="r1"/>'


def test_what_looks_at_reports_finds_what_is_in_the_documents(tmp_path: Path) -> None:
    style = StyleFile(f"<w:p>{field_of('DDE zhangsan')}{inline(LINK)}</w:p>", (LINKED,), {"word/vbaProject.bin": b""})
    found = "\n".join(findings(style.write(tmp_path / "style.docx").read_bytes()))
    for what in ("vbaProject.bin: no part", "leads out", "field DDE", "attribute descr", "namespace urn:nobody"):
        assert what in found
