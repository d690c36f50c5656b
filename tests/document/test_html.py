"""The web page, read back as a browser and as a screen reader read it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

import lxml.html
import pytest
from lxml.html import HtmlElement

from support.printed_tables import NESTED, STACKED
from support.small_documents import report
from xlsreport.document.content.model import (
    Document,
    Heading,
    Paragraph,
    PrintedTable,
    TableBlock,
    TableCell,
)
from xlsreport.document.html import render_html
from xlsreport.values import Number

HOSTILE = "</script><script>alert(1)</script>&amp;\"'\x00\x0b\ud800\u2028结束"
HARMLESS = "</script><script>alert(1)</script>&amp;\"'\u2028结束"


def opened(document: Document) -> HtmlElement:
    # As bytes: the parser must find the encoding in the page, and what is not UTF-8 must not get this far.
    return lxml.html.document_fromstring(render_html(document).encode())


def element(page: HtmlElement, path: str) -> HtmlElement:
    (found,) = elements(page, path)
    return found


def elements(page: HtmlElement, path: str) -> list[HtmlElement]:
    found = page.xpath(path)
    assert isinstance(found, list)
    return [item for item in found if isinstance(item, HtmlElement)]


def printed_grid(table: HtmlElement) -> list[list[str]]:
    """What stands at each position when rowspan and colspan are followed as HTML prescribes."""
    grid: dict[tuple[int, int], str] = {}
    for row, line in enumerate(elements(table, ".//tr")):
        column = 0
        for cell in elements(line, "./th | ./td"):
            while (row, column) in grid:
                column += 1
            for down in range(int(cell.get("rowspan", "1"))):
                for right in range(int(cell.get("colspan", "1"))):
                    grid[row + down, column + right] = cell.text_content()
    height, width = max(row for row, _ in grid) + 1, max(column for _, column in grid) + 1
    return [[grid[row, column] for column in range(width)] for row in range(height)]


def test_every_figure_stands_where_its_merged_cell_is() -> None:
    assert printed_grid(element(opened(report(NESTED)), "//table")) == [
        ["说明", "说明", "情况", "情况", "总计"],
        ["说明", "说明", "甲", "乙", "总计"],
        ["结果", "一", "1", "2", "3"],
        ["结果", "二", "40", "50", "90"],
    ]


def test_a_position_without_a_cell_is_written_empty() -> None:
    gap = replace(STACKED, cells=tuple(cell for cell in STACKED.cells if cell.text != "7"))
    assert printed_grid(element(opened(report(gap)), "//table"))[1] == ["规章", "", "8"]


def test_every_figure_names_the_headings_it_stands_under_and_beside() -> None:
    page = opened(report(NESTED))
    ids = {heading.get("id"): heading.text_content() for heading in elements(page, "//th")}
    assert {
        cell.text_content(): [ids[name] for name in (cell.get("headers") or "").split()]
        for cell in elements(page, "//td")
    } == {
        "1": ["情况", "甲", "结果", "一"],
        "2": ["情况", "乙", "结果", "一"],
        "3": ["总计", "结果", "一"],
        "40": ["情况", "甲", "结果", "二"],
        "50": ["情况", "乙", "结果", "二"],
        "90": ["总计", "结果", "二"],
    }


def test_headings_say_which_way_they_point() -> None:
    page = opened(report(NESTED))
    scopes = {heading.text_content(): heading.get("scope") for heading in elements(page, "//th")}
    assert scopes == {
        "说明": "colgroup",
        "情况": "colgroup",
        "总计": "col",
        "甲": "col",
        "乙": "col",
        "结果": "rowgroup",
        "一": "row",
        "二": "row",
    }


def test_no_id_is_used_twice_in_a_page_of_several_tables() -> None:
    page = opened(report(NESTED, STACKED, NESTED))
    ids = page.xpath("//@id")
    assert isinstance(ids, list)
    assert len(ids) == len(set(ids)) == 3 + 8 + 4 + 8 + 1


def test_the_first_blocks_headings_are_the_tables_head_and_each_block_a_body() -> None:
    page = opened(report(STACKED))
    groups = [
        (group.tag, [row.text_content().split() for row in elements(group, "./tr")])
        for group in elements(page, "//table/thead | //table/tbody")
    ]
    assert groups == [
        ("thead", [["第（一）项"]]),
        ("tbody", [["规章", "7", "8"]]),
        ("tbody", [["第（八）项"], ["收费", "59237.2449"]]),
    ]


def test_a_caption_is_seen_only_where_the_form_has_a_title() -> None:
    nested, stacked = elements(opened(report(NESTED, STACKED)), "//caption")
    assert (nested.text, nested.get("class")) == ("嵌套表", "unseen")
    assert (stacked.text, stacked.get("class")) == ("表一", None)


def test_tables_of_one_name_scroll_in_regions_of_different_names() -> None:
    regions = elements(opened(report(NESTED, STACKED, NESTED)), "//*[@role='region']")
    assert [region.get("aria-label") for region in regions] == ["嵌套表", "分块表", "嵌套表 (2)"]


def test_labels_beside_the_figures_stay_in_sight_and_those_outside_of_them_do_not() -> None:
    page = opened(report(NESTED))
    assert [(cell.text, cell.get("class")) for cell in elements(page, "//th[contains(@class, 'stays')]")] == [
        ("说明", "stub stays"),
        ("一", "row stays"),
        ("二", "row stays"),
    ]


def test_a_table_scrolls_in_a_named_region_that_the_keyboard_reaches() -> None:
    region = element(opened(report(NESTED)), "//table/..")
    assert (region.get("role"), region.get("tabindex"), region.get("aria-label")) == ("region", "0", "嵌套表")


def test_columns_have_the_proportions_asked_for() -> None:
    columns = elements(opened(report(STACKED)), "//col")
    assert [(column.get("style") or "").partition(";")[0] for column in columns] == ["--wide: 33.3333%"] * 3


def test_a_column_is_wide_enough_for_its_longest_figure_on_a_narrow_screen() -> None:
    cells = (*NESTED.cells[:7], replace(NESTED.cells[7], text="59237.2449"), *NESTED.cells[8:])
    columns = elements(opened(report(replace(NESTED, cells=cells))), "//col")
    narrow = [float((column.get("style") or "").partition("--narrow: ")[2].removesuffix("em")) for column in columns]
    assert narrow[3] == narrow[4] == 2.8
    assert narrow[2] == pytest.approx(9 * 0.64 + 0.38 + 0.8)


def test_a_figure_too_wide_for_its_column_is_set_smaller() -> None:
    wide = replace(NESTED.cells[7], text="12345678901234567890")
    cells = (*NESTED.cells[:7], wide, *NESTED.cells[8:])
    large, small = (
        element(opened(report(table)), "//td[@data-place='t.one.a']").get("style")
        for table in (NESTED, replace(NESTED, cells=cells))
    )
    assert large is None
    assert small is not None
    assert re.fullmatch(r"--fit: \d\d%", small)


def test_the_page_has_its_language_title_and_room_on_a_phone() -> None:
    page = opened(report())
    assert page.get("lang") == "zh-CN"
    assert element(page, "//title").text == "清河县人民政府2024年度报告"
    assert element(page, "//meta[@name='viewport']").get("content") == "width=device-width, initial-scale=1"
    assert element(page, "//main/h1").text_content().split() == ["清河县人民政府", "2024年度报告"]


def test_headings_keep_their_order_below_the_title() -> None:
    page = opened(report(*(Heading(level, f"第{level}级") for level in (1, 2, 3, 4)), Paragraph("正文")))
    assert [(part.tag, part.text_content()) for part in elements(page, "//main/*")[1:]] == [
        ("h2", "第1级"),
        ("h3", "第2级"),
        ("h4", "第3级"),
        ("h5", "第4级"),
        ("p", "正文"),
    ]


def test_a_level_that_was_skipped_leaves_no_gap_in_the_outline() -> None:
    page = opened(report(*(Heading(level, "标题") for level in (1, 4, 3, 2, 4, 1, 3))))
    headings = elements(page, "//main/*")[1:]
    assert [heading.tag for heading in headings] == ["h2", "h3", "h3", "h3", "h4", "h2", "h3"]
    assert [heading.get("class") for heading in headings] == [f"l{level}" for level in (1, 4, 3, 2, 4, 1, 3)]


def test_a_heading_that_runs_into_the_text_has_its_face_only_there() -> None:
    paragraph = element(opened(report(Paragraph("（一）主动公开。今年公开十条。", level=2, lead=8))), "//main/p")
    lead = element(paragraph, "./span")
    assert (lead.get("class"), lead.text, lead.tail) == ("l2", "（一）主动公开。", "今年公开十条。")


def test_the_page_asks_for_nothing_from_outside() -> None:
    text = render_html(report(NESTED, STACKED, draft="草稿"))
    assert not re.findall(r"https?:|@import|url\(|<link|\bsrc=", text)


def test_the_page_prints_on_the_paper_of_an_official_document() -> None:
    style = element(opened(report()), "//style").text or ""
    assert re.search(r"@page \{\s*size: 210mm 297mm;\s*margin: 37mm 26mm 35mm 28mm;", style)
    assert "thead { display: table-header-group; }" in style


def test_a_page_in_a_plain_layout_has_the_measures_of_that_layout() -> None:
    official, plain = (
        element(opened(replace(report(), page_style=style)), "//style").text or "" for style in ("gb-t-9704", "plain")
    )
    assert "--body-size: 16pt;" in official
    assert "--line-pitch: 28.95pt;" in official
    assert "--body-size: 12pt;" in plain
    assert "--line-pitch: 17pt;" in plain


def test_a_draft_says_so_above_the_report_and_on_every_printed_page() -> None:
    page = opened(report(draft='草稿"}'))
    assert element(page, "//body/header/p[@class='draft']").text == '草稿"}'
    mark = re.search(r'@top-center \{ content: "((?:\\[0-9a-f]{6})+)"', element(page, "//style").text or "")
    assert mark is not None
    assert "".join(chr(int(code, 16)) for code in mark[1].split("\\")[1:]) == '草稿"}'
    assert "@page :first { @top-center { content: none; } }" in (element(page, "//style").text or "")
    assert element(page, "//meta[@name='robots']").get("content") == "noindex"


def test_a_report_to_be_published_has_no_mark() -> None:
    page = opened(report())
    assert not elements(page, "//*[@class='draft'] | //meta[@name='robots']")
    assert "@top-center" not in (element(page, "//style").text or "")


def test_figures_for_machines_keep_every_digit() -> None:
    figures: dict[str, Number | str | None] = {
        "a.b.c": 12345678,
        "a.b.d": Decimal("59237.244900"),
        "a.b.e": Decimal("1E+3"),
        "a.b.f": None,
        "a.b.g": "无",
    }
    text = element(opened(report(figures=figures)), "//script").text or ""
    assert json.loads(text, parse_float=str)["figures"] == {
        "a.b.c": 12345678,
        "a.b.d": "59237.244900",
        "a.b.e": 1000,
        "a.b.f": None,
        "a.b.g": "无",
    }


def test_figures_for_machines_say_whose_they_are() -> None:
    document = replace(report(draft="草稿"), definition="some-report/2021", year=2024)
    assert json.loads(element(opened(document), "//script").text or "") == {
        "agency": "清河县人民政府",
        "year": 2024,
        "definition": "some-report/2021",
        "draft": True,
        "figures": {},
    }


def test_figures_for_machines_cannot_end_their_element() -> None:
    page = opened(report(figures={"a.b.c": HOSTILE}))
    text = element(page, "//script").text or ""
    assert json.loads(text)["figures"] == {"a.b.c": HOSTILE}
    assert not re.search("[<>&\u2028]", text)


@pytest.mark.parametrize(
    "path", ["//main/h1", "//main/h2", "//main/p", "//caption", "//th[@scope='row'][1]", "//header/p"]
)
def test_hostile_text_arrives_as_text(path: str) -> None:
    cells = (*NESTED.cells[:6], replace(NESTED.cells[6], text=HOSTILE), *NESTED.cells[7:])
    table = replace(NESTED, cells=cells, label=HOSTILE, title=HOSTILE)
    document = replace(
        report(Heading(1, HOSTILE), Paragraph(HOSTILE), table, draft=HOSTILE),
        agency=HOSTILE,
        title=HOSTILE,
        title_lines=(HOSTILE,),
    )
    page = opened(document)
    assert elements(page, path)[0].text_content().strip() == HARMLESS
    assert len(elements(page, "//script")) == 1
    assert element(page, "//meta[@name='author']").get("content") == HARMLESS


def test_the_site_gives_the_names_that_it_prescribes() -> None:
    text = render_html(report(), {"SiteName": '清河"县', "PubDate": "2025-01-20 09:00"})
    page = lxml.html.document_fromstring(text.encode())
    assert element(page, "//meta[@name='SiteName']").get("content") == '清河"县'
    assert element(page, "//meta[@name='PubDate']").get("content") == "2025-01-20 09:00"


def test_the_same_report_is_the_same_page() -> None:
    document = report(Heading(1, "一"), NESTED, STACKED, draft="草稿", figures={"a.b.c": 1})
    assert render_html(document) == render_html(document)


def test_the_number_of_a_line_is_a_code_that_is_not_broken() -> None:
    labels = ("01", "A12", "3.1", "Lorem", "12345", "二")
    cells = tuple(TableCell(text, row, 0, 1, 1, "row") for row, text in enumerate(labels))
    page = opened(report(PrintedTable(cells, (1,), len(cells), (TableBlock(0, len(cells), 0),), 10, "Lines")))
    assert [one.text for one in elements(page, "//th[contains(@class, 'code')]")] == ["01", "A12", "3.1"]
