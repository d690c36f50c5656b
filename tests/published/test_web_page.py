from __future__ import annotations

import os
import sys
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from support.definitions import loaded
from support.fillings import DEFINITIONS, FORMS, fillings
from support.published_grids import printed_grids, published, read_grids, rows_of, texts_of
from xlsreport import PublicationError, build_document, messages_for, render
from xlsreport.published.publication.publication import Paragraph, Publication
from xlsreport.published.publication.publication_reading import read_publication
from xlsreport.published.publication.web_page.web_page_reading import looks_like_html, read_web_page


def read(page: str, encoding: str = "utf-8") -> Publication:
    return read_web_page(page.encode(encoding), "page.html", messages_for("en"))


def rows(page: str) -> list[list[str]]:
    (table,) = read(page).tables
    return rows_of(table)


def test_spans_lead_to_the_places_at_which_a_browser_shows_the_cells() -> None:
    page = """<table><thead><tr><th rowspan=2 colspan=2>Item<th colspan=2>Applicants</tr><tr><td>Persons
      <td>Firms</thead>      <tfoot><tr><td colspan=2>Sum<td>4<td>6</tfoot>
      <tbody><tr><td rowspan=0>Received<td>by post<td>1<td>2<tr><td>online<td>3<td>4</tbody></table>"""
    assert rows(page) == [
        ["Item 2x2", "Applicants 1x2"],
        ["Persons", "Firms"],
        ["Received 2x1", "by post", "1", "2"],
        ["online", "3", "4"],
        ["Sum 1x2", "4", "6"],
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<table><tr><td rowspan=9>a<td>b<tr><td>c</table>", [["a 2x1", "b"], ["c"]]),
        ("<table><tr><td colspan=1000000000>all<tr><td>a<td>b</table>", [["all 1x2"], ["a", "b"]]),
        ("<table><tr><td colspan=x rowspan=-3>a<td>b<tr><td>c<td>d</table>", [["a", "b"], ["c", "d"]]),
        ("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=2>d<td>e</table>", [["a", "b 2x1", "c"], ["d", "e"]]),
        ("<table><td>a<td>b<tr><td>c</td></div><td>d</table>", [["a", "b"], ["c", "d"]]),
        ("<table><form><tr><font><td>a</font><td>b</tr></form></table>", [["a", "b"]]),
        (
            "<table><tr><td>a<td style='display:none'>x<td>b<tr hidden><td>y<td>z<tr height=0><td><td></table>",
            [["a", "b"]],
        ),
    ],
    ids=["too high", "too wide", "no numbers", "overlapping", "without ends", "others between", "hidden"],
)
def test_wrong_markup_of_a_table_is_taken_as_browsers_take_it(page: str, expected: list[list[str]]) -> None:
    assert rows(page) == expected


def test_a_cell_is_read_as_it_is_seen() -> None:
    page = """<table><tr>
      <td><p class=MsoNormal><span>No</span><span>t</span>es&nbsp;<o:p>&nbsp;</o:p></p><p>of a<br>year</p>
      <td>12<sup>1</sup><td>7<sup>（2）</sup><td>10<sup>4</sup><td>m<sup>2</sup><td><sup>9</sup><td>数<sup>*</sup>
      <td><s>5</s>8<td><input value=" 3 "><input type=hidden value=4><td><select><option>1<option selected>2</select>
      <td>4<script>1</script><!-- 2 --><template>3</template><span style="display: none">5</span>6
      <td>三、本
         年度<td>two
         words<td>9\u200b9</table>"""
    (table,) = (found := read(page)).tables
    assert [cell.text for cell in table.cells] == [
        "Notes\nof a\nyear", "12[1]", "7（2）", "10^4", "m²", "9", "数[*]", "8", "3", "2", "46", "三、本年度",
        "two words", "99",
    ]  # fmt: skip
    assert found.notes == ("Table 1, row 1, column 8: “5” is struck out, and was left out.",)


def test_tables_that_arrange_a_page_are_taken_apart_and_the_report_s_table_keeps_its_cells() -> None:
    page = """<table role=presentation><tr><td><table><tr><td><a>Home</a></table><td><h1>Report</h1>
      <table><tr><td>Kind<td>Number<tr><td>Permits<td>3</table><p>Words</table>"""
    found = read(page)
    assert [rows_of(table) for table in found.tables if len(table.cells) > 1] == [
        [["Kind", "Number"], ["Permits", "3"]]
    ]
    assert "Report" in texts_of(found)
    assert "Words" in texts_of(found)


def test_figures_in_a_table_within_the_row_of_their_label_stand_beside_it() -> None:
    inner = "<table><tr><td>{}<td>{}</table>".format
    page = f"""<table><tr><td>Kind<td><table><tr><td>a<td>b</table>
      <tr><td>Permits<td>{inner(1, 2)}<tr><td>Fines<td>{inner(3, 4)}<tr><td colspan=2>end</table>"""
    assert rows(page) == [["Kind", "a", "b"], ["Permits", "1", "2"], ["Fines", "3", "4"], ["end 1x3"]]


def test_headings_surroundings_and_lines() -> None:
    page = """<title> The  page </title><nav>Home</nav><div class="breadcrumb">You are here</div><header>Site</header>
      <main><article><header><h1>Annual<br>report</h1></header><div>loose<p>para one</p>tail<br>next</div>
      <div role=heading aria-level=3>Third</div><ul><li>item<li>item 2</ul>
      <p>Words of the report that are many, so that nothing else is most of the page, as on every page.</p>
      </article></main><aside>Aside</aside><footer><p>Imprint</p></footer><div role=navigation>Menu</div>
      <ul><li><a>one</a><li><a>two</a><li><a>three</a></ul>"""
    found = read(page)
    assert found.title == "The page"
    paragraphs = [block for block in found.blocks if isinstance(block, Paragraph)]
    assert [(block.text, block.level) for block in paragraphs if not block.chrome] == [
        ("Annual report", 1), ("loose", None), ("para one", None), ("tail", None), ("next", None), ("Third", 3),
        ("item", None), ("item 2", None),
        ("Words of the report that are many, so that nothing else is most of the page, as on every page.", None),
    ]  # fmt: skip
    chrome = ["Home", "You are here", "Site", "Aside", "Imprint", "Menu", "one", "two", "three"]
    assert [block.text for block in paragraphs if block.chrome] == chrome


CHINESE = "<p>收到申请三件，都已办结，没有结转，也没有收取费用；各部门配合良好。</p>"


@pytest.mark.parametrize("stated", ["", "utf-8", "gb2312", "iso-8859-1", "big5", "none-such"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5"])
def test_what_decodes_a_page_decides_and_not_what_it_states(stated: str, encoding: str) -> None:
    text = (
        CHINESE if encoding != "big5" else "<p>收到申請三件，都已辦結，沒有結轉，也沒有收取費用；各部門配合良好。</p>"
    )
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={stated}"></head>{text}'
    assert [texts_of(read(page, encoding))] == [[text[3:-4]]]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_page_is_read_and_told(encoding: str) -> None:
    data = (CHINESE * 20).encode(encoding)
    found = read_web_page(data[:95] + b"\xff" + data[96:], "page.html", messages_for("en"))
    assert texts_of(found)[5:] == [CHINESE[3:-4]] * 15
    assert "could not be read" in found.notes[0]


@pytest.mark.parametrize(
    ("begin", "piece", "count"),
    [
        ("", "<div>", 100_000),
        ("<p>", "<b>x</b>", 100_001),
        ("", "<table><tr><td>", 500),
        ("<table><tr>", "<td colspan=1000>1", 5_000),
        ("", " ", 33 << 20),
    ],
    ids=["deep", "many elements", "tables in tables", "wide cells", "large"],
)
def test_a_page_beyond_all_measure_is_refused_in_a_sentence(begin: str, piece: str, count: int) -> None:
    with pytest.raises(PublicationError, match=r"page\.html: the page "):
        read(begin + piece * count)


@pytest.mark.parametrize("definition", [*DEFINITIONS, *FORMS])
def test_the_tables_of_our_own_pages_are_read_as_they_are_printed(definition: str) -> None:
    form = loaded(definition)
    for submission in fillings(form, 2, seed=19):
        document = build_document(submission)
        found = published(render(document, "html"))
        assert read_grids(found) == [grid for grid in printed_grids(document) if grid]


def test_what_is_no_page_is_not_taken_for_one() -> None:
    assert looks_like_html(b"\xef\xbb\xbf<!-- saved --><html><body><p>x")
    assert looks_like_html("<div><p>一</p></div>".encode("gb18030"))
    assert looks_like_html("<html><p>x</p></html>".encode("utf-16"))
    assert not looks_like_html("一、总体情况 <a> |\n|||".encode())
    assert not looks_like_html(b"<<< notes >>>\nplain")
    assert not looks_like_html(b"<?xml version='1.0'?><data><x/></data>")


def test_style_sheets_within_the_page_count_as_on_a_wide_screen() -> None:
    page = """<style>.away, #x > i { display:none } td.old{text-decoration: line-through} .up{vertical-align:super}
      @media print { td { display: none } } @media (max-width: 600px) { table { display: none } }
      @media screen and (min-width: 800px) { .narrow { display: none } } .away.back { display: block !important }
      .read-aloud { position: absolute; clip-path: inset(50%) } h1 b { display: block }</style>
      <h1><b>Report</b><b>of the year</b></h1>
      <p class=away>a</p><p class="away back">b<p class=narrow>c<p id=x>d<i>e</i>
      <table><caption class=read-aloud>f<tr><td>g<td class=old>4<td>5<span class=up>1</span></table>"""
    found = read(page)
    assert texts_of(found) == ["Report of the year", "b", "d"]
    assert [rows_of(table) for table in found.tables] == [[["g", "", "5[1]"]]]


@pytest.mark.parametrize(
    "page",
    [
        """<div role=table><div role=rowgroup><div role=row><b role=columnheader>Kind</b>
             <div role=columnheader aria-colspan=2>Number</div></div></div>
           <p role=row><i role=rowheader>Permits</i><i role=cell>1</i><i role=cell>2</i></p></div>""",
        """<style>.g { display: grid; grid-template-columns: [a] 2fr repeat(2, minmax(1em, 1fr)) }
           .w { grid-column: 2 / 4 }</style>
           <div class=g><b>Kind</b><b class=w>Number</b>
           <div style="display:contents"><i>Permits</i><i>1</i><i>2</i></div></div>""",
    ],
    ids=["roles", "grid"],
)
def test_elements_that_roles_or_styles_make_a_table(page: str) -> None:
    assert rows(page) == [["Kind", "Number 1x2"], ["Permits", "1", "2"]]


@pytest.mark.parametrize(
    "page",
    [
        """<style>.t { display: table } .t > * { display: table-row } .t > * > * { display: table-cell }</style>
           <div class=t><p><b>Kind</b><b>Number</b></p><p><b>Permits</b><b>3</b></p></div>""",
        """<div class=divTable><div class=divTableBody><div class=divTableRow><span class=divTableCell>Kind</span>
           <span class=divTableCell>Number</span></div><div class=divTableRow><span class=divTableCell>Permits</span>
           <span class=divTableCell>3</span></div></div></div>""",
        "<div><div><div>Kind</div><div>Number</div></div><div><div><div>Permits</div><div>3</div></div></div></div>",
        "<div><p>Words<p>More</p><ul><li>Kind<li>Number</ul><ul><li>Permits<li>3</ul><h2>Next</h2></div>",
        "<dl><dt>Kind<dd>Number<dt>Permits<dd>3</dl>",
    ],
    ids=["display", "classes", "rows alike", "among paragraphs", "terms"],
)
def test_rows_of_parts_that_stand_beside_each_other_are_a_table(page: str) -> None:
    assert rows(page) == [["Kind", "Number"], ["Permits", "3"]]


def test_parts_of_a_page_that_are_alike_are_no_table() -> None:
    page = "".join(f"<div><div>Heading {n}</div><div>A short sentence.</div></div>" for n in "abc")
    found = read(f"<div>{page}</div>")
    assert not list(found.tables)
    assert texts_of(found)[:2] == ["Heading a", "A short sentence."]


def archive(*parts: tuple[str, str, str]) -> bytes:
    """A web archive as browsers save it: parts by their kind, address and text."""
    message = MIMEMultipart("related")
    for kind, address, text in parts:
        part = MIMEText(text, kind, "gb18030")
        part["Content-Location"] = address
        message.attach(part)
    return message.as_bytes()


def test_a_web_archive_is_one_page_with_its_frames_and_style_sheets() -> None:
    page = "<link rel=stylesheet href='a:style'><p>一<p class=away>二</p><iframe src='a:frame'></iframe><p>四"
    frame = "<p>三<table><tr><td>申请<td>3</table><iframe srcdoc='&lt;p>inner'></iframe>"
    data = archive(("html", "a:page", page), ("css", "a:style", ".away { display: none }"), ("html", "a:frame", frame))
    assert looks_like_html(data)
    found = read_web_page(data, "page.mht", messages_for("en"))
    assert texts_of(found) == ["一", "三", "inner", "四"]
    assert [rows_of(table) for table in found.tables] == [[["申请", "3"]]]
    assert not looks_like_html(b"From: a@b.c\nSubject: x\n\nWords")


def test_lines_that_are_kept_and_text_within_a_page() -> None:
    page = """<pre># Part\n| Kind | Number |\n|---|---|\n| Permits | 3 |</pre>
      <p style="white-space: pre-wrap">one\ntwo</p>
      <table><tr><td style="white-space: pre-line">Kind\nof it<td>1\n</table>"""
    found = read(page)
    assert [rows_of(table) for table in found.tables] == [
        [["Kind", "Number"], ["Permits", "3"]],
        [["Kind\nof it", "1"]],
    ]
    assert texts_of(found) == ["Part", "one", "two"]


def test_items_of_lists_have_their_numbers() -> None:
    page = """<ol start=3><li>a<li><p>b</p><p>c</p><li value=9>d<li>（二）e</ol><ol type=A><li>f<li>g</ol>
      <ol style="list-style: none"><li>h</ol><ul><li>i</ul><ol type=i><li>j</ol>"""
    assert texts_of(read(page)) == ["3. a", "4. b", "c", "9. d", "（二）e", "A. f", "B. g", "h", "i", "j"]


def test_what_a_page_states_of_itself_and_where_else_the_report_may_be() -> None:
    page = """<meta name=ContentSource content=" Office  of  roads "><meta property="og:title" content=Report>
      <p>See <a href="files/%E6%8A%A5%E5%91%8A.pdf?x=1">the report</a> and <a href=other.html>others</a>.
      <iframe src="https://example.org/viewer/report.ofd"></iframe>"""
    found = read(page)
    assert found.metadata == {"ContentSource": "Office of roads", "og:title": "Report"}
    assert found.notes == (
        "The page has no table. It names 报告.pdf, report.ofd: look whether the report is there, and import that.",
    )


def test_a_head_apart_and_rows_apart_are_put_together() -> None:
    head, one, two = (
        f"<table><tr>{row}</table>" for row in ("<td>Kind<td>Number", "<td>Permits<td>3", "<td>Fines<td><s>4</s>5")
    )
    found = read(f"<div>{head}</div><div>{one}<p>&nbsp;</p></div>{two}<p>Words</p>{one}")
    assert [rows_of(table) for table in found.tables] == [
        [["Kind", "Number"], ["Permits", "3"], ["Fines", "5"]],
        [["Permits", "3"]],
    ]
    assert found.notes == (
        "Table 1, row 3, column 2: “4” is struck out, and was left out.",
        "Table 1: several tables that stand directly below each other were read as this one.",
    )


def test_two_tables_below_each_other_that_both_have_a_head_stay_two() -> None:
    table = "<table><tr><td>Kind<td>Number<tr><td>Permits<td>3</table>"
    assert len(list(read(table + table).tables)) == 2


def test_text_between_cells_stands_before_the_table() -> None:
    page = "<div class=header><h1>Report</h1></div><table>stray<tr>one<td>a<td>1</tr>two<p>three</p></table><p>after"
    found = read(page)
    assert texts_of(found) == ["Report", "stray", "two", "one", "three", "after"]
    (table,) = found.tables
    assert rows_of(table) == [["a", "1"]]
    assert not table.exact_columns
    assert found.notes[0].startswith("Table 1: there is something between its cells (“one”)")


@pytest.mark.parametrize(
    ("third", "two_thirds"),
    [
        ("style='width: 33%'", "style='width: 66%'"),
        ("style='flex: 1'", "style='flex: 2'"),
        ("class=col-4", "class=col-8"),
    ],
)
def test_widths_tell_over_how_many_columns_a_part_reaches(third: str, two_thirds: str) -> None:
    row = "<div style='display: flex'>{}</div>".format
    one, two = f"<div {third}>{{}}</div>".format, f"<div {two_thirds}>{{}}</div>".format
    page = (
        row(one("Kind") + two("Number")) + row(one("Permits") + one(3) + one(4)) + row(one("Fines") + one(5) + one(6))
    )
    assert rows(f"<section>{page}</section>") == [["Kind", "Number 1x2"], ["Permits", "3", "4"], ["Fines", "5", "6"]]


def test_a_blank_cell_beside_text_that_is_in_none_is_not_taken_for_blank() -> None:
    (table,) = read("<table><tr><td>Kind<td>a<td>b<tr><td>Permits<td></td><p>3</p><td>4</table>").tables
    assert rows_of(table) == [["Kind", "a", "b"], ["Permits", "4"]]
    assert not table.exact_columns


def test_tables_that_a_page_does_not_show_are_told_and_a_page_hidden_until_a_script_has_run_is_read() -> None:
    found = read("<div style='display: none'><table><tr><td>Permits<td>3</table></div><p>Words")
    assert not list(found.tables)
    assert found.notes[0].startswith("The page holds 1 table that it does not show")
    page = "<style>body { display: none !important }</style><body hidden><table><tr><td>Permits<td>3</table>"
    assert rows(page) == [["Permits", "3"]]


def test_a_menu_is_no_part_of_a_short_report_however_long_it_is() -> None:
    menu = "".join(f"<li><a href=/{number}>A department of the county, number {number}</a>" for number in range(50))
    found = read(f"<nav><script>{'x' * 9000}</script><ul>{menu}</ul></nav><p>A short report.</p>")
    assert texts_of(found) == ["A short report."]


PICTURE = (
    "<p>{}</p><p><img src=t.png></p><p><img src=s.png width=90></p><p>{}</p><div class=code><img src=q.png>scan</div>"
)


def test_pictures_between_paragraphs_and_pages_in_frames_are_told() -> None:
    text = "Applications that were received and answered within the year, by kind of applicant and by outcome. " * 2
    table = "<table><tr><td>a<td>b<tr><td>c<td>1</table>"
    found = read(
        f"{PICTURE.format(text, text)}{table}<iframe src='//x/t1.html?v=2'></iframe><iframe src='about:blank'></iframe>"
    )
    assert found.notes == (
        messages_for("en")("web_page.frames", names="t1.html"),
        "1 picture in the text was not read. Look whether a table is among them.",
    )


def test_pages_in_the_folder_that_a_browser_saved_beside_a_page_fill_its_frames(tmp_path: Path) -> None:
    folder = tmp_path / "年报_files"
    folder.mkdir()
    (folder / "saved_resource.html").write_text("<table><tr><td>a<td>b<tr><td>c<td>1</table>", encoding="utf-8")
    frames = "<iframe src='./年报_files/saved_resource.html'></iframe><iframe src='../other.html'></iframe>"
    page = f"<html><p>before</p>{frames}"
    found = read_publication(page.encode(), "年报.html", messages_for("en"), tmp_path / "年报.html")
    assert [rows_of(table) for table in found.tables] == [[["a", "b"], ["c", "1"]]]
    assert len(list(read(page).tables)) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes")
def test_a_name_that_is_no_text_in_the_folder_beside_a_page_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "a_files"
    folder.mkdir()
    for name in (os.fsdecode("框.html".encode("gbk")), "b.html"):
        (folder / name).write_text("<table><tr><td>a<td>b<tr><td>c<td>1</table>", encoding="utf-8")
    frames = "<html><body><iframe src='a_files/b.html'></iframe></body></html>"
    found = read_publication(frames.encode(), "a.html", messages_for("en"), tmp_path / "a.html")
    assert [rows_of(table) for table in found.tables] == [[["a", "b"], ["c", "1"]]]


def test_what_stands_behind_the_end_of_a_page_is_read_as_browsers_show_it() -> None:
    page = "<!DOCTYPE html><html><body><table><tr><td>{}</td></tr></table></body></html>"
    both = read(page.format("1") + "<!-- two pages in one -->\n" + page.format("2") + "<p>behind</p>")
    assert [[cell.text for cell in table.cells] for table in both.tables] == [["1"], ["2"]]
    assert "behind" in [block.text for block in both.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_page_of_two_or_four_bytes_for_each_letter_is_read(encoding: str) -> None:
    page = "<html><body><p>示例县政府信息公开工作年度报告</p></body></html>".encode(encoding)
    assert texts_of(read_publication(page, "x", messages_for("en"))) == ["示例县政府信息公开工作年度报告"]


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{number}=1" for number in range(600)) + ">x",
        "<p>" + "x" * 4_000_001,
    ],
)
def test_a_page_that_would_take_minutes_or_a_gigabyte_is_told(page: str) -> None:
    with pytest.raises(PublicationError) as told:
        read(f"<html><body>{page}")
    assert str(told.value) == messages_for("en")("web_page.too_much", file="page.html")
