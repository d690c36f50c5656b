from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table
from PIL import Image

from support.definitions import loaded
from support.fillings import DEFINITIONS, FORMS, fillings
from support.published_grids import printed_grids, published, read_grids, rows_of, texts_of, unzipped, zipped
from xlsreport import PublicationError, build_document, render
from xlsreport.published.publication.publication import Paragraph


def saved(document: WordDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def added(document: WordDocument, xml: str) -> None:
    """Put WordprocessingML at the end of the body."""
    body = document.element.body
    for child in parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a')} {MORE}>{xml}</w:body>"):
        body.insert(len(body) - 1, child)


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def filled(table: Table, texts: list[list[str]]) -> None:
    for row, line in zip(table.rows, texts, strict=True):
        for place, text in zip(row.cells, line, strict=True):
            place.text = text


def test_merged_cells_have_their_place_and_reach() -> None:
    document = docx.Document()
    table = document.add_table(4, 4)
    filled(table, [[f"{row}{column}" for column in range(4)] for row in range(4)])
    for first, last in ((table.cell(0, 0), table.cell(1, 1)), (table.cell(2, 2), table.cell(3, 2))):
        text = first.text
        merged = first.merge(last)
        merged.text = text
    (found,) = published(saved(document)).tables
    assert found.exact_columns
    assert rows_of(found) == [["00 2x2", "02", "03"], ["12", "13"], ["20", "21", "22 2x1", "23"], ["30", "31", "33"]]


def test_columns_that_a_row_leaves_free_count() -> None:
    document = docx.Document()
    rows = (
        f"<w:tr>{cell('a')}{cell('b')}{cell('c')}</w:tr>",
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("1")}{cell("2")}</w:tr>',
        f'<w:tr><w:trPr><w:gridAfter w:val="1"/></w:trPr>{cell("3")}{cell("4")}</w:tr>',
    )
    added(document, f"<w:tbl>{''.join(rows)}</w:tbl>")
    (found,) = published(saved(document)).tables
    assert [(one.text, one.row, one.column) for one in found.cells[3:]] == [
        ("1", 1, 1), ("2", 1, 2), ("3", 2, 0), ("4", 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("widths", "exact"), [(True, True), (False, False)])
def test_where_spans_are_missing_measured_widths_decide(widths: bool, exact: bool) -> None:
    document = docx.Document()

    def wide(text: str, twips: int) -> str:
        return cell(text, f'<w:tcW w:w="{twips}" w:type="dxa"/>' if widths else "")

    rows = (wide("head", 3000), wide("a", 1000) + wide("b", 1000) + wide("c", 1010), wide("d", 2000) + wide("e", 990))
    added(document, f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    (found,) = published(saved(document)).tables
    assert found.exact_columns is exact
    if exact:
        assert rows_of(found) == [["head 1x3"], ["a", "b", "c"], ["d 1x2", "e"]]
        assert found.cells[-1].column == 2


def test_cells_that_are_merged_in_the_old_way_are_one() -> None:
    document = docx.Document()
    begun, goes_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    rows = (cell("a", begun) + cell("", goes_on) + cell("b"), cell("1") + cell("2") + cell("3"))
    added(document, f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    (found,) = published(saved(document)).tables
    assert rows_of(found) == [["a 1x2", "b"], ["1", "2", "3"]]


def test_pictures_are_told() -> None:
    document = docx.Document()
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(picture, "PNG")
    document.add_picture(picture)
    assert published(saved(document)).notes == (
        "1 picture in the text was not read. Look whether a table is among them.",
    )


def test_what_is_deleted_struck_or_hidden_is_not_read_and_noted() -> None:
    document = docx.Document()
    pieces = (
        '<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>',
        '<w:ins w:id="1" w:author="a"><w:r><w:t>2</w:t></w:r></w:ins>',
        '<w:del w:id="2" w:author="a"><w:r><w:delText>3</w:delText></w:r></w:del>',
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>4</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r>",
        '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>6</w:t></w:r>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>7</w:t></w:r>',
    )
    deleted_row = f'<w:tr><w:trPr><w:del w:id="3" w:author="a"/></w:trPr>{cell("gone")}</w:tr>'
    rows = deleted_row + f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('unseen')}</w:tr>"
    gone = cell("gone", '<w:cellDel w:id="4" w:author="a"/>')
    added(document, f"<w:tbl><w:tr><w:tc><w:p>{''.join(pieces)}</w:p></w:tc>{gone}</w:tr>{rows}</w:tbl>")
    found = published(saved(document))
    assert [rows_of(table) for table in found.tables] == [[["126[7]"]]]
    assert [note.split(",")[0] for note in found.notes] == [
        "Changes are tracked in the file: 3 deletions were not read",
        "2 hidden passages were not read.",
        "Changes are tracked in the file: 1 insertion was read as if accepted. Look whether the file is the final one.",
        "1 passage that is struck out was not read.",
    ]


def test_paragraphs_whose_parting_was_deleted_are_one() -> None:
    document = docx.Document()
    deleted = '<w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>'
    added(document, f"<w:p>{deleted}<w:r><w:t>one </w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>")
    assert texts_of(published(saved(document))) == ["one two"]


def test_results_of_fields_are_read_and_their_codes_are_not() -> None:
    document = docx.Document()
    kinds = ("begin", "", "separate", "", "end")
    texts = ("", '<w:instrText>DOCPROPERTY "x"</w:instrText>', "", "<w:t>Town</w:t>", "")
    runs = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' if kind else f"<w:r>{text}</w:r>"
        for kind, text in zip(kinds, texts, strict=True)
    )
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t> today</w:t></w:r></w:fldSimple>'
    added(document, f"<w:p>{''.join(runs)}{simple}</w:p>")
    assert texts_of(published(saved(document))) == ["Town today"]


def test_controls_text_boxes_symbols_and_line_breaks() -> None:
    document = docx.Document()
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click</w:t></w:r></w:sdtContent></w:sdt>"
    )
    control = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>filled</w:t></w:r></w:sdtContent></w:sdt>"
    shape = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{shape}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{shape}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>yes</w:t><w:br/><w:t>no</w:t></w:r>'
    added(document, f"<w:sdt><w:sdtContent><w:p>{prompt}{control}{box}{symbol}</w:p></w:sdtContent></w:sdt>")
    assert texts_of(published(saved(document))) == ["filled☑yes\nno", "in a box"]


def test_headings_have_levels_headers_are_chrome_and_lines_of_contents_too() -> None:
    document = docx.Document()
    document.add_paragraph("The title", "Title")
    contents = document.add_paragraph("First ... 1")
    contents.style = document.styles.add_style("toc 1", 1)
    document.add_heading("First", 1)
    document.add_heading("Second", 2)
    document.add_paragraph("Words")
    document.sections[0].header.paragraphs[0].text = "Office"
    document.sections[0].footer.paragraphs[0].text = "Page"
    found = published(saved(document))
    assert found.title == "The title"
    assert found.blocks == (
        Paragraph("Office", chrome=True),
        Paragraph("The title", 1),
        Paragraph("First ... 1", chrome=True),
        Paragraph("First", 1),
        Paragraph("Second", 2),
        Paragraph("Words"),
        Paragraph("Page", chrome=True),
    )


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_numbers_of_lists_stand_before_their_paragraphs_as_they_are_seen() -> None:
    document = docx.Document()
    levels = ((4, 0), (4, 1), (4, 1), (4, 2), (4, 0), (4, 1), (5, 0), (5, 0), (0, 0))
    for number, level in levels:
        list_ = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        added(document, f"<w:p><w:pPr>{list_}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>")
    changed = {**unzipped(saved(document)), "word/numbering.xml": NUMBERING.encode()}
    assert texts_of(published(zipped(changed))) == [
        "一、x", "（一）x", "（二）x", "1.3x", "二、x", "（一）x", "十一、x", "十二、x", "x",
    ]  # fmt: skip


def test_the_strict_form_is_read_as_the_usual_one() -> None:
    document = docx.Document()
    document.add_paragraph("Words")
    strict = {
        name: part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, part in unzipped(saved(document)).items()
    }
    assert texts_of(published(zipped(strict))) == ["Words"]


def test_a_table_around_tables_is_only_a_frame_and_tables_in_cells_follow_theirs() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "Before"
    filled(frame.cell(0, 0).add_table(1, 2), [["1", "2"]])
    outer = document.add_table(1, 2)
    filled(outer, [["left", "right"]])
    filled(outer.cell(0, 1).add_table(1, 1), [["inner"]])
    found = published(saved(document))
    assert texts_of(found) == ["Before"]
    assert [rows_of(table) for table in found.tables] == [[["1", "2"]], [["left", "right"]], [["inner"]]]
    assert [table.number for table in found.tables] == [1, 2, 3]


@pytest.mark.slow
def test_files_that_cannot_be_read_are_told_as_what_they_are() -> None:
    whole = saved(docx.Document())
    bomb = zipped({**unzipped(whole), "word/document.xml": b"<w/>" * 20_000_000})
    for data, words in (
        (b"", "empty"),
        (whole[:-400], "damaged"),
        (zipped({**unzipped(whole), "word/document.xml": b"<w:document"}), "damaged"),
        (zipped({**unzipped(whole), "word/document.xml": b"<!DOCTYPE w><w/>"}), "no word processor"),
        (bomb, "far more"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (zipped({"a.docx": whole}), "archive"),
    ):
        with pytest.raises(PublicationError, match=rf"report: .*{words}"):
            published(data)


@pytest.mark.parametrize("name", [*DEFINITIONS, *FORMS])
def test_our_own_word_files_come_back_as_they_were_printed(name: str) -> None:
    definition = loaded(name)
    for submission in fillings(definition, 4, seed=19):
        document = build_document(submission)
        found = published(render(document, "docx"))
        assert read_grids(found) == [grid for grid in printed_grids(document) if grid]
        assert found.notes == ()
