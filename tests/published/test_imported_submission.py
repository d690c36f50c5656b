"""A published report as a submission and as JSON: entries, printed totals, texts, and where each figure was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from support.definitions import loaded
from support.grants import reported
from support.published_pages import page, published_report, table
from support.read_samples import read_sample, sample_document
from xlsreport import (
    ImportedReport,
    Place,
    PublicationError,
    build_document,
    check,
    import_report,
    import_report_bytes,
    messages_for,
    render,
    submission_of,
    workbook_bytes,
)
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.published.imported_json import imported_json
from xlsreport.published.publication.publication import Publication, PublishedFormat
from xlsreport.published.report_import import import_publication
from xlsreport.submission.workbook_reader import read_workbook_bytes

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORM = loaded("cn-gov-info-disclosure/2021")
ZH = messages_for("zh-CN")


def imported(publication: Publication) -> ImportedReport:
    return import_publication(publication, [FORM, loaded("cn-gov-info-disclosure/2019")], ZH)


REMEDIES = (
    "行政复议 | 行政复议 | 行政复议 | 行政复议 | 行政复议",
    "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计",
)


def remedies(figures: str) -> Publication:
    return page(
        "示例县教育局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "公开了三十条。",
        "二、主动公开政府信息情况",
        table("第二十条第（八）项 | ", "信息内容 | 本年收费金额（单位：万元）", "行政事业性收费 | 1.25万元", number=1),
        table("第二十条第（五）项 | ", "信息内容 | 本年处理决定数量", "行政许可 | ２２（其中网上16件）", number=2),
        "四、政府信息公开行政复议、行政诉讼情况",
        table(*REMEDIES, figures, number=3),
        "六、其他需要报告的事项",
        "没有收费。",
    )


def test_a_submission_has_what_is_printed_as_if_it_had_been_typed() -> None:
    report = imported(remedies("1 | 0 | 2 |  | 3"))
    submission = submission_of(report)
    assert (submission.definition.name, submission.agency, submission.year) == (FORM.name, "示例县教育局", 2023)
    entries = {str(place): (entry.typed, entry.number) for place, entry in submission.entries.items()}
    assert entries["proactive.licensing.decisions"] == ("２２（其中网上16件）", 22)
    assert entries["remedies.cases.review_upheld"] == (1, 1)
    assert "remedies.cases.review_pending" not in entries
    assert not any(FORM.places[place].computed for place in submission.entries)
    assert submission.texts == {"overview": ("公开了三十条。",), "other_matters": ("没有收费。",)}
    assert submission.shown == {}  # a total of which a part is blank cannot be compared
    assert submission_of(report, agency="示例县体育局", year=2022).agency == "示例县体育局"


def test_a_list_of_which_the_report_says_that_there_is_nothing_is_answered() -> None:
    """So that a published report does not seem to have forgotten what it has stated."""
    given = reported([], 0, **{"grants.nil_return": True})
    page = render(build_document(given), "html")
    submission = submission_of(import_report_bytes(page, "grants", [given.definition]))
    assert submission.nil_returns == {"visits", "grants"}
    assert [one.place for one in check(submission) if one.rule == "filled"] == ["phone"]
    other = page.replace(b"None.", b"Some.")
    assert submission_of(import_report_bytes(other, "grants", [given.definition])).nil_returns == frozenset()


def test_a_printed_total_that_its_parts_do_not_give_is_a_finding_and_a_note() -> None:
    report = imported(remedies("1 | 0 | 2 | 0 | 0"))
    submission = submission_of(report)
    total = Place.parse("remedies.cases.review_all")
    assert submission.shown == {total: 0}
    [finding] = [finding for finding in check(submission) if finding.rule == "total"]
    assert (finding.place, finding.found, finding.expected) == (str(total), 0, 3)
    assert imported_json(report, submission, ZH)["notes"][-1] == (
        "行政复议 / 总计：印的是 0，按各项计算应当是 3。工作簿里的合计按各项计算。"
    )


def test_the_json_says_of_each_figure_what_was_printed_and_where() -> None:
    report = imported(remedies("1 | 0 | 2 |  | 3"))
    written = json.loads(json.dumps(imported_json(report, submission_of(report), ZH)))
    assert {key: written[key] for key in ("file", "definition", "agency", "year", "period")} == {
        "file": "report.html",
        "definition": "cn-gov-info-disclosure/2021",
        "agency": "示例县教育局",
        "year": 2023,
        "period": "2023",
    }
    where = {"page": None, "table": 3, "row": 3}
    assert written["entries"]["remedies.cases.review_other"] == {
        "value": 2,
        "printed": "2",
        "where": {**where, "column": 3},
    }
    assert written["entries"]["remedies.cases.review_pending"] == {
        "value": None,
        "printed": "",
        "where": {**where, "column": 4},
    }
    assert written["entries"]["proactive.fees.charged"]["value"] == 1.25
    assert written["texts"] == {"overview": ["公开了三十条。"], "other_matters": ["没有收费。"]}
    unread = {one["place"]: one["because"] for one in written["unread"]}
    assert unread["problems"] == ZH("narratives.no_heading", heading="五、存在的主要问题及改进情况")
    assert unread.keys() & written["entries"].keys() == set()


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["hongze-2023", "shuyang-2025", "school-2025", "sefa-2024", "us-doj-foia-2016"])
def test_a_published_sample_becomes_the_same_submission(folder: str) -> None:
    typed = read_sample(folder)
    report = import_publication(published_report(typed, sample_document(folder)), [typed.definition], ZH)
    found = submission_of(report)
    there, before = Values(found), Values(typed)
    different = {str(p) for p in typed.definition.places if there.at(p) != before.at(p)}
    assert different <= {unread.name for unread in report.unread}
    assert {name: found.paragraphs(name) for name in found.texts} == {
        name: tuple(line for cell in typed.paragraphs(name) for line in cell.splitlines()) for name in found.texts
    }
    again = read_workbook_bytes(workbook_bytes(found), folder, typed.definition)
    assert {p: again.entries[p].number for p in again.entries} == {p: e.number for p, e in found.entries.items()}
    assert again.texts == found.texts


@pytest.mark.slow
def test_paragraphs_beyond_the_lines_of_the_sheet_stand_in_its_last_line() -> None:
    section = FORM.narratives["overview"].narrative
    assert section is not None
    texts = [f"第{number}件事做完了。" for number in range(section.lines + 2)]
    submission = submission_of(
        imported(
            page(
                "示例县2023年政府信息公开工作年度报告",
                "一、总体情况",
                *texts,
                "五、存在的主要问题及改进情况",
                "不多。",
                "六、其他需要报告的事项",
            )
        )
    )
    assert len(submission.texts["overview"]) == section.lines
    assert submission.texts["overview"][-1].splitlines() == texts[-3:]
    written = read_workbook_bytes(workbook_bytes(submission), "report.xlsx", FORM)
    assert [line for cell in written.paragraphs("overview") for line in cell.splitlines()] == texts


@pytest.mark.slow
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "other.html"
    path.write_text("<p>Some other page</p>", encoding="utf-8")
    with pytest.raises(PublicationError) as refused:
        import_report(path, [FORM])
    assert str(refused.value) == ZH("import.not_as_defined", file=path, names=FORM.name)
    with pytest.raises(PublicationError) as refused:
        import_report(tmp_path)
    assert str(refused.value) == ZH("import.not_a_file", file=tmp_path)
    workbook = SAMPLES / "shuyang-2025" / "workbook.xlsx"
    with pytest.raises(PublicationError) as refused:
        import_report(workbook)
    assert str(refused.value) == ZH("import.own_workbook", file=workbook)


FERRIES = """
id: bacs
edition: "1"
language: {language}
name: Bacs
title: "{{agency}} : bacs {{year}}"
period: {{label: Année, text: "{{year}}"}}
cover: [{{id: adopted, label: Adopté, kind: date}}, {{id: cost, label: Coût, kind: {{name: amount, decimals: 1}}}}]
preamble: ["Adopté le {{adopted}} par {{agency}}.", "Coût : {{cost}} euros."]
sections:
  - id: trips
    heading: 1. Trajets
    sheet: Trajets
    tables:
      - id: trips
        stub: Ligne
        columns: [{{id: ran, label: Nombre}}, {{id: late, label: Retards}}]
        rows: [{{id: north, label: Nord}}, {{id: south, label: Sud}}]
"""


def test_the_cover_is_read_in_the_language_of_the_report() -> None:
    printed = page(
        "Port du Nord : bacs 2025",
        "Adopté le 6 novembre 2025 par Port du Nord.",
        "Coût : 1 204,5 euros.",
        "1. Trajets",
        table("Ligne | Nombre | Retards", "Nord | 1 | 2", "Sud | 3 | 1 204"),
    )
    cover = submission_of(
        import_publication(printed, [parse_definition(FERRIES.format(language="fr"))], ZH)
    ).field_entries
    assert (cover["adopted"].meaning, cover["cost"].number) == (date(2025, 11, 6), Decimal("1204.5"))


def test_a_file_of_pages_that_runs_from_right_to_left_is_told_as_that() -> None:
    form = parse_definition(FERRIES.format(language="ar"))
    reasons: Mapping[PublishedFormat, str] = {"pdf": "drawn_from_right", "html": "not_as_defined"}
    for file_format, key in reasons.items():
        with pytest.raises(PublicationError) as refused:
            import_publication(page("قرير", file_format=file_format), [form], ZH)
        assert str(refused.value) == ZH(f"import.{key}", file=f"report.{file_format}", names="bacs/1")
