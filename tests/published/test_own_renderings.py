"""What the product renders is read back: figure for figure, line for line, paragraph for paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from samples.regenerate import SAMPLES, SAMPLES_FOLDER, Sample
from support import grants
from support.definitions import loaded
from support.depth import cases
from support.fillings import HARBOUR, fillings
from support.offices import NORTH, SOUTH, reported
from support.read_samples import read_sample, sample_document
from support.reading_back import (
    PublishedTruth,
    Reckoning,
    cover_differences,
    reckoned,
    rendered_truth,
    text_differences,
)
from support.shipped_forms import DISTINCT_FORMS
from xlsreport import (
    Definition,
    Document,
    Submission,
    build_document,
    import_report_bytes,
    in_language,
    new_submission,
    parse_definition,
    render,
    variant_of,
)
from xlsreport.checking.findings import Finding
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.document.format_names import Format
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.published.report_import import import_report

SCHOOLS = Path(__file__).parents[1] / "support" / "schools.yaml"
FORMATS: tuple[Format, ...] = ("html", "docx", "pdf")
LARGEST = "us-doj-foia/2016"
OF_LARGEST: tuple[Format, ...] = cases((), FORMATS)
"""In which fillings of the largest form are read back; its sample is in all, in every run."""


@lru_cache(1)  # the formats of a sample or form follow each other
def sample_report(folder: Path) -> tuple[Submission, PublishedTruth]:
    """What a sample states, and what is printed of it."""
    submission = read_sample(folder.name)
    return submission, rendered_truth(submission, sample_document(folder.name))


@lru_cache(1)
def filled_in(name: str) -> list[tuple[Submission, Document, PublishedTruth]]:
    """All zero, and one at random, each with its report and what is printed of it."""
    _, zeros, *_, drawn = fillings(loaded(name), 6)
    documents = [(submission, build_document(submission)) for submission in (zeros, drawn)]
    return [(submission, document, rendered_truth(submission, document)) for submission, document in documents]


def faults_of(
    path: Path,
    submission: Submission,
    candidates: list[Definition],
    *,
    usual: bool = True,
    printed: PublishedTruth | None = None,
) -> list[str]:
    """Everything that is lost, wrong or named as unread; the latter, and texts, where all is as people write it."""
    truth = rendered_truth(submission) if printed is None else printed
    report = import_report(path, candidates)
    reckoning: Reckoning = reckoned(truth, report)
    named = [each for each in report.figures.unread if _matters(each.name, truth.figures)]
    return [
        *([] if report.definition.name == submission.definition.name else [f"read by {report.definition.name}"]),
        *reckoning.faults,
        *(f"unread: {each.name}: {each.because}" for each in named if usual),
        *(text_differences(truth, report) if usual else ()),
        *cover_differences(truth, report),
    ]


def _matters(name: str, figures: Mapping[str, str]) -> bool:
    """Whether something is printed there that could not be read: a blank cell may be named, too."""
    return any(text and (place == name or place.startswith(f"{name}.")) for place, text in figures.items())


@pytest.mark.slow
@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.folder for sample in SAMPLES])
def test_samples_are_read_back(sample: Sample, ending: Format) -> None:
    folder = SAMPLES_FOLDER / sample.folder
    own = loaded(sample.definition)
    own = in_language(own, sample.language) if sample.language else own
    shipped = [own if name == own.name else loaded(name) for name in shipped_names()]
    submission, printed = sample_report(folder)
    assert faults_of(folder / f"report.{ending}", submission, shipped, printed=printed) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "ending"),
    [
        (name, ending)
        for name in (*DISTINCT_FORMS, str(HARBOUR))
        for ending in (OF_LARGEST if name == LARGEST else FORMATS)
    ],
    ids=lambda value: value.rpartition("/")[2],
)
def test_fillings_of_shipped_definitions_are_read_back(name: str, ending: Format, tmp_path: Path) -> None:
    """All zero, and one at random: figures of fourteen digits are broken in narrow columns, and may be left blank."""
    for number, (submission, document, printed) in enumerate(filled_in(name)):
        path = tmp_path / f"report{number}.{ending}"
        path.write_bytes(render(document, ending))
        assert faults_of(path, submission, [submission.definition], usual=number == 0, printed=printed) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_lists_below_headings_over_several_columns_are_read_back(ending: Format, tmp_path: Path) -> None:
    submission = grants.reported([{**line, "amount": 500, "loan": "Y", "owed": 100} for line in grants.GOOD])
    path = tmp_path / f"report.{ending}"
    path.write_bytes(render(build_document(submission), ending))
    assert faults_of(path, submission, [submission.definition]) == []


TWO_LINES = """\
id: two
edition: "1"
language: {language}
name: Yearly return of harbours
title: "{title}"
period: {{label: Year, text: "The year {{year}}"}}
page_style: plain
sections:
  - id: s
    heading: 1. Ships
    sheet: Ships
    tables:
      - {{id: t, columns: [{{id: n, label: Number}}], rows: [{{id: a, label: Arrived}}, {{id: b, label: Left}}]}}
  - {{id: w, heading: 2. Remarks, sheet: Remarks, narrative: {{}}}}
"""


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("errors", [0, 1, 2, 12])
@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", r"Yearly return\n{agency}, {year}"),
        ("en", r"{agency}\nYearly return {year}"),
        ("zh-CN", r"{agency}\n{year}年港口管理工作年度报告"),
    ],
)
def test_the_title_of_a_draft_is_not_lost_below_its_mark(
    ending: Format, errors: int, language: str, title: str, tmp_path: Path
) -> None:
    definition = parse_definition(TWO_LINES.format(language=language, title=title))
    agency = "示例县人民政府" if language == "zh-CN" else "Harbour Office of Sandby"
    submission = new_submission(definition, agency=agency, year=2025)
    nowhere = CellRange(CellRef("Ships", 0, 0), CellRef("Ships", 0, 0))
    findings = [Finding("filled", "error", "t.a.n", nowhere, "")] * errors
    data = render(build_document(submission, draft=True, findings=findings), ending)
    read = import_report_bytes(data, f"draft.{ending}", [definition])
    assert (read.texts.agency, read.texts.year) == (agency, 2025)


@pytest.mark.parametrize(
    "agency",
    ["示例镇", "示例县人力资源和社会保障局", "示例县水利局（县防汛抗旱办公室）", f"示例县{'综合' * 8}管理局"],
)
def test_a_title_as_wide_as_the_page_does_not_run_into_the_preamble(agency: str) -> None:
    submission = replace(read_sample("shuyang-2025"), agency=agency)
    page = render(build_document(submission, draft=True), "pdf")
    read = import_report_bytes(page, "report.pdf", [submission.definition])
    assert (read.texts.agency, read.texts.year) == (agency, submission.year)


@pytest.mark.parametrize("length", range(1, 6))
def test_a_number_that_the_end_of_a_line_parts_is_one(length: int) -> None:
    sample = read_sample("shuyang-2025")
    fields = {**sample.fields, "office": "办" * length, "phone": "0571-88001234"}
    page = render(build_document(replace(sample, fields=fields), draft=True), "pdf")
    assert import_report_bytes(page, "report.pdf", [sample.definition]).texts.fields["phone"] == "0571-88001234"


def test_rows_with_codes_beside_their_labels_are_read_back(tmp_path: Path) -> None:
    definition = loaded(SCHOOLS)
    for number, submission in enumerate(fillings(definition, 4)):
        path = tmp_path / f"report{number}.html"
        path.write_bytes(render(build_document(submission), "html"))
        assert faults_of(path, submission, [definition]) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_rows_for_lines_of_a_list_are_read_back(ending: Format, tmp_path: Path) -> None:
    figures = {"requests.offices_1.open": 1, "requests.offices_1.received": 5, "requests.offices_2.processed": 2}
    submission = reported([NORTH, SOUTH], {**figures, "appeals.offices_1.made": 1, "appeals.offices_1.days": 3.5})
    path = tmp_path / f"report.{ending}"
    path.write_bytes(render(build_document(submission), ending))
    assert faults_of(path, submission, [submission.definition]) == []


def test_rows_that_a_kind_of_body_is_not_asked_for_are_not_missed() -> None:
    form = parse_definition(OF_TWO_KINDS)
    school = variant_of(form, ["school"])
    submission = new_submission(
        school, agency="Hill School", year=2024, entries=dict.fromkeys(map(str, school.places), 3)
    )
    page = render(build_document(submission), "html")
    assert [one.name for one in import_report_bytes(page, "school", [form]).unread] == []
    as_another = page.replace(b"Hill School", b"Hill Centre")
    assert [one.name for one in import_report_bytes(as_another, "centre", [form]).unread] == [
        "t.doctors.n",
        "t.doctors.p",
    ]


OF_TWO_KINDS = """
id: people
edition: "1"
language: en
name: People
title: "{agency}: people employed in {year}"
period: {label: Year, text: "{year}"}
bodies: [{id: school, label: Schools, names: [… School]}, {id: clinic, label: Clinics, names: [… Clinic]}]
sections:
  - id: s
    heading: People
    sheet: People
    tables:
      - id: t
        columns: [{id: n, label: Full time}, {id: p, label: Part time}]
        rows:
          - {id: doctors, label: Doctors, bodies: [clinic]}
          - {id: teachers, label: Teachers, bodies: [school]}
          - {id: kitchen, label: Kitchen}
          - {id: caretakers, label: Caretakers}
"""


@pytest.mark.parametrize("reference", ["", 'reference: "Nur {printed} von {count}, siehe {annex}."'])
def test_what_the_form_prints_below_the_first_lines_of_a_list_is_no_text_of_the_agency(reference: str) -> None:
    form = parse_definition(OF_SHIPS.replace("MOST", f"{{most: 1, {reference}}}"))
    lines = [{"ship": ship, "tons": 9} for ship in ("Anna", "Berta", "Clara")]
    page = render(build_document(new_submission(form, agency="Hafen", year=2024, entries={"ships": lines})), "html")
    imported = import_report_bytes(page, "port", [form])
    assert len(imported.figures.lines["ships"]) == len(lines)
    assert not [note for note in imported.texts.notes if "3" in note], imported.texts.notes


OF_SHIPS = """
id: ships
edition: "1"
language: de
name: Schiffe
title: "{agency}: alle Schiffe {year}"
period: {label: Jahr, text: "{year}"}
sections:
  - id: s
    heading: Schiffe
    sheet: Schiffe
    tables:
      - id: ships
        title: Schiffe im Hafen
        list: {most: 9, print: MOST}
        columns: [{id: ship, label: Schiff, kind: text}, {id: tons, label: Tonnen}]
"""
