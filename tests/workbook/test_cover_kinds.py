"""Fields of the cover that are of a kind: on the sheet, read back, checked, printed, returned."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from support.agreement import differences
from support.depth import cases
from support.engines import CALCULATING, ENGINES, calculates
from support.fillings import fillings
from support.returning import received, returned
from xlsreport import Submission, check, new_submission, read_workbook, render, write_workbook
from xlsreport.cli.group import main
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.content.model import Paragraph
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.proof.verification import verify
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages.written_dates import date_format

FORM = """\
id: inspections
edition: "1"
language: en
name: Inspections
title: Inspections of {agency}, {year}
period: {label: Year, text: "Year {year}"}
preamble: ["Adopted on {adopted} ({sort}) with {share} of {staff} votes."]
cover:
  - {id: sort, label: Kind of report, kind: {name: choice, options: [First, "Revised, final"]}}
  - {id: adopted, label: Adopted on, kind: {name: date, earliest: 2026-01-01, latest: 2026-12-31}, prompt: The meeting.}
  - {id: post, label: Postcode, kind: {name: text, max_length: 8, pattern: "[A-Z]{2}[0-9]{2}"}, when_blank: note}
  - {id: staff, label: Votes, kind: count}
  - {id: share, label: Turnout, kind: {name: percent, decimals: 1}}
  - {id: phone, label: Telephone, when_blank: nothing}
sections:
  - id: part
    heading: 1. Visits
    sheet: Visits
    tables:
      - id: t
        columns: [{id: found, label: Found}]
        rows: [{id: r, label: Office}]
"""
FIELDS: dict[str, object] = {
    "sort": "Revised, final",
    "adopted": "2026-03-01",
    "post": "AB12",
    "staff": 12,
    "share": 40.5,
    "phone": "0123",
}


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def filled(definition: Definition, **changed: object) -> Submission:
    return new_submission(definition, agency="Port", year=2026, entries={"t.r.found": 1} | FIELDS | changed)


def found(submission: Submission) -> list[tuple[str, str, str, str]]:
    return [(one.rule, one.severity, one.place, one.cells.first.a1) for one in check(submission)]


def saved(definition: Definition, file: Path, **typed: object) -> Submission:
    """What is read of a workbook into whose cover somebody typed."""
    write_workbook(filled(definition), file)
    book = openpyxl.load_workbook(file)
    for name, value in typed.items():
        cell = layout_of(definition).cover.fields[name]
        book[cell.sheet][cell.a1].value = value
    book.save(file)
    return read_workbook(file, definition)


def test_without_a_kind_the_fingerprint_is_what_it_was(definition: Definition) -> None:
    plain = parse_definition(FORM.replace("kind: count", "prompt: Those cast."))
    assert plain.fingerprint != definition.fingerprint
    assert "kind" not in plain.declaration.cover[-1].model_dump(exclude_none=True)


def test_the_sheet_holds_numbers_dates_and_options(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "inspections.xlsx"
    write_workbook(filled(definition), file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    cells = {name: sheet[cell.a1] for name, cell in layout_of(definition).cover.fields.items()}
    assert {name: cell.value for name, cell in cells.items()} == FIELDS | {"adopted": datetime.datetime(2026, 3, 1)}
    assert cells["adopted"].number_format == date_format("en")
    assert not any(cell.protection.locked for cell in cells.values())
    limits = {str(one.sqref): (one.type, one.prompt) for one in sheet.data_validations.dataValidation}
    asked = {name: limits.get(cell.a1) for name, cell in layout_of(definition).cover.fields.items()}
    day = "The meeting.\nA date, such as 2026-03-01. Not before 2026-01-01. Not after 2026-12-31."
    assert asked["adopted"] == ("date", day)
    kinds = {name: limit[0] for name, limit in asked.items() if limit is not None}
    assert kinds == {"sort": "list", "adopted": "date", "post": "textLength", "staff": "whole", "share": "decimal"}


def test_it_is_read_back_as_it_was_written(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "inspections.xlsx"
    write_workbook(filled(definition), file)
    back = read_workbook(file, definition)
    assert back.field_entries == filled(definition).field_entries
    assert back.fields == filled(definition).fields
    assert found(back) == []


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("sort", "first", ("kind", "note")),
        ("sort", "Second", ("kind", "error")),
        ("adopted", "1 March 2026", ("number", "warning")),
        ("adopted", "2025-12-31", ("kind", "error")),
        ("adopted", "03/04/2026", ("kind", "error")),
        ("post", "AB123", ("kind", "error")),
        ("post", 12, ("kind", "error")),
        ("staff", "12 cases", ("number", "warning")),
        ("staff", -1, ("sign", "error")),
        ("staff", "many", ("kind", "error")),
        ("share", 0.5, ("hundredfold", "note")),
        ("share", None, ("filled", "error")),
        ("post", None, ("filled", "note")),
    ],
)
def test_what_is_typed_is_judged_as_in_a_table(
    definition: Definition, field: str, typed: object, expected: tuple[str, str]
) -> None:
    at = layout_of(definition).cover.fields[field].a1
    assert (*expected, field, at) in found(filled(definition, **{field: typed}))


def test_findings_call_it_by_its_label(definition: Definition) -> None:
    [finding] = check(filled(definition, sort="Second"))
    assert finding.message == "Kind of report: “Second” is not one of: First, Revised, final. Choose from the list."


def test_what_the_cells_hold_is_read(definition: Definition, tmp_path: Path) -> None:
    day = datetime.datetime(2026, 5, 4)
    back = saved(definition, tmp_path / "a.xlsx", adopted=day, sort=" FIRST ", staff=7, share=0.5)
    assert back.fields == {
        "sort": "First",
        "adopted": "4 May 2026",
        "post": "AB12",
        "staff": "7",
        "share": "0.5%",
        "phone": "0123",
    }
    assert [one[:3] for one in found(back)] == [("kind", "note", "sort"), ("hundredfold", "note", "share")]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Adopted on 1 March 2026 (Revised, final) with 40.5% of 12 votes."),
        ("zh-CN", "Adopted on 2026年3月1日 (Revised, final) with 40.5% of 12 votes."),
    ],
)
def test_documents_print_it_in_the_language_of_the_report(language: str, said: str) -> None:
    definition = parse_definition(FORM.replace("language: en", f"language: {language}"))
    parts = build_document(filled(definition, adopted="2026/3/1", sort="revised, FINAL")).parts
    assert [part.text for part in parts if isinstance(part, Paragraph)][:1] == [said]


def test_machines_find_it_in_the_web_page(definition: Definition) -> None:
    submission = filled(definition, adopted="2026/3/1", sort="first", staff="many", post=None)
    page = render(build_document(submission), "html")
    verify(page, "html", submission)
    [_, found] = page.decode().split('id="figures">')
    figures = json.loads(found.split("</script>")[0])["figures"]
    assert {name: figure for name, figure in figures.items() if name.startswith("cover.")} == {
        "cover.sort": "First",
        "cover.adopted": "2026-03-01",
        "cover.post": None,
        "cover.staff": None,
        "cover.share": 40.5,
    }


def test_a_sentence_about_a_blank_field_is_left_out(definition: Definition) -> None:
    parts = build_document(filled(definition, share=None)).parts
    assert not [part for part in parts if isinstance(part, Paragraph)]


CHANGES: list[dict[str, object]] = [
    {},
    {"sort": "first"},
    {"sort": "Second", "adopted": "soon"},
    {"adopted": "2025-12-31", "staff": "many"},
    {"post": "far too long a code", "share": None},
    {"post": None, "staff": None, "adopted": None, "sort": None},
    {"staff": 1.5, "share": 40.55},
]


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    any_ones = calculates(engine, fillings(definition, cases(8, 20)))
    submissions = [*(filled(definition, **changed) for changed in CHANGES), *any_ones]
    files = [tmp_path / f"{number}.xlsx" for number in range(len(submissions))]
    for submission, file in zip(submissions, files, strict=True):
        write_workbook(submission, file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


def test_the_checks_sheet_counts_what_is_not_of_its_kind(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "inspections.xlsx"
    write_workbook(filled(definition, sort="Second", adopted="soon"), file)
    sheet = openpyxl.load_workbook(file, data_only=True)["Checks"]
    [line] = [
        row
        for row in sheet.iter_rows(values_only=True)
        if any("Cells of the cover that do not hold" in str(cell) for cell in row)
    ]
    assert "✗ broken" in line
    assert 2 in line


def test_what_is_wrong_goes_back_with_a_remark_that_a_formula_settles(definition: Definition, tmp_path: Path) -> None:
    came = received(filled(definition, sort="Second", adopted="soon", staff=None), tmp_path)
    remarks = returned(came, tmp_path / "returned.xlsx")
    assert [(remark.label, remark.finding.rule) for remark in remarks.errors] == [
        ("Kind of report", "kind"),
        ("Adopted on", "kind"),
        ("Votes", "filled"),
    ]
    back = read_workbook(tmp_path / "returned.xlsx", definition)
    assert back.field_entries == came.field_entries
    assert len(remarks.errors) == len([one for one in check(back) if one.severity == "error"])
    states = [cell.value for row in openpyxl.load_workbook(tmp_path / "returned.xlsx").worksheets[0] for cell in row]
    assert sum(str(value).startswith("=IF(OR(LEN(TRIM(") for value in states) == 3


def test_describe_tells_what_may_be_entered(tmp_path: Path) -> None:
    file = tmp_path / "inspections.yaml"
    kind = "kind: {name: amount, unit: kEUR, decimals: 3, maximum: 9.5, not_applicable: {mark: none}}"
    file.write_text(FORM.replace("label: Found", f"label: Found, {kind}"), encoding="utf-8")
    described = json.loads(CliRunner().invoke(main, ["describe", str(file), "--format", "json"]).stdout)
    about = {"label", "sheet", "cell", "field", "bodies"}
    fields = {one["field"]: {key: one[key] for key in one.keys() - about} for one in described["fields"]}
    assert fields == {
        "sort": {"kind": "choice", "options": ["First", "Revised, final"]},
        "adopted": {"kind": "date", "earliest": "2026-01-01", "latest": "2026-12-31"},
        "post": {"kind": "text", "max_length": 8, "pattern": "[A-Z]{2}[0-9]{2}"},
        "staff": {"kind": "count", "decimals": 0, "minimum": "0"},
        "share": {"kind": "percent", "unit": "%", "decimals": 1, "minimum": "0"},
        "phone": {"kind": "text"},
    }
    [place] = described["places"]
    limits = ("kind", "unit", "decimals", "minimum", "maximum", "not_applicable")
    assert {key: place[key] for key in limits} == {
        "kind": "amount",
        "unit": "kEUR",
        "decimals": 3,
        "minimum": "0",
        "maximum": "9.5",
        "not_applicable": "none",
    }


def test_describe_tells_the_kinds(tmp_path: Path) -> None:
    file = tmp_path / "inspections.yaml"
    file.write_text(FORM, encoding="utf-8")
    described = CliRunner().invoke(main, ["describe", str(file), "--format", "json"]).stdout
    kinds = {field["field"]: field["kind"] for field in json.loads(described)["fields"]}
    assert kinds == {
        "sort": "choice",
        "adopted": "date",
        "post": "text",
        "staff": "count",
        "share": "percent",
        "phone": "text",
    }


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('"Revised, final"', "First", "twice"),
        ("earliest: 2026-01-01", "earliest: 2027-01-01", "The last day is before the first one."),
        ("kind: count", "kind: {name: count, not_applicable: {when: t.r.found == 0}}", "Leave `when` out"),
        ("kind: count", "kind: counts", "counts"),
        ("[A-Z]{2}[0-9]{2}", "(a+)+", "pattern"),
    ],
)
def test_mistakes_are_named(right: str, wrong: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said.replace("(", r"\(")):
        parse_definition(FORM.replace(right, wrong))
