"""The workbooks of the samples, each read once for all tests of a process, which only look at what was read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xlsreport import Document, Submission, build_document, read_workbook

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@cache
def read_sample(folder: str) -> Submission:
    """What the workbook in a folder of the samples says."""
    return read_workbook(SAMPLES / folder / "workbook.xlsx")


@cache
def sample_document(folder: str) -> Document:
    """The report of it, without a format."""
    return build_document(read_sample(folder))
