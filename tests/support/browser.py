"""Opens pages in the system's Chromium."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_started: list[tuple[Browser, ExitStack]] = []
"""That of this process, once it was needed: to start one takes longer than to open a dozen pages."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window, one for all tests of a process; what is open in it at the end is closed."""
    browser = _running()
    try:
        yield browser
    finally:
        for context in browser.contexts:
            context.close()


def _running() -> Browser:
    if _started and not _started[0][0].is_connected():
        stop_browser()
    if not _started:
        program = next(filter(None, map(shutil.which, _NAMES)), None)
        assert program is not None, "these tests need Chromium: there is none on PATH"
        with ExitStack() as closing:
            playwright = closing.enter_context(sync_playwright())
            # Files with names such as 报告.docx are found only where the system's encoding is UTF-8.
            browser = playwright.chromium.launch(executable_path=program, env={**os.environ, "LC_ALL": "C.UTF-8"})
            closing.callback(browser.close)
            _started.append((browser, closing.pop_all()))
    return _started[0][0]


@atexit.register
def stop_browser() -> None:
    """End the browser of this process, if there is one."""
    while _started:
        _, closing = _started.pop()
        closing.close()
