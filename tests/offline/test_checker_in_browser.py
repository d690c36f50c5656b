"""The checker as a clerk has it: a page on a disk, a browser, no network."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from abuse.catalogue import ABUSES
from abuse.form import EDITIONS, form
from abuse.lists.ledger_form import LEDGER, ledger_form
from abuse.lists.list_catalogue import LIST_ABUSES
from abuse.making import make
from support.axe import faults
from support.browser import chromium
from support.checker import OpenChecker, opened, outcome_in, prepared_engine
from support.patience import HANG_SECONDS
from xlsreport import build_document, check, read_workbook, render
from xlsreport.offline.browser_engine.own_package import digest_of, own_files
from xlsreport.offline.browser_session import CheckerSession
from xlsreport.offline.checker_page import checker_page
from xlsreport.offline.checker_settings import CheckerSettings

pytestmark = [pytest.mark.engine, pytest.mark.slow]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ALL = bool(os.environ.get("XLSREPORT_ALL_IN_BROWSER"))
EACH = 1 if ALL else 24
"""Every one of so many abuses of one edition is checked in the browser; ``nox -s checker`` checks all of all."""
LARGEST = "us-doj-foia-2016"
"""The sample that takes a browser as long as all others; it is among all."""
AT_ONCE = 20
"""Files that the browser is given together."""
SETTINGS = CheckerSettings("zh-CN")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MOST_BYTES = 14_500_000
"""Of a page for all definitions: what a mail takes along."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("checker") / "检查.html"
    file.write_bytes(checker_page(prepared_engine(), SETTINGS, ["zh-CN", "en", "fr"]))
    return file


Wrong = dict[str, list[str]]
"""What is wrong with a page in each colour scheme."""


@pytest.fixture(scope="module")
def looked_at(browser: Browser, page_file: Path) -> Iterator[tuple[OpenChecker, Sequence[Wrong]]]:
    """The page, and what was wrong with it before and after the first files were dropped.

    To open another takes ten seconds, and to look at all the files of the other tests as long. It is in another
    language and another zone than this process: what is found depends on neither.
    """
    elsewhere = {"locale": "fr-FR", "timezone_id": "Pacific/Honolulu"}
    with opened(browser, page_file, viewport={"width": 360, "height": 740}, **elsewhere) as ready:
        before = faults_by_scheme(ready)
        ready.drop([sample("town-2020-as-published"), sample("shuyang-2025")])
        after = faults_by_scheme(ready)
        ready.page.set_viewport_size({"width": 1366, "height": 768})
        yield ready, [before, after]


@pytest.fixture
def checker(looked_at: tuple[OpenChecker, Sequence[Wrong]]) -> OpenChecker:
    return looked_at[0]


def sample(name: str) -> Path:
    return SAMPLES / name / "workbook.xlsx"


def test_the_page_is_small_enough_to_be_sent(page_file: Path) -> None:
    """With this package compiled, which is larger, even where the prepared engine has it of older sources."""
    engine, own = prepared_engine(), digest_of(own_files())
    compiled = replace(engine, facts={**engine.facts, "own": own})
    is_of_these = engine.facts["own"] == own
    page = page_file.read_bytes() if is_of_these else checker_page(compiled, SETTINGS, ["zh-CN", "en", "fr"])
    assert len(page) <= MOST_BYTES


def abused_forms(folder: Path) -> Iterator[Path]:
    """Workbooks of the official form to which something was done."""
    for edition in EDITIONS if ALL else EDITIONS[-1:]:
        abused = folder / edition
        abused.mkdir()
        filled = form(edition)
        make(filled.submission, {name: ABUSES[name](filled) for name in list(ABUSES)[::EACH]}, abused)
        yield from sorted(abused.glob("*.xlsx"))


def abused_lists(folder: Path) -> Iterator[Path]:
    """Workbooks with lists to which something was done."""
    abuses = dict(list(LIST_ABUSES.items())[::EACH])
    make(ledger_form().submission, {name: abuse(ledger_form()) for name, abuse in abuses.items()}, folder)
    yield from sorted(folder.glob("*.xlsx"))


def expect_same_answers(checker: OpenChecker, settings: CheckerSettings, files: Sequence[Path], folder: Path) -> None:
    """Some files at a time, which the browser and this process check side by side."""
    here = CheckerSession(settings.to_json(), str(folder))
    different: list[str] = []
    for first in range(0, len(files), AT_ONCE):
        some = files[first : first + AT_ONCE]
        before = checker.dropped
        checker.give(some)
        own = [here.check(number, file.name, file.read_bytes()) for number, file in enumerate(some, before)]
        there = checker.answers(len(some))
        different += [file.name for file, one, other in zip(some, own, there, strict=True) if one != other]
    sys.stdout.write(f"files: {len(files)}, differences: {len(different)}\n")
    assert different == []


@pytest.fixture
def session_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "session"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_findings_are_to_the_byte_those_of_the_command(
    checker: OpenChecker, tmp_path: Path, session_folder: Path
) -> None:
    samples = [file for file in sorted(SAMPLES.glob("*/workbook.xlsx")) if ALL or file != sample(LARGEST)]
    files = [*samples, *abused_forms(tmp_path)]
    assert len(files) > 20
    expect_same_answers(checker, SETTINGS, files, session_folder)


def test_findings_in_lists_are_those_of_the_command(browser: Browser, tmp_path: Path, session_folder: Path) -> None:
    settings = CheckerSettings("en", definition=LEDGER.read_text(encoding="utf-8"))
    page_file = tmp_path / "lists.html"
    page_file.write_bytes(checker_page(prepared_engine(), settings, ["en"]))
    abused = tmp_path / "lists"
    abused.mkdir()
    with opened(browser, page_file) as checker:
        expect_same_answers(checker, settings, list(abused_lists(abused)), session_folder)


def test_the_report_of_the_page_is_that_of_the_command(checker: OpenChecker) -> None:
    """To the byte as a page; in a Word file, which compresses otherwise elsewhere, each part."""
    file = sample("shuyang-2025")
    checker.drop([file])
    submission = read_workbook(file)
    document = build_document(submission, findings=check(submission))
    assert checker.saved("把报告存为网页") == render(document, "html")
    assert parts(checker.saved("把报告存为 Word 文件")) == parts(render(document, "docx"))


def parts(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as opened_package:
        return {name: opened_package.read(name) for name in opened_package.namelist()}


def test_what_is_no_workbook_is_refused_in_a_sentence(checker: OpenChecker, tmp_path: Path) -> None:
    file = tmp_path / "报告.docx"
    shutil.copy(SAMPLES / "shuyang-2025" / "report.docx", file)
    (answer,) = checker.drop([file])
    outcome = outcome_in(answer)
    assert (outcome["file"], outcome["verdict"]) == ("报告.docx", "rejected")
    assert "Word" in outcome["findings"][0]["message"]


def test_it_is_used_by_mouse_and_by_the_keyboard_alone(checker: OpenChecker) -> None:
    file = sample("town-2020-as-published")
    assert outcome_in(checker.let_fall(file)) == outcome_in(checker.drop([file])[0])
    page = checker.page
    page.locator("#input").focus()
    for _ in ("the list", "printing", "the report"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "查看报告"
    page.keyboard.press("Enter")
    page.wait_for_selector("#viewer[open]", timeout=HANG_SECONDS * 1000)
    assert "2020" in page.frame_locator("#viewer iframe").locator("h1").first.inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#viewer").is_visible()


def test_the_page_wants_nothing_from_anywhere_and_has_no_fault(looked_at: tuple[OpenChecker, Sequence[Wrong]]) -> None:
    """In light and in dark, before files are dropped and afterwards: which of them only the style sheet knows."""
    checker, wrong = looked_at
    assert wrong == [{"light": [], "dark": []}] * 2
    assert (checker.strange, checker.faults) == ([], [])


def faults_by_scheme(checker: OpenChecker) -> Wrong:
    """What is wrong with the page in each colour scheme, and where it is wider than its window."""
    found: Wrong = {}
    for scheme in SCHEMES:
        checker.page.emulate_media(color_scheme=scheme)
        is_wider = checker.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found[scheme] = faults(checker.page) + ["wider than the window"] * is_wider
    return found


def test_nothing_that_comes_into_the_page_is_run(looked_at: tuple[OpenChecker, Sequence[Wrong]]) -> None:
    checker, _ = looked_at
    faults_before = len(checker.faults)
    checker.page.evaluate("""() => {
      const script = document.createElement("script");
      script.src = "data:text/javascript,document.body.dataset.state='taken'";
      document.body.append(script);
    }""")
    checker.page.wait_for_timeout(200)
    assert checker.page.get_attribute("body", "data-state") == "ready"
    assert all("Content Security Policy" in fault for fault in checker.faults[faults_before:])
    del checker.faults[faults_before:]


def test_a_browser_that_is_too_old_says_so(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(page_file.as_uri())
    assert page.locator(".unable.old").is_visible()
    assert not page.locator("#zone").is_visible()
    page.close()
