"""Published texts and names in languages that write blanks between words, whatever their letters."""

from __future__ import annotations

import pytest

from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.published.narratives.report_lines import ReportLine
from xlsreport.published.narratives.reporter_recognition import title_in
from xlsreport.published.narratives.wrapped_lines import joined_lines


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("рассмотрено пять запросов, информация", "предоставлена."),
        ("подготовлен отчёт за 2025 год,", "12 страниц."),
        ("le public a été élargi, il a été", "élargi."),
        ("из них 990 запросов, или 8 % —", "через портал."),
        ("requests were refused, the office said", "“no records”."),
        ("các yêu cầu đã được giải quyết, từ chối", "đúng hạn."),
    ],
)
def test_lines_of_a_page_are_joined_with_a_blank(first: str, second: str) -> None:
    [joined] = joined_lines([ReportLine(first), ReportLine(second)], "pdf", lambda _: False)
    assert joined.text == f"{first} {second}"


FORM = """\
id: access
edition: "1"
language: {language}
name: Access
title: "{title}"
period: {{label: Year, text: "{{year}}"}}
sections: [{{id: s, heading: S, sheet: S, narrative: {{}}}}]
"""


@pytest.mark.parametrize(
    ("language", "title", "agency"),
    [
        (
            "ru",
            "{agency}: отчёт о рассмотрении запросов за {year} год",
            "Министерство экономического развития Ярославской области",
        ),
        (
            "en",
            "{agency}: access to information in {year}",
            "Department for Environment, Food and Rural Affairs of the Northern Provinces",
        ),
        (
            "vi",
            "{agency}: báo cáo cung cấp thông tin năm {year}",
            "Uỷ ban nhân dân thành phố Thủ Đức, Thành phố Hồ Chí Minh",
        ),
    ],
)
def test_the_name_of_an_agency_may_be_long_and_have_commas(language: str, title: str, agency: str) -> None:
    definition = parse_definition(FORM.format(language=language, title=title))
    found = title_in([title.format(agency=agency, year=2025)], definition)
    assert found is not None
    assert (found.agency, found.year) == (agency, "2025")


@pytest.mark.parametrize(
    ("language", "title", "printed", "agency"),
    [
        ("ko", "{agency} {label} 운영 보고서", "한국9종합병원 2024년 2분기 운영 보고서", "한국9종합병원"),
        ("en", "{agency} {label} return", "School 9 Q1 2025 return", "School 9"),
        ("en", "{agency}: return, {label}", "School 9: return, Q3 2025", "School 9"),
        ("zh-CN", "{agency}{label}办学情况报告", "第9中学2025年第二季度办学情况报告", "第9中学"),
    ],
)
def test_a_name_with_a_number_before_the_period(language: str, title: str, printed: str, agency: str) -> None:
    form = FORM.format(language=language, title=title).replace('text: "{year}"', 'text: "{label}", every: quarter')
    found = title_in([printed], parse_definition(form))
    assert found is not None
    assert found.agency == agency
