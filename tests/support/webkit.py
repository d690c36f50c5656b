"""Opens a page in WebKit, the engine of Safari and GNOME Web, in a window on a virtual screen.

It is told what to do by the WebDriver protocol (https://www.w3.org/TR/webdriver2/), of which few calls are enough.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from support.office import UNTIL_CLOSED
from support.patience import HANG_SECONDS

PACKAGES = "webkit2gtk-driver xvfb"
"""The Debian packages that hold what is started here."""
_DRIVER, _SCREEN = "WebKitWebDriver", "xvfb-run"
_BROWSERS = ("webkit2gtk-4.1/MiniBrowser", "webkit2gtk-4.0/MiniBrowser")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""By this name the protocol hands out elements."""


class WebKitPage:
    """A window with one page."""

    def __init__(self, session: str) -> None:
        self._session = session

    def open(self, file: Path) -> None:
        """Show a page from the disk."""
        _call("POST", f"{self._session}/url", {"url": file.as_uri()})

    def run(self, script: str, *arguments: object) -> Any:
        """What the body of a function returns in the page."""
        return _call("POST", f"{self._session}/execute/sync", {"script": script, "args": arguments})

    def wait_for(self, expression: str) -> Any:
        """What an expression comes to, once it is true in the page.

        Raises:
            AssertionError: it does not come about.
        """
        end = time.monotonic() + HANG_SECONDS
        while not (found := self.run(f"return {expression}")):
            assert time.monotonic() < end, f"it never came about: {expression}"
            time.sleep(0.1)
        return found

    def choose_files(self, selector: str, files: Sequence[Path]) -> None:
        """Choose files in an input, as its dialog would."""
        text = "\n".join(map(str, files))
        _call("POST", f"{self._session}/element/{self._element(selector)[_ELEMENT]}/value", {"text": text})

    @contextmanager
    def frame(self, selector: str) -> Iterator[None]:
        """Meanwhile scripts are run in the page of a frame, not in that which holds it."""
        _call("POST", f"{self._session}/frame", {"id": self._element(selector)})
        yield
        _call("POST", f"{self._session}/frame", {"id": None})

    def _element(self, selector: str) -> dict[str, str]:
        found: dict[str, str]
        found = _call("POST", f"{self._session}/element", {"using": "css selector", "value": selector})
        return found


@contextmanager
def webkit_page(port: int) -> Iterator[WebKitPage]:
    """A window of WebKit, whose driver listens on a port of this computer."""
    driver, screen = shutil.which(_DRIVER), shutil.which(_SCREEN)
    assert driver, f"this needs WebKit: apt-get install {PACKAGES}"
    assert screen, f"this needs a virtual screen: apt-get install {PACKAGES}"
    libraries = sorted(Path("/usr/lib").glob("*-linux-gnu"))
    browser = next((path for folder in libraries for name in _BROWSERS if (path := folder / name).exists()), None)
    assert browser is not None, f"this needs WebKit's MiniBrowser: apt-get install {PACKAGES}"
    command = [*UNTIL_CLOSED, screen, "-a", driver, f"--port={port}"]
    process = subprocess.Popen(command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
    address = f"http://127.0.0.1:{port}/session"
    options = {"binary": str(browser), "args": ["--automation"]}
    try:
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        session = f"{address}/{_first_answer(address, wanted)['sessionId']}"
        yield WebKitPage(session)
        _call("DELETE", session)
    finally:
        process.communicate()


def _first_answer(address: str, wanted: object) -> Any:
    end = time.monotonic() + HANG_SECONDS
    while True:
        try:
            return _call("POST", address, wanted)
        except URLError:
            assert time.monotonic() < end, f"{_DRIVER} does not start"
            time.sleep(0.1)


def _call(method: str, address: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(address, data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request, timeout=HANG_SECONDS) as answer:
        return json.load(answer)["value"]
