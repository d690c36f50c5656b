"""What a page states about the site that publishes it: names, values, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner, Result

from support.files import saved
from support.reports import county, port
from support.rounds import make_round, send
from xlsreport import build_document, render
from xlsreport.cli import main
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.site_metadata import checked_site, load_site
from xlsreport.errors import SiteError
from xlsreport.messages import messages_for
from xlsreport.round.folder import open_round
from xlsreport.round.incoming.collection import collect

ZH, EN = messages_for("zh-CN"), messages_for("en")
STATED = {"SiteName": "某县人民政府", "SiteDomain": "www.example.gov.cn", "SiteIDCode": "0000000001"}


def stated(page: bytes) -> dict[str, str]:
    """The names and values of a page's meta elements."""
    found = lxml.html.document_fromstring(page).xpath("//meta[@name]")
    assert isinstance(found, list)
    return {
        meta.get("name") or "": meta.get("content") or "" for meta in found if isinstance(meta, lxml.html.HtmlElement)
    }


def run(*arguments: object) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, list(map(str, arguments)), catch_exceptions=False)


def refused(values: Mapping[str, object], page_style: PageStyleName = "gb-t-9704") -> str:
    with pytest.raises(SiteError) as error:
        checked_site(values, page_style, EN)
    return str(error.value)


def test_an_official_page_states_its_title_and_source_and_nothing_that_nobody_gave() -> None:
    assert stated(render(build_document(county()), "html")) == {
        "viewport": "width=device-width, initial-scale=1",
        "author": "沭阳县人民政府",
        "ArticleTitle": "沭阳县人民政府2025年政府信息公开工作年度报告",
        "ContentSource": "沭阳县人民政府",
    }


def test_what_is_given_goes_before_what_the_report_knows_in_the_order_of_the_standard() -> None:
    given = {"PubDate": "2026-01-20 09:00", "ContentSource": "县政府办公室"} | STATED
    names = list(stated(render(build_document(county()), "html", meta=given)).items())[2:]
    assert names == [
        *STATED.items(),
        ("ArticleTitle", "沭阳县人民政府2025年政府信息公开工作年度报告"),
        ("PubDate", "2026-01-20 09:00"),
        ("ContentSource", "县政府办公室"),
    ]


def test_a_page_of_another_country_states_what_its_site_wants_and_no_chinese_names() -> None:
    page = stated(render(build_document(port()), "html", meta={"dcterms.publisher": "Port of Harwich"}))
    assert list(page) == ["viewport", "author", "dcterms.publisher"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"SiteNmae": "x"}, "no meta name “SiteNmae”"),
        ({"SiteNmae": "x"}, "Did you mean SiteName?"),
        ({"pubdate": "2026-01-20 09:00"}, "Did you mean PubDate?"),
        ({"SiteIDCode": 321}, "put a number in quotes"),
        ({"SiteName": " "}, "one line of text"),
        ({"SiteName": "one\ntwo"}, "one line of text"),
        ({"PubDate": "2026-01-20"}, "such as 2026-01-20 09:00"),
        ({"PubDate": "2026-1-20 9:00"}, "such as 2026-01-20 09:00"),
        ({"PubDate": "2026-02-30 09:00"}, "such as 2026-01-20 09:00"),
        ({"PubDate": "２０２６-01-20 09:00"}, "such as 2026-01-20 09:00"),
    ],
)
def test_an_official_name_or_value_that_does_not_fit_is_told_in_one_sentence(
    values: Mapping[str, object], said: str
) -> None:
    assert said in refused(values)
    assert "\n" not in refused(values)


def test_another_name_is_refused_only_where_a_page_cannot_carry_it() -> None:
    assert checked_site({"PubDate": "last Tuesday", "x.y:z": "1"}, "plain", EN) == {
        "PubDate": "last Tuesday",
        "x.y:z": "1",
    }
    assert "Begin with a letter" in refused({"1st name": "x"}, "plain")
    assert "filled in by the page itself" in refused({"Robots": "index"}, "plain")


def test_a_file_of_names_keeps_the_zeros_of_a_code_in_quotes_and_refuses_it_without(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_text('SiteIDCode: "0000000001"\nPubDate: 2026-01-20 09:00\n', encoding="utf-8")
    assert checked_site(load_site(file, ZH), "gb-t-9704", ZH) == {
        "SiteIDCode": "0000000001",
        "PubDate": "2026-01-20 09:00",
    }
    file.write_text("SiteIDCode: 0000000001\n", encoding="utf-8")
    with pytest.raises(SiteError, match="加引号"):
        checked_site(load_site(file, ZH), "gb-t-9704", ZH)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"- SiteName", "names and values"),
        (b"SiteName: [", "at line 1"),
        (b"SiteName: x\nSiteName: y", "at line 2"),
        ("SiteName: 县".encode("gb18030"), "not in UTF-8"),
        (None, "There is no file"),
    ],
)
def test_a_file_that_holds_no_names_is_told_in_one_sentence(content: bytes | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SiteError) as error:
        load_site(file, EN)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_the_command_takes_a_file_and_single_names_which_go_before_it(tmp_path: Path) -> None:
    workbook, site = saved(county(), tmp_path), tmp_path / "site.yaml"
    site.write_text("SiteName: 某县人民政府\nColumnName: 旧栏目\n", encoding="utf-8")
    report = tmp_path / "r.html"
    result = run("render", workbook, "-o", report, "--site", site, "--meta", "ColumnName=年报=2025")
    assert result.exit_code == 0, result.output
    page = stated(report.read_bytes())
    assert (page["SiteName"], page["ColumnName"]) == ("某县人民政府", "年报=2025")


@pytest.mark.parametrize("pair", ["SiteName", "SiteNmae=x", "PubDate=2026-01-20"])
def test_the_command_refuses_a_name_before_it_writes_anything(pair: str, tmp_path: Path) -> None:
    report = tmp_path / "r.html"
    result = run("render", saved(county(), tmp_path), "-o", report, "--meta", pair)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert not report.exists()


def test_where_no_page_is_made_nothing_is_stated_in_vain(tmp_path: Path) -> None:
    report = tmp_path / "r.docx"
    result = run("render", saved(county(), tmp_path), "-o", report, "--meta", "SiteName=某县")
    assert result.exit_code == 2
    assert ZH("command.site_use") in result.stderr
    assert not report.exists()


@pytest.mark.slow
def test_a_round_states_its_site_in_every_report(tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    site.write_text('SiteName: 某县人民政府\nSiteIDCode: "0000000001"\n', encoding="utf-8")
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name\n001,某镇\n", encoding="utf-8")
    options = ["--definition", "cn-gov-info-disclosure/2021", "--year", "2025", "--roster", roster, "--site", site]
    assert run("init", tmp_path / "年报", *options).exit_code == 0
    assert open_round(tmp_path / "年报", ZH).site == {"SiteName": "某县人民政府", "SiteIDCode": "0000000001"}


@pytest.mark.slow
def test_rendering_a_round_uses_its_settings_and_what_is_said_now(tmp_path: Path) -> None:
    made = make_round(tmp_path / "年报", 1)
    send(made, tmp_path / "收件箱", ["001"])
    assert len(list(collect(made, [tmp_path / "收件箱"]))) == 1
    settings = made.folder / "round.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("site: {}", "site: {SiteName: 某县, ColumnName: 年报}"), encoding="utf-8")
    command = ["render", "--all", "--to", "html", "-o", tmp_path / "报告", "--round", made.folder]
    assert run(*command, "--meta", "ColumnName=政务公开").exit_code == 0
    [page] = (tmp_path / "报告").iterdir()
    assert {name: value for name, value in stated(page.read_bytes()).items() if name in ("SiteName", "ColumnName")} == {
        "SiteName": "某县",
        "ColumnName": "政务公开",
    }
    settings.write_text(text.replace("site: {}", "site: 某县"), encoding="utf-8")
    result = run(*command)
    assert (result.exit_code, result.stderr) == (2, ZH("site.not_names") + "\n")
    assert run("status", "--round", made.folder).exit_code == 0, "a mistake about the site stands in nobody else's way"


def test_a_round_is_not_begun_with_a_site_that_does_not_fit(tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("SiteNmae: 某县\n", encoding="utf-8")
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name\n001,某镇\n", encoding="utf-8")
    options = ["--definition", "cn-gov-info-disclosure/2021", "--year", "2025", "--roster", roster, "--site", site]
    result = run("init", tmp_path / "年报", *options)
    assert result.exit_code == 2
    assert "SiteName" in result.stderr
    assert not (tmp_path / "年报").exists()
