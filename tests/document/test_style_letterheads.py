"""Real letterheads in reports: what LibreOffice has saved as Word documents looks in a report as it looked before."""

from __future__ import annotations

import base64
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
from pdfplumber.page import Page

from support.active_content import findings
from support.office import converted
from support.picture_files import png
from support.printed_tables import NESTED
from support.small_documents import report
from support.word import complaints
from xlsreport import read_style_document, render
from xlsreport.document.content.model import Heading, Paragraph
from xlsreport.document.docx.style_document import UnsupportedMarkup

LETTERHEAD = Path(__file__).parents[1] / "support" / "letterhead.fodt"
"""A table with a picture and a name, a frame with text, a line, a watermark; page numbers, a path and a link below."""
REPORT = report(Heading(1, "一、总体情况"), Paragraph("（一）甲。乙", 2, 5), NESTED)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, starts_engine: None) -> tuple[Path, Path]:
    """The letterhead as Word has it, and a report in its styles."""
    folder = tmp_path_factory.mktemp("letterhead")
    picture = base64.b64encode(png(8, 8)).decode()
    source = folder / "letter.fodt"
    source.write_text(LETTERHEAD.read_text(encoding="utf-8").replace("PICTURE", picture), encoding="utf-8")
    (letter,) = converted([source], folder, "docx:MS Word 2007 XML")
    made = folder / "report.docx"
    made.write_bytes(render(REPORT, "docx", style=read_style_document(letter)))
    return letter, made


def test_a_letterhead_looks_in_the_report_as_it_looks_by_itself(files: tuple[Path, Path], tmp_path: Path) -> None:
    paths = converted(files, tmp_path, "pdf")
    with pdfplumber.open(paths[0]) as letters, pdfplumber.open(paths[1]) as reports:
        _compare(letters.pages[0], reports.pages[0])


def _compare(letter: Page, made: Page) -> None:
    assert _margin_words(letter)[:2] == ["内部编号", "示例县人民政府办公室"]
    assert _margin_words(letter)[-1] == "网站"
    assert _margin_words(made) == [word for word in _margin_words(letter) if "letter.docx" not in word]
    assert _pictures(made) == _pictures(letter)
    assert len(_pictures(made)) == 1
    areas, lines = _areas(letter), _lines(letter)
    assert len(areas) > 20  # the frame and the strokes of the watermark
    assert len(lines) == 2  # below the name and above the foot
    assert _lines(made) == lines
    assert _areas(made) == pytest.approx(areas, abs=1)


def _margin_words(page: Page) -> list[str]:
    """The words above and below the text, in which there are none that stand askew."""
    words = page.extract_words(extra_attrs=["upright"])
    return [word["text"] for word in words if word["upright"] and not 75 < word["top"] < page.height - 75]


def _pictures(page: Page) -> list[tuple[int, ...]]:
    return [tuple(round(image[side]) for side in ("x0", "top", "x1", "bottom")) for image in page.images]


def _areas(page: Page) -> list[float]:
    """Where areas of colour are, one after the other."""
    filled = [shape for shape in (*page.rects, *page.curves) if shape["fill"] and not shape["stroke"]]
    return [shape[side] for shape in filled for side in ("x0", "top", "x1", "bottom")]


def _lines(page: Page) -> list[tuple[object, ...]]:
    """Where thick lines are, how thick, and of which colour."""
    thick = [line for line in page.lines if line["linewidth"] > 1]
    return [
        (line["stroking_color"], *(round(line[side]) for side in ("x0", "top", "x1", "linewidth"))) for line in thick
    ]


def test_nothing_of_it_reaches_out_and_word_has_no_complaints(files: tuple[Path, Path]) -> None:
    letter, made = files
    assert findings(made.read_bytes()) == []
    with ZipFile(made) as archive:
        assert not [name for name in archive.namelist() if b"zhangsan" in archive.read(name)]
    assert complaints([made]) == {made.name: []}
    assert read_style_document(letter).left_out == (UnsupportedMarkup("field", "FILENAME"),)
