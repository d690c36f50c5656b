"""The documentation site builds without a warning, has both languages, and can be searched from a disk."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from lxml import html
from playwright.sync_api import Browser

from support.browser import chromium
from support.patience import HANG_SECONDS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
HAN = re.compile("[\u3400-\u9fff]")
FOR_ONE_LANGUAGE = {"docs/how-to/json", "docs/how-to/translation", "docs/tutorial/own-form"}
"""What is for integrators, of whom everybody reads English."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    options = ["-q", "-W", "--keep-going", "-c", "docs/site", "-d", f"{folder}/doctrees"]
    command = [sys.executable, "-m", "sphinx", *options, ".", f"{folder}/site"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "site"


@cache
def pages(site: Path) -> dict[str, html.HtmlElement]:
    return {file.relative_to(site).as_posix(): html.parse(file).getroot() for file in sorted(site.rglob("*.html"))}


def test_every_page_of_the_project_is_in_the_site(site: Path) -> None:
    sources = [*ROOT.glob("docs/**/*.md"), *(ROOT / name / "README.md" for name in ("samples", "bench"))]
    made = {file.relative_to(site).with_suffix("").as_posix() for file in site.rglob("*.html")}
    wanted = {file.relative_to(ROOT).with_suffix("").as_posix() for file in sources}
    assert made == wanted | {"CHANGELOG", "CONTRIBUTING", "index", "search", "search.en"}


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for name, page in pages(site).items():
        loaded = [*page.xpath("//*/@src"), *page.xpath("//link[@rel!='canonical']/@href")]
        assert [address for address in loaded if "//" in address] == [], name
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    made = pages(site)
    places = {name: set(page.xpath("//@id")) for name, page in made.items()}
    for name, page in made.items():
        for target in page.xpath("//a/@href"):
            if "://" in target:
                continue
            address, _, place = unquote(target).partition("#")
            file = (site / name).parent.joinpath(address).resolve() if address else (site / name).resolve()
            leads_to = file.relative_to(site.resolve()).as_posix()
            assert leads_to in made, (name, target)
            assert not place or place in places[leads_to] or place == "furo-main-content", (name, target)


def test_each_navigation_says_which_pages_are_in_the_other_language_only(site: Path) -> None:
    made = pages(site)
    for index, marked in (("docs/index.html", "（英文"), ("docs/index.en.html", "(Chinese")):
        spoken = made[index].get("lang")
        entries = made[index].xpath("//div[@class='sidebar-tree']//a[not(@href='#')]")
        assert len(entries) > 15
        for entry in entries:
            page = (site / index).parent.joinpath(entry.get("href")).resolve().relative_to(site.resolve()).as_posix()
            assert (made[page].get("lang") != spoken) == (marked in entry.text_content()), entry.text_content()


def test_what_is_for_clerks_and_offices_is_in_both_languages(site: Path) -> None:
    made = pages(site)
    for file in (*ROOT.glob("docs/tutorial/*.md"), *ROOT.glob("docs/how-to/*.md"), ROOT / "docs" / "index.md"):
        name = file.relative_to(ROOT).with_suffix("").as_posix()
        if name in FOR_ONE_LANGUAGE:
            continue
        twin = name.removesuffix(".en") if name.endswith(".en") else f"{name}.en"
        languages = {made[f"{name}.html"].get("lang"), made[f"{twin}.html"].get("lang")}
        assert languages == {"zh-CN", "en"}, name


def test_a_page_has_the_words_of_its_language_around_it(site: Path) -> None:
    made = pages(site)
    expected = {"docs/how-to/round": ["搜索", "本页内容"], "docs/how-to/install.en": ["Search", "On this page"]}
    for name, words in expected.items():
        page = made[f"{name}.html"]
        around = page.xpath("string(//input[@name='q']/@placeholder)")
        around += page.xpath("string(//aside[contains(@class, 'toc-drawer')])")
        assert all(word in around for word in words)
        assert page.xpath("//p[@class='sidebar-languages']/a")


@pytest.fixture(scope="module")
def browser(starts_engine: None) -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.parametrize(
    ("search_page", "query", "found"),
    [
        ("search.html", "退回工作簿", "填报人：填写、说明、发回"),
        ("search.html", "指纹", "一轮年报：从十二月到一月底"),
        ("search.html", "SQLite 台账", "一轮年报：从十二月到一月底"),
        ("search.en.html", "encodings", "The roster"),
        ("search.en.html", "wheel packages", "Installing"),
    ],
)
def test_a_search_from_a_disk_finds_words_of_both_languages(
    site: Path, browser: Browser, search_page: str, query: str, found: str
) -> None:
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("request", lambda request: wrong.append(request.url) if "file:" not in request.url else None)
    tab.goto(f"{(site / search_page).as_uri()}?q={quote(query)}")
    # The page shows its results one after another; the one that is looked for need not be among the first.
    tab.get_by_role("link", name=found, exact=True).and_(tab.locator("#search-results li a")).first.wait_for()
    assert wrong == []
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_no_page_is_wider_than_a_telephone(site: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    for name in ("docs/index", "docs/how-to/install", "docs/reference/definition", "docs/explanation/robustness"):
        tab.goto((site / f"{name}.html").as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360, name
