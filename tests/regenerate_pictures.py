"""Makes the pictures of the README and the documentation anew: ``python tests/regenerate_pictures.py``.

They are what LibreOffice, Chromium and a PDF reader show of the made-up round and of a sample, so they differ a little
from machine to machine, and no test compares them. Look at them before you commit them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageGrab, ImageOps

from support.browser import chromium
from support.page_pictures import checker_pictures, findings_pictures, installation_picture, side_by_side

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
SAMPLES = ROOT / "samples"
SAMPLE = SAMPLES / "shuyang-2025"
WITHOUT_MENUS = (0, 74, 1310, 714)
WITH_TABS = (0, 108, 1310, 748)
"""What is cut out of a screen of 1366 × 768: LibreOffice without its menus, or with the sheets' tabs as well."""
PAPER = (663, 938)
"""Pixels of a page of A4."""


def main() -> None:
    """Make all of them."""
    with TemporaryDirectory() as folder:
        demo = Path(folder, "demo")
        environment = {**os.environ, "TZ": "Asia/Shanghai", "XLSREPORT_LANG": "zh-CN"}
        subprocess.run([sys.executable, "-m", "xlsreport", "demo", str(demo)], env=environment, check=True)
        _workbooks(demo)
        _status(demo / "进度.html")
        _browser_pages(Path(folder), demo)
    _report()


def _workbooks(demo: Path) -> None:
    received = demo / "received.xlsx"
    with zipfile.ZipFile(demo / "收件箱" / "部门和乡镇.zip") as archive:
        received.write_bytes(archive.read("各单位/示例县自然资源局.xlsx"))
    [returned] = (demo / "2025年报" / "退回").glob("03-*.xlsx")
    wanted = [(received, "三、申请办理", "D7"), (received, "校验", "A1"), (returned, "退回说明", "B9")]
    sheet, checks, first, second = _shown([*wanted, (returned, "三、申请办理", "D7")])
    _save("sheet", sheet.crop(WITHOUT_MENUS))
    _save("checks", checks.crop(WITHOUT_MENUS))
    _save("returned", _below_each_other([first.crop(WITHOUT_MENUS), second.crop(WITH_TABS)]))


def _shown(wanted: list[tuple[Path, str, str]]) -> Iterator[Image.Image]:
    """The screen with each sheet of a workbook in LibreOffice, and the cell that is selected."""
    with _showing() as program:
        assert program.stdin is not None
        assert program.stdout is not None
        screen = program.stdout.readline().strip()
        for workbook, sheet, cell in wanted:
            print(json.dumps({"workbook": str(workbook), "sheet": sheet, "cell": cell}), file=program.stdin, flush=True)
            assert program.stdout.readline().strip() == "shown"
            yield ImageGrab.grab(xdisplay=screen)
            print(file=program.stdin, flush=True)


@contextmanager
def _showing() -> Iterator[subprocess.Popen[str]]:
    command = ["/usr/bin/python3", str(ROOT / "tests" / "programs" / "showing.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        yield program


def _status(page: Path) -> None:
    with TemporaryDirectory() as folder, chromium() as browser:
        tab = browser.new_page(viewport={"width": 1400, "height": 1180})
        tab.goto(page.as_uri())
        tab.screenshot(path=Path(folder, "status.png"))
        _save("status", Image.open(Path(folder, "status.png")))


def _browser_pages(folder: Path, demo: Path) -> None:
    for name, picture in checker_pictures(folder, demo / "收件箱" / "改好了.xlsx"):
        _save(name, picture)
    for name, picture in findings_pictures(folder):
        _save(name, picture)
    _save(*installation_picture(folder))


def _report() -> None:
    """Two pages of the PDF, and the web page on a telephone where its widest table begins."""
    document = pypdfium2.PdfDocument(SAMPLE / "report.pdf")
    scale = PAPER[1] / document[0].get_height()
    pages = [document[number].render(scale=scale).to_pil().resize(PAPER) for number in (0, 3)]
    with TemporaryDirectory() as folder, chromium() as browser:
        tab = browser.new_page(viewport={"width": 360, "height": PAPER[1]})
        tab.goto((SAMPLE / "report.html").as_uri())
        tab.get_by_role("heading", name="三、收到和处理政府信息公开申请情况").evaluate(
            "heading => heading.scrollIntoView()"
        )
        tab.screenshot(path=Path(folder, "phone.png"))
        pages.append(Image.open(Path(folder, "phone.png")).convert("RGB"))
        _save("report", side_by_side([ImageOps.expand(page, 1, "#bbbbbb") for page in pages]))


def _below_each_other(pictures: list[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", (pictures[0].width, sum(picture.height for picture in pictures)))
    for number, picture in enumerate(pictures):
        whole.paste(picture, (0, sum(above.height for above in pictures[:number])))
    return whole


def _save(name: str, picture: Image.Image) -> None:
    """With 256 colours a file is a third as large; chosen so that rare ones, such as that of a tick, stay."""
    method = Image.Quantize.MAXCOVERAGE
    small = picture.convert("RGB").quantize(colors=256, method=method, dither=Image.Dither.NONE)
    small.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
