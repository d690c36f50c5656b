"""What is done where fonts are missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typst

from support.files import saved
from support.fonts import needs_hidden_fonts, without_fonts
from support.reports import county
from support.small_documents import report
from xlsreport import build_document, read_workbook, render
from xlsreport.document.content.model import Paragraph
from xlsreport.document.pdf import typesetting
from xlsreport.document.pdf.pdf_fonts import installed_fonts
from xlsreport.errors import RenderingError


def test_characters_that_no_font_has_are_named_instead_of_printed_as_boxes() -> None:
    with pytest.raises(RenderingError) as caught:
        render(report(Paragraph("镇名\U000323af，\U0010fffd")), "pdf")
    assert "\U000323af (U+323AF)、\U0010fffd (U+10FFFD)" in str(caught.value)


def test_letters_that_only_the_font_of_mathematical_signs_has_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes with Typst and has Devanagari, which it does not join."""
    fonts = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typesetting, "_compiler", lambda: typst.Compiler(root=Path(__file__).parent, font_paths=fonts))
    assert typesetting.letters_of_signs({"text": "5 ≤ 7 Rapport"}) == []
    assert typesetting.letters_of_signs({"text": ["अन्य ≤"]}) == ["अ", "न", "य", "्"]


@pytest.mark.slow
@pytest.mark.parametrize("library", ["typst", "pikepdf"])
def test_where_nobody_builds_a_library_for_the_computer_the_other_formats_are_made(library: str) -> None:
    code = f"""
import sys
sys.modules[{library!r}] = None
from xlsreport.document.output_formats import *
from support.small_documents import report, rows
print(hindrance("docx", "zh-CN"), len(render(report(rows(2)), "docx")) > 0, hindrance("pdf", "zh-CN"))
"""
    paths = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith(f"None True 这台电脑上没有 {library}")


@pytest.mark.slow
@pytest.mark.parametrize("library", ["typst", "pikepdf"])
def test_a_pdf_is_proved_where_none_can_be_made(library: str, tmp_path: Path) -> None:
    workbook, rendering = saved(county(), tmp_path), tmp_path / "report.pdf"
    rendering.write_bytes(render(build_document(read_workbook(workbook)), "pdf"))
    code = f"""
import sys
sys.modules[{library!r}] = None
from pathlib import Path
from xlsreport import read_workbook, verify
print(verify(Path({str(rendering)!r}).read_bytes(), "pdf", read_workbook({str(workbook)!r})))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("None\n", "")


@pytest.mark.slow
def test_what_reads_a_pdf_is_named_where_it_is_not_installed() -> None:
    code = """
import sys
sys.modules["pypdfium2"] = None
from xlsreport.document.output_formats import read_back
from xlsreport.errors import RenderingError
from xlsreport.messages import messages_for
try:
    read_back(b"", "pdf", messages_for("zh-CN"))
except RenderingError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith("这台电脑上没有 pypdfium2")


@pytest.mark.slow
@needs_hidden_fonts
def test_without_a_chinese_font_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "from xlsreport.document.output_formats import *\n"
        "for f in FORMATS: print(hindrance(f, 'zh-CN'), hindrance(f, 'en'))"
    )
    docx, html, pdf = without_fonts(tmp_path, "-c", code).stdout.splitlines()
    assert (docx, html) == ("None None", "None None")
    assert "fonts-noto-cjk" in pdf
    assert "XLSREPORT_FONTS" in pdf
    assert pdf.endswith("None"), "an English report needs none"


@pytest.mark.slow
@needs_hidden_fonts
def test_fonts_in_a_folder_that_is_named_serve_without_being_installed(tmp_path: Path) -> None:
    fonts = (font for font in installed_fonts().fonts() if font.family == "Noto Serif CJK SC" and font.path)
    folder = Path(str(next(fonts).path)).parent
    code = "from xlsreport.document.output_formats import hindrance; print(hindrance('pdf', 'zh-CN'))"
    named = f"{tmp_path / 'no such folder'}{os.pathsep}{folder}"
    assert without_fonts(tmp_path, "-c", code, XLSREPORT_FONTS=named).stdout.strip() == "None"
