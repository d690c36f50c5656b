"""The checker in a browser without a network: its engine as the tests' command prepared it, and an open page."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from support.patience import HANG_SECONDS
from xlsreport.messages import messages_for
from xlsreport.offline.browser_engine.engine_file import ENGINE_NAME, BrowserEngine, read_engine

ENGINE = Path(__file__).resolve().parents[1] / "programs" / "engine" / ENGINE_NAME
_PATIENCE = HANG_SECONDS * 1000
HEARD = """() => {
  const { check, failed } = heard;
  window.answers = [];
  window.failures = [];
  heard.check = (data) => { window.answers[data.number] = data.text; check(data); };
  heard.failed = (data) => { window.failures.push(data.sentence); failed(data); };
}"""
"""Keeps in the page what the Python in it answers and what failed."""
_LET_FALL = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
  document.getElementById("drop").dispatchEvent(drop);
}"""
_ANSWERED = "count => window.failures.length || window.answers.filter(Boolean).length === count"


@cache
def prepared_engine() -> BrowserEngine:
    """The engine that the tests' command prepared."""
    assert ENGINE.is_file(), "these tests need the browser engine: xlsreport offline --prepare --engine " + str(ENGINE)
    return read_engine(ENGINE, messages_for("en"))


@dataclass
class OpenChecker:
    """A page with the checker; ``strange`` is what it asked others for, ``faults`` what its scripts complained of,
    and ``dropped`` how many files it was given."""

    page: Page
    strange: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    dropped: int = 0

    def drop(self, files: Sequence[Path]) -> list[str]:
        """Give it files; the texts that the Python in it answered, in their order."""
        self.give(files)
        return self.answers(len(files))

    def give(self, files: Sequence[Path]) -> None:
        """Give it files, and do not wait for what it finds."""
        self.dropped += len(files)
        self.page.set_input_files("#input", list(map(str, files)))

    def let_fall(self, file: Path) -> str:
        """Drop a file on it by the mouse; what the Python in it answered."""
        self.dropped += 1
        self.page.evaluate(_LET_FALL, [file.name, base64.b64encode(file.read_bytes()).decode()])
        return self.answers(1)[0]

    def answers(self, count: int) -> list[str]:
        """What the Python in it answered to the last so many files, in their order."""
        self.page.wait_for_function(_ANSWERED, arg=self.dropped, timeout=_PATIENCE)
        failures: list[str] = self.page.evaluate("window.failures")
        assert failures == [], failures[0]
        answers: list[str] = self.page.evaluate("count => window.answers.slice(-count)", count)
        return answers

    def saved(self, label: str) -> bytes:
        """What the button of the newest file with this label saves."""
        with self.page.expect_download(timeout=_PATIENCE) as download:
            self.page.locator(".file").first.get_by_role("button", name=label).click()
        return Path(download.value.path()).read_bytes()


@contextmanager
def opened(browser: Browser, page_file: Path, **context: Any) -> Iterator[OpenChecker]:
    """The checker, opened from the disk and ready, in a browser that has no network."""
    with browser.new_context(offline=True, **context) as isolated:
        page = isolated.new_page()
        checker = OpenChecker(page)
        page.on("request", lambda request: checker.strange.append(request.url) if _leaves(request.url) else None)
        page.on("console", lambda message: checker.faults.append(message.text))
        page.on("pageerror", lambda error: checker.faults.append(str(error)))
        page.goto(page_file.as_uri())
        page.wait_for_selector("body[data-state]", timeout=_PATIENCE)
        assert page.get_attribute("body", "data-state") == "ready", page.inner_text("#status")
        page.evaluate(HEARD)
        yield checker


def _leaves(address: str) -> bool:
    return not address.startswith(("file:", "blob:", "data:"))


def outcome_in(answer: str) -> dict[str, Any]:
    """The outcome of an answer, as the command's JSON has it."""
    outcome: dict[str, Any] = json.loads(answer)["outcome"]
    return outcome
