"""Pictures of what an office sees in a browser and a terminal: the checker, the page of findings, an installation."""

from __future__ import annotations

import html
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from support.browser import chromium
from support.checker import opened, prepared_engine
from support.definitions import loaded
from xlsreport import new_submission, write_workbook
from xlsreport.messages import Language
from xlsreport.offline.checker_page import checker_page
from xlsreport.offline.checker_settings import CheckerSettings
from xlsreport.submission.entries_file import load_entries

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
WIDE, NARROW = {"width": 1366, "height": 900}, {"width": 360, "height": 900}
GAP, GREY = 16, "#eeeeee"
TOO_OLD = "delete window.DecompressionStream"
"""What an old browser has not."""
_TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 14px 18px; background: #1e1e1e; color: #e4e4e4; }
body { font: 14px/1.5 monospace; white-space: pre-wrap; }
b { color: #8fd98f; font-weight: 400; }
</style><body>"""


def side_by_side(pictures: Sequence[Image.Image], columns: int = 0) -> Image.Image:
    """Pictures of one size beside each other on grey, in so many columns; in one row without a number."""
    columns = columns or len(pictures)
    rows = [pictures[first : first + columns] for first in range(0, len(pictures), columns)]
    width = max(sum(picture.width + GAP for picture in row) for row in rows) + GAP
    whole = Image.new("RGB", (width, sum(row[0].height + GAP for row in rows) + GAP), GREY)
    top = GAP
    for row in rows:
        left = GAP
        for picture in row:
            whole.paste(picture, (left, top))
            left += picture.width + GAP
        top += row[0].height + GAP
    return whole


def checker_pictures(folder: Path, clean: Path) -> Iterator[tuple[str, Image.Image]]:
    """The checker with findings on a desktop and a telephone, and in its other states on both, by the files' names."""
    faulty, refused = SAMPLES / "hongze-2023" / "workbook.xlsx", SAMPLES / "shuyang-2025" / "report.docx"
    with chromium() as browser:
        page = _checker(folder, "zh-CN")
        found = [_checked(browser, page, viewport, [faulty]) for viewport in (WIDE, NARROW)]
        yield "checker", side_by_side(found)
        for name, viewport, columns, height in (("checker-wide", WIDE, 2, 620), ("checker-other", NARROW, 4, 800)):
            states = [_checked(browser, page, viewport, files) for files in ([], [clean], [refused])]
            states.append(_too_old(browser, page, viewport))
            yield name, side_by_side([state.crop((0, 0, state.width, height)) for state in states], columns)
        english = _checker(folder, "en")
        yield "checker.en", _checked(browser, english, WIDE, [_faulty_in_english(folder)])


def findings_pictures(folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """The page that files dropped on the program open, in both languages, by the files' names."""
    faulty = {"zh-CN": SAMPLES / "hongze-2023" / "workbook.xlsx", "en": _faulty_in_english(folder)}
    with chromium() as browser, _page(browser, WIDE) as tab:
        for language, file in faulty.items():
            page = folder / f"{language}-findings.html"
            environment = {**os.environ, "XLSREPORT_LANG": language}
            command = [sys.executable, "-m", "xlsreport", "open", "--no-browser", "-o", str(page), str(file)]
            subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)
            tab.goto(page.as_uri())
            yield "opened" if language == "zh-CN" else "opened.en", _shot(tab)


def installation_picture(folder: Path) -> tuple[str, Image.Image]:
    """A terminal in which a bundle for this computer is installed."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    build = [sys.executable, str(ROOT / "packaging" / "offline_bundle" / "build_bundle.py")]
    subprocess.run([*build, "--python", python, "--output", str(folder)], check=True, stdout=subprocess.DEVNULL)
    [bundle] = folder.glob("xlsreport-*")
    lines = []
    for command in ("ls", "sh install.sh", ".venv/bin/xlsreport --version", ".venv/bin/xlsreport templates"):
        done = subprocess.run(["sh", "-c", command], cwd=bundle, capture_output=True, text=True, check=True)
        said = done.stdout.replace(str(folder), "/home/office")
        lines.append(f"<b>{bundle.name}$</b> {html.escape(command)}\n{html.escape(said)}")
    terminal = folder / "terminal.html"
    terminal.write_text(_TERMINAL + "".join(lines), encoding="utf-8")
    with chromium() as browser, _page(browser, {"width": 1100, "height": 200}) as tab:
        tab.goto(terminal.as_uri())
        return "installation", _shot(tab, whole=True)


def _checker(folder: Path, language: Language) -> Path:
    page = folder / f"{language}.html"
    page.write_bytes(checker_page(prepared_engine(), CheckerSettings(language), ["zh-CN", "en", "fr"]))
    return page


def _faulty_in_english(folder: Path) -> Path:
    entries = {**load_entries(SAMPLES / "uk-style-quarterly-2025" / "entries.yaml"), "cases.housing.withdrawn": 160}
    file = folder / "Northfield Q2.xlsx"
    definition = loaded("uk-style-quarterly/2025")
    write_workbook(new_submission(definition, agency="Northfield", year=2025, part=2, entries=entries), file)
    return file


def _checked(browser: Browser, page: Path, viewport: dict[str, int], files: Sequence[Path]) -> Image.Image:
    with opened(browser, page, viewport=viewport) as checker:
        if files:
            checker.drop(files)
        return _shot(checker.page)


def _too_old(browser: Browser, page: Path, viewport: dict[str, int]) -> Image.Image:
    with _page(browser, viewport) as tab:
        tab.add_init_script(TOO_OLD)
        tab.goto(page.as_uri())
        return _shot(tab)


@contextmanager
def _page(browser: Browser, viewport: dict[str, int]) -> Iterator[Page]:
    with browser.new_context(offline=True, viewport=viewport) as isolated:  # type: ignore[arg-type] # a plain dict
        yield isolated.new_page()


def _shot(tab: Page, *, whole: bool = False) -> Image.Image:
    return Image.open(BytesIO(tab.screenshot(full_page=whole))).convert("RGB")
