"""A heading that was pasted with its text is not printed twice, and a text under the wrong heading is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support.files import harbour, official, reread, saved
from support.returning import received, returned
from xlsreport import Definition, Submission, build_document, check, new_submission, read_workbook
from xlsreport.checking.across_years import previous_texts
from xlsreport.document.content.model import Heading, Paragraph

TEXT = "本年做了三件事。"
FULL = [
    "河口镇人民政府",
    "2025年政府信息公开工作年度报告",
    "（2026年1月20日）",
    "本报告依据《中华人民共和国政府信息公开条例》第四十九条、第五十条的规定编制，由河口镇人民政府向社会公布。",
    "一、总体情况",
    TEXT,
    "— 1 —",
    "二、主动公开政府信息情况",
    "第二十条第（一）项",
    "五、存在的主要问题及改进情况",
    "问题是人少。",
    "改进是加人。",
    "六、其他需要报告的事项",
    "— 2 —",
]


def with_texts(definition: Definition | None = None, **texts: list[str]) -> Submission:
    definition = definition or official()
    names = {"office": "办公室", "phone": "0571-1"} if definition is official() else {}
    return new_submission(definition, agency="河口镇人民政府", year=2025, entries={**names, **texts})


def printed(submission: Submission, section: str) -> list[str]:
    """What the report prints between a section's heading and the next section's."""
    heads = [part.heading for part in submission.definition.sections]
    own, found, inside = submission.definition.narratives[section].heading, [], False
    for part in build_document(submission).parts:
        if isinstance(part, Heading | Paragraph):
            if isinstance(part, Heading) and part.text in heads:
                inside = part.text == own
            elif inside:
                found.append(part.text)
    return found


def pasted(submission: Submission) -> list[tuple[str, str, str]]:
    return [(f.rule, f.severity, str(f.cells)) for f in check(submission) if f.rule.startswith("pasted.")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "heading",
    [
        "一、总体情况",
        "一、 总体情况",
        "　　一、总体情况",
        "一．总体情况",
        "一.总体情况",
        "一，总体情况",
        "一 总体情况",
        "一总体情况",
        "一、总体情况：",
        "一、总体情况。",
        "一、总 体 情 况",
        "一、\t总体情况",
        "一、总体情况（2025年）",
        "（一）总体情况",
        "(一) 总体情况",
        "1.总体情况",
        "１、总体情况",
        "Ⅰ、总体情况",
        "第一部分　总体情况",
        "【一、总体情况】",
        "■ 一、总体情况",
        "## 一、总体情况",
        "\u200b一、总体情况",
        "总体情况",
        "总体情况：",
        "一、概述",
        "一、2025年总体情况",
        "一、总体工作情况",
    ],
)
def test_a_sections_own_heading_is_left_out_and_said_to_be(heading: str) -> None:
    submission = reread(with_texts(overview=[heading, TEXT]))
    assert printed(submission, "overview") == [TEXT]
    assert submission.texts["overview"] == (heading, TEXT)
    assert pasted(submission) == [("pasted.heading", "note", "'一、总体情况'!B6")]


@pytest.mark.parametrize(
    "line",
    [
        "一、总体情况。本年做了三件事。",
        "一、总体情况：本年做了三件事。",
        "一、总体情况　本年做了三件事。",
        "总体情况：本年做了三件事。",
        "一、总体情况\n本年做了三件事。",
        "一、总体情况　　本年做了三件事。",
    ],
)
def test_only_the_heading_is_left_out_of_a_line_that_goes_on(line: str) -> None:
    submission = reread(with_texts(overview=[line]))
    assert printed(submission, "overview") == [TEXT]
    assert pasted(submission) == [("pasted.heading", "note", "'一、总体情况'!B6")]


@pytest.mark.parametrize(
    "lines",
    [
        ["总体情况良好。", TEXT],
        ["一年来，总体情况良好。"],
        ["（一）总体情况", TEXT, "（二）主动公开政府信息情况", TEXT],
        ["1.总体情况", TEXT, "2.主动公开情况", TEXT],
        ["一、加强领导", TEXT, "二、严格审查", TEXT],
        ["（一）主动公开", TEXT, "主动公开政府信息情况", TEXT],
        ["（一）主动公开", TEXT, "总体情况", TEXT],
        ["二、三两季度主动公开政府信息情况良好。"],
        ["依申请公开方面，按照《条例》第二十七条办理。"],
    ],
)
def test_what_is_no_heading_of_the_report_is_printed(lines: list[str]) -> None:
    submission = with_texts(overview=lines)
    assert printed(submission, "overview") == lines
    assert pasted(submission) == []


def test_a_whole_document_in_one_section_is_sorted_out_and_nothing_of_it_is_lost() -> None:
    submission = reread(with_texts(overview=FULL))
    assert printed(submission, "overview") == [TEXT, "第二十条第（一）项", "问题是人少。", "改进是加人。"]
    cell = "'一、总体情况'!B"
    assert pasted(submission) == [
        ("pasted.title", "note", f"{cell}6"),
        ("pasted.title", "note", f"{cell}7"),
        ("pasted.title", "note", f"{cell}8"),
        ("pasted.preamble", "note", f"{cell}9"),
        ("pasted.heading", "note", f"{cell}10"),
        ("pasted.page_number", "note", f"{cell}12"),
        ("pasted.other_section", "warning", f"{cell}13"),
        ("pasted.other_section", "warning", f"{cell}15"),
        ("pasted.other_section", "warning", f"{cell}18"),
    ]
    told = [finding.message for finding in check(submission) if finding.rule == "pasted.other_section"]
    named = (["B14", "“二、主动公开”表"], ["B16:B17", "“五、问题改进”表"], ["“六、其他事项”表"])
    assert [[word for word in words if word in message] for message, words in zip(told, named, strict=True)] == [*named]


@pytest.mark.parametrize(
    ("section", "line", "left"),
    [
        ("problems", "一、总体情况", ""),
        ("problems", "一、概述", ""),
        ("problems", "三、依申请公开政府信息情况", ""),
        ("problems", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", ""),
        ("overview", "五、存在的主要问题及改进情况。问题是人少。", "问题是人少。"),
        ("overview", "存在的主要问题及改进情况", ""),
        ("overview", "第六部分 其他需要报告的事项", ""),
    ],
)
def test_another_sections_heading_is_a_warning_wherever_it_stands(section: str, line: str, left: str) -> None:
    submission = with_texts(None, **{section: [TEXT, line]})
    cell = str(submission.positions.layout.narratives[section].line(1))
    assert pasted(submission) == [("pasted.other_section", "warning", cell)]
    assert printed(submission, section) == [TEXT, *filter(None, [left])]


@pytest.mark.parametrize(
    "line", ["二、主动公开情况", "五、存在问题和改进措施", "第六部分 其他事项", "四、行政复议和行政诉讼情况"]
)
def test_what_looks_like_another_sections_heading_is_told_and_printed(line: str) -> None:
    submission = with_texts(overview=["一、总体情况", TEXT, line, "下面一段。"])
    assert printed(submission, "overview") == [TEXT, line, "下面一段。"]
    assert pasted(submission)[1:] == [("pasted.other_section", "warning", "'一、总体情况'!B8")]
    (message,) = (f.message for f in check(submission) if f.rule == "pasted.other_section")
    assert "1 格（B9）" in message


@pytest.mark.parametrize(
    "lines",
    [
        ["河口镇人民政府2025年政府信息公开工作年度报告"],
        ["河口镇2024年度政府信息公开年度报告"],
        ["河口镇人民政府办公室", "二〇二五年政府信息公开工作年度报告", "2026年1月"],
    ],
)
def test_the_title_is_left_out_in_the_ways_in_which_it_is_written(lines: list[str]) -> None:
    submission = with_texts(overview=[*lines, "一、总体情况", TEXT])
    assert printed(submission, "overview") == [TEXT]
    assert {rule for rule, _, _ in pasted(submission)} == {"pasted.title", "pasted.heading"}


def test_a_report_is_spoken_of_in_a_sentence_and_not_taken_for_the_title() -> None:
    lines = ["现公布河口镇2025年政府信息公开工作年度报告。", "河口镇政府信息公开工作年度报告的编制由办公室负责"]
    submission = with_texts(overview=lines)
    assert printed(submission, "overview") == lines
    assert pasted(submission) == []


def test_a_table_of_contents_is_left_out() -> None:
    contents = ["一、总体情况……1", "二、主动公开政府信息情况\t2", "五、存在的主要问题及改进情况........7"]
    submission = with_texts(overview=[*contents, TEXT])
    assert printed(submission, "overview") == [TEXT]
    assert pasted(submission) == [("pasted.contents", "note", "'一、总体情况'!B6")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("1. Summary", ""),
        ("1) SUMMARY", ""),
        ("Summary:", ""),
        ("I. Summary", ""),
        ("Section 1 – Summary", ""),
        ("Part I: Summary (2025)", ""),
        ("Chapter 1. Summary of the year", None),
        ("1. Summary. All went well.", "All went well."),
        ("Summary – All went well.", "All went well."),
        ("Summary of what happened", None),
    ],
)
def test_headings_of_other_languages_are_known_as_well(heading: str, rest: str | None) -> None:
    submission = reread(with_texts(harbour(), summary=[heading, "The year in brief."]))
    kept = heading if rest is None else rest
    assert printed(submission, "summary") == [*filter(None, [kept]), "The year in brief."]
    assert pasted(submission) == ([] if rest is None else [("pasted.heading", "note", "'Summary'!B5")])


def test_a_title_and_another_sections_heading_are_known_in_other_languages() -> None:
    lines = ["Harbour return of Sandby Port for 2024", "1. Summary", "Quiet.", "2. Traffic", "None.", "Page 1 of 2"]
    submission = with_texts(harbour(), summary=lines)
    assert printed(submission, "summary") == ["Quiet.", "None."]
    assert [(rule, severity) for rule, severity, _ in pasted(submission)] == [
        ("pasted.title", "note"),
        ("pasted.heading", "note"),
        ("pasted.other_section", "warning"),
        ("pasted.page_number", "note"),
    ]


def test_nothing_but_a_heading_is_a_blank_section() -> None:
    submission = reread(with_texts(overview=["一、总体情况"]))
    found = [(f.rule, f.severity, f.cell) for f in check(submission) if f.place == "overview"]
    assert found == [("filled", "error", "B6"), ("pasted.heading", "note", "B6")]


@pytest.mark.slow
def test_a_returned_workbook_keeps_what_was_typed(tmp_path: Path) -> None:
    came = received(with_texts(overview=FULL), tmp_path)
    remarks = returned(came, tmp_path / "returned.xlsx")
    again = read_workbook(tmp_path / "returned.xlsx")
    assert again.texts["overview"] == came.texts["overview"] == tuple(FULL)
    assert pasted(again) == pasted(came)
    assert [remark.finding.cell for remark in remarks.warnings if remark.finding.rule == "pasted.other_section"] == [
        "B13",
        "B15",
        "B18",
    ]


def test_claims_mentions_and_last_years_texts_are_those_that_are_printed() -> None:
    years = "2025年1月1日至2024年12月31日"
    lines = ["一、总体情况", f"一、总体情况。统计期限为{years}。"]
    submission = with_texts(overview=lines, other_matters=["六、其他需要报告的事项", "收费无。"])
    found = {(f.rule, f.cell): f.message for f in check(submission)}
    assert "“统计期限为" in found["period_in_text", "B7"]
    last = previous_texts(official(), replace(submission, year=2024))
    assert last.sections["overview"] == (f"统计期限为{years}。",)
    again = replace(submission, previous_texts=last, texts={"other_matters": ("收费无。",)})
    assert ("five_aspects", "B6") not in {(f.rule, f.cell) for f in check(again)}


def test_a_file_with_a_heading_says_so_and_its_report_has_it_once(tmp_path: Path) -> None:
    file = saved(with_texts(overview=["一、总体情况", TEXT]), tmp_path)
    parts = build_document(read_workbook(file)).parts
    assert sum(part.text == "一、总体情况" for part in parts if isinstance(part, Heading | Paragraph)) == 1
