"""Two reports side by side: what differs, and nothing else."""

from __future__ import annotations

import pytest

from support.definitions import loaded
from support.files import harbour, official, reread
from support.fillings import fillings
from support.grants import GOOD, grants, reported
from xlsreport import Submission, diff_submissions, migrate, new_submission


def told(before: Submission, after: Submission) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.sort, one.name, one.before, one.after) for one in diff_submissions(before, after).differences]


def test_figures_totals_texts_and_the_cover() -> None:
    form = official()
    entries = {"requests.received.natural": 12, "phone": "0123", "overview": ["收到申请12件。", "办结12件。"]}
    before = new_submission(form, agency="示例县", year=2025, entries=entries)
    others = {"requests.received.natural": 15, "overview": ["收到申请15件。", "另有一段。", "办结12件。"]}
    others |= {"remedies.nil_return": True, "carried_over.natural.explanation": "更正"}
    after = new_submission(form, agency="示例县", year=2025, entries=entries | others)
    found = diff_submissions(before, after)
    assert told(before, after)[:2] == [
        ("figure", "requests.received.natural", "12", "15"),
        ("figure", "remedies.cases.review_upheld", "", "0"),
    ]
    assert told(before, after)[-4:] == [
        ("text", "overview", "收到申请12件。", "收到申请15件。"),
        ("text", "overview", "", "另有一段。"),
        ("answer", "remedies.nil_return", "", "是"),
        ("explanation", "carried_over.natural.explanation", "", "更正"),
    ]
    (changed,) = [one for one in found.differences if one.name == "requests.received.natural"]
    assert (changed.by, changed.label) == (3, "三、申请办理：一、本年新收政府信息公开申请数量 · 自然人")
    (text,) = [one for one in found.differences if one.before == "收到申请12件。"]
    assert text.words == "收到申请〔删：12〕〔增：15〕件。"
    assert found.same == 4  # agency, year, telephone, one paragraph
    assert not told(after, after)


def test_lines_of_lists_are_laid_beside_those_that_are_like_them() -> None:
    before = reported(GOOD)
    lines = [GOOD[0], {**GOOD[1], "amount": 200}, {"code": "C300", "purpose": "Lamps"}, GOOD[2]]
    found = told(before, reported(lines))
    assert [one for one in found if one[0] == "line"] == [
        ("line", "grants.2.amount", "199.5", "200"),
        ("line", "grants.3.code", "", "C300"),
        ("line", "grants.3.purpose", "", "Lamps"),
    ]
    assert ("total", "totals.all.amount", "500", "") not in found
    assert {name for sort, name, *_ in found if sort == "total"} <= {f"totals.{row}.amount" for row in grants_rows()}


def grants_rows() -> list[str]:
    return [place.row for place in grants().places]


@pytest.mark.slow
def test_a_moved_workbook_differs_from_the_earlier_one_by_what_has_no_place() -> None:
    earlier = loaded("cn-gov-info-disclosure/2019")
    for filled in fillings(earlier, 8, seed=11):
        found = migrate(reread(filled), official())
        sides = diff_submissions(found.before, found.after)
        lost = {value.name for value in found.values if value.is_lost and value.sort == "figure"}
        split = {name for value in found.values if value.outcome == "converted" for name in value.targets}
        names = {one.name for one in sides.differences if one.sort == "figure"}
        zeros = {value.name for value in found.values if value.outcome == "converted" and value.sort == "figure"}
        anew = {one.name for one in sides.differences if one.before is None}
        assert lost <= names
        assert names <= lost | split | zeros | anew | {
            str(place) for place in earlier.places if place.row == "other_handling"
        }
        assert not [one for one in sides.differences if one.sort in ("text", "cover")]


@pytest.mark.slow
def test_a_report_does_not_differ_from_itself() -> None:
    for filled in fillings(harbour(), 8, seed=2):
        assert not told(filled, reread(filled))
