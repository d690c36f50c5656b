"""Every Word file that is written is one that Word opens without offering to repair it.

Judged by the validator of Microsoft's own Open XML SDK, which knows the schemas and what Word wants beyond them; two
things that it lets pass, and Word does not, are looked for here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from support.depth import cases
from support.files import harbour, official
from support.fillings import fillings
from support.large_tables import large_submission
from support.printed_tables import NESTED, STACKED
from support.returning import IDENTITY, KEY, received
from support.small_documents import report
from support.word import DRAWN, complaints
from xlsreport import (
    Submission,
    build_document,
    load_definition,
    new_submission,
    read_style_document,
    render,
)
from xlsreport.definition.translation.translating import in_language
from xlsreport.document.content.model import Document, Heading, Paragraph
from xlsreport.document.content.return_letter import ReturnLetter, build_letter
from xlsreport.inspection.return_preparation import prepare_return
from xlsreport.messages import messages_for

SAMPLES = Path(__file__).parents[2] / "samples"
ALIKE = cases(("town-2020-corrected", "shuyang-2025", "uk-style-quarterly-2025", "us-doj-foia-2016"), ())
"""Samples of which another has the same form, and as a draft the same and a mark; and the largest, of whose elements
each has the same parent, children and attributes as one in another report."""
CHOSEN = [path for path in sorted(SAMPLES.glob("*/*.xlsx")) if path.parent.name not in ALIKE]
WELLS = Path(__file__).parents[1] / "support" / "wells.yaml"


def letter(folder: Path) -> Document:
    wrong = {"requests.received.natural": "12件"}
    submission = new_submission(official(), agency="城关镇", year=2025, entries=wrong)
    _, remarks = prepare_return(received(submission, folder), IDENTITY, KEY)
    day = date(2026, 1, 7)
    names = ("示例县政府办公室", "城关镇", "年度报告")
    files = ("a.xlsx", "0123", "b.xlsx", "勾稽关系", "✓ 可以报送")
    said = messages_for("zh-CN")
    return build_letter(ReturnLetter("zh-CN", said, "gb-t-9704", *names, day, day, *files, None, remarks))


def odd_submission() -> Submission:
    return list(fillings(harbour(), 6, seed=3))[-1]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Those of the samples as they stand beside them, of which ``test_samples`` says that they are what is rendered."""
    folder = tmp_path_factory.mktemp("word")
    documents = {"draft in English": build_document(odd_submission(), draft=True)}
    documents["letter"] = letter(folder)
    documents["from right to left"] = build_document(new_submission(in_language(load_definition(WELLS), "ar")))
    documents["a table in parts"] = build_document(large_submission(3))
    parts = (Heading(1, "一、"), Paragraph("（一）甲。乙", 2, 5), NESTED, STACKED, DRAWN, DRAWN)
    documents["all kinds of parts"] = all_parts = report(*parts, draft="草稿")
    data = {f"sample {path.parent.name}": path.with_name("report.docx").read_bytes() for path in CHOSEN}
    data |= {name: render(document, "docx") for name, document in documents.items()}
    (folder / "house.docx").write_bytes(data["draft in English"])
    style = read_style_document(folder / "house.docx")
    data["in another's styles"] = render(replace(all_parts, draft="草稿"), "docx", style=style)
    for name, written in data.items():
        (folder / f"{name}.docx").write_bytes(written)
    return {name: folder / f"{name}.docx" for name in data}


@pytest.mark.engine
def test_microsofts_validator_has_no_complaints(files: Mapping[str, Path]) -> None:
    assert len(files) >= 8
    assert complaints(list(files.values())) == {path.name: [] for path in files.values()}


@pytest.mark.engine
def test_the_validator_would_complain_about_an_element_in_the_wrong_place(
    files: Mapping[str, Path], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.docx"
    with ZipFile(files["letter"]) as source, ZipFile(wrong, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"(<w:tblW [^>]*>)(<w:jc [^>]*>)", rb"\2\1", source.read(name)))
    assert "unexpected child element" in complaints([wrong])["wrong.docx"][0]


@pytest.mark.slow
def test_every_style_that_is_named_is_there_and_every_cell_ends_with_a_paragraph(files: Mapping[str, Path]) -> None:
    for name, path in files.items():
        body = docx.Document(io.BytesIO(path.read_bytes()))
        known = {style.style_id for style in body.styles}
        tags = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
        roots = (body.element, body.styles.element)
        named = {str(item.get(qn("w:val"))) for root in roots for tag in tags for item in root.iter(qn(f"w:{tag}"))}
        assert named <= known, name
        assert all(cell[-1].tag == qn("w:p") for cell in body.element.iter(qn("w:tc"))), name
