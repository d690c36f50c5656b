"""The status page in a browser: what a person filters, sorts, unfolds and prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.browser import chromium
from support.round_under_way import (
    AS_OF,
    BLANK,
    CLEAN,
    EXPLAINED,
    EXPLANATION,
    FAULTY,
    FORGOTTEN,
    LATE,
    NAMES,
    SPOILED,
    WARNED,
    shared_round,
)
from xlsreport.round.status.overview import overview_of
from xlsreport.round.status.status_page import status_page

IN_ORDER = list(NAMES)
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "status.html"
    path.write_text(status_page(overview_of(shared_round(), AS_OF)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(starts_engine: None) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """In which the page is loaded for each test: another one would take it half as long again."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def page(tab: Page, file: Path) -> Iterator[Page]:
    """The page, which keeps nothing but its address; what it asks of a network, or complains of, fails the test."""
    tab.goto("about:blank")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(media="null")
    asked: list[str] = []
    said: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: asked.append(request.url),
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
        "dialog": lambda dialog: said.append(dialog.message),
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    tab.goto(file.as_uri())
    yield tab
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    assert {url.partition("#")[0] for url in asked} == {file.as_uri()}
    assert said == []


def shown(page: Page) -> list[str]:
    """The codes of the agencies that can be seen, from the top down."""
    return page.locator("tbody.agency:visible td.code").all_inner_texts()


def agency(page: Page, code: str) -> str:
    """A selector of an agency's rows."""
    return f"tbody.agency:has(td.code:text-is('{code}'))"


def filter_by(page: Page, aspect: str) -> None:
    page.click(f"[data-aspect={aspect}]")


def sort_by(page: Page, heading: str) -> None:
    page.locator("thead").get_by_role("button", name=heading, exact=True).click()


def test_all_agencies_are_shown_at_first_in_the_order_of_the_roster(page: Page) -> None:
    assert shown(page) == IN_ORDER
    expect(page.locator("#shown")).to_have_text("列出 8 个单位，共 8 个。")
    expect(page.locator("#all")).to_be_hidden()


@pytest.mark.parametrize(
    ("aspect", "codes"),
    [
        ("missing", [BLANK, FORGOTTEN]),
        ("errors", [FAULTY]),
        ("warnings", [WARNED]),
        ("accepted", [CLEAN, EXPLAINED, SPOILED, LATE]),
        ("late", [FAULTY, BLANK, LATE, FORGOTTEN]),
    ],
)
def test_a_button_shows_the_agencies_that_it_counts(page: Page, aspect: str, codes: list[str]) -> None:
    button = page.locator(f"[data-aspect={aspect}]")
    expect(button.locator("b")).to_have_text(str(len(codes)))
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert shown(page) == codes
    expect(page.locator("#shown")).to_have_text(f"列出 {len(codes)} 个单位，共 8 个。")
    button.click()
    assert shown(page) == IN_ORDER


def test_states_add_up_and_lateness_and_words_narrow_them(page: Page) -> None:
    filter_by(page, "missing")
    filter_by(page, "accepted")
    assert shown(page) == [CLEAN, EXPLAINED, BLANK, SPOILED, LATE, FORGOTTEN]
    filter_by(page, "late")
    assert shown(page) == [BLANK, LATE, FORGOTTEN]
    page.fill("#find", "镇 000-07")
    assert shown(page) == [LATE]
    page.fill("#find", "没有这个")
    assert shown(page) == []
    expect(page.get_by_text("没有符合条件的单位。")).to_be_visible()
    page.get_by_role("button", name="全部显示").click()
    assert shown(page) == IN_ORDER


def test_what_was_filtered_is_so_when_the_page_is_loaded_anew(page: Page) -> None:
    filter_by(page, "missing")
    filter_by(page, "errors")
    page.fill("#find", "镇")
    page.wait_for_url(lambda url: unquote(url).endswith("find=镇"))
    page.reload()
    assert shown(page) == [BLANK, FORGOTTEN]
    expect(page.locator("[data-aspect=errors]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#find")).to_have_value("镇")


def test_the_link_to_the_files_that_are_kept_out_leaves_the_filter_as_it_is(page: Page) -> None:
    filter_by(page, "missing")
    page.get_by_role("link", name="不计入的文件").click()
    assert shown(page) == [BLANK, FORGOTTEN]


@pytest.mark.parametrize(
    ("heading", "direction", "codes"),
    [
        ("编号", "ascending", IN_ORDER),
        # By pinyin; signs come before letters.
        ("名称", "ascending", [WARNED, FAULTY, LATE, SPOILED, FORGOTTEN, BLANK, CLEAN, EXPLAINED]),
        ("状态", "ascending", [BLANK, FORGOTTEN, FAULTY, WARNED, CLEAN, EXPLAINED, SPOILED, LATE]),
        ("错误", "descending", [FAULTY, CLEAN, WARNED, EXPLAINED, SPOILED, LATE, BLANK, FORGOTTEN]),
        ("警告", "descending", [WARNED, CLEAN, FAULTY, EXPLAINED, SPOILED, LATE, BLANK, FORGOTTEN]),
        ("收到时间", "ascending", [CLEAN, FAULTY, WARNED, EXPLAINED, SPOILED, LATE, BLANK, FORGOTTEN]),
    ],
)
def test_a_heading_sorts(page: Page, heading: str, direction: str, codes: list[str]) -> None:
    sort_by(page, heading)
    assert shown(page) == codes
    sorted_by = page.locator("th[aria-sort]")
    expect(sorted_by).to_have_text(heading)
    expect(sorted_by).to_have_attribute("aria-sort", direction)


def test_a_heading_sorts_the_other_way_round_the_second_time_with_blanks_at_the_end_still(page: Page) -> None:
    sort_by(page, "收到时间")
    sort_by(page, "收到时间")
    assert shown(page) == [LATE, SPOILED, EXPLAINED, WARNED, FAULTY, CLEAN, BLANK, FORGOTTEN]
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    sort_by(page, "错误")
    sort_by(page, "错误")
    assert shown(page)[-3:] == [FAULTY, BLANK, FORGOTTEN]


def test_sorting_keeps_the_filter_and_filtering_the_order(page: Page) -> None:
    filter_by(page, "accepted")
    sort_by(page, "收到时间")
    sort_by(page, "收到时间")
    assert shown(page) == [LATE, SPOILED, EXPLAINED, CLEAN]
    filter_by(page, "warnings")
    assert shown(page) == [LATE, SPOILED, EXPLAINED, WARNED, CLEAN]


def test_an_agency_unfolds_to_its_findings_with_their_cells_and_to_its_files(page: Page) -> None:
    rows = page.locator(agency(page, FAULTY))
    button = rows.get_by_role("button")
    finding = rows.get_by_role("row", name=re.compile("第一项加第二项之和，等于第三项加第四项之和")).first
    expect(finding).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(rows.locator("table.findings caption")).to_have_text("三、申请办理")
    expect(finding).to_be_visible()
    expect(finding.get_by_role("cell").nth(0)).to_have_text("D7")
    expect(finding.get_by_role("cell").nth(1)).to_have_text("错误")
    expect(finding.get_by_role("cell").nth(2)).to_contain_text("（25） + 二、上年结转政府信息公开申请数量（0） = 25")
    expect(rows.get_by_role("cell", name="收件箱/02.xlsx")).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(finding).to_be_hidden()


def test_the_keyboard_unfolds_as_well_as_the_mouse(page: Page) -> None:
    button = page.locator(agency(page, FAULTY)).get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(agency(page, FAULTY)).get_by_text("D7", exact=True)).to_be_visible()


def test_all_that_are_shown_can_be_unfolded_at_once(page: Page) -> None:
    filter_by(page, "accepted")
    page.get_by_role("button", name="全部展开").click()
    assert page.locator("table.history:visible").count() == 4
    page.get_by_role("button", name="全部展开").click()
    assert page.locator("table.history:visible").count() == 0


def test_an_explanation_is_read_beside_its_finding_and_as_the_text_that_it_is(page: Page) -> None:
    rows = page.locator(agency(page, EXPLAINED))
    rows.get_by_role("button").click()
    finding = rows.locator("table.findings tr").first
    expect(finding).to_contain_text(f"填报说明：{EXPLANATION}")
    expect(finding.locator(".grade")).to_have_text("已说明")
    expect(rows.locator("dl.explanations")).to_contain_text(
        "商业企业：本年“二、上年结转”等于上年“四、结转下年度继续办理”"
    )
    expect(rows.locator("dl.explanations")).to_contain_text("与上年一致。")


def test_what_came_after_the_submission_that_counts_is_told_with_its_own_findings(page: Page) -> None:
    rows = page.locator(agency(page, SPOILED))
    expect(rows).to_contain_text("后来又报一份（登记号 8），有错误，没有计入。")
    rows.get_by_role("button").click()
    expect(rows.locator("p.heading")).to_have_text(["登记号 7：已接受", "登记号 8：有错误"])
    expect(rows.locator("table.history tbody tr")).to_have_text([re.compile("以这份为准"), re.compile("有错误")])


def test_names_are_shown_and_not_obeyed(page: Page) -> None:
    for code in (FAULTY, WARNED):
        expect(page.locator(agency(page, code)).locator("th.name button")).to_have_text(NAMES[code])


def test_a_script_that_got_into_the_page_would_not_run(browser: Browser, file: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(file.as_uri())
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'owned = 1'}))")
        assert page.evaluate("typeof owned") == "undefined"


def test_who_is_late_is_told_from_who_has_not_sent_in_time(page: Page) -> None:
    expect(page.locator(agency(page, LATE)).locator("td.standing")).to_have_text("已接受 迟报")
    expect(page.locator(agency(page, BLANK)).locator("td.standing")).to_have_text("未报 逾期")
    expect(page.locator(agency(page, CLEAN)).locator("td.standing")).to_have_text("已接受")


def test_files_that_are_kept_out_are_listed_with_where_they_were_found_and_why(page: Page) -> None:
    files = page.locator("table.kept-out tbody tr")
    assert files.count() == 3
    expect(files.nth(0)).to_contain_text("收件箱/乱七八糟.txt")
    expect(files.nth(1)).to_contain_text("空白镇")
    expect(files.nth(1)).to_contain_text("这是下发的空白模板")
    expect(files.nth(2)).to_contain_text("完全相同")
    # They stand at the agency, too, which would otherwise be asked for what it has sent.
    rows = page.locator(agency(page, BLANK))
    rows.get_by_role("button").click()
    expect(rows.locator("table.history")).to_contain_text("收件箱/空白.xlsx")


def test_the_charts_say_in_words_and_in_a_table_what_they_show(page: Page) -> None:
    bar, sent, files = page.get_by_role("img").all()
    expect(bar).to_have_attribute("aria-label", re.compile("未报 2，有错误 1，有警告待说明 1，已接受 4；迟报或逾期 4"))
    expect(sent).to_have_attribute("aria-label", "报来过的单位 6 个，其中没有错误的 5 个，共 8 个单位。")
    expect(files).to_have_attribute("aria-label", "收到文件最多的是 2026-01-10，有 1 份。")
    widths = [rect.get_attribute("width") for rect in bar.locator("> rect").all()]
    assert widths == ["50.0%", "12.5%", "12.5%", "25.0%"]
    page.get_by_text("列成表格").click()
    lines = page.locator(".summary table tbody tr")
    assert lines.count() == 7
    expect(lines.last).to_have_text(re.compile(r"2026-01-21\s*1\s*0\s*6\s*5"))


def test_without_scripts_everything_can_be_read(browser: Browser, file: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        assert shown(page) == IN_ORDER
        expect(page.locator("#controls")).to_be_hidden()
        rows = page.locator(agency(page, FAULTY))
        rows.locator("summary").click()
        expect(rows.get_by_text("D7", exact=True)).to_be_visible()


def test_on_a_telephone_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.get_by_role("button", name="全部展开").click()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
    expect(page.locator(agency(page, FAULTY)).locator("p.phone")).to_contain_text("电话 000-02")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_table_of_days_is_no_wider_than_the_screen_and_no_scale_stands_on_a_column(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_text("列成表格").click()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    section = page.locator("section[aria-labelledby=arrivals-title]").bounding_box()
    table = page.locator("table.days").bounding_box()
    assert section is not None
    assert table is not None
    assert table["x"] + table["width"] <= section["x"] + section["width"]
    for plot in page.locator(".plot").all():
        edge = min(rect["x"] for rect in map(Locator.bounding_box, plot.locator("rect").all()) if rect)
        scale = [label.bounding_box() for label in plot.locator(".height").all()]
        assert scale
        assert all(label is not None and label["x"] + label["width"] <= edge + 1 for label in scale)


def test_what_is_filtered_away_or_folded_is_not_printed(page: Page) -> None:
    filter_by(page, "errors")
    page.locator(agency(page, FAULTY)).get_by_role("button").click()
    page.emulate_media(media="print")
    assert shown(page) == [FAULTY]
    expect(page.locator("#controls")).to_be_hidden()
    assert page.locator("td.cell:visible").all_inner_texts() == ["D7"]
    heading = page.locator("th[data-sort]").nth(1)
    assert heading.evaluate("th => getComputedStyle(th, '::before').content") == '"名称"'


def test_every_text_has_the_contrast_that_wcag_asks_for(page: Page) -> None:
    filter_by(page, "accepted")  # so that a pressed button is seen, too
    filter_by(page, "warnings")
    page.get_by_role("button", name="全部展开").click()
    page.get_by_role("button", name="全部显示").click()
    filter_by(page, "errors")
    assert page.evaluate(CONTRAST) == []
