"""What offices do in lists without thinking of a program: parts, pages, 同上, a second list beside the first."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from xlsreport.errors import RosterError
from xlsreport.messages import messages_for
from xlsreport.round.roster.roster_doubts import doubts
from xlsreport.round.roster.roster_reading import RosterReading, read_roster

ZH = messages_for("zh-CN")
Rows = list[list[object]]


def reading(folder: Path, rows: Rows) -> RosterReading:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    book.save(folder / "名册.xlsx")
    return read_roster(folder / "名册.xlsx", ZH)


def refused(folder: Path, rows: Rows) -> list[str]:
    with pytest.raises(RosterError) as caught:
        reading(folder, rows)
    return list(caught.value.problems)


def names(found: RosterReading) -> list[str]:
    return [agency.name for agency in found.roster]


def test_parts_that_are_numbered_where_codes_stand_are_no_agencies(tmp_path: Path) -> None:
    rows: Rows = [["编号", "名称"], ["一", "县直部门"], ["001", "教育局"], ["（二）", "乡镇"], ["002", "甲镇"]]
    found = reading(tmp_path, rows)
    assert names(found) == ["教育局", "甲镇"]
    assert [(one.line, one.why, one.text) for one in found.left_out] == [
        (2, "note", "一 县直部门"),
        (4, "note", "（二） 乡镇"),
    ]


def test_codes_may_be_chinese_numbers_where_all_are(tmp_path: Path) -> None:
    assert names(reading(tmp_path, [["编号", "名称"], ["一", "甲镇"], ["二", "乙镇"]])) == ["甲镇", "乙镇"]


@pytest.mark.parametrize("mark", ["第 1 页 共 2 页", "第1页，共2页", "Page 1 of 2", "（续表）", "接上页"])
def test_marks_of_pages_are_no_agencies(tmp_path: Path, mark: str) -> None:
    found = reading(tmp_path, [["编号", "名称"], ["001", "甲镇"], [mark], ["编号", "名称"], ["002", "乙镇"]])
    assert names(found) == ["甲镇", "乙镇"]
    assert [one.why for one in found.left_out] == ["note", "headings"]


def test_no_parent_and_the_same_parent_are_written_in_many_ways(tmp_path: Path) -> None:
    written = ["无", "001", "同上", "〃", "—", "/", "N/A", "none", "无上级", "甲镇"]
    rows: Rows = [["编号", "名称", "上级"], ["001", "甲镇", ""]]
    rows += [[f"1{number:02}", f"单位{number}", parent] for number, parent in enumerate(written)]
    found = [agency.parent for agency in reading(tmp_path, rows).roster]
    assert found == ["", "", "001", "001", "001", "", "", "", "", "", "001"]


def test_the_same_as_nothing_is_told(tmp_path: Path) -> None:
    rows: Rows = [["编号", "名称", "上级"], ["001", "甲镇", ""], ["002", "乙镇", "同上"]]
    assert refused(tmp_path, rows) == [ZH("roster.same_as_none", line=3, parent="同上")]


def test_a_parent_that_many_lines_name_is_one_mistake(tmp_path: Path) -> None:
    """As where the roster gives the agency above another name, and the lines below still state the old one."""
    rows: Rows = [["编号", "名称", "上级"], ["001", "示例县人民政府", ""]]
    rows += [[f"1{number:02}", f"单位{number}", "样例市人民政府"] for number in range(60)]
    rows += [["201", "甲村", "乙镇"], ["202", "乙村", "乙镇"]]
    lines = ZH("roster.lines_in_all", lines="3、4、5、6、7", count=60)
    assert refused(tmp_path, rows) == [
        ZH("roster.unknown_parent", line=lines, parent="样例市人民政府"),
        ZH("roster.unknown_parent", line="63、64", parent="乙镇"),
    ]


def test_a_second_list_beside_the_first_is_not_lost(tmp_path: Path) -> None:
    rows: Rows = [["编号", "名称", None, "编号", "名称"], ["001", "甲镇", None, "101", "A局"]]
    assert refused(tmp_path, rows) == [ZH("roster.beside", line=1, code="编号", name="名称")]
    assert names(reading(tmp_path, [rows[0], ["001", "甲镇"]])) == ["甲镇"]


@pytest.mark.parametrize(
    ("headings", "missing"), [(["序号", "单位名称", "电话"], "编号"), (["单位代码", "联络员", "电话"], "名称")]
)
def test_headings_without_a_needed_column_are_told_by_what_they_lack(
    tmp_path: Path, headings: list[object], missing: str
) -> None:
    told = refused(tmp_path, [["2025年名单"], headings, ["1", "甲", "2"]])
    values = {"line": 2, "found": " ".join(map(str, headings)), "missing": ZH("roster.quoted", name=missing)}
    assert told == [ZH("roster.missing_heading", file="名册.xlsx", **values)]


@pytest.mark.parametrize(("between", "encoding"), [(",", "utf-8"), ("；", "utf-8"), ("\t", "gb18030")])
def test_headings_of_a_text_are_told_by_what_they_lack_too(tmp_path: Path, between: str, encoding: str) -> None:
    path = tmp_path / "名册.csv"
    lines = ["2025年名单", between.join(["序号", "单位名称", "联系人"]), between.join(["1", "城关镇人民政府", "张三"])]
    path.write_text("\n".join(lines), encoding=encoding)
    with pytest.raises(RosterError) as told:
        read_roster(path, ZH)
    values = {"line": 2, "found": "序号 单位名称 联系人", "missing": ZH("roster.quoted", name="编号")}
    assert told.value.problems == (ZH("roster.missing_heading", file="名册.csv", **values),)


def test_a_name_that_is_broken_for_its_column_is_one_word(tmp_path: Path) -> None:
    rows: Rows = [["编号", "名称"], ["001", "示例县\n教育局（原\r\n教委）"], ["H1", "Harbour\nOffice"]]
    assert names(reading(tmp_path, rows)) == ["示例县教育局（原教委）", "Harbour Office"]


def test_the_name_of_the_body_is_the_body_name_and_liaisons_are_contacts(tmp_path: Path) -> None:
    rows: Rows = [
        ["Code of the body", "Name of the body", "Type of body", "联络员姓名", "联络员手机"],
        ["1", "A", "x", "y", "9"],
    ]
    (agency,) = reading(tmp_path, rows).roster
    assert (agency.code, agency.name, agency.contact) == ("1", "A", "y 9")


@pytest.mark.parametrize("heading", ["联系人及\n电话", "联系人、电话", "联系人和电话", "移动电话"])
def test_a_person_and_a_number_below_one_heading_are_contacts(heading: str, tmp_path: Path) -> None:
    rows: Rows = [["单 位", heading, "编码"], ["示例县\n教育局", "王某 139", "02"]]
    (agency,) = reading(tmp_path, rows).roster
    assert (agency.name, agency.contact) == ("示例县教育局", "王某 139")


@pytest.mark.parametrize("words", ["合　 计", "总  计：1", "单位总数", "小 计 1 个单位", "以上共 1 个单位"])
def test_words_that_are_spread_over_a_cell_are_those_words(tmp_path: Path, words: str) -> None:
    found = reading(tmp_path, [["编 号", "名　称"], ["001", "甲镇"], [None, words]])
    assert (names(found), [one.why for one in found.left_out]) == (["甲镇"], ["total"])


def test_all_below_a_wide_heading_of_contacts_are_contacts(tmp_path: Path) -> None:
    rows: Rows = [["编号", "名称", "联系信息", None], [None, None, "姓名", "手机"], ["001", "甲镇", "张三", "139"]]
    assert [agency.contact for agency in reading(tmp_path, rows).roster] == ["张三 139"]


def test_a_heading_below_that_says_the_one_above_once_more_is_told_once(tmp_path: Path) -> None:
    chinese: Rows = [["编号", "名称", "联系", None], [None, None, "联系人", "电话"], ["001", "甲镇", "张三", "139"]]
    english: Rows = [["Code", "Name", "Contact", None], [None, None, "Contact name", "E-mail"], ["1", "A", "B", "c"]]
    for rows, joined in ((chinese, ["联系人", "联系电话"]), (english, ["Contact name", "Contact E-mail"])):
        contacts = reading(tmp_path, rows).taken[0].headings.columns["contact"]
        assert [column.heading for column in contacts] == joined


def test_names_with_remarks_and_names_of_digits_are_told(tmp_path: Path) -> None:
    told = [
        "乙局*",
        "乙局※",
        "△乙镇",
        "丙局（2025年撤销）",
        "丁局【新增】",
        "101",
        "Board (merged)",
        "戊局（原己局）",
        "Fisheries (formerly Ports)",
    ]
    sound = ["甲局", "示例县（本级）", "第101中学", "Newport (North)", "合并村", "A1", "高原（北）镇"]
    rows: Rows = [["编号", "名称"]]
    rows += [[f"1{place:02}", name] for place, name in enumerate([*told, *sound])]
    lines = [ZH("roster.at_line", line=place + 2, code=f"1{place:02}", agency=name) for place, name in enumerate(told)]
    sentence = ZH("roster.remarked", count=len(told), lines=ZH("wording.comma").join(lines))
    assert list(doubts(reading(tmp_path, rows), ZH)) == [sentence]


def test_a_name_that_is_spread_over_its_cell_is_closed_and_a_blank_within_one_is_told(tmp_path: Path) -> None:
    rows: Rows = [
        ["编号", "名称"],
        ["1", "教 育 局"],
        ["2", "县　财政局"],
        ["3", "Harbour Board"],
        ["4", "示例县 Harbour"],
    ]
    found = reading(tmp_path, rows)
    assert [agency.name for agency in found.roster] == ["教育局", "县 财政局", "Harbour Board", "示例县 Harbour"]
    place = ZH("roster.at_line", line=3, code="2", agency="县 财政局")
    assert list(doubts(found, ZH)) == [ZH("roster.parted", count=1, lines=place)]
