from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from click.testing import CliRunner

from support.definitions import loaded
from support.depth import cases
from support.fillings import DEFINITIONS, FORMS, HARBOUR, fillings
from support.large_tables import large_submission
from support.read_samples import read_sample
from support.rounds import make_round, send
from xlsreport import Document, Submission, build_document, new_submission, read_workbook, render
from xlsreport.cli import main
from xlsreport.cli.report_commands import render_file
from xlsreport.definition.place import Place
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.proof.verification import Discrepancy, UnfaithfulRenderingError, verify
from xlsreport.round import reports
from xlsreport.round.incoming.collection import collect
from xlsreport.round.reports import render_all
from xlsreport.submission.submission import Entry

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/workbook.xlsx"))
SHUYANG = next(path for path in SAMPLES if "shuyang" in str(path))
_FORMATS = [pytest.param(one, marks=pytest.mark.slow if one == "pdf" else ()) for one in FORMATS]
every_format = pytest.mark.parametrize("format_", _FORMATS)


@pytest.fixture(scope="module")
def submission() -> Submission:
    return read_workbook(SHUYANG)


def with_figures(submission: Submission, figures: Mapping[str, int | Decimal]) -> Submission:
    changed = {Place.parse(place): Entry(number, number) for place, number in figures.items()}
    return replace(submission, entries={**submission.entries, **changed})


def rendered(submission: Submission, format_: Format) -> bytes:
    return render(build_document(submission), format_)


def faults(rendering: bytes, format_: Format, submission: Submission) -> list[Discrepancy]:
    """What the proof finds in the tables and paragraphs."""
    with pytest.raises(UnfaithfulRenderingError) as caught:
        verify(rendering, format_, submission)
    return [fault for fault in caught.value.discrepancies if "." not in fault.name]


def with_document_xml(data: bytes, pattern: str, replacement: str) -> bytes:
    """The Word file with one passage of its main part exchanged."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                text, count = re.subn(pattern, replacement, content.decode(), count=1, flags=re.DOTALL)
                assert count == 1
                content = text.encode()
            target.writestr(name, content)
    return made.getvalue()


@pytest.mark.slow
@every_format
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_each_sample_is_rendered_as_it_was_reported(path: Path, format_: Format) -> None:
    """The reports beside them, of which ``test_samples`` says that they are what is rendered now."""
    verify(path.with_name(f"report.{format_}").read_bytes(), format_, read_sample(path.parent.name))


@pytest.mark.slow
@every_format
@pytest.mark.parametrize("name", [*DEFINITIONS, *FORMS[:2]], ids=lambda name: Path(name).stem)
def test_whatever_is_filled_in_is_rendered_as_it_was_reported(name: str, format_: Format) -> None:
    for submission in fillings(loaded(name), cases(6, 12), seed=5):
        verify(rendered(submission, format_), format_, submission)


@every_format
def test_a_draft_says_the_same(submission: Submission, format_: Format) -> None:
    verify(render(build_document(submission, draft=True), format_), format_, submission)


@every_format
def test_words_that_run_from_right_to_left_are_no_loss(submission: Submission, format_: Format) -> None:
    odd = ("הדו״ח 12 של הנמל", "التقرير السنوي 2025", "𠮷野家 ﬃ Ⅻ ① ½", "一" * 3000)
    other = replace(submission, agency="مدينة", texts={**submission.texts, "overview": odd})
    verify(rendered(other, format_), format_, other)


@every_format
def test_a_changed_figure_is_found_where_it_stands(submission: Submission, format_: Format) -> None:
    other = with_figures(submission, {"proactive.penalties.decisions": 693_958})
    found = faults(rendered(other, format_), format_, submission)
    assert found == [Discrepancy("行政处罚 · 本年处理决定数量", "693957", "693958")]


@every_format
def test_a_lost_decimal_is_found(submission: Submission, format_: Format) -> None:
    other = with_figures(submission, {"proactive.fees.charged": Decimal("4068.2080001")})
    [found] = faults(rendered(other, format_), format_, submission)
    assert (found.expected, found.found) == ("4068.208", "4068.2080001")


@every_format
def test_two_figures_that_changed_places_are_found(submission: Submission, format_: Format) -> None:
    other = with_figures(submission, {"remedies.cases.review_upheld": 10, "remedies.cases.review_corrected": 27})
    found = faults(rendered(other, format_), format_, submission)
    assert [(fault.expected, fault.found) for fault in found] == [("27", "10"), ("10", "27")]


@every_format
def test_a_figure_that_is_missing_is_no_zero(submission: Submission, format_: Format) -> None:
    blank = Place.parse("requests.received.welfare")
    entries = {place: entry for place, entry in submission.entries.items() if place != blank}
    found = faults(rendered(replace(submission, entries=entries), format_), format_, submission)
    assert found[0] == Discrepancy("一、本年新收政府信息公开申请数量 · 社会公益组织", "0", "")


@every_format
def test_a_paragraph_that_is_lost_or_changed_is_found(submission: Submission, format_: Format) -> None:
    lines = list(submission.texts["overview"])
    at = next(number for number, line in enumerate(lines) if line)
    for changed in ("", lines[at] + "！"):
        texts = {**submission.texts, "overview": (*lines[:at], changed, *lines[at + 1 :])}
        [found] = faults(rendered(replace(submission, texts=texts), format_), format_, submission)
        assert found.found == ""
        assert found.expected.startswith(lines[at][:5])


def test_a_row_that_is_lost_in_a_word_file_is_found(submission: Submission) -> None:
    data = with_document_xml(rendered(submission, "docx"), r"<w:tr>(?:(?!<w:tr>).)*?行政强制.*?</w:tr>", "")
    assert len(faults(data, "docx", submission)) > 1


def test_a_merge_that_is_lost_in_a_word_file_is_found(submission: Submission) -> None:
    data = with_document_xml(rendered(submission, "docx"), '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="2"/>')
    assert any("1×3" in fault.expected and "1×2" in fault.found for fault in faults(data, "docx", submission))


def test_a_label_that_is_changed_on_a_page_is_found(submission: Submission) -> None:
    page = rendered(submission, "html").replace("科研机构".encode(), "科技机构".encode())
    assert faults(page, "html", submission) == [Discrepancy("科研机构", "科研机构", "科技机构")]


@every_format
def test_a_table_that_goes_on_over_pages_is_read_as_one(format_: Format) -> None:
    large = large_submission()
    verify(rendered(large, format_), format_, large)
    changed = with_figures(large, {"large.g1r30.a": 77, "large.g3r19.b": 78})
    assert [fault.found for fault in faults(rendered(changed, format_), format_, large)] == ["77", "78"]


def test_of_a_table_in_parts_nothing_that_is_repeated_may_say_something_else() -> None:
    """A label or heading of a further page that differs, and a row that is lost there with its bookmark."""
    large = large_submission()
    data, page = rendered(large, "docx"), rendered(large, "html")
    again = r"(_again\d+\"/><w:bookmarkEnd w:id=\"\d+\"/><w:r>(?:(?!</w:r>).)*>)工<"
    assert faults(with_document_xml(data, again, r"\1公<"), "docx", large)
    assert faults(with_document_xml(data, r"(_again.*?年)初", r"\1中"), "docx", large)
    assert faults(with_document_xml(data, r"(_again.*)<w:tr>.*?</w:tr>", r"\1"), "docx", large)
    goes_on = page.index(b"data-continues", page.index(b"data-continues") + 1)
    label = page.index("工".encode(), goes_on)
    assert faults(page[:label] + "公".encode() + page[label + 3 :], "html", large)
    assert faults(page.replace(b'data-continues="t1-c', b'data-continues="t1-c9'), "html", large)


def test_figures_for_machines_are_compared_digit_by_digit(submission: Submission) -> None:
    page = rendered(submission, "html").replace(b'charged": 4068.208', b'charged": 4068.2080')
    with pytest.raises(UnfaithfulRenderingError) as caught:
        verify(page, "html", submission)
    assert caught.value.discrepancies == (Discrepancy("proactive.fees.charged", "4068.208", "4068.2080"),)


def test_the_sentence_names_the_format_the_place_and_both_figures(submission: Submission) -> None:
    other = with_figures(submission, {"proactive.penalties.decisions": 1})
    with pytest.raises(UnfaithfulRenderingError) as caught:
        verify(rendered(other, "docx"), "docx", submission)
    assert str(caught.value) == (
        "没有写出报告：生成的 docx 读回核对时有 1 处与填报内容不符，第一处是“行政处罚 · 本年处理决定数量”，"
        "应为“693957”，读回为“1”。填报的数据没有问题，这是本程序的缺陷，请告知开发者；急用时可改用其他格式。"
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\n"], ids=["nothing", "archive", "beginning"])
@every_format
def test_what_cannot_be_read_back_is_said_so(data: bytes, format_: Format) -> None:
    submission = new_submission(loaded(str(HARBOUR)), agency="Port", year=2025)
    with pytest.raises(UnfaithfulRenderingError, match="The report was not written"):
        verify(data, format_, submission)


def test_a_pdf_that_is_not_tagged_cannot_be_read_back(submission: Submission) -> None:
    made = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(595, 842)
        document.save(made)
    with pytest.raises(UnfaithfulRenderingError, match="StructTreeRoot"):
        verify(made.getvalue(), "pdf", submission)


@pytest.mark.slow
def test_a_report_that_is_not_as_reported_is_not_written_unless_that_is_asked_for(
    submission: Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No way is known to make a renderer fail, so one is made to render another report.
    other = rendered(with_figures(submission, {"proactive.penalties.decisions": 1}), "docx")
    monkeypatch.setattr(render_file, "render", lambda *_, **__: other)
    report = tmp_path / "report.docx"
    command = ["render", str(SHUYANG), "-o", str(report)]
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, report.exists()) == (2, False)
    assert "“行政处罚 · 本年处理决定数量”，应为“693957”，读回为“1”" in refused.output
    assert CliRunner().invoke(main, [*command, "--no-verify"]).exit_code == 0
    assert report.read_bytes() == other


@pytest.mark.slow
def test_a_rounds_reports_are_proved_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = make_round(tmp_path / "round", 2)
    list(collect(round_, send(round_, tmp_path / "inbox", ["001", "002"])))
    made: list[Document] = []

    def first_without_its_parts(document: Document, format_: Format, **options: Any) -> bytes:
        made.append(document)
        return render(document if made[1:] else replace(document, parts=()), format_, **options)

    monkeypatch.setattr(reports, "render", first_without_its_parts)
    first, second = render_all(round_, ["docx"], tmp_path / "reports", processes=1)
    assert (first.paths, len(first.failures)) == ((), 1)
    assert first.failures[0].startswith("没有写出报告")
    assert ([path.suffix for path in second.paths], second.failures) == ([".docx"], ())
