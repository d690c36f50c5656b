"""The mark of a draft: on every page, with the number of errors that whoever checked the report has found."""

from __future__ import annotations

from support.reports import county, town
from xlsreport import build_document, check


def test_a_draft_says_how_many_errors_it_has_where_it_is_told_of_them() -> None:
    submission = town()
    errors = sum(finding.severity == "error" for finding in check(submission))
    mark = build_document(submission, draft=True, findings=check(submission)).draft
    assert errors
    assert mark == f"草稿——尚有 {errors} 处错误，不得发布"


def test_a_draft_that_nobody_checked_gives_no_number() -> None:
    assert build_document(town(), draft=True).draft == "草稿——不得发布"


def test_warnings_are_not_counted() -> None:
    findings = [finding for finding in check(town()) if finding.severity != "error"]
    assert findings
    assert build_document(town(), draft=True, findings=findings).draft == "草稿——不得发布"


def test_what_is_no_draft_has_no_mark_whatever_was_found() -> None:
    assert build_document(county(), findings=check(county())).draft is None
