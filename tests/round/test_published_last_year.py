"""Last year's reports as they were published, where last year's workbooks are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import xlsreport
from support.definitions import loaded
from support.fillings import SAYS_ENOUGH
from xlsreport import Place
from xlsreport.cli import main
from xlsreport.errors import RoundError
from xlsreport.messages import messages_for
from xlsreport.round import RoundOptions, create_round, read_last_year
from xlsreport.round.folder import Round
from xlsreport.round.roster.agency_search import find_agency

ZH = messages_for("zh-CN")
FORM = loaded("cn-gov-info-disclosure/2021")
OLDER = loaded("cn-gov-info-disclosure/2019")
CARRIED_OUT = Place.parse("requests.carried_out.natural")
VALID = Place.parse("proactive.normative.valid")


def published(
    agency: str, carried_out: int, form: xlsreport.Definition = FORM, format_: Any = "html", year: int = 2024
) -> bytes:
    """A complete report of an agency that received some requests and answered none of them, as it is published."""
    zeros: dict[str, Any] = {str(place): 0 for place, facts in form.places.items() if not facts.computed}
    figures = {"requests.received.natural": carried_out, str(CARRIED_OUT): carried_out}
    texts = {name: [SAYS_ENOUGH] for name in form.narratives}
    submission = xlsreport.new_submission(form, agency=agency, year=year, entries={**zeros, **figures, **texts})
    return xlsreport.render(xlsreport.build_document(submission), format_)


@pytest.fixture
def this_year(tmp_path: Path) -> Round:
    roster = tmp_path / "名册.csv"
    roster.write_text("编号,名称\n1,示例县民政局\n2,示例县教育局\n3,示例县水务局\n4,示例县财政局\n", encoding="utf-8")
    return create_round(tmp_path / "2025", RoundOptions(FORM.name, 2025, roster), ZH)


@pytest.mark.slow
def test_a_round_starts_from_published_pages_by_the_names_of_agencies(this_year: Round, tmp_path: Path) -> None:
    folder = tmp_path / "公布"
    folder.mkdir()
    (folder / "1.html").write_bytes(published("示例县民政局", 7))
    (folder / "2.docx").write_bytes(published("示例县教育局", 3, OLDER, "docx"))
    (folder / "3.html").write_bytes(published("示例县水务局", 1))
    (folder / "3.docx").write_bytes(published("示例县水务局", 1, format_="docx"))
    (folder / "4.html").write_bytes(published("示例县财政局", 1, year=2022))
    (folder / "5.html").write_bytes(published("示例县体育局", 1))
    (folder / "6.html").write_text("<p>别的网页</p>", encoding="utf-8")
    found = read_last_year(folder, this_year)
    assert {code: figures[CARRIED_OUT] for code, figures in found.figures.items()} == {"1": 7, "2": 3}
    assert found.figures["1"][VALID] == 0
    assert VALID not in found.figures["2"]
    assert found.texts["1"].sections["overview"] == (SAYS_ENOUGH,)
    names = {"agency": "示例县水务局"}
    unread = f"{FORM.name}、{OLDER.name}"
    refused = ZH("import.no_definition", file=folder / "6.html", names=unread)
    year = ZH("previous.year", found=2022, expected=2024)
    twice = [
        ZH("last_year.twice", **names, file=folder / first, other=folder / second)
        for first, second in (("3.html", "3.docx"), ("3.docx", "3.html"))
    ]
    remarks = sorted(found.remarks)
    assert [remark for remark in remarks if remark in twice] == [remark for remark in remarks if "水务局" in remark]
    assert sorted(remark for remark in remarks if remark not in twice) == sorted(
        [
            ZH("last_year.unfit", file=folder / "4.html", reason=year),
            ZH("last_year.no_agency", file=folder / "5.html", agency="示例县体育局"),
            ZH("last_year.unfit", file=folder / "6.html", reason=refused),
        ]
    )


@pytest.mark.slow
def test_what_could_not_be_read_is_told_and_a_file_s_name_helps(this_year: Round, tmp_path: Path) -> None:
    folder = tmp_path / "公布"
    folder.mkdir()
    text = published("示例县民政局", 7).decode().replace("示例县民政局", "")
    text = text.replace("四、结转下年度继续办理", "四、看不清")
    (folder / "示例县民政局.html").write_text(text, encoding="utf-8")
    found = read_last_year(folder, this_year)
    assert (found.figures["1"].get(CARRIED_OUT), found.figures["1"][VALID]) == (None, 0)
    [remark] = found.remarks
    assert remark.startswith("上年数据：")
    assert str(folder / "示例县民政局.html") in remark
    assert "requests.carried_out.natural" in remark


@pytest.mark.slow
def test_the_city_in_front_of_a_name_may_be_missing_or_added_and_that_is_told(tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("编号,名称\n1,洪泽区人民政府\n2,南京市鼓楼区\n3,徐州市鼓楼区\n", encoding="utf-8")
    round_ = create_round(tmp_path / "2025", RoundOptions(FORM.name, 2025, roster), ZH)
    folder = tmp_path / "公布"
    folder.mkdir()
    (folder / "1.html").write_bytes(published("淮安市洪泽区人民政府", 7))
    (folder / "2.html").write_bytes(published("鼓楼区人民政府", 3))
    found = read_last_year(folder, round_)
    assert {code: figures[CARRIED_OUT] for code, figures in found.figures.items()} == {"1": 7}
    taken = {"file": folder / "1.html", "agency": "淮安市洪泽区人民政府", "listed": "洪泽区人民政府", "code": "1"}
    several = {"file": folder / "2.html", "agency": "鼓楼区人民政府", "agencies": "2 南京市鼓楼区、3 徐州市鼓楼区"}
    assert sorted(found.remarks) == sorted(
        [ZH("last_year.called_otherwise", **taken), ZH("last_year.may_be_several", **several)]
    )
    assert find_agency("江苏省淮安市洪泽区人民政府", round_.roster, ZH).code == "1"
    with pytest.raises(RoundError, match="鼓楼区"):
        find_agency("鼓楼区人民政府", round_.roster, ZH)


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, list(map(str, arguments)))


@pytest.mark.slow
def test_new_and_check_take_a_published_report_as_last_years(tmp_path: Path) -> None:
    page, workbook = tmp_path / "2024.html", tmp_path / "2025.xlsx"
    page.write_bytes(published("示例县民政局", 7))
    made = run("new", FORM.name, "-o", workbook, "--agency", "示例县民政局", "--year", "2025", "--previous", page)
    assert (made.exit_code, made.stderr) == (0, "")
    assert xlsreport.read_workbook(workbook).previous[CARRIED_OUT] == 7
    checked = run("check", workbook, "--previous", page)
    assert checked.exit_code == 1
    assert "[carried_over]" not in checked.output  # the brought-forward row is blank, so nothing is compared yet
    refused = run("check", workbook, "--previous", tmp_path / "名册.csv")
    assert refused.exit_code == 2
