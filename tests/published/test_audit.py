"""An audit of pages that are written, falsified and read again: what is found, where, and how it is told."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from support.axe import faults as faults_of_access
from support.browser import chromium
from support.definitions import loaded
from support.published_reports import page_of
from support.reports import county, town
from xlsreport import Submission, build_document, render
from xlsreport.cli.group import main
from xlsreport.published.audit.audited_reports import Audit
from xlsreport.published.audit.auditing import audit
from xlsreport.published.audit.output.audit_json import audit_json
from xlsreport.published.audit.output.audit_page import audit_page
from xlsreport.published.audit.output.audit_workbook import audit_workbook

EDITIONS = [loaded(f"cn-gov-info-disclosure/{edition}") for edition in ("2019", "2021")]
CHINESE = {"XLSREPORT_LANG": "zh-CN"}


def of(agency: str, year: int = 2025, **changes: Any) -> Submission:
    """The county's report as that of another body, whose text is its own."""
    overview = tuple(f"{agency}{number}：{agency * 3}。" for number in range(1, 4))
    texts = {
        "overview": overview,
        "problems": (f"{agency}的问题和改进措施。" * 6,),
        "other_matters": (f"{agency}没有收取信息处理费。",),
    }
    return replace(county(), agency=agency, year=year, texts=texts, **changes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of several bodies, with a fault each."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "甲县/甲县2025.html": page_of(of("甲县人民政府"), {"requests.received.natural": "706"}),
        "甲县/甲县2024.html": page_of(of("甲县人民政府", 2024)),
        "乙局.html": page_of(of("乙县教育局"), {"remedies.cases.review_all": "0"}),
        "丙局.html": page_of(of("丙县民政局"), {"requests.granted.natural": "", "requests.received.all": ""}),
        "旧版.html": page_of(replace(town(), agency="丁镇人民政府", year=2024)),
    }
    for name, page in pages.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(page, encoding="utf-8")
    (folder / "丙局.docx").write_bytes(render(build_document(of("丙县民政局")), "docx"))
    (folder / "扫描.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "乙局_files").mkdir()
    (folder / "乙局_files" / "frame.html").write_text("<p>advertisement", encoding="utf-8")
    (folder / "名单.csv").write_text(
        "单位名称,年度,级别\n甲县人民政府,2025,县\n乙县教育局,2025,部门\n丙县民政局,,部门\n戊县统计局,2025,部门\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def audited(folder: Path) -> Audit:
    return audit([folder, folder / "名单.csv"], EDITIONS)


def by_file(audited: Audit) -> Mapping[str, dict[str, Any]]:
    return {report["file"]: report for report in audit_json(audited)["reports"]}


def faults(report: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["rule"], one["severity"]) for one in report["findings"]]


@pytest.mark.slow
def test_each_report_has_the_faults_that_its_page_has(audited: Audit) -> None:
    reports = by_file(audited)
    assert set(reports) == {
        "甲县/甲县2025.html",
        "甲县/甲县2024.html",
        "乙局.html",
        "丙局.html",
        "丙局.docx",
        "旧版.html",
    }
    assert ("rule", "balance", "error") in faults(reports["甲县/甲县2025.html"])
    assert ("total", "total", "error") in faults(reports["乙局.html"])
    assert ("missing", "filled", "error") in faults(reports["丙局.html"])
    assert ("edition", "published.edition", "error") in faults(reports["旧版.html"])
    assert not any(severity == "error" for _, _, severity in faults(reports["丙局.docx"]))


@pytest.mark.slow
def test_a_finding_leads_to_what_is_printed_where(audited: Audit) -> None:
    (finding,) = [one for one in by_file(audited)["乙局.html"]["findings"] if one["kind"] == "total"]
    where = finding["where"][0]
    assert (where["table"], where["row"], where["column"], where["printed"]) == (3, 4, 5, "0")
    assert (finding["expected"], where["page"]) == ("61", None)


@pytest.mark.slow
def test_reports_of_two_years_and_two_publications_are_compared(audited: Audit) -> None:
    reports = by_file(audited)
    assert reports["甲县/甲县2025.html"]["compared_with"] == "甲县/甲县2024.html"
    assert "last_year" in {kind for kind, _, _ in faults(reports["甲县/甲县2025.html"])}
    (pair,) = audit_json(audited)["publications"]
    assert set(pair["files"]) == {"丙局.html", "丙局.docx"}
    printed = {tuple(sorted(one["printed"])) for one in pair["differences"]}
    assert printed == {("", "290"), ("", "713")}


@pytest.mark.slow
def test_what_cannot_be_read_and_who_has_no_report_is_told_apart(audited: Audit) -> None:
    told = audit_json(audited)
    assert [one["file"] for one in told["unreadable"]] == ["扫描.pdf"]
    assert [one["agency"] for one in told["no_report"]] == ["戊县统计局"]
    assert by_file(audited)["乙局.html"]["level"] == "部门"
    assert told["states"]["unreadable"] == told["states"]["no_report"] == 1


@pytest.mark.slow
def test_texts_that_stand_in_another_agencys_report_are_told(tmp_path: Path) -> None:
    """Of a few reports none of the texts is common wording, even if all have it."""
    agencies = ("甲县人民政府", "乙县人民政府", "丙县人民政府")
    for agency in agencies:
        (tmp_path / f"{agency}.html").write_text(page_of(replace(county(), agency=agency)), encoding="utf-8")
    reports = by_file(audit([tmp_path], EDITIONS))
    for own in agencies:
        repeated = [one for one in reports[f"{own}.html"]["findings"] if one["kind"] == "repeated"]
        assert {one["where"][0]["label"] for one in repeated} >= {"一、总体情况"}
        assert all(any(other in one["message"] for other in agencies if other != own) for one in repeated)
        assert {one["severity"] for one in repeated} == {"note"}


def test_another_period_before_the_first_section_is_told(tmp_path: Path) -> None:
    page = page_of(of("甲县人民政府"))
    assert page.count("2025年1月1日至2025年12月31日") == 1
    page = page.replace("2025年1月1日至2025年12月31日", "2024年1月1日至2024年12月31日")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (report,) = audit([tmp_path], EDITIONS).reports
    found = [(one.kind, one.rule, one.severity) for one in report.findings if one.kind == "period"]
    assert (report.year, found) == (2025, [("period", "published.period", "warning")])


def test_the_list_says_whose_and_of_which_year_a_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page_of(of("甲县人民政府", 2024)), encoding="utf-8")
    (tmp_path / "list.csv").write_text("agency,file,year\n乙县统计局,a.html,2025\n丙局,b.html,2025\n", encoding="utf-8")
    found = audit([tmp_path / "list.csv"], EDITIONS)
    (report,) = found.reports
    assert report.agency == "乙县统计局"
    identity = [(one.rule, one.severity, one.expected) for one in found.reports[0].findings if one.kind == "identity"]
    assert identity == [("published.year", "error", "2025"), ("published.agency", "warning", "乙县统计局")]
    assert [(line.name, line.file) for line in found.missing] == [("丙局", "b.html")]


@pytest.mark.slow
def test_reports_of_one_agency_are_known_without_the_city_in_front(tmp_path: Path) -> None:
    for year, agency in ((2024, "洪泽区人民政府"), (2025, "淮安市洪泽区人民政府")):
        (tmp_path / f"{year}.html").write_text(page_of(of(agency, year)), encoding="utf-8")
    found = audit([tmp_path], EDITIONS, processes=1)
    before, after = found.reports
    assert (before.compared_with, after.compared_with) == ("", "2024.html")
    told = found.messages("audit.taken_for_last", found="洪泽区人民政府", agency="淮安市洪泽区人民政府")
    assert (told in after.notes, before.notes) == (True, ())


@pytest.mark.slow
def test_several_processes_find_the_same(folder: Path, tmp_path: Path) -> None:
    page = (folder / "乙局.html").read_text(encoding="utf-8")
    for number in range(32):
        own = page.replace("乙县教育局", f"第{number}县教育局")
        (tmp_path / f"{number:02}.html").write_text(own, encoding="utf-8")
    alone, together = (audit_json(audit([tmp_path], EDITIONS, processes=count)) for count in (1, 2))
    assert alone == together
    assert alone["states"]["errors"] == 32


@pytest.mark.slow
def test_the_workbook_has_a_sheet_for_each_question(folder: Path, audited: Audit) -> None:
    book = openpyxl.load_workbook(BytesIO(audit_workbook(audited, folder)))
    assert book.sheetnames == ["总览", "问题", "排名", "按问题类型", "未能读取", "两份公布对照"]
    rows = [[cell.value for cell in row] for row in book["总览"].iter_rows(min_row=3)]
    assert {(row[0], row[1], row[12]) for row in rows} == {
        ("有错误", "甲县人民政府", "甲县/甲县2025.html"),
        ("有提示", "甲县人民政府", "甲县/甲县2024.html"),
        ("有错误", "乙县教育局", "乙局.html"),
        ("有错误", "丙县民政局", "丙局.html"),
        ("有提示", "丙县民政局", "丙局.docx"),
        ("有错误", "丁镇人民政府", "旧版.html"),
        ("未能读取", None, "扫描.pdf"),
        ("没有找到报告", "戊县统计局", None),
    }
    for sheet in book:
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
    links = [cell.hyperlink.target or "" for row in book["问题"].iter_rows(min_row=3) for cell in row if cell.hyperlink]
    assert {"乙局.html", "甲县/甲县2025.html"} <= {link.replace("\\", "/") for link in links}


@pytest.mark.engine
@pytest.mark.slow
def test_the_page_fits_narrow_screens_and_is_accessible(folder: Path, audited: Audit, tmp_path: Path) -> None:
    page = tmp_path / "audit.html"
    page.write_text(audit_page(audited, folder), encoding="utf-8")
    with chromium() as browser:
        for width in (1366, 360):
            opened = browser.new_page(viewport={"width": width, "height": 900})
            opened.goto(page.as_uri())
            assert opened.evaluate("document.documentElement.scrollWidth") <= width
            assert faults_of_access(opened) == []


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names there are valid texts")
@pytest.mark.slow
def test_names_of_files_need_not_be_valid_texts_nor_addresses(folder: Path, tmp_path: Path) -> None:
    page = (folder / "乙局.html").read_bytes()
    for name in (b"bad\xff.html", b"a#b%20[1].html"):
        (tmp_path / os.fsdecode(name)).write_bytes(page)
    found = audit([tmp_path], EDITIONS)
    assert audit_workbook(found, tmp_path)
    told = audit_page(found, tmp_path)
    assert 'href="bad%FF.html"' in told
    assert 'href="a%23b%2520%5B1%5D.html"' in told


def run(*arguments: str) -> Iterator[Any]:
    result = CliRunner().invoke(main, ["audit", *arguments], env=CHINESE)
    yield result.exit_code
    yield result.output


@pytest.mark.slow
def test_the_command_writes_all_forms_and_its_exit_code_tells_of_errors(folder: Path, tmp_path: Path) -> None:
    book, page = str(tmp_path / "核查.xlsx"), str(tmp_path / "核查.html")
    definition = ["--definition", "cn-gov-info-disclosure/2021"]
    code, output = run(str(folder), "-o", book, "--html", page, *definition)
    assert code == 1
    assert "读了 6 份报告" in output
    assert {path.name for path in tmp_path.iterdir()} == {"核查.xlsx", "核查.html"}
    code, output = run(str(folder / "丙局.docx"), *definition, "--format", "json")
    assert (code, json.loads(output)["states"]["errors"]) == (0, 0)
    assert next(iter(run(str(folder / "扫描.pdf"), *definition))) == 2
    (tmp_path / "empty").mkdir()
    assert next(iter(run(str(tmp_path / "empty"), *definition))) == 2
    code, output = run(str(folder / "nothing"), *definition)
    assert code == 2
    assert "nothing" in output


@pytest.mark.slow
def test_two_publications_of_one_report_are_compared_by_naming_them(folder: Path) -> None:
    definition = ["--definition", "cn-gov-info-disclosure/2021"]
    _, output = run(str(folder / "丙局.docx"), str(folder / "丙局.html"), *definition)
    assert "两份公布  丙县民政局：丙局.docx 与 丙局.html 有 2 处不一致" in output
