"""A workbook that tests get as a copy from openpyxl is the one that would have been read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from support.openpyxl_copies import _read
from support.parts import parts

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_CORE = "docProps/core.xml"
"""Has the time at which it was saved."""
_STYLES = "xl/styles.xml"
_FORMATS = re.compile(rb"<cellXfs[^>]*>(.*)</cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<xf [^>]*/>|<xf .*?</xf>", re.DOTALL)
_STYLE = re.compile(rb' s="(\d+)"')
_MERGED = re.compile(rb"<mergeCell [^>]*/>")
FILES = [
    SAMPLES / name / "workbook.xlsx" for name in ("shuyang-2025", "town-2020-corrected", "uk-style-quarterly-2025")
]


def saved(book: openpyxl.Workbook) -> Mapping[str, bytes]:
    """The parts as they are saved, with the formats of cells in place of their numbers, and merged areas in order.

    Of what is read, some formats have two numbers: openpyxl changes them after it has told them apart; and the areas
    are a set.
    """
    stream = BytesIO()
    book.save(stream)
    package = {name: part for name, part in parts(stream).items() if name != _CORE}
    before, formats, after = _FORMATS.split(package.pop(_STYLES))
    written = _FORMAT.findall(formats)
    named = {
        name: _STYLE.sub(lambda match: b' s="' + written[int(match[1])] + b'"', part) for name, part in package.items()
    }
    named = {name: b"".join(sorted(_MERGED.findall(part))) + _MERGED.sub(b"", part) for name, part in named.items()}
    return named | {_STYLES: before + after}


@pytest.mark.parametrize("data_only", [False, True])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_copy_is_saved_as_the_workbook_that_is_read(file: Path, data_only: bool) -> None:
    expected = saved(_read(file, data_only=data_only))
    for _ in range(3):
        book = openpyxl.load_workbook(file, data_only=data_only)
        assert saved(book) == expected
        book.worksheets[0]["A1"] = "changed, which no other copy sees"
