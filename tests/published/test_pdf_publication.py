from __future__ import annotations

import io
import sys

import pikepdf
import pytest
import typst
from PIL import Image

from support.definitions import loaded
from support.fillings import DEFINITIONS, FORMS, fillings
from support.published_grids import bare, printed_grids, published, read_grids, rows_of, texts_of
from xlsreport import PublicationError, build_document, render
from xlsreport.document.pdf.pdf_fonts import installed_fonts
from xlsreport.published.publication.fixed_pages.drawing.drawn_page import DrawnLetter
from xlsreport.published.publication.fixed_pages.text_lines import lines_of
from xlsreport.published.publication.publication import Paragraph, Publication

PAGE = '#set page(width: 400pt, height: {height}pt, margin: 40pt)\n#set text(size: 10pt, lang: "zh", region: "cn")\n'


def typeset(source: str, height: int = 500) -> bytes:
    """A PDF of Typst's markup on small pages."""
    made = typst.Compiler(font_paths=installed_fonts()).compile(
        f"{PAGE.replace('{height}', str(height))}{source}".encode()
    )
    assert isinstance(made, bytes)
    return made


def read(source: str, height: int = 500) -> Publication:
    return published(typeset(source, height))


def only_table(source: str, height: int = 500) -> list[list[str]]:
    (table,) = read(source, height).tables
    return rows_of(table)


def test_merged_cells_have_their_place_and_reach() -> None:
    cells = "table.cell(rowspan: 2, colspan: 2)[说明], table.cell(colspan: 2)[申请人情况], [甲], [乙], "
    cells += "table.cell(rowspan: 2)[结果], [一], [1], [22], [二], [], [4]"
    assert only_table(f"#table(columns: 4, {cells})") == [
        ["说明 2x2", "申请人情况 1x2"], ["甲", "乙"], ["结果 2x1", "一", "1", "22"], ["二", "", "4"],
    ]  # fmt: skip


def test_edges_that_are_not_drawn_are_where_the_lines_across_end() -> None:
    inner = (
        "stroke: (x, y) => (left: if x > 0 {1pt} else {0pt}, top: if y > 0 {1pt} else {0pt}, right: 0pt, bottom: 0pt)"
    )
    assert only_table(f"#table(columns: (80pt, 80pt, 80pt), {inner}, ..range(9).map(str))") == [
        ["0", "1", "2"], ["3", "4", "5"], ["6", "7", "8"],
    ]  # fmt: skip


def test_columns_without_lines_are_found_by_what_stands_below_each_other() -> None:
    rows = "[项目], [上年], [本年], [收到申请], [7], [1,234], [结转], [], [15]"
    (table,) = read(f"以下是本年度的数据。\n\n#table(columns: (120pt, 80pt, 80pt), stroke: none, {rows})").tables
    assert table.exact_columns
    assert rows_of(table) == [["项目", "上年", "本年"], ["收到申请", "7", "1,234"], ["结转", "", "15"]]


def test_rules_part_the_rows_of_a_table_without_vertical_lines() -> None:
    rows = "[项目], [本年], [一个很长的名称占去 两行文字], [7], [结转], [15]"
    rule = "stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt)"
    assert only_table(f"#table(columns: (62pt, 80pt), {rule}, {rows})") == [
        ["项目", "本年"], ["一个很长的\n名称占去\n两行文字", "7"], ["结转", "15"],
    ]  # fmt: skip


def test_a_table_that_pages_part_is_one_and_repeated_headings_are_not_rows() -> None:
    cells = "table.header[名称][数]," + ",".join(f"[第{number}项],[{number}]" for number in range(1, 31))
    found = read(f"#table(columns: (100pt, 60pt), {cells})", height=200)
    (table,) = found.tables
    assert rows_of(table) == [["名称", "数"], *([f"第{number}项", str(number)] for number in range(1, 31))]
    assert sorted({cell.page for cell in table.cells if cell.page is not None}) == [1, 2, 3, 4, 5, 6]


def test_a_cell_that_reaches_over_the_page_is_one() -> None:
    group = "table.cell(rowspan: 12)[办理结果], " + ",".join(f"[（{number}）],[{number}]" for number in range(12))
    (table,) = read(f"#table(columns: (60pt, 60pt, 60pt), [名], [项], [数], {group})", height=240).tables
    assert rows_of(table)[1] == ["办理结果 12x1", "（0）", "0"]
    assert {cell.page for cell in table.cells} == {1, 2}


def test_headings_that_the_page_cuts_are_whole() -> None:
    columns = "columns: (50pt, 50pt, 50pt, 50pt)"
    above = f"#table({columns}, [名称], table.cell(colspan: 2)[法人或其他组织], [总计])"
    below = f"#table({columns}, [], [商业企业], [科研机构], [], [申请], [1], [2], [3])"
    assert only_table(f"{above}\n#pagebreak()\n{below}") == [
        ["名称 2x1", "法人或其他组织 1x2", "总计 2x1"], ["商业企业", "科研机构"], ["申请", "1", "2", "3"],
    ]  # fmt: skip
    blank = f"#table({columns}, [规章], [], [], [], [文件], [1], [2], [3])"  # a row of which only the label is printed
    assert only_table(f"{above}\n#pagebreak()\n{blank}")[1] == ["规章", "", "", ""]


def test_a_row_that_the_page_cuts_is_one() -> None:
    label = "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请的情形，按照规定统计在内并说明"
    rows = ",".join(f"[第{number}项],[{number}],[0]" for number in range(1, 6))
    source = (
        f"#table(columns: (80pt, 40pt, 40pt), align: left, [名称],[甲],[乙],{rows},[{label}],[77],[8],[末项],[9],[9])"
    )
    cut, last = only_table(source, height=250)[-2:]
    assert [bare(text) for text in cut] == [label, "77", "8"]
    assert last == ["末项", "9", "9"]


def test_an_edge_that_ends_a_cell_over_several_rows_too_early_makes_no_row() -> None:
    """As browsers draw it where a page broke the cell."""

    def line(x: int, y: int, width: int, height: int) -> str:
        return f"#place(dx: {x}pt, dy: {y}pt, line(end: ({width}pt, {height}pt), stroke: 0.5pt))\n"

    def word(x: int, y: int, text: str) -> str:
        return f"#place(dx: {x}pt, dy: {y}pt)[{text}]\n"

    across = "".join(line(60 if y == 40 else 0, y, 120 if y == 40 else 180, 0) for y in (0, 20, 40, 60, 80))
    down = "".join(line(x, 0, 0, 80) for x in (0, 60, 120, 180))
    early = line(0, 53, 60, 0)
    words = word(5, 25, "结果") + word(65, 5, "一") + word(125, 5, "1") + word(65, 25, "二") + word(125, 25, "2")
    words += word(65, 45, "三") + word(125, 45, "3") + word(5, 65, "末") + word(65, 65, "四") + word(125, 65, "4")
    assert only_table(across + down + early + words) == [
        ["", "一", "1"], ["结果 2x1", "二", "2"], ["三", "3"], ["末", "四", "4"],
    ]  # fmt: skip


def test_a_figure_that_its_narrow_cell_breaks_is_told_from_two_figures() -> None:
    cells = "[年度], [甲], [乙], [2023], [123\\ 4], [12\\ 3]"
    (table,) = read(f"#table(columns: (60pt, 28pt, 28pt), inset: 5pt, {cells})").tables
    assert [(cell.text, cell.is_broken) for cell in table.cells[-2:]] == [("123\n4", True), ("12\n3", False)]


def test_a_signature_at_the_head_of_the_last_page_is_no_running_line() -> None:
    text = "某某局\n#align(center)[某局]\n正文一行。\n#pagebreak()\n正文\n#pagebreak()\n"
    found = read(f"{text}某某局\n#align(right)[某局]\n#align(right)[2024年1月5日]")
    assert texts_of(found).count("某局") == 2


def test_numbered_paragraphs_are_not_joined_where_the_line_before_is_full() -> None:
    first, second = "（一）全年主动公开各类信息共计三百二十余条次，都已经按时发布。", "（二）规范办理了申请。"
    source = f"#set text(size: 10pt)\n#block(width: 310pt)[{first}\\ {second}]"
    assert texts_of(read(source)) == [first, second]


def test_tables_of_other_columns_are_not_joined_over_the_page() -> None:
    first = "#table(columns: (60pt, 60pt), ..range(4).map(str))"
    second = "#table(columns: (70pt, 50pt), ..range(4).map(str))"
    assert len(list(read(f"{first}\n#pagebreak()\n{second}").tables)) == 2


def test_lines_become_paragraphs_and_page_numbers_are_chrome() -> None:
    setting = '#set page(numbering: "- 1 -", header: [某某局文件])\n'
    setting += "#set par(first-line-indent: (amount: 2em, all: true), justify: true)"
    long = "全年主动公开信息一百条，受理申请二十件，均已按期答复，没有收费。" * 3
    text = f"一、总体情况\n\n{long}\n\n{long * 4}\n\n{long}"
    found = read(f"{setting}\n{text}", height=220)
    assert texts_of(found) == ["一、总体情况", long, long * 4, long]
    chrome = [block for block in found.blocks if isinstance(block, Paragraph) and block.chrome]
    assert {block.text for block in chrome} == {"某某局文件", "- 1 -", "- 2 -"}


def test_short_lines_of_a_cover_are_paragraphs_and_no_table() -> None:
    lines = "填报单位：某局#h(3em)负责人：张三\\\n日期：2024年1月5日#h(3em)电话：123\\\n某某年度报告"
    assert texts_of(read(f"#set par(spacing: 1em)\n{lines}".replace("\\\n", "\n\n"))) == [
        "填报单位：某局 负责人：张三", "日期：2024年1月5日 电话：123", "某某年度报告",
    ]  # fmt: skip


def test_english_lines_are_joined_with_blanks_and_ligatures_are_letters() -> None:
    text = "The office received five requests and granted all of them without a fee or an affidavit. " * 3
    assert texts_of(read(f"Difficult\n\n{text}")) == ["Difficult", text.strip()]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pages_that_are_turned_are_read_as_they_are_looked_at(angle: int) -> None:
    with pikepdf.open(
        io.BytesIO(typeset(f"#rotate({angle}deg, reflow: true)[#table(columns: 2, [名称], [数], [甲], [12])]"))
    ) as pdf:
        pdf.pages[0].Rotate = 360 - angle
        file = io.BytesIO()
        pdf.save(file)
    (table,) = published(file.getvalue()).tables
    assert rows_of(table) == [["名称", "数"], ["甲", "12"]]


def test_text_that_runs_sideways_or_from_above_is_read_as_it_runs() -> None:
    sideways = "#rotate(-90deg, reflow: true)[结果维持]"
    stacked = "#box(width: 10pt)[结果纠正]"
    assert only_table(f"#table(columns: 3, [名], [{sideways}], [{stacked}], [甲], [1], [2])") == [
        ["名", "结果维持", "结\n果\n纠\n正"], ["甲", "1", "2"],
    ]  # fmt: skip


def test_watermarks_are_left_out() -> None:
    slanted = "#place(dx: 60pt, dy: 10pt)[#rotate(-40deg)[#text(size: 40pt, fill: luma(210))[仅供参考2024]]]"
    flat = "#place(dx: 30pt, dy: 5pt)[#text(size: 40pt, fill: luma(215))[9 9 9]]"
    assert only_table(f"{slanted}{flat}#table(columns: 2, [名称], [数], [甲], [12])") == [["名称", "数"], ["甲", "12"]]


def test_letters_drawn_twice_count_once_and_letters_drawn_over_each_other_are_unknown() -> None:
    twice = "#place(dx: 0.3pt)[1]1"
    over = "#box(width: 0pt)[8]3"
    found = read(f"#table(columns: 2, [甲], [{twice}], [乙], [{over}])")
    assert [rows_of(table) for table in found.tables] == [[["甲", "1"], ["乙", "�"]]]
    assert found.notes == ("1 letter cannot be read for certain and stands as “�”.",)


def test_raised_marks_are_told_from_digits_and_struck_figures_are_left_out() -> None:
    found = read("#table(columns: 3, [甲], [12#super[3]4#super(typographic: false)[5]], [#strike[40]5])")
    assert [rows_of(table) for table in found.tables] == [[["甲", "12[3]4[5]", "5"]]]
    assert found.notes == ("2 letters with a line through them were not read.",)


def changed(data: bytes, **encryption: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        file = io.BytesIO()
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing and not encryption:
                del thing["/ToUnicode"]
                thing["/Encoding"] = pikepdf.Name("/Identity-H")
        pdf.save(file, encryption=pikepdf.Encryption(user="u", owner="o") if encryption else False)
        return file.getvalue()


def scanned() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, "PDF")
    return file.getvalue()


def test_text_below_a_scan_was_recognised_and_is_not_read() -> None:
    with pikepdf.open(io.BytesIO(typeset("总计 12"))) as pdf, pikepdf.open(io.BytesIO(scanned())) as scan:
        pdf.pages[0].add_overlay(scan.pages[0], None)
        file = io.BytesIO()
        pdf.save(file)
    with pytest.raises(PublicationError, match="recognised by a program"):
        published(file.getvalue())


def test_radicals_that_stand_for_words_are_those_words() -> None:
    assert texts_of(read("\u2f00、\u2ea0政\uf9e9")) == ["一、民政里"]


def test_without_the_library_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsreport.published.publication.fixed_pages.pdf_publication", None)
    with pytest.raises(PublicationError, match=r"report: What reads this kind of file is not on this computer: .+\."):
        published(b"%PDF-1.7")


def test_files_that_cannot_be_read_are_told_as_what_they_are() -> None:
    whole = typeset("一二三 123")
    for data, words in (
        (whole[:200], "damaged"),
        (changed(whole, user="u"), "password"),
        (scanned(), "consists of pictures"),
    ):
        with pytest.raises(PublicationError, match=rf"report: .*{words}"):
            published(data)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*DEFINITIONS, *FORMS])
def test_our_own_pdfs_come_back_as_they_were_printed(name: str) -> None:
    definition = loaded(name)
    for submission in list(fillings(definition, 4, seed=19))[: 1 if name == FORMS[2] else 4]:
        document = build_document(submission)
        found = published(render(document, "pdf"))
        assert read_grids(found) == [grid for grid in printed_grids(document) if grid]
        assert list(map(bare, texts_of(found))) == list(map(bare, texts_of(published(render(document, "docx")))))


def drawn(*letters: tuple[str, float, float]) -> str:
    """The line that some letters make, each from one place to another."""
    placed = [DrawnLetter(character, left, right, 90, 100, 98, 10) for character, left, right in letters]
    (line,) = lines_of(placed)
    return line.text


def test_letters_that_reach_below_each_other_are_read_and_those_drawn_over_each_other_are_not() -> None:
    assert drawn(("Q", 200.1, 210.1), ("u", 207.1, 212.4)) == "Qu"  # as Libertinus draws them
    assert drawn(("Q", 200.1, 210.1), ("u", 203.1, 208.4)) == "\ufffd"
    assert drawn(("1", 200, 205), ("2", 202, 207)) == "\ufffd"
    assert drawn(("决", 200, 210), ("定", 204, 214)) == "\ufffd"
