"""The page about checked files in a browser: on screens of any size, light and dark, by keyboard, and printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from support.axe import faults
from support.browser import chromium
from support.grants import GOOD, reported
from support.market import return_of_market
from support.reports import LONG_WORD, SAMPLES, town
from xlsreport import Submission, check
from xlsreport.findings_page.web_page import findings_page
from xlsreport.inspection.check_outcome import CheckOutcome, outcome_of
from xlsreport.messages import messages_for

LOOKED_THROUGH = (("light", 320), ("light", 1366), ("dark", 1366))
"""Where axe looks: a narrow and a wide screen, and each colour; what it asks of colours no width changes."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def browser(starts_engine: None) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with all there can be: paragraphs, tables, a list, suspects, notes, a file that was refused."""
    faulty = {**GOOD[0], "amount": "much", "purpose": LONG_WORD, "branch": LONG_WORD}
    reports = (town(), return_of_market(stalls__week__all=57), reported([*GOOD, faulty]))
    wide = outcome_of(str(SAMPLES / "hongze-2023" / "workbook.xlsx"), None, messages_for("en"))
    outcomes = [*map(outcome, reports), wide, CheckOutcome("notes.txt", None, (), "It is no workbook.")]
    path = tmp_path_factory.mktemp("page") / "findings.html"
    path.write_text(findings_page(outcomes, "en"), encoding="utf-8")
    return path


def outcome(submission: Submission) -> CheckOutcome:
    return CheckOutcome.checked("a.xlsx", submission, check(submission))


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The page; whatever it asks of a network, or complains of, fails the test."""
    with browser.new_context() as context:
        page = context.new_page()
        said: list[str] = []
        page.on("request", lambda request: said.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri())
        said.remove(file.as_uri())
        yield page
        assert said == []


def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(page: Page) -> None:
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in (320, 360, 1366):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width, (scheme, width)
            if (scheme, width) in LOOKED_THROUGH:
                assert faults(page) == [], (scheme, width)


def test_by_keyboard_alone_one_comes_to_the_cell_and_back(page: Page) -> None:
    link = page.locator("#f1n2 .cell a")
    link.focus()
    page.keyboard.press("Enter")
    cell = page.locator(":target")
    assert cell.get_attribute("class") == "value error"
    cell.locator(".lead").focus()
    page.keyboard.press("Enter")
    assert page.locator(":target").get_attribute("id") == "f1n2"


def test_on_paper_no_drawing_is_cut_off(page: Page) -> None:
    """A4 without its margins is 680 pixels wide, and 1030 across."""
    page.emulate_media(media="print")
    for width, drawings in ((680, ".scroll:not(.wide)"), (1030, ".scroll.wide")):
        page.set_viewport_size({"width": width, "height": 740})
        found = page.locator(drawings)
        assert found.count() > 0
        assert found.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).length") == 0
