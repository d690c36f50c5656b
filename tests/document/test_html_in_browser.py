"""The web page in a browser: on a telephone, enlarged, printed, by keyboard, and as a screen reader is told it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from support.axe import faults
from support.browser import chromium
from support.large_tables import expect_parts, large_submission
from support.reports import DOCUMENTS, county, document_named, town
from support.small_documents import report
from xlsreport import Document, build_document
from xlsreport.document.content.model import Heading, Paragraph, PrintedTable
from xlsreport.document.html import render_html

CONTRAST = Path(__file__).parents[1].joinpath("round", "contrast.js").read_text(encoding="utf-8")
PHONE = ViewportSize(width=360, height=740)
CUT_OFF = """() => [...document.querySelectorAll("td, th, p, h1, h2, h3, h4, h5, figcaption, caption:not(.unseen)")]
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`)"""
"""The elements whose words do not fit into them."""


@pytest.fixture(scope="module")
def browser(starts_engine: None) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """In which the pages are shown one after the other."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A page; whatever it asks of a network, or complains of, fails the test."""
    tab.goto("about:blank")
    tab.set_viewport_size(PHONE)
    tab.emulate_media(media="null", color_scheme="null")
    said: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: said.append(request.url),
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    yield tab
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    assert said == []


def show(page: Page, document: Document) -> None:
    page.set_content(render_html(document))


def printed(page: Page, folder: Path, order: str = "-layout") -> list[list[str]]:
    """The lines of every printed page, without the blanks in them; in the ``-raw`` order as they are drawn.

    Where a label stands between two rows, the order of the layout makes one line of both with some fonts.
    """
    file = folder / "printed.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True)
    said = subprocess.run(["pdftotext", order, str(file), "-"], capture_output=True, text=True, check=True).stdout
    pages = said.removesuffix("\f").split("\f")
    return [[re.sub(r"\s", "", line) for line in lines.splitlines() if line.strip()] for lines in pages]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_has_no_fault_that_axe_knows(name: str, page: Page) -> None:
    show(page, document_named(name))
    for width in (320, 1280) if name == "2021" else (320,):  # a screen that is wide shows less that can be wrong
        page.set_viewport_size({"width": width, "height": 740})
        assert faults(page) == [], width


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_wider_than_the_screen_or_than_its_cell(name: str, page: Page) -> None:
    show(page, document_named(name))
    # 640 and 320 are also what is left of 1280 when everything is enlarged to 200 and 400 per cent.
    for width in (320, 360, 640, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        assert page.evaluate(CUT_OFF) == [], width


@pytest.mark.parametrize("name", DOCUMENTS)
def test_words_can_be_read_in_light_and_in_dark_surroundings(name: str, page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        show(page, document_named(name))
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_on_a_telephone_figures_are_seen_beside_their_labels_however_far_the_table_is_scrolled(page: Page) -> None:
    show(page, document_named("2021"))
    table = page.locator("table").nth(1)
    label, first = table.get_by_text("1.属于国家秘密"), table.locator("[data-place='requests.state_secret.natural']")
    last = table.locator("[data-place='requests.state_secret.all']")
    assert right(first) < PHONE["width"] - 3 * 30, "three columns of figures are in sight at once"
    table.locator("..").evaluate("region => region.scrollLeft = region.scrollWidth")
    box = label.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert right(label) < right(last) <= PHONE["width"]


def test_a_table_that_goes_on_beyond_the_screen_shows_it_at_that_side(page: Page) -> None:
    show(page, document_named("2021"))
    page.wait_for_function("document.querySelectorAll('.scroll')[1].getAnimations()[0].playState === 'running'")
    shadow = "region => getComputedStyle(region).boxShadow"
    short, wide = page.locator(".scroll").nth(0), page.locator(".scroll").nth(1)
    assert short.evaluate(shadow) == "none"
    assert " 7px 0px" in wide.evaluate(shadow)
    assert "-7px 0px" not in wide.evaluate(shadow)
    wide.evaluate("region => region.scrollLeft = region.scrollWidth")
    page.wait_for_function(f"({shadow})(document.querySelectorAll('.scroll')[1]).includes(' -7px 0px')")
    assert " 7px 0px" not in wide.evaluate(shadow)


def right(locator: Any) -> float:
    box = locator.bounding_box()
    assert box is not None
    return float(box["x"] + box["width"])


def test_a_table_is_scrolled_by_keyboard_and_shows_that_it_has_the_focus(page: Page) -> None:
    show(page, document_named("2021"))
    for _ in range(2):
        page.keyboard.press("Tab")
    region = page.locator(".scroll").nth(1)
    assert region.evaluate("region => region === document.activeElement")
    assert region.evaluate("region => getComputedStyle(region).outlineStyle") == "solid"
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_a_screen_reader_is_told_headings_tables_and_the_roles_of_their_cells(page: Page) -> None:
    show(page, document_named("2021"))
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    named = [(node["role"]["value"], node["name"]["value"]) for node in tree if node.get("name", {}).get("value")]
    assert ("heading", "三、收到和处理政府信息公开申请情况") in named
    assert ("region", "三、收到和处理政府信息公开申请情况") in named
    assert ("table", "三、收到和处理政府信息公开申请情况") in named
    for role, name in (("columnheader", "自然人"), ("columnheader", "法人或其他组织"), ("rowheader", "1.属于国家秘密")):
        assert (role, name) in named
    assert not [name for role, name in named if role == "cell" and not re.fullmatch(r"[\d.]+", name)]


def test_every_figure_is_announced_with_its_row_and_column(page: Page) -> None:
    show(page, document_named("2021"))
    headers = "cell => cell.headers.split(' ').map((id) => document.getElementById(id).textContent)"
    for place, expected in {
        "proactive.normative.valid": ["第二十条第（一）项", "现行有效件数", "行政规范性文件"],
        "proactive.fees.charged": ["第二十条第（八）项", "本年收费金额（单位：万元）", "行政事业性收费"],
        "requests.received.all": ["申请人情况", "总计", "一、本年新收政府信息公开申请数量"],
        "requests.state_secret.business": [
            *("申请人情况", "法人或其他组织", "商业企业"),
            *("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"),
        ],
        "remedies.cases.after_all": ["行政诉讼", "复议后起诉", "总计"],
    }.items():
        assert page.locator(f"[data-place='{place}']").evaluate(headers) == expected


def test_without_scripts_and_without_a_network_all_can_be_read(browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        page.set_content(render_html(document_named("2021")))
        assert "517645" in page.locator("main").inner_text()


def test_it_prints_on_a4_with_22_lines_of_28_characters(page: Page, tmp_path: Path) -> None:
    document = document_named("2021")
    text = Paragraph("公开" * 28 * 44)
    show(page, Document("zh-CN", "gb-t-9704", "", "题", ("题",), (text,), {}))
    pages = printed(page, tmp_path)
    said = subprocess.run(["pdfinfo", str(tmp_path / "printed.pdf")], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in said
    full = pages[1]
    assert [len(line) for line in full] == [28] * 22 + [len("—2—")]
    assert full[-1] == "—2—"
    assert document.page_style == "gb-t-9704"


def test_page_numbers_stand_below_the_text_outside_on_both_sides_of_a_sheet(page: Page, tmp_path: Path) -> None:
    show(page, document_named("2021"))
    printed(page, tmp_path)
    said = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "printed.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    for number, words in enumerate(said.split("<page ")[1:], start=1):
        dashes = [
            tuple(map(float, box))
            for box in re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">—<', words)
        ]
        left, right = dashes[-2:]
        middle = (left[1] + left[3]) / 2
        # GB/T 9704-2012, 7.5: 7 mm below the type area, which ends at 262 mm; one character in from its side.
        assert middle / 72 * 25.4 == pytest.approx(262 + 7, abs=1.5)
        if number % 2:
            assert right[2] / 72 * 25.4 == pytest.approx(210 - 26 - 14 / 72 * 25.4, abs=1.5)
        else:
            assert left[0] / 72 * 25.4 == pytest.approx(28 + 14 / 72 * 25.4, abs=1.5)


def test_a_table_that_fits_a_page_stands_on_one(page: Page, tmp_path: Path) -> None:
    show(page, document_named("2021"))
    pages = ["".join(lines) for lines in printed(page, tmp_path)]
    for table in ("第二十条第（一）项", "申请人情况", "未经复议直接起诉"):
        assert sum(table in text for text in pages) == 1
    (whole,) = [text for text in pages if "申请人情况" in text]
    ends = ("三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量", "四、结转下年度继续办理")
    assert all(text in whole for text in ends)


def test_a_higher_table_begins_a_page_and_repeats_its_headings_and_the_labels_of_its_groups(
    page: Page, tmp_path: Path
) -> None:
    show(page, build_document(large_submission(3)))
    laid_out, drawn = (["".join(lines) for lines in printed(page, tmp_path, order)] for order in ("-layout", "-raw"))
    expect_parts(laid_out, drawn)


def test_a_table_of_blocks_breaks_between_them_and_no_block_gets_the_headings_of_another(
    page: Page, tmp_path: Path
) -> None:
    (table,) = [
        part for part in build_document(town()).parts if isinstance(part, PrintedTable) and len(part.blocks) == 5
    ]
    cells = (replace(cell, text=cell.text + "\n高" * 9) if cell.role == "row" else cell for cell in table.cells)
    show(page, report(replace(table, cells=tuple(cells))))
    pages = ["".join(lines) for lines in printed(page, tmp_path)]
    blocks = [
        "第二十条第（一）项",
        "第二十条第（五）项",
        "第二十条第（六）项",
        "第二十条第（八）项",
        "第二十条第（九）项",
    ]
    on = [[number for number, text in enumerate(pages) if block in text] for block in blocks]
    assert [len(where) for where in on] == [1] * 5
    assert on[0] != on[-1], "the table goes on on the next page"
    for block, row in zip(blocks, ["规章", "行政许可", "行政处罚", "行政事业性收费", "政府集中采购"], strict=True):
        assert any(row in text[text.index(block) :] for text in pages if block in text)


@pytest.mark.parametrize(("number", "figure", "most"), [(0, "517645", 9), (2, "27109", 16)])
def test_no_heading_is_left_alone_at_the_foot_of_a_page(
    number: int, figure: str, most: int, page: Page, tmp_path: Path
) -> None:
    table = [part for part in document_named("2021").parts if isinstance(part, PrintedTable)][number]
    places = []
    for lines in (most - 2, most, most + 1):
        parts = (Paragraph("字" * 28 * lines), Heading(1, "标题"), table)
        show(page, Document("zh-CN", "gb-t-9704", "", "题", ("题",), parts, {}))
        pages = ["".join(lines) for lines in printed(page, tmp_path)]
        at = next(number for number, text in enumerate(pages) if "标题" in text)
        assert figure in pages[at]
        places.append(at)
    assert set(places) == {0, 1}, "a page ended at the heading, and before it"


def test_it_prints_what_the_word_file_says_in_its_order(page: Page, tmp_path: Path) -> None:
    document = build_document(county())
    show(page, document)
    pages = "".join(
        "".join(line for line in lines if not re.fullmatch(r"—\d+—", line)) for lines in printed(page, tmp_path)
    )
    at = 0
    for part in document.parts:
        if isinstance(part, Heading | Paragraph):
            found = pages.find(re.sub(r"\s", "", part.text), at)
            assert found >= 0, part.text
            at = found
