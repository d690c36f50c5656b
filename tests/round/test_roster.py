"""The office's list of agencies, as Excel and CSV files bring it, and every mistake in it by its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from click.testing import CliRunner

from support.office import converted
from xlsreport.cli import main
from xlsreport.errors import RosterError
from xlsreport.messages import LANGUAGES, messages_for
from xlsreport.round.roster.agencies import Roster
from xlsreport.round.roster.list_headings import COLUMNS
from xlsreport.round.roster.roster_reading import load_roster
from xlsreport.round.roster.roster_template import blank_roster

ZH, EN = messages_for("zh-CN"), messages_for("en")


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "名册.csv"
    file.write_bytes(text.encode(encoding))
    return file


def workbook(folder: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    file = folder / "名册.xlsx"
    book.save(file)
    return file


def names(roster: Roster) -> list[tuple[str, str, str]]:
    return [(agency.code, agency.name, agency.parent) for agency in roster]


def mistakes(file: Path) -> list[str]:
    with pytest.raises(RosterError) as caught:
        load_roster(file, ZH)
    return caught.value.lines()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_file_is_read_as_spreadsheet_programs_write_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = ["编号,名称,类别,上级,联系方式", "001,示例县政府,县,,", "", "013,城关镇政府,镇,001,李四", ",,,,"]
    text = "\r\n".join(lines).replace(",", delimiter)
    roster = load_roster(csv_file(tmp_path, text, encoding), ZH)
    assert names(roster) == [("001", "示例县政府", ""), ("013", "城关镇政府", "001")]
    assert roster.agencies["013"].kind == "镇"
    assert roster.agencies["013"].contact == "李四"


def test_a_workbook_may_have_a_title_above_its_headings_and_columns_in_any_order(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["示例县各单位名册"],
        [None],
        ["序号", "单位名称", "联系人", "单位代码"],
        [1, " 城关镇 政府　", "李四", 13],
        [2, "城东镇政府", None, "014"],
    ]
    assert names(load_roster(workbook(tmp_path, rows), ZH)) == [("13", "城关镇 政府", ""), ("014", "城东镇政府", "")]


def test_english_headings_are_known_whatever_their_capitals(tmp_path: Path) -> None:
    roster = load_roster(csv_file(tmp_path, "Code,Name,Parent,E-mail\nA,Ministry,,\nB,Port,A,b@x\n"), EN)
    assert names(roster) == [("A", "Ministry", ""), ("B", "Port", "A")]


def test_the_agency_above_may_be_called_by_a_name_that_only_it_has(tmp_path: Path) -> None:
    roster = load_roster(csv_file(tmp_path, "编号,名称,上级单位\n1,县政府,\n2,城关镇,县政府\n"), ZH)
    assert [agency.name for agency in roster.children("1")] == ["城关镇"]
    assert [agency.name for agency in roster.children("")] == ["县政府"]


def test_a_name_of_two_agencies_does_not_lead_to_one_of_them(tmp_path: Path) -> None:
    file = csv_file(tmp_path, "编号,名称,上级\n1,县政府,\n2,县政府,\n3,城关镇,县政府\n")
    assert mistakes(file) == [ZH("roster.unknown_parent", line=4, parent="县政府")]


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    lines = [
        "编号,名称,上级",
        "a,甲,",
        ",乙,",
        "c,,",
        "A,丁,",
        "e,戊,没有",
        "f,己,g",
        "g,庚,f",
        "h,辛,h",
        f"{'i' * 41},壬,",
        f"j,{'长' * 201},",
        "k,癸\x01癸,",
    ]
    assert mistakes(csv_file(tmp_path, "\n".join(lines))) == [
        ZH("roster.no_code", line=3),
        ZH("roster.no_name", line=4),
        ZH("roster.twice", line=5, code="A", first=2),
        ZH("roster.unknown_parent", line=6, parent="没有"),
        ZH("roster.circle", line=7, circle="f → g → f"),
        ZH("roster.circle", line=9, circle="h → h"),
        ZH("roster.long_code", line=10, length=41, limit=40),
        ZH("roster.long_name", line=11, length=201, limit=200),
        ZH("roster.unwritable", line=12, character="U+0001"),
    ]


def test_of_very_many_mistakes_the_first_are_told(tmp_path: Path) -> None:
    told = mistakes(csv_file(tmp_path, "编号,名称\n" + ",甲\n" * 60))
    assert len(told) == 51
    assert told[-1] == ZH("roster.more", count=10)


@pytest.fixture
def usual_cells() -> Iterator[None]:
    """The longest cell that Python reads from a CSV file; libraries that other tests load raise it for all."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("usual_cells")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("代号,电邮一\n1,2\n", ZH("roster.no_headings", file="名册.csv", code="编号", name="名称")),
        ("编号,名称\n", ZH("roster.empty", file="名册.csv")),
        ("", ZH("roster.no_headings", file="名册.csv", code="编号", name="名称")),
        ('编号,名称\n1,"' + "长" * 200_000, ZH("roster.not_csv", file="名册.csv")),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    assert mistakes(csv_file(tmp_path, text)) == [said]


def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path: Path) -> None:
    reason = ZH("rejected.no_file")
    for missing in ("没有.csv", "没有.xlsx"):
        assert mistakes(tmp_path / missing) == [ZH("roster.unreadable", file=missing, reason=reason)]
    binary = tmp_path / "乱码.csv"
    binary.write_bytes(b"\xff\xfe\x00\x81" * 10)
    assert mistakes(binary) == [ZH("roster.not_csv", file="乱码.csv")]


@pytest.mark.slow
def test_a_long_chain_of_parents_takes_no_long_time(tmp_path: Path) -> None:
    lines = [f"{number},单位{number},{number + 1}" for number in range(3000)]
    roster = load_roster(csv_file(tmp_path, "\n".join(["编号,名称,上级", *lines, "3000,单位3000,"])), ZH)
    assert len(roster) == 3001


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_list_has_headings_that_are_understood(tmp_path: Path, language: str) -> None:
    messages = messages_for(language)
    assert all(messages(f"roster.{name}").casefold() in headings for name, headings in COLUMNS.items())
    file = tmp_path / "roster.xlsx"
    file.write_bytes(blank_roster(messages))
    with pytest.raises(RosterError) as caught:
        load_roster(file, messages)
    assert str(caught.value) == messages("roster.empty", file="roster.xlsx")


@pytest.mark.engine
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_list_is_text_offers_choices_and_prints_on_one_page(tmp_path: Path, language: str) -> None:
    messages = messages_for(language)
    file = tmp_path / "roster.xlsx"
    file.write_bytes(blank_roster(messages))
    sheet = openpyxl.load_workbook(file).worksheets[0]
    choices = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert choices == {
        "C4:C3004": '"' + ",".join(messages("roster.kinds").split()) + '"',
        "D4:D3004": "OFFSET($B$4,0,0,MAX(1,COUNTA($B$4:$B$3004)),1)",
    }
    assert all(one.showErrorMessage is False for one in sheet.data_validations.dataValidation)
    assert sheet.column_dimensions["A"].width < 15 < 36 < sheet.column_dimensions["B"].width
    (pdf,) = converted([file], tmp_path / "printed", "pdf")
    with pdfplumber.open(pdf) as printed:
        assert len(printed.pages) == 1


def test_the_example_line_may_be_typed_over_in_part(tmp_path: Path) -> None:
    file = tmp_path / "roster.xlsx"
    file.write_bytes(blank_roster(ZH))
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    sheet["A3"], sheet["B3"] = "001", "示例县政府"
    sheet["A4"], sheet["B4"], sheet["D4"] = "002", "城关镇政府", "示例县政府"
    book.save(file)
    assert [(a.code, a.name, a.kind, a.parent, a.contact) for a in load_roster(file, ZH)] == [
        ("001", "示例县政府", "", "", ""),
        ("002", "城关镇政府", "", "001", ""),
    ]


def test_a_filled_list_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "roster.xlsx"
    file.write_bytes(blank_roster(ZH))
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    for column, text in enumerate(("013", "城关镇政府"), start=1):
        assert sheet.cell(3, column).number_format == "@"  # so that 013 stays 013
        sheet.cell(3, column).value = text
    book.save(file)
    assert names(load_roster(file, ZH)) == [("013", "城关镇政府", "")]


def test_the_command_looks_at_a_list_and_writes_an_empty_one(tmp_path: Path) -> None:
    run = CliRunner(env={"XLSREPORT_LANG": "zh-CN"})
    good = csv_file(tmp_path, "编号,名称\n1,甲\n2,乙\n")
    result = run.invoke(main, ["roster", str(good)])
    said = [
        ZH("roster.sound", file=good, count=2),
        "  表头在第 1 行：编号取自“编号”（A 列）、名称取自“名称”（B 列）",
        "  文字编码：UTF-8",
        "  各单位：1 甲、2 乙",
    ]
    assert (result.exit_code, result.stdout.splitlines()) == (0, said)
    empty = tmp_path / "空.xlsx"
    assert run.invoke(main, ["roster", "--template", str(empty)]).exit_code == 0
    again = run.invoke(main, ["roster", "--template", str(empty)])
    assert (again.exit_code, again.stderr) == (2, ZH("command.exists", file=empty) + "\n")
    assert run.invoke(main, ["roster"]).exit_code == 2
