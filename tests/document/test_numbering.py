"""What is a heading, what runs into its text as one, and what is only a sentence with a number before it."""

from __future__ import annotations

import io

import docx
import pytest

from support.files import official
from xlsreport import Submission, build_document, new_submission, render
from xlsreport.document.content.heading_numbering import classify_paragraph
from xlsreport.document.content.model import Heading, Paragraph
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.proof.verification import verify

RUN_IN = {
    "（一）主动公开情况。|全年公开信息120条。": 2,
    "(二)依申请公开方面。|收到申请 3 件，均已答复。": 2,
    "（三）完善制度规范，加强信息管理。|修订了三项制度。": 2,
    "（四）政府信息公开平台建设情况：|网站设有专栏。": 2,
    "（五）监督保障。|没有责任追究；没有约谈。": 2,
    "（六）2025年重点工作。|举办培训两次。": 2,
    "1.机构建设。|配备专职人员。": 3,
    "2．渠道建设：|开设窗口。": 3,
    "3、队伍。|增加一人。": 3,
    "（1）收费情况：|共收取380元": 4,
    "（一）主动公开情况　|全年公开信息120条。": 2,
    "（ 二 ） 依申请公开。|均已答复。": 2,
    "（三）２０２５年社会评议情况。|发放问卷。": 2,
    "（四）“12345”热线办理情况。|共办理87件。": 2,
    "（五）12345政务服务便民热线：|共办理87件。": 2,
}
HEADINGS = {
    "（一）主动公开情况": 2,
    "（三）政府信息管理情况。": 2,
    "（一）存在的主要问题：": 2,
    "（二）加强平台建设，扩展公开渠道": 2,
    "1.机构建设": 3,
    "（1）收费": 4,
    "（一）2025年工作情况": 2,
    "（二）依申请公开。": 2,
    "（三）回应社会关切。": 2,
    "（四）无障碍改造。": 2,
    "（五）基本公共服务均等化。": 2,
    "1. 应急信息公开。": 3,
}
SENTENCES = {
    "（一）全年主动公开政府信息1200条。其中规章6件。": 2,
    "（二）收到申请3件，办结3件。": 2,
    "（三）本年度未收取信息处理费。": 2,
    "（四）进一步加强学习；强化培训；落实责任。": 2,
    "（五）坚持以公开为常态，不公开为例外，决策、执行、管理、服务和结果各环节纳入公开范围。效果好。": 2,
    "1.全年共答复 12 件": 3,
    "2.公开文件；": 3,
    "（六）我局严格按照条例和上级要求认真做好各项政府信息主动公开和依申请公开工作。成效明显。": 2,
    "（七）还有什么问题？请来电。": 2,
    "（八）请社会监督。": 2,
    "（九）渠道方面，一是办好网站。二是办好公开栏。": 2,
    "（十）收到来电１２３４５件。均已答复。": 2,
}
PLAIN = ("2025年公开信息。其中", "1.5万元已收取。", "一是公开渠道。全年", "3.15宣传。全年")


@pytest.mark.parametrize(("text", "level"), RUN_IN.items())
def test_a_title_that_ends_with_a_stop_or_a_colon_runs_into_its_text(text: str, level: int) -> None:
    lead = text.index("|")
    assert classify_paragraph(text.replace("|", ""), "zh-CN") == Paragraph(text.replace("|", ""), level, lead)


@pytest.mark.parametrize(("text", "level"), HEADINGS.items())
def test_a_title_on_a_line_of_its_own_is_a_heading(text: str, level: int) -> None:
    assert classify_paragraph(text, "zh-CN") == Heading(level, text)


@pytest.mark.parametrize(("text", "level"), SENTENCES.items())
def test_a_sentence_with_a_number_before_it_is_no_heading(text: str, level: int) -> None:
    assert classify_paragraph(text, "zh-CN") == Paragraph(text, level)


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_without_a_number_of_a_level_is_text(text: str) -> None:
    assert classify_paragraph(text, "zh-CN") == Paragraph(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1.1 The year. Ships came.", Paragraph("1.1 The year. Ships came.", 2, 13)),
        ("(a) Fees: none were charged", Paragraph("(a) Fees: none were charged", 3, 9)),
        ("1.2 The year 2025", Heading(2, "1.2 The year 2025")),
        ("1.3 We answered 12 calls. All were", Paragraph("1.3 We answered 12 calls. All were", 2)),
        ("1.4 It rose by 3.5 t", Paragraph("1.4 It rose by 3.5 t", 2)),
        ("1.6. Berths", Heading(2, "1.6. Berths")),
        ("1.5 million tonnes were moved", Paragraph("1.5 million tonnes were moved")),
        ("2.3 m of water at the quay", Paragraph("2.3 m of water at the quay")),
        ("(b) St. Mary's pier. It was mended.", Paragraph("(b) St. Mary's pier. It was mended.", 3, 20)),
        ("1.5 There was nothing to report.", Paragraph("1.5 There was nothing to report.", 2)),
    ],
)
def test_the_same_in_english(text: str, part: Heading | Paragraph) -> None:
    assert classify_paragraph(text, "en") == part


@pytest.fixture(scope="module")
def submission() -> Submission:
    lines = [text.replace("|", "") for text in (*RUN_IN, *HEADINGS, *SENTENCES)]
    return new_submission(official(), agency="示例县", year=2025, entries={"overview": lines})


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_read_back_with_each_of_them_as_one_paragraph(submission: Submission, format_: Format) -> None:
    verify(render(build_document(submission), format_), format_, submission)


def test_in_word_the_title_has_the_face_of_its_level_and_the_rest_that_of_the_text(submission: Submission) -> None:
    word = docx.Document(io.BytesIO(render(build_document(submission), "docx")))
    found = {
        paragraph.text: [(run.style.style_id, run.text) for run in paragraph.runs] for paragraph in word.paragraphs
    }
    for text, level in RUN_IN.items():
        lead, rest = text.split("|")
        (first, second) = found[lead + rest]
        assert first == (f"Heading{level}Char", lead)
        assert second[1] == rest


def test_the_navigation_names_headings_and_no_sentence(submission: Submission) -> None:
    word = docx.Document(io.BytesIO(render(build_document(submission), "docx")))
    named = [p.text for p in word.paragraphs if p.style is not None and p.style.name.startswith("Heading")]
    assert [text for text in named if text in HEADINGS] == list(HEADINGS)
    assert not {text.replace("|", "") for text in (*RUN_IN, *SENTENCES)} & set(named)
