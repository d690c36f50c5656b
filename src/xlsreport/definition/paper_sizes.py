"""The page styles of reports, and the paper that the sheets of a workbook are printed on: that of the report's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

PageStyleName = Literal["gb-t-9704", "plain", "us-letter"]
"""The page style of the report: as China's standard for official documents prescribes, plain on A4, or as US offices
publish on Letter."""


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A size of paper.

    Attributes:
        code: as a workbook has it; ECMA-376 Part 1, 18.3.1.63, ``paperSize``.
        width: of an upright sheet, in points.
        height: of an upright sheet, in points.
    """

    code: int
    width: float
    height: float


A4 = PaperSize(9, 595, 842)
LETTER = PaperSize(1, 612, 792)


def paper_of(page_style: PageStyleName) -> PaperSize:
    """The paper of a page style."""
    match page_style:
        case "gb-t-9704" | "plain":
            return A4
        case "us-letter":
            return LETTER
        case _:
            assert_never(page_style)
