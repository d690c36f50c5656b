"""What the files of one definition have in common is made ready once, not once more for each of them."""

from __future__ import annotations

import gc
import re
import weakref
from collections.abc import Iterator

import pytest

from support.files import official
from support.fillings import fillings
from support.reports import SAMPLES
from xlsreport import Submission, check, read_workbook


def reports(first: int, count: int) -> Iterator[Submission]:
    """Reports of different agencies, whose sentences state right and wrong figures, of their own and of others."""
    blank = next(iter(fillings(official(), 1)))
    for number in range(first, first + count):
        agency = f"第{number}县望河镇人民政府"
        lines = (
            f"{agency}收到政府信息公开申请{number}件，县政府办公室收到依申请公开{number + 1}件。",
            "无",
            f"其中{number}件。",
        )
        yield Submission(blank.definition, agency=agency, year=2025, entries=blank.entries, texts={"overview": lines})


def test_checking_a_further_file_compiles_no_expression(monkeypatch: pytest.MonkeyPatch) -> None:
    for submission in reports(0, 3):
        check(submission)
    compiled = []
    compile_ = re._compiler.compile  # type: ignore[attr-defined]

    def counted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        found: re.Pattern[str] = compile_(pattern, flags)
        return found

    monkeypatch.setattr("re._compiler.compile", counted)
    for submission in reports(100, 5):
        check(submission)
    assert compiled == []


@pytest.mark.parametrize("sample", ["hongze-2023", "uk-style-quarterly-2025"])
def test_nothing_holds_on_to_a_faulty_file_that_was_checked(sample: str) -> None:
    """Else of thousands of files all that came since garbage was last collected would be in memory."""
    path = SAMPLES / sample / "workbook.xlsx"
    assert {finding.rule for finding in check(read_workbook(path))} & {"total", "target_met"}
    gc.collect()
    gc.disable()
    try:
        submission = read_workbook(path)
        check(submission)
        checked = weakref.ref(submission)
        del submission
        assert checked() is None
    finally:
        gc.enable()
