"""The checker in WebKit, the engine of Safari: run by ``nox -s checker``, and named so that no other run takes it.

In WebKit a page from a disk may not read what other browsers let it read, so that the checker once did not start there.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.checker import HEARD, prepared_engine
from support.webkit import WebKitPage, webkit_page
from xlsreport.offline.browser_session import CheckerSession
from xlsreport.offline.checker_page import checker_page
from xlsreport.offline.checker_settings import CheckerSettings

pytestmark = [pytest.mark.engine, pytest.mark.slow]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CHECKED = ("town-2020-as-published", "county-2025-fees", "school-2025")
"""All that Chromium checks as well; here it is asked whether the program runs at all, not once more what it finds."""
SETTINGS = CheckerSettings("zh-CN")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebKitPage]:
    """The checker, opened from the disk and ready."""
    file = tmp_path_factory.mktemp("checker") / "检查.html"
    file.write_bytes(checker_page(prepared_engine(), SETTINGS, ["zh-CN", "en"]))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with webkit_page(port) as opened:
        opened.open(file)
        state = opened.wait_for("document.body.dataset.state")
        assert state == "ready", opened.run("return document.getElementById('status').textContent")
        opened.run(f"({HEARD})()")
        yield opened


def test_findings_are_to_the_byte_those_of_the_command(
    page: WebKitPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = [SAMPLES / name / "workbook.xlsx" for name in CHECKED]
    here = CheckerSession(SETTINGS.to_json(), str(tmp_path))
    page.choose_files("#input", files)
    own = [here.check(number, file.name, file.read_bytes()) for number, file in enumerate(files)]
    answered = f"window.failures.length || window.answers.filter(Boolean).length === {len(files)}"
    page.wait_for(answered)
    assert page.run("return window.failures") == []
    assert page.run("return window.answers") == own
    assert {json.loads(one)["outcome"]["verdict"] for one in own} >= {"clean", "errors"}


def test_a_report_is_shown(page: WebKitPage) -> None:
    page.run("[...document.querySelectorAll('.file button')].find(b => b.textContent === '查看报告').click()")
    page.wait_for("document.querySelector('#viewer[open] iframe')")
    with page.frame("#viewer iframe"):
        assert "2025学年" in page.wait_for("document.querySelector('h1')?.textContent")


def test_nothing_that_comes_into_the_page_is_run(page: WebKitPage) -> None:
    page.run(
        """const script = document.createElement("script");
        script.src = "data:text/javascript,document.body.dataset.state='taken'";
        document.body.append(script);"""
    )
    page.run("return new Promise(resolve => setTimeout(resolve, 300))")
    assert page.run("return document.body.dataset.state") == "ready"
