"""The quick way in which the tests of this folder fill workbooks gives what writing them would give."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from support.rounds import filled, make_round
from xlsreport import workbook_bytes
from xlsreport.round.incoming.collection import collect
from xlsreport.submission.workbook_reader import read_workbook_bytes


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_a_filled_workbook_is_what_writing_it_would_give(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    quick = filled(round_, "002", problems=["没有。"], requests__received__natural=None)
    submission = read_workbook_bytes(quick, "quick", round_.definition)
    assert submission.agency == "第002镇"
    assert submission.paragraphs("problems") == ("没有。",)
    written = workbook_bytes(replace(submission, source=None, shown={}))
    assert members(quick) == members(written)


@pytest.mark.slow
def test_a_filled_workbook_is_accepted(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    (tmp_path / "in.xlsx").write_bytes(filled(round_, "002"))
    (done,) = collect(round_, [tmp_path / "in.xlsx"])
    assert done.receipt is not None
    assert (done.receipt.code, done.receipt.verdict) == ("002", "clean")
