"""What is done where fonts are missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.fonts import needs_hidden_fonts, without_fonts
from support.small_documents import report
from xlsreport import render
from xlsreport.document.failure import RenderingError
from xlsreport.document.model import Paragraph
from xlsreport.document.pdf.fonts import installed_fonts


def test_characters_that_no_font_has_are_named_instead_of_printed_as_boxes() -> None:
    with pytest.raises(RenderingError) as caught:
        render(report(Paragraph("镇名\U000323af，\U0010fffd")), "pdf")
    assert "\U000323af (U+323AF)、\U0010fffd (U+10FFFD)" in str(caught.value)


@needs_hidden_fonts
def test_without_a_chinese_font_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "from xlsreport.document.rendering import *\nfor f in FORMATS: print(hindrance(f, 'zh-CN'), hindrance(f, 'en'))"
    )
    docx, html, pdf = without_fonts(tmp_path, "-c", code).stdout.splitlines()
    assert (docx, html) == ("None None", "None None")
    assert "fonts-noto-cjk" in pdf
    assert "XLSREPORT_FONTS" in pdf
    assert pdf.endswith("None"), "an English report needs none"


@needs_hidden_fonts
def test_fonts_in_a_folder_that_is_named_serve_without_being_installed(tmp_path: Path) -> None:
    fonts = (font for font in installed_fonts().fonts() if font.family == "Noto Serif CJK SC" and font.path)
    folder = Path(str(next(fonts).path)).parent
    code = "from xlsreport.document.rendering import hindrance; print(hindrance('pdf', 'zh-CN'))"
    named = f"{tmp_path / 'no such folder'}{os.pathsep}{folder}"
    assert without_fonts(tmp_path, "-c", code, XLSREPORT_FONTS=named).stdout.strip() == "None"
