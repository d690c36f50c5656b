"""A consolidation that lacks agencies cannot be taken for a whole one: the workbook says so wherever it goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support.files import official, reread, saved
from support.parts import with_cell
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render
from xlsreport.checking.incomplete_findings import INCOMPLETE_RULE
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.document.content.model import Paragraph
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed, stamp_for

SENTENCE = "本汇总不完整：应计入 3 个单位，实际计入 2 个，缺 1 个：城关镇（01）。"


def incomplete() -> Submission:
    whole = new_submission(official(), agency="示例县", year=2025, entries={"overview": ["全县平稳。"]})
    return replace(whole, incomplete=SENTENCE)


@pytest.mark.slow
def test_it_survives_the_workbook_and_is_a_warning_on_the_cover() -> None:
    submission = reread(incomplete())
    assert submission.incomplete == SENTENCE
    (found,) = [finding for finding in check(submission) if finding.rule == INCOMPLETE_RULE]
    assert (found.severity, str(found.cells), found.message) == ("warning", "'封面'!B1", SENTENCE)
    assert [one.rule for one in check(submission, forensic=True) if one.rule.startswith("altered.")] == []


def test_a_whole_one_says_nothing() -> None:
    whole = replace(incomplete(), incomplete="")
    assert dict(stamp_for(whole).rows()).keys().isdisjoint({"incomplete"})
    assert reread(whole).incomplete == ""
    assert all(finding.rule != INCOMPLETE_RULE for finding in check(whole))


def test_it_is_the_first_thing_that_the_report_says() -> None:
    document = build_document(incomplete())
    assert document.parts[0] == Paragraph(SENTENCE)
    assert SENTENCE in render(document, "html").decode()


def test_it_is_signed_with_the_rest_of_the_stamp() -> None:
    key = b"k" * 32
    stamp = stamp_for(signed(incomplete(), Identity("round-1", "3301"), key))
    assert stamp.is_signed(key)
    assert not replace(stamp, incomplete="").is_signed(key)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "content"), [("", ""), ("inlineStr", "<is><t>incomplete</t></is>")])
def test_taking_it_out_of_the_stamp_shows(kind: str, content: str, tmp_path: Path) -> None:
    file = saved(incomplete(), tmp_path)
    edited = with_cell(file, tmp_path / "edited.xlsx", (STAMP_SHEET, "B8"), content, kind)
    assert read_workbook(file).source is not None
    rules = {finding.rule for finding in check(read_workbook(edited))}
    assert "altered.stamp" in rules
