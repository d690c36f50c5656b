"""What programs leave in a copied text is mended where that is plain, and told where it would print as nonsense."""

from __future__ import annotations

import pytest

from support.files import harbour, official, reread
from support.fillings import TEXTS
from xlsreport import Finding, Submission, build_document, check, new_submission
from xlsreport.document.content.model import Heading, Paragraph


def with_lines(*lines: str) -> Submission:
    return new_submission(official(), agency="某镇", year=2025, entries={"problems": list(lines)})


def printed(submission: Submission) -> list[str]:
    """What the report prints from the heading of the section on, up to the next section."""
    texts = [part.text for part in build_document(submission).parts if isinstance(part, Heading | Paragraph)]
    begin = texts.index("五、存在的主要问题及改进情况")
    return texts[begin + 1 : texts.index("六、其他需要报告的事项")]


def told(submission: Submission) -> list[Finding]:
    return [finding for finding in check(submission) if finding.rule.startswith("pasted.")]


@pytest.mark.parametrize(
    ("typed", "as_printed"),
    [
        ("（一）\t存在的问题。人少。", "（一）存在的问题。人少。"),
        ("1.\t人少。", "1.人少。"),
        ("1.\u00a0人少。", "1.\u00a0人少。"),
        ("•\t人少。", "• 人少。"),
        ("\uf0b7\t人少。", "• 人少。"),
        ("\uf06c人少。", "• 人少。"),
        ("\ufeff人\u200b少\u00ad。", "人少。"),
        ("\u202a0571-1\u202c", "0571-1"),
        ("人少。\x07", "人少。"),
        ("甲\t乙", "甲 乙"),
        ("　　人少。　", "人少。"),
    ],
)
def test_what_means_nothing_is_not_printed(typed: str, as_printed: str) -> None:
    submission = with_lines(typed, "改进中。")
    assert printed(submission) == [as_printed, "改进中。"]
    assert submission.texts["problems"] == (typed, "改进中。")
    assert told(submission) == []


@pytest.mark.parametrize(
    ("typed", "as_printed"),
    [("人&nbsp;少。", "人 少。"), ("甲&amp;乙&#12290;", "甲&乙。"), ("&ldquo;甲&rdquo;", "“甲”"), ("&#x4E00;", "一")],
)
def test_characters_in_the_code_of_web_pages_are_printed_as_such_and_told(typed: str, as_printed: str) -> None:
    submission = with_lines(typed)
    assert printed(submission) == [as_printed]
    assert [(f.rule, f.severity, f.cell) for f in told(submission)] == [("pasted.entity", "note", "B6")]


@pytest.mark.parametrize(
    ("line", "rule", "severity"),
    [
        ("<p>人少。</p>", "markup", "warning"),
        ('人<span style="color:red">少</span>。', "markup", "warning"),
        ("人少。<br/>", "markup", "warning"),
        ("人少。批注 [张三1]：请核对", "editing", "warning"),
        ("Commented [AB1]: check", "editing", "warning"),
        ("删除的内容: 旧文", "editing", "warning"),
        ("见错误!未找到引用源。", "editing", "warning"),
        ("错误！未定义书签。", "editing", "warning"),
        ("Error! Reference source not found.", "editing", "warning"),
        ("人\ufffd少。", "garbled", "warning"),
        ("锟斤拷锟斤拷", "garbled", "warning"),
        ("å\u008f\u00b7å\u008f\u00b7", "garbled", "warning"),
        ("行政许可\t12\t3", "table_row", "warning"),
        ("12 0 0 3", "table_row", "warning"),
        ("1,234 12.5% 3", "table_row", "warning"),
        ("办结97件[1]。", "footnote", "note"),
        ("办结97件¹。", "footnote", "note"),
        ("[2] 含上年。", "footnote", "note"),
    ],
)
def test_what_would_print_as_nonsense_is_told_and_printed_all_the_same(line: str, rule: str, severity: str) -> None:
    submission = with_lines("人少。", line, line)
    assert len(printed(submission)) == 3
    (finding,) = told(submission)
    assert (finding.rule, finding.severity, finding.place) == (f"pasted.{rule}", severity, "problems")
    assert (finding.sheet, finding.cell) == ("五、问题改进", "B7")
    assert "2 格" in finding.message


@pytest.mark.parametrize(
    "line",
    [
        "国办公开办函〔2021〕30号[2021]。",
        "面积12m²，AT&T，A<B且B>C。",
        "2025年 3月 5日，办结3件。",
        "3.5%的单位没有专人。",
        "2025",
        "错误信息3条，已改正！",
        "批注意见3条。",
        "① 人少；② 事多。",
    ],
)
def test_what_looks_like_it_and_is_not_is_not_told(line: str) -> None:
    submission = with_lines(line)
    assert printed(submission) == [line]
    assert told(submission) == []


@pytest.mark.slow
def test_paragraphs_that_a_web_page_ran_together_are_paragraphs_again() -> None:
    submission = reread(with_lines("问题有二。　　（一）人少。　　（二）事多。\n改进中。", "名　　称：甲"))
    assert printed(submission) == ["问题有二。", "（一）人少。", "（二）事多。", "改进中。", "名　　称：甲"]
    assert told(submission) == []


def test_texts_that_a_spreadsheet_could_take_for_something_else_are_printed_as_they_are() -> None:
    submission = new_submission(harbour(), agency="Sandby", year=2025, entries={"summary": list(TEXTS)})
    texts = [part.text for part in build_document(submission).parts if isinstance(part, Heading | Paragraph)]
    assert [text for text in TEXTS if text.strip() and "\n" not in text and text.strip() not in texts] == []


def test_texts_as_long_as_a_cell_takes_are_looked_through_at_once() -> None:
    most = 32_767
    runs = [letter * most for letter in "　-[&."] + [" " * most + "\t", "1 " * (most // 2)]
    lines = [f"{begin}{run}乙" for run in runs for begin in ("甲", "一、总体情况")]
    submission = new_submission(official(), entries={"overview": lines})
    assert len(submission.paragraphs("overview")) == len(lines)
    assert told(submission)


def test_the_place_of_a_picture_that_was_not_copied_is_told_and_not_printed() -> None:
    submission = Submission(official(), agency="某县", year=2025, texts={"overview": ("见图\ufffc。", "照旧。")})
    told = [(one.severity, one.cell) for one in check(submission) if one.rule == "pasted.object"]
    assert told == [("note", submission.positions.first_line("overview").a1)]
    assert submission.paragraphs("overview") == ("见图。", "照旧。")
