"""Tables that are too wide for an upright page: no word is broken, nothing is lost, and a reader sees what is there."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
import typst
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from support.depth import cases
from support.files import official
from support.office import converted
from support.reports import sample
from xlsreport import Submission, build_document, load_definition, new_submission, render
from xlsreport.document import output_formats
from xlsreport.document.content.model import CELL_MARGINS, PrintedTable
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.pagination.text_width import widest_word
from xlsreport.document.pdf.pdf_reader import read_pdf
from xlsreport.document.proof import verification
from xlsreport.document.proof.verification import UnfaithfulRenderingError, verify

every_format = pytest.mark.parametrize("format_", FORMATS)
NARROW_LABELS = (
    "Number of Full Grants",
    "Number of Full Denials Based on Exemptions",
    'Number of "Full-Time Staff"',
    "All Records Referred to Another Component or Agency",
    "Improper Request for Other Reason",
    "Records not Reasonably Described",
    "Fee-Related Reason",
    "TOTAL",
    "Share",
)
HYPHENS = ("Three-digit Extension of the Programme", *(f"Column number {number}" for number in range(8)))


def columns_of(labels: Sequence[str]) -> list[dict[str, Any]]:
    return [{"id": f"c{number}", "label": label} for number, label in enumerate(labels)]


def definition_text(columns: Sequence[dict[str, Any]], **more: Any) -> str:
    """A definition of one table, and of paragraphs below it."""
    table = {"id": "t", "columns": list(columns), "rows": [{"id": "r", "label": "Eastern Harbours"}]}
    return yaml.safe_dump(
        {
            "id": "wide",
            "edition": "1",
            "language": "en",
            "name": "Wide tables",
            "title": "{agency}: report {year}",
            "period": {"label": "Year", "text": "{year}"},
            "sections": [
                {"id": "s", "heading": "1. Table", "sheet": "One", "tables": [table]},
                {"id": "n", "heading": "2. Notes", "sheet": "Two", "narrative": {}},
            ],
            **more,
        },
        sort_keys=False,
        allow_unicode=True,
    )


def filled(folder: Path, text: str, figure: int | str = 1234567) -> Submission:
    file = folder / "wide.yaml"
    file.write_text(text, encoding="utf-8")
    definition = load_definition(file)
    entries: dict[str, Any] = {str(place): figure for place in definition.entry_places("t")}
    return new_submission(definition, agency="Harbour Office", year=2025, entries={**entries, "n": ["A note."]})


def tables(submission: Submission) -> list[PrintedTable]:
    return [part for part in build_document(submission).parts if isinstance(part, PrintedTable)]


def broken_words(table: PrintedTable) -> list[str]:
    """Labels with a word that is wider than their column."""
    return [
        cell.text
        for cell in table.cells
        if cell.role != "figure"
        and widest_word(cell.text) * table.font_size + CELL_MARGINS
        > sum(table.columns[cell.left : cell.left + cell.width]) + 0.01
    ]


def pages(pdf: bytes) -> list[tuple[bool, str]]:
    """Of each page whether it lies across, and its words as they stand on it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            (page.get_width() > page.get_height(), " ".join(page.get_textpage().get_text_bounded().split()))
            for page in document
        ]


def test_a_table_whose_words_fit_is_set_as_it_was_declared(tmp_path: Path) -> None:
    [table] = tables(filled(tmp_path, definition_text(columns_of(["Ships", "Berths", "Cargo in tonnes"]))))
    assert (table.landscape, table.font_size, broken_words(table)) == (False, 10, [])


def test_the_official_form_stands_upright_whatever_is_filled_in() -> None:
    entries = {str(place): "12345678" for table in official().tables for place in official().entry_places(table)}
    submission = new_submission(official(), agency="示例县", year=2025, entries=entries)
    assert [table.landscape for table in tables(submission)] == [False] * 3


def test_one_that_does_not_fit_is_set_smaller_then_across_then_in_groups_of_columns(tmp_path: Path) -> None:
    def settings_of(count: int) -> list[tuple[float, bool]]:
        labels = [f"Registrations {number}" for number in range(count)]
        found = tables(filled(tmp_path, definition_text(columns_of(labels)), figure=7))
        assert [broken_words(table) for table in found] == [[]] * len(found)
        return [(table.font_size, table.landscape) for table in found]

    assert settings_of(6) == [(10, False)]
    assert settings_of(7) == [(8.5, False)]
    assert settings_of(9) == [(10, True)]
    assert settings_of(11) == [(8.5, True)]
    assert settings_of(16) == [(8.5, True), (8.5, True)]


def test_groups_of_columns_are_parted_between_headings_and_name_their_rows_again(tmp_path: Path) -> None:
    def group(name: str) -> dict[str, Any]:
        labels = [
            f"{name} {kind} registrations"
            for kind in ("reconsidered", "discontinued", "intermediated", "characterised")
        ]
        return {
            "label": f"Registrations, {name}",
            "columns": [{"id": f"{name.lower()}{number}", "label": f"{label}"} for number, label in enumerate(labels)],
        }

    submission = filled(tmp_path, definition_text([group(name) for name in ("Inland", "Coastal", "Overseas")]))
    found = tables(submission)
    assert len(found) > 1
    for table in found:
        assert "Eastern Harbours" in [cell.text for cell in table.cells]
        assert {cell.text for cell in table.cells if cell.role == "column" and cell.width > 1} <= {
            f"Registrations, {name}" for name in ("Inland", "Coastal", "Overseas")
        }
    spanners = [cell.text for table in found for cell in table.cells if cell.role == "column" and cell.width == 4]
    assert spanners == [f"Registrations, {name}" for name in ("Inland", "Coastal", "Overseas")]


words = st.lists(st.text("abcdeimnorstw", min_size=1, max_size=14), min_size=1, max_size=4).map(" ".join)


@pytest.mark.slow
@settings(max_examples=cases(15, 40))
@given(labels=st.lists(words, min_size=1, max_size=24, unique=True), figure=st.integers(0, 10**9))
def test_whatever_the_labels_are_no_word_is_broken_and_no_column_is_lost(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str], figure: int
) -> None:
    submission = filled(tmp_path_factory.mktemp("wide"), definition_text(columns_of(labels)), figure)
    found = tables(submission)
    assert [broken_words(table) for table in found] == [[]] * len(found)
    assert [cell.text for table in found for cell in table.cells if cell.role == "column"] == labels
    style = page_style_named("plain")
    for table in found:
        width = (style.turned if table.landscape else style).type_width
        assert sum(table.columns) == pytest.approx(width)
        scales = [table.figure_scale(cell, width) for cell in table.cells if cell.role == "figure"]
        assert min(scales) * table.font_size >= style.least_figure_size - 0.01, "every figure is legible"
    for format_ in ("docx", "html"):
        verify(render(build_document(submission), format_), format_, submission)


@every_format
@pytest.mark.parametrize("labels", [NARROW_LABELS, HYPHENS, [f"Registrations {number}" for number in range(16)]])
def test_every_rendering_is_proved(tmp_path: Path, labels: Sequence[str], format_: Format) -> None:
    submission = filled(tmp_path, definition_text(columns_of(labels)))
    verify(render(build_document(submission), format_), format_, submission)


def test_labels_stand_on_the_page_in_whole_words(tmp_path: Path) -> None:
    submission = filled(tmp_path, definition_text(columns_of(NARROW_LABELS)))
    text = " ".join(text for _, text in pages(render(build_document(submission), "pdf")))
    for word in " ".join(NARROW_LABELS).split():
        assert re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text.replace("\ufffe", "-")), word


def drawn(body: str) -> bytes:
    """A tagged PDF of one table with one row."""
    source = f'#set document(title: "T")\n#set text(lang: "en")\n#set table(columns: (60pt, 60pt))\n#table({body})'
    pdf = typst.compile(source.encode(), pdf_standards=["ua-1"])
    assert isinstance(pdf, bytes)
    return pdf


def test_the_proof_sees_letters_that_are_drawn_in_another_order_than_they_are_read_aloud() -> None:
    """A box of two lines stands between the lines of its neighbours, as an earlier template had it."""
    garbled = "[#box[Numbe]#linebreak()#box[r]#box(width: 20pt)[of Full]#box[G]#box[rants]], [1]"
    assert read_pdf(drawn("[Number of Full Grants], [1]")).disordered == ()
    [(aloud, seen)] = read_pdf(drawn(garbled)).disordered
    assert aloud == "NumberofFullGrants"
    assert seen != aloud


def test_the_proof_sees_a_text_that_is_drawn_over_another() -> None:
    over = "[Exemptions], [#move(dx: -30pt)[517645]]"
    assert read_pdf(drawn(over)).disordered == (("Exemptions", "Exemptions517645"),)


def test_a_report_with_letters_in_another_order_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = filled(tmp_path, definition_text(columns_of(NARROW_LABELS)))
    rendering = render(build_document(submission), "pdf")
    monkeypatch.setattr(
        verification,
        "read_back",
        lambda *given: replace(output_formats.read_back(*given), disordered=(("NumberofFull", "NumberFullof"),)),
    )
    with pytest.raises(
        UnfaithfulRenderingError, match="“NumberofFull”, which should be “NumberofFull” and is “NumberFullof”"
    ):
        verify(rendering, "pdf", submission)


def test_only_the_wide_table_lies_across_in_a_pdf(tmp_path: Path) -> None:
    submission = filled(tmp_path, definition_text(columns_of([f"Registrations {number}" for number in range(10)])))
    found = pages(render(build_document(submission), "pdf"))
    assert [across for across, _ in found] == [True, False]
    assert "report 2025" in found[0][1], "the title stands on the page of the first part, not on one of its own"
    assert "A note." in found[1][1]


@pytest.mark.slow
def test_no_page_is_empty_where_a_table_across_follows_on_an_upright_one(tmp_path: Path) -> None:
    """As between the tables of a section, where the second is higher than a page and so begins one."""
    wide = columns_of([f"Registrations {number}" for number in range(10)])
    rows = [{"id": f"r{number}", "label": f"Harbour {number}"} for number in range(60)]
    tables = [{"id": "a", "columns": wide[:2], "rows": rows[:3]}, {"id": "t", "columns": wide, "rows": rows}]
    section = {"id": "s", "heading": "1. Tables", "sheet": "One", "tables": tables}
    notes = {"id": "n", "heading": "2. Notes", "sheet": "Two", "narrative": {}}
    found = pages(render(build_document(filled(tmp_path, definition_text(wide, sections=[section, notes]))), "pdf"))
    assert [across for across, _ in found] == [False, True, True, False]
    assert all("Harbour" in words or "A note." in words for _, words in found)


def test_a_range_of_numbers_is_not_broken(tmp_path: Path) -> None:
    """An en dash is of ambiguous width to Unicode, and is no place to break a label at."""
    columns = columns_of(
        ["1–20", "101–120", "1001–1020", *(f"{number}–{number + 19}" for number in range(201, 401, 20))]
    )
    submission = filled(tmp_path, definition_text(columns, page_style="us-letter"), 7)
    [table] = tables(submission)
    assert broken_words(table) == []
    assert widest_word("101–120") > widest_word("101–")
    assert "1001–1020" in pages(render(build_document(submission), "pdf"))[0][1]


def test_a_word_file_has_a_section_across_and_one_upright_with_the_headers_of_the_first(tmp_path: Path) -> None:
    submission = filled(tmp_path, definition_text(columns_of([f"Registrations {number}" for number in range(10)])))
    with ZipFile(io.BytesIO(render(build_document(submission, draft=True), "docx"))) as file:
        xml = file.read("word/document.xml").decode()
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", xml)
    assert ['w:orient="landscape"' in section for section in sections] == [True, False]
    assert ["headerReference" in section for section in sections] == [True, False]


@pytest.mark.engine
def test_word_processors_turn_the_pages_too(tmp_path: Path) -> None:
    submission = filled(tmp_path, definition_text(columns_of([f"Registrations {number}" for number in range(10)])))
    file = tmp_path / "wide.docx"
    file.write_bytes(render(build_document(submission), "docx"))
    [pdf] = converted([file], tmp_path / "pdf", "pdf:writer_pdf_Export")
    found = pages(pdf.read_bytes())
    assert [across for across, _ in found] == [True, False]
    for number in range(10):
        assert f"Registrations {number}" in found[0][1] or f"{number}" in found[0][1]


def test_a_printed_web_page_turns_the_wide_table(tmp_path: Path) -> None:
    submission = filled(tmp_path, definition_text(columns_of([f"Registrations {number}" for number in range(10)])))
    page = render(build_document(submission), "html").decode()
    assert "@page landscape { size: 297mm 210mm" in page
    assert page.count('landscape"') == 3, "title, heading and table"
    plain = render(build_document(filled(tmp_path, definition_text(columns_of(["Ships"])))), "html").decode()
    assert "landscape" not in plain.partition("</style>")[2]


@pytest.mark.slow
def test_only_tables_that_a_page_across_holds_are_turned_between_wide_ones() -> None:
    """Those of many rows stand upright, on a page each, where they would need two."""
    parts = build_document(sample("us-doj-foia-2016", "us-doj-foia/2016", "Office", 2016)).parts
    across = {part.table: part.landscape for part in parts if isinstance(part, PrintedTable)}
    assert {table for table, is_across in across.items() if is_across} == {
        *("v_b1", "vi_c5", "vii_c1", "vii_c2", "vii_c3", "vii_e", "xii_c")
    }
