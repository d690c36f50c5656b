"""Measures what a PDF prints on its pages, as somebody would with a ruler: lines, characters, sizes and places.

Only the origins, advances and baselines of the text count. How high and wide the glyphs of a font are drawn, or how
far its ascent reaches, says nothing about the page.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber

from xlsreport.document.content.model import Document, Heading, Paragraph, Part

_MIDDLE = 0.38
"""Of the em, above the baseline: the middle of a Chinese character, which stands from -0.12 to 0.88 em (OpenType's
ideographic em box)."""
_DASH = 0.3
"""Of the em, above the baseline: a dash; 0.24 in Times New Roman, 0.38 in most Chinese fonts."""
_SAME_LINE = 0.5
"""Points by which baselines of one line may differ, as programs round them."""
_HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"
"""28 characters without punctuation, none of them twice."""

HEADINGS = ("一、第一级", "（一）第二级", "1.第三级", "（1）第四级")
TITLE_LINES = ("示例县人民政府", "年度工作报告")


def millimetres(points: float) -> float:
    """A length in points in millimetres."""
    return points / 72 * 25.4


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Characters that stand on one baseline.

    ``baseline`` is how far it lies below the upper edge of the paper; ``left`` and ``right`` are where the first
    character begins and the last one ends, from the left edge. All in points.
    """

    page: int
    text: str
    sizes: frozenset[float]
    baseline: float
    left: float
    right: float
    first_pitch: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page, its paper in points, its lines from above; ``number`` counts from 1."""

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]

    @property
    def number_line(self) -> PrintedLine:
        """The page number, which is the last that a page prints."""
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class TypeArea:
    """The area that the body's text fills, in millimetres, and its grid; ``pitch`` is that of the lines."""

    top: float
    left: float
    width: float
    height: float
    lines: int
    characters: int
    pitch: float

    @property
    def bottom(self) -> float:
        """Its lower edge, from the upper edge of the paper."""
        return self.top + self.height


def printed_pages(pdf: bytes) -> list[PrintedPage]:
    """Every page with its lines of text."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [
            PrintedPage(number, float(page.width), float(page.height), tuple(_lines(page, number)))
            for number, page in enumerate(opened.pages, start=1)
        ]


def centred(pitch: float, size: float) -> float:
    """How far below its upper edge a line has its baseline where characters stand in the middle of it."""
    return pitch / 2 + _MIDDLE * size


def four_fifths(pitch: float, size: float) -> float:
    """The same for a line of exact height in a word processor, whatever the size: LibreOffice's ``itrform2.cxx``."""
    return 0.8 * pitch


def type_area(page: PrintedPage, size: float, above_baseline: Callable[[float, float], float]) -> TypeArea:
    """The area that a page which is full of body text of one size shows.

    A line takes as much height as lies between two baselines; ``above_baseline`` says, from this height and from the
    size, how much of it lies above the baseline.
    """
    body = [line for line in page.lines if line.sizes == {size}]
    assert len(body) > 2, f"page {page.number} is not full of text: {[line.text for line in page.lines]}"
    pitches = [lower.baseline - upper.baseline for upper, lower in pairwise(body)]
    pitch = median(pitches)
    assert max(pitches) - min(pitches) < 2 * _SAME_LINE, f"lines are not evenly spaced: {sorted(set(pitches))}"
    top = body[0].baseline - above_baseline(pitch, size)
    left, right = min(line.left for line in body), max(line.right for line in body)
    return TypeArea(
        top=millimetres(top),
        left=millimetres(left),
        width=millimetres(right - left),
        height=millimetres(pitch * len(body)),
        lines=len(body),
        characters=max(len(line.text) for line in body),
        pitch=pitch,
    )


def dash_height(line: PrintedLine) -> float:
    """Where the dashes of a page number are drawn, in millimetres below the upper edge of the paper."""
    (size,) = line.sizes
    return millimetres(line.baseline - _DASH * size)


def measuring_document(*tables: Part) -> Document:
    """A report whose second page is full of a text that makes 28 characters a line, then headings of all levels."""
    text = (_HAN * 60)[: 26 + 28 * 45]
    first, *others = (Heading(level, heading) for level, heading in enumerate(HEADINGS, start=1))
    return Document(
        language="zh-CN",
        page_style="gb-t-9704",
        agency=TITLE_LINES[0],
        title="".join(TITLE_LINES),
        title_lines=TITLE_LINES,
        parts=(first, Paragraph(text), *others, *tables),
        figures={},
    )


def line_of(pages: Sequence[PrintedPage], text: str) -> PrintedLine:
    """The line that prints a text and nothing else."""
    found = [line for page in pages for line in page.lines if line.text == text]
    assert len(found) == 1, f"{text!r} is printed {len(found)} times"
    return found[0]


def _lines(page: Any, number: int) -> Iterator[PrintedLine]:
    line: list[Any] = []
    for char in sorted(page.chars, key=lambda char: -char["matrix"][5]):
        if line and line[-1]["matrix"][5] - char["matrix"][5] > _SAME_LINE:
            yield _line(line, page, number)
            line = []
        line.append(char)
    if line:
        yield _line(line, page, number)


def _line(chars: list[Any], page: Any, number: int) -> PrintedLine:
    # pdfminer's x0 and x1 are the origin of a character and that of the next one.
    chars = sorted(chars, key=lambda char: char["x0"])
    seen = [char for char in chars if char["text"].strip()] or chars
    return PrintedLine(
        page=number,
        text="".join(char["text"] for char in chars).strip(),
        sizes=frozenset(round(char["size"] * 2) / 2 for char in seen),
        baseline=float(page.height) - median(char["matrix"][5] for char in seen),
        left=seen[0]["x0"],
        right=seen[-1]["x1"],
        first_pitch=seen[1]["x0"] - seen[0]["x0"] if len(seen) > 1 else 0.0,
    )
