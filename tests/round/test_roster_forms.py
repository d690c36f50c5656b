"""Lists of agencies as offices really keep them, in every form, and what is said about how each was read."""

from __future__ import annotations

import datetime
import io
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from support.files import OFFICIAL
from support.office import converted, recalculated
from xlsreport.cli import main
from xlsreport.errors import RosterError, RoundError
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import open_round
from xlsreport.round.roster.reading_summary import reading_summary
from xlsreport.round.roster.roster_reading import RosterReading, load_roster, read_roster

ZH, EN = messages_for("zh-CN"), messages_for("en")
HEADINGS: list[object] = ["编号", "名称", "类别", "上级", "联系方式"]
Rows = list[list[object]]


def workbook(folder: Path, rows: Rows, change: Callable[[Worksheet], None] = lambda sheet: None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "名册"
    for row in rows:
        sheet.append(row)
    change(sheet)
    file = folder / "名册.xlsx"
    book.save(file)
    return file


def add_sheet(sheet: Worksheet, title: str, rows: Rows, state: str = "visible") -> None:
    assert sheet.parent is not None
    other = sheet.parent.create_sheet(title)
    for row in rows:
        other.append(row)
    other.sheet_state = state


def text(folder: Path, content: str, encoding: str, name: str = "名册.csv") -> Path:
    file = folder / name
    file.write_bytes(content.encode(encoding))
    return file


def read(file: Path) -> RosterReading:
    return read_roster(file, ZH)


def listed(file: Path) -> list[tuple[str, str, str]]:
    return [(agency.code, agency.name, agency.parent) for agency in read(file).roster]


def told(file: Path) -> list[str]:
    return [line.strip() for line in reading_summary(read(file), ZH)]


def looks(file: Path) -> list[str]:
    return [line for line in told(file) if line.startswith("请看")]


def mistakes(file: Path) -> list[str]:
    with pytest.raises(RosterError) as caught:
        load_roster(file, ZH)
    return caught.value.lines()


MERGED: Rows = [
    HEADINGS,
    ["001", "示例县人民政府", "县", None, "1"],
    ["101", "县教育局", "部门", "示例县人民政府", "2"],
    ["102", "县公安局", None, None, "3"],
    ["201", "城关镇人民政府", "乡镇", "示例县人民政府", "4"],
    ["202", "河口镇人民政府", "乡镇", None, "5"],
]


def _merge(sheet: Worksheet) -> None:
    for area in ("C3:C4", "D3:D4", "D5:D6"):
        sheet.merge_cells(area)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, starts_engine: None) -> dict[str, Path]:
    """A list with merged cells and a hidden row as LibreOffice keeps it, by ending."""
    folder = tmp_path_factory.mktemp("kept")

    def change(sheet: Worksheet) -> None:
        _merge(sheet)
        sheet.row_dimensions[4].hidden = True

    made = workbook(folder, MERGED, change)
    return {"xlsx": made, **{ending: converted([made], folder / ending, ending)[0] for ending in ("xls", "ods")}}


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_merged_value_holds_for_every_row_that_it_covers(kept: dict[str, Path], ending: str) -> None:
    roster = read(kept[ending]).roster
    assert [(a.code, a.kind, a.parent) for a in roster] == [
        ("001", "县", ""),
        ("101", "部门", "001"),
        ("102", "部门", "001"),
        ("201", "乡镇", "001"),
        ("202", "乡镇", "001"),
    ]


def test_a_file_of_wps_is_known_by_what_it_holds(kept: dict[str, Path], tmp_path: Path) -> None:
    renamed = tmp_path / "名册.et"
    renamed.write_bytes(kept["xls"].read_bytes())
    assert len(read(renamed).roster) == 5
    assert ZH("roster.hidden_unseen").strip() in told(renamed)


def test_an_agency_over_several_rows_has_all_its_contacts(tmp_path: Path) -> None:
    rows: Rows = [
        HEADINGS,
        ["1", "甲局", "", "", "李某 1"],
        [None, None, None, None, "王某 2"],
        ["2", "乙局", "", "", "张某"],
    ]

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    roster = read(workbook(tmp_path, rows, merge)).roster
    assert [(a.code, a.contact) for a in roster] == [("1", "李某 1 王某 2"), ("2", "张某")]


def test_whoever_has_no_parent_while_others_have_is_named(tmp_path: Path) -> None:
    rows: Rows = [HEADINGS, ["1", "县政府"], ["2", "教育局", "", "1"], ["3", "公安局"]]
    assert looks(workbook(tmp_path, rows)) == [
        "请看：" + ZH("roster.without_parent", count=1, agencies="3 公安局"),
    ]


def test_all_sheets_with_headings_are_read_and_the_others_named(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        add_sheet(sheet, "乡镇", [["某县乡镇"], ["名称", "编号"], ["城关镇", "201"]])
        add_sheet(sheet, "填写说明", [["请各单位核对"]])
        add_sheet(sheet, "空表", [])
        add_sheet(sheet, "旧名册", [["编号", "名称"], ["9", "旧单位"]], "hidden")
        add_sheet(sheet, "更旧", [["编号", "名称"], ["8", "更旧单位"]], "veryHidden")

    file = workbook(tmp_path, [["编号", "名称"], ["101", "县教育局"], ["102", "县公安局"]], change)
    assert listed(file) == [("101", "县教育局", ""), ("102", "县公安局", ""), ("201", "城关镇", "")]
    assert told(file) == [
        "工作表“名册”：2 个单位",
        "表头在第 1 行：编号取自“编号”（A 列）、名称取自“名称”（B 列）",
        "工作表“乡镇”：1 个单位",
        "表头在第 2 行：编号取自“编号”（B 列）、名称取自“名称”（A 列）",
        "没有读的工作表（隐藏的）：“旧名册”、“更旧”",
        "没有读的工作表（没有表头）：“填写说明”",
        "各单位：101 县教育局、102 县公安局、201 城关镇",
    ]


def test_a_hidden_sheet_is_no_roster_even_if_it_is_the_only_one_with_headings(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        add_sheet(sheet, "旧名册", [["编号", "名称"], ["9", "旧单位"]], "hidden")

    file = workbook(tmp_path, [["这里什么也没有"]], change)
    assert mistakes(file) == [ZH("roster.only_hidden", file="名册.xlsx", sheets="旧名册")]


def test_mistakes_of_several_sheets_name_the_sheet(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        add_sheet(sheet, "2024", [["编号", "名称"], ["101", "县教育局"], ["", "县民政局"]])

    file = workbook(tmp_path, [["编号", "名称"], ["101", "县教育局"]], change)
    twice = ZH("roster.twice_in_sheets", line=2, code="101", first=2, sheet="名册")
    assert mistakes(file) == [
        ZH("roster.in_sheet", sheet="2024", sentence=twice),
        ZH("roster.in_sheet", sheet="2024", sentence=ZH("roster.no_code", line=3)),
    ]


def test_names_of_which_a_part_is_struck_out_are_read_whole_and_told(tmp_path: Path) -> None:
    def strike(sheet: Worksheet) -> None:
        gone = TextBlock(InlineFont(strike=True), "县")
        sheet["B2"] = CellRichText(gone, TextBlock(InlineFont(), "甲局"))
        sheet["B3"] = CellRichText(gone)

    file = workbook(tmp_path, [HEADINGS, ["1", ""], ["2", ""], ["3", "丙\u0336局"], ["4", "丁局"]], strike)
    assert [agency.name for agency in read(file).roster] == ["县甲局", "县", "丙\u0336局", "丁局"]
    assert looks(file) == [
        "请看：" + ZH("roster.struck", count=1, lines="第 3 行 2 县"),
        "请看：" + ZH("roster.partly_struck", count=2, lines="第 2 行 1 县甲局、第 4 行 3 丙\u0336局"),
    ]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_hidden_rows_are_read_and_told(kept: dict[str, Path], ending: str) -> None:
    assert "102" in read(kept[ending]).roster.agencies
    assert looks(kept[ending]) == ["请看：" + ZH("roster.hidden_rows", count=1, lines="第 4 行 102 县公安局")]


def test_agencies_that_are_struck_out_are_told(tmp_path: Path) -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["B2"].font = Font(strike=True)

    file = workbook(tmp_path, [HEADINGS, ["1", "甲局"], ["2", "乙局"]], strike)
    assert looks(file) == ["请看：" + ZH("roster.struck", count=1, lines="第 2 行 1 甲局")]


ENCODED = [
    ("编号,名称\n001,示例县政府\n002,教育局\n", "gbk", "GB18030"),
    ("編號,單位名稱\n001,示例縣政府\n002,教育處\n", "big5", "BIG5"),
    ("Code\tAgency name\n001\tMinistère\n002\t示例县\n", "utf-16", "UTF-16"),
    ("Code\tAgency name\n001\tMinistère\n002\t示例县\n", "utf-16-be", "UTF-16-BE"),
    ("Code;Agency name\n001;Łódź\n002;示例县\n", "utf-8-sig", "UTF-8"),
    ("Code,Name\n001,Harbour\n002,Port\n", "ascii", "UTF-8"),
    ("编号，名称\n001，示例县政府\n002，教育局\n", "gb18030", "GB18030"),
]


@pytest.mark.parametrize(("content", "encoding", "shown"), ENCODED, ids=[one[1] for one in ENCODED])
def test_an_encoding_that_is_stated_or_has_telling_headings_is_in_no_doubt(
    tmp_path: Path, content: str, encoding: str, shown: str
) -> None:
    file = text(tmp_path, content, encoding)
    names = [
        line.replace("，", ",").replace("\t", ",").replace(";", ",").split(",")[1] for line in content.splitlines()
    ]
    assert [agency.name for agency in read(file).roster] == names[1:]
    assert f"文字编码：{shown}" in told(file)
    assert looks(file) == []


DOUBTFUL = [
    ("Code;Name\n1;Ministère des Finances\n2;Préfecture du Rhône\n", "cp1252", "cp1250", "1;Ministčre des Finances"),
    ("Code;Name\n1;Urząd Miasta Łódź\n2;Główny Urząd\n", "cp1250", "cp1252", "1;Urz¹d Miasta £ódŸ"),
    ("Code,Name\n1,示例县人民政府\n2,县教育局\n", "gb18030", "cp949", "1,刻절群훙췽漣리"),
]


@pytest.mark.parametrize(("content", "encoding", "other", "otherwise"), DOUBTFUL, ids=[one[1] for one in DOUBTFUL])
def test_a_doubtful_encoding_is_told_with_what_else_it_may_be(
    tmp_path: Path, content: str, encoding: str, other: str, otherwise: str
) -> None:
    file = text(tmp_path, content, encoding)
    first = content.splitlines()[1]
    assert next(agency.name for agency in read(file).roster) == first[2:]
    others = ZH("roster.read_otherwise", text=otherwise, encoding=other)
    sentence = ZH("roster.doubtful_encoding", encoding=encoding, text=first, others=others)
    assert looks(file) == [f"请看：{sentence}"]


@pytest.mark.parametrize(
    ("language", "encoding", "names"),
    [
        ("fr", "cp1252", ["Mairie de Bézénet", "Préfecture de l’Hérault"]),
        ("es", "cp1252", ["Alcaldía de Ibáñez", "Diputación de Cádiz"]),
        ("pl", "cp1250", ["Urząd Gminy Łódź", "Żary"]),
        ("cs", "cp1250", ["Městský úřad Příbram", "Obec Žďár"]),
        ("hu", "cp1250", ["Győr Önkormányzata", "Szűcs Község"]),
        ("ro-RO", "cp1250", ["Primăria Iaşi", "Consiliul Judeţean Braşov"]),
        ("hr", "cp1250", ["Općina Čakovec", "Grad Šibenik"]),
        ("tr", "cp1254", ["Şişli Belediyesi", "Iğdır Valiliği"]),
        ("lt", "cp1257", ["Šiaulių savivaldybė", "Kėdainių rajonas"]),
        ("lv", "cp1257", ["Rīgas dome", "Jūrmalas pašvaldība"]),
        ("uk", "cp1251", ["Міська рада Львова", "Їжакова"]),
        ("el", "cp1253", ["Δήμος Αθηναίων", "Δήμος Πάτρας"]),
        ("he", "cp1255", ["עיריית תל אביב", "מועצה"]),
        ("ar", "cp1256", ["بلدية دبي", "وزارة"]),
        ("zh-CN", "gb18030", ["示例县人民政府", "县教育局"]),
        ("fr", "gb18030", ["示例县人民政府办公室", "县教育局"]),
    ],
)
def test_the_language_of_the_report_helps_to_tell_the_encoding(
    language: str, encoding: str, names: list[str], tmp_path: Path
) -> None:
    """Without it Czech, Hungarian, Turkish and others are taken for what is written further west."""
    lines = "".join(f"{number},{name}\n" for number, name in enumerate(names, 1))
    file = text(tmp_path, f"Code,Name\n{lines}", encoding)
    assert [agency.name for agency in load_roster(file, EN, language=language)] == names


def test_the_office_may_say_how_a_list_is_encoded(tmp_path: Path) -> None:
    file = text(tmp_path, "Code,Name\n1,Ministčre\n", "cp1250")
    assert read(file).roster.agencies["1"].name == "Ministère"
    said = read_roster(file, ZH, encoding="cp1250")
    assert said.roster.agencies["1"].name == "Ministčre"
    assert said.decoding is not None
    assert said.decoding.certain
    for encoding, key in (
        ("ascii", "other_encoding"),
        ("utf-16", "other_encoding"),
        ("punycode", "other_encoding"),
        ("base64", "unknown_encoding"),
        ("klingon", "unknown_encoding"),
    ):
        with pytest.raises(RosterError) as caught:
            load_roster(file, ZH, encoding=encoding)
        assert caught.value.lines() == [ZH(f"roster.{key}", file="名册.csv", encoding=encoding)]


@pytest.mark.slow
def test_a_round_keeps_a_text_so_that_it_is_never_read_otherwise(tmp_path: Path) -> None:
    file = text(tmp_path, "Code,Name\n1,Ministčre\n", "cp1250")
    plan = RoundOptions(OFFICIAL, 2025, file, encoding="cp1250")
    round_ = create_round(tmp_path / "round", plan, ZH)
    assert round_.roster.agencies["1"].name == "Ministčre"
    assert (round_.folder / "roster.csv").read_bytes() == "Code,Name\n1,Ministčre\n".encode("utf-8-sig")


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_round_keeps_a_workbook_in_its_own_form(kept: dict[str, Path], tmp_path: Path, ending: str) -> None:
    file = kept[ending]
    round_ = create_round(tmp_path / "round", RoundOptions(OFFICIAL, 2025, file), ZH)
    assert (round_.folder / f"roster.{ending}").read_bytes() == file.read_bytes()
    assert len(open_round(round_.folder, ZH).roster) == 5


@pytest.mark.slow
def test_two_rosters_in_a_round_are_one_too_many(tmp_path: Path) -> None:
    file = text(tmp_path, "编号,名称\n1,甲局\n", "utf-8")
    round_ = create_round(tmp_path / "round", RoundOptions(OFFICIAL, 2025, file), ZH)
    workbook(tmp_path, MERGED).rename(round_.folder / "roster.xlsx")
    with pytest.raises(RoundError) as caught:
        _ = open_round(round_.folder, ZH).roster
    assert str(caught.value) == ZH("round.two_rosters", folder=round_.folder, one="roster.xlsx", other="roster.csv")


TITLES = [
    "示例县单位名册（共2个；2025年），制表：办公室;\n编号,名称\n001,示例县政府\n",
    "示例县单位名册，\t单位\n编号\t名称\n001\t示例县政府\n",
    '关于"名册"的说明,;|\n;;\n编号;名称\n001;示例县政府\n',
    "编号|名称\n001|示例县政府\n",
    '编号,名称\n="001",示例县政府\n',
]


@pytest.mark.parametrize("content", TITLES)
def test_the_headings_say_what_stands_between_columns(tmp_path: Path, content: str) -> None:
    assert listed(text(tmp_path, content, "utf-8")) == [("001", "示例县政府", "")]


def test_a_quotation_mark_that_is_left_open_swallows_no_agencies(tmp_path: Path) -> None:
    file = text(tmp_path, '编号,名称\n1,甲局\n2,"乙局\n3,丙局\n', "utf-8")
    assert mistakes(file) == [ZH("roster.open_quote", file="名册.csv", line=3)]


def test_lines_that_are_no_agencies_are_left_out_and_told(tmp_path: Path) -> None:
    rows: Rows = [
        ["示例县名册"],
        ["序号", "编号", "名称", "联系人"],
        ["一、县直部门"],
        [1, "101", "县教育局"],
        ["小计", None, 1],
        ["序号", "编号", "名称", "联系人"],
        ["二、乡镇"],
        [2, "201", "总计镇人民政府"],
        [3, None, None, None],
        ["合计", None, 2],
        [None, None, "共2个单位"],
        [None, "填表人：李某", "审核人：张某"],
        ["注：以上为2025年底的情况。"],
    ]

    def merge(sheet: Worksheet) -> None:
        for area in ("A1:D1", "A3:D3", "A7:D7", "A13:D13"):
            sheet.merge_cells(area)

    file = workbook(tmp_path, rows, merge)
    assert listed(file) == [("101", "县教育局", ""), ("201", "总计镇人民政府", "")]
    assert [(one.line, one.why) for one in read(file).left_out] == [
        (3, "note"),
        (5, "total"),
        (6, "headings"),
        (7, "note"),
        (10, "total"),
        (11, "total"),
        (12, "note"),
        (13, "note"),
    ]
    assert "第 13 行（说明：注：以上为2025年底的情况。）" in next(line for line in told(file) if "不当作单位" in line)


def test_a_line_that_may_be_an_agency_is_not_left_out(tmp_path: Path) -> None:
    rows: Rows = [HEADINGS, ["1", "甲局"], ["2"], [None, "丙局"], ["注销登记中心"]]
    assert mistakes(workbook(tmp_path, rows)) == [
        ZH("roster.no_name", line=3),
        ZH("roster.no_code", line=4),
        ZH("roster.no_name", line=5),
    ]


def test_headings_of_two_rows_are_read_together(tmp_path: Path) -> None:
    rows: Rows = [
        ["示例县名册"],
        ["编号", "单位", None, "上级", None, "联系方式", None],
        [None, "名称", "类别", "编号", "名称", "联系人", "电话"],
        ["001", "示例县政府", "政府", None, None, "李某", 1],
        ["101", "教育局", "部门", "001", "示例县政府", "王某", 2],
    ]

    def merge(sheet: Worksheet) -> None:
        for area in ("A1:G1", "A2:A3", "B2:C2", "D2:E2", "F2:G2"):
            sheet.merge_cells(area)

    for number, change in enumerate((merge, lambda sheet: None)):
        folder = tmp_path / str(number)
        folder.mkdir()
        roster = read(workbook(folder, rows, change)).roster
        assert [(a.code, a.name, a.kind, a.parent, a.contact) for a in roster] == [
            ("001", "示例县政府", "政府", "", "李某 1"),
            ("101", "教育局", "部门", "001", "王某 2"),
        ]


@pytest.mark.parametrize(
    "headings",
    [
        ("Agency name", "Code", "Parent"),
        ("AGENCY NAME *", "Agency code", "Parent agency (name)"),
        ("Name of agency", "ID", "Reports to"),
        ("单位名称（全称）", "单位　编号", "上级单位："),
        ("單位名稱", "編號", "上級"),
        ("Behörde", "Kennung", "Übergeordnete Behörde"),
        ("Nome do órgão", "Código", "Órgão superior"),
        ("기관명", "기관코드", "상위기관"),
        ("Tên cơ quan", "Mã cơ quan", "Cơ quan chủ quản"),
    ],
)
def test_headings_are_known_in_many_words(tmp_path: Path, headings: tuple[str, str, str]) -> None:
    rows: Rows = [list(headings), ["Ministry", "01", None], ["Harbour", "02", "Ministry"]]
    assert listed(workbook(tmp_path, rows)) == [("01", "Ministry", ""), ("02", "Harbour", "01")]


def test_of_two_columns_that_could_be_names_the_plainer_one_counts_and_the_other_is_told(tmp_path: Path) -> None:
    file = workbook(tmp_path, [["部门", "编号", "单位名称", "备注"], ["办公室", "1", "甲局", "新增"]])
    assert listed(file) == [("1", "甲局", "")]
    assert "没有用到的列：“部门”（A 列）、“备注”（D 列）" in told(file)


def test_a_parent_is_found_whatever_blanks_brackets_and_width_its_name_has(tmp_path: Path) -> None:
    rows: Rows = [
        HEADINGS,
        ["００1", "示例县政府（本级）"],
        ["2", "甲局", "", "示例县 政府(本级)"],
        ["3", "乙局", "", "示例县\u200b政府（本级）\u00a0"],
        ["4", "丙局", "", "００1"],
        ["5", "丁局", "", "001"],
    ]
    assert [agency.parent for agency in read(workbook(tmp_path, rows)).roster] == ["", "001", "001", "001", "001"]


def test_wide_and_invisible_characters_in_codes_are_read_as_seen_and_told(tmp_path: Path) -> None:
    file = workbook(tmp_path, [HEADINGS, ["０１", "甲\u200b局\ufeff"], ["\u200b02", "乙　局"], ["03", "丙局"]])
    assert listed(file) == [("01", "甲局", ""), ("02", "乙局", ""), ("03", "丙局", "")]
    assert looks(file) == ["请看：" + ZH("roster.changed_codes", count=2, lines="第 2 行 01 甲局、第 3 行 02 乙局")]


def test_codes_that_differ_in_nothing_a_person_sees_are_one_code(tmp_path: Path) -> None:
    file = workbook(tmp_path, [HEADINGS, ["a01", "甲局"], ["A０1\u200b", "乙局"]])
    assert mistakes(file) == [ZH("roster.twice", line=3, code="A01", first=2)]


def test_agencies_of_one_name_and_codes_that_look_alike_are_told(tmp_path: Path) -> None:
    rows: Rows = [HEADINGS, ["101", "教育局（本级）"], ["1O1", "公安局"], ["11", "教育局 (本级)"], ["011", "民政局"]]
    assert looks(workbook(tmp_path, rows)) == [
        "请看："
        + ZH(
            "roster.one_name",
            count=2,
            name="教育局（本级）",
            lines="第 2 行 101 教育局（本级）、第 4 行 11 教育局 (本级)",
        ),
        "请看：" + ZH("roster.alike", lines="第 2 行 101 教育局（本级）、第 3 行 1O1 公安局"),
        "请看：" + ZH("roster.alike", lines="第 4 行 11 教育局 (本级)、第 5 行 011 民政局"),
        "请看：" + ZH("roster.shortened", lines="第 4 行 11 教育局 (本级)", example="011"),
    ]


def test_zeros_that_a_format_shows_are_part_of_a_code(tmp_path: Path) -> None:
    def as_shown(sheet: Worksheet) -> None:
        sheet["A2"].number_format = "000"
        sheet["A3"].number_format = '"A"0000'

    file = workbook(tmp_path, [HEADINGS, [11, "甲局"], [12, "乙局"], [13, "丙局", "", "011"]], as_shown)
    assert listed(file) == [("011", "甲局", ""), ("A0012", "乙局", ""), ("13", "丙局", "011")]


def test_what_a_spreadsheet_made_of_codes_is_a_mistake(tmp_path: Path) -> None:
    rows: Rows = [
        HEADINGS,
        [datetime.date(2025, 1, 2), "甲局"],
        [11320500014330123, "乙局"],
        ["1.13E+17", "丙局"],
        ["2-Jan", "丁局"],
        ["1月2日", "戊局"],
        ["#REF!", "己局"],
        ["=A1&1", "庚局"],
        [7, "=B2"],
    ]
    odd = {"date": "2025-01-02", "digits": "11320500014330100", "scientific": "1.13E+17"}
    assert mistakes(workbook(tmp_path, rows)) == [
        *(
            ZH(f"roster.odd_{key}", line=line, column="编号", found=found)
            for line, (key, found) in enumerate(odd.items(), start=2)
        ),
        ZH("roster.odd_date", line=5, column="编号", found="2-Jan"),
        ZH("roster.odd_date", line=6, column="编号", found="1月2日"),
        ZH("roster.odd_error", line=7, column="编号", found="#REF!"),
        ZH("roster.odd_uncalculated", line=8, column="编号"),
        ZH("roster.odd_uncalculated", line=9, column="名称"),
    ]


@pytest.mark.engine
def test_formulas_with_results_are_read(tmp_path: Path) -> None:
    made = workbook(tmp_path, [HEADINGS, ["001", "县政府"], ['="0"&"02"', '=B2&"办公室"', "", "=A2"]])
    (file,) = recalculated([made], tmp_path / "calculated")
    assert listed(file) == [("001", "县政府", ""), ("002", "县政府办公室", "001")]


def test_codes_with_a_fraction_are_told(tmp_path: Path) -> None:
    file = workbook(tmp_path, [HEADINGS, [1.1, "甲局"], [2, "乙局"]])
    assert looks(file) == ["请看：" + ZH("roster.fractions", count=1, lines="第 2 行 1.1 甲局")]


def test_a_parent_that_is_called_otherwise_is_asked_for_and_one_without_a_code_is_no_second_mistake(
    tmp_path: Path,
) -> None:
    file = text(tmp_path, "编号,名称,上级\n011,示例县政府,\n12,教育局,某市示例县政府\n", "utf-8")
    words = {"line": 3, "parent": "某市示例县政府", "like": "011", "agency": "示例县政府"}
    assert mistakes(file) == [ZH("roster.parent_called", **words)]
    file = text(tmp_path, "编号,名称,上级\n,示例县政府,\n12,教育局,示例县政府\n", "utf-8")
    assert mistakes(file) == [ZH("roster.no_code", line=2)]


def test_zeros_lost_in_a_csv_file_are_named_with_the_likeness(tmp_path: Path) -> None:
    file = text(tmp_path, "编号,名称,上级\n011,县政府,\n12,教育局,11\n", "utf-8")
    assert mistakes(file) == [ZH("roster.parent_like", line=3, parent="11", like="011", agency="县政府")]
    shortened = text(tmp_path, "编号,名称\n011,县政府\n12,教育局\n", "utf-8")
    assert looks(shortened) == ["请看：" + ZH("roster.shortened", lines="第 3 行 12 教育局", example="012")]


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("名册.xls", b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        ("名册.xlsx", b"", "empty"),
        ("名册.pdf", b"%PDF-1.7", "no_table"),
        ("名册.doc", b"{\\rtf1 }", "no_table"),
        ("名册.xlsx", b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_what_is_no_list_is_told_in_words_for_the_office(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert mistakes(file) == [ZH("roster.unreadable", file=name, reason=ZH(f"table_file.{key}"))]


def _swelling_ods() -> bytes:
    """A workbook whose content unpacks to a hundred times what its directory says."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", "<a>" + " " * 100_000 + "</a>")
    return stream.getvalue().replace(struct.pack("<L", 100_007), struct.pack("<L", 1000))


def _endless_directory() -> bytes:
    """An archive whose directory is said to be longer than any."""
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 60_000, 60_000, 3_000_000, 0, 0)
    return b"PK\1\2" + bytes(3_000_000 - 4) + end


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("名册.ods", _swelling_ods(), ZH("table_file.damaged")),
        ("名册.xlsx", _endless_directory(), ZH("rejected.too_many_members")),
    ],
)
def test_an_archive_that_would_unpack_to_anything_is_refused(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert mistakes(file) == [ZH("roster.unreadable", file=name, reason=reason)]


def test_the_code_of_an_agency_is_no_second_heading_whatever_the_agency_is_called(tmp_path: Path) -> None:
    file = text(tmp_path, "代码,名称,上级\n000001,单位,\n000002,教育局,\n", "utf-8")
    assert [agency.code for agency in load_roster(file, EN)] == ["000001", "000002"]


@pytest.mark.slow
def test_the_commands_say_what_was_read(tmp_path: Path) -> None:
    run = CliRunner(env={"XLSREPORT_LANG": "zh-CN"})
    file = text(tmp_path, "编号,名称,类别,上级\n1,县政府,政府,\n2,教育局,部门,县政府\n3,公安局,部门,\n", "gbk")
    said = [
        "  表头在第 1 行："
        + "、".join(f"{name}取自“{name}”（{letter} 列）" for name, letter in zip(HEADINGS, "ABCD", strict=False)),
        "  文字编码：GB18030",
        "  按类别：部门 2 个、政府 1 个",
        "  按上级：没有上级的 2 个、1 县政府 1 个",
        "  各单位：1 县政府、2 教育局、3 公安局",
        "  请看：" + ZH("roster.without_parent", count=1, agencies="3 公安局"),
    ]
    looked = run.invoke(main, ["roster", str(file)])
    assert looked.stdout.splitlines() == [ZH("roster.doubtful", file=file, count=3, doubts=1), *said]
    folder = tmp_path / "round"
    begun = run.invoke(main, ["init", str(folder), "--definition", OFFICIAL, "--year", "2025", "--roster", str(file)])
    made, following = ZH("init.made", folder=folder, count=3), ZH("init.next", folder=folder)
    due = ZH("init.deadline", deadline="2026-01-31", file=folder / "round.yaml")
    assert begun.stdout.splitlines() == [made, *said, due, following]
    again = ["init", str(tmp_path / "again"), "--definition", OFFICIAL, "--year", "2025", "--roster", str(file)]
    in_english = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, again)
    assert in_english.stdout.startswith(EN("init.made", folder=tmp_path / "again", count=3))
    assert in_english.stderr == EN("init.no_office", file=tmp_path / "again" / "round.yaml") + "\n"
    assert EN("init.next", folder=tmp_path / "again") in in_english.stdout
    refused = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, again)
    assert refused.stderr == EN("round.exists", folder=tmp_path / "again") + "\n"


def test_headings_reach_as_far_down_as_their_merged_cells(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位信息", None, None, "联系信息"],
        ["编号", "名称", "上级", "联系人"],
        [None, "（全称）", None, "（手机）"],
        ["1", "甲局", None, "张某"],
    ]

    def merge(sheet: Worksheet) -> None:
        for area in ("A1:C1", "A2:A3", "C2:C3"):
            sheet.merge_cells(area)

    assert listed(workbook(tmp_path, rows, merge)) == [("1", "甲局", "")]


@pytest.mark.parametrize(
    "headings",
    [
        ("机关代码", "机关名称", "上级主管部门"),
        ("学校标识码", "学校名称（全称）", "主管部门"),
        ("编号", "填报单位", "上级机关"),
    ],
)
def test_headings_of_offices_and_schools_are_known(tmp_path: Path, headings: tuple[str, str, str]) -> None:
    rows: Rows = [list(headings), ["01", "甲局", None], ["02", "乙中学", "甲局"]]
    assert listed(workbook(tmp_path, rows)) == [("01", "甲局", ""), ("02", "乙中学", "01")]
