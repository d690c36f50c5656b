"""Characters that are drawn across the letter before them."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from xlsreport.xlsx.worksheet.rich_text import overlaid


@pytest.mark.slow
def test_the_strokes_are_the_characters_of_the_combining_class_overlay() -> None:
    overlays = {chr(code) for code in range(sys.maxunicode + 1) if unicodedata.combining(chr(code)) == 1}
    found = {chr(code) for code in range(0x300, sys.maxunicode + 1) if overlaid(f"1{chr(code)}") == "1"}
    assert found >= overlays
    assert all(
        unicodedata.category(stroke) in ("Mn", "Cn") for stroke in found - overlays - {"\u20e0"}
    )  # an older Unicode


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("", ""),
        ("120件", ""),
        ("1̶2̶0̶94件", "120"),
        ("撤̶销̵94", "撤销"),
        ("7̸̶", "7"),
        ("̶", ""),
        ("café é", ""),
    ],
)
def test_letters_with_a_stroke_across_them_are_found(text: str, struck: str) -> None:
    assert overlaid(text) == struck
