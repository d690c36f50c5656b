"""Characters that are drawn across others, turn them about, or stand for others."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from xlsreport.opc.escaped_text import expect_certain
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.reordered_text import is_reordered
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


@pytest.mark.parametrize(
    ("text", "is_turned"),
    [
        ("12 34", False),
        ("\u202e321", True),
        ("\u200f12 34", True),  # LibreOffice shows 34 12
        ("\u061c12 34", True),
        ("\u206712 34\u2069", True),
        ("12 34\nx\u200f1", False),  # each line by itself
        ("\u200f12", False),
        ("\u200f2025-03-04", False),
        ("\u200f1,200.50", False),
        ("\u200fSum 12", False),
        ("\u200fשלום 12 34", False),  # as it is written from right to left
        ("\u200e12 34", False),
    ],
)
def test_marks_of_direction_turn_numbers_about(text: str, is_turned: bool) -> None:
    assert is_reordered(text) == is_turned


@pytest.mark.parametrize("text", ["", "a_x000D_\n", "_x005F_x0041_", "_x0007_", "_xD800_", "_x41_", "x_x"])
def test_controls_and_what_looks_like_a_code_are_written_in_code(text: str) -> None:
    assert expect_certain(text) == text


@pytest.mark.parametrize("text", ["_x0031__x0032_", "Sum _x0041_", "_x200B_", "_x4e00_"])
def test_other_characters_in_code_are_shown_by_some_programs_only(text: str) -> None:
    with pytest.raises(InvalidFileError):
        expect_certain(text)
