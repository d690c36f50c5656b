"""Reports in an office's own styles: what is taken from its document, and what never is."""

from __future__ import annotations

import io
import pickle
import re
import struct
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import msoffcrypto.format.ooxml
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt

from support.office import converted
from support.printed_tables import NESTED
from support.small_documents import report
from support.word import DRAWN, complaints, members, opened
from xlsreport import StyleError, read_style_document, render
from xlsreport.document.content.model import Heading, Paragraph
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.messages import messages_for

SECRETS = ("张三", "机密", "zhangsan")
REPORT = report(Heading(1, "一、总体情况"), Paragraph("（一）甲。乙", 2, 5), NESTED)


@cache
def few_styles() -> bytes:
    """A document with Word's styles, but of those for tables, a hundred that nobody uses, one."""
    word, stream = docx.Document(), io.BytesIO()
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid", "Light Shading"):
            style.delete()
    word.save(stream)
    return stream.getvalue()


def house_document() -> WordDocument:
    """A document of an office: its own body and first heading, narrow page, header and page number."""
    word = docx.Document(io.BytesIO(few_styles()))
    word.styles["Normal"].font.name = "Times New Roman"
    word.styles["Normal"].font.size = Pt(14)
    word.styles["Heading 1"].font.size = Pt(20)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(40)
    section.header.paragraphs[0].text = "示例县政务公开"
    word.add_paragraph("机密：正文一句也不能带走")
    word.core_properties.author = word.core_properties.last_modified_by = "张三"
    return word


def saved(word: WordDocument, folder: Path, name: str = "house.docx") -> Path:
    word.save(str(folder / name))
    return folder / name


def style_of(word: WordDocument, folder: Path) -> StyleDocument:
    return read_style_document(saved(word, folder))


def changed(path: Path, changes: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """The same file with some of its parts changed; None leaves the others as they are."""
    with ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, changes.get(name, bytes)(data))
    return path


def everything(files: Mapping[str, bytes]) -> str:
    return "\n".join(data.decode("utf-8", "replace") for data in files.values())


@pytest.mark.slow
def test_the_report_has_the_styles_the_page_and_the_margins_of_the_offices_document(tmp_path: Path) -> None:
    word = opened(REPORT, style_of(house_document(), tmp_path))
    assert word.styles["Normal"].font.size == Pt(14)
    assert word.styles["Heading 1"].font.size == Pt(20)
    section = word.sections[0]
    assert section.left_margin is not None
    assert round(section.left_margin.mm) == 40
    assert [paragraph.text for paragraph in section.header.paragraphs] == ["示例县政务公开"]
    assert [paragraph.style.name for paragraph in word.paragraphs[:3] if paragraph.style] == [
        "Title",
        "Heading 1",
        "Normal",
    ]


@pytest.mark.slow
def test_tables_are_as_wide_as_its_type_area(tmp_path: Path) -> None:
    table = opened(REPORT, style_of(house_document(), tmp_path)).tables[0]
    width = sum(int(column.get(qn("w:w"), "0")) for column in table._tbl.iter(qn("w:gridCol")))
    assert abs(width - Mm(130).pt * 20) < 2


@pytest.mark.slow
def test_styles_that_it_lacks_are_added_and_those_that_the_report_does_not_need_are_not(tmp_path: Path) -> None:
    names = {style.name for style in opened(REPORT, style_of(house_document(), tmp_path)).styles}
    assert {"表格", "表格文字", "草稿标记", "Caption", "Heading 4", "Footer"} <= names
    assert not {"List Bullet", "Quote", "Table Grid", "Light Shading"} & names


def test_its_own_styles_for_tables_are_used_where_it_has_them(tmp_path: Path) -> None:
    word = docx.Document(io.BytesIO(render(REPORT, "docx")))
    word.styles["表格文字"].font.size = Pt(9)
    border = word.styles["表格"].element.find(f".//{qn('w:insideV')}")
    assert border is not None
    border.set(qn("w:val"), "nil")
    made = opened(REPORT, style_of(word, tmp_path))
    assert made.styles["表格文字"].font.size == Pt(9)
    assert made.tables[0].style is not None
    assert made.tables[0].style.element.find(f".//{qn('w:insideV')}").get(qn("w:val")) == "nil"
    assert made.tables[0]._tbl.find(f".//{qn('w:sz')}") is None


@pytest.mark.slow
def test_a_heading_within_a_paragraph_looks_like_its_heading(tmp_path: Path) -> None:
    word = house_document()
    word.styles["Heading 2"].font.size = Pt(19)
    (lead, _) = opened(REPORT, style_of(word, tmp_path)).paragraphs[2].runs
    assert lead.text == "（一）甲。"
    assert lead.style.font.size == Pt(19)


LOCALISED = {"Normal": "a", "Heading1": "1", "Heading2": "2", "Title": "a3", "TableNormal": "a1"}


@pytest.mark.slow
def test_words_own_styles_are_found_by_their_names_whatever_their_ids_are(tmp_path: Path) -> None:
    def renamed(data: bytes) -> bytes:
        for old, new in LOCALISED.items():
            data = re.sub(
                rb'((?:styleId|w:basedOn w:val|w:next w:val)=")%b"' % old.encode(),
                rb"\g<1>%b" % new.encode() + b'"',
                data,
            )
        return data

    path = changed(saved(house_document(), tmp_path), {"word/styles.xml": renamed})
    word = opened(REPORT, read_style_document(path))
    assert [paragraph.style.style_id for paragraph in word.paragraphs[:3] if paragraph.style] == ["a3", "1", "a"]
    assert word.styles["Heading 1"].font.size == Pt(20)
    assert word.styles["表格文字"].base_style is not None
    assert word.styles["表格文字"].base_style.style_id == "a"


def test_an_id_that_it_uses_for_something_else_is_not_taken_twice(tmp_path: Path) -> None:
    word = house_document()
    other = word.styles.add_style("别的", WD_STYLE_TYPE.PARAGRAPH)
    other.element.set(qn("w:styleId"), "TableText")
    made = opened(REPORT, style_of(word, tmp_path))
    assert made.styles["表格文字"].style_id == "TableText1"
    assert made.tables[0].rows[2].cells[2].paragraphs[0].style.style_id == "TableText1"


@pytest.mark.engine
def test_what_libreoffice_has_saved_serves_as_well(tmp_path: Path) -> None:
    word = saved(house_document(), tmp_path)
    own = tmp_path / "own.docx"
    own.write_bytes(render(REPORT, "docx"))
    files = []
    for path in converted([word, own], tmp_path / "saved", "docx:MS Word 2007 XML"):
        made = opened(REPORT, read_style_document(path))
        files.append(tmp_path / f"made from {path.name}")
        files[-1].write_bytes(render(REPORT, "docx", style=read_style_document(path)))
        assert made.paragraphs[1].style is not None
        assert made.paragraphs[1].style.name == "Heading 1"
    assert opened(REPORT, read_style_document(tmp_path / "saved" / "house.docx")).styles["Heading 1"].font.size == Pt(
        20
    )
    assert complaints(files) == {path.name: [] for path in files}


def test_nothing_personal_comes_along(tmp_path: Path) -> None:
    word = house_document()
    word.add_comment(word.paragraphs[0].runs, "机密批注", author="张三", initials="张")
    word.styles["Normal"].element.append(parse_xml(f'<w:rsid {nsdecls("w")} w:val="00AB12CD"/>'))
    word.styles["Normal"].element.insert(1, parse_xml(f'<w:aliases {nsdecls("w")} w:val="张三的正文"/>'))
    header = word.sections[0].header.paragraphs[0]._p
    header.set(qn("w:rsidR"), "00AB12CD")
    header.append(tracked("ins", "新写的"))
    header.append(tracked("del", "机密删去的"))
    header.append(field("AUTHOR", "张三"))
    header.append(field("FILENAME \\p", "C:\\zhangsan\\house.docx"))
    files = members(REPORT, style_of(word, tmp_path))
    told = everything(files)
    assert not [secret for secret in SECRETS if secret in told]
    assert "00AB12CD" not in told
    assert "新写的" in told  # an accepted change is text of the header
    assert not [name for name in files if re.search("comments|people|custom|app.xml", name)]


def tracked(kind: str, text: str) -> BaseOxmlElement:
    tag = "delText" if kind == "del" else "t"
    inner = f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"
    return parse_xml(f'<w:{kind} {nsdecls("w")} w:id="1" w:author="张三">{inner}</w:{kind}>')


def field(instruction: str, result: str) -> BaseOxmlElement:
    """A field of several runs, wrapped as Word's galleries wrap page numbers."""
    runs = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        f"<w:r><w:t>{result}</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    return parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent>{''.join(runs)}</w:sdtContent></w:sdt>")


@pytest.mark.slow
def test_page_numbers_and_pictures_of_its_margins_stay(tmp_path: Path) -> None:
    word = house_document()
    picture = tmp_path / "zhangsan.png"
    picture.write_bytes(DRAWN.png)
    word.sections[0].header.paragraphs[0].add_run().add_picture(str(picture))
    word.sections[0].footer.paragraphs[0]._p.append(field("PAGE", "7"))
    made = opened(REPORT, style_of(word, tmp_path))
    footer, header = made.sections[0].footer, made.sections[0].header
    assert " PAGE " in [text.text for text in footer._element.iter(qn("w:instrText"))]
    (embedded,) = [blip.get(qn("r:embed")) for blip in header._element.iter(qn("a:blip"))]
    assert header.part.related_parts[embedded].blob == DRAWN.png
    assert "zhangsan" not in everything(members(REPORT, style_of(word, tmp_path)))


@pytest.mark.engine
def test_what_a_margin_asks_of_other_parts_is_left_out_so_that_nothing_is_missing(tmp_path: Path) -> None:
    word = house_document()
    header = word.sections[0].header
    key = header.part.relate_to("http://zhangsan.example/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>网址</w:t></w:r></w:hyperlink>'
    header.paragraphs[0]._p.append(parse_xml(link))
    style = style_of(word, tmp_path)
    assert "网址" in opened(REPORT, style).sections[0].header.paragraphs[0].text
    assert "zhangsan" not in everything(members(REPORT, style))
    made = tmp_path / "made.docx"
    made.write_bytes(render(REPORT, "docx", style=style))
    assert complaints([made]) == {"made.docx": []}


def test_numbering_of_its_headings_is_left_out_since_headings_have_their_numbers_already(tmp_path: Path) -> None:
    word = house_document()
    numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    word.styles["Heading 1"].element.get_or_add_pPr().insert(0, parse_xml(numbering))
    assert "numPr" not in members(REPORT, style_of(word, tmp_path))["word/styles.xml"].decode()


@pytest.mark.parametrize("even", [False, True])
@pytest.mark.parametrize("first", [False, True])
def test_a_draft_is_marked_on_every_kind_of_page_that_it_has(tmp_path: Path, even: bool, first: bool) -> None:
    word = house_document()
    word.settings.odd_and_even_pages_header_footer = even
    word.sections[0].different_first_page_header_footer = first
    drafted = report(Paragraph("甲"), draft="草稿，不得公布")
    section = opened(drafted, style_of(word, tmp_path)).sections[0]
    assert [p.text for p in section.header.paragraphs] == ["草稿，不得公布", "示例县政务公开"]
    assert [p.text for p in section.even_page_header.paragraphs][:1] == (["草稿，不得公布"] if even else [""])
    assert [p.text for p in section.first_page_header.paragraphs][:1] == (["草稿，不得公布"] if first else [""])


def test_the_language_is_the_reports(tmp_path: Path) -> None:
    styles = members(REPORT, style_of(house_document(), tmp_path))["word/styles.xml"].decode()
    assert re.findall(r"<w:lang [^>]*>", styles) == ['<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>']


@pytest.mark.slow
def test_the_same_report_in_the_same_styles_is_the_same_file(tmp_path: Path) -> None:
    path = saved(house_document(), tmp_path)
    one, two = (render(REPORT, "docx", style=read_style_document(path)) for _ in range(2))
    assert one == two != render(REPORT, "docx")


@pytest.mark.slow
def test_the_page_is_that_of_now_and_not_what_a_tracked_change_remembers(tmp_path: Path) -> None:
    word = house_document()
    before = '<w:sectPr><w:pgSz w:w="9000" w:h="9000"/><w:pgMar w:left="10" w:right="10"/></w:sectPr>'
    change = f'<w:sectPrChange {nsdecls("w")} w:id="1" w:author="张三">{before}</w:sectPrChange>'
    word.sections[0]._sectPr.append(parse_xml(change))
    style = style_of(word, tmp_path)
    width = opened(REPORT, style).sections[0].page_width
    assert width is not None
    assert round(width.mm) == 210
    assert "张三" not in everything(members(REPORT, style))


def test_the_fonts_of_its_theme_come_with_its_styles(tmp_path: Path) -> None:
    files = members(REPORT, style_of(house_document(), tmp_path))
    assert b"asciiTheme" in files["word/styles.xml"]
    assert b"minorFont" in files["word/theme.xml"]


def test_the_styles_travel_to_other_processes(tmp_path: Path) -> None:
    style = style_of(house_document(), tmp_path)
    sent = pickle.loads(pickle.dumps(style))
    assert sent == style
    assert render(REPORT, "docx", style=sent) == render(REPORT, "docx", style=style)


def test_a_section_without_headers_has_those_of_the_one_before(tmp_path: Path) -> None:
    word = house_document()
    word.add_section()
    assert word.sections[-1].header.is_linked_to_previous
    assert opened(REPORT, style_of(word, tmp_path)).sections[0].header.paragraphs[0].text == "示例县政务公开"


def macros(folder: Path) -> Path:
    types = {
        "[Content_Types].xml": lambda data: data.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    }
    return changed(saved(house_document(), folder), types)


def truncated(folder: Path) -> Path:
    path = saved(house_document(), folder)
    path.write_bytes(path.read_bytes()[:-2000])
    return path


def bomb(folder: Path) -> Path:
    return changed(saved(house_document(), folder), {"word/styles.xml": lambda data: data + b" " * 40_000_000})


def swelling(folder: Path) -> Path:
    """With a part that unpacks to more than its directory says."""
    path = changed(saved(house_document(), folder), {"word/styles.xml": lambda data: data + b" " * 1_000_000})
    with ZipFile(path) as archive:
        size = archive.getinfo("word/styles.xml").file_size
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", size - 1_000_000)))
    return path


def twice(folder: Path) -> Path:
    """With a part that is there twice, but for capitals; which of them is read depends on the program."""
    path = saved(house_document(), folder)
    with ZipFile(path, "a") as archive:
        archive.writestr("word/Styles.xml", archive.read("word/styles.xml"))
    return path


def crowded(folder: Path) -> Path:
    path = saved(house_document(), folder)
    with ZipFile(path, "a") as archive:
        for number in range(20_000):
            archive.writestr(f"customXml/other{number}.xml", b"")
    return path


def utf_16(folder: Path) -> Path:
    return changed(
        saved(house_document(), folder),
        {"word/styles.xml": lambda data: data.decode().replace('encoding="UTF-8"', "").encode("utf-16")},
    )


def declared(folder: Path) -> Path:
    entity = b'?>\n<!DOCTYPE w:styles [<!ENTITY a "b">]>'
    return changed(saved(house_document(), folder), {"word/styles.xml": lambda data: data.replace(b"?>", entity, 1)})


def strict(folder: Path) -> Path:
    spaces = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    return changed(saved(house_document(), folder), {"word/document.xml": lambda data: data.replace(*spaces)})


def protected(folder: Path) -> Path:
    """With a password to open it, by which it becomes a file of another kind."""
    path = saved(house_document(), folder)
    with path.open("rb") as plain, (folder / "locked.docx").open("wb") as locked:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", locked)
    return folder / "locked.docx"


def no_xml(folder: Path) -> Path:
    return changed(saved(house_document(), folder), {"word/styles.xml": lambda data: data[:-20]})


def narrow(folder: Path) -> Path:
    word = house_document()
    word.sections[0].left_margin = Mm(190)
    return saved(word, folder)


def text(folder: Path) -> Path:
    path = folder / "house.docx"
    path.write_text("正文")
    return path


def workbook(folder: Path) -> Path:
    path = folder / "house.docx"
    openpyxl.Workbook().save(path)
    return path


def missing(folder: Path) -> Path:
    return folder / "house.docx"


def folder_itself(folder: Path) -> Path:
    return folder


BAD = {
    "not_docx": (text, workbook, strict),
    "locked_archive": (protected,),
    "macros": (macros,),
    "damaged": (truncated, no_xml),
    "entities": (declared,),
    "duplicate_members": (twice,),
    "encoding": (utf_16,),
    "too_much": (bomb, swelling, crowded),
    "narrow": (narrow,),
    "no_file": (missing,),
    "folder": (folder_itself,),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("key", "make"), [(key, make) for key, makes in BAD.items() for make in makes])
def test_a_document_that_cannot_serve_is_refused_in_a_sentence(
    tmp_path: Path, key: str, make: Callable[[Path], Path], language: str
) -> None:
    messages, path = messages_for(language), make(tmp_path)
    with pytest.raises(StyleError) as error:
        read_style_document(path, messages)
    assert str(error.value) == messages(f"style.{key}", file=path)


def test_a_template_serves_as_well_as_a_document(tmp_path: Path) -> None:
    path = changed(
        saved(house_document(), tmp_path, "house.dotx"),
        {"[Content_Types].xml": lambda data: data.replace(b"document.main+xml", b"template.main+xml")},
    )
    assert opened(REPORT, read_style_document(path)).styles["Heading 1"].font.size == Pt(20)
