"""Measures the checker in Chromium: its size, the time to the first verdict and of further files, and its memory.

Usage: ``python bench/checker.py [--files 100] [--repeat 3]``, with the extra ``test`` and the engine that
``tests/run.py`` prepares. The page is opened from the disk without a network, and gets its first file as soon as it is
there. Memory is that of the process that shows the page, as the system counts it (RSS), and the heap of the Python in
it, which never shrinks.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from playwright.sync_api import Browser, Page

from bench.made_up.inbox import Wanted, make
from support.browser import chromium
from support.checker import prepared_engine
from xlsreport.offline.checker_page import checker_page
from xlsreport.offline.checker_settings import CheckerSettings

LOOKS = (1, 20, 100)
"""After how many files the memory is looked at."""
MEGA = 1e6
WAIT = 300_000


def checked(page: Page, count: int) -> None:
    """Wait until so many files have been checked."""
    page.wait_for_selector(f'body[data-checked="{count}"]', timeout=WAIT)


def resident(browser: Browser) -> float:
    """Megabytes of the largest process that shows a page."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = []
    for process in processes:
        if process["type"] == "renderer":
            status = Path("/proc", str(process["id"]), "status").read_text()
            sizes.append(int(status.split("VmRSS:")[1].split()[0]) * 1024 / MEGA)
    return max(sizes)


def heap(page: Page) -> float:
    """Megabytes of memory that the Python in the page has taken."""
    return float(page.workers[0].evaluate("python._module.HEAPU8.length")) / MEGA


def loaded(page_file: Path) -> tuple[float, float, float]:
    """The seconds until a page is ready that got no file, and its memory."""
    with chromium() as browser, browser.new_context(offline=True) as isolated:
        page = isolated.new_page()
        began = time.perf_counter()
        page.goto(page_file.as_uri())
        page.wait_for_selector('body[data-state="ready"]', timeout=WAIT)
        return time.perf_counter() - began, resident(browser), heap(page)


def first_verdict(page_file: Path, file: Path) -> float:
    """The seconds from opening the page to the findings of a file that it got at once, in a browser just started."""
    with chromium() as browser, browser.new_context(offline=True) as isolated:
        page = isolated.new_page()
        began = time.perf_counter()
        page.goto(page_file.as_uri())
        page.set_input_files("#input", file)
        checked(page, 1)
        return time.perf_counter() - began


def further(page_file: Path, files: Sequence[Path]) -> tuple[list[float], dict[int, tuple[float, float]]]:
    """The seconds of each file after the first, one by one, and the memory after some."""
    seconds, memory = [], {}
    with chromium() as browser, browser.new_context(offline=True) as isolated:
        page = isolated.new_page()
        page.goto(page_file.as_uri())
        for number, file in enumerate(files, 1):
            began = time.perf_counter()
            page.set_input_files("#input", file)
            checked(page, number)
            if number > 1:
                seconds.append(time.perf_counter() - began)
            if number in LOOKS:
                memory[number] = resident(browser), heap(page)
    return seconds, memory


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--repeat", type=int, default=3)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        _, inbox = make(Path(folder), Wanted(chosen.files, only_readable=True, long_texts=True))
        files = sorted(inbox.rglob("*.xlsx"))
        page_file = Path(folder, "checker.html")
        page_file.write_bytes(checker_page(prepared_engine(), CheckerSettings("zh-CN"), ["zh-CN", "en", "fr"]))
        print(f"| page | {page_file.stat().st_size / MEGA:.1f} MB |\n|---|--:|")
        loads = [loaded(page_file) for _ in range(chosen.repeat)]
        print(f"| ready | {min(each[0] for each in loads):.1f} s |")
        print(f"| first verdict | {min(first_verdict(page_file, files[0]) for _ in range(chosen.repeat)):.1f} s |")
        seconds, memory = further(page_file, files)
        print(f"| further file, median of {len(seconds)} | {statistics.median(seconds):.2f} s |")
        print(f"| the slowest of them | {max(seconds):.2f} s |")
        for count, (process, python) in {0: loads[0][1:], **memory}.items():
            print(
                f"| memory after {count} files: the page's process, Python in it | {process:.0f} MB, {python:.0f} MB |"
            )


if __name__ == "__main__":
    main()
