"""``xlsreport import``: published reports become workbooks, and what was found is said, written and printed as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.read_samples import read_sample
from xlsreport import build_document, read_workbook, render
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.cli import main
from xlsreport.messages import messages_for

ZH = messages_for("zh-CN")
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "shuyang-2025" / "workbook.xlsx"
FORM = "cn-gov-info-disclosure/2021"


def run(*arguments: str | Path, language: str = "zh-CN") -> Result:
    return CliRunner(env={"XLSREPORT_LANG": language}).invoke(main, ["import", *map(str, arguments)])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The page on which a sample is published."""
    path = tmp_path / "年报.html"
    path.write_bytes(render(build_document(read_sample("shuyang-2025")), "html"))
    return path


@pytest.mark.slow
def test_a_page_becomes_a_workbook_to_fill_on_and_a_list_of_where_everything_stood(page: Path, tmp_path: Path) -> None:
    workbook = tmp_path / "县.xlsx"
    result = run(page, "-o", workbook)
    assert (result.exit_code, result.stderr) == (0, "")
    typed, found = read_sample("shuyang-2025"), read_workbook(workbook)
    assert (found.agency, found.year, found.definition.name) == (typed.agency, typed.year, FORM)
    before, there = Values(typed), Values(found)
    assert [place for place in typed.definition.places if there.at(place) != before.at(place)] == []
    assert {name: found.paragraphs(name) for name in found.texts} == {n: typed.paragraphs(n) for n in typed.texts}
    listed = json.loads((tmp_path / "县.来源.json").read_text(encoding="utf-8"))
    assert listed["entries"]["requests.received.natural"]["where"] == {"page": None, "table": 2, "row": 4, "column": 4}
    assert len(listed["entries"]) == len(typed.definition.places)
    assert result.output.splitlines() == [
        ZH(
            "import.read",
            file=page,
            definition=FORM,
            agency=typed.agency,
            period="2025",
            figures=len(typed.definition.places),
            blank=0,
            paragraphs=sum(len(texts) for texts in listed["texts"].values()),
            unread=0,
            notes=len(listed["notes"]),
        ),
        *(ZH("import.note", note=note) for note in listed["notes"]),
        ZH("command.written", file=workbook),
    ]


@pytest.mark.slow
def test_several_files_go_into_a_folder_and_one_that_cannot_be_read_is_told(page: Path, tmp_path: Path) -> None:
    same = page.with_suffix(".docx")
    same.write_bytes(render(build_document(read_sample("shuyang-2025")), "docx"))
    other = tmp_path / "别的.html"
    other.write_text("<p>别的网页</p>", encoding="utf-8")
    result = run(page, same, other, "-o", tmp_path / "新", "--definition", FORM)
    assert result.exit_code == 2
    names = f"{FORM}、cn-gov-info-disclosure/2019"
    assert result.stderr.strip() == ZH("import.no_definition", file=other, names=names)
    assert sorted(path.name for path in (tmp_path / "新").iterdir()) == [
        "年报.docx.xlsx",
        "年报.docx.来源.json",
        "年报.html.xlsx",
        "年报.html.来源.json",
    ]


@pytest.mark.slow
def test_json_is_printed_without_a_workbook_and_what_was_given_counts(page: Path) -> None:
    result = run(page, "--format", "json", "--agency", "示例县", "--year", "2024", language="en")
    listed = json.loads(result.output)
    assert (listed["file"], listed["agency"], listed["year"]) == (str(page), "示例县", 2024)
    assert listed["unread"] == []


@pytest.mark.slow
def test_json_of_one_file_is_an_object_and_of_several_a_list(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.html"
    other.write_text("<p>别的网页</p>", encoding="utf-8")
    files = [str(page), str(other)]
    assert json.loads(run(page, "--format", "json").stdout)["file"] == files[0]
    assert [one["file"] for one in json.loads(run(*files, "--format", "json").stdout)] == files[:1]
    unread = run(other, "--format", "json")
    assert (unread.exit_code, unread.stdout) == (2, "")


@pytest.mark.slow
def test_nothing_is_written_over_and_two_reports_do_not_become_one(page: Path, tmp_path: Path) -> None:
    workbook = tmp_path / "县.xlsx"
    workbook.write_bytes(b"something")
    result = run(page, "-o", workbook)
    assert (result.exit_code, result.stderr.strip()) == (2, ZH("command.exists", file=workbook))
    assert run(page, "-o", workbook, "--force").exit_code == 0
    result = run(page, page, "-o", workbook, "--force")
    assert (result.exit_code, result.stderr.strip()) == (2, ZH("import.several", file=workbook))
    result = run(page, page, "--agency", "示例县")
    assert result.exit_code == 2
    assert ZH("import.one_agency") in result.stderr


@pytest.mark.slow
def test_who_and_when_are_not_missed_where_they_are_given(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "沭阳县" not in line or "<td" in line]
    page.write_text("\n".join(lines), encoding="utf-8")
    page = page.rename(page.with_name("page.html"))
    missed = json.loads(run(page, "--format", "json").stdout)
    assert "agency" in {one["place"] for one in missed["unread"]}
    given = json.loads(run(page, "--format", "json", "--agency", "示例县").stdout)
    assert given["agency"] == "示例县"
    assert given["unread"] == [one for one in missed["unread"] if one["place"] != "agency"]
