"""What is wrong in one published report: which rule, where in the page, what is printed and what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from support.definitions import loaded
from support.published_reports import imported
from support.reports import county, town
from xlsreport import Place
from xlsreport.published.audit.audit_findings import AuditFinding, PageSpot
from xlsreport.published.audit.edition_findings import edition_findings
from xlsreport.published.audit.plain_printing import plain_entry
from xlsreport.published.audit.report_judging import Judged, judge
from xlsreport.published.imported_report import ForeignRow, ImportedReport, Spot, Unread
from xlsreport.published.imported_submission import submission_of
from xlsreport.submission.typed_values.entry_parsing import parse_entry

REQUESTS, REMEDIES = 2, 3
"""The tables of the form by their numbers on the page."""


def judged(report: ImportedReport, previous: ImportedReport | None = None) -> Judged:
    return judge(report, submission_of(report), None if previous is None else submission_of(previous))


def told(findings: Sequence[AuditFinding]) -> list[tuple[Any, ...]]:
    """Kind, rule, severity, and the first spot by table, row and column, with what is printed and expected."""
    return [
        (one.kind, one.rule, one.severity, _at(one.where[0].spot), one.where[0].printed, one.expected)
        for one in findings
    ]


def _at(spot: Spot | None) -> tuple[int | None, ...] | None:
    return None if spot is None else (spot.table, spot.row, spot.column)


def test_a_report_without_faults_has_no_finding() -> None:
    found = judged(imported(county()))
    assert found.findings == ()
    assert (found.counts.printed, found.counts.blank, found.counts.unread) == (200, 0, 0)


def test_a_wrong_figure_is_told_where_it_is_printed_with_what_it_should_be() -> None:
    found = judged(imported(county(), {"requests.received.natural": "706"}))
    assert told(found.findings) == [("rule", "balance", "error", (REQUESTS, 4, 4), "706", "705")]
    assert "!" not in found.findings[0].message  # no cell of a workbook


def test_totals_of_zero_beside_cases_are_told() -> None:
    found = judged(imported(county(), {"remedies.cases.review_all": "0", "remedies.cases.after_all": "0"}))
    assert told(found.findings) == [
        ("total", "total", "error", (REMEDIES, 4, 5), "0", "61"),
        ("total", "total", "error", (REMEDIES, 4, 15), "0", "10"),
    ]


@pytest.mark.slow
def test_blanks_are_told_by_table_with_the_totals_that_they_leave_wrong() -> None:
    report = imported(county(), {"requests.received.business": "", "requests.received.all": ""})
    found = judged(report)
    assert found.counts.blank == 2
    missing = [one for one in found.findings if one.kind == "missing"]
    assert told(missing) == [("missing", "filled", "error", (REQUESTS, 4, 5), "", "")]
    assert missing[0].where[1] == PageSpot(missing[0].where[1].label, Spot(None, REQUESTS, 4, 10), "")


def test_what_could_not_be_read_is_never_a_fault() -> None:
    names = ["requests.received.natural", "requests.granted.business", "requests.received.all"]
    found = judged(imported(county(), unread=names))
    assert found.findings == ()
    assert (found.counts.printed, found.counts.blank, found.counts.unread) == (197, 0, 3)


def test_a_table_that_could_not_be_read_is_not_blank() -> None:
    names = [str(place) for place in county().definition.places if place.table == "requests"]
    found = judged(imported(county(), unread=names))
    assert found.findings == ()
    assert found.counts.unread == 175


@pytest.mark.slow
def test_a_text_that_contradicts_the_table_leads_to_its_paragraph() -> None:
    texts = {"overview": ["本年工作平稳。", "全年新收政府信息公开申请2件。"]}
    found = judged(imported(county(), texts=texts))
    (claim,) = [one for one in found.findings if one.kind == "text"]
    assert (claim.rule, claim.severity, claim.expected) == ("requests_in_text", "warning", "713")
    assert (claim.where[0].label, claim.where[0].paragraph) == ("一、总体情况", 2)


def test_another_statistical_period_is_told() -> None:
    text = "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"
    found = judged(imported(county(), texts={"overview": [*county().paragraphs("overview"), text]}))
    assert [(one.kind, one.severity, one.where[0].label) for one in found.findings] == [
        ("period", "warning", "一、总体情况")
    ]


def test_units_and_signs_in_cells_are_told() -> None:
    found = judged(imported(county(), {"proactive.fees.charged": "4068.208万元", "requests.other.research": "/"}))
    assert told(found.findings) == [
        ("entry", "number", "warning", (1, 14, 2), "4068.208万元", ""),
        ("entry", "number", "warning", (REQUESTS, 26, 6), "/", ""),
    ]


def test_an_empty_section_is_missing_and_one_that_was_not_found_is_not() -> None:
    report = imported(county(), texts={"problems": []})
    assert [(one.kind, one.rule, one.where[0].label) for one in judged(report).findings] == [
        ("missing", "filled", "五、存在的主要问题及改进情况")
    ]
    unread = replace(report, texts=replace(report.texts, unread=(Unread("problems", "no heading"),)))
    assert judged(unread).findings == ()


def test_last_years_figures_are_compared() -> None:
    before = imported(county(), {"requests.carried_out.natural": "35"}, year=2024)
    found = judged(imported(county()), before)
    assert {one.kind for one in found.findings} <= {"last_year", "repeated"}
    assert any(one.kind == "last_year" for one in found.findings)
    assert {one.rule for one in found.findings if one.kind == "repeated"} == {"repeated.last_year"}


def test_a_report_of_another_year_is_not_compared_and_the_reason_is_said() -> None:
    found = judged(imported(county()), imported(county(), year=2020))
    assert found.findings == ()
    assert "2020" in found.not_compared


@pytest.mark.parametrize(("year", "is_old"), [(2020, False), (2021, True), (2024, True)])
def test_the_form_of_earlier_years_is_told_from_the_year_of_the_next_on(year: int, is_old: bool) -> None:
    candidates = [loaded(f"cn-gov-info-disclosure/{edition}") for edition in ("2019", "2021")]
    found = list(edition_findings(imported(town(), year=year), year, candidates))
    told = [(one.kind, one.rule, one.severity, one.expected) for one in found]
    assert told == [("edition", "published.edition", "error", "2021")] * is_old


def test_a_row_of_another_edition_is_told_where_it_stands() -> None:
    candidates = [loaded(f"cn-gov-info-disclosure/{edition}") for edition in ("2019", "2021")]
    report = imported(county())
    rows = (ForeignRow(("（六）其他 处理", "0"), Spot(2, 3, 24)), ForeignRow(("备注", "0"), Spot(2, 3, 40)))
    report = replace(report, figures=replace(report.figures, foreign=rows))
    (finding,) = edition_findings(report, 2025, candidates)
    assert (finding.kind, finding.rule, finding.where[0].spot) == ("edition", "published.row", Spot(2, 3, 24))


@pytest.mark.parametrize(
    ("locale", "text", "is_plain"),
    [
        ("en", "1,798", True),
        ("en", "1,798 ", True),
        ("zh-CN", "21,340.00", True),
        ("fr", "4\xa0815,50", True),
        ("zh-CN", "１２", False),
        ("zh-CN", "22（其中修订16件）", False),
        ("zh-CN", "251000元", False),
    ],
)
def test_figures_that_are_printed_as_usual_are_plain(locale: str, text: str, is_plain: bool) -> None:
    kind = county().definition.places[Place.parse("proactive.fees.charged")].kind
    entry = plain_entry(text, parse_entry(text, kind, locale), kind, locale)
    assert entry is not None
    assert entry.mended != is_plain
