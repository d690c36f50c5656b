"""Which files are audited, and what a list of agencies says of them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.published_reports import page_of
from support.reports import county
from xlsreport.errors import PublicationError, RosterError
from xlsreport.messages import messages_for
from xlsreport.published.audit.inputs.agency_lines import AgencyLines
from xlsreport.published.audit.inputs.audit_inputs import audit_inputs
from xlsreport.published.audit.inputs.audit_list import ListedReport, is_list, read_audit_list

ZH = messages_for("zh-CN")


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def test_a_list_has_its_columns_in_any_order_below_a_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = [
        ["2025年核查名单"],
        [],
        ["级别", "报告年度", "文件", "单位名称"],
        ["县", "2024年", "甲.html", "甲县人民政府"],
    ]
    for row in [*rows, ["", "", "", "乙局"], ["合计"]]:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "名单.xlsx")
    assert read_audit_list(tmp_path / "名单.xlsx", ZH) == (
        ListedReport(4, "甲县人民政府", "甲.html", 2024, "县"),
        ListedReport(5, "乙局"),
    )


def test_lists_are_read_in_the_encodings_of_windows_and_parted_by_tabs(tmp_path: Path) -> None:
    path = written(tmp_path / "list.txt", "单位名称\t文件\n乙县教育局\t乙.html\n", "gb18030")
    assert is_list(path, ZH)
    assert read_audit_list(path, ZH) == (ListedReport(2, "乙县教育局", "乙.html"),)


def test_a_published_text_is_no_list_whatever_words_stand_in_it(tmp_path: Path) -> None:
    text = "单位\n名称\n年度\n| 信息内容 | 本年制发件数 |\n2025年度报告\n单位 | 其他\n"
    assert not is_list(written(tmp_path / "report.txt", text), ZH)


def test_a_list_without_agencies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"空\.csv"):
        read_audit_list(written(tmp_path / "空.csv", "单位名称,文件\n,\n"), ZH)


def test_folders_are_searched_and_what_is_no_report_is_passed_over(tmp_path: Path) -> None:
    for name in ("b/一.html", "a.docx", "一_files/ad.html", "b/一_files/x.html", "b/style.css", ".hidden", "~$a.docx"):
        written(tmp_path / name, "x")
    written(tmp_path / "一.html", "x")
    inputs = audit_inputs([tmp_path], ZH)
    assert [file.name for file in inputs.files] == ["a.docx", "一.html", "b/一.html"]
    left = audit_inputs([tmp_path], ZH, leave_out=[tmp_path / "a.docx"])
    assert [file.name for file in left.files] == ["一.html", "b/一.html"]


def test_a_list_names_files_from_its_own_folder_and_what_it_lacks_is_searched_beside_it(tmp_path: Path) -> None:
    written(tmp_path / "pages" / "a.html", page_of(county()))
    named = written(tmp_path / "named.csv", "agency,file,year\n甲,pages/a.html,2025\n乙,pages/b.html,2025\n")
    inputs = audit_inputs([named], ZH)
    assert [(file.name, file.listed and file.listed.name) for file in inputs.files] == [("pages/a.html", "甲")]
    assert [line.name for line in inputs.without_file] == ["乙"]
    named.unlink()
    without = written(tmp_path / "list.csv", "agency,year\n甲,2025\n")
    assert [(file.name, file.listed) for file in audit_inputs([without], ZH).files] == [("pages/a.html", None)]


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match="nothing"):
        audit_inputs([tmp_path / "nothing"], ZH)


def test_agencies_are_found_by_the_same_name_or_the_only_one_that_ends_so() -> None:
    listed = [
        ListedReport(2, "甲县教育局"),
        ListedReport(3, "乙县教育局"),
        ListedReport(4, "丙县民政局", year=2025),
        ListedReport(5, "统计局"),
    ]
    lines = AgencyLines(listed)
    assert lines.line_of("甲县 教育局", 2024) == listed[0]
    assert lines.line_of("县教育局", 2024) is None
    assert lines.line_of("丙县民政局", 2024) is None
    assert lines.line_of("示范省丙县民政局", 2025) == listed[2]
    assert lines.line_of("丁县统计局", 2025) is None  # too short to tell whose it is
    assert lines.line_of("教育局", 2024) is None
    assert lines.line_named_by("2025年乙县教育局年报") == listed[1]
    assert lines.unmet() == [listed[3]]
